"""Forms: saved when left, errors at the field, nothing typed is lost."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt

from advoplanner.core.errors import KnownProblem, RuleBroken
from ui.kit import fields
from ui.kit.context import Context
from ui.kit.form import Form
from ui.kit.when import read_wall, write_wall


class Saved(list):
    """Takes what a form saves, and refuses the title "bad"."""

    def __call__(self, name: str, value: Any) -> None:
        if value == "bad":
            raise RuleBroken("test.bad", "That title is taken.", "Choose another.", field="title")
        self.append((name, value))


@pytest.fixture
def saved() -> Saved:
    return Saved()


@pytest.fixture
def form(qtbot, saved: Saved) -> Form:
    made = Form(saved, columns=2)
    made.line("title", "&Title", wide=True)
    made.number("plus", "Companions", high=3)
    made.wall("start", "Start")
    made.choice("side", "Side", [("c", "Customer"), ("p", "Prospect")])
    made.tags("topics", "Topics", known=["data mesh"])
    made.level("mastery", "Mastery")
    made.lines("notes", "Notes")
    made.check("press", "May be named")
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_a_field_saves_when_enter_is_pressed(qtbot, form: Form, saved: Saved) -> None:
    qtbot.keyClicks(form["title"].editor, "Board")
    assert saved == []
    qtbot.keyClick(form["title"].editor, Qt.Key.Key_Return)
    assert saved == [("title", "Board")]


def test_a_field_saves_after_a_pause_in_typing(qtbot, form: Form, saved: Saved, monkeypatch) -> None:
    form["title"]._typing.setInterval(5)
    qtbot.keyClicks(form["title"].editor, "Board")
    qtbot.waitUntil(lambda: saved == [("title", "Board")], timeout=2000)
    assert fields.TYPING_MS == 2000


def test_what_is_refused_stays_with_its_reason(qtbot, form: Form, saved: Saved) -> None:
    form.load({"title": "Old"})
    form["title"].editor.selectAll()
    qtbot.keyClicks(form["title"].editor, "bad")
    qtbot.keyClick(form["title"].editor, Qt.Key.Key_Return)
    assert form.error("title") == "That title is taken. Choose another."
    form.load({"title": "From the store", "plus": 2})
    assert form["title"].editor.text() == "bad"
    assert form["plus"].value() == 2
    qtbot.keyClicks(form["title"].editor, "ger")
    assert form.error("title") == ""
    qtbot.keyClick(form["title"].editor, Qt.Key.Key_Return)
    assert saved == [("title", "badger")]


def test_text_that_is_no_number_is_explained_and_kept(qtbot, form: Form, saved: Saved) -> None:
    qtbot.keyClicks(form["plus"].editor, "four")
    qtbot.keyClick(form["plus"].editor, Qt.Key.Key_Return)
    assert "“four” is not a whole number" in form.error("plus")
    assert form["plus"].editor.text() == "four"
    assert form["plus"].editor.accessibleDescription() == form.error("plus")
    assert saved == []


@pytest.mark.parametrize("text", ["1,5", "1.5", "--5", "5-", "9" * 5000, "²", "1e3"])
def test_no_number_is_guessed(form: Form, text: str) -> None:
    form["plus"].editor.setText(text)
    with pytest.raises(RuleBroken) as refused:
        form.values()
    assert refused.value.code == "form.number"
    assert form["plus"].editor.text() == text[: form["plus"].editor.maxLength()]


@pytest.mark.parametrize("text", ["1,200", "1 200", "1\u202f200", "1200 people"])
def test_thousands_are_read_as_people_write_them(qtbot, text: str) -> None:
    form = Form()
    qtbot.addWidget(form)
    form.number("capacity", "Room for", high=5000, unit="people")
    form["capacity"].editor.setText(text)
    assert form.values() == {"capacity": 1200}


def test_what_the_disk_refuses_stays_in_its_field_until_it_is_saved(qtbot, ctx: Context) -> None:
    full = [KnownProblem("files.full", "The disk is full.", "Free some space.")]

    def store(**_fields: str) -> None:
        if full:
            raise full.pop()

    form = Form(lambda name, value: ctx.act(store, form=form, **{name: value}))
    qtbot.addWidget(form)
    form.line("title", "Title")
    form.load({"title": "Old"})
    form["title"].editor.selectAll()
    qtbot.keyClicks(form["title"].editor, "New")
    qtbot.keyClick(form["title"].editor, Qt.Key.Key_Return)
    assert form.error("title") == "The disk is full. Free some space."
    form.load({"title": "Old"})
    assert form["title"].editor.text() == "New"
    qtbot.keyClicks(form["title"].editor, "er")
    qtbot.keyClick(form["title"].editor, Qt.Key.Key_Return)
    assert (form.error("title"), form["title"].unsaved) == ("", False)


def test_values_reads_all_and_stops_at_the_first_wrong_one(qtbot, form: Form) -> None:
    start = datetime(2027, 3, 10, 18, 0)
    form.load({"title": "T", "plus": 1, "start": start, "side": "p", "topics": ("a", "b"), "mastery": 2, "notes": "x\ny", "press": True})
    assert form.values() == {
        "title": "T", "plus": 1, "start": start, "side": "p", "topics": ("a", "b"), "mastery": 2, "notes": "x\ny", "press": True,
    }  # fmt: skip
    form["plus"].editor.setText("9")
    with pytest.raises(RuleBroken) as refused:
        form.values()
    assert refused.value.code == "form.range"
    assert form.error("plus")


def test_choices_save_at_once(qtbot, form: Form, saved: Saved) -> None:
    qtbot.keyClick(form["mastery"].editor, Qt.Key.Key_3)
    qtbot.mouseClick(form["press"].editor, Qt.MouseButton.LeftButton, pos=form["press"].editor.rect().center().transposed())
    form["press"].editor.click()
    form["side"].combo.setCurrentIndex(1)
    form["side"].combo.activated.emit(1)
    assert ("mastery", 3) in saved
    assert ("side", "p") in saved
    assert any(name == "press" for name, _ in saved)


def test_leaving_for_another_thing_saves_and_forgets(qtbot, form: Form, saved: Saved) -> None:
    qtbot.keyClicks(form["notes"].editor, "said yes")
    form.clear({"title": "Next", "notes": ""})
    assert saved == [("notes", "said yes")]
    assert form["notes"].value() == ""


def test_tags_are_kept_once(form: Form) -> None:
    form["topics"].editor.setText(" AI, data mesh ,ai,, ")
    assert form["topics"].value() == ("AI", "data mesh")


def test_labels_name_their_fields(form: Form) -> None:
    assert form["title"].editor.accessibleName() == "Title"


def test_an_error_for_an_unknown_field_is_not_swallowed(form: Form) -> None:
    assert form.show_error("colour", "No.") is False


@pytest.mark.parametrize(
    "text", ["2027-03-10 18:00", "2027-03-10T18:00", "10 March 2027 18:00", "Wed 10 Mar 2027, 18.00", "10. Mar 2027 6 pm", "10 mar 2027 6:00 p.m."]
)
def test_wall_times_are_read_as_people_write_them(text: str) -> None:
    assert read_wall(text) == datetime(2027, 3, 10, 18, 0)


@pytest.mark.parametrize("text", ["10/3/2027 18:00", "tomorrow", "2027-03-10", "31 Feb 2027 18:00", "10 Foo 2027 18:00", "2027-03-10 25:00"])
def test_wall_times_are_never_guessed(text: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        read_wall(text)
    assert refused.value.hint


def test_a_written_wall_time_reads_back() -> None:
    wall = datetime(2027, 11, 7, 1, 5)
    assert read_wall(write_wall(wall)) == wall
