"""Fetching answers by the replies page: from no account, with a password, and from a server that does not answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from advoplanner.bootstrap import create_workspace
from advoplanner.core.errors import KnownProblem
from advoplanner.mail.secrets import Secrets
from advoplanner.services import accounts, mailbox, replies
from ui.kit.context import Context
from ui.pages.replies.page import RepliesPage


@pytest.fixture
def page(ctx: Context, tmp_path: Path, qtbot: QtBot) -> Iterator[RepliesPage]:
    ctx.workspace = create_workspace(tmp_path / "w.advo")
    ctx.workspace.subscribe(ctx.changes.emit)
    made = RepliesPage(ctx)
    qtbot.addWidget(made)
    made.resize(1100, 640)
    made.show()
    yield made
    ctx.jobs.stop()
    ctx.workspace.close()


@pytest.fixture
def mail(ctx, page, monkeypatch):
    """An account that reads, whose mailbox is what the test says."""
    ctx.workspace.secrets = Secrets(look=False)
    made = accounts.add(ctx.workspace, "host@firm.example").created("mail_account")[0]
    accounts.edit(ctx.workspace, made, reads=True)
    monkeypatch.setattr(mailbox, "fetch", lambda ws, account_id, progress: held.pop(0)())
    page.refresh(None)
    return made


held: list[Callable[[], mailbox.Fetched]] = []


def test_without_an_account_fetching_says_where_to_turn_it_on(page, said):
    assert "turn it on in Settings" in page.fetch.toolTip()
    page.fetching.fetch()
    assert (said[-1].text, said[-1].button) == ("No mail account reads answers: turn it on in Settings.", "Settings")


def test_fetching_asks_for_the_password_once_and_says_the_sum(page, mail, answers, said, qtbot):
    held[:] = [lambda: mailbox.Fetched(3, 1, replies.ReplyReport(0, 0, 0, 0, ()))]
    answers.answers = ["hunter2"]
    said.clear()
    page.fetch.click()
    qtbot.waitUntil(lambda: len(said) == 2)
    assert answers.asked[-1][0] == "ask_secret"
    assert [m.text for m in said] == ["No answers in 3 new messages.", "1 message too large to be an answer was passed over."]


def test_a_mailbox_that_does_not_answer_says_so(page, mail, said, qtbot, ctx):
    def refuse():
        raise KnownProblem("mail.refused", "Nothing answers on port 993.", "Check the port.")

    held[:] = [refuse]
    accounts.remember(ctx.workspace, mail, "hunter2")
    said.clear()
    page.fetch.click()
    qtbot.waitUntil(lambda: bool(said))
    assert (said[-1].level, said[-1].text) == ("error", "Nothing answers on port 993.")
