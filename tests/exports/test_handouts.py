"""What is handed out: personal agendas, host sheets, table cards, signs, letters, and the members' copy of the briefing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from made_up import pack
from pypdfium2 import PdfDocument

from advoplanner.domain.document_kits import SlotFacts
from advoplanner.domain.documents import FollowUpFacts, IntroductionFacts, Pack
from advoplanner.exports import hosts_pdf, onepage_pdf, personal_pdf, signs_pdf, tablecards_pdf, thanks_pdf
from advoplanner.exports.documents import draw_document
from advoplanner.exports.press import paper_size
from advoplanner.exports.timeline import Entry


def _pages(key: str, made: Pack, paper: str = "a4") -> list[str]:
    out = BytesIO()
    draw_document(key, made, out, paper=paper)
    return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in PdfDocument(out.getvalue())]


def _page_of(key: str, made: Pack, name: str) -> str:
    """The page on which a line begins with `name`, as a heading and a greeting do."""
    return next(words for words in _pages(key, made) if any(line.startswith(name) for line in words.split("\n")[:12]))


@pytest.fixture
def made() -> Pack:
    """A pack in which the first host presents, has a one-to-one with the first guest, and makes an introduction."""
    base = pack(18)
    host = next(g for g in base.guests if g.side == "host")
    guest, other = [g for g in base.guests if g.side != "host"][:2]
    first, *rest = base.sessions
    return replace(
        base,
        sessions=(replace(first, parts=((host.id, "presenter"),)), *rest),
        slots=(SlotFacts(first.start + timedelta(minutes=5), 30, "Room 2.4", host.id, guest.id, "Asked for it"),),
        follow_ups=(FollowUpFacts("Send the plan", "Bo", None, guest.name, "Open"), FollowUpFacts("A call", "Bo", None, other.name, "Open")),
    )


def _people(made: Pack):
    host = next(g for g in made.guests if g.side == "host")
    return host, [g for g in made.guests if g.side != "host"]


def test_a_personal_agenda_holds_ones_own_one_to_one_and_nobody_elses(made: Pack) -> None:
    host, (guest, other, *_) = _people(made)
    agendas = {g.id: personal_pdf.own_entries(made, g, {x.id: x for x in made.guests}) for g in (host, guest, other)}
    assert [e.title for e in agendas[guest.id] if e.mark] == [f"One-to-one with {host.name}"]
    assert {e.title for e in agendas[host.id] if e.mark} == {f"One-to-one with {guest.name}", made.sessions[0].title}
    assert [e for e in agendas[other.id] if e.mark] == []
    assert len(agendas[other.id]) == len(made.sessions)


def test_one_to_ones_with_somebody_whom_the_readers_may_not_know_are_left_out(made: Pack) -> None:
    host, (guest, *_) = _people(made)
    known = {g.id: g for g in made.guests if g.id != host.id}
    assert all("One-to-one" not in e.title for e in personal_pdf.own_entries(made, guest, known))


def test_every_guest_has_a_page(made: Pack) -> None:
    assert len(_pages("personal", made)) == len(made.guests)


def test_a_host_reads_what_to_do_and_no_other_hosts_part(made: Pack) -> None:
    host, (guest, *_) = _people(made)
    mine = _page_of("hosts", made, host.name)
    assert f"One-to-one with {guest.name}" in mine
    assert sum(f"One-to-one with {guest.name}" in words for words in _pages("hosts", made)) == 1


def test_the_agenda_stays_on_one_page_while_it_can(made: Pack) -> None:
    assert len(onepage_pdf.plan(made, paper_size("a4"))) == 1
    many = tuple(replace(made.sessions[0], start=made.sessions[0].start + timedelta(minutes=5 * n), title=f"Talk {n}") for n in range(60))
    assert len(onepage_pdf.plan(replace(made, sessions=many), paper_size("letter"))) == 1
    words = _pages("onepage", replace(made, sessions=many * 4))
    assert len(words) > 1
    assert "Talk 59" in words[-1]


def test_an_entry_past_midnight_ends_on_the_clock() -> None:
    start = pack(1).sessions[0].start.replace(hour=23, minute=30)
    assert Entry(start, 60, "Late").end_words == "00:30"


def test_each_table_has_a_card_with_its_people(made: Pack) -> None:
    words = "\n".join(_pages("tablecards", made))
    assert made.plan is not None
    assert len(tablecards_pdf.plan(made, paper_size("a4"))) == -(-len(made.plan.tables) // 2)
    assert all(table.topic in words for table in made.plan.tables)


def test_signs_name_rooms_and_seats(made: Pack) -> None:
    words = _pages("signs", made)
    assert "Please sign in here" in words[1]
    assert any("Find your seat".upper() in page for page in words)
    assert "Pictures are taken here" in words[-1].replace("\n", " ")
    assert len(signs_pdf.plan(replace(made, guests=(), sessions=()), paper_size("a4"))) == 3


def test_letters_thank_those_who_came_and_promise_each_only_what_is_theirs(made: Pack) -> None:
    _, (guest, other, *_) = _people(made)
    both = tuple(replace(g, attendance="arrived" if g.id in (guest.id, other.id) else "no_show") for g in made.guests)
    letter = _page_of("thanks", replace(made, guests=both), f"Dear {guest.called}")
    assert "Send the plan" in letter
    assert "A call" not in letter
    came = replace(made, guests=tuple(replace(g, attendance="arrived" if g.id == other.id else "no_show") for g in made.guests))
    assert [page.outline for page in thanks_pdf.plan(came, paper_size("a4"))] == [other.name]


def test_the_members_copy_of_the_briefing_has_no_page_about_anybody(made: Pack) -> None:
    words = "\n".join(_pages("briefing", replace(made, audience="member")))
    assert "Who is who" in words
    for private in ("What moves them", "Talking points", "Introductions to make", "Better not said", "Confidential"):
        assert private.upper() not in words.upper()


def test_what_was_promised_last_time_stands_apart_from_this_time(made: Pack) -> None:
    words = _pages("briefing", replace(made, earlier=(FollowUpFacts("Mend the export", "Bo", None, "Ana", "Done"),)))
    page = next(page for page in words[1:] if "Promised last time" in page)
    assert "Mend the export" in page
    assert "Send the plan" not in page


def test_an_event_without_hosts_says_so() -> None:
    base = pack(3)
    assert "Nobody of the host team" in _pages("hosts", replace(base, guests=()))[0]
    assert len(hosts_pdf.plan(replace(base, guests=()), paper_size("a4"))) == 1


def test_a_host_with_many_introductions_and_mates_reads_of_every_one() -> None:
    base = pack(60)
    host, *others = sorted(base.guests, key=lambda g: g.side != "host")
    seated = tuple(replace(g, table="1") if n < 20 else g for n, g in enumerate((host, *others)))
    pairs = tuple(IntroductionFacts(f"First {n:02}", f"Second {n:02}", "Both moved", host.name, by_ids=(host.id,)) for n in range(44))
    made = replace(base, guests=seated, introductions=pairs)
    sheets = hosts_pdf.plan(made, paper_size("a4"))
    assert len(sheets) == sum(g.side == "host" for g in seated) + 2
    words = " ".join(" ".join(_pages("hosts", made)).split())
    assert all(words.count(f"First {n:02}") == 1 for n in range(44))
    assert "44 introductions, listed from the next page on." in words
    page = " ".join(_page_of("hosts", made, host.name).split())
    assert all(g.name in page for g in seated[1:20])
