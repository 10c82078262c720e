"""Rooms and journeys: what is refused at the field, who shares with whom, and lists that say a bed is needed even where no name may stand."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import openpyxl
import pytest
from pypdf import PdfReader

from advoplanner.bootstrap import create_workspace
from advoplanner.core.errors import RuleBroken
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.people import ContactDraft
from advoplanner.services import events, guests, history, motives, people, printing, stays

START = datetime(2027, 3, 28, 9)


@pytest.fixture
def ws(tmp_path):
    workspace = create_workspace(tmp_path / "w.advo", clock=lambda: datetime(2027, 1, 12, 9, tzinfo=UTC))
    yield workspace
    workspace.close()


@pytest.fixture
def board(ws):
    new = NewEvent("cab", "Spring", "Learn", START, START + timedelta(hours=7), "Europe/Berlin", template=False)
    return events.new(ws, new).created("event")[0]


def member(ws, event, name, **words) -> str:
    person = people.add(ws, ContactDraft(display_name=name, organisation=f"{name} Ltd")).created("person")[0]
    return guests.add(ws, event, [person], **words).changes.created("guest")[0]


def row_of(ws, event, guest):
    return next(row for row in stays.rows(ws, event) if row.guest_id == guest)


def test_nights_and_journeys_are_kept_as_one_step_each(ws, board):
    ana = member(ws, board, "Ana")
    stays.record(ws, ana, arrives="2027-03-27T17:40", check_in="2027-03-27", check_out=date(2027, 3, 29))
    row = row_of(ws, board, ana)
    assert (row.nights, row.missing, row.words) == (2, "", "2 nights from Sat 27 Mar 2027")
    assert row.coming_words == "Arrives Sat 27 Mar 2027, 17:40"
    history.undo(ws)
    assert row_of(ws, board, ana).arrives is None


@pytest.mark.parametrize(
    ("values", "code", "field"),
    [
        ({"leaves": "2027-03-27T17:00"}, "stays.leaves", "leaves"),
        ({"check_out": "2027-03-27"}, "stays.nights", "check_out"),
        ({"check_out": "2028-03-27"}, "stays.long", "check_out"),
        ({"check_out": "soon"}, "formalities.day", "check_out"),
        ({"leaves": "2027-03-28T02:30"}, "time.gap", "leaves"),
        ({"leaves": "0027-03-28T12:30"}, "events.year", "leaves"),
        ({"leaves": "soon"}, "time.unreadable", "leaves"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_changes_nothing(ws, board, values, code, field):
    ana = member(ws, board, "Ana")
    stays.record(ws, ana, arrives="2027-03-27T17:40", check_in="2027-03-27", check_out="2027-03-29")
    before = row_of(ws, board, ana)
    with pytest.raises(RuleBroken) as refused:
        stays.record(ws, ana, **values)
    assert (refused.value.code, refused.value.field) == (code, field)
    assert row_of(ws, board, ana) == before


def test_two_share_a_room_with_each_other_and_with_nobody_else(ws, board):
    ana, ben, cleo = (member(ws, board, name) for name in ("Ana", "Ben", "Cleo"))
    stays.record(ws, ana, shares_with=ben)
    assert row_of(ws, board, ben).shares_with == "Ana"
    stays.record(ws, cleo, shares_with=ana)
    assert [row.shares_with for row in stays.rows(ws, board)] == ["Cleo", "", "Ana"]
    with pytest.raises(RuleBroken) as alone:
        stays.record(ws, ana, shares_with=ana)
    assert (alone.value.code, alone.value.field) == ("stays.alone", "shares_with")
    guests.remove(ws, [cleo])
    assert row_of(ws, board, ana).shares_with == ""
    history.undo(ws)
    assert row_of(ws, board, ana).shares_with == "Cleo"


def test_the_hotel_gets_a_bed_without_a_name_where_no_name_may_stand(ws, board, tmp_path):
    ana, ben = member(ws, board, "Ana"), member(ws, board, "Ben")
    guests.edit(ws, [ana], travel="=HYPERLINK(0)", hotel="Tejo Palace")
    stays.record(ws, ana, arrives="2027-03-27T17:40", check_in="2027-03-27", check_out="2027-03-29", shares_with=ben)
    person = next(row.person_id for row in guests.rows(ws, board) if row.id == ben)
    motives.add_restriction(ws, person_id=person, kind="no_name_in_print")
    for audience in ("host", "venue"):
        found = printing.export(ws, board, tmp_path / audience, only=["rooming", "arrivals"], audience=audience)
        text = {file.document: PdfReader(file.path).pages[0].extract_text() for file in found.files if file.path.suffix == ".pdf"}
        assert "Tejo Palace" in text["rooming"]
        assert ("Name withheld" in text["rooming"]) == (audience == "venue")
        assert ("Ben" in text["arrivals"]) == (audience == "host")
        [book] = [file.path for file in found.files if file.document == "rooming" and file.path.suffix == ".xlsx"]
        cells = list(openpyxl.load_workbook(book).active.iter_rows(values_only=True))
        assert [cells[1][0], cells[2][0]] == ["1", "1"]
    with pytest.raises(RuleBroken) as refused:
        printing.export(ws, board, tmp_path / "m", only=["rooming"], audience="member")
    assert refused.value.code == "export.audience"


def test_who_declines_needs_no_room(ws, board):
    ana = member(ws, board, "Ana")
    stays.record(ws, ana, check_in="2027-03-27", check_out="2027-03-29")
    guests.set_reply(ws, [ana], "declined")
    assert stays.rows(ws, board) == []
