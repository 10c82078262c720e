"""A page with twelve guests at two tables, for every test of the seating page."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from advoplanner.bootstrap import create_workspace, open_workspace
from advoplanner.domain.people import ContactDraft
from advoplanner.services import (
    breakouts,
    events,
    guests,
    kept_plans,
    peer_weights,
    people,
    rooms,
    seating,
    seating_rounds,
    table_mix,
    tables,
    venue_rooms,
    what_if,
)
from advoplanner.services.seating_conflicts import conflicts
from ui.kit.context import Context
from ui.pages.seating.page import SeatingPage
from ui.pages.seating.services import Services

sys.path.insert(0, str(Path(__file__).parent))

from hands import NAMES, first_come


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A workspace file with one event and twelve guests who accepted, and the event's id; no tables yet."""
    path = tmp_path_factory.mktemp("seating") / "prepared.advo"
    ws = create_workspace(path)
    start, end = datetime(2027, 3, 10, 18), datetime(2027, 3, 10, 22)
    made = events.new(ws, events.NewEvent("council", "Council", "Listen", start, end, "Europe/Berlin", template=False))
    event_id = made.created("event")[0]
    ids = [people.add(ws, ContactDraft(display_name=name, organisation=f"Company {i % 5}")).created("person")[0] for i, name in enumerate(NAMES)]
    guests.add(ws, event_id, ids, side="customer")
    guests.set_reply(ws, [row.id for row in guests.rows(ws, event_id)], "accepted")
    ws.close()
    return path, event_id


@pytest.fixture
def event(ctx: Context, tmp_path: Path, prepared: tuple[Path, str]) -> Iterator[str]:
    """A copy of the prepared workspace, opened."""
    ws = open_workspace(Path(shutil.copy(prepared[0], tmp_path / "seats.advo")))
    ctx.workspace = ws
    ws.subscribe(ctx.changes.emit)
    yield prepared[1]
    ctx.jobs.stop()
    ws.close()


@pytest.fixture
def page(ctx: Context, event: str, qtbot: QtBot) -> SeatingPage:
    further = (kept_plans, breakouts, what_if, venue_rooms, peer_weights, table_mix, conflicts, seating_rounds)
    made = SeatingPage(ctx, Services(seating, tables, first_come, rooms, *further))
    qtbot.addWidget(made)
    made.resize(1166, 728)
    made.show_event(event)
    made.show()
    return made


@pytest.fixture
def seated(page: SeatingPage, ctx: Context, event: str) -> SeatingPage:
    """Two tables of eight, the first ten guests seated in order."""
    tables.make_layout(ctx.workspace, event, "round", [(2, 8)])
    plan = page.desk.plan
    for guest_id, seat in list(zip(plan.guests, plan.row.seats, strict=False))[:10]:
        seating.seat_guest(ctx.workspace, plan.row.round_id, guest_id, seat.id)
    return page
