"""Rules of the guest list: how many, from where, on which level, and how sides balance."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from advoplanner.core.text import listed, plural
from advoplanner.domain.checks.case import CheckCase, CheckGuest
from advoplanner.domain.checks.findings import Finding
from advoplanner.domain.checks.norms import Norm
from advoplanner.domain.checks.registry import Rule, error, note, rule, unknown, warning
from advoplanner.domain.events import MID_LEVEL, wrong_room
from advoplanner.domain.guests import Side
from advoplanner.domain.people import LEVELS


def room_is_right(case: CheckCase, norm: Norm) -> Iterator[Finding]:
    """A board is small enough that everybody is heard, and large enough to be one."""
    code, coming = "guests.room_size", [g for g in case.members if g.accepted]
    if not coming:
        yield unknown(code, "The size of the room is", "nobody has accepted yet", norm["most"])
    elif len(coming) > norm["stop"]:
        yield error(code, f"{len(coming)} members have accepted; above {norm['stop']:.0f} most are not heard.", len(coming), norm["stop"])
    elif len(coming) > norm["most"]:
        yield warning(code, f"{len(coming)} members have accepted; above {norm['most']:.0f} some are not heard.", len(coming), norm["most"])
    elif len(coming) < norm["least"]:
        sentence = f"{plural(len(coming), 'member has', 'members have')} accepted; a board needs {norm['least']:.0f} for a conversation."
        yield warning(code, sentence, len(coming), norm["least"])


def roster_is_right(case: CheckCase, norm: Norm) -> Iterator[Finding]:
    """As many members are on the list as a board needs for those who cannot come."""
    code, listed_ = "guests.roster", len(case.members)
    come = f"about {norm['come']:.0%} of a list come to a meeting, here {listed_ * norm['come']:.0f}"
    if not listed_:
        yield unknown(code, "The size of the board is", "nobody is on the list yet", norm["least"])
    elif listed_ < norm["least"]:
        sentence = f"{plural(listed_, 'member is', 'members are')} on the list; {come}: from {norm['least']:.0f} on they are enough."
        yield warning(code, sentence, listed_, norm["least"])
    elif listed_ > norm["most"]:
        sentence = f"{listed_} members are on the list; {come}, and more than {norm['most']:.0f} fill the room too full."
        yield warning(code, sentence, listed_, norm["most"])


def meetup_is_right(case: CheckCase, norm: Norm) -> Iterator[Finding]:
    """A meetup is small enough that everybody meets, and large enough for a choice."""
    code, coming = "guests.meetup_size", len([g for g in case.members if g.accepted])
    if not coming:
        yield unknown(code, "The size of the meetup is", "nobody has accepted yet", norm["most"])
    elif coming > norm["most"]:
        yield warning(code, f"{coming} guests have accepted; above {norm['most']:.0f} people no longer meet one another.", coming, norm["most"])
    elif coming < norm["least"] and case.days_left <= 14:
        sentence = f"{plural(coming, 'guest has', 'guests have')} accepted; from {norm['least']:.0f} on there is a choice of people to talk to."
        yield warning(code, sentence, coming, norm["least"])


def there_is_room(case: CheckCase, _norm: Norm) -> Iterator[Finding]:
    """The room takes everybody who has accepted, and all who may still come."""
    code, coming = "guests.capacity", sum(g.may_come for g in case.guests)
    accepted = sum(g.accepted for g in case.guests)
    if case.capacity and accepted > case.capacity:
        yield error(
            code,
            f"{accepted} people have accepted and there is room for {case.capacity}: enlarge the room, or decide who comes.",
            accepted,
            case.capacity,
        )
    elif case.capacity and coming > case.capacity:
        yield note(code, f"{coming} people may still come and there is room for {case.capacity}.", coming, case.capacity)


def one_for_each_company(case: CheckCase, norm: Norm) -> Iterator[Finding]:
    """Each company sends one delegate."""
    code = "guests.per_company"
    companies: dict[str, list[CheckGuest]] = defaultdict(list)
    for guest in case.members:
        companies[guest.organisation_id].append(guest)
    strangers = companies.pop("", [])
    crowded = [group for group in companies.values() if len(group) > norm["warn"]]
    if crowded:
        names = listed([f"{group[0].organisation} ({len(group)})" for group in crowded])
        most = max(map(len, crowded))
        about = [guest for group in crowded for guest in group]
        yield warning(code, f"More than one delegate is invited from {names}.", most, norm["warn"], _ids(about))
    elif not case.members:
        yield unknown(code, "How many come from each company is", "nobody is on the list yet", norm["warn"])
    elif strangers:
        yield unknown(code, "How many come from each company is", _without_company(strangers), norm["warn"], _ids(strangers))


def no_competitors(case: CheckCase, _norm: Norm) -> Iterator[Finding]:
    """No two companies that compete are invited together."""
    code = "guests.competitors"
    by_company: dict[str, list[CheckGuest]] = defaultdict(list)
    for guest in case.members:
        by_company[guest.organisation_id].append(guest)
    clashes = [(a, b) for a, b in case.competitors if a in by_company and b in by_company]
    strangers = by_company.get("", [])
    if clashes:
        pairs = listed([f"{by_company[a][0].organisation} with {by_company[b][0].organisation}" for a, b in clashes])
        about = _ids([g for pair in clashes for company in pair for g in by_company[company]])
        say = warning if case.kind == "meetup" else error
        yield say(code, f"Competitors are invited together: {pairs}.", len(clashes), 0, about)
    elif not case.members:
        yield unknown(code, "Whether competitors meet is", "nobody is on the list yet")
    elif not case.competitors:
        yield unknown(code, "Whether competitors meet is", "no competitors are recorded for any company")
    elif strangers:
        yield unknown(code, "Whether competitors meet is", _without_company(strangers), ids=_ids(strangers))


def advocates_are_there(case: CheckCase, _norm: Norm) -> Iterator[Finding]:
    """A meetup has at least one advocate who comes."""
    if not any(g.accepted for g in case.guests if g.side == Side.ADVOCATE):
        yield error("guests.no_advocate", "No advocate has accepted; without one a meetup is a sales evening.", 0, 1)


def prospects_for_each_advocate(case: CheckCase, norm: Norm) -> Iterator[Finding]:
    """An advocate can talk with a few prospects, not with many."""
    code = "guests.prospects_per_advocate"
    advocates = sum(g.accepted for g in case.guests if g.side == Side.ADVOCATE)
    prospects = sum(g.accepted for g in case.members if g.side == Side.PROSPECT)
    if not advocates or not prospects:
        who = "advocate" if not advocates else "prospect"
        yield unknown(code, "How many prospects come to each advocate is", f"no {who} has accepted yet", norm["warn"])
    elif prospects / advocates > norm["warn"]:
        sentence = f"{prospects / advocates:.1f} prospects come to each advocate; more than {norm['warn']:.0f} are too many for one conversation."
        yield warning(code, sentence, prospects / advocates, norm["warn"])
    elif prospects / advocates < norm["least"]:
        sentence = f"{plural(prospects, 'prospect comes', 'prospects come')} to {plural(advocates, 'advocate')}: invite more whom they can tell."
        yield note(code, sentence, prospects / advocates, norm["least"])


def hosts_do_not_crowd(case: CheckCase, norm: Norm) -> Iterator[Finding]:
    """People of the vendor stay a small part of the room."""
    code, hosts, members = "guests.host_ratio", len(case.hosts), len(case.members)
    if not members:
        yield unknown(code, "The ratio of hosts to guests is", "nobody is on the list yet", norm["warn"])
    elif hosts / members > norm["warn"] + 0.0001:
        people = plural(hosts, "host")
        sentence = f"{people} for {plural(members, 'guest')}: at most one for {1 / norm['warn']:.0f} keeps the room theirs."
        yield warning(code, sentence, hosts / members, norm["warn"], _ids(case.hosts))


def levels_are_close(case: CheckCase, norm: Norm) -> Iterator[Finding]:
    """Members of a board are of one level, or of two next to each other."""
    code, members = "guests.levels", case.members
    known = [g for g in members if g.level in LEVELS]
    if not members:
        yield unknown(code, "The levels are", "nobody is on the list yet", norm["warn"])
    elif len(known) < norm["known"] * len(members):
        why = f"the level of {len(members) - len(known)} of {plural(len(members), 'member')} is not recorded and does not show in the job title"
        yield unknown(code, "The levels are", why, norm["warn"], _ids([g for g in members if g not in known]))
    else:
        order = list(LEVELS)
        highest, lowest = min(known, key=lambda g: order.index(g.level)), max(known, key=lambda g: order.index(g.level))
        spread = order.index(lowest.level) - order.index(highest.level)
        if spread > norm["warn"]:
            ends = f"{LEVELS[highest.level]} ({highest.name}) to {LEVELS[lowest.level]} ({lowest.name})"
            sentence = f"Levels run from {ends}; peers are of one level or the next."
            yield warning(code, sentence, spread, norm["warn"], [highest.id, lowest.id])


def a_board_is_the_room(case: CheckCase, norm: Norm) -> Iterator[Finding]:
    """Those who use the product and their managers meet its developers in a user group."""
    said = wrong_room([g.level for g in case.members], norm["share"])
    if said:
        low = [g for g in case.members if g.level in MID_LEVEL]
        yield note("guests.user_group", said, len(low), None, _ids(low))


def quorum_is_met(case: CheckCase, norm: Norm) -> Iterator[Finding]:
    """As many have accepted as the event needs; from two weeks before, a lack is an error."""
    code, accepted = "guests.quorum", sum(g.accepted for g in case.members)
    if case.quorum > 0 and accepted < case.quorum:
        say = error if case.days_left <= norm["days"] else warning
        when = f", {plural(case.days_left, 'day')} before" if case.days_left >= 0 else ""
        sentence = f"{accepted} of the {case.quorum} whom the quorum needs have accepted{when}."
        yield say(code, sentence, accepted, case.quorum, unit="people")


def _without_company(guests: Sequence[CheckGuest]) -> str:
    return f"{plural(len(guests), 'guest has', 'guests have')} no company"


def _ids(guests: Sequence[CheckGuest]) -> list[str]:
    return [g.id for g in guests]


RULES: tuple[Rule, ...] = (
    rule("guests.room_size", "room.{kind}", room_is_right, "cab"),
    rule("guests.roster", "roster.{kind}", roster_is_right, "cab"),
    rule("guests.meetup_size", "size.{kind}", meetup_is_right, "meetup"),
    rule("guests.capacity", "capacity", there_is_room),
    rule("guests.per_company", "per_company", one_for_each_company, "cab"),
    rule("guests.competitors", "competitors", no_competitors, "cab", "council", "meetup"),
    rule("guests.no_advocate", "prospects_per_advocate", advocates_are_there, "meetup"),
    rule("guests.prospects_per_advocate", "prospects_per_advocate", prospects_for_each_advocate, "meetup"),
    rule("guests.host_ratio", "hosts.{kind}", hosts_do_not_crowd, "cab", "council", "usergroup", "meetup"),
    rule("guests.levels", "levels", levels_are_close, "cab"),
    rule("guests.user_group", "user_group", a_board_is_the_room, "cab"),
    rule("guests.quorum", "quorum", quorum_is_met),
)
