"""Answers fetched by themselves: only when asked for, no sooner than asked for, told once, and never a question out of the blue."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from advoplanner.bootstrap import create_workspace
from advoplanner.core.errors import KnownProblem
from advoplanner.mail.secrets import Secrets
from advoplanner.services import accounts, mailbox, replies
from ui.kit.context import Context
from ui.kit.messages import Message
from ui.mail_watch import MailWatch

EMPTY = mailbox.Fetched(0, 0, replies.ReplyReport(0, 0, 0, 0, ()))


class Rounds:
    """What each look into the mailbox gives, in order."""

    def __init__(self) -> None:
        self.looks: list[Callable[[], mailbox.Fetched]] = []
        self.done = 0

    def __call__(self, ws: object, account_id: str, progress: object) -> mailbox.Fetched:
        self.done += 1
        return self.looks.pop(0)() if self.looks else EMPTY


@pytest.fixture
def rounds(monkeypatch: pytest.MonkeyPatch) -> Rounds:
    made = Rounds()
    monkeypatch.setattr(mailbox, "fetch", made)
    return made


@pytest.fixture
def now() -> list[float]:
    return [0.0]


@pytest.fixture
def watch(ctx: Context, tmp_path: Path, now: list[float]) -> Iterator[MailWatch]:
    ctx.workspace = create_workspace(tmp_path / "w.advo")
    ctx.workspace.secrets = Secrets(look=False)
    account = accounts.add(ctx.workspace, "host@firm.example").created("mail_account")[0]
    accounts.edit(ctx.workspace, account, reads=True)
    accounts.remember(ctx.workspace, account, "hunter2")
    parent = QObject()
    yield MailWatch(ctx, parent, lambda: now[0])
    ctx.jobs.stop()
    ctx.workspace.close()


def rest(ctx: Context, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not ctx.jobs.running)


def test_it_is_off_until_somebody_turns_it_on_and_keeps_the_time_between(
    watch: MailWatch, ctx: Context, rounds: Rounds, now: list[float], qtbot: QtBot
) -> None:
    now[0] = 1e6
    watch.look()
    assert not ctx.jobs.running
    ctx.settings.change(fetch_answers="15")
    now[0] = watch._last + 15 * 60 - 1
    watch.look()
    assert not ctx.jobs.running
    now[0] += 1
    watch.look()
    rest(ctx, qtbot)
    assert rounds.done == 1
    watch.look()
    assert not ctx.jobs.running


def test_answers_are_told_with_the_way_to_them_and_nothing_new_is_silence(
    watch: MailWatch, ctx: Context, rounds: Rounds, now: list[float], said: list[Message], qtbot: QtBot
) -> None:
    item = replies.ReplyItem("INBOX#1", "reply", "u", "ana@guest.example", "accepted", replies.Verdict.APPLIED, "Ana accepted.")
    rounds.looks = [lambda: mailbox.Fetched(3, 0, replies.ReplyReport(1, 1, 0, 0, (item,))), lambda: EMPTY]
    went: list[str] = []
    ctx.navigate = lambda page, event_id=None, item=None: went.append(page)
    ctx.settings.change(fetch_answers="5")
    for minutes in (5, 10):
        now[0] = minutes * 60
        watch.look()
        rest(ctx, qtbot)
    assert [message.text for message in said] == ["Mail: 1 read, 1 applied, 0 need you, 0 ignored."]
    said[0].action()
    assert went == ["replies"]


def test_a_fault_is_told_once_until_a_round_goes_well(
    watch: MailWatch, ctx: Context, rounds: Rounds, now: list[float], said: list[Message], qtbot: QtBot
) -> None:
    def refuse() -> mailbox.Fetched:
        raise KnownProblem("mail.refused", "Nothing answers on port 993.", "Check the port.")

    rounds.looks = [refuse, refuse, lambda: EMPTY, refuse]
    ctx.settings.change(fetch_answers="5")
    for turn in range(4):
        now[0] += 300
        watch.look()
        rest(ctx, qtbot)
        assert len(said) == (1, 1, 1, 2)[turn]
    assert said[0].text == "Nothing answers on port 993."


def test_without_a_password_nobody_is_asked_out_of_the_blue(
    watch: MailWatch, ctx: Context, rounds: Rounds, now: list[float], said: list[Message], qtbot: QtBot
) -> None:
    accounts.forget(ctx.workspace, accounts.rows(ctx.workspace)[0].id)
    ctx.settings.change(fetch_answers="60")
    now[0] = 3600
    watch.look()
    rest(ctx, qtbot)
    assert rounds.done == 0
    assert said[-1].text == "Answers to host@firm.example are not fetched: its password is not known here."
