"""The guest list on a real workspace: marked by key, filtered by its counts, edited in the drawer, undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from advoplanner.bootstrap import create_workspace
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.people import ContactDraft
from advoplanner.services import events, guests, history, motives, outbox, people, seating, tables
from ui.guests_added import tell_added
from ui.kit.a11y import nameless
from ui.kit.context import Context
from ui.pages.guests.add_dialog import SHOW, AddDialog
from ui.pages.guests.columns import COUNTS
from ui.pages.guests.page import GuestsPage
from ui.pages.guests.presenter_dialog import AudienceDialog, PresenterDialog

NAMES = ("Ana Lima", "Ben Okoro", "Chen Wei", "Dara Singh")


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Six people, four of them on an event's list; the file and the event."""
    path = tmp_path_factory.mktemp("guests_page") / "w.advo"
    ws = create_workspace(path)
    start = datetime(2027, 3, 10, 18)
    event = events.new(ws, NewEvent("council", "Council", "Listen", start, start.replace(hour=22), "Europe/Berlin", template=False)).created("event")[
        0
    ]
    ids = []
    for name in (*NAMES, "Eva Novak", "Finn Berg"):
        given, family = name.split()
        draft = ContactDraft(
            given=given, family=family, organisation=f"{family} AG", emails=(f"{given.lower()}@x.example",), tags=("VIP",) if given == "Eva" else ()
        )
        ids += people.add(ws, draft).created("person")
    motives.add_restriction(ws, person_id=ids[0], kind="no_photo")
    guests.add(ws, event, ids[:4])
    ws.close()
    return path, event


@pytest.fixture
def ws(prepared: tuple[Path, str], opened: Callable[..., Any]) -> Any:
    return opened(prepared[0])


@pytest.fixture
def page(ws: Any, prepared: tuple[Path, str], shown: Callable[..., Any]) -> GuestsPage:
    return shown(GuestsPage, prepared[1])


def shown(page: GuestsPage) -> list[str]:
    return [row.name for row in page.model.shown_rows()]


def id_of(page: GuestsPage, name: str) -> str:
    return next(row.id for row in page.model.rows() if row.name == name)


def choose(page: GuestsPage, *names: str) -> list[str]:
    ids = [id_of(page, name) for name in names]
    page.table.select_ids(ids)
    page.table.setFocus()
    return ids


def replies(page: GuestsPage) -> dict[str, str]:
    return {row.name: row.reply for row in page.model.rows()}


def press_count(page: GuestsPage, which: str) -> None:
    page.counts.buttons[which].click()


def test_shows_the_list_with_chips_and_speakable_names(page: GuestsPage) -> None:
    assert shown(page) == ["Ana Lima", "Ben Okoro", "Dara Singh", "Chen Wei"]
    assert page.model.index(0, 10).data() == "No photo"
    assert page.subtitle.text() == "4 guests"
    assert nameless(page) == []


@pytest.mark.parametrize(("key", "reply"), [(Qt.Key.Key_A, "accepted"), (Qt.Key.Key_T, "tentative"), (Qt.Key.Key_D, "declined")])
def test_a_letter_marks_what_the_selected_answered(page: GuestsPage, ws: Any, qtbot: QtBot, key: Qt.Key, reply: str) -> None:
    choose(page, "Ana Lima", "Chen Wei")
    qtbot.keyClick(page.table, key)
    assert replies(page) == {"Ana Lima": reply, "Chen Wei": reply, "Ben Okoro": "none", "Dara Singh": "none"}
    assert [row.name for row in map(page.model.row, page.table.selected_ids()) if row] == ["Ana Lima", "Chen Wei"]
    qtbot.keyClick(page.table, Qt.Key.Key_N)
    assert set(replies(page).values()) == {"none"}
    history.undo(ws)
    assert replies(page)["Ana Lima"] == reply


@pytest.mark.parametrize(("words", "channel"), [("Replies by the assistant", "assistant"), ("Replies in person", "person")])
def test_the_answer_keeps_how_it_came(page: GuestsPage, ws: Any, qtbot: QtBot, words: str, channel: str) -> None:
    (ana,) = choose(page, "Ana Lima")
    place = page.channel.findText(words)
    page.channel.setCurrentIndex(place)
    page.channel.activated.emit(place)
    qtbot.keyClick(page.table, Qt.Key.Key_A)
    assert guests.details(ws, ana).reply_channel == channel
    page.open_guest(ana)
    assert dict(page._drawn.answer.facts)["Reply"] == f"Accepted {words.removeprefix('Replies ')}"


def test_the_counts_add_up_and_filter(page: GuestsPage, ws: Any) -> None:
    guests.set_reply(ws, [id_of(page, "Ana Lima"), id_of(page, "Ben Okoro")], "accepted")
    guests.set_reply(ws, [id_of(page, "Chen Wei")], "declined")
    figures = {count.id: page.counts.buttons[count.id].text() for count in COUNTS}
    assert figures["all"] == "4 on the list"
    assert [figures[c] for c in ("accepted", "tentative", "declined", "silent")] == ["2 accepted", "0 tentative", "1 declined", "1 silent"]
    press_count(page, "accepted")
    assert shown(page) == ["Ana Lima", "Ben Okoro"]
    press_count(page, "accepted")
    assert len(shown(page)) == 4


def test_a_filter_that_keeps_nobody_says_so_and_lets_go(page: GuestsPage) -> None:
    press_count(page, "declined")
    assert page._stack.currentIndex() == 2
    page.show_everybody()
    assert page._stack.currentIndex() == 0


def test_an_empty_list_offers_the_first_step(page: GuestsPage, ws: Any) -> None:
    guests.remove(ws, [row.id for row in page.model.rows()])
    assert page._stack.currentIndex() == 1
    assert not page.counts.isVisible()


def test_removing_lists_first_what_goes_along(page: GuestsPage, ws: Any, prepared: tuple[Path, str], answers: Any, qtbot: QtBot) -> None:
    (ana,) = choose(page, "Ana Lima")
    tables.make_layout(ws, prepared[1], "round", [(1, 4)])
    plan = seating.plan(ws, prepared[1])
    seating.seat_guest(ws, plan.round_id, ana, plan.seats[0].id)
    answers.answers = [False, True]
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert "seat 1 at table 1" in answers.asked[0][2]
    assert "Ana Lima" in shown(page)
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert "Ana Lima" not in shown(page)
    history.undo(ws)
    assert page.model.row(ana).table == "Table 1"


def test_who_holds_an_invitation_is_not_asked_about_in_vain_and_can_be_decided_against(
    page: GuestsPage, ws: Any, prepared: tuple[Path, str], answers: Any, said: list[Any], qtbot: QtBot, tmp_path: Path
) -> None:
    events.edit(ws, prepared[1], organiser_name="Host", organiser_email="host@advo.example")
    outbox.invite(ws, prepared[1], tmp_path / "out")
    (ben,) = choose(page, "Ben Okoro")
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert answers.asked == [], "nothing is confirmed that is refused afterwards"
    assert (said[-1].text, said[-1].button) == ("Ben Okoro holds an invitation.", "Decide “not now”")
    said[-1].action()
    assert page.model.row(ben).decision == "notnow"


def test_who_has_nothing_is_removed_without_a_question(page: GuestsPage, answers: Any, qtbot: QtBot) -> None:
    choose(page, "Ben Okoro")
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert shown(page) == ["Ana Lima", "Dara Singh", "Chen Wei"]
    assert answers.asked == []


def test_many_change_their_side_at_once(page: GuestsPage, ws: Any, answers: Any) -> None:
    ids = choose(page, "Ana Lima", "Ben Okoro")
    answers.answers = [1]
    next(s for s in page.acts.specs() if s.id == "guests.side").run(ids)
    assert [page.model.row(i).side for i in ids] == ["prospect", "prospect"]
    answers.answers = [None]
    next(s for s in page.acts.specs() if s.id == "guests.side").run(ids)
    assert answers.offered == [0, 1], "the list opens on the side they have"
    history.undo(ws)
    assert [page.model.row(i).side for i in ids] == ["customer", "customer"]


def test_a_companion_is_named_and_stands_beside_the_guest(page: GuestsPage, answers: Any) -> None:
    ids = choose(page, "Ana Lima")
    answers.answers = ["Bo Lima"]
    spec = next(s for s in page.acts.specs() if s.id == "guests.companion")
    spec.run(ids)
    companion = page.model.row(id_of(page, "Bo Lima"))
    assert (companion.companion_of, companion.role) == ("Ana Lima", "companion")
    assert spec.reason([companion.id]) == "Bo Lima is a companion already."


# The drawer


def test_enter_opens_the_guest_and_typing_saves_itself(page: GuestsPage, ws: Any, qtbot: QtBot) -> None:
    (ana,) = choose(page, "Ana Lima")
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    form = page._drawn.form
    form["do_not_say"].editor.setPlainText("The outage\n\n  The price ")
    form["do_not_say"]._leave()
    assert guests.details(ws, ana).do_not_say == ("The outage", "The price")
    assert ("Restrictions", "No photo") in page._drawn.known.facts


def test_the_vendor_is_refused_as_a_council_s_chair_at_the_field(page: GuestsPage, ws: Any) -> None:
    (ana,) = choose(page, "Ana Lima")
    guests.edit(ws, [ana], side="host")
    page.open_guest(ana)
    field = page._drawn.form["role"]
    field.show_value("chair")
    field._touch()
    page._drawn.flush()
    assert "is of the vendor, which only advises a council" in page._drawn.form.error("role")
    assert field.value() == "chair", "what was chosen stays with the reason"
    assert guests.details(ws, ana).row.role == "participant"


def test_what_is_too_long_stays_in_the_field_with_the_reason(page: GuestsPage, ws: Any) -> None:
    page.open_guest(id_of(page, "Ana Lima"))
    form = page._drawn.form
    form["value_sentence"].editor.setPlainText("x" * 401)
    form["value_sentence"]._leave()
    assert "401 characters" in form.error("value_sentence")
    assert len(form["value_sentence"].value()) == 401
    page.refresh(None)
    assert len(form["value_sentence"].value()) == 401


def test_the_drawer_follows_the_row_and_closes_with_the_guest(page: GuestsPage, ws: Any) -> None:
    page.open_guest(id_of(page, "Ana Lima"))
    choose(page, "Ben Okoro")
    assert page.drawer.title.whole() == "Ben Okoro"
    guests.remove(ws, [id_of(page, "Ben Okoro")])
    assert page.drawer.isHidden()


# The bench


def test_the_bench_keeps_its_order_and_promotes_the_first(page: GuestsPage, ws: Any) -> None:
    ids = [id_of(page, name) for name in ("Ana Lima", "Ben Okoro", "Dara Singh")]
    guests.edit(ws, ids, decision="hold")
    assert page.bench.head.text() == "Bench · 3"
    page.bench.shift([ids[2]], -1)
    page.bench.shift([ids[2]], -1)
    assert [row.id for row in page.bench.rows] == [ids[2], ids[0], ids[1]]
    page.bench.next.click()
    assert page.model.row(ids[2]).decision == "approved"
    assert [row.id for row in page.bench.rows] == ids[:2]


def test_the_bench_unfolds_and_hides_where_nobody_waits(page: GuestsPage, ws: Any) -> None:
    assert page.bench.isHidden()
    guests.edit(ws, [id_of(page, "Ana Lima")], decision="hold")
    assert page.bench.table.isHidden()
    page.bench.fold()
    assert not page.bench.table.isHidden()


# Adding


def test_people_not_on_the_list_are_picked_and_added(page: GuestsPage, ctx: Context, prepared: tuple[Path, str], qtbot: QtBot) -> None:
    dialog = AddDialog(ctx, prepared[1])
    qtbot.addWidget(dialog)
    assert [row.name for row in dialog.model.shown_rows()] == ["Finn Berg", "Eva Novak"]
    assert not dialog.go.isEnabled()
    dialog.table.toggle(dialog.model.rows()[0].id)
    dialog.model.search("eva")
    dialog.table.toggle_shown()
    assert dialog.go.text() == "&Add 2 guests"
    dialog._go()
    assert len(shown(page)) == 6


def test_who_is_looked_for_and_stands_on_the_list_already_is_shown_there(
    page: GuestsPage, ctx: Context, prepared: tuple[Path, str], qtbot: QtBot
) -> None:
    dialog = AddDialog(ctx, prepared[1])
    qtbot.addWidget(dialog)
    dialog.show()
    somebody = guests.rows(ctx.workspace, prepared[1])[0]
    assert not dialog.show_already.isVisible()
    dialog.search.setText(somebody.name.upper())
    dialog.search._search()
    assert dialog.already.text() == f"On the list already: {somebody.name}."
    dialog.show_already.click()
    assert (dialog.result(), dialog.wanted) == (SHOW, somebody.id)
    page.select(dialog.wanted)
    assert page.table.selected_ids() == [somebody.id]


def test_people_are_found_by_tag(ctx: Context, ws: Any, prepared: tuple[Path, str], qtbot: QtBot) -> None:
    dialog = AddDialog(ctx, prepared[1])
    qtbot.addWidget(dialog)
    dialog.tags.setCurrentText("VIP")
    dialog.tags.activated.emit(1)
    assert [row.name for row in dialog.model.shown_rows()] == ["Eva Novak"]


def test_a_full_event_offers_to_grow(page: GuestsPage, ctx: Context, ws: Any, prepared: tuple[Path, str], said: list[Any]) -> None:
    events.edit(ws, prepared[1], capacity=5)
    more = [row.id for row in guests.candidates(ws, prepared[1])]
    tell_added(ctx, guests.add(ws, prepared[1], more, within_capacity=True), prepared[1])
    assert said[-1].text == "1 guest added; 1 guest on the bench, because the event is full."
    said[-1].action()
    assert events.details(ws, prepared[1]).capacity == 6
    assert not page.bench.rows


def test_columns_give_way_in_a_narrow_window_and_can_be_put_away(page: GuestsPage) -> None:
    page.choice.switch(9)
    assert page.table.isColumnHidden(9)
    page.choice.switch(9)
    page.resize(700, 700)
    assert page.table.isColumnHidden(9)
    assert not page.table.isColumnHidden(6)


def test_every_command_of_the_menu_is_in_the_palette(page: GuestsPage) -> None:
    assert {s.id for s in page.acts.specs()} <= {s.id for s in page.commands()}
    reasons = {s.id: s.reason(page) for s in page.commands()}
    assert reasons["guests.accepted"] == "Select a guest first."
    assert reasons["guests.bench"] == "Nobody is on the bench."


def test_a_presenter_is_found_and_added_from_the_list(page: GuestsPage, ws: Any, qtbot: QtBot) -> None:
    people.add(ws, ContactDraft(display_name="Rosa Stage", topics=("Baking",), side="customer", city="Berlin"))
    event = page.event_id or ""
    dialog = PresenterDialog(page.ctx, event)
    qtbot.addWidget(dialog)
    dialog.form["topics"].show_value(("baking",))
    dialog.look()
    assert [row.name for row in dialog.model.shown_rows()] == ["Rosa Stage"]
    dialog.form["city"].editor.setText("Nowhere-upon-Nothing")
    dialog.form["within_km"].show_value(50)
    dialog.look()
    assert "is not known" in dialog.form.error("city")
    assert [row.name for row in dialog.model.shown_rows()] == ["Rosa Stage"]
    assert dialog._add() is True
    assert next(row.role for row in guests.rows(ws, event) if row.name == "Rosa Stage") == "presenter"


def test_both_finders_are_opened_by_their_commands(page: GuestsPage, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(AudienceDialog.__mro__[1], "ask", lambda self, over: opened.append(type(self).__name__))
    for spec in page.commands():
        if spec.id in ("guests.audience", "guests.presenter"):
            spec.run(page)
    page.select("find:presenter")
    assert opened == ["AudienceDialog", "PresenterDialog", "PresenterDialog"]


def test_an_audience_is_found_near_by_and_added(page: GuestsPage, ws: Any, qtbot: QtBot) -> None:
    for name in ("Rosa Near", "Tim Near"):
        people.add(ws, ContactDraft(display_name=name, topics=("Baking",), city="Berlin"))
    dialog = AudienceDialog(page.ctx, page.event_id or "")
    qtbot.addWidget(dialog)
    dialog.form["topics"].show_value(("baking",))
    dialog.look()
    assert [row.name for row in dialog.model.shown_rows()] == ["Rosa Near", "Tim Near"]
    dialog.table.selectAll()
    dialog._go()
    assert {"Rosa Near", "Tim Near"} <= {row.name for row in guests.rows(ws, page.event_id or "")}
