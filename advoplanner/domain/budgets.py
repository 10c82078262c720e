"""What an event may cost, in all and for each head, and what it comes to: whole units of one currency, never summed over two."""

from __future__ import annotations

from dataclasses import dataclass

from advoplanner.core.errors import RuleBroken
from advoplanner.core.text import clean

MOST = 10_000_000

MONEY = ("budget", "per_head", "planned", "spent")


@dataclass(frozen=True, slots=True)
class Money:
    """The limits of one event (0 for none), what is planned and spent, and for how many `heads` that is."""

    currency: str = "EUR"
    budget: int = 0
    per_head: int = 0
    planned: int = 0
    spent: int = 0
    heads: int = 0

    @property
    def cost(self) -> int:
        """What it comes to: what was spent where that is known, else what is planned."""
        return self.spent or self.planned

    @property
    def for_each(self) -> float | None:
        """The cost for each head; None where there is no cost or nobody to share it."""
        return self.cost / self.heads if self.cost and self.heads else None

    def over(self) -> list[str]:
        """A sentence for each limit that the cost goes beyond."""
        found = []
        if self.budget and self.cost > self.budget:
            found.append(f"It comes to {self.said(self.cost)}; {self.said(self.budget)} are allowed.")
        each = self.for_each
        if self.per_head and each is not None and each > self.per_head:
            found.append(f"It comes to {self.said(each)} for each of {self.heads}; {self.said(self.per_head)} are allowed.")
        return found

    def said(self, amount: float) -> str:
        """ "1,250 EUR", or with two places where it is no whole number."""
        number = f"{amount:,.0f}" if float(amount).is_integer() else f"{amount:,.2f}"
        return f"{number} {self.currency}".strip()


def check_money(name: str, value: int | None) -> int:
    """An amount as it is stored; raises RuleBroken at the field, a negative one included: what comes back is entered as less spent."""
    number = 0 if value is None else value
    if not isinstance(number, int) or not 0 <= number <= MOST:
        raise RuleBroken("budgets.amount", f"An amount is a whole number from 0 to {MOST:,}.", "Leave cents out.", field=name)
    return number


def check_currency(text: str) -> str:
    """Three letters as they stand on a bill; raises RuleBroken at `currency`."""
    code = clean(text).upper()
    if len(code) != 3 or not code.isascii() or not code.isalpha():
        raise RuleBroken("budgets.currency", f"“{clean(text)}” is no currency.", "Write its three letters, such as EUR.", field="currency")
    return code
