"""Requests of hosts in the window: written down, approved with what is missing at its field, declined with a reason."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from advoplanner.bootstrap import create_workspace
from advoplanner.services import events, guests, host_requests
from ui.kit.a11y import nameless
from ui.kit.context import Context
from ui.pages.host_requests.page import DECIDED, ONE, HostRequestsPage
from ui.pages.host_requests.request_form import RequestDialog


@pytest.fixture
def ws(tmp_path: Path, ctx: Context) -> Iterator[Any]:
    workspace = create_workspace(tmp_path / "w.advo", clock=lambda: datetime(2027, 2, 1, 9, tzinfo=UTC))
    ctx.workspace = workspace
    workspace.subscribe(ctx.changes.emit)
    yield workspace
    workspace.close()


@pytest.fixture
def page(ws: Any, ctx: Context, qtbot: QtBot) -> HostRequestsPage:
    made = HostRequestsPage(ctx)
    qtbot.addWidget(made)
    made.resize(1166, 700)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_a_request_is_written_down_approved_and_leads_to_its_event(page: HostRequestsPage, ws: Any, ctx: Context, qtbot: QtBot) -> None:
    assert ONE in page.approve_button.toolTip()
    dialog = RequestDialog(ctx, "Europe/Berlin")
    qtbot.addWidget(dialog)
    dialog._go()
    assert dialog.form.error("host") == "Say who asks to host."
    dialog.form["host"].line.setText("Sam Sales")
    dialog._go()
    page.select(dialog.made)
    assert page.subtitle.text() == "1 waiting, 0 decided"
    page.approve([dialog.made])
    form = page._drawn.form
    assert form.error("purpose") == "Before it is approved, say what guests gain."
    for name, text in (("purpose", "They meet"), ("city", "Berlin"), ("places", "12"), ("start", "2027-03-10 18:30"), ("names", "Ana Lima\nBo Berg")):
        field = form[name]
        (field.area.setPlainText if hasattr(field, "area") else field.line.setText)(text)
        field._touch()
    page.approve([dialog.made])
    [event] = events.rows(ws)
    assert (event.title, event.city) == ("Meetup in Berlin", "Berlin")
    assert {row.name for row in guests.rows(ws, event.id)} == {"Sam Sales", "Ana Lima", "Bo Berg"}
    assert DECIDED in page.approve_button.toolTip()
    assert not form.isEnabled()
    assert page._drawn.to_event.isVisible()
    assert nameless(page) == []


def test_declining_asks_why_and_nothing_happens_without_a_reason(page: HostRequestsPage, ws: Any, answers: Any) -> None:
    request = host_requests.add(ws, "Sam Sales").created("host_request")[0]
    page.table.select_ids([request])
    page.decline([request])
    assert host_requests.row(ws, request).state == "asked"
    answers.answers.append(" ")
    page.decline([request])
    assert answers.asked[-1][2].startswith("Say why")
    answers.answers.append("No budget left this quarter.")
    page.decline([request])
    assert host_requests.row(ws, request).reason == "No budget left this quarter."
    assert page.model.rows()[0].state == "declined"
