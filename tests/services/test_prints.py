"""What was exported last is remembered, so that only what has changed is printed again; one refused file does not stop the others."""

from __future__ import annotations

from datetime import datetime

import pytest

from advoplanner.bootstrap import create_workspace
from advoplanner.core.errors import KnownProblem
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.people import ContactDraft
from advoplanner.domain.prints import changed_cards, changed_pages
from advoplanner.exports.page_marks import page_marks
from advoplanner.services import agenda, events, guests, history, people, printing, prints

START = datetime(2031, 3, 10, 18, 0)
BADGES, BRIEFING = ("badges", "member", "a4"), ("briefing", "host", "a4")


@pytest.fixture
def world(tmp_path):
    ws = create_workspace(tmp_path / "w.advo")
    ids = [people.add(ws, ContactDraft(given=name, family="Moe", organisation=f"{name} Works")).created("person")[0] for name in ("Ada", "Bo", "Cy")]
    new = NewEvent("cab", "Board", "So that members gain", START, START.replace(hour=22), "Europe/Berlin")
    event_id = events.new(ws, new).created("event")[0]
    guests.add(ws, event_id, ids)
    agenda.add(ws, event_id, type="panel", title="Open floor", start=START, minutes=60)
    yield ws, event_id, ids, tmp_path / "out"
    ws.close()


def _cards(ws, event_id):
    shown = printing.preview(ws, event_id, "badges")
    return changed_cards(shown.cards, prints.last(ws, event_id)[BADGES])


def test_only_the_card_of_who_changed_is_printed_again(world):
    ws, event_id, ids, out = world
    printing.export(ws, event_id, out, only=["badges"])
    assert _cards(ws, event_id) == ()
    people.edit(ws, ids[1], organisation="New Works")
    (changed,) = _cards(ws, event_id)
    options = {"badges": {"guests": frozenset({changed})}}
    (file,) = printing.export(ws, event_id, out, only=["badges"], options=options).files
    assert file.path.name == "Board - Badges (changed).pdf"
    assert (out / "Board - Badges.pdf").exists()
    assert _cards(ws, event_id) == ()


def test_only_pages_that_read_otherwise_have_changed(world):
    ws, event_id, ids, out = world
    printing.export(ws, event_id, out, only=["briefing"])
    before = prints.last(ws, event_id)[BRIEFING]
    people.edit(ws, ids[1], background="Rows at dawn")
    now = page_marks(printing.preview(ws, event_id, "briefing").pdf)
    assert len(changed_pages(now, before)) == 1
    assert changed_pages(before.pages, before) == ()


def test_remembering_is_no_step_of_undo(world):
    ws, event_id, _, out = world
    label = history.next_undo(ws)
    printing.export(ws, event_id, out, only=["agenda"])
    assert prints.last(ws, event_id)[("agenda", "member", "a4")].mark
    assert history.next_undo(ws) == label


def test_a_file_that_cannot_be_replaced_keeps_no_other_from_being_written(world):
    ws, event_id, _, out = world
    (out / "Board - Badges.pdf").mkdir(parents=True)
    report = printing.export(ws, event_id, out, only=["agenda", "badges", "tents"])
    assert {f.document for f in report.files} == {"agenda", "tents"}
    assert [key for key, _ in report.failed] == ["badges"]
    assert "Board - Badges.pdf" in report.problems[0]
    assert list(out.glob("*.part")) == []
    again = printing.export(ws, event_id, out, only=["badges"], beside=True)
    assert [f.path.name for f in again.files] == ["Board - Badges (2).pdf"]
    assert again.failed == ()


def test_where_nothing_can_be_written_the_problem_is_raised(world):
    ws, event_id, _, out = world
    (out / "Board - Badges.pdf").mkdir(parents=True)
    with pytest.raises(KnownProblem):
        printing.export(ws, event_id, out, only=["badges"])
