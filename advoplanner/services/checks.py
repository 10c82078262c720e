"""Readiness and pitch guard of one event: reads it at one moment and lets every rule judge; what stands aside, and what may be released."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from advoplanner.core.changes import ChangeSet
from advoplanner.core.errors import RuleBroken
from advoplanner.core.records import dataclass
from advoplanner.core.text import clean, key
from advoplanner.domain.checks import GATES, RULES, CheckCase, CheckGuest, CheckReport, Finding, Norm, Turnout, Waiver, forecast, judge
from advoplanner.domain.checks.course import Course, CoursePoint, course
from advoplanner.domain.checks.turnout import actual, to_invite, weights
from advoplanner.domain.checks.waivers import check_reason
from advoplanner.services import norms as norm_services
from advoplanner.services import workspace
from advoplanner.services.context import Workspace
from advoplanner.services.norms import Scope, shipped
from advoplanner.store.models import Event
from advoplanner.store.models import Waiver as WaiverModel
from advoplanner.store.queries import checks as queries


@dataclass(frozen=True, slots=True)
class Gate:
    """Whether something may be released: `findings` are the errors in its way that nobody waived."""

    what: str
    findings: tuple[Finding, ...]

    @property
    def open(self) -> bool:
        return not self.findings

    @property
    def reason(self) -> str:
        """Why not, in one sentence, or ""."""
        if not self.findings:
            return ""
        more = len(self.findings) - 1
        rest = f" There {'is' if more == 1 else 'are'} {more} more." if more else ""
        return f"{self.findings[0].message}{rest} Put it right, or waive it with a reason."


@dataclass(frozen=True, slots=True)
class Reading:
    """One event as it is judged, read at one moment: its case, the figures that hold for it, and what was waived."""

    case: CheckCase
    norms: dict[str, Norm]
    waivers: tuple[Waiver, ...]
    logged: tuple[CoursePoint, ...] = ()


@dataclass(frozen=True, slots=True)
class Outlook:
    """Who will come: the forecast (None where there is none), how it develops, who came (None before the event), and whom to invite next.

    `more` is how many invitations would close the gap to the quorum, `next_ones` who on the bench comes first; from `least` to `most` members
    make a good room for the kind of event (0 where no norm says so).
    """

    turnout: Turnout | None
    course: Course | None
    came: int | None
    quorum: int
    capacity: int
    more: int
    next_ones: tuple[CheckGuest, ...]
    past_events: int
    least: int = 0
    most: int = 0


def run(ws: Workspace, event_id: str) -> CheckReport:
    """All findings of an event, errors first, with the vendor's share; raises RuleBroken `checks.no_event`.

    What cannot be judged is a finding too (I, `unknown`), never a pass.
    """
    return report(read(ws, event_id))


def report(reading: Reading) -> CheckReport:
    """All findings of an event that has been read."""
    return judge(RULES, reading.case, reading.norms, reading.waivers)


def outlook(reading: Reading) -> Outlook:
    """Who will come to an event that has been read; raises RuleBroken `checks.weight` for a likelihood outside 0 to 1."""
    case, norm = reading.case, reading.norms[f"turnout.{reading.case.kind}"]
    turnout = forecast(case, norm)
    more, next_ones = to_invite(case, turnout) if turnout and case.quorum else (0, [])
    likely = weights(norm, case.history)
    room = reading.norms.get(f"room.{case.kind}") or reading.norms.get(f"size.{case.kind}")
    least, most = (int(room.get("least") or 0), int(room.get("stop") or room.get("most") or 0)) if room else (0, 0)
    return Outlook(
        turnout, course(case, likely, reading.logged), actual(case), case.quorum, case.capacity, more, tuple(next_ones), len(case.history),
        least, most,
    )  # fmt: skip


def read(ws: Workspace, event_id: str) -> Reading:
    """Everything that checks ask about one event, at one moment; raises RuleBroken `checks.no_event`."""
    with ws.reading() as session:
        found = queries.case(session, event_id, ws.clock())
        if found is None:
            raise RuleBroken("checks.no_event", "This event is no longer in the workspace.", "Undo brings it back.")
        decided = queries.waivers(session, event_id)
        logged = queries.logged(session, event_id)
    own = norm_services.of(ws, Scope(found.kind, event_id))
    live = bool((own["vendor_minutes.meetup"].get("live") or 0) and found.kind == "meetup")
    case = replace(found, ignored=queries.ignored(decided), weights=own["vendor_weight"].figures, live=live)
    return Reading(case, own, tuple(decided), tuple(logged))


def gate(ws: Workspace, event_id: str, what: str) -> Gate:
    """Whether the agenda, the invitations or the print (`what`, a word of GATES) may be released; raises RuleBroken `checks.no_event`."""
    return Gate(what, run(ws, event_id).blocking(GATES[what]))


def open_gate(ws: Workspace, event_ids: Iterable[str], what: str, reason: str, *, by: str = "") -> ChangeSet:
    """Waive everything in the way of a release of some events, for one reason and as one step.

    Raises RuleBroken `checks.no_reason`, and then nothing is waived.
    """
    with ws.action(f"Waive what stands against the {what}") as work:
        for event_id in event_ids:
            for finding in gate(ws, event_id, what).findings:
                waive(ws, event_id, finding.code, reason, by=by, subject=finding.subject)
    return work.changes


def turnout(ws: Workspace, event_id: str) -> Turnout | None:
    """How many members will come; None where nobody is on the list or the event has begun. Raises RuleBroken `checks.no_event`."""
    return outlook(read(ws, event_id)).turnout


def norms() -> dict[str, Norm]:
    """The figures that rules compare with, as they come with the program."""
    return shipped()


def norms_of(ws: Workspace, event_id: str) -> dict[str, Norm]:
    """The figures that hold for one event; raises RuleBroken `norms.no_event`."""
    return norm_services.of(ws, norm_services.scope_of(ws, event_id))


def waivers(ws: Workspace, event_id: str) -> list[Waiver]:
    """Everything that was waived, hidden or ignored, the newest first, with what was taken back again."""
    with ws.reading() as session:
        return queries.waivers(session, event_id)


def waive(ws: Workspace, event_id: str, code: str, reason: str, *, by: str = "", subject: str = "") -> ChangeSet:
    """Go ahead against a finding, for a reason that stands in the report; who and when are kept.

    Raises RuleBroken `checks.no_finding` where there is none with this code, or `checks.no_reason` at the field.
    """
    return _set_aside(ws, event_id, code, "waived", reason, by, subject)


def hide(ws: Workspace, event_id: str, code: str, *, by: str = "", subject: str = "") -> ChangeSet:
    """Let a warning or a note be quiet for this event; raises RuleBroken `checks.hide_error` for an error."""
    return _set_aside(ws, event_id, code, "hidden", "", by, subject)


def ignore_at(ws: Workspace, event_id: str, code: str, subjects: Iterable[str], *, by: str = "") -> ChangeSet:
    """Pass a check over at some sessions (their ids) or waves (their names): false hits."""
    who = clean(by, limit=160) or workspace.info(ws).sender_name
    with ws.action("Ignore a check here") as work:
        for subject in subjects:
            work.add(WaiverModel(event_id=event_id, code=code, subject_id=subject, kind="ignored", by=who, at=ws.clock()))
    return work.changes


def ignore_word(ws: Workspace, word: str) -> ChangeSet:
    """Pass a word over wherever the pitch guard would find it, in every event of the workspace."""
    text = clean(word, limit=120)
    already = workspace.info(ws).ignored_words
    with ws.action(f"Ignore the word “{text}”") as work:
        if text and key(text) not in {key(each) for each in already}:
            workspace.edit(ws, ignored_words=[*already, text])
    return work.changes


def take_back(ws: Workspace, waiver_id: str) -> ChangeSet:
    """Let a check speak again; that it was waived stays in the history."""
    with ws.action("Take back a waiver") as work:
        row = work.session.get(WaiverModel, waiver_id)
        if row is not None and row.ended_at is None:
            row.ended_at = ws.clock()
    return work.changes


def _set_aside(ws: Workspace, event_id: str, code: str, kind: str, reason: str, by: str, subject: str) -> ChangeSet:
    found = next((f for f in run(ws, event_id).findings if (f.code, f.subject) == (code, subject)), None)
    if found is None:
        raise RuleBroken("checks.no_finding", f"There is no finding “{code}” any more.", "Nothing needs to be waived.")
    text = check_reason(reason, found.severity, kind)
    verb = "Waive" if kind == "waived" else "Hide"
    with ws.action(f"{verb} “{clean(found.message, limit=80)}”") as work:
        if work.session.get(Event, event_id) is None:
            raise RuleBroken("checks.no_event", "This event is no longer in the workspace.", "Undo brings it back.")
        who = clean(by, limit=160) or workspace.info(ws).sender_name
        work.add(WaiverModel(event_id=event_id, code=code, subject_id=subject, kind=kind, reason=text, by=who, at=ws.clock(), value=found.value))
    return work.changes
