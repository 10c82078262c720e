"""The page of all checks: findings with their norms, waivers with their reasons, and the pitch guard's suggestions one click each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from advoplanner.bootstrap import create_workspace
from advoplanner.domain.event_details import NewEvent
from advoplanner.services import agenda, checks, events, history, workspace
from ui.kit.buttons import Button
from ui.kit.context import Context
from ui.kit.jump_row import JumpRow
from ui.kit.labels import PlainText
from ui.pages.overview.checks_page import ChecksPage

START = datetime(2027, 6, 9, 9)


@pytest.fixture
def went(ctx: Context) -> list[tuple]:
    found: list[tuple] = []
    ctx.navigate = lambda page, event_id=None, item=None: found.append((page, event_id, item))
    return found


@pytest.fixture
def event(ctx: Context, went: list, tmp_path) -> Iterator[str]:
    ctx.workspace = create_workspace(tmp_path / "w.advo")
    stop = ctx.workspace.subscribe(ctx.changes.emit)
    new = NewEvent("cab", "Board", "To learn", START, START + timedelta(hours=9), "UTC", organiser_email="a@example.org", template=False)
    yield events.new(ctx.workspace, new).created("event")[0]
    stop()
    ctx.workspace.close()


@pytest.fixture
def page(ctx: Context, qtbot, event: str) -> ChecksPage:
    made = ChecksPage(ctx)
    qtbot.addWidget(made)
    made.resize(1200, 760)
    made.show_event(event)
    made.show()
    return made


def careless(ctx: Context, event: str) -> None:
    """A board half of whose content is talks of the vendor."""
    for n, (title, minutes, type) in enumerate(
        (("Our roadmap", 60, "presentation"), ("What is new", 60, "presentation"), ("Panel", 60, "panel"), ("Workshop", 60, "workshop"))
    ):
        agenda.add(ctx.workspace, event, type=type, title=title, start=START + timedelta(hours=n), minutes=minutes)


def rows(widget) -> list[JumpRow]:
    return [row for row in widget.findChildren(JumpRow) if row.isVisibleTo(widget)]


def row(widget, words: str) -> JumpRow:
    return next(each for each in rows(widget) if words in each.words)


def said(widget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(PlainText) if label.isVisibleTo(widget))


def test_a_finding_shows_its_norm_and_leads_to_its_place(page: ChecksPage, ctx: Context, event: str, went: list) -> None:
    careless(ctx, event)
    row(page.list, "The vendor speaks 50%").click()
    words = said(page.drawer)
    assert "Ignite Advisory Group" in words
    assert "50 %" in words
    assert "35 %" in words
    page.shown.go.click()
    assert went[-1][:2] == ("agenda", event)
    page.open_norm(page.shown.finding)
    assert went[-1] == ("norms", None, f"{event}/vendor_share.cab")


def test_a_waiver_needs_a_reason_and_stands_with_it(page: ChecksPage, ctx: Context, event: str) -> None:
    careless(ctx, event)
    row(page.list, "The vendor speaks 50%").click()
    page.shown.waive.click()
    assert page.shown.form.error("reason")
    assert not checks.gate(ctx.workspace, event, "agenda").open
    page.shown.form["reason"].area.setPlainText("Agreed with the chair.")
    page.shown.waive.click()
    assert checks.gate(ctx.workspace, event, "agenda").open
    assert "Waived (1)" in said(page.list)
    row(page.list, "The vendor speaks 50%").click()
    assert "Agreed with the chair." in said(page.drawer)
    page.shown.back.click()
    assert not checks.gate(ctx.workspace, event, "agenda").open
    assert "Taken back" in said(page.history)


def test_a_warning_is_hidden_and_an_error_offers_no_hiding(page: ChecksPage, ctx: Context, event: str) -> None:
    careless(ctx, event)
    row(page.list, "The vendor speaks 50%").click()
    assert not hasattr(page.shown, "hide_button")
    row(page.list, "No customer has a part").click()
    page.shown.hide_button.click()
    assert "Hidden for this event (1)" in said(page.list)


def test_a_false_hit_is_ignored_where_it_stands(page: ChecksPage, ctx: Context, event: str) -> None:
    workspace.edit(ctx.workspace, product_names=["Panel"])
    careless(ctx, event)
    row(page.list, "Panel stands in").click()
    page.shown.ignore.click()
    assert not [f for f in page.report.findings if f.code == "pitch.product_name"]
    row(page.history, "product name").click()
    assert [f for f in page.report.findings if f.code == "pitch.product_name"]


def test_a_word_is_ignored_everywhere(page: ChecksPage, ctx: Context, event: str) -> None:
    workspace.edit(ctx.workspace, product_names=["Panel"])
    careless(ctx, event)
    row(page.list, "Panel stands in").click()
    next(b for b in page.drawer.findChildren(Button) if "everywhere" in b.text()).click()
    assert workspace.info(ctx.workspace).ignored_words == ("Panel",)
    assert not [f for f in page.report.findings if f.code == "pitch.product_name"]
    history.undo(ctx.workspace)
    assert [f for f in page.report.findings if f.code == "pitch.product_name"]


def test_each_suggestion_is_one_click_and_one_step(page: ChecksPage, ctx: Context, event: str) -> None:
    careless(ctx, event)
    assert (page.pitch.meter.share, page.pitch.meter.state) == (0.5, "bad")
    before = len(history.steps(ctx.workspace))
    clicks = 0
    while page.pitch.meter.share > 0.20:
        offered = [each for each in rows(page.pitch.rows) if "Then the vendor speaks" in each.accessibleDescription()]
        offered[0].click()
        clicks += 1
    assert clicks <= 3
    assert len(history.steps(ctx.workspace)) == before + clicks
    assert page.pitch.meter.state == "good"
    assert not [f for f in page.report.findings if f.code == "pitch.vendor_share"]
    for _ in range(clicks):
        history.undo(ctx.workspace)
    assert page.pitch.meter.share == 0.5


def test_search_keeps_what_fits(page: ChecksPage, ctx: Context, event: str) -> None:
    careless(ctx, event)
    everything = len(rows(page.list))
    page._search("vendor speaks")
    assert 0 < len(rows(page.list)) < everything
    page._search("")
    assert len(rows(page.list)) == everything


def test_nothing_to_measure_is_said_and_no_nought(page: ChecksPage) -> None:
    assert page.pitch.words.text().startswith("Nothing to measure")
    assert not page.pitch.meter.isVisible()
