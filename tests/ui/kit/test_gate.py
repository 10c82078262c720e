"""What stands against a release is said, and only a reason lets it pass."""

from __future__ import annotations

from advoplanner.core.changes import NOTHING
from advoplanner.core.errors import RuleBroken
from ui.kit.context import Context
from ui.kit.gate import may_pass


def test_an_open_gate_asks_nothing(ctx: Context, answers) -> None:
    assert may_pass(ctx, "These documents", "", lambda _: NOTHING)
    assert answers.asked == []


def test_a_reason_lets_it_pass_and_is_kept(ctx: Context, answers) -> None:
    kept: list[str] = []
    answers.answers = ["Agreed.", None]

    def waive(reason: str) -> object:
        kept.append(reason)
        return NOTHING

    assert may_pass(ctx, "These documents", "Competitors meet.", waive)
    assert kept == ["Agreed."]
    assert not may_pass(ctx, "These documents", "Competitors meet.", waive)
    assert kept == ["Agreed."]
    assert "Competitors meet." in answers.asked[0][2]


def test_a_reason_that_is_refused_does_not(ctx: Context, answers) -> None:
    answers.answers = [""]

    def waive(reason: str) -> object:
        raise RuleBroken("checks.no_reason", "A waiver needs a reason.", field="reason")

    assert not may_pass(ctx, "These documents", "Competitors meet.", waive)
