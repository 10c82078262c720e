"""Pages are filled: short days share one, no list ends with a page for a row or two, blank lines fill the sign-in sheet."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from io import BytesIO

import made_up
import pytest
from pypdfium2 import PdfDocument

from advoplanner.domain.document_kits import StayFacts
from advoplanner.domain.documents import IntroductionFacts, Pack, SessionFacts
from advoplanner.exports import agenda_pdf, arrivals_pdf, briefing_pdf, onepage_pdf, signin_pdf
from advoplanner.exports.listing import Column, Listing, Row, listing_pages, stacked_pages
from advoplanner.exports.press import print_pages


def _day(pack: Pack, count: int, day: int) -> list[SessionFacts]:
    start = datetime(2031, 3, 10 + day, 8)
    plain = replace(pack.sessions[0], member_benefit="", input_sought="")
    return [replace(plain, start=start + timedelta(minutes=10 * n), title=f"Day{day}no{n:02}", id=f"{day}.{n}") for n in range(count)]


@pytest.mark.parametrize(("counts", "pages"), [((2, 3), 1), ((2, 3, 2), 1), ((12,), 1), ((11, 11), 2), ((1, 11), 1), ((60,), 2)])
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_short_days_share_a_page_and_every_session_stands_once(counts, pages, paper) -> None:
    base, out = made_up.pack(1, audience="member"), BytesIO()
    sessions = tuple(s for day, count in enumerate(counts) for s in _day(base, count, day))
    written = agenda_pdf.write(replace(base, sessions=sessions), out, paper=paper)
    text = "\n".join(page.get_textpage().get_text_range() for page in PdfDocument(out.getvalue()))
    assert [text.count(s.title) for s in sessions] == [1] * len(sessions)
    assert written == pages
    assert all(day.casefold() in text.casefold() for day in ("Monday 10 March", "Tuesday 11 March")[: len(counts)])


@pytest.mark.parametrize("guests", [*range(1, 40), 88])
def test_no_page_of_a_list_holds_a_row_or_two_alone(guests: int) -> None:
    rows = tuple(Row((f"Guest {n}",)) for n in range(guests))
    parts = [page.draw.args[0][0].rows for page in listing_pages(Listing("List", "Title", (Column("Name", 1),), rows, "Nobody"), (210, 150))]
    assert [laid.row for part in parts for laid in part] == list(rows)
    assert len(parts) == 1 or len(parts[-1]) >= 4
    assert max(sum(laid.high for laid in part) for part in parts) <= 150


def _listing(rows: int, title: str = "Title") -> Listing:
    return Listing("List", title, (Column("Name", 1),), tuple(Row((f"{title} {n}",)) for n in range(rows)), "Nobody", least=10.0)


def test_rows_move_a_little_closer_where_that_saves_a_page() -> None:
    pages = {rows: listing_pages(_listing(rows), (210, 297)) for rows in range(20, 44)}
    highest = {rows: max(laid.high for page in made for laid in page.draw.args[0][0].rows) for rows, made in pages.items()}
    full = max(rows for rows, made in pages.items() if len(made) == 1 and highest[rows] == 10.0)
    one = [rows for rows, made in pages.items() if len(made) == 1]
    assert max(one) >= full + 2
    assert all(8.6 <= highest[rows] < 10.0 for rows in one if rows > full)
    assert highest[max(one) + 4] == 10.0


def test_a_short_list_stands_below_the_one_before_and_a_long_one_has_its_own_page() -> None:
    short, long = _listing(4, "Short"), _listing(20, "Long")
    stacked = [[piece.listing.title for piece in page.draw.args[0]] for page in stacked_pages([short, short, long, _listing(0), short], (210, 297))]
    assert stacked == [["Short", "Short"], ["Long"], ["Short"]]
    assert [page.outline for page in stacked_pages([short, long], (210, 297))] == ["Short", "Long"]


def test_a_list_that_stands_below_another_has_its_own_place_in_the_outline() -> None:
    out = BytesIO()
    print_pages(made_up.pack(2), out, stacked_pages([_listing(4, "Above"), _listing(4, "Below")], (210, 297)), title="Lists", paper="a4")
    found = [(item.get_title(), item.get_dest().get_index(), item.get_dest().get_view()[1]) for item in PdfDocument(out.getvalue()).get_toc()]
    assert [(title, page) for title, page, _ in found] == [("Above", 0), ("Below", 0)]
    assert 0 < found[1][2][1] < 297 / 25.4 * 72 - 60, "it leads to its heading and not to the top of the page"


@pytest.mark.parametrize("guests", [*range(1, 45), 88])
def test_lines_for_those_who_come_as_well_fill_the_sign_in_sheet(guests: int) -> None:
    pages = [[laid.row.group for laid in page.draw.args[0][0].rows] for page in signin_pdf.plan(made_up.pack(guests), (210, 297))]
    groups = [group for page in pages for group in page]
    assert groups.count("Expected") == guests
    assert signin_pdf.FEWEST_WALK_INS <= groups.count("Came as well") <= signin_pdf.MOST_WALK_INS
    assert groups == sorted(groups, key=("Expected", "Came as well").index)
    assert len(pages[-1]) >= 4


def test_a_list_of_arrivals_of_which_nothing_is_known_is_one_page_that_says_so() -> None:
    pack = made_up.pack(40)
    unknown = tuple(StayFacts(guest_id=g.id, name=g.name) for g in pack.guests)
    known = (replace(unknown[0], travel="TP 553"), *unknown[1:])
    assert [arrivals_pdf.write(replace(pack, stays=stays), BytesIO()) > 1 for stays in (unknown, known)] == [False, True]


def test_what_is_left_of_a_page_of_the_hosts_pack_is_for_notes() -> None:
    base, out = made_up.pack(3), BytesIO()
    pack = replace(base, sessions=base.sessions[:2], introductions=(IntroductionFacts("Ana", "Bo", "Both wish to meet"),), follow_ups=())
    briefing_pdf.write(pack, out)
    pages = [page.get_textpage().get_text_range() for page in PdfDocument(out.getvalue())]
    for title in ("Introductions to make", "Who is coming"):
        assert "NOTES" in next(words for words in pages[1:] if title in words)
    out = BytesIO()
    agenda_pdf.write(replace(pack, audience="member"), out)
    assert "NOTES" not in PdfDocument(out.getvalue())[0].get_textpage().get_text_range()


def test_a_session_of_one_line_stands_in_the_middle_of_its_row() -> None:
    pack, tops = made_up.pack(4), {}
    for people in ("", "With Ana Lima"):
        first = replace(pack.sessions[0], title="Doors", room="", people=people)
        out = BytesIO()
        onepage_pdf.write(replace(pack, sessions=(first,)), out)
        page = PdfDocument(out.getvalue())[0].get_textpage()
        at = page.get_text_range().index("Doors")
        tops[people] = page.get_charbox(at)[3]
    assert 3 < tops["With Ana Lima"] - tops[""] < 7
