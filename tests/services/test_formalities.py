"""Papers of a board's members, renewals beside an ask, chairs of a council who approve, and what the door must know."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from pypdf import PdfReader

from advoplanner.core.errors import RuleBroken
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.people import ContactDraft
from advoplanner.services import (
    agenda,
    agenda_versions,
    checks,
    councils,
    day_alerts,
    events,
    formalities,
    guests,
    history,
    people,
    people_merge,
    printing,
)

NOW = datetime(2027, 1, 12, 9, tzinfo=UTC)
START = datetime(2027, 3, 10, 9)


def event_of(ws, kind="cab", start=START, **words) -> str:
    new = NewEvent(kind, words.pop("title", "Spring"), "Learn", start, start + timedelta(hours=7), "Europe/Berlin", template=False, **words)
    return events.new(ws, new).created("event")[0]


def member(ws, event, name="Ana Lima", company="Lima Foods", **words) -> tuple[str, str]:
    person = people.add(ws, ContactDraft(display_name=name, organisation=company)).created("person")[0]
    return guests.add(ws, event, [person], **words).changes.created("guest")[0], person


def codes(ws, event) -> set[str]:
    return {f.code for f in checks.run(ws, event).findings}


def test_papers_that_are_not_signed_are_a_warning_two_weeks_before_and_shown_at_the_door(ws, clock):
    event = event_of(ws)
    guest, person = member(ws, event)
    member(ws, event, "Hanna Host", "Vendor", side="host")
    [row] = formalities.rows(ws, event)
    assert (row.missing_words, row.door_words) == ("NDA and competition-law notice", "No signed NDA")
    assert "guests.papers" not in codes(ws, event)
    clock.now = datetime(2027, 2, 26, 9, tzinfo=UTC)
    [found] = [f for f in checks.run(ws, event).findings if f.code == "guests.papers"]
    assert (found.severity, found.subject_ids, found.page) == ("W", (guest,), "kit")
    assert day_alerts.of(ws, event) == {guest: "No signed NDA"}
    formalities.record(ws, person, "nda", state="signed", file_name="lima.pdf")
    formalities.record(ws, person, "competition", state="signed", signed="2027-02-20", expires="2027-03-09")
    [row] = formalities.rows(ws, event)
    assert (row.paper("nda").signed, row.paper("nda").file_name) == (date(2027, 2, 26), "lima.pdf")
    assert (row.missing, row.paper("competition").words(row.day)) == (("competition",), "Expired")
    assert day_alerts.of(ws, event) == {}
    formalities.record(ws, person, "competition", expires=date(2028, 3, 9))
    assert "guests.papers" not in codes(ws, event)


def test_a_step_with_papers_is_undone_as_one(ws):
    event = event_of(ws)
    _, person = member(ws, event)
    formalities.record(ws, person, "nda", state="signed")
    history.undo(ws)
    assert formalities.rows(ws, event)[0].papers == {}
    history.redo(ws)
    assert formalities.rows(ws, event)[0].paper("nda").state == "signed"


@pytest.mark.parametrize(
    ("fields", "field"),
    [({"state": "lost"}, "state"), ({"signed": "soon"}, "signed"), ({"signed": "2027-05-01"}, "signed"), ({"file_name": "x" * 201}, "file_name"),
     ({"signed": "2027-01-10", "expires": "2027-01-09"}, "expires")],
)  # fmt: skip
def test_what_cannot_be_is_refused_at_its_field(ws, fields, field):
    event = event_of(ws)
    _, person = member(ws, event)
    with pytest.raises(RuleBroken) as broken:
        formalities.record(ws, person, "nda", **fields)
    assert broken.value.field == field
    assert formalities.rows(ws, event)[0].papers == {}


def test_seed_001_10_a_renewal_within_sixty_days_of_the_ask_is_a_warning(ws):
    event = event_of(ws)
    guest, _ = member(ws, event)
    company = formalities.rows(ws, event)[0].organisation_id
    formalities.set_renewal(ws, company, "2027-05-10")
    assert "guests.renewal" not in codes(ws, event), "61 days after"
    formalities.set_renewal(ws, company, "2027-05-09")
    [found] = [f for f in checks.run(ws, event).findings if f.code == "guests.renewal"]
    assert (found.severity, found.subject_ids) == ("W", (guest,))
    assert "Lima Foods" in found.message
    with pytest.raises(RuleBroken) as broken:
        formalities.set_renewal(ws, company, "in spring")
    assert broken.value.field == "renewal"


def test_two_people_made_one_keep_the_paper_that_is_signed(ws):
    event = event_of(ws)
    _, keep = member(ws, event)
    gone = people.add(ws, ContactDraft(display_name="A. Lima")).created("person")[0]
    formalities.record(ws, keep, "nda", state="sent")
    formalities.record(ws, gone, "nda", state="signed", file_name="a.pdf")
    formalities.record(ws, gone, "competition", state="sent")
    people_merge.merge(ws, keep, gone)
    [row] = formalities.rows(ws, event)
    assert (row.paper("nda").file_name, row.paper("competition").state) == ("a.pdf", "sent")


def test_seed_000_03_the_chairs_approve_what_is_released_and_the_vendor_only_advises(ws):
    event = event_of(ws, "council", host_company="Lima Foods", sponsor="Vendor")
    chair, _ = member(ws, event, role="chair")
    vendor, _ = member(ws, event, "Hanna Host", "Vendor", side="host")
    other, _ = member(ws, event, "Ole Berg", "Berg")
    with pytest.raises(RuleBroken, match="No agenda is released"):
        councils.approve(ws, event, chair)
    talk = agenda.add(ws, event, type="framed_discussion", title="Costs", start=START, minutes=60).created("session")[0]
    agenda_versions.release(ws, event, waiver="The chairs asked for it")
    assert "agenda.approval" in codes(ws, event)
    with pytest.raises(RuleBroken, match="only advises"):
        councils.approve(ws, event, vendor)
    with pytest.raises(RuleBroken, match="does not chair"):
        councils.approve(ws, event, other)
    councils.approve(ws, event, chair)
    assert "agenda.approval" not in codes(ws, event)
    assert councils.read(ws, event).disclosure == "Sponsored by Vendor, who has no say in the agenda."
    agenda.edit(ws, talk, title="Costs of peers")
    agenda_versions.release(ws, event, waiver="The chairs asked for it")
    assert "agenda.approval" in codes(ws, event), "a new version waits anew"
    councils.approve(ws, event, chair)
    councils.approve(ws, event, chair, False)
    assert [(row.name, row.approved) for row in councils.read(ws, event).chairs if not row.of_vendor] == [("Ana Lima", 1)]


def test_the_host_changes_and_the_roster_grows(ws):
    first = event_of(ws, "council", START - timedelta(days=90), title="Winter", host_company="Lima Foods")
    _, ana = member(ws, first)
    second = event_of(ws, "council", host_company="Lima Foods")
    guests.add(ws, second, [ana])
    member(ws, second, "Ole Berg", "Berg")
    assert [(row.title, row.members, row.new) for row in councils.read(ws, second).growth] == [("Winter", 1, 1), ("Spring", 2, 1)]
    assert "event.same_host" in codes(ws, second)
    events.edit(ws, second, host_company="Berg")
    assert "event.same_host" not in codes(ws, second)


def test_an_event_with_papers_and_approvals_can_be_removed(ws):
    event = event_of(ws, "council")
    chair, person = member(ws, event, role="chair")
    agenda.add(ws, event, type="framed_discussion", title="Costs", start=START, minutes=60)
    agenda_versions.release(ws, event, waiver="The chairs asked for it")
    councils.approve(ws, event, chair)
    formalities.record(ws, person, "nda", state="sent")
    events.remove(ws, [event])
    people.remove(ws, [person])
    assert people.rows(ws) == []


def test_the_link_of_a_virtual_meeting_stands_on_the_agenda_of_those_who_are_invited(ws, tmp_path):
    event = event_of(ws)
    member(ws, event)
    agenda.add(ws, event, type="panel", title="Costs", start=START, minutes=60)
    with pytest.raises(RuleBroken) as refused:
        events.edit(ws, event, join_link="http://meet.example/board")
    assert (refused.value.code, refused.value.field) == ("events.link", "join_link")
    events.edit(ws, event, join_link="https://meet.example/board")
    for audience, told in (("member", True), ("venue", False), ("public", False)):
        [file] = printing.export(ws, event, tmp_path / audience, only=["agenda"], audience=audience).files
        assert ("Join online: https://meet.example/board" in PdfReader(file.path).pages[0].extract_text()) == told
