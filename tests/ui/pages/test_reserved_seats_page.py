"""The page of reserved seats on a real workspace: kept, given back, refused at the field, and told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from advoplanner.bootstrap import create_workspace
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.people import ContactDraft
from advoplanner.services import agenda, events, guests, people, reserved_seats
from ui.kit.a11y import nameless
from ui.pages.reserved_seats.dialogs import HoldDialog, TermsDialog
from ui.pages.reserved_seats.page import NO_SESSIONS, ReservedSeatsPage

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
START = datetime(2027, 3, 10, 9)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Three customers who come, and no session yet."""
    path = tmp_path_factory.mktemp("seats_page") / "w.advo"
    ws = create_workspace(path, clock=lambda: NOW)
    event = events.new(ws, NewEvent("cab", "Board", "Listen", START, START.replace(hour=17), "UTC", template=False)).created("event")[0]
    for name in ("Ana", "Ben", "Cy"):
        guests.add(ws, event, people.add(ws, ContactDraft(display_name=name, emails=(f"{name}@x.example",))).created("person"))
    guests.set_reply(ws, [g.id for g in guests.rows(ws, event)], "accepted")
    events.edit(ws, event, organiser_email="mira@firm.example")
    ws.close()
    return path, event


@pytest.fixture
def ws(prepared: tuple[Path, str], opened: Callable[..., Any]) -> Any:
    return opened(prepared[0], clock=lambda: NOW)


@pytest.fixture
def page(ws: Any, prepared: tuple[Path, str], shown: Callable[..., Any]) -> ReservedSeatsPage:
    return shown(ReservedSeatsPage, prepared[1])


def panel(page: ReservedSeatsPage, ws: Any) -> str:
    made = agenda.add(ws, page.event_id, type="panel", title="Panel", start=START.replace(hour=10), minutes=60).created("session")[0]
    page.refresh(None)
    return made


def hold_dialog(page: ReservedSeatsPage, ws: Any, session_id: str, name: str) -> HoldDialog:
    dialog = HoldDialog(page.ctx, page.sessions, reserved_seats.possible_guests(ws, page.event_id), session_id)
    guest = next((g.id for g in guests.rows(ws, page.event_id) if g.name == name), None)
    dialog.form["guest_id"].show_value(guest)
    return dialog


def test_without_a_session_it_says_what_is_missing(page: ReservedSeatsPage) -> None:
    assert not page.keep_button.isEnabled()
    assert NO_SESSIONS in page.keep_button.toolTip()
    assert not nameless(page)


def test_a_seat_is_kept_and_a_second_one_for_the_same_guest_is_refused_at_the_field(page: ReservedSeatsPage, ws: Any) -> None:
    session = panel(page, ws)
    assert hold_dialog(page, ws, session, "Ana")._keep()
    page.refresh(None)
    assert [(row.guest, row.state) for row in page.model.rows()] == [("Ana", "held")]
    again = hold_dialog(page, ws, session, "Ana")
    assert not again._keep()
    assert again.form.error("guest_id").startswith("Ana is in line for “Panel” already.")
    nobody = hold_dialog(page, ws, session, "nobody")
    assert not nobody._keep()
    assert nobody.form.error("guest_id") == "Choose a guest."


def test_a_line_moves_by_the_list_and_the_terms_are_refused_at_their_fields(page: ReservedSeatsPage, ws: Any) -> None:
    session = panel(page, ws)
    for name in ("Ana", "Ben", "Cy"):
        hold_dialog(page, ws, session, name)._keep()
    page.refresh(None)
    specs = {spec.id: spec for spec in page.row_specs()}
    ana = page.model.rows()[0].id
    specs["reserved.release"].run([ana])
    page.refresh(None)
    assert [(row.guest, row.state) for row in page.model.rows()] == [("Ana", "passed"), ("Ben", "held"), ("Cy", "held")]
    dialog = TermsDialog(page.ctx, page.sessions, session)
    dialog.form["seats"].show_value(1)
    assert not dialog._save()
    assert dialog.form.error("seats").startswith("2 seats are held already.")


def test_whoever_does_not_know_gets_a_mail(page: ReservedSeatsPage, ws: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hold_dialog(page, ws, panel(page, ws), "Ana")._keep()
    page.refresh(None)
    assert page.told.text() == "1 guest does not know yet what became of their seat."
    monkeypatch.setattr(page.ctx.dialogs, "choose_folder", lambda title: tmp_path / "mails")
    page.write_notices()
    page.refresh(None)
    assert [path.name for path in (tmp_path / "mails").iterdir()] == ["Ana - Kept.eml"]
    assert page.told.isHidden()
