"""A workspace from before there were mail accounts opens, and can have one."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from advoplanner import bootstrap
from advoplanner.services import accounts
from advoplanner.store.engine import APPLICATION_ID
from advoplanner.store.migrations import run
from advoplanner.store.models import Delivery, MailboxMark

AT = datetime(2027, 1, 4, tzinfo=UTC).isoformat(timespec="microseconds")


def test_a_workspace_from_before_mail_accounts(tmp_path: Path) -> None:
    path = tmp_path / "old.advo"
    run.upgrade(path, "0006")
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute(f"PRAGMA application_id={APPLICATION_ID}")
        raw.execute("INSERT INTO workspace_info (id, name, created_at, changed_at) VALUES ('workspace', 'Old', ?, ?)", (AT, AT))
    ws = bootstrap.open_workspace(path)
    assert accounts.rows(ws) == []
    made = accounts.add(ws, "jo@host.example.com").created("mail_account")[0]
    assert not accounts.account(ws, made).sends
    with ws.reading() as session:
        assert [session.query(model).count() for model in (Delivery, MailboxMark)] == [0, 0]
    ws.close()
