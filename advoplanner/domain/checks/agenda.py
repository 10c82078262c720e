"""Rules of the agenda: what each session must say, time for one another, and what collides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from math import ceil

from advoplanner.core.dates import short_date
from advoplanner.domain.agenda import WORKING, AgendaConflict, SessionRow, SessionType, shares
from advoplanner.domain.agenda_time import agenda_day, conflicts
from advoplanner.domain.checks.case import CheckCase
from advoplanner.domain.checks.findings import Finding
from advoplanner.domain.checks.norms import Norm
from advoplanner.domain.checks.pitch import ids, titles
from advoplanner.domain.checks.registry import Rule, error, note, rule, unknown, warning
from advoplanner.domain.guests import Side

ASKING = frozenset({SessionType.ROADMAP_INPUT, SessionType.FRAMED_DISCUSSION})
"""Sessions whose outcome somebody of the vendor decides on."""


def input_is_sought(case: CheckCase, _norm: Norm) -> Iterator[Finding]:
    """Each session with content asks its members something."""
    code = "agenda.input_sought"
    if not case.content:
        yield unknown(code, "Which input is sought is", "no session with content has a time yet")
        return
    mute = case.heeded(code, [s for s in case.content if not s.input_sought.strip()])
    if mute:
        asks = "asks" if len(mute) == 1 else "ask"
        yield warning(code, f"{titles(mute)} {asks} members nothing: write the input that is sought as a question.", len(mute), 0, ids(mute))


def benefit_is_named(case: CheckCase, _norm: Norm) -> Iterator[Finding]:
    """Each session says what its members take home."""
    code = "agenda.member_benefit"
    if not case.content:
        yield unknown(code, "What members learn is", "no session with content has a time yet")
        return
    mute = case.heeded(code, [s for s in case.content if not s.member_benefit.strip()])
    if mute:
        does = "does" if len(mute) == 1 else "do"
        yield warning(code, f"{titles(mute)} {does} not say what members take home: write it in one line.", len(mute), 0, ids(mute))


def skill_is_named(case: CheckCase, _norm: Norm) -> Iterator[Finding]:
    """Each session of a council names the skill that its members gain."""
    code = "agenda.skill"
    if not case.content:
        yield unknown(code, "Which skills members gain is", "no session with content has a time yet")
        return
    mute = case.heeded(code, [s for s in case.content if not s.skill.strip()])
    if mute:
        does = "does" if len(mute) == 1 else "do"
        yield note(code, f"{titles(mute)} {does} not name the skill gained: members read a list of them in their pack.", len(mute), 0, ids(mute))


def members_are_asked(case: CheckCase, norm: Norm) -> Iterator[Finding]:
    """At least one session is made for the members' input, and says which input."""
    code = "agenda.input_session"
    if not case.content:
        yield unknown(code, "Whether members are asked is", "no session with content has a time yet", norm["least"])
        return
    asking = [s for s in case.content if s.type in WORKING and s.input_sought.strip()]
    if len(asking) < norm["least"]:
        sentence = "No session is made for members' input: give one a question, as a framed discussion, a workshop or roadmap input."
        yield warning(code, sentence, len(asking), norm["least"])


def input_has_an_owner(case: CheckCase, _norm: Norm) -> Iterator[Finding]:
    """Somebody decides on the input that is sought."""
    code = "agenda.decision_owner"
    orphans = case.heeded(code, [s for s in case.content if s.type in ASKING and s.input_sought.strip() and not s.decision_owner.strip()])
    if orphans:
        yield note(
            code,
            f"Nobody is named who decides on what {titles(orphans)} brings: name them, so that members see it counts.",
            len(orphans),
            0,
            ids(orphans),
        )


def few_topics(case: CheckCase, norm: Norm) -> Iterator[Finding]:
    """No day holds more topics than can be talked through."""
    code = "agenda.topics"
    days: dict[date, list[SessionRow]] = defaultdict(list)
    for each in case.content:
        if each.start:
            days[agenda_day(each.start)].append(each)
    for day, found in days.items():
        hours = sum(s.minutes for s in found) / 60
        most = max(3, ceil(hours * norm["most"]))
        if len(found) > most:
            sentence = f"{short_date(day)} has {len(found)} topics in {hours:.1f} hours of content; {most} leave time to talk."
            yield warning(code, sentence, len(found), most, ids(found), subject=day.isoformat())


def time_of_ones_own(case: CheckCase, norm: Norm) -> Iterator[Finding]:
    """An event of several days leaves some time free."""
    code, days = "agenda.free_time", {agenda_day(s.start) for s in case.placed if s.start}
    if not days:
        yield unknown(code, "Whether there is free time is", "no session has a time yet", norm["least"])
    elif len(days) > 1:
        free = shares(case.sessions).free
        if free < norm["least"]:
            yield warning(code, f"{len(days)} days have no free time: leave an hour for calls, rest or a walk.", free, norm["least"])


def members_chair(case: CheckCase, _norm: Norm) -> Iterator[Finding]:
    """The chairs of a council are members."""
    code = "agenda.vendor_chair"
    if not case.sessions:
        yield unknown(code, "Who chairs is", "the agenda is empty")
    chaired = [(s, p) for s in case.sessions for p in s.people if p.role == "chair" and p.side == Side.HOST]
    if chaired:
        sentence = f"{chaired[0][1].name} chairs “{chaired[0][0].title}” for the vendor; a council is chaired by its members."
        yield error(code, sentence, len(chaired), 0, [s.id for s, _ in chaired])


def time_for_one_another(case: CheckCase, norm: Norm) -> Iterator[Finding]:
    """Enough of the time is for networking and meals."""
    code, share = "agenda.networking_share", shares(case.sessions).networking_share
    if share is None:
        yield unknown(code, "Time for networking is", "no session has a time yet", norm["least"])
    elif share < norm["least"]:
        sentence = f"Networking and meals take {share:.0%} of the time; people come to meet, so give them at least {norm['least']:.0%}."
        yield warning(code, sentence, share, norm["least"])


def everything_fits(case: CheckCase, norm: Norm) -> Iterator[Finding]:
    """Nobody and no room is taken twice, and every session lies where it can take place."""
    if not case.sessions:
        yield unknown("agenda.fit", "Whether everything fits is", "the agenda is empty")
    limit = int(norm["break_after"])
    by_code: dict[str, list[AgendaConflict]] = {}
    for conflict in conflicts(case.sessions, case.frame, limit):
        by_code.setdefault(conflict.code, []).append(conflict)
    for code, found in by_code.items():
        more = f" {len(found) - 1} more like this: see the agenda." if len(found) > 1 else ""
        about = dict.fromkeys(i for c in found for i in (c.session_id, *c.other_ids))
        value, threshold, unit = (max(c.minutes for c in found), limit, "minutes") if code == "no_break" else (len(found), 0, "places")
        yield Finding(f"agenda.{code}", found[0].level, value, threshold, found[0].sentence + more, subject_ids=tuple(about), unit=unit)


def hours_are_known(case: CheckCase, _norm: Norm) -> Iterator[Finding]:
    """Opening hours can only be kept where they are known."""
    if not case.frame.hours:
        why = f"no opening hours are kept for {case.frame.venue}" if case.frame.venue else "the event has no venue"
        yield unknown("agenda.outside_hours", "Whether the venue is open is", why)


def kept_seats_fit(case: CheckCase, _norm: Norm) -> Iterator[Finding]:
    """Whoever has a seat kept is free to sit there, also where a session was moved afterwards."""
    yield from _promised_twice(case, "agenda.kept_seat", "seat", "reserved_seats", "Give one back, or move a session.")


def slots_fit(case: CheckCase, _norm: Norm) -> Iterator[Finding]:
    """Whoever has time with an expert is free then, also where a session was moved afterwards."""
    yield from _promised_twice(case, "agenda.one_to_one", "slot", "guru_slots", "Give the slot back and give another, or move the session.")


def _promised_twice(case: CheckCase, code: str, what: str, page: str, advice: str) -> Iterator[Finding]:
    found = [each for each in case.clashes if each.what == what]
    if found:
        first, more = found[0], f" {len(found) - 1} more like this." if len(found) > 1 else ""
        sentence = f"{first.name} has {first.held}, and {first.other} at that time.{more} {advice}"
        yield warning(code, sentence, len(found), 0, dict.fromkeys(each.guest_id for each in found), page=page, unit="places")


RULES: tuple[Rule, ...] = (
    rule("agenda.input_sought", "input_sought", input_is_sought, "cab", "usergroup"),
    rule("agenda.input_session", "input_sessions", members_are_asked, "cab", "usergroup"),
    rule("agenda.decision_owner", "decision_owner", input_has_an_owner, "cab", "usergroup"),
    rule("agenda.member_benefit", "member_benefit", benefit_is_named, "cab", "council", "usergroup"),
    rule("agenda.skill", "skill", skill_is_named, "council"),
    rule("agenda.topics", "topics", few_topics, "cab", "council", "usergroup"),
    rule("agenda.free_time", "free_time", time_of_ones_own, "cab"),
    rule("agenda.vendor_chair", "vendor_chair", members_chair, "council"),
    rule("agenda.networking_share", "networking_share", time_for_one_another),
    rule("agenda.fit", "agenda_fit", everything_fits),
    rule("agenda.kept_seat", "agenda_fit", kept_seats_fit),
    rule("agenda.one_to_one", "agenda_fit", slots_fit),
    rule("agenda.outside_hours", "agenda_fit", hours_are_known, "cab", "council", "usergroup", "meetup"),
)
