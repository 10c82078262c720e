"""The People page on a real workspace: searched, edited in place, merged, invited, undone, by keyboard too."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from advoplanner.bootstrap import create_workspace, open_workspace
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.people import ContactDraft
from advoplanner.services import asks, companies, events, guests, history, memberships, motives, people, people_filters, programmes
from ui.kit.a11y import nameless
from ui.kit.buttons import IconButton
from ui.kit.context import Context
from ui.kit.dialog import Dialog
from ui.kit.labels import PlainText
from ui.pages.people.add_dialog import AddDialog
from ui.pages.people.assistant_field import AssistantDialog
from ui.pages.people.company_dialog import CompanyDialog
from ui.pages.people.duplicates_dialog import DuplicatesDialog
from ui.pages.people.filter_dialog import FilterDialog
from ui.pages.people.history_tab import HistoryTab
from ui.pages.people.ledger_dialog import LedgerDialog
from ui.pages.people.merge_dialog import MergeDialog
from ui.pages.people.name_link import NameLink
from ui.pages.people.page import PeoplePage
from ui.pages.people.tie_dialogs import RelationDialog, RestrictionDialog

PEOPLE = (
    ContactDraft(given="Ana", family="Ruiz", organisation="Acme", job_title="CIO", emails=("ana@acme.example",), city="Köln", tags=("VIP",)),
    ContactDraft(given="Bo", family="Lee", organisation="Borealis", job_title="CTO", emails=("bo@borealis.example",), phones=("+49 30 77",)),
    ContactDraft(given="Cy", family="O'Brien & Sons", side="prospect"),
    ContactDraft(given="Anna", family="Ruiz", organisation="Acme", emails=("ana@acme.example",), city="Ulm"),
)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("people_page") / "w.advo"
    ws = create_workspace(path)
    for draft in PEOPLE:
        people.add(ws, draft)
    start = datetime(2027, 3, 10, 18)
    events.new(ws, NewEvent("meetup", "Council", "Meet", start, start.replace(hour=21), "Europe/Berlin", topic="Data"))
    ws.close()
    return path


@pytest.fixture
def ws(prepared: Path, tmp_path: Path, ctx: Context) -> Iterator[Any]:
    path = tmp_path / "w.advo"
    shutil.copy(prepared, path)
    workspace = open_workspace(path)
    ctx.workspace = workspace
    workspace.subscribe(ctx.changes.emit)
    ctx.undo = lambda: history.undo(workspace)
    yield workspace
    workspace.close()


@pytest.fixture
def page(ws: Any, ctx: Context, qtbot: QtBot) -> PeoplePage:
    made = PeoplePage(ctx)
    qtbot.addWidget(made)
    made.resize(1166, 700)
    made.show()
    qtbot.waitExposed(made)
    return made


def names(page: PeoplePage) -> list[str]:
    return [row.name for row in page.model.shown_rows()]


def id_of(ws: Any, name: str) -> str:
    return next(row.id for row in people.rows(ws) if row.name == name)


def type_into(page: PeoplePage, field: str, text: str) -> None:
    """As a person does: the letters, then on to the next field."""
    form = page._drawn.profile.form
    editor = form[field].editor
    if hasattr(editor, "setPlainText"):
        editor.setPlainText(text)
    else:
        editor.setText(text)
        editor.textEdited.emit(text)
    form[field]._leave()


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch) -> list[Dialog]:
    """Dialogs that would be shown, instead of showing them."""
    shown: list[Dialog] = []

    def answer(dialog: Dialog, over: Any) -> bool:
        shown.append(dialog)
        return True

    monkeypatch.setattr(Dialog, "ask", answer)
    return shown


def test_everybody_is_listed_by_family_name(page):
    assert names(page) == ["Bo Lee", "Cy O'Brien & Sons", "Ana Ruiz", "Anna Ruiz"]
    assert page.subtitle.text() == "4 people"


def test_an_empty_workspace_offers_an_import(ctx, tmp_path, qtbot, ask):
    ctx.workspace = create_workspace(tmp_path / "empty.advo")
    page = PeoplePage(ctx)
    qtbot.addWidget(page)
    page.show()
    empty = page._content.currentWidget()
    assert empty.button.text() == "Import people…"
    empty.button.click()
    assert type(ask[0]).__name__ == "ImportDialog"
    ask[0].deleteLater()
    ctx.workspace.close()


@pytest.mark.parametrize(("text", "found"), [("koln", "Ana Ruiz"), ("borealis cto", "Bo Lee"), ("+49 30 77", "Bo Lee"), ("vip", "Ana Ruiz")])
def test_search_looks_into_every_field(page, text, found):
    page.toolbar.search.setText(text)
    page.toolbar.search._search()
    assert names(page) == [found]
    assert page.subtitle.text() == "1 of 4 people shown"


def test_a_second_address_is_found_as_soon_as_it_is_there_and_no_more_once_it_is_gone(page, ws):
    page.model.search("zebra")
    assert names(page) == []
    who = id_of(ws, "Bo Lee")
    people.edit(ws, who, emails=("bo@borealis.example", "bo@zebra.example"))
    page.model.search("zebra")
    assert names(page) == ["Bo Lee"]
    people.edit(ws, who, emails=("bo@borealis.example",))
    page.model.search("zebra")
    assert names(page) == []


def test_a_fruitless_search_says_so_and_leads_back(page):
    page.model.search("zzz")
    nobody = page._content.currentWidget()
    nobody.button.click()
    assert len(names(page)) == 4


def test_filters_follow_what_is_there(page, ws):
    words = [page.filter.itemText(place) for place in range(page.filter.count())]
    assert {"Everybody", "Prospects", "No address", "Tag: VIP"} <= set(words)
    page.filter.choose(words.index("Prospects"))
    assert names(page) == ["Cy O'Brien & Sons"]
    people.tag(ws, [id_of(ws, "Bo Lee")], add=["Speaker"])
    assert "Tag: Speaker" in [page.filter.itemText(place) for place in range(page.filter.count())]
    assert page.filter.currentText() == "Prospects"


def test_enter_opens_the_drawer_and_arrows_follow(page, ws, qtbot):
    page.table.select_ids([id_of(ws, "Bo Lee")])
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert page.drawer.title.whole() == "Bo Lee"
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    assert page.drawer.title.whole() == "Cy O'Brien & Sons"


def test_fields_save_themselves_and_undo_shows(page, ws):
    page.select(id_of(ws, "Bo Lee"))
    type_into(page, "job_title", "Chief Risk Officer")
    type_into(page, "preferred_name", "Bobby")
    found = people.details(ws, id_of(ws, "Bobby Lee"))
    assert found.row.job_title == "Chief Risk Officer"
    assert page.drawer.title.whole() == "Bobby Lee"
    history.undo(ws)
    assert page.drawer.title.whole() == "Bo Lee"
    assert page._drawn.profile.form["preferred_name"].value() == ""


def test_a_value_that_cannot_be_stays_in_its_field_with_the_reason(page, ws):
    bo = id_of(ws, "Bo Lee")
    page.select(bo)
    type_into(page, "term_end", "next summer")
    form = page._drawn.profile.form
    assert "is not a day" in form.error("term_end")
    assert form["term_end"].value() == "next summer"
    type_into(page, "city", "Oslo")
    assert people.details(ws, bo).row.city == "Oslo"
    assert form["term_end"].value() == "next summer"


def test_doubtful_and_shared_addresses_are_kept_and_told(page, ws):
    bo = id_of(ws, "Bo Lee")
    page.select(bo)
    type_into(page, "emails", "ana@acme.example\nbroken@")
    form = page._drawn.profile.form
    assert people.details(ws, bo).emails == ("ana@acme.example", "broken@")
    assert "broken@" in form.error("emails")
    assert "Ana Ruiz and Anna Ruiz have ana@acme.example too" in form.error("emails")
    [owner] = page._drawn.profile.mailboxes.owners
    assert owner.currentText() == "Ana Ruiz owns it"
    owner.activated.emit(owner.findText("Bo Lee owns it"))
    [shared] = people.details(ws, bo).shared_addresses
    assert shared.owner_id == bo
    assert page._drawn.profile.mailboxes.owners[0].currentText() == "Bo Lee owns it"
    type_into(page, "emails", "bo@borealis.example")
    assert form.error("emails") == ""
    assert page._drawn.profile.mailboxes.owners == []


def test_a_filter_of_ones_own_is_kept_renamed_and_deleted(page, ws, monkeypatch):
    def answer(**typed):
        def ask(dialog, over):
            asked.append({name: dialog.form.values()[name] for name in ("name", "words", "tag")})
            for name, text in typed.items():
                dialog.form[name].show_value(text)
            dialog.go.click()
            return dialog.result() == Dialog.DialogCode.Accepted

        monkeypatch.setattr(FilterDialog, "ask", ask)

    def run(name):
        spec = next(each for each in page.commands() if each.id == f"people.filter_{name}")
        assert not spec.reason(page)
        spec.run(page)

    asked: list[dict[str, str]] = []
    page.filter.choose(page.filter.findText("Tag: VIP"))
    page.toolbar.search.setText("köln")
    answer(name="VIPs in Köln")
    run("keep")
    assert asked == [{"name": "", "words": "köln", "tag": "VIP"}]
    assert (page.filter.currentText(), page.toolbar.search.text(), names(page)) == ("VIPs in Köln", "", ["Ana Ruiz"])
    assert [page.filter.itemText(place) for place in range(3)] == ["Everybody", "VIPs in Köln", "Customers"]
    answer(name="Rhine", words="ulm", tag="")
    run("change")
    assert (page.filter.currentText(), names(page)) == ("Rhine", ["Anna Ruiz"])
    page.toolbar.search.setText("zoo")
    page.model.search("zoo")
    assert names(page) == []
    assert "the filter “Rhine” is on and “zoo” is searched for" in page._nobody._sentence.text()
    run("delete")
    assert (page.filter.currentText(), people_filters.rows(ws)) == ("Everybody", [])
    assert page.commands()[[each.id for each in page.commands()].index("people.filter_change")].reason(page) == "Choose a filter of your own first."
    history.undo(ws)
    assert [page.filter.itemText(place) for place in range(2)] == ["Everybody", "Rhine"]


def test_a_company_is_told_of_from_the_drawer_of_its_people(page, ws, monkeypatch):
    page.select(id_of(ws, "Ana Ruiz"))
    asked: list[CompanyDialog] = []
    monkeypatch.setattr(CompanyDialog, "ask", lambda self, over: asked.append(self))
    page._drawn.profile.company.about.click()
    dialog = asked[0]
    dialog.form["competitors"].show_value(("Acme",))
    dialog.go.click()
    assert dialog.form.error("competitors").startswith("Acme does not compete with itself.")
    dialog.form["competitors"].show_value(("Borealis",))
    dialog.form["industry"].show_value("Steel")
    dialog.go.click()
    [acme] = [row for row in people.organisations(ws) if row.name == "Acme"]
    assert (acme.industry, companies.details(ws, acme.id).competitors) == ("Steel", ("Borealis",))
    page.select(id_of(ws, "Cy O'Brien & Sons"))
    assert not page._drawn.profile.company.about.isEnabled()


def names_in(widget) -> list[str]:
    """The names that can be clicked, once the layout has shown what is new in it."""
    QGuiApplication.processEvents()
    return [link.text() for link in widget.findChildren(NameLink) if link.isVisibleTo(widget)]


def test_an_assistant_is_chosen_by_searching_and_shown_both_ways(page, ws, monkeypatch):
    ana, bo = id_of(ws, "Ana Ruiz"), id_of(ws, "Bo Lee")
    page.select(ana)
    field = page._drawn.profile.assistant
    asked: list[AssistantDialog] = []
    monkeypatch.setattr(AssistantDialog, "ask", lambda self, over: asked.append(self))
    field.choose()
    dialog = asked[0]
    dialog.picker.table.select_ids([ana])
    dialog.go.click()
    assert dialog.problem.text().startswith("Ana Ruiz cannot be their own assistant.")
    dialog.picker.table.select_ids([])
    dialog.picker.search.setText("lee")
    dialog.picker.search.searched.emit("lee")
    dialog.go.click()
    assert people.details(ws, ana).assistant == (bo, "Bo Lee")
    assert names_in(field.widget) == ["Bo Lee"]
    page.select(bo)
    assert people.details(ws, bo).assists == ((ana, "Ana Ruiz"),)
    assert names_in(field.widget) == ["Assists Ana Ruiz"]
    page.select(ana)
    field.clear()
    assert people.details(ws, ana).assistant is None


def test_a_half_typed_company_is_not_saved_before_the_field_is_left(page, ws, qtbot):
    page.select(id_of(ws, "Bo Lee"))
    company = page._drawn.profile.company
    company.line.setText("Bor")
    company.line.textEdited.emit("Bor")
    assert not company._typing.isActive()
    assert {o.name for o in people.organisations(ws)} == {"Acme", "Borealis"}


def test_what_was_typed_for_one_person_is_not_written_to_the_next(page, ws):
    bo, ana = id_of(ws, "Bo Lee"), id_of(ws, "Ana Ruiz")
    page.select(bo)
    line = page._drawn.profile.form["city"].editor
    line.setText("Oslo")
    line.textEdited.emit("Oslo")
    page.select(ana)
    assert people.details(ws, bo).row.city == "Oslo"
    assert people.details(ws, ana).row.city == "Köln"


def test_motives_are_bars_that_save(page, ws):
    bo = id_of(ws, "Bo Lee")
    page.select(bo)
    form = page._drawn.motives.form
    form["need_learning"].bars._choose(3)
    form["value_access"].box.click()
    form["jobs"].area.setPlainText("Cut costs\nFind peers")
    form["jobs"]._leave()
    found = people.details(ws, bo).motives
    assert (found.needs["learning"], found.values, found.jobs) == (3, ("access",), ("Cut costs", "Find peers"))


def test_restrictions_are_added_shown_and_lifted(page, ws, ctx):
    bo = id_of(ws, "Bo Lee")
    page.select(bo)
    dialog = RestrictionDialog(ctx, people.details(ctx.workspace, bo))
    dialog.form["until"].line.setText("sometime")
    assert dialog._add() is False
    assert "is not a day" in dialog.form.error("until")
    dialog.form["until"].line.setText("2027-12-31")
    dialog.form["public"].box.setChecked(True)
    assert dialog._add()
    (each,) = people.details(ws, bo).restrictions
    assert (each.kind, each.audiences) == ("no_photo", ("public",))
    page._drawn.ties.lift(each.id)
    assert people.details(ws, bo).restrictions == ()
    dialog.deleteLater()


def test_a_consent_of_a_whole_company_is_kept_and_shown(page, ws, ctx):
    bo = id_of(ws, "Bo Lee")
    page.select(bo)
    dialog = RestrictionDialog(ctx, people.details(ws, bo))
    dialog.form.load({"kind": "yes.no_logo", "whom": "company"})
    dialog.form["note"].line.setText("Contract of May")
    assert dialog._add()
    (each,) = people.details(ws, bo).restrictions
    assert (each.words, each.allows, each.inherited_from, each.note) == ("Logo may be shown", True, "Borealis", "Contract of May")
    dialog.deleteLater()


def test_relations_are_chosen_from_a_list_and_refused_in_words(page, ws, ctx):
    bo, ana = id_of(ws, "Bo Lee"), id_of(ws, "Ana Ruiz")
    dialog = RelationDialog(ctx, bo, "Bo Lee")
    dialog._go()
    assert "Choose somebody" in dialog.problem.text()
    dialog.picker.table.select_ids([ana])
    dialog._go()
    assert [(r.words, r.other_name) for r in people.details(ws, bo).relations] == [("Wants to meet", "Ana Ruiz")]
    again = RelationDialog(ctx, bo, "Bo Lee")
    again.picker.table.select_ids([ana])
    again._go()
    assert "known already" in again.problem.text()
    for each in (dialog, again):
        each.deleteLater()


def test_history_names_events_and_former_jobs(page, ws):
    bo = id_of(ws, "Bo Lee")
    guests.add(ws, events.rows(ws)[0].id, [bo])
    people.edit(ws, bo, organisation="Acme")
    page.select(bo)
    found = people.details(ws, bo)
    assert [each.title for each in found.events] == ["Council"]
    page._drawn.segments.choose(3)
    assert page._drawn.history.isVisible()
    assert not page._drawn.profile.isVisible()


def test_memberships_stand_above_the_timeline_and_lead_to_the_roster(page, ws, ctx):
    bo, went = id_of(ws, "Bo Lee"), []
    ctx.navigate = lambda where, event_id=None, item=None: went.append((where, item))
    page.select(bo)
    council = programmes.create(ws, "council", "Peers in data", "Peers help peers.").created("programme")[0]
    memberships.add(ws, council, [bo], status="active", start="2026-01-01", end="2027-12-31")
    links = [link for link in page._drawn.history.findChildren(NameLink) if link.text() == "Peers in data"]
    told = [label.text() for label in page._drawn.history.findChildren(PlainText)]
    assert "Member · active · 1 January 2026 to 31 December 2027" in told
    links[0].click()
    assert went == [("programme", f"{council}/{memberships.roster(ws, council)[0].id}")]


def test_a_picture_is_made_safe_and_a_text_refused(page, ws, tmp_path, said):
    bo = id_of(ws, "Bo Lee")
    page.select(bo)
    out = BytesIO()
    Image.new("RGB", (900, 700), (20, 90, 90)).save(out, "PNG")
    good, bad = tmp_path / "bo.png", tmp_path / "bo.txt"
    good.write_bytes(out.getvalue())
    bad.write_text("no picture")
    page._drawn.profile.use_photo(good)
    assert page._drawn.profile.photo.has_picture
    page._drawn.profile.use_photo(bad)
    assert "not a photo" in said[-1].text
    assert people.details(ws, bo).photo[:2] == b"\xff\xd8"


def test_a_person_is_added_with_the_little_one_knows(page, ws, ctx):
    dialog = AddDialog(ctx)
    assert dialog._add() is False
    assert dialog.form.error("name") == "A person needs a name."
    dialog.form["name"].line.setText("Núñez, Eva")
    dialog.form["email"].line.setText("ana@acme.example")
    dialog._look()
    assert "Ana Ruiz and Anna Ruiz have this address too" in dialog.note.text()
    dialog.owns.setChecked(True)
    dialog.form["email"].line.setText("eva@acme.example")
    dialog._look()
    assert (dialog.owns.isHidden(), dialog.owns.isChecked()) == (True, False)
    dialog.form["name"].line.setText("Eva & Co")
    dialog.form["email"].line.setText("ana@acme.example")
    dialog._look()
    assert (dialog.owns.isHidden(), dialog.owns.text()) == (False, "Eva && Co owns it")
    # What is no address has no mailbox to own, though somebody else has it too.
    people.edit(ws, id_of(ws, "Ana Ruiz"), emails=("ana at acme",))
    dialog.form["email"].line.setText("ana at acme")
    dialog._look()
    assert (dialog.owns.isHidden(), dialog.note.isHidden()) == (True, False)
    history.undo(ws)
    dialog.form["email"].line.setText("ana@acme.example")
    dialog._look()
    dialog.form["name"].line.setText("Núñez, Eva")
    assert dialog._add()
    assert people.details(ws, dialog.person_id).row.sort_name == "Núñez, Eva"
    assert "Eva Núñez" in names(page)
    dialog.deleteLater()


def test_what_cannot_be_of_a_new_person_stands_at_its_field(page, ctx, said):
    dialog = AddDialog(ctx)
    dialog.form["name"].line.setText("x" * 500)
    assert dialog._add() is False
    assert "160 characters at most" in dialog.form.error("name")
    assert len(dialog.form["name"].line.text()) == 500
    dialog.form["name"].line.setText("Eva Núñez")
    dialog.form["email"].line.setText(f"{'e' * 260}@x.example")
    assert dialog._add() is False
    assert "254 characters at most" in dialog.form.error("email")
    assert said == []
    dialog.deleteLater()


def test_tagging_several_at_once(page, ws, answers, said):
    ids = [id_of(ws, "Bo Lee"), id_of(ws, "Ana Ruiz")]
    answers.answers = ["Speaker, vip"]
    page.acts.tag(ids)
    assert {row.name: row.tags for row in people.rows_of(ws, ids)} == {"Bo Lee": ("Speaker", "vip"), "Ana Ruiz": ("VIP", "Speaker")}
    assert (said[-1].text, said[-1].button) == ("Tag 2 people", "Undo")
    answers.answers = [0]
    page.acts.untag(ids)
    assert all("Speaker" not in row.tags for row in people.rows_of(ws, ids))


def test_inviting_counts_those_who_are_there_already(page, ws, answers, said):
    bo, ana = id_of(ws, "Bo Lee"), id_of(ws, "Ana Ruiz")
    answers.answers = [0, 0]
    page.acts.invite([bo])
    page.acts.invite([bo, ana])
    assert said[-1].text == "1 guest added to “Council”; 1 stood there already."
    event_id = events.rows(ws)[0].id
    assert len(guests.rows(ws, event_id)) == 2


def test_inviting_somebody_twice_shows_the_row_that_is_there(page, ws, answers, said):
    bo, went = id_of(ws, "Bo Lee"), []
    answers.answers = [0, 0]
    events.edit(ws, events.rows(ws)[0].id, title="Road to Lisbon")
    page.ctx.navigate = lambda *to: went.append(to)
    page.acts.invite([bo])
    page.acts.invite([bo])
    assert (said[-1].text, said[-1].button) == ("Bo Lee stood on the list of “Road to Lisbon” already.", "Show on the list")
    said[-1].action()
    [row] = guests.rows(ws, events.rows(ws)[0].id)
    assert went == [("guests", events.rows(ws)[0].id, row.id)]


def test_who_is_invited_beyond_the_capacity_waits_on_the_bench(page, ws, answers, said):
    event_id = events.rows(ws)[0].id
    events.edit(ws, event_id, capacity=1)
    answers.answers = [0]
    page.acts.invite([id_of(ws, "Bo Lee"), id_of(ws, "Ana Ruiz")])
    assert said[-1].text == "1 guest added to “Council”; 1 guest on the bench, because the event is full."
    said[-1].action()
    assert (events.details(ws, event_id).capacity, {row.decision for row in guests.rows(ws, event_id)}) == (2, {"approved"})


def test_copied_addresses_leave_out_who_may_not_be_written_to(page, ws, said):
    people.edit(ws, id_of(ws, "Ana Ruiz"), do_not_contact=True)
    page.acts.copy_addresses([row.id for row in people.rows(ws)])
    assert QGuiApplication.clipboard().text() == "bo@borealis.example; ana@acme.example"
    assert "2 people left out" in said[-1].hint


def test_delete_removes_after_a_question_and_undo_brings_back(page, ws, answers, qtbot):
    bo = id_of(ws, "Bo Lee")
    motives.add_restriction(ws, person_id=bo, kind="no_photo")
    page.table.select_ids([bo])
    answers.answers = [True]
    page.table.setFocus()
    qtbot.waitUntil(page.table.hasFocus)
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert "Bo Lee" not in names(page)
    assert "1 address and 1 restriction" in answers.asked[0][2]
    history.undo(ws)
    assert "Bo Lee" in names(page)


def test_a_guest_is_not_removed_and_nobody_is_asked(page, ws, answers, said):
    bo = id_of(ws, "Bo Lee")
    guests.add(ws, events.rows(ws)[0].id, [bo])
    page.acts.remove([bo])
    assert answers.asked == []
    assert said[-1].text == "Bo Lee is on a guest list."


def test_the_drawer_closes_when_its_person_goes(page, ws):
    bo = id_of(ws, "Bo Lee")
    page.select(bo)
    people.remove(ws, [bo])
    assert page.drawer.isHidden()


def test_help_in_the_drawer_does_not_break_the_next_person(page, ws, qtbot):
    from PySide6.QtWidgets import QWidget

    page.select(id_of(ws, "Bo Lee"))
    page.open_drawer("Help", QWidget())
    qtbot.wait(1)
    page.select(id_of(ws, "Ana Ruiz"))
    assert page.drawer.title.whole() == "Ana Ruiz"


def test_merging_asks_whose_word_counts(page, ws, ctx, qtbot):
    ana, anna = id_of(ws, "Ana Ruiz"), id_of(ws, "Anna Ruiz")
    dialog = MergeDialog(ctx, ana, anna)
    rows = {row.id: row for row in dialog.model.rows()}
    assert (rows["city"].first, rows["city"].second, rows["city"].taken) == ("Köln", "Ulm", 0)
    assert rows["job_title"].taken is None
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.table.select_ids(["city"])
    dialog.table.setFocus()
    qtbot.waitUntil(dialog.table.hasFocus)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Space)
    assert dialog.model.row("city").taken == 1
    dialog._go()
    assert [(row.name, row.city, row.job_title) for row in people.rows(ws) if row.family == "Ruiz"] == [("Ana Ruiz", "Ulm", "CIO")]


def test_who_stays_can_be_turned_round(ws, ctx):
    ana, anna = id_of(ws, "Ana Ruiz"), id_of(ws, "Anna Ruiz")
    dialog = MergeDialog(ctx, ana, anna)
    dialog.form["stays"].combo.setCurrentIndex(1)
    dialog.form["stays"].combo.activated.emit(1)
    dialog._go()
    assert [(row.id, row.name) for row in people.rows(ws) if row.family == "Ruiz"] == [(anna, "Anna Ruiz")]
    dialog.deleteLater()


def test_merge_needs_exactly_two(page, ws):
    merge = next(spec for spec in page.acts.specs() if spec.id == "people.merge")
    assert merge.reason([id_of(ws, "Bo Lee")]) == "Select exactly two people to merge."
    assert merge.reason(["a", "b"]) == ""


def test_duplicates_are_listed_with_their_reason(ws, ctx, ask):
    dialog = DuplicatesDialog(ctx)
    (pair,) = dialog.model.rows()
    assert (pair.first.name, pair.second.name) == ("Ana Ruiz", "Anna Ruiz")
    assert "ana@acme.example" in pair.why
    dialog._compare_selected()
    assert isinstance(ask[0], MergeDialog)
    ask[0]._merge()
    dialog.read()
    assert dialog.model.rows() == []
    assert dialog.go.toolTip() == "Choose a pair first."
    for each in (*ask, dialog):
        each.deleteLater()


def test_everything_stands_in_the_commands_with_its_reason(page, ws):
    commands = {spec.id: spec for spec in page.commands()}
    assert {"people.add", "people.import", "people.duplicates", "people.tag", "people.invite", "people.merge", "people.remove"} <= commands.keys()
    assert commands["people.tag"].reason(page) == "Select somebody first."
    page.table.select_ids([id_of(ws, "Bo Lee")])
    assert commands["people.tag"].reason(page) == ""


def test_an_item_that_a_search_hides_is_shown(page, ws):
    page.model.search("borealis")
    page.select(id_of(ws, "Ana Ruiz"))
    assert page.table.selected_ids() == [id_of(ws, "Ana Ruiz")]


def test_nothing_is_without_a_name_or_too_wide(page, ws):
    page.select(id_of(ws, "Bo Lee"))
    assert nameless(page) == []
    assert page._drawn.minimumSizeHint().width() <= page.drawer.width()


def test_columns_give_way_to_the_drawer(page, ws):
    titles = [column.title for column in page.model.columns]

    def left_out() -> set[str]:
        return {title for place, title in enumerate(titles) if title and page.table.isColumnHidden(place)}

    page.resize(1280, 640)
    assert left_out() == set()
    page.resize(1100, 640)
    assert left_out() == {"City"}
    page.resize(968, 640)
    assert left_out() == {"City", "E-mail"}
    page.select(id_of(ws, "Bo Lee"))
    assert {"City", "E-mail", "Topics and tags"} <= left_out()
    page.drawer.close_drawer()
    assert left_out() == {"City", "E-mail"}


def test_a_guest_list_asks_for_its_own_import_and_is_shown_again(page, monkeypatch):
    asked: list[str | None] = []
    went: list[tuple[str, str | None]] = []
    monkeypatch.setattr("ui.pages.people.import_dialog.ImportDialog.ask", lambda dialog, _page: asked.append(dialog.rows._fixed_event))
    page.ctx.navigate = lambda name, event_id=None, item=None: went.append((name, event_id))
    page.select("import:some-event")
    assert asked == ["some-event"]
    assert went == [("guests", "some-event")]


def test_the_ledger_of_asks_is_shown_and_added_to(ctx: Context, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ctx.workspace = create_workspace(tmp_path / "w.advo")
    ctx.workspace.subscribe(ctx.changes.emit)
    ana = people.add(ctx.workspace, ContactDraft(given="Ana", family="Lima")).created("person")[0]
    tab = HistoryTab(ctx)
    qtbot.addWidget(tab)

    def typed(dialog: LedgerDialog, _over: object) -> bool:
        dialog.form.load({"activity": "Reference call"})
        return dialog._add()

    monkeypatch.setattr(LedgerDialog, "ask", typed)
    tab.log(ana, "Ana Lima")
    tab.show_person(people.details(ctx.workspace, ana))
    words = [label.text() for label in tab.findChildren(PlainText)]
    assert "Asked: Reference call" in words
    assert any(text.startswith("Not to be asked now: asked on ") for text in words)
    next(button for button in tab.findChildren(IconButton) if "Reference call" in button.accessibleName()).click()
    assert asks.ledger(ctx.workspace, ana) == []
    ctx.jobs.stop()
    ctx.workspace.close()
