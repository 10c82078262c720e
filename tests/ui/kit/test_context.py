"""One way to act: what was done is toasted with Undo, what was refused is said where it belongs."""

from __future__ import annotations

import threading

import pytest

from advoplanner.core.changes import NOTHING, Change, ChangeSet
from advoplanner.core.errors import Cancelled, Conflict, KnownProblem, RuleBroken
from ui.kit.context import Context
from ui.kit.form import Form
from ui.kit.messages import Message, Messages

DONE = ChangeSet("Seat 14 guests", (Change("seat", "1", "update"),), step=7)


def test_what_was_done_is_said_with_undo(ctx: Context, said: list[Message]) -> None:
    undone = []
    ctx.undo = lambda: undone.append(True)
    assert ctx.act(lambda number: DONE, 14) is DONE
    assert (said[0].text, said[0].button) == ("Seat 14 guests", "Undo")
    said[0].action()
    assert undone == [True]


def test_nothing_done_and_quiet_say_nothing(ctx: Context, said: list[Message]) -> None:
    assert ctx.act(lambda: NOTHING) is NOTHING
    assert ctx.act(lambda: DONE, quiet=True) is DONE
    assert said == []


def test_a_final_step_offers_no_undo(ctx: Context, said: list[Message]) -> None:
    ctx.act(lambda: ChangeSet("Erase Ana", DONE.changes, step=None))
    assert (said[0].button, said[0].action) == ("", None)


def refuse(error: Exception):
    def function() -> None:
        raise error

    return function


def test_a_broken_rule_stands_at_its_field(ctx: Context, said: list[Message], qtbot) -> None:
    form = Form()
    qtbot.addWidget(form)
    form.line("title", "Title")
    broken = RuleBroken("x.y", "Too long.", "Use 160 letters.", field="title")
    assert ctx.act(refuse(broken), form=form) is None
    assert form.error("title") == "Too long. Use 160 letters."
    assert said == []


@pytest.mark.parametrize("error", [RuleBroken("x.y", "No seat is free.", "Add a table."), Conflict("x.z", "Somebody changed it.")])
def test_a_broken_rule_without_field_is_a_toast(ctx: Context, said: list[Message], error: RuleBroken) -> None:
    assert ctx.act(refuse(error)) is None
    assert (said[0].level, said[0].text, said[0].sticky) == ("warning", error.sentence, False)


def test_a_text_that_is_refused_stays_to_be_changed_until_it_is_taken_or_one_cancels(ctx: Context, said: list[Message], answers) -> None:
    def keep(text: str) -> ChangeSet:
        if len(text) > 5:
            raise RuleBroken("x.long", "Too long.", "Use 5 letters.", field="name")
        return DONE

    answers.answers = ["Spring board", "Board"]
    assert ctx.ask_and_act("Keep it", "What is it called?", keep, verb="Keep") is DONE
    assert answers.offered == ["", "Spring board"]
    assert answers.asked[1] == ("ask_text", "Keep it", "Too long. Use 5 letters.\n\nWhat is it called?")
    assert [message.text for message in said] == ["Seat 14 guests"]
    answers.answers = ["Spring board", None]
    assert ctx.ask_and_act("Keep it", "What is it called?", keep) is None
    assert len(said) == 1


def test_a_known_problem_is_a_banner_and_cancel_is_silence(ctx: Context, said: list[Message]) -> None:
    assert ctx.act(refuse(KnownProblem("files.full", "The disk is full.", "Free some space."))) is None
    assert ctx.act(refuse(Cancelled())) is None
    assert [(message.level, message.sticky, message.code) for message in said] == [("error", True, "files.full")]


def test_a_bug_is_not_swallowed(ctx: Context) -> None:
    with pytest.raises(ZeroDivisionError):
        ctx.act(lambda: 1 / 0)


def test_a_changeset_inside_a_result_is_announced(ctx: Context, said: list[Message]) -> None:
    assert ctx.act(lambda: ("file", DONE)) == ("file", DONE)
    assert said[0].text == "Seat 14 guests"


def test_changes_from_another_thread_arrive_in_the_windows(ctx: Context, qtbot) -> None:
    heard = []
    ctx.changes.changed.connect(lambda changes: heard.append((changes, threading.current_thread())))
    with qtbot.waitSignal(ctx.changes.changed):
        thread = threading.Thread(target=ctx.changes.emit, args=(DONE,))
        thread.start()
        thread.join()
        assert heard == []
    assert heard == [(DONE, threading.main_thread())]


def test_messages_wait_for_their_window() -> None:
    messages, shown = Messages(), []
    messages.info("Read 12 replies")
    messages.attach(lambda message: shown.append(message.text))
    messages.warning("No seat is free.")
    assert shown == ["Read 12 replies", "No seat is free."]
