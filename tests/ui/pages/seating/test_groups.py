"""Breakouts on the page: made in a dialog, hosted and changed on cards and in the list, printed; unhosted groups are red."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from advoplanner.services import breakouts, guests, history, people
from ui.kit.a11y import nameless
from ui.kit.context import Context
from ui.pages.seating.breakout_dialog import BreakoutDialog
from ui.pages.seating.page import SMALL, SeatingPage
from ui.pages.seating.tools import GROUPS


@pytest.fixture
def groups(page: SeatingPage, ctx: Context, event: str) -> SeatingPage:
    """Twelve guests in three groups of four over two rotations; no tables, no hosts."""
    page.tools.mode.choose(GROUPS)
    breakouts.make(ctx.workspace, event, "What next?", size=4, rotations=2)
    return page


def test_without_a_breakout_one_is_offered_and_its_dialog_says_what_it_comes_to(page: SeatingPage, qtbot: QtBot) -> None:
    page.tools.mode.choose(GROUPS)
    assert page.stack.currentIndex() == SMALL
    assert page.groups.currentWidget() is page.groups.empty
    assert page.tools.again.toolTip() == "There is no breakout yet."
    dialog = BreakoutDialog(page.groups_desk, 13, ())
    qtbot.addWidget(dialog)
    assert dialog.figures.text() == "13 guests in groups of 4 would leave one alone, so the groups have 4 and 3."
    dialog.form["size"].line.setText("5")
    dialog.form["size"].line.textEdited.emit("5")
    assert dialog.figures.text() == "3 groups of 4 to 5."
    dialog.go.click()
    qtbot.waitUntil(lambda: "needs a name" in dialog.form.error("name"))
    assert dialog.go.isEnabled()
    dialog.form["name"].line.setText("What next?")
    dialog.form["size"].line.setText("")
    dialog.go.click()
    assert dialog.form.error("size") == "Say how many people are in a group, for example 4."
    dialog.form["rotations"].line.textEdited.emit("2")
    assert dialog.form.error("size") == ""
    dialog.form["size"].line.setText("5")
    dialog.go.click()
    assert not dialog.go.isEnabled()
    qtbot.waitUntil(lambda: page.groups.row is not None)
    assert page.groups.row.name == "What next?"
    assert dialog.result() == dialog.DialogCode.Accepted


def test_groups_by_topic_know_what_the_guests_care_about(page: SeatingPage, ctx: Context) -> None:
    rows = guests.rows(ctx.workspace, page.desk.event_id)
    for at, row in enumerate(rows[:5]):
        people.edit(ctx.workspace, row.person_id, topics=["Talent"] if at < 2 else ["Talent", "Sourcing"])
    assert page.groups_desk.topics() == ["Talent", "Sourcing"]


def test_cards_and_list_tell_the_same_and_unhosted_groups_are_red(groups: SeatingPage) -> None:
    view = groups.groups
    assert len(view.cards) == 3
    assert [card.hosted for card in view.cards] == [False, False, False]
    assert view.issues.text().startswith("Group 1, Group 2 and Group 3 have no host.")
    assert len(view.model.rows()) == 12
    assert nameless(groups) == []


def test_a_host_is_chosen_on_the_card_or_by_key_in_the_list(groups: SeatingPage, ctx: Context, qtbot: QtBot, answers: Any) -> None:
    view = groups.groups
    answers.answers = [1]
    view.cards[0].host.click()
    assert view.cards[0].hosted
    host = view.row.groups[0].host
    guest = next(line.id for line in view.model.rows() if line.id != host)
    view.table.select_ids([guest])
    view.table.setFocus()
    answers.answers = [2]
    qtbot.keyClick(view.table, Qt.Key.Key_H)
    assert view.row.groups[2].host == guest
    assert view.row.group_of(guest) == (2, 2)
    history.undo(ctx.workspace)
    assert not view.cards[2].hosted


def test_a_guest_is_moved_in_the_rotation_that_is_shown(groups: SeatingPage, qtbot: QtBot, answers: Any) -> None:
    view = groups.groups
    view.rotations.setCurrentIndex(1)
    guest = next(line.id for line in view.model.rows() if view.row.group_of(line.id)[1] != 0)
    before = view.row.group_of(guest)
    view.table.select_ids([guest])
    view.table.setFocus()
    answers.answers = [0]
    qtbot.keyClick(view.table, Qt.Key.Key_G)
    assert view.row.group_of(guest) == (before[0], 0)
    assert view.rotation == 1


def test_cards_are_printed_where_asked_and_the_agenda_gets_its_sessions(groups: SeatingPage, qtbot: QtBot, answers: Any, tmp_path: Path) -> None:
    file = tmp_path / "cards.pdf"
    answers.answers = [file]
    groups.tools.cards.click()
    qtbot.waitUntil(file.exists)
    assert file.read_bytes().startswith(b"%PDF")
    groups.tools.agenda.click()
    assert len(groups.groups.row.sessions) == 3
    groups.tools.mode.choose(0)
    assert groups.stack.currentIndex() != SMALL
