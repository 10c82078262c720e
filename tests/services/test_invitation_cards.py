"""Invitations on paper for those who cannot be written to."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader

from advoplanner.bootstrap import create_workspace
from advoplanner.core.errors import RuleBroken
from advoplanner.domain.audiences import EVERYBODY
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.people import ContactDraft
from advoplanner.services import events, guests, invitation_cards, invitations, people
from advoplanner.services.context import Workspace

START = datetime(2031, 3, 12, 18)


@pytest.fixture
def ws(tmp_path: Path):
    made = create_workspace(tmp_path / "w.advo")
    yield made
    made.close()


def invited(ws: Workspace, *people_: tuple[str, str]) -> str:
    """An evening whose invitations lie in the outbox: (name, address) of each guest."""
    facts = {"venue": "Haus am Ufer", "city": "Berlin", "organiser_name": "Mira Host", "organiser_email": "mira@host.example", "template": False}
    new = NewEvent("council", "Evening <b>among</b> peers", "Hear what worked.", START, START + timedelta(hours=4), "Europe/Berlin", **facts)
    event_id = events.new(ws, new).created("event")[0]
    for name, address in people_:
        made = people.add(ws, ContactDraft(display_name=name, emails=(address,) if address else ())).created("person")
        guests.add(ws, event_id, made)
    wave = invitations.new_wave(ws, event_id, "invitation", audience=EVERYBODY).created("wave")[0]
    invitations.draft(ws, wave)
    return event_id


def test_who_has_no_address_gets_a_card_that_says_when_where_and_whom_to_tell(ws: Workspace, tmp_path: Path) -> None:
    event_id = invited(ws, ("Ada Byron", "ada@x.example"), ("Nguyễn Thị Hồng", ""), ("Bo Li", ""))
    assert invitation_cards.write(ws, event_id, tmp_path / "cards.pdf") == 2
    first, second = (page.extract_text() for page in PdfReader(tmp_path / "cards.pdf").pages)
    assert "Bo Li" in first + second
    assert "Nguyễn Thị Hồng" in first + second
    assert "Ada Byron" not in first + second
    for words in ("Evening <b>among</b> peers", "Hear what worked.", "12 Mar 2031, 18:00", "Haus am Ufer", "mira@host.example"):
        assert words in first.replace("\n", " ")


def test_where_everybody_can_be_written_to_nothing_is_printed(ws: Workspace, tmp_path: Path) -> None:
    event_id = invited(ws, ("Ada Byron", "ada@x.example"))
    with pytest.raises(RuleBroken) as refused:
        invitation_cards.write(ws, event_id, tmp_path / "cards.pdf")
    assert refused.value.code == "cards.nobody"
    assert not (tmp_path / "cards.pdf").exists()
