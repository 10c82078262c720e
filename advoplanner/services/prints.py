"""What was exported last of an event's documents: remembered after each export, compared before the next."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from advoplanner.domain.prints import Printout
from advoplanner.services.context import Workspace
from advoplanner.store.models import Printed

Key = tuple[str, str, str]
"""Document, audience and paper."""


def remember(ws: Workspace, event_id: str, made: Iterable[Printout]) -> None:
    """Keep what was exported. Where only some cards were, the others stay as they were exported before.

    A workspace that may only be read remembers nothing, which is no reason to refuse the export.
    """
    if ws.store.read_only:
        return
    with ws.action("Remember what was exported") as work:
        for each in made:
            key = (event_id, each.document, each.audience, each.paper)
            row = work.session.get(Printed, key)
            if row is None:
                row = Printed(event_id=event_id, document=each.document, audience=each.audience, paper=each.paper, cards={}, pages=[])
                work.session.add(row)
            row.at, row.mark = ws.clock(), each.mark or row.mark or ""
            row.cards = {**row.cards, **each.cards} if not each.pages else dict(each.cards)
            row.pages = list(each.pages) or row.pages


def last(ws: Workspace, event_id: str) -> dict[Key, Printout]:
    """What was exported last, by document, readers and paper."""
    with ws.reading() as session:
        rows = session.scalars(select(Printed).where(Printed.event_id == event_id))
        made = (Printout(r.document, r.audience, r.paper, r.mark, dict(r.cards), tuple(r.pages), r.at) for r in rows)
        return {(each.document, each.audience, each.paper): each for each in made}
