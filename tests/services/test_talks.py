"""Whoever presents: brief, draw, own guests and the word on being recorded; checks and tasks that follow from them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from advoplanner.core.errors import RuleBroken
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.people import ContactDraft
from advoplanner.domain.restrictions import Audience, Use, decide
from advoplanner.domain.talks import draw_words, guests_words
from advoplanner.exports import runofshow_pdf
from advoplanner.services import agenda, checks, documents, events, guests, history, motives, people, talks, tasks

NOW = datetime(2027, 1, 12, 9, tzinfo=UTC)
START = datetime(2027, 3, 10, 7)


@pytest.fixture
def event(ws) -> str:
    new = NewEvent("rockstar", "Flour before seven", "Learn", START, START + timedelta(minutes=45), "Europe/Berlin", capacity=40, template=False)
    return events.new(ws, new).created("event")[0]


def presenter(ws, event, name="Ana Lima", role="presenter", side="customer") -> str:
    person = people.add(ws, ContactDraft(display_name=name, side=side)).created("person")[0]
    return guests.add(ws, event, [person], role=role).changes.created("guest")[0]


def test_seed_003_02_a_brief_is_complete_with_context_what_went_wrong_and_where_it_does_not_fit(ws, event):
    guest = presenter(ws, event)
    presenter(ws, event, "Hanna Host", side="host")
    [row] = talks.rows(ws, event)
    assert row.missing == ("the context", "what went wrong", "where it would not fit")
    talks.edit(ws, guest, context="Seven shops\nthree mills", went_wrong="Two weeks without bread")
    assert talks.rows(ws, event)[0].missing == ("where it would not fit",)
    talks.edit(ws, guest, not_for="Shops without a mill")
    assert talks.rows(ws, event)[0].missing == ()
    assert talks.rows(ws, event)[0].context == "Seven shops\nthree mills"


def test_two_weeks_before_an_incomplete_brief_is_a_warning(ws, event, clock):
    guest = presenter(ws, event)
    assert "event.speaker_brief" not in {f.code for f in checks.run(ws, event).findings}
    clock.now = datetime(2027, 2, 24, 9, tzinfo=UTC)
    [found] = [f for f in checks.run(ws, event).findings if f.code == "event.speaker_brief"]
    assert (found.severity, found.subject_ids, found.page) == ("W", (guest,), "kit")
    assert "Ana Lima (the context, what went wrong and where it would not fit)" in found.message
    talks.edit(ws, guest, context="a", went_wrong="b", not_for="c")
    assert "event.speaker_brief" not in {f.code for f in checks.run(ws, event).findings}


def test_seed_003_54_nobody_approves_the_story(ws, event):
    presenter(ws, event)
    row = talks.rows(ws, event)[0]
    assert not {name for name in type(row).__slots__ if "approv" in name or "script" in name}
    with pytest.raises(TypeError):
        talks.edit(ws, row.id, approved=True)


def test_seed_001_14_a_presenter_without_a_session_is_prepared_too(ws, event):
    guest = presenter(ws, event)
    keys = {row.key for row in tasks.rows(ws, event)}
    assert {f"task.speaker.{word}:{guest}" for word in ("coaching", "rehearsal", "brief", "consent")} <= keys
    titles = [row.title for row in tasks.rows(ws, event)]
    assert "Coach Ana Lima for “Flour before seven”" in titles
    talk = agenda.add(ws, event, type="peer_story", title="Flour", start=START, minutes=30).created("session")[0]
    agenda.set_person(ws, talk, guest, "presenter")
    titles = [row.title for row in tasks.rows(ws, event)]
    assert "Coach Ana Lima for “Flour”" in titles
    assert len([t for t in titles if t.startswith("Coach")]) == 1
    guests.set_reply(ws, [guest], "declined")
    assert not [row for row in tasks.rows(ws, event) if "Ana Lima" in row.title]


def test_who_withdraws_leaves_the_session_in_the_tray_with_its_notes(ws, event):
    guest = presenter(ws, event)
    talk = agenda.add(ws, event, type="peer_story", title="Flour", start=START, minutes=30).created("session")[0]
    agenda.edit(ws, talk, private_notes="Slides by Friday")
    agenda.set_person(ws, talk, guest, "presenter")
    assert guests.set_reply(ws, [guest], "declined").label == "Mark Ana Lima declined, off “Flour”"
    [row] = agenda.rows(ws, event)
    assert (row.people, row.private_notes, row.start) == ((), "Slides by Friday", None)
    history.undo(ws)
    [row] = agenda.rows(ws, event)
    assert ([p.name for p in row.people], row.start) == (["Ana Lima"], START)


def test_a_customers_story_waits_in_the_tray_at_a_council_too_and_a_panel_of_hosts_does_not(ws):
    council = events.new(ws, NewEvent("council", "Council", "Learn", START, START + timedelta(hours=3), "UTC", template=False)).created("event")[0]
    guest = presenter(ws, council)
    for title, kind in (("Our year", "peer_story"), ("Round", "panel")):
        row = agenda.add(ws, council, type=kind, title=title, start=START, minutes=30).created("session")[0]
        agenda.set_person(ws, row, guest, "presenter")
    guests.set_reply(ws, [guest], "declined")
    assert {row.title: row.start for row in agenda.rows(ws, council)} == {"Our year": None, "Round": START}


def test_with_a_second_presenter_the_session_keeps_its_time(ws, event):
    first, second = presenter(ws, event), presenter(ws, event, "Bo Berg")
    talk = agenda.add(ws, event, type="panel", title="Two shops", start=START, minutes=30).created("session")[0]
    for guest in (first, second):
        agenda.set_person(ws, talk, guest, "presenter")
    guests.set_reply(ws, [first], "declined")
    assert agenda.rows(ws, event)[0].start == START
    guests.edit(ws, [second], decision="notnow")
    assert agenda.rows(ws, event)[0].start is None


def test_seed_003_40_the_word_on_recording_is_kept_with_the_person_and_heeded(ws, event):
    guest = presenter(ws, event)
    person = talks.rows(ws, event)[0].person_id
    assert talks.rows(ws, event)[0].recording == ""
    assert talks.set_recording(ws, guest, "yes").label == "Ana Lima may be recorded"
    row = talks.rows(ws, event)[0]
    assert (row.recording, row.why) == ("yes", "Said for “Flour before seven” on 12 January 2027")
    limits = guests.restrictions(ws, event)[person]
    assert decide(Use.RECORDING, limits, Audience.PUBLIC, START.date()).allowed
    talks.set_recording(ws, guest, "no")
    assert [r.allows for r in guests.restrictions(ws, event)[person]] == [False]
    assert talks.rows(ws, event)[0].recording == "no"
    history.undo(ws)
    assert talks.rows(ws, event)[0].recording == "yes"
    talks.set_recording(ws, guest, "")
    assert talks.rows(ws, event)[0].recording == ""


def test_a_companys_no_stands_above_the_presenters_yes(ws, event):
    guest = presenter(ws, event)
    people.edit(ws, talks.rows(ws, event)[0].person_id, organisation="Ministry")
    company = next(row.id for row in people.organisations(ws) if row.name == "Ministry")
    motives.add_restriction(ws, organisation_id=company, kind="no_recording", note="House rule")
    talks.set_recording(ws, guest, "yes")
    assert talks.rows(ws, event)[0].recording == "no"


def test_seed_003_33_a_presenter_brings_guests_of_their_own(ws, event):
    guest = presenter(ws, event)
    talks.edit(ws, guest, own_guests=2, draw=60)
    friends = [presenter(ws, event, f"Friend {n}", role="participant") for n in range(3)]
    guests.edit(ws, friends[:2], brought_by="ana lima")
    [row] = talks.rows(ws, event)
    assert (row.brought, guests_words(row)) == (2, "2 of 2")
    guests.edit(ws, friends[2:], brought_by="Ana Lima")
    assert guests_words(talks.rows(ws, event)[0]) == "3 of 2, more than agreed"
    guests.set_reply(ws, friends[:1], "declined")
    assert talks.rows(ws, event)[0].brought == 2
    assert draw_words([row], 40) == "60 listeners are expected, and there are 40 places: a waiting list will be needed."
    assert draw_words([row], 80) == "60 listeners expected for 80 places."


@pytest.mark.parametrize("fields", [{"draw": -1}, {"own_guests": 10**9}, {"context": "x" * 2001}])
def test_bad_input_is_refused_at_the_field(ws, event, fields):
    guest = presenter(ws, event)
    with pytest.raises(RuleBroken) as refused:
        talks.edit(ws, guest, **fields)
    assert refused.value.field == next(iter(fields))
    assert talks.rows(ws, event)[0].context == ""
    with pytest.raises(RuleBroken):
        talks.set_recording(ws, guest, "perhaps")


def test_a_talk_goes_with_its_guest_and_comes_back_with_undo(ws, event):
    guest = presenter(ws, event)
    talks.edit(ws, guest, context="Seven shops")
    guests.remove(ws, [guest])
    assert talks.rows(ws, event) == []
    history.undo(ws)
    assert talks.rows(ws, event)[0].context == "Seven shops"


def test_whom_a_camera_may_record_stands_in_the_run_of_show_for_the_venue_too(ws, event):
    asked, refused, silent = (presenter(ws, event, name) for name in ("Ana Lima", "Bo Berg", "Cy Dahl"))
    talk = agenda.add(ws, event, type="panel", title="Three shops", start=START, minutes=30, materials="Three chairs").created("session")[0]
    for guest in (asked, refused, silent):
        agenda.set_person(ws, talk, guest, "panellist")
        talks.edit(ws, guest, context="Only for the team")
    talks.set_recording(ws, asked, "yes")
    talks.set_recording(ws, refused, "no")
    for audience in ("host", "venue"):
        pack = documents.pack(ws, event, audience)
        cells = [cell for page in runofshow_pdf.plan(pack, (210, 297)) for row in page.draw.args[0][0].rows for cell in row.row.cells]
        assert "Three chairs · Do not record: Bo Berg · Ask before recording: Cy Dahl · May be recorded: Ana Lima" in cells
        assert any(t.context for t in pack.talks) == (audience == "host")
    assert documents.pack(ws, event, "public").talks == ()
