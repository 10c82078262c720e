"""Who should be at each table besides peers: somebody who leads it, not too many of the host team, advocates for the prospects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from advoplanner.core.errors import RuleBroken
from advoplanner.core.text import plural
from advoplanner.domain.guests import HOST_ROLES, Side
from advoplanner.domain.rooms import SeatGuest
from advoplanner.domain.seating_issues import PlanIssue


@dataclass(frozen=True, slots=True)
class MixLimits:
    """How many people there should be for each of the host team at a table, and at most how many prospects for each advocate."""

    people_each_host: float = 4
    prospects_each_advocate: float = 3

    def words(self) -> list[str]:
        """What is asked of every table, a sentence each."""
        return [
            "A host, chair or facilitator, where there are enough of them.",
            f"At most one of the host team for every {self.people_each_host:g} people.",
            f"An advocate for every {self.prospects_each_advocate:g} prospects, and at least one.",
        ]


MOST_HOSTS = 20
"""The largest number of hosts that a rule may ask for at one table."""


@dataclass(frozen=True, slots=True)
class HostRule:
    """How many who lead must sit at every table in use: `least` None asks for one where there are enough for all, `most` None sets no limit."""

    least: int | None = None
    most: int | None = None

    def check(self, former: HostRule) -> None:
        """Raises RuleBroken `hosts.range` at the field that is wrong; where two do not go together, at the one that is not as in `former`."""
        for figure, value, low in (("least", self.least, 0), ("most", self.most, 1)):
            if value is not None and not low <= value <= MOST_HOSTS:
                sentence = f"The hosts at a table are a whole number from {low} to {MOST_HOSTS}."
                raise RuleBroken("hosts.range", sentence, "Leave it empty for no rule of your own.", field=figure)
        if self.least is not None and self.most is not None and self.least > self.most:
            sentence = f"At least {self.least} and at most {self.most} cannot both hold."
            raise RuleBroken("hosts.range", sentence, "Lower the one or raise the other.", field="least" if self.most == former.most else "most")

    def broken(self, hosts: int) -> str:
        """What is wrong with so many hosts at a table, as the end of a sentence; "" where nothing is, or nothing was asked for."""
        if self.least is not None and hosts < self.least:
            return f"{plural(hosts, 'host or chair', 'hosts or chairs')}, at least {self.least} must sit here."
        if self.most is not None and hosts > self.most:
            return f"{plural(hosts, 'host or chair', 'hosts or chairs')}, at most {self.most} may sit here."
        return ""


def leads(guest: SeatGuest) -> bool:
    """Whether a guest can lead a table."""
    return guest.side == Side.HOST or guest.role in HOST_ROLES


def mix_issues(tables: Mapping[str, Sequence[SeatGuest]], numbers: Mapping[str, int], limits: MixLimits) -> list[PlanIssue]:
    """What is out of balance, table by table: `tables` are the guests at each table's id, `numbers` the tables' numbers. None is severe."""
    taken = {table_id: people for table_id, people in tables.items() if people}
    enough = sum(leads(guest) for people in taken.values() for guest in people) >= len(taken)
    return [
        PlanIssue(f"Table {numbers[table_id]}: {sentence}", places=(table_id,), severe=False)
        for table_id, people in sorted(taken.items(), key=lambda item: numbers[item[0]])
        for sentence in _out_of_balance(people, limits, enough)
    ]


def _out_of_balance(people: Sequence[SeatGuest], limits: MixLimits, enough: bool) -> Iterator[str]:
    hosts = sum(guest.side == Side.HOST for guest in people)
    prospects = sum(guest.side == Side.PROSPECT for guest in people)
    advocates = sum(guest.side == Side.ADVOCATE for guest in people)
    if enough and not any(leads(guest) for guest in people):
        yield "no host or chair sits here, though there are enough for every table."
    if hosts > 1 and len(people) < hosts * limits.people_each_host:
        yield f"{hosts} of the host team among {plural(len(people), 'person', 'people')}, more than one in {limits.people_each_host:g}."
    if prospects > limits.prospects_each_advocate * advocates:
        yield f"{plural(prospects, 'prospect')} with {plural(advocates, 'advocate') if advocates else 'no advocate'}."
