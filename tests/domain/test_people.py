"""Names, job levels, addresses and the "fill blanks only" rule."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advoplanner.domain.people import (
    LEVELS,
    ContactDraft,
    NameParts,
    differences,
    display_name,
    email_key,
    email_problem,
    fill_blanks,
    function_of,
    level_band,
    sort_name,
    split_name,
)


@pytest.mark.parametrize(
    ("full", "parts"),
    [
        ('Jesús G. "Chuy" García', NameParts(given="Jesús G.", family="García", nickname="Chuy")),
        ('Henry C. "Hank" Johnson, Jr.', NameParts(given="Henry C.", family="Johnson", suffix="Jr.", nickname="Hank")),
        ("Dr. Anna Weber", NameParts(prefix="Dr.", given="Anna", family="Weber")),
        ("Prof. Dr. med. Eva von Stein", NameParts(prefix="Prof. Dr. med.", given="Eva", family="von Stein")),
        ("Weber, Anna", NameParts(given="Anna", family="Weber")),
        ("van der Berg, Jan", NameParts(given="Jan", family="van der Berg")),
        ("Jan van der Berg", NameParts(given="Jan", family="van der Berg")),
        ("Monica De La Cruz", NameParts(given="Monica", family="De La Cruz")),
        ("M. Night Shyamalan", NameParts(given="M. Night", family="Shyamalan")),
        ("Mr. Smith", NameParts(prefix="Mr.", family="Smith")),
        ("Conan O'Brien", NameParts(given="Conan", family="O'Brien")),
        ("Charles Windsor III", NameParts(given="Charles", family="Windsor", suffix="III")),
        ("Hon Wei", NameParts(given="Hon", family="Wei")),
        ("Prince", NameParts(given="Prince")),
        ("李小龙", NameParts(given="李小龙")),
        ("أحمد", NameParts(given="أحمد")),
        ("", NameParts()),
    ],
)
def test_a_full_name_is_taken_apart_as_far_as_it_is_certain(full: str, parts: NameParts) -> None:
    assert split_name(full) == parts


@given(st.text(max_size=150))
def test_any_text_can_be_taken_apart_and_sorted(text: str) -> None:
    parts = split_name(text)
    assert isinstance(sort_name("", "", display=text), str)
    assert not text.strip().isalpha() or parts.given or parts.family


def test_display_names() -> None:
    assert display_name("Jesús", "García", nickname="Chuy") == 'Jesús "Chuy" García'
    assert display_name("Anna", "Weber", prefix="Dr.") == "Dr. Anna Weber"
    assert display_name("Anna", "Weber", prefix="Ms.") == "Anna Weber"
    assert display_name("Henry", "Johnson", suffix="Jr.", preferred="Hank", nickname="Hank") == "Hank Johnson Jr."
    assert display_name("小龙", "李") == "李小龙"
    assert display_name("", "", nickname="Bo") == "Bo"
    assert display_name("Prince", "") == "Prince"


def test_sort_names() -> None:
    assert sort_name("Jan", "van der Berg") == "van der Berg, Jan"
    assert sort_name("Henry", "Johnson", "Jr.") == "Johnson, Henry Jr."
    assert sort_name("", "", display="Ludwig van Beethoven") == "van Beethoven, Ludwig"
    assert sort_name("小龙", "李") == "李小龙"
    assert sort_name("Prince", "") == "Prince"


@pytest.mark.parametrize(
    ("title", "band", "function"),
    [
        ("Chief Marketing Officer", "c_level", "marketing"),
        ("CEO", "c_level", "leadership"),
        ("Executive Vice President and CFO", "c_level", "finance"),
        ("Geschäftsführerin", "c_level", "leadership"),
        ("Vice President, Sales", "vp", "sales"),
        ("SVP Human Resources", "vp", "people"),
        ("Head of Data", "director", "data"),
        ("Leiterin Einkauf", "director", "procurement"),
        ("Teamleiter", "manager", ""),
        ("Product Manager", "manager", "product"),
        ("Software Engineer", "practitioner", "engineering"),
        ("Assistant to the CEO", "practitioner", "leadership"),
        ("Senator", "", ""),
        ("", "", ""),
    ],
)
def test_job_titles_tell_level_and_function(title: str, band: str, function: str) -> None:
    assert (level_band(title), function_of(title)) == (band, function)
    assert band in LEVELS or band == ""


@pytest.mark.parametrize("address", ["a@b.example", "ann.o'brien+x@mail.example.co.uk", "müller@x.de", "a@münchen.de"])
def test_good_addresses(address: str) -> None:
    assert email_problem(address) == ""


@pytest.mark.parametrize(
    "address", ["", "ann", "@x.de", "ann@", "ann@host", "ann@x.de\nBcc: eve@x.de", "a b@x.de", "a..b@x.de", "a,b@x.de", "a@-x.de"]
)
def test_bad_addresses_get_one_sentence(address: str) -> None:
    problem = email_problem(address)
    assert problem.endswith(".")
    assert "\n" not in problem


def test_an_address_is_one_identity_however_it_is_written() -> None:
    assert email_key(" Ann@X.org ") == email_key("mailto:ann@x.org") == email_key("<ANN@x.org>") == "ann@x.org"
    assert email_key(unicodedata.normalize("NFD", "müller@x.de")) == email_key("MÜLLER@X.DE")


def test_fill_blanks_keeps_what_stands_and_lets_lists_grow() -> None:
    known = ContactDraft(given="Ann", job_title="CIO", topics=("Data",), emails=("ann@x.org",))
    draft = ContactDraft(given="ann", job_title="CEO", city="Bonn", topics=("data", "Pricing"), emails=("ANN@x.org",), reply="accepted", row=7)
    assert differences(known, draft) == (("city", "topics"), ("job_title",))
    filled = fill_blanks(known, draft)
    assert (filled.job_title, filled.city, filled.topics, filled.emails) == ("CIO", "Bonn", ("Data", "Pricing"), ("ann@x.org",))
    assert (filled.reply, filled.row) == ("", 0)
    assert fill_blanks(known, draft, take=["job_title"]).job_title == "CEO"
    assert differences(filled, draft) == ((), ("job_title",))


def test_a_display_name_made_of_its_parts_is_no_conflict() -> None:
    known = ContactDraft(given="Jesús", family="García", display_name='Jesús G. "Chuy" García')
    assert differences(known, ContactDraft(given="Jesús", family="García", display_name="Jesús García")) == ((), ())
    assert differences(known, ContactDraft(given="Jesús", family="García", display_name="J. García")) == ((), ("display_name",))


def test_endless_text_is_no_name() -> None:
    assert split_name("jr " * 100_000).family == ""
    assert level_band("x" * 100_000) == ""
    assert len(email_problem("a" * 100_000)) < 200


def test_different_dates_are_a_conflict() -> None:
    known, draft = ContactDraft(term_end=date(2027, 1, 1)), ContactDraft(term_end=date(2028, 1, 1))
    assert differences(known, draft) == ((), ("term_end",))
    assert differences(ContactDraft(), draft) == (("term_end",), ())
