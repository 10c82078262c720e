"""Pieces that pages about events and venues share: lines that lead somewhere, suggestions, zones, tick boxes, cards in columns, words."""

from __future__ import annotations

from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from advoplanner.core.dates import zone_names
from advoplanner.core.errors import RuleBroken
from advoplanner.domain.events import EventKind, EventStatus
from ui.kit import icons, theme
from ui.kit.card_columns import CardColumns
from ui.kit.event_words import ICONS, STATES, days_ahead, kind_words, ready_state, ready_words, when
from ui.kit.form import Form
from ui.kit.jump_row import JumpRow
from ui.kit.laptop_zone import laptop_zone
from ui.kit.suggest_field import Suggest, ZoneField
from ui.kit.tick_box import TickBox


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_jump_row_goes_by_key_and_by_click(qtbot: QtBot, key: Qt.Key) -> None:
    went: list[str] = []
    row = JumpRow("12 messages wait", lambda: went.append("outbox"), why="Council", state="warn", state_word="Late")
    qtbot.addWidget(row)
    row.show()
    qtbot.keyClick(row, key)
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert went == ["outbox", "outbox"]
    assert (row.accessibleName(), row.accessibleDescription()) == ("Late: 12 messages wait", "Council")
    assert row.heightForWidth(120) > row.heightForWidth(600)


def test_suggestions_are_offered_and_any_text_is_kept(qtbot: QtBot) -> None:
    field = Suggest(["Haus am See", "Loja"])
    qtbot.addWidget(field.widget)
    saved: list[str] = []
    field.committed.connect(lambda: saved.append(field.value()))
    qtbot.keyClicks(field.editor, "am se")
    assert field.combo.completer().completionCount() == 1
    field.editor.editingFinished.emit()
    assert saved == ["am se"]
    field.set_options(["Other"])
    assert field.value() == "am se"
    field.show_value("Loja")
    assert (field.value(), field.unsaved) == ("Loja", False)


@pytest.mark.parametrize(
    ("typed", "name"), [("Europe/Berlin", "Europe/Berlin"), ("berlin", "Europe/Berlin"), ("new york", "America/New_York"), ("utc", "UTC")]
)
def test_a_zone_is_found_by_its_city(qtbot: QtBot, typed: str, name: str) -> None:
    field = ZoneField()
    qtbot.addWidget(field.widget)
    field.show_value(typed)
    assert field.value() == name


def test_a_zone_that_is_none_is_refused_and_marked(qtbot: QtBot) -> None:
    form = Form(lambda name, value: None)
    qtbot.addWidget(form)
    field = form.field("zone", "Zone", ZoneField())
    field.show_value("Atlantis")
    field._touch()
    field._leave()
    assert "no time zone “Atlantis”" in form.error("zone")
    assert (field.combo.property("wrong"), form.first_wrong()) == (True, field)
    form.clear_error("zone")
    assert (field.combo.property("wrong"), form.first_wrong()) == (False, None)
    with pytest.raises(RuleBroken):
        ZoneField().value()
    assert ZoneField(empty=True).value() == ""


def test_the_laptops_zone_is_one_we_know() -> None:
    assert laptop_zone() in zone_names()


@pytest.mark.parametrize("scheme", ["light", "dark", "contrast"])
def test_a_tick_box_shows_its_state_in_every_scheme(qtbot: QtBot, scheme: str) -> None:
    theme.THEME.apply(scheme)
    box = TickBox("&Guest list")
    qtbot.addWidget(box)
    box.resize(box.sizeHint())
    empty = box.grab().toImage()
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=box.rect().center())
    assert box.isChecked()
    assert box.grab().toImage() != empty


def test_columns_become_one_where_it_is_narrow(qtbot: QtBot) -> None:
    columns = CardColumns([(3, (QWidget(), QWidget())), (2, (QWidget(),))], narrow=600)
    qtbot.addWidget(columns)
    columns.show()
    columns.resize(900, 400)
    assert not columns.stacked
    columns.resize(500, 400)
    assert columns.stacked


def test_every_kind_and_state_has_its_word_icon_and_colour() -> None:
    assert set(STATES) == set(EventStatus)
    assert set(ICONS) == set(EventKind)
    assert not icons.pixmap(ICONS[EventKind.MEETUP]).isNull()
    for word, state in STATES.values():
        assert word
        assert theme.tokens().colour(state)
    assert [kind_words(kind) for kind in EventKind] == ["CAB", "Council", "User group", "Rock Star", "Meetup"]


def test_times_and_readiness_in_words() -> None:
    assert when(datetime(2027, 3, 10, 18), "America/New_York") == "Wed 10 Mar 2027, 18:00 New York"
    assert [ready_words(share) for share in (None, 0.0, 0.926)] == ["–", "0%", "93%"]
    assert [ready_state(*case) for case in ((1.0, 1), (0.95, 0), (0.5, 0), (None, 0))] == ["bad", "good", "warn", "warn"]
    assert [days_ahead(n) for n in (0, 1, 12)] == ["today", "tomorrow", "in 12 days"]
