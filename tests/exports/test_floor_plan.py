from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import made_up
import pypdfium2
import pytest

from advoplanner.domain.documents import PlanFacts, SeatFacts, TableFacts
from advoplanner.domain.rooms import generate, seat_places
from advoplanner.exports import tables_pdf
from advoplanner.exports.floor_plan import names_fit
from advoplanner.exports.seat_names import room_for_name, seat_radius, side_of
from advoplanner.exports.style import PAPERS

NAMES = ("J. Núñez", "Z. Čapek", "Ł. Wałęsa", "A. Ferreira", "M. Nowák", "P. Sharma")


def plan(kind: str, tables: int, seats: int) -> PlanFacts:
    layout = generate(kind, tables, seats)
    made = []
    for spec in layout.tables:
        placed = [SeatFacts(p.number, p.x, p.y, f"{NAMES[p.number % 6]} {spec.number}", is_host=p.number == 1) for p in seat_places(spec)]
        made.append(TableFacts(spec.number, str(spec.number), spec.x, spec.y, spec.shape, spec.angle, spec.width, spec.length, seats=tuple(placed)))
    return PlanFacts("Room", layout.room.width, layout.room.length, tuple(made), notes=("A reason.",))


SHAPES = [("round", 4, 6), ("rectangle", 6, 8), ("u", 1, 15), ("theatre", 6, 10), ("boardroom", 1, 14), ("hollow_square", 1, 16), ("cabaret", 4, 6)]


@pytest.mark.parametrize(("kind", "tables", "seats"), SHAPES)
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_every_shape_of_room_carries_the_names_of_its_seats(kind: str, tables: int, seats: int, paper: str) -> None:
    out, problems = BytesIO(), []
    drawn = plan(kind, tables, seats)
    tables_pdf.write(replace(made_up.pack(2), plan=drawn), out, paper=paper, problems=problems)
    text = " ".join(pypdfium2.PdfDocument(out.getvalue())[0].get_textpage().get_text_range().split())
    assert names_fit(drawn, PAPERS[paper])
    assert [s.name for t in drawn.tables for s in t.seats if s.name not in text] == []
    assert not problems


def test_an_e_leaves_the_names_to_the_cards_where_its_legs_stand_close() -> None:
    drawn = plan("e", 1, 20)
    out, problems = BytesIO(), []
    tables_pdf.write(replace(made_up.pack(2), plan=drawn), out, problems=problems)
    document = pypdfium2.PdfDocument(out.getvalue())
    text = " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)
    assert [s.name for t in drawn.tables for s in t.seats if s.name not in text] == []
    assert not problems


def test_names_never_lie_over_one_another() -> None:
    out = BytesIO()
    tables_pdf.write(replace(made_up.pack(2), plan=plan("round", 4, 6)), out)
    text = pypdfium2.PdfDocument(out.getvalue())[0].get_textpage()
    boxes = [text.get_rect(i) for i in range(text.count_rects())]
    for i, (left, bottom, right, top) in enumerate(boxes):
        for other_left, other_bottom, other_right, other_top in boxes[i + 1 :]:
            apart = right <= other_left + 0.5 or other_right <= left + 0.5 or top <= other_bottom + 1 or other_top <= bottom + 1
            assert apart, text.get_text_bounded(left, bottom, right, top)


def test_a_large_room_shows_numbers_and_its_cards_carry_the_names() -> None:
    large = plan("round", 11, 8)
    assert not names_fit(large, PAPERS["a4"])
    out = BytesIO()
    tables_pdf.write(replace(made_up.pack(2), plan=large), out)
    document = pypdfium2.PdfDocument(out.getvalue())
    first, rest = (" ".join(" ".join(p.get_textpage().get_text_range() for p in pages).split()) for pages in ([document[0]], list(document)[1:]))
    assert "Names are on the cards" in first
    assert "J. Núñez 1" not in first
    assert [s.name for t in large.tables for s in t.seats if s.name not in rest] == []


def test_names_stand_outward_from_the_table() -> None:
    table = TableFacts(1, "1", 0, 0, "rectangle", 90, 200, 80)
    assert side_of(table, SeatFacts(1, 64, 10, "A")) == "right"
    assert side_of(table, SeatFacts(1, -64, 10, "A")) == "left"
    assert side_of(table, SeatFacts(1, 0, -124, "A")) == "above"
    assert side_of(replace(table, shape="theatre"), SeatFacts(1, 0, 0, "A")) == "below"


def test_two_names_share_the_gap_between_them_by_their_length() -> None:
    left = TableFacts(1, "1", 200, 200, seats=(SeatFacts(1, 300, 200, "Ana"),))
    right = TableFacts(2, "2", 700, 200, seats=(SeatFacts(1, 600, 200, "Maximiliane Hohenlohe"),))
    shared = PlanFacts("R", 900, 400, (left, right))
    short, long = (room_for_name(shared, 90, 0.1, t, t.seats[0]) for t in (left, right))
    gap = 300 * 0.1 - 2 * (seat_radius(left, 0.1) + 1.5)
    assert 0 < short < long
    assert short + long == pytest.approx(gap)
