"""Breakouts of an event: made, hosted, rotated without repeats, changed by hand, put into the agenda and printed."""

from __future__ import annotations

import shutil
from datetime import datetime

import pypdfium2
import pytest

from advoplanner.bootstrap import create_workspace, open_workspace
from advoplanner.core.errors import RuleBroken
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.people import ContactDraft
from advoplanner.services import agenda, breakouts, events, guests, history, people


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """Thirteen guests who accepted, three of them hosts, and one who has not answered."""
    path = tmp_path_factory.mktemp("breakouts") / "prepared.advo"
    ws = create_workspace(path)
    new = NewEvent("council", "Council", "Listen", datetime(2027, 3, 10, 18), datetime(2027, 3, 10, 22), "Europe/Berlin", template=False)
    event = events.new(ws, new).created("event")[0]
    topics = [("AI",), ("Data",), ("AI", "Data"), ()]
    drafts = [ContactDraft(display_name=f"Guest {n:02}", topics=topics[n % 4]) for n in range(14)]
    guests.add(ws, event, [people.add(ws, draft).created("person")[0] for draft in drafts])
    ids = [g.id for g in guests.rows(ws, event)]
    guests.set_reply(ws, ids[:13], "accepted")
    guests.edit(ws, ids[:3], side="host")
    ws.close()
    return path, event, ids


@pytest.fixture
def ws(tmp_path, prepared):
    workspace = open_workspace(shutil.copy(prepared[0], tmp_path / "w.advo"))
    yield workspace
    workspace.close()


@pytest.fixture
def event(prepared) -> str:
    return prepared[1]


@pytest.fixture
def ids(prepared) -> list[str]:
    return prepared[2]


def row(ws, event):
    return breakouts.rows(ws, event)[-1]


def test_groups_hold_everybody_who_accepted_with_a_host_each_where_there_are_hosts(ws, event, ids):
    result = breakouts.make(ws, event, "What next?", size=4)
    found = row(ws, event)
    assert result.note == "13 guests in groups of 4 would leave one alone, so the groups have 4 and 3."
    assert sorted(len(people) for people in found.rounds[0]) == [3, 3, 3, 4]
    assert {g for people in found.rounds[0] for g in people} == set(ids[:13])
    assert [bool(group.host) for group in found.groups] == [True, True, True, False]
    assert all(group.host in found.rounds[0][n] for n, group in enumerate(found.groups) if group.host)
    assert found.issues() == ["Group 4 has no host."]
    history.undo(ws)
    assert breakouts.rows(ws, event) == []


def test_rotations_bring_people_together_anew_while_hosts_stay(ws, event, ids):
    guests.set_reply(ws, [ids[12]], "declined")
    breakouts.make(ws, event, "Rotate", size=4, rotations=3)
    found = row(ws, event)
    assert len(found.rounds) == 3
    # Four people cannot part to three groups: three repeats in the second rotation and six in the third are the least.
    assert found.repeats == 9
    assert all(len(set(found.group_of(group.host))) == 1 for group in found.groups if group.host)


def test_groups_by_topic(ws, event, ids):
    breakouts.make(ws, event, "Topics", topics=["AI", "Data"])
    found = row(ws, event)
    assert [group.words for group in found.groups] == ["Group 1: AI", "Group 2: Data"]
    assert all(ids[n] in found.rounds[0][n % 4] for n in (4, 5, 8, 9))


@pytest.mark.parametrize(
    ("fields", "field"),
    [({"name": " "}, "name"), ({"size": 1}, "size"), ({"rotations": 9}, "rotations"), ({"topics": ["AI", "AI"]}, "topics")],
)
def test_what_cannot_be_is_refused_at_its_field(ws, event, fields, field):
    with pytest.raises(RuleBroken) as refused:
        breakouts.make(ws, event, **{"name": "Groups", **fields})
    assert refused.value.field == field
    assert breakouts.rows(ws, event) == []


def test_hosts_and_moves_are_undone_and_a_host_is_not_moved(ws, event, ids):
    made = breakouts.make(ws, event, "By hand", size=4, rotations=2).breakout_id
    changes = breakouts.set_host(ws, made, 3, ids[9])
    assert changes.label == "Guest 09 leads Group 4"
    found = row(ws, event)
    assert found.group_of(ids[9]) == (3, 3)
    assert found.issues() == []
    with pytest.raises(RuleBroken, match="stays in it"):
        breakouts.move(ws, made, 0, ids[9], 1)
    free = next(g for g in ids[3:13] if g != ids[9] and found.group_of(g)[1] != 0)
    assert breakouts.move(ws, made, 1, free, 0).label.endswith("to Group 1, rotation 2")
    assert row(ws, event).group_of(free)[1] == 0
    history.undo(ws)
    history.undo(ws)
    assert row(ws, event).groups[3].host == ""


def test_who_declines_is_named_and_a_new_making_takes_in_who_accepted_later(ws, event, ids):
    made = breakouts.make(ws, event, "Later", size=4).breakout_id
    guests.set_reply(ws, [ids[5]], "declined")
    guests.set_reply(ws, [ids[13]], "accepted")
    assert row(ws, event).issues()[1:] == ["Guest 05 no longer comes.", "Guest 13 accepted, but is in no group."]
    assert all(ids[5] not in groups for groups in row(ws, event).rounds[0])
    hosts = [group.host for group in row(ws, event).groups]
    breakouts.remake(ws, made)
    found = row(ws, event)
    assert (found.gone, found.missing) == ((), ())
    assert [group.host for group in found.groups] == hosts


def test_who_comes_late_is_in_no_group_of_a_rotation_they_miss(ws, event, ids):
    made = breakouts.make(ws, event, "Late", size=4, rotations=2).breakout_id
    breakouts.add_to_agenda(ws, made)
    first, second = row(ws, event).sessions[:2]
    agenda.edit(ws, first, start=datetime(2027, 3, 10, 18))
    agenda.edit(ws, second, start=datetime(2027, 3, 10, 20))
    guests.edit(ws, [ids[7]], here_from=datetime(2027, 3, 10, 19))
    breakouts.remake(ws, made)
    found = row(ws, event)
    assert [any(ids[7] in people for people in groups) for groups in found.rounds] == [False, True]
    assert [sum(map(len, groups)) for groups in found.rounds] == [12, 13]


def test_the_agenda_gets_a_session_for_each_rotation_and_one_to_report_back(ws, event):
    made = breakouts.make(ws, event, "What next?", size=4, rotations=2).breakout_id
    breakouts.add_to_agenda(ws, made)
    sessions = [(s.title, s.type, s.minutes, s.start) for s in agenda.rows(ws, event)]
    assert sorted(sessions) == [
        ("Report back: What next?", "framed_discussion", 20, None),
        ("What next?, rotation 1", "breakout", 30, None),
        ("What next?, rotation 2", "breakout", 30, None),
    ]
    assert len(row(ws, event).sessions) == 3
    history.undo(ws)
    assert agenda.rows(ws, event) == []


def test_cards_say_to_each_where_they_sit_in_each_rotation_and_who_leads(ws, event, ids, tmp_path):
    made = breakouts.make(ws, event, "What next?", size=4, rotations=2).breakout_id
    breakouts.edit_group(ws, made, 0, name="Terrace", topic="Pricing")
    file = tmp_path / "cards.pdf"
    assert breakouts.print_cards(ws, made, file) == []
    document = pypdfium2.PdfDocument(file)
    pages = [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    assert len(pages) == 3
    assert "Guest 00" in pages[0]
    assert "You lead this group" in pages[0]
    assert "1. Terrace: Pricing" in pages[0]
    assert all(f"Guest {n:02}" in pages[2] for n in range(13))
    breakouts.remove(ws, made)
    with pytest.raises(RuleBroken, match="no longer there"):
        breakouts.print_cards(ws, made, file)


def test_nobody_who_accepted_is_said_in_one_sentence(ws, event, ids):
    guests.set_reply(ws, ids, "declined")
    with pytest.raises(RuleBroken, match="at least two guests"):
        breakouts.make(ws, event, "Nobody")
