"""The import dialog: file, columns, rows, result; forwards and back, cancelled, remembered, undone."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from advoplanner.bootstrap import create_workspace
from advoplanner.core.settings import SettingsFile
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.people import ContactDraft
from advoplanner.imports.headers import Column, Mapping
from advoplanner.imports.profiles import profile_path, recall, remember
from advoplanner.services import events, guests, history, imports, people
from ui.kit.a11y import nameless
from ui.kit.combo import Combo
from ui.kit.context import Context
from ui.pages.people.import_columns import TARGETS
from ui.pages.people.import_dialog import COLUMNS, RESULT, ROWS, SOURCE, ImportDialog, save_template
from ui.pages.people.import_facts import counts_in_words

HEAD = "First Name,Last Name,Company,E-mail,City,Shoe size\n"
TEXT = HEAD + "Ana,Ruiz,Acme,ana@acme.example,Ulm,42\nBo,Lee,Acme,bo@,Oslo,\nAna,Ruiz,Acme,ana@acme.example,,\nCy,Oz,,,,44\n"


@pytest.fixture
def ws(tmp_path: Path, ctx: Context) -> Iterator[Any]:
    workspace = create_workspace(tmp_path / "w.advo")
    ctx.workspace = workspace
    ctx.settings = SettingsFile(tmp_path / "settings.toml")
    workspace.subscribe(ctx.changes.emit)
    ctx.undo = lambda: history.undo(workspace)
    yield workspace
    ctx.jobs.stop()
    workspace.close()


@pytest.fixture
def dialog(ws: Any, ctx: Context, qtbot: QtBot) -> ImportDialog:
    made = ImportDialog(ctx)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def bring(dialog: ImportDialog, tmp_path: Path, qtbot: QtBot) -> Callable[..., None]:
    """Take a file and wait until it is read."""

    def take(text: str | bytes = TEXT, name: str = "people.csv", page: int = COLUMNS) -> None:
        path = tmp_path / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        dialog.first.take(path)
        qtbot.waitUntil(lambda: dialog.place == page and not dialog.busy)

    return take


@pytest.fixture
def go(dialog: ImportDialog, qtbot: QtBot) -> Callable[[int], None]:
    def to(page: int) -> None:
        dialog._go()
        qtbot.waitUntil(lambda: dialog.place == page and not dialog.busy)

    return to


def rows(dialog: ImportDialog) -> dict[int, Any]:
    return {row.row: row for row in dialog.rows.model.rows()}


def test_from_file_to_people_and_back(dialog, bring, go, ws, said):
    bring()
    go(ROWS)
    assert dialog.go.text() == "&Import 3 people"
    assert [(n, row.kind) for n, row in rows(dialog).items()] == [(2, "new"), (3, "new"), (4, "duplicate"), (5, "new")]
    assert dialog.rows.counts.text() == "3 new and 1 duplicate in the file; 1 without an e-mail address."
    go(RESULT)
    assert {row.name for row in people.rows(ws)} == {"Ana Ruiz", "Bo Lee", "Cy Oz"}
    assert dialog.outcome.done.text() == "3 people added."
    assert "bo@" in dialog.outcome.model.rows()[0][1]
    assert (said[-1].text, said[-1].button) == ("Import 3 people", "Undo")
    dialog.outcome.take_back()
    assert people.rows(ws) == []


def test_nothing_chosen_is_said(dialog):
    dialog._go()
    assert "Choose a file" in dialog.problem.text()
    assert dialog.place == SOURCE


@pytest.mark.parametrize(("data", "name"), [(b"", "empty.csv"), (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "x.csv"), (b"nothing", "x.xlsx")])
def test_a_file_that_cannot_be_read_is_explained_and_another_can_be_taken(dialog, bring, tmp_path, qtbot, data, name):
    path = tmp_path / name
    path.write_bytes(data)
    dialog.first.take(path)
    qtbot.waitUntil(lambda: bool(dialog.problem.text()))
    assert dialog.place == SOURCE
    assert not dialog.busy
    bring()
    assert dialog.place == COLUMNS


def test_a_file_that_is_gone_is_explained(dialog, tmp_path):
    dialog.first.take(tmp_path / "missing.csv")
    assert "does not exist" in dialog.problem.text()


def test_pasted_addresses_go_straight_to_the_rows(dialog, qtbot):
    dialog.first.pasted.setPlainText("Ana Ruiz <ana@acme.example>; Bo Lee <bo@acme.example>")
    dialog._go()
    qtbot.waitUntil(lambda: dialog.place == ROWS)
    assert dialog.go.text() == "&Import 2 people"
    dialog.go_back()
    assert dialog.place == SOURCE
    assert "Ana Ruiz" in dialog.first.pasted.toPlainText()


def test_columns_without_a_field_are_warned_and_can_be_given_one(dialog, bring, go, ws):
    bring()
    assert "“Shoe size” fills no field" in dialog.columns.warning.text()
    place = [column.header for column in dialog.columns._columns].index("Shoe size")
    dialog.columns.choose(place, "tags")
    assert dialog.columns.warning.text() == ""
    go(ROWS)
    go(RESULT)
    assert {row.name: row.tags for row in people.rows(ws)}["Cy Oz"] == ("44",)


def test_choosing_in_a_box_itself_draws_the_lines_anew(dialog, bring, qtbot):
    bring()
    box = next(each for each in dialog.columns.findChildren(Combo) if each.accessibleName() == "Field for Shoe size")
    qtbot.keyClick(box, "N")
    box.activated.emit(box.currentIndex())
    qtbot.wait(1)
    assert dialog.columns._columns[-1].field == TARGETS[box_place(dialog)][0] != ""


def box_place(dialog: ImportDialog) -> int:
    return next(each.currentIndex() for each in dialog.columns._area.widget().findChildren(Combo) if each.accessibleName() == "Field for Shoe size")


def test_suggestions_count_only_once_accepted(dialog, bring, go, ws):
    bring("Name,Do you have any allergies we should know?\nAna Ruiz,nuts\n")
    assert dialog.columns.accept_all.text() == "Accept 1 suggestion"
    dialog.columns.accept_suggestions()
    assert not dialog.columns.accept_all.isVisible()
    go(ROWS)
    go(RESULT)
    assert people.details(ws, people.rows(ws)[0].id).diet == "nuts"


def test_one_cannot_go_on_without_a_name_column(dialog, bring):
    bring("Colour,Size\nblue,4\nred,5\n")
    for place in range(2):
        dialog.columns.choose(place, "")
    dialog._go()
    assert "which column holds the names" in dialog.problem.text()
    assert dialog.place == COLUMNS


def test_the_order_of_day_and_month_is_asked_once(dialog, bring, go, ws, qtbot):
    bring("Name,Member since\nAna Ruiz,03/04/2026\n")
    dialog._go()
    assert "April or in March" in dialog.problem.text()
    dialog.columns.order.setCurrentIndex(1)
    dialog.columns.reread.emit()
    qtbot.waitUntil(lambda: not dialog.busy)
    go(ROWS)
    go(RESULT)
    assert people.rows(ws)[0].member_since.isoformat() == "2026-04-03"


def test_another_delimiter_reads_the_columns_anew(dialog, bring, qtbot):
    bring("Name;Company\nAna Ruiz;Acme, Inc\nBo Lee;Borealis, Ltd\n")
    assert [column.header for column in dialog.columns._columns] == ["Name", "Company"]
    dialog.columns.delimiter.setCurrentIndex(1)
    dialog.columns.reread.emit()
    qtbot.waitUntil(lambda: not dialog.busy)
    assert [column.header for column in dialog.columns._columns] != ["Name", "Company"]


def test_rows_are_unticked_and_the_button_counts(dialog, bring, go, ws):
    bring()
    go(ROWS)
    bo = rows(dialog)[3]
    dialog.rows.turn([bo.id])
    assert dialog.go.text() == "&Import 2 people"
    assert "1 left out" in dialog.rows.counts.text()
    dialog.rows.turn([bo.id])
    assert dialog.go.text() == "&Import 3 people"
    dialog.rows.only([bo.id])
    go(RESULT)
    assert [row.name for row in people.rows(ws)] == ["Bo Lee"]


def test_with_every_row_unticked_there_is_nothing_to_do(dialog, bring, go):
    bring()
    go(ROWS)
    dialog.rows.turn([row.id for row in rows(dialog).values()])
    assert not dialog.go.isEnabled()
    assert "Nothing in this list" in dialog.go.toolTip()


def test_rows_that_cannot_be_read_are_shown_too(dialog, bring, go):
    bring(HEAD + "Ana,Ruiz,Acme,a@acme.example,Ulm,42,too,many\nBo,Lee,,,,\n")
    go(ROWS)
    assert (rows(dialog)[2].kind, rows(dialog)[2].taken) == ("problem", None)
    assert "Has 8 cells" in rows(dialog)[2].words
    assert dialog.rows._fixed([rows(dialog)[2].id]) != ""


def test_where_both_speak_the_field_is_chosen(dialog, bring, go, ws):
    person = people.add(ws, ContactDraft(given="Ana", family="Ruiz", emails=("ana@acme.example",), city="Köln")).created("person")[0]
    bring(HEAD + "Ana,Ruiz,Acme,ana@acme.example,Ulm,\n")
    go(ROWS)
    assert rows(dialog)[2].kind == "update"
    assert "Adds organisation. Differs in city." in rows(dialog)[2].words
    dialog.rows.take_field("city", True)
    assert dialog.rows.overwrite.text() == "Overwrite city"
    go(RESULT)
    assert (people.details(ws, person).row.city, people.details(ws, person).row.organisation) == ("Ulm", "Acme")
    assert [s.name for s in history.list_snapshots(ws)] == ["before an import"]


def test_known_people_without_a_change_can_still_join_an_event(ws, ctx, qtbot, tmp_path):
    people.add(ws, ContactDraft(given="Ana", family="Ruiz", emails=("ana@acme.example",)))
    start = datetime(2027, 3, 10, 18)
    event = events.new(ws, NewEvent("meetup", "Council", "Meet", start, start.replace(hour=21), "Europe/Berlin", topic="Data")).created("event")[0]
    path = tmp_path / "people.csv"
    path.write_text("Name,E-mail\nAna Ruiz,ana@acme.example\n")
    dialog = ImportDialog(ctx, path, event_id=event)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: dialog.place == COLUMNS)
    dialog._go()
    assert (dialog.place, dialog.rows.event_id(), dialog.go.text()) == (ROWS, event, "&Import 1 person")
    dialog.rows.guest_list.setCurrentIndex(0)
    dialog.rows.guest_list.activated.emit(0)
    assert not dialog.go.isEnabled()
    dialog.rows.guest_list.setCurrentIndex(1)
    dialog.rows.guest_list.activated.emit(1)
    dialog._go()
    qtbot.waitUntil(lambda: dialog.place == RESULT)
    assert dialog.outcome.done.text() == "1 guest on the list."
    assert len(guests.rows(ws, event)) == 1


def test_cancel_during_the_import_leaves_nothing(dialog, bring, go, ws, qtbot, monkeypatch):
    bring()
    go(ROWS)
    begun, may_go_on = threading.Event(), threading.Event()
    make = imports.people.person_values

    def slowly(*arguments: Any) -> Any:
        begun.set()
        may_go_on.wait(5)
        return make(*arguments)

    monkeypatch.setattr(imports.people, "person_values", slowly)
    dialog._go()
    assert begun.wait(5)
    dialog.reject()
    may_go_on.set()
    qtbot.waitUntil(lambda: not dialog.busy)
    assert dialog.isVisible()
    assert dialog.problem.text() == "Stopped. Nothing was written."
    assert dialog.place == ROWS
    assert people.rows(ws) == []


def test_going_back_keeps_what_was_chosen(dialog, bring, go):
    bring()
    place = [column.header for column in dialog.columns._columns].index("Shoe size")
    dialog.columns.choose(place, "skip")
    go(ROWS)
    dialog.rows.turn([rows(dialog)[3].id])
    dialog.go_back()
    assert dialog.columns._columns[place].field == "skip"
    go(ROWS)
    assert rows(dialog)[3].taken is False


def test_the_mapping_is_remembered_for_the_next_file(dialog, bring, go, ws, ctx, qtbot, tmp_path):
    bring()
    place = [column.header for column in dialog.columns._columns].index("Shoe size")
    dialog.columns.choose(place, "notes")
    go(ROWS)
    go(RESULT)
    again = ImportDialog(ctx, tmp_path / "people.csv")
    qtbot.addWidget(again)
    qtbot.waitUntil(lambda: again.place == COLUMNS)
    assert again.columns._columns[place].field == "notes"
    assert "as you chose them last time" in again.columns.notes.text()


def test_profiles_do_not_depend_on_order_and_survive_damage(tmp_path):
    mapping = Mapping((Column("Who", "full_name"), Column("Größe", "notes")))
    path = remember(tmp_path / "imports", mapping)
    assert path == profile_path(tmp_path / "imports", ["GRÖßE ", "who"])
    found = recall(tmp_path / "imports", ["Größe", "Who"])
    assert [(c.header, c.field) for c in found.columns] == [("Größe", "notes"), ("Who", "full_name")]
    path.write_text("][")
    assert recall(tmp_path / "imports", ["Größe", "Who"]) is None
    assert recall(None, ["Who"]) is None
    assert remember(None, mapping) is None


def test_the_report_holds_every_row_and_no_formula(dialog, bring, go, answers, tmp_path, said):
    bring(HEAD + "Ana,=1+1,Acme,ana@acme.example,,\n")
    go(ROWS)
    go(RESULT)
    answers.answers = [tmp_path / "report.csv"]
    dialog.outcome.save_report()
    text = (tmp_path / "report.csv").read_text("utf-8-sig")
    assert text.splitlines() == ["Row,Name,Company,E-mail,What became of it,Why", "2,Ana =1+1,Acme,ana@acme.example,New,"]
    assert "report.csv" in said[-1].text


def test_a_report_that_cannot_be_written_is_a_banner(dialog, bring, go, answers, tmp_path, said):
    bring()
    go(ROWS)
    go(RESULT)
    answers.answers = [tmp_path]
    dialog.outcome.save_report()
    assert said[-1].level == "error"


def test_the_template_reads_back_as_people(ctx, ws, answers, tmp_path):
    answers.answers = [tmp_path / "template.csv"]
    assert save_template(ctx) == tmp_path / "template.csv"
    seen = imports.preview(ws, (tmp_path / "template.csv").read_bytes(), "template.csv")
    assert seen.counts == {"new": 1}
    assert seen.file.unmapped_columns == ()
    assert save_template(ctx) is None


def test_nothing_is_without_a_name(dialog, bring, go):
    bring()
    assert nameless(dialog) == []
    assert counts_in_words([]) == "0 new."
    assert dialog.minimumSizeHint().width() <= 1000
    assert dialog.minimumSizeHint().height() <= 740


def test_a_row_that_shares_an_address_can_own_it(dialog, bring, go, ws):
    people.add(ws, ContactDraft(given="Bo", family="Lee", emails=("desk@acme.example",)))
    bring("Name,E-mail\nAna Ruiz,desk@acme.example\nCy Oz,cy@acme.example\n")
    go(ROWS)
    ana, cy = rows(dialog)[2], rows(dialog)[3]
    assert ana.words.startswith("Bo Lee has the address desk@acme.example too, and owns it.")
    dialog.rows.own([cy.id])
    assert not rows(dialog)[3].owns
    dialog.rows.own([ana.id])
    assert rows(dialog)[2].owns
    go(RESULT)
    [shared] = people.details(ws, next(row.id for row in people.rows(ws) if row.given == "Ana")).shared_addresses
    assert dict(shared.holders)[shared.owner_id] == "Ana Ruiz"
