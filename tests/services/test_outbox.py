"""What leaves, to the octet: versions, cancellations, runs that were cut off, and folders that say no."""

from __future__ import annotations

import email
import os
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import icalendar
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advoplanner.bootstrap import create_workspace
from advoplanner.core.errors import Cancelled, KnownProblem, RuleBroken
from advoplanner.domain.audiences import EVERYBODY
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.people import ContactDraft
from advoplanner.services import departures, events, guests, history, invitations, outbox, people

NOW = datetime(2027, 1, 12, 9, tzinfo=UTC)
START = datetime(2027, 3, 10, 18)


@pytest.fixture
def ws(tmp_path):
    workspace = create_workspace(tmp_path / "w.advo", clock=lambda: NOW)
    yield workspace
    workspace.close()


@pytest.fixture
def event(ws) -> str:
    return invited_event(ws)


def invited_event(ws) -> str:
    """An event with Ana, Ben and Cara on its list."""
    new = NewEvent("council", "Data council", "Hear what worked.", START, START + timedelta(hours=4), "Europe/Berlin",
                   venue="Haus", organiser_email="host@firm.example", template=False)  # fmt: skip
    event_id = events.new(ws, new).created("event")[0]
    for name in ("Ana Lima", "Ben Okafor", "Cara Diaz"):
        given, _, family = name.partition(" ")
        person = people.add(ws, ContactDraft(given=given, family=family, emails=(f"{given.lower()}@guest.example",))).created("person")[0]
        guests.add(ws, event_id, [person])
    return event_id


@pytest.fixture
def out(tmp_path) -> Path:
    return tmp_path / "out"


def guest(ws, event_id: str, given: str) -> str:
    return next(g.id for g in guests.rows(ws, event_id) if g.name.startswith(given))


def read(path: Path):
    """(SEQUENCE, DTSTAMP, PARTSTAT, the entry, the message) of one file."""
    message = email.message_from_bytes(path.read_bytes())
    part = next(p for p in message.walk() if p.get_content_type() == "text/calendar")
    entry = icalendar.Calendar.from_ical(part.get_payload(decode=True)).walk("VEVENT")[0]
    return int(entry["SEQUENCE"]), entry["DTSTAMP"].dt, entry["ATTENDEE"].params.get("PARTSTAT", ""), entry, message


def names(done) -> list[str]:
    return [p.name for p in done.written]


def test_each_guest_gets_one_file_and_a_second_run_writes_nothing(ws, event, out):
    done = outbox.invite(ws, event, out)
    assert names(done) == ["0001-request-ana@guest.example.eml", "0002-request-ben@guest.example.eml", "0003-request-cara@guest.example.eml"]
    assert {m.state for m in invitations.messages(ws, event)} == {"exported"}
    assert events.details(ws, event).status == "inviting"
    sequence, _, partstat, entry, message = read(done.written[0])
    assert (sequence, partstat, str(entry["ATTENDEE"])) == (0, "NEEDS-ACTION", "mailto:ana@guest.example")
    assert message["To"] == '"Ana Lima" <ana@guest.example>'
    assert message["X-Unsent"] == "1"
    assert outbox.invite(ws, event, out).written == ()
    assert len(list(out.iterdir())) == 3


def test_a_new_time_asks_again_with_a_higher_sequence_and_a_newer_stamp(ws, event, out):
    first = outbox.invite(ws, event, out)
    events.edit(ws, event, start=START + timedelta(days=1))
    second = outbox.invite(ws, event, out)
    assert len(second.written) == 3
    before, after = read(first.written[0]), read(second.written[0])
    assert (before[0], after[0], after[2]) == (0, 1, "NEEDS-ACTION")
    assert after[1] > before[1]
    assert after[3]["UID"] == before[3]["UID"]
    assert after[4]["Subject"] == "Updated: Data council"
    assert "has changed" in next(p for p in after[4].walk() if p.get_content_type() == "text/plain").get_payload(decode=True).decode()
    assert outbox.invite(ws, event, out).written == ()


def test_a_new_room_keeps_the_sequence_with_a_newer_stamp(ws, event, out):
    first = outbox.invite(ws, event, out)
    events.edit(ws, event, room="Saal 2")
    second = outbox.invite(ws, event, out)
    assert (read(first.written[0])[0], read(second.written[0])[0]) == (0, 0)
    assert read(second.written[0])[1] > read(first.written[0])[1]
    assert str(read(second.written[0])[3]["LOCATION"]) == "Saal 2, Haus"


def test_moved_and_moved_back_writes_nothing(ws, event, out):
    outbox.invite(ws, event, out)
    events.edit(ws, event, start=START + timedelta(days=1))
    events.edit(ws, event, start=START)
    assert outbox.invite(ws, event, out).written == ()


def test_new_words_in_the_wave_do_not_write_to_those_who_were_written_to(ws, event, out):
    outbox.invite(ws, event, out)
    invitations.edit_wave(ws, invitations.waves(ws, event)[0].id, body="Dear {{first_name}}, better words.")
    assert outbox.invite(ws, event, out).written == ()


def test_a_text_edited_by_hand_is_not_sent_twice(ws, event, out):
    invitations.draft(ws, invitations.new_wave(ws, event, audience=EVERYBODY).created("wave")[0])
    message = invitations.messages(ws, event)[0]
    outbox.edit_message(ws, message.id, body="My own words")
    outbox.export(ws, [m.id for m in invitations.messages(ws, event)], out)
    assert outbox.invite(ws, event, out).written == ()


def test_an_invitation_after_a_save_the_date_confirms_with_a_higher_sequence(ws, event, out):
    kept = outbox.invite(ws, event, out, "Save the date")
    sure = outbox.invite(ws, event, out)
    assert [(read(d.written[0])[0], str(read(d.written[0])[3]["STATUS"])) for d in (kept, sure)] == [(0, "TENTATIVE"), (1, "CONFIRMED")]


def test_a_reminder_is_a_newer_sending_of_the_same_version(ws, event, out):
    first = outbox.invite(ws, event, out)
    guests.set_reply(ws, [guest(ws, event, "Cara")], "accepted")
    reminder = outbox.invite(ws, event, out, "Reminder")
    assert names(reminder) == ["0004-request-ana@guest.example.eml", "0005-request-ben@guest.example.eml"]
    assert read(reminder.written[0])[0] == read(first.written[0])[0]
    assert read(reminder.written[0])[1] > read(first.written[0])[1]
    assert outbox.invite(ws, event, out, "Reminder").written == ()


def test_two_messages_to_one_guest_never_bear_the_same_stamp(ws, event, out):
    for kind in ("save_the_date", "invitation"):
        invitations.draft(ws, invitations.new_wave(ws, event, kind, audience=EVERYBODY).created("wave")[0])
    done = outbox.export(ws, [m.id for m in invitations.messages(ws, event) if m.to_name == "Ana Lima"], out)
    stamps = [read(p)[1] for p in done.written]
    assert stamps[0] < stamps[1]


def test_one_guest_is_cancelled_and_invited_again_with_ever_higher_sequences(ws, event, out):
    first = outbox.invite(ws, event, out)
    gone = outbox.cancel(ws, event, out, ["ANA@guest.example"])
    assert names(gone) == ["0004-cancel-ana@guest.example.eml"]
    sequence, stamp, _, entry, message = read(gone.written[0])
    assert (sequence, str(entry["STATUS"]), message["Subject"]) == (1, "CANCELLED", "Cancelled: Data council")
    assert entry["DTSTART"].dt == read(first.written[0])[3]["DTSTART"].dt
    ana = guests.details(ws, guest(ws, event, "Ana")).row
    assert (ana.decision, ana.invite_state) == ("notnow", "cancelled")
    assert outbox.cancel(ws, event, out, ["ana@guest.example"]).written == ()
    assert outbox.invite(ws, event, out).written == ()
    guests.edit(ws, [ana.id], decision="approved")
    again = outbox.invite(ws, event, out)
    assert names(again) == ["0005-request-ana@guest.example.eml"]
    assert read(again.written[0])[0] == 2
    assert read(again.written[0])[1] > stamp
    assert read(again.written[0])[4]["Subject"] == "Invitation: Data council"
    assert outbox.invite(ws, event, out).written == ()
    events.edit(ws, event, start=START + timedelta(days=1))
    moved = {p.name.split("-", 2)[2]: read(p)[0] for p in outbox.invite(ws, event, out).written}
    assert moved == {"ana@guest.example.eml": 3, "ben@guest.example.eml": 1, "cara@guest.example.eml": 1}
    assert [read(p)[0] for p in outbox.cancel(ws, event, out, ["ana@guest.example"]).written] == [4]


def test_cancelling_all_calls_the_event_off_and_removes_drafts(ws, event, out):
    outbox.invite(ws, event, out)
    invitations.draft(ws, invitations.new_wave(ws, event, "reminder").created("wave")[0])
    done = outbox.cancel(ws, event, out)
    assert [read(p)[0] for p in done.written] == [1, 1, 1]
    assert events.details(ws, event).status == "cancelled"
    assert invitations.messages(ws, event, ("draft", "held", "stale")) == []
    assert outbox.cancel(ws, event, out).written == ()
    again = outbox.invite(ws, event, out)
    assert [read(p)[0] for p in again.written] == [2, 2, 2]
    assert events.details(ws, event).status == "inviting", "who invites again holds it after all"


def test_an_unknown_address_cancels_nobody(ws, event, out):
    outbox.invite(ws, event, out)
    with pytest.raises(RuleBroken, match=r"nobody@guest\.example"):
        outbox.cancel(ws, event, out, ["ana@guest.example", "nobody@guest.example"])
    assert {g.decision for g in guests.rows(ws, event)} == {"approved"}


def test_who_holds_no_invitation_gets_no_cancellation_and_loses_the_draft(ws, event, out):
    invitations.draft(ws, invitations.new_wave(ws, event, audience=EVERYBODY).created("wave")[0])
    done = outbox.cancel(ws, event, out, ["ana@guest.example"])
    assert (done.written, done.held) == ((), (("ana@guest.example", "Holds no invitation, so there is nothing to cancel."),))
    assert {m.to_name for m in invitations.messages(ws, event)} == {"Ben Okafor", "Cara Diaz"}


def test_a_cancellation_goes_to_the_address_that_was_invited(ws, event, out):
    outbox.invite(ws, event, out)
    ana = guests.details(ws, guest(ws, event, "Ana")).row
    people.edit(ws, ana.person_id, emails=("ana@new.example",))
    assert names(outbox.cancel(ws, event, out, ["ana@new.example"])) == ["0004-cancel-ana@guest.example.eml"]


def test_cancellations_that_wait_survive_changes_and_refreshing(ws, event, out):
    outbox.invite(ws, event, out)
    invitations.call_off(ws, event, [guest(ws, event, "Ana")])
    events.edit(ws, event, room="Saal 3")
    invitations.refresh(ws, event)
    (waiting,) = invitations.messages(ws, event, ("draft", "stale", "held"))
    assert (waiting.method, waiting.state) == ("CANCEL", "draft")
    guests.edit(ws, [waiting.guest_id], decision="approved")
    done = outbox.export(ws, [waiting.id], out)
    assert done.held == (("ana@guest.example", "They are on the list again, so nothing is to be cancelled."),)


def test_calling_off_is_one_step_of_undo(ws, event, out):
    outbox.invite(ws, event, out)
    invitations.call_off(ws, event, [guest(ws, event, "Ana")])
    assert history.next_undo(ws) == "Cancel 1 invitation"
    history.undo(ws)
    assert guests.details(ws, guest(ws, event, "Ana")).row.decision == "approved"
    assert invitations.messages(ws, event, ("draft",)) == []


class Stop:
    """Progress that stops at the n-th step."""

    def __init__(self, at: int, error: BaseException) -> None:
        self.left, self.error = at, error

    def step(self, done: float, what: str = "") -> None:
        self.left -= 1
        if self.left < 0:
            raise self.error


def test_a_run_that_was_killed_is_finished_with_the_same_octets(ws, event, out, monkeypatch):
    """The process ends between marking and writing: nothing after it runs, not even what tidies up."""

    class Killed(BaseException):
        pass

    def die(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as dying:
        dying.setattr(outbox, "write_bytes", lambda path, data: path.write_bytes(data) if path.suffix != ".eml" else die())
        dying.setattr(departures, "finish", die)
        (out).mkdir()
        with pytest.raises(Killed):
            outbox.invite(ws, event, out)
    assert {m.state for m in invitations.messages(ws, event)} == {"exporting"}
    assert {g.invite_state for g in guests.rows(ws, event)} == {"in_outbox"}, "nothing says that it was sent"
    done = outbox.invite(ws, event, out)
    assert [n[:12] for n in names(done)] == ["0001-request", "0002-request", "0003-request"]
    assert outbox.invite(ws, event, out).written == ()
    assert {m.state for m in invitations.messages(ws, event)} == {"exported"}
    assert {g.invite_state for g in guests.rows(ws, event)} == {"sent"}


def test_killed_after_writing_the_same_file_is_written_again(ws, event, out, monkeypatch):
    class Killed(BaseException):
        pass

    def die(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as dying:
        dying.setattr(departures, "finish", die)
        with pytest.raises(Killed):
            outbox.invite(ws, event, out)
    assert outbox.waiting(ws) == 3
    before = {p.name: p.read_bytes() for p in out.iterdir()}
    outbox.invite(ws, event, out)
    assert {p.name: p.read_bytes() for p in out.iterdir()} == before
    assert outbox.waiting(ws) == 0


@pytest.mark.parametrize("error", [KnownProblem("files.full", "The disk is full."), Cancelled()])
def test_where_writing_stops_the_rest_is_ready_again(ws, event, out, error):
    invitations.draft(ws, invitations.new_wave(ws, event, audience=EVERYBODY).created("wave")[0])
    ids = [m.id for m in invitations.messages(ws, event)]
    with pytest.raises(type(error)):
        outbox.export(ws, ids, out, Stop(4, error))
    assert sorted(p.name for p in out.iterdir()) == ["0001-request-ana@guest.example.eml"]
    assert {m.to_name: m.state for m in invitations.messages(ws, event)} == {"Ana Lima": "exported", "Ben Okafor": "draft", "Cara Diaz": "draft"}
    assert {g.name: g.invite_state for g in guests.rows(ws, event)} == {"Ana Lima": "sent", "Ben Okafor": "in_outbox", "Cara Diaz": "in_outbox"}
    assert [n[:4] for n in names(outbox.invite(ws, event, out))] == ["0004", "0005"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="2026-11-21: the superuser may write everywhere")
def test_a_read_only_folder_is_refused(ws, event, out):
    out.mkdir()
    out.chmod(0o500)
    with pytest.raises(KnownProblem):
        outbox.invite(ws, event, out)
    assert invitations.messages(ws, event) == []


def test_a_file_in_the_folders_place_is_refused_before_anything_is_marked(ws, event, out):
    out.write_text("not a folder")
    for attempt in (outbox.invite, outbox.cancel):
        with pytest.raises(KnownProblem) as refused:
            attempt(ws, event, out)
        assert refused.value.sentence == f"“{out}” is a file, and a folder is needed here."
    assert (invitations.messages(ws, event), invitations.waves(ws, event)) == ([], [])
    assert events.details(ws, event).status == "planned"


def test_what_has_left_is_not_changed_or_exported_again(ws, event, out):
    outbox.invite(ws, event, out)
    message = invitations.messages(ws, event)[0].id
    for attempt in (
        lambda: outbox.edit_message(ws, message, body="x"),
        lambda: outbox.hold(ws, [message]),
        lambda: outbox.remove(ws, [message]),
        lambda: outbox.export(ws, [message], out),
    ):
        with pytest.raises(RuleBroken) as caught:
            attempt()
        assert caught.value.code == "messages.gone"


def test_only_what_is_ready_leaves(ws, event, out):
    invitations.draft(ws, invitations.new_wave(ws, event, audience=EVERYBODY).created("wave")[0])
    events.edit(ws, event, room="Saal 2")
    with pytest.raises(RuleBroken, match="not ready"):
        outbox.export(ws, [m.id for m in invitations.messages(ws, event)], out)
    assert list(out.iterdir()) == []
    with pytest.raises(RuleBroken, match="no longer"):
        outbox.export(ws, ["gone"], out)


def test_the_organiser_stays_the_one_of_the_first_sending(ws, event, out):
    outbox.invite(ws, event, out)
    events.edit(ws, event, organiser_email="other@firm.example", room="Saal 2")
    assert {str(read(p)[3]["ORGANIZER"]) for p in outbox.invite(ws, event, out).written} == {"mailto:host@firm.example"}


def test_a_new_address_gets_the_invitation(ws, event, out):
    outbox.invite(ws, event, out)
    people.edit(ws, guests.details(ws, guest(ws, event, "Ana")).row.person_id, emails=("ana@new.example",))
    assert names(outbox.invite(ws, event, out)) == ["0004-request-ana@new.example.eml"]


def test_an_empty_message_is_refused_at_its_field(ws, event):
    invitations.draft(ws, invitations.new_wave(ws, event, audience=EVERYBODY).created("wave")[0])
    message = invitations.messages(ws, event)[0].id
    for name in ("subject", "body"):
        with pytest.raises(RuleBroken) as caught:
            outbox.edit_message(ws, message, **{name: "  "})
        assert caught.value.field == name


STEPS = ("move", "back", "room", "invite", "remind", "cancel", "approve", "undo")


@given(st.lists(st.sampled_from(STEPS), max_size=12))
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_whatever_happens_every_file_is_newer_than_the_one_before_and_nothing_is_written_twice(tmp_path_factory, story):
    folder = tmp_path_factory.mktemp("story")
    ws = create_workspace(folder / "w.advo", clock=lambda: NOW)
    try:
        event = invited_event(ws)
        acts = {
            "move": lambda: events.edit(ws, event, start=START + timedelta(days=1)),
            "back": lambda: events.edit(ws, event, start=START),
            "room": lambda: events.edit(ws, event, room="Saal 2"),
            "invite": lambda: outbox.invite(ws, event, folder / "out"),
            "remind": lambda: outbox.invite(ws, event, folder / "out", "Reminder"),
            "cancel": lambda: outbox.cancel(ws, event, folder / "out", ["ana@guest.example"]),
            "approve": lambda: guests.edit(ws, [guest(ws, event, "Ana")], decision="approved"),
            "undo": lambda: history.undo(ws) if (history.next_undo(ws) or "").startswith("Change") else None,
        }
        for step in story:
            acts[step]()
        outbox.invite(ws, event, folder / "out")
        assert outbox.invite(ws, event, folder / "out").written == ()
        for who in ("ana", "ben", "cara"):
            files = sorted((folder / "out").glob(f"*-{who}@guest.example.eml"))
            versions = [(read(p)[0], read(p)[1]) for p in files]
            assert [v[0] for v in versions] == sorted(v[0] for v in versions)
            assert all(a[1] < b[1] for a, b in pairwise(versions))
            # The same SEQUENCE never bears two times: programs would keep the first without asking anybody.
            times = {(read(p)[0], str(read(p)[3]["DTSTART"].dt)) for p in files if "request" in p.name}
            assert len(times) == len({sequence for sequence, _ in times})
    finally:
        ws.close()
