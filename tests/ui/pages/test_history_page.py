"""The history page: steps in words, undo and redo, versions kept and gone back to."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from advoplanner.bootstrap import create_workspace, open_workspace
from advoplanner.domain.people import ContactDraft
from advoplanner.services import history, people, workspace
from ui.kit.a11y import nameless
from ui.pages.history.columns import STATES, when
from ui.pages.history.page import VERSIONS, HistoryPage


@pytest.fixture
def ws(tmp_path):
    made = create_workspace(tmp_path / "w.advo")
    yield made
    made.close()


@pytest.fixture
def page(qtbot, ctx, ws):
    ctx.workspace = ws
    ws.subscribe(ctx.changes.emit)
    ctx.undo = lambda: history.undo(ws)
    made = HistoryPage(ctx)
    qtbot.addWidget(made)
    made.resize(1024, 600)
    made.show()
    return made


def add(ws, name):
    return people.add(ws, ContactDraft(given=name, family="Ferreira"))


def names(ws):
    return sorted(row.given for row in people.rows(ws))


def labels(page):
    return [(step.label, STATES[step.state][0]) for step in page.steps.shown_rows()]


def test_a_new_workspace_says_what_will_be_here(page):
    assert page._stack.currentIndex() == 2
    assert not page._undo.isEnabled()
    assert page._undo.toolTip() == "There is nothing to undo."
    page.part.choose(VERSIONS)
    assert page._stack.currentIndex() == 3


def test_each_change_appears_as_a_step(page, ws):
    add(ws, "Ana")
    workspace.edit(ws, name="Board")
    assert [label for label, _ in labels(page)] == ["Change the workspace's settings", history.steps(ws)[1].label]
    assert page.subtitle.text() == "2 steps · 0 kept versions"
    assert page._undo.isEnabled()
    assert page._undo.toolTip() == "Change the workspace's settings"


def test_undo_and_redo_say_what_they_did(page, ws, said):
    add(ws, "Ana")
    label = history.next_undo(ws)
    page.undo()
    assert (names(ws), said[-1].text, said[-1].button) == ([], f"Undone: {label}", "Redo")
    assert labels(page) == [(label, "Undone")]
    said[-1].action()
    assert (names(ws), said[-1].text) == (["Ana"], f"Done again: {label}")
    assert labels(page) == [(label, "Done")]


def test_states_are_words(page, ws):
    with ws.action("Send", final=True):
        workspace.edit(ws, name="A")
    add(ws, "Ana")
    page.undo()
    add(ws, "Bo")
    assert [state for _, state in labels(page)] == ["Done", "Undone, passed over", "Cannot be undone"]


def test_a_version_is_kept_under_a_name_and_shown(page, ws, answers, said):
    add(ws, "Ana")
    answers.answers = ["  Before the second wave "]
    page.keep()
    assert [kept.name for kept in page.versions.rows()] == ["Before the second wave"]
    assert said[-1].text == "Kept “Before the second wave” with 1 person and 0 events."
    assert page._stack.currentIndex() == VERSIONS
    assert page.drawer.title.whole() == "Before the second wave"
    assert page.part.buttons[VERSIONS].text() == "Kept versions (1)"


@pytest.mark.parametrize("name", ["", "   ", "before an import"])
def test_a_version_needs_a_name_of_its_own(page, answers, said, name):
    answers.answers = [name]
    page.keep()
    assert (said[-1].level, page.versions.rows()) == ("warning", [])


def test_no_name_no_version(page, said):
    page.keep()
    assert (said, page.versions.rows()) == ([], [])


def test_going_back_is_one_step_and_says_so(qtbot, page, ws, said):
    add(ws, "Ana")
    kept = history.take_snapshot(ws, "early")
    add(ws, "Bo")
    page.ask_refresh()
    before = len(page.steps.rows())
    page.go_back(kept.path.name)
    qtbot.waitUntil(lambda: bool(said), timeout=10000)
    assert said[-1].text == "Everything is as it was in “early”."
    assert names(ws) == ["Ana"]
    assert len(page.steps.rows()) == before + 1
    said[-1].action()
    assert names(ws) == ["Ana", "Bo"]


def test_going_back_to_what_is_there_already_says_so(qtbot, page, ws, said):
    add(ws, "Ana")
    kept = history.take_snapshot(ws, "now")
    page.ask_refresh()
    page.go_back(kept.path.name)
    qtbot.waitUntil(lambda: bool(said), timeout=10000)
    assert "nothing was changed" in said[-1].text


def test_a_damaged_version_is_told_and_nothing_changes(qtbot, page, ws, said):
    kept = history.take_snapshot(ws, "early")
    add(ws, "Ana")
    page.ask_refresh()
    kept.path.write_bytes(b"not a workspace")
    page.go_back(kept.path.name)
    qtbot.waitUntil(lambda: bool(said), timeout=10000)
    assert said[-1].level == "error"
    assert names(ws) == ["Ana"]


def test_enter_on_a_version_compares_it_with_now(qtbot, page, ws):
    add(ws, "Ana")
    kept = history.take_snapshot(ws, "early")
    add(ws, "Bo")
    page.ask_refresh()
    page.select(kept.path.name)
    words = [label.text() for label in page.drawer.findChildren(type(page.subtitle))]
    assert words[words.index("People") : words.index("People") + 3] == ["People", "1", "2"]
    page.part.choose(0)
    assert page.drawer.isHidden()


def test_search_finds_steps_and_versions(page, ws):
    add(ws, "Ana")
    workspace.edit(ws, name="Board")
    history.take_snapshot(ws, "early")
    page.ask_refresh()
    page._search("settings")
    assert len(page.steps.shown_rows()) == 1
    assert page.versions.shown_rows() == []


def test_times_are_this_computers(page):
    at = datetime(2027, 3, 10, 17, 5, tzinfo=UTC)
    assert when(at, UTC) == "Wed 10 Mar 2027, 17:05"


def test_a_workspace_for_reading_only_offers_neither_keeping_nor_going_back(qtbot, ctx, ws):
    history.take_snapshot(ws, "early")
    ctx.workspace = open_workspace(ws.path, read_only=True)
    try:
        page = HistoryPage(ctx)
        qtbot.addWidget(page)
        page.show()
        assert not page._keep.isEnabled()
        assert page._keep.toolTip() == "This workspace is open for reading only."
        page.go_back(page.versions.rows()[0].path.name)
        assert ctx.jobs.running == ()
    finally:
        ctx.workspace.close()


def test_everything_that_takes_the_focus_has_a_name(page):
    assert nameless(page) == []


def test_commands_say_why_not(page, ws):
    commands = {spec.id: spec for spec in page.commands()}
    assert commands["history.undo"].reason(page) == "There is nothing to undo."
    add(ws, "Ana")
    assert commands["history.undo"].reason(page) == ""
    commands["history.undo"].run(page)
    assert names(ws) == []
