"""Tasks in the window: ticked off with Space, moved and owned in the drawer, own ones added, a calendar written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest

from advoplanner.bootstrap import create_workspace
from advoplanner.domain.event_details import NewEvent
from advoplanner.services import events, history, norms, tasks
from ui.kit.context import Context
from ui.pages import PAGES
from ui.pages.overview.fixing import PAGE_WORDS
from ui.pages.tasks.page import ALL, TasksPage
from ui.pages.tasks.task_drawer import PLACES

START = datetime(2027, 6, 9, 9)


@pytest.fixture
def event(ctx: Context, tmp_path) -> Iterator[str]:
    ctx.workspace = create_workspace(tmp_path / "w.advo")
    stop = ctx.workspace.subscribe(ctx.changes.emit)
    new = NewEvent("cab", "Board", "To learn", START, START + timedelta(hours=8), "UTC", organiser_email="a@example.org")
    yield events.new(ctx.workspace, new).created("event")[0]
    stop()
    ctx.workspace.close()


@pytest.fixture
def page(ctx: Context, qtbot, event: str) -> TasksPage:
    made = TasksPage(ctx)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show_event(event)
    made.show()
    return made


def write(field, text: str) -> None:
    """Type over a field and leave it."""
    field.line.setText(text)
    field.line.textEdited.emit(text)
    field.line.editingFinished.emit()


def shown(page: TasksPage) -> list[str]:
    return [row.key for row in page.model.shown_rows()]


def test_a_task_that_is_done_leaves_the_list_and_undo_brings_it_back(page: TasksPage, ctx: Context) -> None:
    assert "task.confirm" in shown(page)
    page.table.select_ids(["task.confirm"])
    page._tick(page.table.selected_ids())
    assert "task.confirm" not in shown(page)
    page.filter.choose(ALL)
    assert "task.confirm" in shown(page)
    assert "1 of" in page.subtitle.text()
    history.undo(ctx.workspace)
    assert "0 of" in page.subtitle.text()


def test_owner_and_day_are_saved_from_the_drawer(page: TasksPage, ctx: Context, event: str) -> None:
    page.select("task.confirm")
    drawer = page._drawn
    write(drawer.form["owner"], "Jo")
    write(drawer.form["due"], "2027-06-03")
    row = next(row for row in tasks.rows(ctx.workspace, event) if row.key == "task.confirm")
    assert (row.owner, row.due, row.moved) == ("Jo", date(2027, 6, 3), True)
    assert drawer.back.isVisible()
    drawer.back.click()
    assert not next(row for row in page.rows if row.key == "task.confirm").moved


def test_an_own_task_is_asked_for_and_opened(page: TasksPage, ctx: Context, event: str, answers) -> None:
    answers.answers = ["Order flowers"]
    page.add_task()
    own = next(row for row in page.rows if row.own)
    assert own.title == "Order flowers"
    assert page._drawn.row.key == own.key
    page._drawn.form["title"].area.setPlainText("Order tulips")
    page._drawn.flush()
    assert next(row for row in page.rows if row.own).title == "Order tulips"
    page._remove([own.key])
    assert not [row for row in page.rows if row.own]
    assert page.drawer.isHidden()


def test_the_calendar_of_tasks_is_written(page: TasksPage, answers, tmp_path) -> None:
    answers.answers = [tmp_path / "tasks.ics"]
    page.export_calendar()
    assert (tmp_path / "tasks.ics").read_bytes().count(b"BEGIN:VEVENT") == len([row for row in page.rows if not row.settled])


def test_a_task_or_finding_leads_to_a_page_that_there_is() -> None:
    shown = {norm.page for key, norm in norms.shipped().items() if key.startswith("task.") and norm.page}
    assert shown | set(PLACES) | set(PAGE_WORDS) <= {spec.id for spec in PAGES}
    assert "kit" in set(PLACES) & set(PAGE_WORDS) & shown
