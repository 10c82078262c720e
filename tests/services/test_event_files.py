"""One event taken out of a workspace and put into another: all of it, its people once, and one step."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from advoplanner import bootstrap
from advoplanner.core.errors import KnownProblem, RuleBroken
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.people import ContactDraft
from advoplanner.services import agenda, event_files, events, guests, history, interrupted, motives, people, programmes, seating, sending, tables
from advoplanner.services.context import Workspace
from advoplanner.store.base import Base
from advoplanner.store.models import (
    Competition,
    EmailAddress,
    Event,
    HostRequest,
    LedgerEntry,
    Membership,
    Message,
    NormOverride,
    Organisation,
    Person,
    Relation,
    Story,
    Wave,
)
from advoplanner.store.parcels import ON_ITS_WAY

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


def _row(ws: Workspace, row: Base) -> str:
    with ws.action("Write") as work:
        work.add(row)
    return str(row.id)  # type: ignore[attr-defined]


def _all(ws: Workspace, *columns: Any) -> list[Any]:
    with ws.reading() as session:
        return sorted(tuple(row) for row in session.execute(select(*columns)))


def _ids(ws: Workspace) -> dict[str, str]:
    return {row.name: row.id for row in people.rows(ws)}


def test_who_is_kept_apart_stays_so_where_one_of_the_two_is_known(mine: Workspace, yours: Workspace) -> None:
    here = people.add(yours, ContactDraft(display_name="Ana Silva", emails=("ana@x.example",))).created("person")[0]
    ids = _ids(mine)
    motives.relate(mine, ids["Ana Silva"], ids["Ben Ito"], "keep_apart")
    event_id = _event(mine, "Spring council", ("Ana Silva", "Ben Ito"))
    event_files.take_in(yours, mine.path, event_id)
    assert _all(yours, Relation.a_id, Relation.b_id, Relation.kind) == [(here, ids["Ben Ito"], "keep_apart")]


def test_a_new_member_arrives_with_their_part_in_a_programme_that_is_known(mine: Workspace, yours: Workspace) -> None:
    ids = _ids(mine)
    programme = programmes.create(mine, "council", "Peers", "They learn.").created("programme")[0]
    first = _event(mine, "First", ("Ana Silva",))
    second = _event(mine, "Second", ("Ana Silva", "Ben Ito"))
    with mine.action("Belong") as work:
        for event_id in (first, second):
            work.session.get_one(Event, event_id).programme_id = programme
        for name in ("Ana Silva", "Ben Ito"):
            work.add(Membership(programme_id=programme, person_id=ids[name]))
        work.add(NormOverride(programme_id=programme, norm="council.size", figure="at_most", value=9.0))
    event_files.take_in(yours, mine.path, first)
    assert _all(yours, Membership.person_id) == [(ids["Ana Silva"],)]
    assert _all(yours, NormOverride.programme_id, NormOverride.value) == [(programme, 9.0)]
    with yours.action("Own figure") as work:
        work.session.scalars(select(NormOverride)).one().value = 7.0
    event_files.take_in(yours, mine.path, second)
    assert _all(yours, Membership.person_id) == sorted([(ids["Ana Silva"],), (ids["Ben Ito"],)])
    assert _all(yours, NormOverride.value) == [(7.0,)]


def test_an_event_that_was_removed_here_takes_up_what_outlived_it(mine: Workspace, yours: Workspace) -> None:
    ana = _ids(mine)["Ana Silva"]
    event_id = _event(mine, "Spring council", ("Ana Silva",))
    _row(mine, LedgerEntry(person_id=ana, event_id=event_id, kind="gift", activity="Flowers", day="2027-03-01"))
    _row(mine, Story(person_id=ana, event_id=event_id, quote="Well done."))
    _row(mine, HostRequest(host="Ana", event_id=event_id))
    event_files.take_in(yours, mine.path, event_id)
    events.remove(yours, [event_id])
    assert _all(yours, Story.event_id) == [(None,)]
    event_files.take_in(yours, mine.path, event_id)
    for model in (LedgerEntry, Story, HostRequest):
        assert _all(yours, model.event_id) == [(event_id,)]
    history.undo(yours)
    assert _all(yours, Story.event_id) == [(None,)]
    history.redo(yours)
    assert _all(yours, Story.event_id) == [(event_id,)]


def test_an_assistants_assistant_comes_along_but_not_that_of_somebody_known(mine: Workspace, yours: Workspace) -> None:
    ids = _ids(mine)
    helper = people.add(mine, ContactDraft(display_name="Di Fox", organisation="Fox plc")).created("person")[0]
    with mine.action("Assist") as work:
        for name, assistant in (("Ana Silva", ids["Cy Young"]), ("Cy Young", ids["Ben Ito"]), ("Ben Ito", helper)):
            work.session.get_one(Person, ids[name]).assistant_id = assistant
    people.add(yours, ContactDraft(display_name="Ben Ito", emails=("ben@x.example",)))
    event_id = _event(mine, "Spring council", ("Ana Silva",))
    event_files.take_in(yours, event_files.export(mine, event_id, mine.path.with_name("out.advo")))
    assert _names(yours) == ["Ana Silva", "Ben Ito", "Cy Young"]
    assert not {("Ben plc",), ("Fox plc",)} & set(_all(yours, Organisation.name))


def test_a_message_on_its_way_is_in_doubt_where_it_is_taken_in(mine: Workspace, yours: Workspace) -> None:
    event_id = _event(mine, "Spring council", ("Ana Silva",))
    wave = _row(mine, Wave(event_id=event_id, name="First", subject="S", body="B"))
    guest = guests.rows(mine, event_id)[0].id
    message = Message(wave_id=wave, guest_id=guest, event_id=event_id, method="REQUEST", to_name="Ana", subject="S", body="B", state="sending")
    message_id = _row(mine, message)
    event_files.take_in(yours, mine.path, event_id)
    interrupted.note_interrupted(yours)
    assert _all(yours, Message.state, Message.reason) == [("unsure", ON_ITS_WAY)]
    sending.settle(yours, [message_id], sent=False)
    assert _all(yours, Message.state) == [("draft",)]


def test_an_address_is_shared_and_owned_as_it_is_among_those_who_are_here(mine: Workspace, yours: Workspace) -> None:
    people.add(mine, ContactDraft(display_name="Di Fox", emails=("office@x.example",)))
    people.add(mine, ContactDraft(display_name="Ed Gray", emails=("office@x.example",)))
    alone = _event(mine, "Alone", ("Di Fox",))
    both = _event(mine, "Both", ("Di Fox", "Ed Gray"))
    event_files.take_in(yours, mine.path, alone)
    assert _all(yours, EmailAddress.shared, EmailAddress.owner) == [(False, False)]
    event_files.take_in(yours, mine.path, both)
    assert _all(yours, EmailAddress.shared, EmailAddress.owner) == [(True, False), (True, True)]


@pytest.mark.parametrize("known", ["Ana plc", "Ben plc"])
def test_two_who_compete_stand_once_whatever_their_ids_here(mine: Workspace, yours: Workspace, known: str) -> None:
    ids = dict(_all(mine, Organisation.name, Organisation.id))
    motives.set_competitors(mine, ids["Ana plc"], ids["Ben plc"], True)
    _row(yours, Organisation(id="zzz" if min(ids["Ana plc"], ids["Ben plc"]) == ids[known] else "000", name=known, name_key=known.lower()))
    event_id = _event(mine, "Spring council", ("Ana Silva", "Ben Ito"))
    event_files.take_in(yours, mine.path, event_id)
    [(first, second)] = _all(yours, Competition.a_id, Competition.b_id)
    assert first < second
