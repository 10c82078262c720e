"""A whole story in a real Thunderbird: invited, accepted, moved and asked again, declined, cancelled and gone from the calendar."""

from __future__ import annotations

import os
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from advoplanner.bootstrap import create_workspace
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.people import ContactDraft
from advoplanner.services import events, guests, outbox, people, replies

sys.path.insert(0, str(Path(__file__).parent))

from thunderbird import PATIENCE, Thunderbird, free_port, program

GUEST = "ana@guest.example"
START = datetime(2030, 3, 13, 18)

pytestmark = [
    pytest.mark.skipif(not os.environ.get("ADVOPLANNER_THUNDERBIRD"), reason="2026-11-28: takes a minute: ADVOPLANNER_THUNDERBIRD=1 asks for it"),
    pytest.mark.skipif(not program(), reason="2026-11-28: needs Thunderbird: on Debian, apt-get install thunderbird"),
]


class Sent:
    """What the mail program sends, in the order of sending."""

    port = 0

    def __init__(self) -> None:
        self.messages: list[bytes] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.messages.append(envelope.content)
        return "250 OK"

    def wait_for(self, count: int) -> bytes:
        began = time.monotonic()
        while len(self.messages) < count:
            assert time.monotonic() - began < PATIENCE, "no answer was sent"
            time.sleep(0.2)
        return self.messages[-1]


@pytest.fixture
def sent():
    handler = Sent()
    handler.port = free_port()
    controller = Controller(handler, hostname="127.0.0.1", port=handler.port)
    controller.start()
    yield handler
    controller.stop()


def test_a_guest_accepts_is_asked_again_after_a_move_declines_and_is_called_off(tmp_path: Path, sent: Any) -> None:
    ws = create_workspace(tmp_path / "w.advo")
    new = NewEvent("council", "Data council", "Hear what worked.", START, START + timedelta(hours=4), "Europe/Berlin",
                   venue="Haus", organiser_email="host@firm.example", template=False)  # fmt: skip
    event = events.new(ws, new).created("event")[0]
    guests.add(ws, event, people.add(ws, ContactDraft(given="Ana", family="Lima", emails=(GUEST,))).created("person"))

    def shown(paths: tuple[Path, ...]) -> Thunderbird:
        return Thunderbird(program(), tmp_path, GUEST, sent.port, paths[0].read_bytes().replace(b"X-Unsent: 1\r\n", b""))

    def answer(count: int) -> str:
        path = tmp_path / f"answer-{count}.eml"
        path.write_bytes(sent.wait_for(count))
        assert [item.outcome for item in replies.read_files(ws, [path]).items] == ["applied"]
        return guests.rows(ws, event)[0].reply

    try:
        with shown(outbox.invite(ws, event, tmp_path / "first").written) as reader:
            assert {"Accept", "Decline"} <= reader.offers()
            reader.press("Accept")
            assert answer(1) == "accepted"
            assert reader.entries() == 1
        events.edit(ws, event, start=START + timedelta(days=1))
        with shown(outbox.invite(ws, event, tmp_path / "second").written) as reader:
            assert {"Accept", "Decline"} <= reader.offers()
            reader.press("Decline")
            assert answer(2) == "declined"
        with shown(outbox.cancel(ws, event, tmp_path / "third").written) as reader:
            assert "Delete" in reader.offers()
            reader.press("Delete")
            began = time.monotonic()
            while reader.entries():
                assert time.monotonic() - began < PATIENCE, "the entry is still in the calendar"
                time.sleep(0.2)
    finally:
        ws.close()
