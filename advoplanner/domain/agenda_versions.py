"""Released agendas: how one is kept for good, how two differ, and whom a difference concerns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from advoplanner.core.dates import short_date
from advoplanner.core.text import listed, plural
from advoplanner.domain.agenda import WORDS, SessionPerson, SessionRow, Visibility

DRAFT = "draft"

_TEXTS = (
    "title", "type", "room", "member_benefit", "skill", "input_sought", "decision_owner", "decision_due", "purpose", "materials", "private_notes",
    "visibility",
)  # fmt: skip
_KEPT = ("id", "event_id", "minutes", "fixed", *_TEXTS)
_PRIVATE = ("decision_owner", "decision_due", "purpose", "materials", "private_notes")
"""Texts that only hosts read, so that a change of them concerns no member."""

_CALLED = {
    "member_benefit": "what members get", "input_sought": "the input sought", "decision_owner": "who decides",
    "decision_due": "by when it is decided",
    "skill": "the skill gained", "purpose": "its purpose",
    "materials": "its materials", "private_notes": "the private notes",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class AgendaVersionRow:
    """One released version; `waiver` is why it was released against a check, "" where nothing stood against it."""

    id: str
    event_id: str
    number: int
    name: str
    note: str
    waiver: str
    released_at: datetime
    sessions: tuple[SessionRow, ...]

    @property
    def label(self) -> str:
        """ "Version 2 · Dinner later"."""
        return version_label(self.number, self.name)


@dataclass(frozen=True, slots=True)
class Difference:
    """What became of one session: `kind` is added, removed, moved or changed, the sentence says how.

    `guest_ids` are those with a part in it before or after; `for_members` is False where only hosts would notice.
    """

    kind: str
    session_id: str
    title: str
    sentence: str
    guest_ids: frozenset[str] = frozenset()
    for_members: bool = True


@dataclass(frozen=True, slots=True)
class Standing:
    """How the agenda on the board stands to the one released last; `since` is None where none was released."""

    since: AgendaVersionRow | None = None
    differences: tuple[Difference, ...] = ()

    @property
    def is_released(self) -> bool:
        return self.since is not None and not self.differences

    @property
    def label(self) -> str:
        """What stands in the footer of every page: the version, or that it is a draft and since which version."""
        if self.since is None:
            return "Draft agenda"
        return self.since.label if self.is_released else f"Draft after version {self.since.number}"


def version_label(number: int, name: str) -> str:
    return f"Version {number}" if not name or name == f"Version {number}" else f"Version {number} · {name}"


def frozen(rows: Iterable[SessionRow]) -> list[dict[str, Any]]:
    """Sessions that have a time, as plain values for JSON."""
    return [_frozen(row) for row in rows if row.start is not None]


def thawed(kept: Iterable[Mapping[str, Any]]) -> tuple[SessionRow, ...]:
    """Sessions as they were when they were frozen."""
    return tuple(_thawed(values) for values in kept)


def compare(before: Iterable[SessionRow], after: Iterable[SessionRow]) -> tuple[Difference, ...]:
    """How two agendas differ, in the order of time; what has no time counts as not being there."""
    old = {row.id: row for row in before if row.start}
    new = {row.id: row for row in after if row.start}
    found = [(row.start, _gone(row)) for key, row in old.items() if key not in new]
    found += [(row.start, _added(row)) for key, row in new.items() if key not in old]
    changed = ((new[key].start, _changed(row, new[key])) for key, row in old.items() if key in new)
    found += [(start, difference) for start, difference in changed if difference]
    return tuple(difference for _, difference in sorted(found, key=lambda f: (f[0] or datetime.min, f[1].title, f[1].session_id)))


def concerned(differences: Iterable[Difference]) -> frozenset[str]:
    """Guests with a part in a session that changed for members, before or after."""
    return frozenset(guest for d in differences if d.for_members for guest in d.guest_ids)


def in_lines(differences: Sequence[Difference]) -> str:
    """The changes that members may read, a line each: for a message to those concerned."""
    return "\n".join(f"- {d.sentence}" for d in differences if d.for_members)


def _frozen(row: SessionRow) -> dict[str, Any]:
    people = [
        {"guest_id": p.guest_id, "name": p.name, "organisation": p.organisation, "side": p.side, "role": p.role, "reply": p.reply} for p in row.people
    ]
    return {**{name: getattr(row, name) for name in _KEPT}, "start": row.start.isoformat() if row.start else None, "people": people}


def _thawed(values: Mapping[str, Any]) -> SessionRow:
    people = tuple(SessionPerson(**person) for person in values["people"])
    start = datetime.fromisoformat(values["start"]) if values["start"] else None
    return SessionRow(**{name: values[name] for name in _KEPT if name in values}, start=start, people=people, version=0)


def _added(row: SessionRow) -> Difference:
    return Difference("added", row.id, row.title, f"New: “{row.title}”, {_when(row)}", _people(row), row.visibility == Visibility.MEMBER)


def _gone(row: SessionRow) -> Difference:
    return Difference("removed", row.id, row.title, f"No longer: “{row.title}”, {_when(row)}", _people(row), row.visibility == Visibility.MEMBER)


def _changed(old: SessionRow, new: SessionRow) -> Difference | None:
    """What differs about one session as one sentence; None where nothing does."""
    if old.for_members != new.for_members:
        kind, words, row = ("added", "New", new) if new.for_members else ("removed", "No longer", old)
        return Difference(kind, new.id, new.title, f"{words} for members: “{row.title}”, {_when(row)}", _people(old) | _people(new))
    moved = [words for words in (_moved(old, new), _lasts(old, new)) if words]
    said = [*moved, *_words(old, new, ("title", "type", "room")), *_people_words(old, new)]
    shown = [_CALLED[name] for name in ("member_benefit", "input_sought") if getattr(old, name) != getattr(new, name)]
    private = [_CALLED[name] for name in _PRIVATE if getattr(old, name) != getattr(new, name)]
    if shown or private:
        said.append(f"{listed([*shown, *private])} changed")
    if not said:
        return None
    for_members = Visibility.MEMBER in (old.visibility, new.visibility) and len(said) > (bool(private) and not shown)
    return Difference(
        "moved" if moved else "changed", new.id, new.title, f"“{old.title}”: {'; '.join(said)}", _people(old) | _people(new), for_members
    )


def _moved(old: SessionRow, new: SessionRow) -> str:
    if old.start is None or new.start is None or old.start == new.start:
        return ""
    if old.start.date() == new.start.date():
        return f"{old.start:%H:%M} becomes {new.start:%H:%M}"
    return f"{short_date(old.start.date())}, {old.start:%H:%M} becomes {short_date(new.start.date())}, {new.start:%H:%M}"


def _lasts(old: SessionRow, new: SessionRow) -> str:
    return "" if old.minutes == new.minutes else f"{old.minutes} minutes become {new.minutes}"


def _words(old: SessionRow, new: SessionRow, names: Iterable[str]) -> list[str]:
    said = []
    for name in names:
        before, after = (WORDS[row.type] if name == "type" else str(getattr(row, name)) for row in (old, new))
        if before == after:
            continue
        if name == "title":
            said.append(f"is called “{after}” now")
        elif name == "room":
            said.append(f"in {after} now" if after else "in the event's room now")
        else:
            said.append(f"{before} becomes {after}")
    return said


def _people_words(old: SessionRow, new: SessionRow) -> list[str]:
    before, after = {p.guest_id: p for p in old.people}, {p.guest_id: p for p in new.people}
    come = [p.name for key, p in after.items() if key not in before]
    go = [p.name for key, p in before.items() if key not in after]
    other = [p.name for key, p in after.items() if key in before and before[key].role != p.role]
    said = [f"with {listed(come)}"] if come else []
    said += [f"without {listed(go)}"] if go else []
    return said + ([f"{listed(other)} in another part"] if other else [])


def _when(row: SessionRow) -> str:
    return f"{short_date(row.start.date())}, {row.start:%H:%M}, {plural(row.minutes, 'minute')}" if row.start else "no time"


def _people(row: SessionRow) -> frozenset[str]:
    return frozenset(p.guest_id for p in row.people)
