"""Versions on the agenda page: released through the dialog, told to those concerned, compared in the drawer; and sessions that stay."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from advoplanner.bootstrap import create_workspace
from advoplanner.domain.agenda import SessionRow
from advoplanner.domain.people import ContactDraft
from advoplanner.services import agenda, agenda_versions, events, guests, history, invitations, people
from ui.kit.a11y import nameless
from ui.kit.context import Context
from ui.kit.messages import Message
from ui.pages.agenda.beginning import choose_template
from ui.pages.agenda.page import AgendaPage
from ui.pages.agenda.release_dialog import ReleaseDialog

START, END = datetime(2027, 3, 10, 9), datetime(2027, 3, 10, 18)


@pytest.fixture
def event(ctx: Context, tmp_path: Path) -> Iterator[str]:
    """A meetup of one day: a talk with Ana at 09:00, supper that stays at 12:00."""
    ws = create_workspace(tmp_path / "agenda.advo")
    ctx.workspace = ws
    ws.subscribe(ctx.changes.emit)
    new = events.NewEvent("meetup", "Bar", "Meet", START, END, "Europe/Berlin", room="Hall", organiser_email="host@firm.example", template=False)
    made = events.new(ws, new).created("event")[0]
    ids = [people.add(ws, ContactDraft(display_name=name, emails=(f"{name}@guest.example",))).created("person")[0] for name in ("Ana", "Ben", "Cleo")]
    guests.add(ws, made, ids)
    guests.set_reply(ws, [g.id for g in guests.rows(ws, made)], "accepted")
    talk = agenda.add(ws, made, type="networking", title="Talk", start=START, minutes=60).created("session")[0]
    agenda.set_person(ws, talk, guests.rows(ws, made)[0].id)
    agenda.add(ws, made, type="meal", title="Supper", start=START.replace(hour=12), minutes=60, fixed=True)
    yield made
    ctx.jobs.stop()
    ws.close()


@pytest.fixture
def page(ctx: Context, event: str, qtbot: QtBot) -> AgendaPage:
    made = AgendaPage(ctx)
    qtbot.addWidget(made)
    made.resize(1166, 640)
    made.show_event(event)
    made.show()
    qtbot.waitExposed(made)
    return made


def row(page: AgendaPage, title: str) -> SessionRow:
    return next(each for each in page.desk.plan.rows if each.title == title)


def release(page: AgendaPage, monkeypatch: pytest.MonkeyPatch, **values: Any) -> ReleaseDialog:
    """Open the dialog, fill it in as a person does, press its verb; the dialog as it is then."""
    seen: list[ReleaseDialog] = []

    def filled(dialog: ReleaseDialog, over: QWidget | None) -> bool:
        for name, value in values.items():
            form = dialog.waiver if name == "waiver" and dialog.waiver else dialog.form
            form[name].show_value(value)
        dialog.go.click()
        seen.append(dialog)
        return True

    monkeypatch.setattr(ReleaseDialog, "ask", filled)
    page.version_desk.release(page)
    return seen[0]


def test_a_release_is_named_tells_whom_it_concerns_and_undoes(
    page: AgendaPage, ctx: Context, event: str, monkeypatch: pytest.MonkeyPatch, said: list[Message]
) -> None:
    dialog = release(page, monkeypatch, name="First", note="As promised")
    assert dialog.go.text() == "Release version 1"
    assert page.subtitle.text().endswith("2 sessions · Version 1 · First")
    assert [m.to_name for m in invitations.messages(ctx.workspace, event)] == ["Ana"]
    assert [m.text for m in said[-2:]] == ["Release the agenda: Version 1 · First", "1 update waits in the outbox."]
    history.undo(ctx.workspace)
    assert page.subtitle.text().endswith("Draft agenda")
    assert invitations.messages(ctx.workspace, event) == []


def test_everybody_or_nobody_can_be_told(page: AgendaPage, ctx: Context, event: str, monkeypatch: pytest.MonkeyPatch) -> None:
    release(page, monkeypatch, tell="nobody")
    assert invitations.messages(ctx.workspace, event) == []
    agenda.edit(ctx.workspace, row(page, "Talk").id, title="Speech")
    release(page, monkeypatch, tell="all")
    assert len(invitations.messages(ctx.workspace, event)) == 3


def test_a_closed_gate_is_said_in_the_dialog_and_a_reason_opens_it(
    page: AgendaPage, ctx: Context, event: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    agenda.add(ctx.workspace, event, type="networking", title="Beside", start=START, minutes=30)
    dialog = release(page, monkeypatch)
    assert dialog.waiver
    assert "give a reason" in dialog.waiver.error("waiver")
    assert agenda_versions.versions(ctx.workspace, event) == []
    release(page, monkeypatch, waiver="The hall is divided by a wall.")
    assert agenda_versions.versions(ctx.workspace, event)[0].waiver == "The hall is divided by a wall."


def test_what_changed_stands_in_the_drawer_follows_the_board_and_leads_there(
    page: AgendaPage, ctx: Context, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    release(page, monkeypatch, tell="nobody")
    page.tools.quiet["agenda.versions"].click()
    panel = page.side.versions
    assert panel
    assert panel.state.text() == "The board is what was released: Version 1."
    assert panel.release.toolTip() == "Nothing changed since the version released last."
    agenda.edit(ctx.workspace, row(page, "Talk").id, start=START.replace(hour=10))
    assert panel.count.text() == "1 difference"
    assert panel.lines[0].words == "“Talk”: 09:00 becomes 10:00"
    assert panel.lines[0].accessibleName() == "Moved: “Talk”: 09:00 becomes 10:00"
    qtbot.mouseClick(panel.lines[0], Qt.MouseButton.LeftButton)
    assert page.board.chosen == row(page, "Talk").id
    panel.after.setCurrentIndex(1)
    panel.after.activated.emit(1)
    assert panel.count.text().startswith("No difference")
    assert nameless(page) == []


def test_an_old_version_is_printed_where_a_person_says(
    page: AgendaPage, ctx: Context, answers: Any, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    release(page, monkeypatch, tell="nobody")
    answers.answers.append(tmp_path / "v1.pdf")
    page.version_desk.print_version(page.version_desk.versions[0].id)
    qtbot.waitUntil(lambda: (tmp_path / "v1.pdf").exists(), timeout=20_000)
    assert answers.asked[-1] == ("save_file", "Print a version", "Agenda, Version 1.pdf")


def test_f_keeps_a_session_where_it_is_and_lets_it_go_again(page: AgendaPage, qtbot: QtBot) -> None:
    page.choose(row(page, "Talk").id)
    page.board.setFocus()
    qtbot.keyClick(page.board, Qt.Key.Key_F)
    assert row(page, "Talk").fixed
    assert "stays where it is" in page.board.accessibleDescription()
    menu = page.board.menu.build()
    assert menu
    assert "Let it move along" in [action.text() for action in menu.actions()]
    qtbot.keyClick(page.board, Qt.Key.Key_F)
    assert not row(page, "Talk").fixed


def test_a_session_is_copied_to_the_rooms_that_are_typed(page: AgendaPage, ctx: Context, answers: Any, qtbot: QtBot) -> None:
    page.choose(row(page, "Talk").id)
    page.board.setFocus()
    answers.answers.append("Red, Blue")
    qtbot.keyClick(page.board, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert [(r.room, r.start) for r in page.desk.plan.rows if r.title == "Talk"] == [("", START), ("Blue", START), ("Red", START)]
    assert page.desk.plan.lanes == [3]
    history.undo(ctx.workspace)
    assert len(page.desk.plan.rows) == 2


def test_what_only_hosts_read_and_what_is_kept_free_say_so(page: AgendaPage, ctx: Context) -> None:
    agenda.edit(ctx.workspace, row(page, "Talk").id, visibility="host")
    agenda.edit(ctx.workspace, row(page, "Supper").id, visibility="blocker")
    page.show_view(1)
    model = page.list.model_rows
    place = next(n for n, column in enumerate(model.columns) if column.title == "Type")
    assert [model.index(line, place).data() for line in range(2)] == ["Only hosts", "Kept free"]
    page.board.grab()


def test_another_agenda_can_be_chosen_to_begin_with(page: AgendaPage, answers: Any) -> None:
    page.desk.remove([each.id for each in page.desk.plan.rows])
    answers.answers.append(1)
    choose_template(page.desk)
    assert "Four corners, four questions" in [each.title for each in page.desk.plan.rows]


def test_another_event_is_read_from_its_beginning(page: AgendaPage, ctx: Context) -> None:
    late = events.NewEvent("meetup", "Night", "Meet", START.replace(hour=21), START.replace(day=11, hour=3), "Europe/Berlin")
    other = events.new(ctx.workspace, late).created("event")[0]
    page.resize(1166, 420)
    bar = page.board.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert bar.value() > 0
    page.show_event(other)
    assert bar.value() == 0
