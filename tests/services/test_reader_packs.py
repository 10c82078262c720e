"""A pack for one reader: their own one-to-ones, introductions and guests, and nothing that their audience may not read."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime
from pathlib import Path

import pypdfium2
import pytest

from advoplanner.bootstrap import create_workspace
from advoplanner.core.errors import RuleBroken
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.motives import Motives
from advoplanner.domain.people import ContactDraft
from advoplanner.services import agenda, events, guests, motives, people, reader_packs

START = datetime(2031, 3, 10, 18)
FOLK = (("Hanna", "host"), ("Hugo", "host"), ("Metilda", "customer"), ("Other", "customer"), ("Prosper", "prospect"), ("Hidden", "customer"))


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    with closing(create_workspace(tmp_path_factory.mktemp("readers") / "w.advo")) as ws:
        ids = {}
        for name, side in FOLK:
            draft = ContactDraft(given=name, family="Lee", emails=(f"{name.lower()}@x.example",), organisation=f"{name} Works", side=side)
            ids[name] = people.add(ws, draft).created("person")[0]
            motives.set_motives(ws, ids[name], Motives({"status": 3}, jobs=(f"Qjob{name}",)))
        motives.add_restriction(ws, person_id=ids["Hidden"], kind="no_name_in_print")
        event_id = events.new(ws, NewEvent("cab", "Board", "To listen", START, START.replace(hour=22), "Europe/Berlin")).created("event")[0]
        guests.add(ws, event_id, ids.values())
        invited = {g.name.split()[0]: g.id for g in guests.rows(ws, event_id)}
        guests.set_reply(ws, list(invited.values()), "accepted")
        session_id = agenda.add(ws, event_id, type="panel", title="Open floor", start=START, minutes=60).created("session")[0]
        for name in ("Hanna", "Metilda"):
            agenda.set_person(ws, session_id, invited[name], "panellist")
        yield ws, event_id


def words(path: Path) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path))


def test_a_host_gets_their_own_part_and_pages_of_those_they_have_to_do_with(world, tmp_path):
    report = reader_packs.export(*world, tmp_path, ["hanna@x.example"])
    (file,) = report.files
    assert file.path.name == "Board - Briefing pack for Hanna Lee.pdf"
    assert file.audience == "host"
    text = words(file.path)
    assert "Your part" in text
    assert "QjobMetilda" in text
    assert "QjobOther" not in text


def test_a_member_gets_what_members_may_read(world, tmp_path):
    (file,) = reader_packs.export(*world, tmp_path, ["Metilda Lee"]).files
    text = words(file.path)
    assert file.audience == "member"
    assert "You are on the panel" in text
    assert "Qjob" not in text
    assert "Hidden" not in text


def test_every_host_gets_a_file(world, tmp_path):
    files = reader_packs.export(*world, tmp_path, [reader_packs.HOSTS]).files
    assert sorted(f.path.stem.split(" for ")[1] for f in files) == ["Hanna Lee", "Hugo Lee"]


@pytest.mark.parametrize("who", ["nobody", "Prosper Lee", ""])
def test_who_may_not_have_a_pack_is_told_at_the_field(world, tmp_path, who):
    with pytest.raises(RuleBroken, match="nobody who may have a briefing pack") as refused:
        reader_packs.export(*world, tmp_path, [who])
    assert refused.value.field == "reader"
    assert list(tmp_path.iterdir()) == []


def test_who_may_not_be_named_to_members_gets_none(world, tmp_path):
    with pytest.raises(RuleBroken, match="not among those the pack names"):
        reader_packs.export(*world, tmp_path, ["Hidden Lee"])
    assert list(tmp_path.iterdir()) == []
