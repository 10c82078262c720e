"""Calendar files to give away: one entry, days or sessions, the same identities as the invitations, and nobody named."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import icalendar
import pytest

from advoplanner.bootstrap import create_workspace
from advoplanner.core.errors import RuleBroken
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.people import ContactDraft
from advoplanner.services import agenda, calendar, events, guests, motives, people

START = datetime(2027, 6, 10, 9)


@pytest.fixture
def ws(tmp_path):
    workspace = create_workspace(tmp_path / "w.advo", clock=lambda: datetime(2027, 3, 1, 9, tzinfo=UTC))
    yield workspace
    workspace.close()


@pytest.fixture
def event(ws) -> str:
    new = NewEvent("cab", "Board", "Hear what worked.", START, START + timedelta(days=1, hours=8), "Europe/Berlin",
                   venue="Haus", organiser_email="host@firm.example", template=False)  # fmt: skip
    event_id = events.new(ws, new).created("event")[0]
    talk = agenda.add(ws, event_id, type="peer_story", title="Cold chains", start=START + timedelta(hours=1), minutes=45, room="Blue room")
    agenda.add(ws, event_id, type="panel", title="Dry run", start=START + timedelta(hours=3), minutes=30, visibility="host")
    agenda.add(ws, event_id, type="panel", title="In the tray")
    person = people.add(ws, ContactDraft(given="Ana", family="Lima", emails=("ana@guest.example",))).created("person")[0]
    guest = guests.add(ws, event_id, [person]).changes.created("guest")[0]
    agenda.set_person(ws, talk.created("session")[0], guest)
    return event_id


def written(ws, event: str, tmp_path, form: str = "") -> list[Any]:
    data = calendar.publish(ws, [event], tmp_path / "out.ics", form).path.read_bytes()
    assert b"METHOD:PUBLISH" in data
    assert b"ATTENDEE" not in data
    assert b"Lima" not in data
    return icalendar.Calendar.from_ical(data).walk("VEVENT")


def test_an_event_stands_in_one_entry_in_days_or_in_sessions_as_wished(ws, event, tmp_path):
    uid = events.details(ws, event).uid
    (whole,) = written(ws, event, tmp_path)
    assert (str(whole["UID"]), f"{whole['DTSTART'].dt:%d %H:%M}", f"{whole['DTEND'].dt:%d %H:%M}") == (uid, "10 09:00", "11 17:00")
    first, second = written(ws, event, tmp_path, "days")
    assert (str(first["UID"]), str(first["SUMMARY"]), str(second["SUMMARY"])) == (uid, "Board, day 1 of 2", "Board, day 2 of 2")
    assert str(second["UID"]) != uid
    (days,) = written(ws, event, tmp_path, "all_day")
    assert str(days["DTSTART"].dt) == "2027-06-10"
    (talk,) = written(ws, event, tmp_path, "sessions")
    assert (str(talk["SUMMARY"]), f"{talk['DTSTART'].dt:%H:%M}", str(talk["LOCATION"])) == ("Cold chains", "10:00", "Blue room, Haus")


def test_a_file_follows_the_form_of_the_invitations_unless_told_otherwise(ws, event, tmp_path):
    events.edit(ws, event, calendar_form="days")
    assert len(written(ws, event, tmp_path)) == 2
    assert len(written(ws, event, tmp_path, "block")) == 1


def test_names_that_somebody_typed_pass_the_rule_of_what_the_public_reads(ws, event, tmp_path):
    ana = guests.rows(ws, event)[0]
    made = people.add(ws, ContactDraft(given="Olga", family="Host", side="host")).created("person")
    guests.add(ws, event, made, side="host")
    events.edit(ws, event, title="An evening with Ana Lima and Olga Host", purpose="Ana Lima says how.")
    agenda.add(ws, event, type="panel", title="ana lima and friends", start=START + timedelta(hours=5), minutes=30)
    done = calendar.publish(ws, [event], tmp_path / "public.ics", "sessions")
    words = done.path.read_text(encoding="utf-8").replace("\r\n ", "")
    assert "SUMMARY:A guest and friends" in words
    assert "Part of An evening with a guest and Olga Host." in words
    assert "lima" not in words.casefold()
    assert done.unnamed == ("Ana Lima is left out: whether they may be named in public is not known.",)
    motives.add_restriction(ws, person_id=ana.person_id, kind="no_name_in_print", allows=True)
    done = calendar.publish(ws, [event], tmp_path / "public.ics")
    assert "SUMMARY:An evening with Ana Lima and Olga Host" in done.path.read_text(encoding="utf-8")
    assert done.unnamed == ()


def test_a_company_that_endorses_nothing_is_not_named_either(ws, event, tmp_path):
    made = people.add(ws, ContactDraft(given="Bo", family="Berg", organisation="Acme Cold Chains")).created("person")
    guests.add(ws, event, made)
    company = guests.rows(ws, event)[0].organisation_id
    events.edit(ws, event, title="How Acme Cold Chains did it")
    assert calendar.publish(ws, [event], tmp_path / "public.ics").unnamed == ()
    motives.add_restriction(ws, organisation_id=company, kind="no_endorsement")
    done = calendar.publish(ws, [event], tmp_path / "public.ics")
    assert "SUMMARY:How a company did it" in done.path.read_text(encoding="utf-8")
    assert done.unnamed == ("Acme Cold Chains is left out: no endorsement, as for everybody at Acme Cold Chains.",)


def test_what_cannot_be_written_is_said(ws, event, tmp_path):
    with pytest.raises(RuleBroken, match="no form “weekly”"):
        calendar.publish(ws, [event], tmp_path / "out.ics", "weekly")
    agenda.remove(ws, [row.id for row in agenda.rows(ws, event) if row.for_members and row.start])
    with pytest.raises(RuleBroken, match="no session with a time that everybody may read"):
        calendar.publish(ws, [event], tmp_path / "out.ics", "sessions")
    assert not (tmp_path / "out.ics").exists()
