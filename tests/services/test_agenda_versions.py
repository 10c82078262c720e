"""Released agendas: kept for good, compared, printed as they were, and told only to those they concern."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from advoplanner.bootstrap import create_workspace
from advoplanner.core.errors import RuleBroken
from advoplanner.domain.agenda_versions import DRAFT
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.people import ContactDraft
from advoplanner.services import agenda, agenda_versions, checks, documents, events, guests, history, invitations, outbox, people, printing
from advoplanner.store.models import AgendaVersion

START = datetime(2027, 3, 10, 9)


@pytest.fixture
def ws(tmp_path):
    workspace = create_workspace(tmp_path / "w.advo")
    yield workspace
    workspace.close()


@pytest.fixture
def event(ws) -> str:
    new = NewEvent("meetup", "Meetup", "Meet others.", START, START + timedelta(hours=8), "Europe/Berlin", organiser_email="host@firm.example",
                   room="Saal", template=False)  # fmt: skip
    return events.new(ws, new).created("event")[0]


def add_guest(ws, event_id: str, name: str) -> str:
    person = people.add(ws, ContactDraft(given=name, family="Guest", emails=(f"{name.lower()}@guest.example",))).created("person")[0]
    guest = guests.add(ws, event_id, [person]).changes.created("guest")[0]
    guests.set_reply(ws, [guest], "accepted")
    return guest


def put(ws, event_id: str, title: str, hour: int, *speakers: str, type: str = "networking", minutes: int = 60) -> str:
    made = agenda.add(ws, event_id, type=type, title=title, start=START.replace(hour=hour), minutes=minutes).created("session")[0]
    for speaker in speakers:
        agenda.set_person(ws, made, speaker)
    return made


def sentences(ws, event_id: str, before: str, after: str = DRAFT) -> list[str]:
    return [d.sentence for d in agenda_versions.compare(ws, event_id, before, after)]


def waiting(ws, event_id: str) -> dict[str, str]:
    return {m.to_name: invitations.message(ws, m.id).body for m in invitations.messages(ws, event_id)}


def test_a_released_agenda_keeps_what_the_board_loses(ws, event):
    talk = put(ws, event, "Talk", 9, add_guest(ws, event, "Ana"))
    made = agenda_versions.release(ws, event, "First", "For the invitation")
    agenda.edit(ws, talk, title="Other")
    agenda.remove(ws, [talk])
    kept = agenda_versions.version(ws, made.version_id)
    assert (kept.label, kept.note) == ("Version 1 · First", "For the invitation")
    assert [(r.title, r.start, [p.name for p in r.people]) for r in kept.sessions] == [("Talk", START, ["Ana Guest"])]
    assert agenda_versions.standing(ws, event).label == "Draft after version 1"


def test_nobody_can_change_a_released_version(ws, event):
    put(ws, event, "Talk", 9)
    made = agenda_versions.release(ws, event)
    with pytest.raises(RuleBroken) as raised, ws.action("Change history") as work:
        work.session.get_one(AgendaVersion, made.version_id).name = "Better"
    assert raised.value.code == "history.released"
    assert agenda_versions.version(ws, made.version_id).name == "Version 1"


def test_undo_takes_a_release_back_with_its_drafts_and_redo_brings_it_again(ws, event):
    ana = add_guest(ws, event, "Ana")
    put(ws, event, "Talk", 9, ana)
    agenda_versions.release(ws, event, tell=[ana])
    history.undo(ws)
    assert agenda_versions.versions(ws, event) == []
    assert waiting(ws, event) == {}
    history.redo(ws)
    assert [v.label for v in agenda_versions.versions(ws, event)] == ["Version 1"]
    assert list(waiting(ws, event)) == ["Ana Guest"]


def test_a_second_release_needs_a_change_and_a_first_one_a_session(ws, event):
    agenda.add(ws, event, type="networking", title="Waits in the tray")
    with pytest.raises(RuleBroken) as empty:
        agenda_versions.release(ws, event)
    put(ws, event, "Talk", 9)
    agenda_versions.release(ws, event)
    with pytest.raises(RuleBroken) as same:
        agenda_versions.release(ws, event)
    assert [e.value.code for e in (empty, same)] == ["agenda_versions.empty", "agenda_versions.same"]
    assert "Version 1" in same.value.sentence


def test_an_error_of_the_checks_closes_the_gate_until_a_reason_opens_it(ws, event):
    put(ws, event, "One", 9)
    put(ws, event, "Two", 9)
    with pytest.raises(RuleBroken) as closed:
        agenda_versions.release(ws, event)
    with pytest.raises(RuleBroken) as thin:
        agenda_versions.release(ws, event, waiver="ok")
    assert (closed.value.code, closed.value.field) == ("agenda_versions.gate", "waiver")
    assert "both in Saal" in closed.value.sentence
    assert thin.value.code == "agenda_versions.reason"
    made = agenda_versions.release(ws, event, waiver="The wall between the halves is closed.")
    assert agenda_versions.version(ws, made.version_id).waiver == "The wall between the halves is closed."
    assert [(w.code, w.reason) for w in checks.waivers(ws, event)] == [("agenda.room_overlap", "The wall between the halves is closed.")]
    history.undo(ws)
    assert checks.waivers(ws, event) == []


def test_what_differs_is_said_a_sentence_for_each_session(ws, event):
    ana, ben = add_guest(ws, event, "Ana"), add_guest(ws, event, "Ben")
    moved, gone, talk = put(ws, event, "Moved", 9), put(ws, event, "Gone", 11), put(ws, event, "Talk", 13, ana)
    first = agenda_versions.release(ws, event).version_id
    agenda.edit(ws, moved, start=START.replace(hour=10), minutes=45, room="Garden")
    agenda.move(ws, gone, None)
    agenda.edit(ws, talk, title="Speech", input_sought="What else?", private_notes="Psst")
    agenda.set_person(ws, talk, ben)
    agenda.drop_person(ws, talk, ana)
    put(ws, event, "New", 15)
    assert sentences(ws, event, first) == [
        "“Moved”: 09:00 becomes 10:00; 60 minutes become 45; in Garden now",
        "No longer: “Gone”, Wed 10 Mar 2027, 11:00, 60 minutes",
        "“Talk”: is called “Speech” now; with Ben Guest; without Ana Guest; the input sought and the private notes changed",
        "New: “New”, Wed 10 Mar 2027, 15:00, 60 minutes",
    ]
    assert sentences(ws, event, first, first) == []
    assert len(sentences(ws, event, DRAFT, first)) == 4


def test_only_those_with_a_part_in_what_changed_are_concerned(ws, event):
    ana, ben, cleo = (add_guest(ws, event, name) for name in ("Ana", "Ben", "Cleo"))
    talk = put(ws, event, "Talk", 9, ana)
    quiet = put(ws, event, "Quiet", 11, ben)
    agenda_versions.release(ws, event)
    agenda.move(ws, talk, START.replace(hour=10))
    agenda.edit(ws, quiet, private_notes="For us alone")
    found = agenda_versions.preview(ws, event)
    assert (found.number, found.concerned) == (2, (ana,))
    assert set(found.coming) == {ana, ben, cleo}
    done = agenda_versions.release(ws, event, tell=found.concerned)
    assert done.drafts == 1
    assert list(waiting(ws, event)) == ["Ana Guest"]
    body = waiting(ws, event)["Ana Guest"]
    assert "- “Talk”: 09:00 becomes 10:00" in body
    assert "For us alone" not in body
    assert "private" not in body


def test_an_update_that_has_not_left_gives_way_to_the_next_and_loses_no_change(ws, event):
    ana, ben = add_guest(ws, event, "Ana"), add_guest(ws, event, "Ben")
    talk, other = put(ws, event, "Talk", 9, ana), put(ws, event, "Other", 12, ben)
    agenda_versions.release(ws, event)
    agenda.move(ws, other, START.replace(hour=13))
    agenda_versions.release(ws, event, tell=agenda_versions.preview(ws, event).concerned)
    agenda.move(ws, talk, START.replace(hour=10))
    found = agenda_versions.preview(ws, event)
    assert set(found.concerned) == {ana, ben}
    agenda_versions.release(ws, event, tell=found.concerned)
    bodies = waiting(ws, event)
    assert sorted(bodies) == ["Ana Guest", "Ben Guest"]
    assert all("“Talk”: 09:00 becomes 10:00" in b and "“Other”: 12:00 becomes 13:00" in b for b in bodies.values())
    assert len(invitations.messages(ws, event)) == 2


def test_a_title_like_a_merge_field_is_text_in_the_update(ws, event):
    ana = add_guest(ws, event, "Ana")
    put(ws, event, "{{name}} {{nonsense}}", 9, ana)
    agenda_versions.release(ws, event, tell=[ana])
    (message,) = invitations.messages(ws, event)
    assert message.state == "draft"
    assert "{ {nonsense}}" in waiting(ws, event)["Ana Guest"]


def test_without_an_organiser_nobody_can_be_told_and_nothing_is_released(ws, event):
    ana = add_guest(ws, event, "Ana")
    put(ws, event, "Talk", 9, ana)
    events.edit(ws, event, organiser_email="")
    with pytest.raises(RuleBroken):
        agenda_versions.release(ws, event, tell=[ana])
    assert agenda_versions.versions(ws, event) == []


def test_papers_carry_the_version_and_an_old_one_prints_as_it_was(ws, event, tmp_path):
    ana = add_guest(ws, event, "Ana")
    talk = put(ws, event, "Talk", 9, ana)
    assert documents.pack(ws, event, "member").event.version_label == "Draft agenda"
    first = agenda_versions.release(ws, event, "First").version_id
    assert documents.pack(ws, event, "host").event.version_label == "Version 1 · First"
    agenda.edit(ws, talk, title="Other")
    assert documents.pack(ws, event, "member").event.version_label == "Draft after version 1"
    old = documents.pack(ws, event, "member", version_id=first)
    assert (old.event.version_label, [s.title for s in old.sessions]) == ("Version 1 · First", ["Talk"])
    assert printing.Packs(ws, event)("badges", "host").event.version_label == ""
    assert printing.print_version(ws, first, tmp_path / "v1.pdf").read_bytes().startswith(b"%PDF")


def test_an_old_version_names_nobody_who_left_the_list_since(ws, event):
    ana = add_guest(ws, event, "Ana")
    put(ws, event, "Talk", 9, ana)
    first = agenda_versions.release(ws, event).version_id
    guests.remove(ws, [ana])
    (talk,) = documents.pack(ws, event, "member", version_id=first).sessions
    assert talk.people == ""


def test_members_read_neither_of_host_only_sessions_nor_of_blockers(ws, event):
    put(ws, event, "Talk", 9)
    agenda.edit(ws, put(ws, event, "Set up", 10), visibility="host")
    agenda.edit(ws, put(ws, event, "Fire drill", 11), visibility="blocker")
    assert [s.title for s in documents.pack(ws, event, "member").sessions] == ["Talk"]
    assert [s.title for s in documents.pack(ws, event, "host").sessions] == ["Talk", "Set up", "Fire drill"]
    assert agenda.shares(agenda.rows(ws, event)).total == 60


def test_removing_the_event_removes_its_versions(ws, event):
    put(ws, event, "Talk", 9)
    agenda_versions.release(ws, event)
    events.remove(ws, [event])
    with ws.reading() as session:
        assert session.query(AgendaVersion).count() == 0
    history.undo(ws)
    assert len(agenda_versions.versions(ws, event)) == 1


def test_a_letter_that_has_left_is_not_rewritten_by_a_second_telling(ws, event, tmp_path):
    put(ws, event, "Talk", 9, ana := add_guest(ws, event, "Ana"))

    def tell(own) -> None:
        with ws.action("Tell") as work:
            agenda_versions.draft_update(ws, work, event, "The day", "The talk begins later.", [ana], own)

    tell({})
    [told] = invitations.messages(ws, event)
    outbox.export(ws, [told.id], tmp_path / "out")
    left = invitations.message(ws, told.id)
    assert "The talk begins later." in left.body
    tell({ana: "Your talk begins later."})
    now = invitations.message(ws, told.id)
    assert (now.row.state, now.body) == ("exported", left.body)
