"""Sign-ups in the window: files read, somebody signed up by hand, a place given back, addresses copied, and who was told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from advoplanner.bootstrap import create_workspace
from advoplanner.domain.event_details import NewEvent
from advoplanner.services import events, sign_ups
from ui.kit.a11y import nameless
from ui.kit.context import Context
from ui.pages.sign_ups.page import SignUpDialog, SignUpsPage

START = datetime(2027, 3, 10, 21)


@pytest.fixture
def ws(tmp_path: Path, ctx: Context) -> Iterator[Any]:
    workspace = create_workspace(tmp_path / "w.advo", clock=lambda: datetime(2027, 2, 1, 9, tzinfo=UTC))
    ctx.workspace = workspace
    workspace.subscribe(ctx.changes.emit)
    yield workspace
    workspace.close()


@pytest.fixture
def page(ws: Any, ctx: Context, qtbot: QtBot) -> SignUpsPage:
    new = NewEvent("rockstar", "Late show", "Learn", START, START + timedelta(hours=1), "Europe/Berlin", capacity=1, template=False)
    made = SignUpsPage(ctx)
    qtbot.addWidget(made)
    made.resize(1166, 700)
    made.show_event(events.new(ws, new).created("event")[0])
    made.show()
    qtbot.waitExposed(made)
    return made


def names(page: SignUpsPage) -> list[str]:
    return [row.name for row in page.model.shown_rows()]


def test_files_are_read_and_what_could_not_be_is_told(page: SignUpsPage, answers: Any, tmp_path: Path) -> None:
    form, odd = tmp_path / "form.csv", tmp_path / "odd.html"
    form.write_text("Name,E-mail\nAna Lima,ana@x.example\nBo Berg,bo@x.example\n", encoding="utf-8")
    odd.write_text("<p>", encoding="utf-8")
    answers.answers.append([form, odd])
    page.read_files()
    assert names(page) == ["Ana Lima", "Bo Berg"]
    assert page.subtitle.text() == "1 of 1 place taken · 1 waiting"
    assert answers.asked[-1][0] == "tell"
    assert "odd.html" in answers.asked[-1][2]
    assert nameless(page) == []


def test_filters_show_who_waits_and_who_is_to_be_told(page: SignUpsPage, ws: Any) -> None:
    for name in ("Ana", "Bo"):
        sign_ups.add(ws, page.event_id, name)
    page.views.choose(1)
    assert names(page) == ["Bo"]
    page.table.select_ids([page.model.shown_rows()[0].id])
    page.table.menu.run(next(spec for spec in page.row_specs() if spec.id == "sign_ups.told"))
    page.views.choose(2)
    assert names(page) == ["Ana"]
    assert page.told.text().startswith("1 person does not know yet")


def test_giving_a_place_back_moves_the_next_up(page: SignUpsPage, ws: Any, said: list[Any]) -> None:
    for name in ("Ana", "Bo"):
        sign_ups.add(ws, page.event_id, name)
    page.table.select_ids([page.model.rows()[0].id])
    page.table.menu.run(next(spec for spec in page.row_specs() if spec.id == "sign_ups.out"))
    assert said[-1].text == "Mark Ana declined; Bo moves up from the waiting list"
    assert [str(row.place) for row in page.model.rows()] == ["out", "in"]


def test_those_who_do_not_know_are_written_to(page: SignUpsPage, ws: Any, answers: Any, said: list[Any], tmp_path: Path) -> None:
    events.edit(ws, page.event_id, organiser_email="mira@firm.example")
    sign_ups.add(ws, page.event_id, "Ana", email="ana@x.example")
    sign_ups.add(ws, page.event_id, "Bo")
    assert page.write_button.isEnabled()
    answers.answers.append(tmp_path / "mails")
    page.write_notices()
    assert [path.name for path in (tmp_path / "mails").iterdir()] == ["Ana - in.eml"]
    assert said[-1].text == "1 mail to send written to “mails”. Bo cannot be written to: tell them yourself."
    assert [row.to_tell for row in page.model.rows()] == [False, True]
    sign_ups.mark_told(ws, [page.model.rows()[1].id])
    assert "Everybody knows" in page.write_button.toolTip()


def test_addresses_are_copied_for_a_mail(page: SignUpsPage, ws: Any, said: list[Any]) -> None:
    sign_ups.add(ws, page.event_id, "Ana", email="ana@x.example")
    sign_ups.add(ws, page.event_id, "Bo")
    page.copy_addresses([row.id for row in page.model.rows()])
    assert QGuiApplication.clipboard().text() == "ana@x.example"
    page.copy_addresses([page.model.rows()[1].id])
    assert said[-1].text.startswith("No address is known")


def test_signing_up_by_hand_keeps_what_was_refused(page: SignUpsPage, ctx: Context, qtbot: QtBot) -> None:
    dialog = SignUpDialog(ctx, page.event_id, "Late show")
    qtbot.addWidget(dialog)
    dialog.form.load({"name": "Ana Lima", "email": "ana@"})
    dialog._go()
    assert dialog.form.error("email").startswith("“ana@” is not complete")
    assert names(page) == []
    dialog.form["email"].line.setText("ana@x.example")
    dialog._go()
    assert names(page) == ["Ana Lima"]
