"""Rules that cannot hold together stand first among the issues and lead to the guests they are about."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from advoplanner.services import guests, motives
from ui.kit.context import Context
from ui.pages.seating.page import SeatingPage


def test_a_conflict_of_rules_leads_to_its_guests_and_goes_with_the_rule(seated: SeatingPage, ctx: Context, qtbot: QtBot) -> None:
    rows = guests.rows(ctx.workspace, seated.desk.event_id)
    (one, two, three) = (row for row in rows if row.name in ("Ana Lima", "Yuki Tanaka", "Kwame Mensah"))
    motives.relate(ctx.workspace, one.person_id, two.person_id, "must_sit_with")
    motives.relate(ctx.workspace, two.person_id, three.person_id, "must_sit_with")
    made = motives.relate(ctx.workspace, one.person_id, three.person_id, "keep_apart")
    issues = seated.list.issues
    qtbot.waitUntil(lambda: bool(issues.issues) and "must be kept apart, but must also sit together" in issues.issues[0].sentence)
    assert issues.issues[0].severe
    assert seated.board.strip.sentence.whole() == issues.issues[0].sentence
    seated.board.strip.click()
    issues.rows[0].click()
    assert set(seated.chosen()) == {one.id, two.id, three.id}
    motives.unrelate(ctx.workspace, made.created("relation")[0])
    qtbot.waitUntil(lambda: not any("kept apart" in issue.sentence for issue in issues.issues))


def test_a_page_that_was_left_looks_when_it_is_shown_again(seated, qtbot, monkeypatch) -> None:
    looked = []
    monkeypatch.setattr(seated.looks, "round", looked.append)
    seated.hide()
    seated.look_round()
    assert looked == []
    seated.show()
    qtbot.waitUntil(lambda: bool(looked))
