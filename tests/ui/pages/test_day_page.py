"""The door on a real workspace: a few letters and Enter, undo, walk-ins, the same name twice, what is on now."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from advoplanner.bootstrap import create_workspace, open_workspace
from advoplanner.domain.agenda import SessionRow
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.guests import Attendance
from advoplanner.domain.people import ContactDraft
from advoplanner.services import agenda, events, greeting, guests, history, people, seating, tables
from ui.kit import theme
from ui.kit.a11y import nameless
from ui.kit.context import Context
from ui.kit.form import Form
from ui.pages.day.agenda_now import now_and_next
from ui.pages.day.arrivals import ROW, state_words
from ui.pages.day.changes_panel import LATE, SENDS
from ui.pages.day.greeters import greet
from ui.pages.day.hours import by_half_hour
from ui.pages.day.page import DayPage

PEOPLE = (("John Smith", "Acme"), ("John Smith", "Borealis"), ("Ana Lima", "Banco"), ("Zoë Öz", "Delta"))


@dataclass
class Clock:
    """17:30 in Berlin on the day; moves on a second each time it is asked."""

    now: datetime = datetime(2027, 3, 10, 16, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Four guests, three seated, one with a photo; an agenda of two sessions; the file and the event."""
    path = tmp_path_factory.mktemp("day_page") / "w.advo"
    ws = create_workspace(path)
    start = datetime(2027, 3, 10, 18)
    event = events.new(ws, NewEvent("council", "Council", "Listen", start, start.replace(hour=22), "Europe/Berlin", template=False)).created("event")[
        0
    ]
    ids = [people.add(ws, ContactDraft(display_name=name, organisation=company)).created("person")[0] for name, company in PEOPLE]
    picture = BytesIO()
    Image.new("RGB", (64, 64), "#C03060").save(picture, "JPEG")
    people.set_photo(ws, ids[0], picture.getvalue())
    guests.add(ws, event, ids)
    by_person = {row.person_id: row.id for row in guests.rows(ws, event)}
    guests.set_reply(ws, list(by_person.values()), "accepted")
    tables.make_layout(ws, event, "round", [(1, 3)])
    plan = seating.plan(ws, event)
    for person_id, seat in zip(ids[:3], plan.seats, strict=True):
        seating.seat_guest(ws, plan.round_id, by_person[person_id], seat.id)
    agenda.add(ws, event, type="welcome", title="Welcome", start=start, minutes=30)
    agenda.add(ws, event, type="peer_story", title="Two branches, one pilot", start=start + timedelta(minutes=30), minutes=45)
    ws.close()
    return path, event


@pytest.fixture
def ws(prepared: tuple[Path, str], tmp_path: Path, ctx: Context) -> Iterator[Any]:
    clock = Clock()
    workspace = open_workspace(Path(shutil.copy(prepared[0], tmp_path / "w.advo")), clock=clock)
    ctx.workspace, ctx.clock = workspace, clock
    workspace.subscribe(ctx.changes.emit)
    yield workspace
    workspace.close()


@pytest.fixture
def page(ws: Any, ctx: Context, prepared: tuple[Path, str], qtbot: QtBot) -> DayPage:
    made = DayPage(ctx)
    qtbot.addWidget(made)
    made.resize(1166, 760)
    made.show_event(prepared[1])
    made.show()
    qtbot.waitExposed(made)
    return made


def letters(page: DayPage, qtbot: QtBot, text: str) -> None:
    page.search.setFocus()
    qtbot.keyClicks(page.search, text)
    page._search(page.search.text())


def here(page: DayPage) -> list[tuple[str, str]]:
    return [(row.name, row.organisation) for row in page.model.rows if row.attendance == "arrived"]


def test_everybody_expected_stands_in_tall_rows(page: DayPage) -> None:
    assert page.side.here.text() == "0 of 4 here"
    assert page.list.sizeHintForRow(0) == ROW == 48
    assert nameless(page) == []


def test_a_few_letters_and_enter(page: DayPage, ws: Any, qtbot: QtBot) -> None:
    letters(page, qtbot, "zoe")
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert here(page) == [("Zoë Öz", "Delta")]
    assert page.search.text() == ""
    assert page.side.here.text() == "1 of 4 here"
    assert page.side.last_table.text() == "No seat yet"
    history.undo(ws)
    assert here(page) == []
    assert page.side.last_name.text() == "Nobody has arrived yet"


def test_the_table_and_seat_stand_large_after_arrival(page: DayPage, qtbot: QtBot) -> None:
    letters(page, qtbot, "banco")
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert (page.side.last_name.text(), page.side.last_table.text(), page.side.last_seat.text()) == ("Ana Lima", "Table 1", "Seat 3")
    assert [when.text() for line, _, when in page.side.latest if line.isVisibleTo(page.side)] == ["17:30"]


def test_the_same_name_twice_is_told_apart_by_company_and_face(page: DayPage, qtbot: QtBot) -> None:
    letters(page, qtbot, "smith")
    assert [row.organisation for row in page.model.shown] == ["Acme", "Borealis"]
    assert [page._faces.get(row.id) is not None for row in page.model.shown] == [True, False]
    spoken = [page.model.index(line).data(Qt.ItemDataRole.AccessibleTextRole) for line in range(2)]
    assert spoken == ["John Smith, Acme, Table 1, seat 1, Expected", "John Smith, Borealis, Table 1, seat 2, Expected"]
    qtbot.keyClick(page.search, Qt.Key.Key_Down)
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert here(page) == [("John Smith", "Borealis")]


def test_the_face_is_drawn(page: DayPage, qtbot: QtBot) -> None:
    letters(page, qtbot, "acme")
    at = page.list.visualRect(page.model.index(0))
    colour = QColor(page.list.viewport().grab().toImage().pixel(at.left() + 12 + 16, at.center().y()))
    assert colour.red() > 150 > colour.green()


def test_who_is_here_already_is_said_and_not_marked_again(page: DayPage, ws: Any, said: list[Any]) -> None:
    guest = page.model.rows[0]
    page.arrive(guest.id)
    steps = len(history.steps(ws))
    page.arrive(guest.id)
    assert said[-1].text == f"{guest.name} is here already."
    assert len(history.steps(ws)) == steps


def test_a_wrong_mark_is_taken_back_with_one_button(page: DayPage) -> None:
    page.arrive(page.model.rows[0].id)
    page.side.undo.click()
    assert here(page) == []


@pytest.mark.parametrize(("key", "state"), [(Qt.Key.Key_N, "no_show"), (Qt.Key.Key_L, "left_early")])
def test_a_letter_in_the_list_marks_who_does_not_come_or_left(page: DayPage, qtbot: QtBot, key: Qt.Key, state: str) -> None:
    guest = page.model.shown[0].id
    page._choose(guest)
    page.list.setFocus()
    qtbot.keyClick(page.list, key)
    assert next(row.attendance for row in page.model.rows if row.id == guest) == state


def test_those_still_expected_come_first(page: DayPage) -> None:
    page.arrive(page.model.shown[0].id)
    assert [row.attendance for row in page.model.shown] == ["expected"] * 3 + ["arrived"]


def test_somebody_who_is_not_on_the_list_is_let_in(page: DayPage, ws: Any, prepared: tuple[Path, str], qtbot: QtBot) -> None:
    letters(page, qtbot, "Gus Gray")
    assert page._stack.currentIndex() == 2
    page.open_walk_in()
    form = page.drawer.findChild(Form)
    assert form["name"].value() == "Gus Gray"
    form["organisation"].show_value("Grey AG")
    next(b for b in page.drawer.findChildren(type(page.walk_in_button)) if b.text() == "Let in").click()
    assert here(page) == [("Gus Gray", "Grey AG")]
    assert page.drawer.isHidden()
    assert page.side.here.text() == "1 of 5 here"


def test_a_walk_in_without_a_name_is_refused_at_the_field(page: DayPage) -> None:
    page.open_walk_in()
    form = page.drawer.findChild(Form)
    form["organisation"].show_value("Grey AG")
    next(b for b in page.drawer.findChildren(type(page.walk_in_button)) if b.text() == "Let in").click()
    assert "name of the person" in form.error("name")
    assert form["organisation"].value() == "Grey AG"


def test_who_declined_is_not_expected(page: DayPage, ws: Any) -> None:
    guests.set_reply(ws, [page.model.rows[0].id], "declined")
    assert page.side.here.text() == "0 of 3 here"


def test_now_and_next_by_the_events_clock(page: DayPage) -> None:
    assert page.side.next.text() == "Welcome"
    assert page.side.at.text().startswith("at 18:00, in ")
    page.ctx.clock.now = datetime(2027, 3, 10, 17, 9, tzinfo=UTC)
    page._show_agenda()
    assert (page.side.now.text(), page.side.until.text()) == ("Welcome", "until 18:30, 20 min left")
    assert page.side.next.text() == "Two branches, one pilot"


def test_an_empty_agenda_says_so() -> None:
    found = now_and_next([], datetime(2027, 3, 10, 18))
    assert (found.now, found.next) == ("", "")


def test_tomorrows_session_names_its_day() -> None:
    row = SessionRow("s", "e", datetime(2027, 3, 11, 9), 30, "welcome", "Again", "", "", "", "", "", "", "", (), 1)
    assert now_and_next([row], datetime(2027, 3, 10, 18)).next_at == "Thu 11 Mar, 09:00"


def test_calm_in_the_dark(page: DayPage, qtbot: QtBot) -> None:
    theme.THEME.apply("dark")
    image = page.grab().toImage()
    light = sum(QColor(image.pixel(x, y)).lightness() > 200 for x in range(0, image.width(), 9) for y in range(0, image.height(), 9))
    assert light < image.width() * image.height() / 81 * 0.05


def test_a_narrow_window_keeps_the_list_beside_the_form(page: DayPage) -> None:
    page.resize(968, 700)
    page.open_walk_in()
    assert page.side_box.isHidden()
    page.drawer.close_drawer()
    assert not page.side_box.isHidden()


def test_news_names_who_is_meant_where_two_are_called_the_same(page: DayPage) -> None:
    page.open_news()
    assert page.news.panel
    offered = [page.news.panel.who.combo.itemText(n) for n in range(page.news.panel.who.combo.count())]
    assert offered == ["Ana Lima, Banco", "John Smith, Acme", "John Smith, Borealis", "Zoë Öz, Delta"]


def test_news_about_nobody_is_refused_at_the_field_and_the_words_stay(page: DayPage) -> None:
    page.open_news()
    panel = page.news.panel
    assert panel
    panel.who.line.setText("John")
    panel.go.click()
    assert panel.common.error("guest").startswith("Choose somebody who is on the list")
    assert panel.who.value() == "John"


def test_a_delegate_without_a_name_is_refused_at_the_field(page: DayPage, ws: Any) -> None:
    ana = next(row for row in page.model.rows if row.name == "Ana Lima")
    page.open_news(ana.id, SENDS)
    panel = page.news.panel
    assert panel
    panel.go.click()
    assert panel.forms[SENDS].error("name").startswith("Write the name of whom they send")
    assert guests.rows_of(ws, [ana.id])[0].reply == "accepted"


def test_who_is_late_is_expected_from_then_on_and_the_preview_says_what_it_does(page: DayPage, ws: Any, prepared: tuple[Path, str]) -> None:
    ana = next(row for row in page.model.rows if row.name == "Ana Lima")
    story = next(row for row in agenda.rows(ws, prepared[1]) if row.title == "Two branches, one pilot")
    agenda.set_person(ws, story.id, ana.id)
    page.open_news(ana.id)
    panel = page.news.panel
    assert panel
    panel.forms[LATE].load({"minutes": 20})
    panel.look()
    assert panel.preview.text() == "“Two branches, one pilot”: 18:30 becomes 18:50"
    panel.go.click()
    assert next(state_words(row) for row in page.model.rows if row.id == ana.id) == "Expected 18:50"
    page.mark(Attendance.ARRIVED, [ana.id])
    assert next(state_words(row) for row in page.model.rows if row.id == ana.id) == "Arrived"


def test_what_is_on_takes_longer_and_what_follows_makes_room(page: DayPage, ws: Any, ctx: Context, prepared: tuple[Path, str]) -> None:
    ctx.clock.now = datetime(2027, 3, 10, 17, 10, tzinfo=UTC)
    page._show_agenda()
    assert page.side.now.text() == "Welcome"
    page.side.longer[15].click()
    rows = {row.title: row for row in agenda.rows(ws, prepared[1])}
    assert (rows["Welcome"].minutes, f"{rows['Two branches, one pilot'].start:%H:%M}") == (45, "18:45")
    history.undo(ws)
    assert next(row for row in agenda.rows(ws, prepared[1]) if row.title == "Welcome").minutes == 30


def test_with_nothing_on_there_is_nothing_to_lengthen(page: DayPage) -> None:
    assert page.side.more.isHidden()
    spec = next(each for each in page.commands() if each.id == "day.overrun")
    assert spec.reason(page) == "Nothing is on now."


def test_arrivals_are_counted_by_the_half_hour() -> None:
    at = [datetime(2027, 3, 10, 17, minute) for minute in (35, 50)] + [datetime(2027, 3, 10, 18, 40)]
    assert [(f"{begin:%H:%M}", count) for begin, count in by_half_hour(at)] == [("17:30", 2), ("18:00", 2), ("18:30", 3)]
    assert by_half_hour([]) == []
    assert len(by_half_hour([datetime(2027, 3, 10, 8), datetime(2027, 3, 10, 20)])) == 8


def test_the_bars_stand_there_once_they_say_more_than_the_count(page: DayPage) -> None:
    page.side.bars.show_arrivals([datetime(2027, 3, 10, 17, 35)], 4)
    assert page.side.bars.isHidden()
    page.side.bars.show_arrivals([datetime(2027, 3, 10, 17, 35), datetime(2027, 3, 10, 18, 5)], 4)
    assert page.side.bars.accessibleName() == "Arrivals: 1 by 18:00, 2 by 18:30, of 4 expected"
    page.side.bars.grab()


def test_who_greets_whom_is_asked_for_and_the_wait_stands_at_the_door(page: DayPage, ws: Any, prepared: tuple[Path, str]) -> None:
    row = page.model.shown[0]
    greeting.assign(ws, [row.id], "Mira")
    assert page.model.alerts[row.id].endswith("Mira greets")
    assert page.side.greeters.text() == "To greet: Mira 1"
    page.arrive(row.id)
    assert page.model.alerts[row.id].endswith("Waits 0 min for Mira")
    greet(page, [row.id])
    assert "Mira" not in page.model.alerts.get(row.id, "")


def again(ctx: Context, event_id: str, qtbot: QtBot) -> DayPage:
    """The door as it stands after a start."""
    made = DayPage(ctx)
    qtbot.addWidget(made)
    made.show_event(event_id)
    made.show()
    return made


def test_what_was_typed_for_a_walk_in_is_there_again_after_the_computer_went_out(
    page: DayPage, ws: Any, ctx: Context, prepared: tuple[Path, str], qtbot: QtBot
) -> None:
    file = ws.path.with_name("w.advo.unfinished")
    page.open_walk_in()
    assert page.unfinished.form is not None
    for name, text in (("name", "Wim Roy"), ("organisation", "Orbit & Sons"), ("email", "wim@")):
        qtbot.keyClicks(page.unfinished.form.form[name].editor, text)
    qtbot.waitUntil(lambda: file.exists() and "wim@" in file.read_text("utf-8"))
    after = again(ctx, prepared[1], qtbot)
    assert after.unfinished.form is not None
    assert after.unfinished.form.texts() == {"name": "Wim Roy", "organisation": "Orbit & Sons", "email": "wim@"}
    after.unfinished.form.form["email"].show_value("")
    after.unfinished.form.button.click()
    assert ("Wim Roy", "Orbit & Sons") in here(after)
    assert not file.exists(), "who was let in is no longer half written down"


def test_the_letters_of_a_check_in_are_there_again_and_what_was_cleared_is_not(
    page: DayPage, ws: Any, ctx: Context, prepared: tuple[Path, str], qtbot: QtBot
) -> None:
    file = ws.path.with_name("w.advo.unfinished")
    letters(page, qtbot, "zoe")
    qtbot.waitUntil(file.exists)
    after = again(ctx, prepared[1], qtbot)
    assert (after.search.text(), [row.name for row in after.model.shown]) == ("zoe", ["Zoë Öz"])
    assert after.drawer.isHidden()
    after.arrive()
    qtbot.waitUntil(lambda: not file.exists())
    assert again(ctx, prepared[1], qtbot).search.text() == ""
