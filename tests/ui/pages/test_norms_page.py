"""The norms in the window: figures with their sources, changed for a kind or an event, and set back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from PySide6.QtWidgets import QLabel

from advoplanner.bootstrap import create_workspace
from advoplanner.domain.event_details import NewEvent
from advoplanner.services import events, history, norms
from advoplanner.services.norms import Scope
from ui.kit.context import Context
from ui.pages.norms.page import CHANGED, NormsPage

START = datetime(2027, 6, 9, 9)


@pytest.fixture
def page(ctx: Context, qtbot, tmp_path) -> Iterator[NormsPage]:
    ctx.workspace = create_workspace(tmp_path / "w.advo")
    stop = ctx.workspace.subscribe(ctx.changes.emit)
    made = NormsPage(ctx)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    yield made
    stop()
    ctx.workspace.close()


def write(field, text: str) -> None:
    """Type over a field and leave it."""
    field.line.setText(text)
    field.line.textEdited.emit(text)
    field.line.editingFinished.emit()


def event(ctx: Context) -> str:
    new = NewEvent("cab", "Board", "To learn", START, START + timedelta(hours=8), "UTC", organiser_email="a@example.org")
    return events.new(ctx.workspace, new).created("event")[0]


def test_only_norms_of_the_kind_are_shown_with_their_figures(page: NormsPage) -> None:
    keys = {row.norm.key for row in page.model.rows()}
    assert {"vendor_share.cab", "room.cab", "task.save_the_date", "vendor_weight"} <= keys
    assert not keys & {"vendor_share.council", "staff_introduction", "task.early.keys"}
    page.choose(Scope("rockstar"))
    keys = {row.norm.key for row in page.model.rows()}
    assert {"staff_introduction", "task.early.keys"} <= keys
    assert "room.cab" not in keys


def test_a_figure_shows_its_source_and_is_changed_in_the_drawer(page: NormsPage, ctx: Context) -> None:
    page.open_figure("vendor_share.cab/warn")
    said = " ".join(label.text() for label in page.drawer.findChildren(QLabel))
    assert "Ignite Advisory Group" in said
    assert not page._drawn.back.isEnabled()
    write(page._drawn.form["value"], "15 %")
    assert norms.of(ctx.workspace, Scope("cab"))["vendor_share.cab"]["warn"] == 0.15
    assert page.model.row("vendor_share.cab/warn").shipped == "20 %"
    assert page._drawn.back.isEnabled()
    page._drawn.back.click()
    assert norms.changed(ctx.workspace, Scope("cab")) == set()
    history.undo(ctx.workspace)
    assert norms.of(ctx.workspace, Scope("cab"))["vendor_share.cab"]["warn"] == 0.15


@pytest.mark.parametrize("text", ["much", "120 %"])
def test_what_cannot_be_stays_in_the_field_with_its_reason(page: NormsPage, ctx: Context, text: str) -> None:
    page.open_figure("vendor_share.cab/warn")
    line = page._drawn.form["value"].line
    line.setText(text)
    page._drawn.form["value"]._touch()
    page._drawn.form.flush()
    assert line.text() == text
    assert page._drawn.form.error("value")
    assert norms.changed(ctx.workspace, Scope("cab")) == set()


def test_an_event_differs_from_its_kind(page: NormsPage, ctx: Context) -> None:
    made = event(ctx)
    page.refresh(None)
    page.select(f"{made}/quorum")
    assert page.scope == Scope("cab", made)
    assert page._drawn.row.norm.key == "quorum"
    page._type_over(page._drawn.row, "21 days")
    assert norms.changed(ctx.workspace, Scope("cab", made)) == {("quorum", "days")}
    page.filter.choose(CHANGED)
    assert [row.id for row in page.model.rows()] == ["quorum/days"]
    events.remove(ctx.workspace, [made])
    page.refresh(None)
    assert page.scope == Scope("cab")
    assert page.model.rows() == []
