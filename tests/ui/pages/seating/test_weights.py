"""What counts for the fit: typed, stepped by key, refused at the field, set back; the score follows and Undo takes it back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from advoplanner.domain.table_mix import HostRule
from advoplanner.services import guests, history, norms, peer_weights, table_mix
from advoplanner.services.norms import Scope
from ui.kit.a11y import nameless
from ui.kit.context import Context
from ui.pages.seating.page import SeatingPage
from ui.pages.seating.weights_panel import WeightsPanel, points_words


def opened(page: SeatingPage) -> WeightsPanel:
    page.weights.open()
    assert page.weights.panel is not None
    return page.weights.panel


def typed(panel: WeightsPanel, code: str, text: str, qtbot: QtBot) -> None:
    line = panel.fields[code].line
    line.selectAll()
    qtbot.keyClicks(line, text)
    qtbot.keyClick(line, Qt.Key.Key_Return)


def of(ctx: Context, page: SeatingPage) -> dict[str, int]:
    return {weight.code: weight.points for weight in peer_weights.of(ctx.workspace, page.desk.event_id)}


def test_every_reason_stands_with_its_name_and_points(seated: SeatingPage, ctx: Context) -> None:
    panel = opened(seated)
    for weight in peer_weights.of(ctx.workspace, seated.desk.event_id):
        assert panel.fields[weight.code].line.text() == points_words(weight.points)
        assert panel.fields[weight.code].line.accessibleName() == f"{weight.name}, points"
    assert nameless(panel) == []
    assert panel.usual.toolTip() == "Every weight is the usual one."


def test_a_weight_moves_the_score_at_once_and_undo_takes_it_back(seated: SeatingPage, ctx: Context, qtbot: QtBot) -> None:
    panel = opened(seated)
    before = seated.desk.plan.row.score
    typed(panel, "same_company", "-20", qtbot)
    after = seated.desk.plan.row.score
    assert after < before
    assert panel.score.text() == f"This plan fits by {after:,}"
    assert panel.effect.text().startswith(f"−{before - after:,} since this panel was opened.")
    assert panel.fields["same_company"].line.text() == "−20"
    assert panel.fields["same_company"].back.isVisibleTo(panel)
    history.undo(ctx.workspace)
    assert seated.desk.plan.row.score == before
    assert panel.fields["same_company"].line.text() == "−4"
    assert not panel.fields["same_company"].back.isVisibleTo(panel)


def test_bad_points_are_refused_at_the_field_and_stay_there(seated: SeatingPage, ctx: Context, qtbot: QtBot) -> None:
    panel = opened(seated)
    for text in ("lots", "99", "1.5", ""):
        panel.fields["mentor"].line.setText("")
        typed(panel, "mentor", text, qtbot)
        panel.fields["mentor"]._settle()
        assert panel.form.error("mentor") == "A weight is a whole number from −20 to 20. 0 leaves the reason out."
        assert panel.fields["mentor"].line.text() == text
    typed(panel, "topic", "2", qtbot)
    assert panel.fields["mentor"].line.text() == ""
    assert of(ctx, seated)["mentor"] == 4
    assert of(ctx, seated)["topic"] == 2


def test_points_are_stepped_by_key_and_set_back_one_by_one_or_all(seated: SeatingPage, ctx: Context, qtbot: QtBot) -> None:
    panel = opened(seated)
    line = panel.fields["topic"].line
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageDown):
        qtbot.keyClick(line, key)
    assert line.text() == "−3"
    qtbot.keyClick(line, Qt.Key.Key_Return)
    typed(panel, "mentor", "+9", qtbot)
    assert (of(ctx, seated)["topic"], of(ctx, seated)["mentor"]) == (-3, 9)
    panel.fields["topic"].back.click()
    assert of(ctx, seated)["topic"] == 1
    panel.usual.click()
    assert of(ctx, seated)["mentor"] == 4
    assert panel.fields["mentor"].line.text() == "+4"


def test_tables_out_of_balance_are_counted_and_stand_among_the_issues(seated: SeatingPage, ctx: Context, qtbot: QtBot) -> None:
    panel = opened(seated)
    assert panel._outside.text() == "Every table keeps them."
    first, second = [seated.desk.plan.sitters(table.id) for table in seated.desk.plan.row.tables]
    guests.edit(ctx.workspace, first[:4], side="host")
    guests.edit(ctx.workspace, second[:1], role="chair")
    QApplication.processEvents()
    assert panel._outside.text() == "1 table is outside; see Issues."
    wanted = "Table 1: 4 of the host team among 8 people, more than one in 4."
    qtbot.waitUntil(lambda: wanted in [issue.sentence for issue in seated.list.issues.issues])
    norms.change(ctx.workspace, Scope("council", seated.desk.event_id), "hosts_at_table", "least", 2)
    qtbot.waitUntil(lambda: panel._outside.text() == "Every table keeps them.")
    assert panel._rules[1].text() == "At most one of the host team for every 2 people."


def test_hosts_at_every_table_are_asked_for_refused_and_undone(seated: SeatingPage, ctx: Context, qtbot: QtBot) -> None:
    panel = opened(seated)
    least, most = panel.hosts["least"], panel.hosts["most"]
    for field, text in ((least, "2"), (most, "1")):
        qtbot.keyClicks(field.editor, text)
        qtbot.keyClick(field.editor, Qt.Key.Key_Return)
    assert table_mix.hosts(ctx.workspace, seated.desk.event_id) == HostRule(2, None)
    assert panel.hosts.error("most") == "At least 2 and at most 1 cannot both hold. Lower the one or raise the other."
    most.editor.selectAll()
    qtbot.keyClicks(most.editor, "3")
    qtbot.keyClick(most.editor, Qt.Key.Key_Return)
    assert table_mix.hosts(ctx.workspace, seated.desk.event_id) == HostRule(2, 3)
    assert panel.hosts.error("least") == panel.hosts.error("most") == ""
    history.undo(ctx.workspace)
    assert table_mix.hosts(ctx.workspace, seated.desk.event_id) == HostRule()
