"""Members have a say: they propose topics and vote, what is wanted goes on the agenda with its trail, and the next event shows what became of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from pypdf import PdfReader

from advoplanner.bootstrap import create_workspace
from advoplanner.core.errors import RuleBroken
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.people import ContactDraft
from advoplanner.services import agenda, close_out, events, guests, history, people, printing, topics

START = datetime(2027, 3, 10, 9)


@pytest.fixture
def ws(tmp_path):
    made = create_workspace(tmp_path / "w.advo", clock=lambda: datetime(2027, 1, 12, 9, tzinfo=UTC))
    yield made
    made.close()


def event_of(ws, start=START, title="Spring board") -> str:
    new = NewEvent("cab", title, "Learn", start, start + timedelta(hours=7), "Europe/Berlin", template=False)
    return events.new(ws, new).created("event")[0]


def guest_of(ws, event, name, **words) -> str:
    person = people.add(ws, ContactDraft(display_name=name)).created("person")[0]
    return guests.add(ws, event, [person], **words).changes.created("guest")[0]


def test_seed_000_07_members_propose_and_vote_and_the_agenda_shows_who_asked_for_it(ws, tmp_path):
    event = event_of(ws)
    ana, ben, cleo = (guest_of(ws, event, name) for name in ("Ana", "Ben", "Cleo"))
    guest_of(ws, event, "Hanna", side="host")
    costs = topics.propose(ws, event, "How do costs stay low?", ana).created("topic")[0]
    topics.propose(ws, event, "Who owns the data?")
    topics.vote(ws, costs, ben)
    first, second = topics.rows(ws, event)
    assert (first.trail, second.trail) == ("Asked for by 2 of 3 members", "")
    assert first.why == "Asked for by 2 of 3 members · proposed by Ana"
    made = topics.put_on_agenda(ws, costs).created("session")[0]
    [row] = agenda.rows(ws, event)
    assert (row.title, row.input_sought, row.start) == ("How do costs stay low?", "How do costs stay low?", None)
    agenda.edit(ws, made, start=START, minutes=60, decision_owner="Hanna")
    assert topics.trail(ws, made) == "Asked for by 2 of 3 members"
    [file] = printing.export(ws, event, tmp_path, only=["agenda"], audience="member").files
    assert "Asked for by 2 of 3 members" in PdfReader(file.path).pages[0].extract_text()
    topics.vote(ws, costs, ben, False)
    guests.remove(ws, [ana])
    [kept] = [row for row in topics.rows(ws, event) if row.id == costs]
    assert (kept.trail, kept.proposed_by) == ("", "")
    history.undo(ws)
    history.undo(ws)
    assert topics.trail(ws, made) == "Asked for by 2 of 3 members"
    agenda.remove(ws, [made])
    assert topics.rows(ws, event)[0].session_id == ""
    assert cleo in dict(topics.members(ws, event))
    events.remove(ws, [event])


def test_what_cannot_be_proposed_or_voted_is_refused_at_its_field(ws):
    event, other = event_of(ws), event_of(ws, title="Other")
    hanna, stranger = guest_of(ws, event, "Hanna", side="host"), guest_of(ws, other, "Ben")
    costs = topics.propose(ws, event, "Costs").created("topic")[0]
    cases = [
        (lambda: topics.propose(ws, event, "  "), "text"),
        (lambda: topics.propose(ws, event, "costs "), "text"),
        (lambda: topics.propose(ws, event, "x" * 301), "text"),
        (lambda: topics.propose(ws, event, "Prices", hanna), "guest_id"),
        (lambda: topics.vote(ws, costs, hanna), "guest_id"),
        (lambda: topics.vote(ws, costs, stranger), "guest_id"),
    ]
    for act, field in cases:
        with pytest.raises(RuleBroken) as refused:
            act()
        assert refused.value.field == field
    topics.put_on_agenda(ws, costs)
    with pytest.raises(RuleBroken) as again:
        topics.put_on_agenda(ws, costs)
    assert again.value.code == "topics.placed"
    assert [row.text for row in topics.rows(ws, event)] == ["Costs"]


def test_the_next_event_shows_what_became_of_a_topic(ws):
    first = event_of(ws)
    for text in ("Costs", "Data", "Prices"):
        topics.propose(ws, first, text)
    placed = next(row.id for row in topics.rows(ws, first) if row.text == "Costs")
    session = topics.put_on_agenda(ws, placed).created("session")[0]
    following = event_of(ws, START + timedelta(days=180), "Autumn board")
    agenda.add(ws, following, type="panel", title="data")
    assert [row.words for row in close_out.said(ws, following) if row.done] == ["On the agenda this time."], "in the tray nothing was discussed"
    agenda.move(ws, session, START)
    assert [(row.said, row.words, row.done) for row in close_out.said(ws, following)] == [
        ("Talk about: Costs", "Discussed in “Costs”.", True),
        ("Talk about: Data", "On the agenda this time.", True),
        ("Talk about: Prices", "Not on an agenda yet.", False),
    ]
