"""The pitch guard's suggestions: what each changes, that each is one step, and that a board full of talks comes under its limit."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from advoplanner.bootstrap import create_workspace
from advoplanner.core.errors import RuleBroken
from advoplanner.services import agenda, checks, history, pitch
from advoplanner.store.models import Event, Guest, Person

START = datetime(2027, 6, 9, 9)


@pytest.fixture
def ws(tmp_path):
    opened = create_workspace(tmp_path / "w.advo", clock=lambda: datetime(2027, 3, 1, 12, tzinfo=UTC))
    yield opened
    opened.close()


def make(ws, kind="cab", guests=(("Ana", "customer"), ("Ben", "advocate"), ("Sam", "host"))) -> tuple[str, dict[str, str]]:
    with ws.action("event") as work:
        event = Event(
            kind=kind, title="Board", uid=kind, purpose="To learn", zone="UTC", organiser_email="jo@example.com", start=START,
            end=START + timedelta(hours=9), start_utc=START.replace(tzinfo=UTC), end_utc=START.replace(tzinfo=UTC) + timedelta(hours=9),
        )  # fmt: skip
        work.add(event)
        work.session.flush()
        ids = {}
        for name, side in guests:
            person = Person(display_name=name, sort_name=name)
            work.add(person)
            work.session.flush()
            guest = Guest(event_id=event.id, person_id=person.id, side=side, reply="accepted")
            work.add(guest)
            work.session.flush()
            ids[name] = guest.id
    return event.id, ids


def session(ws, event, at, minutes, type="presentation", title="Talk", **more) -> str:
    return agenda.add(ws, event, type=type, title=title, start=START + timedelta(minutes=at), minutes=minutes, **more).created("session")[0]


def row(ws, event, session_id):
    return next(r for r in agenda.rows(ws, event) if r.id == session_id)


def test_a_talk_is_offered_as_discussion_as_peer_story_and_shorter(ws):
    event, ids = make(ws)
    talk = session(ws, event, 0, 60)
    agenda.set_person(ws, talk, ids["Sam"])
    session(ws, event, 60, 60, "panel")
    guard = pitch.guard(ws, event)
    assert (guard.share, guard.limit, guard.vendor_minutes, guard.content_minutes) == (0.5, 0.2, 60, 120)
    offered = {s.id: s.share for s in guard.suggestions if s.session_id == talk}
    assert offered[f"discuss.{talk}"] == pytest.approx(0.1)
    assert offered[f"give.{talk}"] == 0.0
    assert offered[f"shorten.{talk}"] == pytest.approx(0.25)
    before = history.steps(ws)
    pitch.follow(ws, event, f"give.{talk}")
    assert len(history.steps(ws)) == len(before) + 1
    told = row(ws, event, talk)
    assert (told.type, [(p.name, p.role) for p in told.people]) == ("peer_story", [("Ben", "presenter")])
    assert pitch.guard(ws, event).share == 0.0
    history.undo(ws)
    assert (row(ws, event, talk).type, [p.name for p in row(ws, event, talk).people]) == ("presentation", ["Sam"])


def test_a_talk_on_what_comes_is_asked_about_and_not_forbidden(ws):
    event, _ = make(ws)
    talk = session(ws, event, 0, 60, title="Our roadmap for next year")
    pitch.follow(ws, event, f"discuss.{talk}")
    asked = row(ws, event, talk)
    assert (asked.type, asked.title) == ("roadmap_input", "Our roadmap for next year")
    assert asked.input_sought.endswith("?")
    assert not [f for f in checks.run(ws, event).findings if f.code in ("agenda.input_sought", "pitch.session_words")]


def test_a_question_that_somebody_wrote_stays(ws):
    event, _ = make(ws)
    talk = session(ws, event, 0, 60, input_sought="What would you stop doing?")
    pitch.follow(ws, event, f"discuss.{talk}")
    assert row(ws, event, talk).input_sought == "What would you stop doing?"
    assert not [s for s in pitch.guard(ws, event).suggestions if s.id == f"ask.{talk}"]


def test_nobody_is_given_two_parts_at_once(ws):
    event, ids = make(ws)
    talk = session(ws, event, 0, 60)
    other = session(ws, event, 30, 60, "panel")
    agenda.set_person(ws, other, ids["Ben"])
    given = next(s for s in pitch.guard(ws, event).suggestions if s.id == f"give.{talk}")
    assert given.give[0].name == "Ana"
    agenda.set_person(ws, other, ids["Ana"])
    assert not [s for s in pitch.guard(ws, event).suggestions if s.id == f"give.{talk}"]


def test_a_session_without_a_customer_gets_one(ws):
    event, _ = make(ws)
    panel = session(ws, event, 0, 60, "panel")
    pitch.follow(ws, event, f"voice.{panel}")
    assert [(p.name, p.role) for p in row(ws, event, panel).people] == [("Ben", "panellist")]
    assert not [f for f in checks.run(ws, event).findings if f.code == "pitch.customer_voice"]


def test_a_talk_at_a_meetup_becomes_time_to_talk(ws):
    event, ids = make(ws, "meetup")
    talk = session(ws, event, 0, 30)
    agenda.set_person(ws, talk, ids["Sam"])
    pitch.follow(ws, event, f"talk.{talk}")
    assert (row(ws, event, talk).type, row(ws, event, talk).people) == ("networking", ())
    assert not [f for f in checks.run(ws, event).findings if f.code == "pitch.vendor_minutes"]


def test_a_rock_star_is_a_customer_and_introduced_briefly(ws):
    event, ids = make(ws, "rockstar")
    hello = session(ws, event, 0, 15, "welcome", "Hello")
    story = session(ws, event, 15, 30, "peer_story")
    agenda.set_person(ws, story, ids["Sam"])
    pitch.follow(ws, event, f"shorten.{hello}")
    pitch.follow(ws, event, f"give.{story}")
    codes = {f.code for f in checks.run(ws, event).findings}
    assert not codes & {"pitch.staff_introduction", "pitch.staff_presenter", "pitch.peer_story"}


def test_a_board_half_of_talks_comes_under_its_limit_by_the_suggestions_alone(ws):
    event, _ = make(ws)
    for n, title in enumerate(("Our roadmap", "What is new", "The platform in depth")):
        session(ws, event, n * 60, 60, title=title)
    for n in (3, 4):
        session(ws, event, n * 60, 75, "panel", f"Panel {n}")
    assert pitch.guard(ws, event).share > 0.5
    assert not checks.gate(ws, event, "agenda").open
    steps = 0
    while (now := pitch.guard(ws, event)).way:
        pitch.follow(ws, event, now.way[0].id)
        steps += 1
    assert now.share <= 0.20
    assert steps <= 3
    assert checks.gate(ws, event, "agenda").open
    for _ in range(steps):
        history.undo(ws)
    assert pitch.guard(ws, event).share > 0.5
    pitch.follow_way(ws, event)
    assert pitch.guard(ws, event).share < 0.20
    history.undo(ws)
    assert pitch.guard(ws, event).share > 0.5


def test_a_suggestion_that_no_longer_fits_is_refused(ws):
    event, _ = make(ws)
    talk = session(ws, event, 0, 60)
    agenda.remove(ws, [talk])
    with pytest.raises(RuleBroken) as raised:
        pitch.follow(ws, event, f"discuss.{talk}")
    assert raised.value.code == "pitch.gone"
    assert pitch.guard(ws, event).share is None
    assert not pitch.follow_way(ws, event)


@pytest.mark.parametrize("kind", ["cab", "meetup", "rockstar", "council"])
def test_the_page_for_the_sponsor_is_written_for_every_kind(ws, tmp_path, kind):
    event, _ = make(ws, kind)
    path = pitch.export_page(ws, event, tmp_path / "empty.pdf")
    assert path.read_bytes().startswith(b"%PDF")
    session(ws, event, 0, 60, title="Our <b>roadmap</b>")
    session(ws, event, 60, 60, "panel")
    if kind == "cab":
        checks.waive(ws, event, "pitch.vendor_share", "Agreed with the chair.")
    longer = pitch.export_page(ws, event, tmp_path / "full.pdf", paper="letter")
    assert len(longer.read_bytes()) > len(path.read_bytes())
