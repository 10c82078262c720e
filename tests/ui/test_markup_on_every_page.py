"""Names, titles and notes that hold markup are shown as they are written, on every page, in drawers and in tooltips."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QAbstractItemView, QGraphicsView, QLabel, QWidget
from pytestqt.qtbot import QtBot

from advoplanner.bootstrap import create_workspace, open_workspace
from advoplanner.domain.audiences import EVERYBODY
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.people import ContactDraft
from advoplanner.services import (
    agenda,
    auto_seat,
    event_kits,
    events,
    followup,
    guests,
    host_requests,
    invitations,
    memberships,
    motives,
    people,
    programmes,
    series,
    sign_ups,
    tables,
    talks,
    venues,
)
from ui.kit.context import Context
from ui.kit.page import Page
from ui.pages import PAGES

CANARY = QColor("#FE01FD")
"""The one colour of the picture that the markup asks for; no page has it."""


@pytest.fixture(scope="module")
def markup(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Text that Qt would draw as a picture wherever it read it as markup."""
    picture = QImage(60, 60, QImage.Format.Format_RGB32)
    picture.fill(CANARY)
    path = tmp_path_factory.mktemp("markup") / "p.png"
    assert picture.save(str(path))
    return f'<img src="{path}">'


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory, markup: str) -> tuple[Path, str]:
    """A workspace in which every name, title and note is markup, and the id of its event."""
    path = tmp_path_factory.mktemp("hostile") / "w.advo"
    ws = create_workspace(path, name=markup[:100])
    drafts = [
        ContactDraft(
            given=f"{name} {markup}"[:160], job_title=markup, organisation=markup, emails=(f"{name}@a.example",), tags=(markup[:100],), notes=markup
        )
        for name in ("ana", "bo", "cy", "di")
    ]
    ids = [people.add(ws, draft).created("person")[0] for draft in drafts]
    motives.relate(ws, ids[0], ids[1], "keep_apart", markup)
    motives.add_restriction(ws, person_id=ids[0], kind="no_photo", note=markup)
    venues.add(ws, markup, city=markup[:120], contact=markup)
    new = NewEvent(
        "council", markup, markup, datetime(2027, 3, 10, 18), datetime(2027, 3, 10, 22), "Europe/Berlin", markup,
        topic=markup, organiser_email="host@a.example", host_company=markup, template=False,
    )  # fmt: skip
    event = events.new(ws, new).created("event")[0]
    _fill(ws, event, ids, markup)
    ws.close()
    return path, event


def _fill(ws: Any, event: str, ids: list[str], markup: str) -> None:
    guests.add(ws, event, ids)
    listed = [row.id for row in guests.rows(ws, event)]
    guests.edit(ws, listed, value_sentence=markup, diet=markup, notes=markup)
    guests.set_reply(ws, listed[1:], "accepted", comment=markup)
    session = agenda.add(ws, event, type="panel", title=markup, start=datetime(2027, 3, 10, 18), minutes=60, room=markup, purpose=markup)
    agenda.set_person(ws, session.created("session")[0], listed[0])
    tables.make_layout(ws, event, "round", [(2, 3)])
    tables.rename_table(ws, tables.rows(ws, event)[0].id, name=markup[:120], topic=markup)
    auto_seat.seat_all(ws, event, include=("accepted", "approved"), iterations=500)
    wave = invitations.new_wave(ws, event, name=markup[:120], audience=EVERYBODY).created("wave")[0]
    invitations.draft(ws, wave)
    followup.add_action(ws, event, markup, owner=markup)
    guests.edit(ws, listed[1:2], role="presenter")
    talks.edit(ws, listed[1], context=markup, went_wrong=markup, not_for=markup)
    event_kits.edit(ws, event, questions=[markup[:200]])
    sign_ups.add(ws, event, f"eve {markup}"[:120])
    declined = host_requests.add(ws, f"sam {markup}"[:160], purpose=markup, venue=markup[:160], names=[markup]).created("host_request")[0]
    host_requests.decline(ws, declined, markup)
    council = programmes.create(ws, "council", f"council {markup}"[:160], markup, sponsor=markup[:160], duties=markup).created("programme")[0]
    memberships.add(ws, council, ids, seat_no=markup[:20], nominated_by=markup[:160])
    events.edit(ws, event, programme_id=council)
    series.repeat(ws, event, [series.Date(datetime(2027, 3, 17, 18))])


@pytest.fixture
def ws(hostile: tuple[Path, str], ctx: Context) -> Iterator[Any]:
    workspace = open_workspace(hostile[0])
    ctx.workspace = workspace
    yield workspace
    workspace.close()


def draws_the_picture(widget: QWidget) -> bool:
    """Whether a pixel of the widget has the canary's colour."""
    drawn = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    wanted = CANARY.rgb()
    return any(drawn.pixel(x, y) == wanted for y in range(0, drawn.height(), 4) for x in range(0, drawn.width(), 4))


def read_as_markup(page: QWidget) -> list[str]:
    """Labels and tooltips of the page that would be, or may be, read as markup."""
    labels = [each.text() for each in page.findChildren(QLabel) if each.textFormat() != Qt.TextFormat.PlainText and "<img" in each.text()]
    tips = [each.toolTip() for each in page.findChildren(QWidget)] + [action.toolTip() for action in page.actions()]
    for view in page.findChildren(QGraphicsView):
        tips += [item.toolTip() for item in view.items()]
    return labels + [text for text in tips if "<img" in text]


def settle(page: Page, qtbot: QtBot) -> None:
    """Until nothing works in the background and what it brought is drawn."""
    qtbot.waitUntil(lambda: not page.ctx.jobs.running)
    qtbot.wait(30)


@pytest.mark.parametrize("spec", PAGES, ids=lambda spec: spec.id)
def test_markup_is_shown_as_it_is_written(spec, hostile, ws, ctx: Context, qtbot: QtBot) -> None:
    page = spec.build(ctx)
    qtbot.addWidget(page)
    page.resize(1366, 768)
    if spec.scope == "event":
        page.show_event(hostile[1])
    page.show()
    qtbot.waitExposed(page)
    settle(page, qtbot)
    for view in page.findChildren(QAbstractItemView):
        if view.isVisible() and view.model() is not None and view.model().rowCount():
            view.setCurrentIndex(view.model().index(0, 0))
    settle(page, qtbot)
    assert read_as_markup(page) == []
    assert not draws_the_picture(page)


def test_the_canary_is_seen_where_markup_is_read(markup: str, qtbot: QtBot) -> None:
    label = QLabel(markup)
    qtbot.addWidget(label)
    assert draws_the_picture(label)
    around = QWidget()
    qtbot.addWidget(around)
    label.setParent(around)
    assert read_as_markup(around) == [markup]
