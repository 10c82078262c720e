"""One event taken out of a workspace and put into another: all of it, its people once, and one step."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from advoplanner import bootstrap
from advoplanner.core.errors import KnownProblem, RuleBroken
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.people import ContactDraft
from advoplanner.services import agenda, event_files, events, guests, history, people, seating, tables
from advoplanner.services.context import Workspace

PICTURE = b"\xff\xd8 a picture"


def _event(ws: Workspace, title: str, names: tuple[str, ...]) -> str:
    start = datetime(2027, 3, 10, 18, 0)
    event = NewEvent("council", title, "Peers learn from peers.", start, datetime(2027, 3, 10, 22, 0), "Europe/Berlin", "Bar am Ufer")
    event_id = events.new(ws, event).created("event")[0]
    known = {row.name: row.id for row in people.rows(ws)}
    guests.add(ws, event_id, [known[name] for name in names], decision="approved")
    return event_id


@pytest.fixture
def mine(tmp_path: Path):
    ws = bootstrap.create_workspace(tmp_path / "mine.advo")
    for name in ("Ana Silva", "Ben Ito", "Cy Young"):
        people.add(ws, ContactDraft(display_name=name, organisation=f"{name[:3]} plc", emails=(f"{name[:3].lower()}@x.example",)))
    yield ws
    ws.close()


@pytest.fixture
def yours(tmp_path: Path):
    ws = bootstrap.create_workspace(tmp_path / "yours.advo")
    yield ws
    ws.close()


def _names(ws: Workspace) -> list[str]:
    return sorted(row.name for row in people.rows(ws))


def test_an_event_goes_with_its_people_agenda_and_seats_and_nothing_else(mine: Workspace, yours: Workspace, tmp_path: Path) -> None:
    event_id = _event(mine, "Spring council", ("Ana Silva", "Ben Ito"))
    _event(mine, "Another", ("Cy Young",))
    ana = next(row.id for row in people.rows(mine) if row.name == "Ana Silva")
    people.set_photo(mine, ana, PICTURE)
    tables.add_tables(mine, event_id, "round", 4)
    guest = next(row for row in guests.rows(mine, event_id) if row.name == "Ana Silva")
    guests.set_reply(mine, [guest.id], "accepted")
    plan = seating.plan(mine, event_id)
    seating.seat_guest(mine, plan.round_id, guest.id, plan.seats[0].id)
    taken = event_files.take_in(yours, event_files.export(mine, event_id, tmp_path / "out" / "spring.advo"))
    assert (taken.event_id, taken.people) == (event_id, 2)
    assert [row.title for row in events.rows(yours)] == ["Spring council"]
    assert _names(yours) == ["Ana Silva", "Ben Ito"]
    assert people.details(yours, ana).photo == PICTURE
    assert {row.name: row.reply for row in guests.rows(yours, event_id)} == {"Ana Silva": "accepted", "Ben Ito": "none"}
    assert [row.title for row in agenda.rows(yours, event_id)] == [row.title for row in agenda.rows(mine, event_id)] != []
    assert seating.plan(yours, event_id) == seating.plan(mine, event_id)


def test_who_is_known_by_address_stays_as_they_are_and_undo_takes_all_back(mine: Workspace, yours: Workspace, tmp_path: Path) -> None:
    known = people.add(yours, ContactDraft(display_name="Dr Ana Silva", organisation="ANA PLC", emails=("ana@x.example",))).created("person")[0]
    event_id = _event(mine, "Spring council", ("Ana Silva", "Ben Ito"))
    taken = event_files.take_in(yours, event_files.export(mine, event_id, tmp_path / "spring.advo"))
    assert taken.people == 1
    assert _names(yours) == ["Ben Ito", "Dr Ana Silva"]
    assert known in {row.person_id for row in guests.rows(yours, event_id)}
    assert history.undo(yours).label == "Take in Spring council"
    assert _names(yours) == ["Dr Ana Silva"]
    assert events.rows(yours) == []
    history.redo(yours)
    assert _names(yours) == ["Ben Ito", "Dr Ana Silva"]


def test_an_event_that_is_here_already_or_not_named_is_refused_and_nothing_changes(mine: Workspace, yours: Workspace) -> None:
    event_id = _event(mine, "Spring council", ("Ana Silva",))
    other = _event(mine, "Another", ())
    with pytest.raises(RuleBroken) as which:
        event_files.take_in(yours, mine.path)
    assert which.value.code == "events.which"
    assert "“Spring council”" in which.value.hint
    event_files.take_in(yours, mine.path, "Spring council")
    with pytest.raises(RuleBroken) as here:
        event_files.take_in(yours, mine.path, event_id)
    assert here.value.code == "events.here"
    event_files.take_in(yours, mine.path, other)
    assert len(events.rows(yours)) == 2


@pytest.mark.parametrize("content", [None, b"", b"hello"])
def test_what_is_no_workspace_is_refused(yours: Workspace, tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "in.advo"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(KnownProblem):
        event_files.take_in(yours, path)
    assert history.next_undo(yours) is None


def test_an_open_workspace_is_not_replaced_by_an_event(mine: Workspace, yours: Workspace) -> None:
    event_id = _event(mine, "Spring council", ())
    for target in (mine.path, yours.path):
        with pytest.raises(KnownProblem) as refused:
            event_files.export(mine, event_id, target)
        assert refused.value.code == "workspace.held"
