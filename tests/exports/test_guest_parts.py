"""A guest's page tells of their part in the event, and gives that up before it becomes two pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import made_up
from pypdfium2 import PdfDocument

from advoplanner.domain.document_kits import SlotFacts
from advoplanner.domain.documents import IntroductionFacts, Pack
from advoplanner.exports import briefing_pdf, runofshow_pdf
from advoplanner.exports.guest_parts import sections_of
from advoplanner.exports.press import paper_size
from advoplanner.exports.profile import profile_pages


def _made() -> Pack:
    base = made_up.pack(12)
    first, second, *rest = base.sessions
    guest, other = [g for g in base.guests if g.side != "host"][:2]
    host = next(g for g in base.guests if g.side == "host")
    return replace(
        base,
        sessions=(replace(first, parts=((guest.id, "chair"),)), replace(second, kept_for=(guest.id,)), *rest),
        slots=(SlotFacts(first.start + timedelta(minutes=5), 30, "Room 2.4", host.id, guest.id),),
        introductions=(IntroductionFacts(guest.name, other.name, "Shares plants", host.name, first_id=guest.id, second_id=other.id),),
    )


def test_parts_kept_seats_and_one_to_ones_stand_in_order_of_time_on_both_pages() -> None:
    made = _made()
    guest, other = [g for g in made.guests if g.side != "host"][:2]
    host = next(g for g in made.guests if g.side == "host")
    sections = {key: dict(said) for key, said in sections_of(made).items()}
    mine = [line.rpartition(": ")[2] for line in sections[guest.id]["In the programme"]]
    first, second = made.sessions[:2]
    assert mine == [f"chairs “{first.title}”", f"one-to-one with {host.name}, Room 2.4", f"has a seat kept in “{second.title}”"]
    assert sections[host.id]["In the programme"][0].endswith(f"one-to-one with {guest.name}, Room 2.4")
    assert sections[other.id]["Introductions"] == (f"With {guest.name} by {host.name}: Shares plants",)
    assert "In the programme" not in sections[other.id]


def test_those_at_the_same_table_are_named_and_nobody_else() -> None:
    made = _made()
    guest = next(g for g in made.guests if g.table and g.side != "host")
    (line,) = dict(sections_of(made)[guest.id])["At the table"]
    for other in made.guests:
        assert (other.name in line) == (other.table == guest.table and other.id != guest.id)


def test_what_the_event_says_gives_way_before_a_guest_needs_a_second_page() -> None:
    made = _made()
    guest = replace(made.guests[0], background="A sentence that takes its time and says nothing new. " * 15)
    told = (("In the programme", tuple(f"Wed, 10:{n:02}: line {n}" for n in range(30))),)
    assert len(profile_pages(guest, {}, paper_size("a4"))) == 1
    assert len(profile_pages(guest, {}, paper_size("a4"), sections=told)) == 1


def test_a_column_without_a_word_leaves_its_room() -> None:
    made = _made()
    bare = replace(made, sessions=tuple(replace(s, people="", materials="", parts=(), kept_for=()) for s in made.sessions))
    heads = []
    for pack in (made, bare):
        out = BytesIO()
        runofshow_pdf.write(pack, out)
        heads.append(PdfDocument(out.getvalue())[0].get_textpage().get_text_range())
    assert ["WHO" in heads[0], "NEEDED" in heads[0], "WHO" in heads[1], "NEEDED" in heads[1]] == [True, True, False, False]
    assert "PRIVATE NOTES" in heads[1]


def test_the_page_itself_shows_topics_and_part() -> None:
    made = _made()
    guest = next(g for g in made.guests if g.side != "host")
    made = replace(made, guests=tuple(replace(g, topics=("Tides and moons",)) if g.id == guest.id else g for g in made.guests))
    out = BytesIO()
    briefing_pdf.write(made, out)
    words = [page.get_textpage().get_text_range() for page in PdfDocument(out.getvalue())]
    (page,) = [w for w in words if "Tides and moons" in w]
    assert "IN THE PROGRAMME" in page
    assert "AT THE TABLE" in page


def test_of_two_guests_of_one_name_only_the_one_who_is_introduced_is_told_so() -> None:
    made = _made()
    guest, other, namesake = [g for g in made.guests if g.side != "host"][:3]
    made = replace(made, guests=tuple(replace(g, name=guest.name) if g.id == namesake.id else g for g in made.guests))
    sections = {key: dict(said) for key, said in sections_of(made).items()}
    assert "Introductions" in sections[guest.id]
    assert "Introductions" in sections[other.id]
    assert "Introductions" not in sections[namesake.id]
