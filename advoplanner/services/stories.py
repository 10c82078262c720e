"""Stories of customers with the permission to tell them; what may not be told never leaves in a file."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from sqlalchemy import select

from advoplanner.core.changes import ChangeSet
from advoplanner.core.errors import RuleBroken
from advoplanner.core.paths import write_bytes
from advoplanner.core.text import plural, whole
from advoplanner.domain import stories as rules
from advoplanner.domain.formalities import check_day
from advoplanner.domain.restrictions import Use, forbidden
from advoplanner.domain.stories import StoryRow
from advoplanner.exports.guests_csv import harmless
from advoplanner.services.context import Workspace
from advoplanner.store.models import Guest, Outcome, Person, Story
from advoplanner.store.queries import stories as queries
from advoplanner.store.queries.people import restrictions
from advoplanner.store.session import remove_where


@dataclass(frozen=True, slots=True)
class StoriesWritten:
    """The file, how many stories it holds, and (person, why not) of those that stayed behind."""

    path: Path
    count: int
    left_out: tuple[tuple[str, str], ...]


def rows(ws: Workspace, event_id: str | None = None) -> list[StoryRow]:
    """Stories of one event, or all of the workspace."""
    with ws.reading() as session:
        return queries.rows(session, event_id)


def add(ws: Workspace, guest_id: str, **fields: Any) -> ChangeSet:
    """Keep a story of a guest: `quote` (what they said at the event unless given), `permission`, `evidence`, `uses`, `until`.

    Raises RuleBroken at the field; its id is `created("story")[0]`.
    """
    values = _values(fields)
    with ws.action("") as work:
        found = work.session.execute(
            select(Guest, Person.display_name, Outcome.quote)
            .join(Person, Person.id == Guest.person_id)
            .outerjoin(Outcome, Outcome.guest_id == Guest.id)
            .where(Guest.id == guest_id)
        ).first()
        if found is None:
            raise RuleBroken("stories.unknown", "This guest is no longer on the list.", "Undo brings them back.", field="guest_id")
        guest, name, said = found
        quote = values.pop("quote", "") or said or ""
        if not quote:
            raise RuleBroken("stories.quote", "A story needs words.", "Write what they said.", field="quote")
        work.label = f"Keep a story of {name}"
        work.add(Story(person_id=guest.person_id, event_id=guest.event_id, quote=quote, **values))
    return work.changes


def edit(ws: Workspace, story_id: str, **fields: Any) -> ChangeSet:
    """Change quote, permission, evidence, uses or until; raises RuleBroken at the field."""
    values = _values(fields)
    if values.get("quote") == "":
        raise RuleBroken("stories.quote", "A story needs words.", "Remove it instead.", field="quote")
    with ws.action("Edit a story") as work:
        story = work.session.get(Story, story_id)
        if story is None:
            raise RuleBroken("stories.gone", "This story is no longer kept.", "Undo brings it back.")
        for name, value in values.items():
            setattr(story, name, value)
    return work.changes


def remove(ws: Workspace, ids: Iterable[str]) -> ChangeSet:
    """Forget stories."""
    wanted = list(ids)
    with ws.action(f"Remove {plural(len(wanted), 'story', 'stories')}") as work:
        remove_where(work, Story, wanted)
    return work.changes


def export(ws: Workspace, path: Path, use: str = "", event_id: str | None = None) -> StoriesWritten:
    """Write what may be told today for `use` ("" for any) as CSV, or as JSON where `path` ends so.

    Whoever may not be named or spoken of outside is left out whatever they permitted once. Raises KnownProblem where it cannot be written.
    """
    if use:
        rules.check_uses([use])
    today = ws.clock().date()
    with ws.reading() as session:
        found = queries.rows(session, event_id)
        limits = restrictions(session, [row.person_id for row in found])
    told: list[StoryRow] = []
    left_out: list[tuple[str, str]] = []
    for row in found:
        known = limits.get(row.person_id, ())
        against = (forbidden(asked, known, to, today) for to in rules.towards(use) for asked in (Use.NAME, Use.COMPANY, Use.PROSPECTS))
        why = row.why_not(use, today) or next(filter(None, against), "")
        if why:
            left_out.append((row.person, why))
        else:
            told.append(row)
    write_bytes(path, _json(told) if path.suffix == ".json" else _csv(told))
    return StoriesWritten(path, len(told), tuple(left_out))


HEAD = ("person", "organisation", "event", "quote", "uses", "until")


def _cells(row: StoryRow) -> list[str]:
    return [row.person, row.organisation, row.event, row.quote, row.uses_words, row.until.isoformat() if row.until else ""]


def _csv(rows: list[StoryRow]) -> bytes:
    out = StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([list(HEAD), *([harmless(cell) for cell in _cells(row)] for row in rows)])
    return out.getvalue().encode("utf-8-sig")


def _json(rows: list[StoryRow]) -> bytes:
    return json.dumps([dict(zip(HEAD, _cells(row), strict=True)) for row in rows], ensure_ascii=False, indent=1).encode()


_READERS: dict[str, Callable[[Any], Any]] = {
    "quote": lambda text: whole(text, rules.QUOTE_LIMIT, "quote", lines=True),
    "evidence": lambda text: whole(text, rules.EVIDENCE_LIMIT, "evidence"),
    "permission": lambda text: rules.check_permission(str(text or "")),
    "uses": rules.check_uses,
    "until": lambda day: check_day("until", day),
}


def _values(fields: dict[str, Any]) -> dict[str, Any]:
    if unknown := set(fields) - set(_READERS):
        raise TypeError(f"a story has no field {sorted(unknown)[0]!r}")
    return {name: _READERS[name](value) for name, value in fields.items()}
