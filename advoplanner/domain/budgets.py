"""What an event may cost, in all and for each head, and what it comes to, line by line: whole units, never summed over two currencies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from advoplanner.core.errors import RuleBroken
from advoplanner.core.records import dataclass
from advoplanner.core.text import clean

MOST = 10_000_000

MONEY = ("budget", "per_head", "planned", "spent")


WORDS_LIMIT = 160


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """One cost: what for, in which currency, planned and actual in whole units; both are below zero for a refund alone."""

    id: str
    words: str
    currency: str
    planned: int
    actual: int
    refund: bool
    version: int


@dataclass(frozen=True, slots=True)
class Money:
    """The limits of one event (0 for none), what is planned and spent, and for how many `heads` that is.

    Where there are `lines`, those in the event's own currency make up `planned` and `spent`; other currencies stand apart.
    """

    currency: str = "EUR"
    budget: int = 0
    per_head: int = 0
    planned: int = 0
    spent: int = 0
    heads: int = 0
    lines: tuple[BudgetLine, ...] = ()

    @property
    def cost(self) -> int:
        """What it comes to: of each line what was spent where that is known, else what is planned; without lines the same in all."""
        if self.lines:
            return sum(line.actual or line.planned for line in self.lines if line.currency == self.currency)
        return self.spent or self.planned

    def apart(self) -> list[str]:
        """What it comes to in each other currency, which no limit counts."""
        others = sorted({line.currency for line in self.lines} - {self.currency})
        sums = ((code, sum(line.actual or line.planned for line in self.lines if line.currency == code)) for code in others)
        return [f"Besides {Money(code).said(amount)}, not in the sum." for code, amount in sums]

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


def with_lines(money: Money, lines: Sequence[BudgetLine]) -> Money:
    """An event's money made up of its lines; without lines as it was."""
    own = [line for line in lines if line.currency == money.currency]
    if not lines:
        return money
    return replace(money, planned=sum(line.planned for line in own), spent=sum(line.actual for line in own), lines=tuple(lines))


def check_words(text: str) -> str:
    """What a line is for; raises RuleBroken at `words`."""
    words = clean(text)
    if not words or len(words) > WORDS_LIMIT:
        raise RuleBroken("budgets.words", f"Say in at most {WORDS_LIMIT} characters what it is for.", "Such as “Room” or “Dinner”.", field="words")
    return words


def check_amount(name: str, value: int | None, *, refund: bool) -> int:
    """The amount of a line; raises RuleBroken at the field, for one below zero that is no refund and for a refund above it."""
    number = 0 if value is None else value
    if not isinstance(number, int) or not -MOST <= number <= MOST:
        raise RuleBroken("budgets.amount", f"An amount is a whole number up to {MOST:,}.", "Leave cents out.", field=name)
    if number < 0 and not refund:
        raise RuleBroken("budgets.negative", "Only a refund is below zero.", "Tick “Refund” where the money comes back.", field=name)
    if number > 0 and refund:
        raise RuleBroken("budgets.refund", "A refund is below zero: it makes the event cheaper.", f"Write -{number}.", field=name)
    return number


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
