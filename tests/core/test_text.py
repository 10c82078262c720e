"""Cleaning and folding of text from people."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advoplanner.core.text import all_clean, clean, fold, listed, plural


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("Lukasz Walesa", "Łukasz Wałęsa"),
        ("jose", "José"),
        ("JOSE", "Jose\u0301"),
        ("sorensen", "Sørensen"),
        ("strasse", "Straße"),
        ("ελενη", "Ελένη"),
    ],
)
def test_typing_without_accents_finds_the_name(typed: str, written: str) -> None:
    assert fold(typed) == fold(written)


@given(st.text())
def test_cleaned_text_is_one_line_without_controls_and_stays_clean(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert not any(c in once for c in "\n\r\x00\x07\x1b\u202e\ufeff")


@given(st.text(), st.integers(1, 50))
def test_the_limit_holds(text: str, limit: int) -> None:
    assert len(clean(text, lines=True, limit=limit)) <= limit


@given(st.lists(st.text(alphabet="ab| \tÄ\u00a0", max_size=12), min_size=1, max_size=5).map(tuple))
def test_what_is_taken_for_clean_is_left_as_it_is_by_cleaning(texts: tuple[str, ...]) -> None:
    if all_clean(texts, 10):
        assert texts == tuple(clean(text, limit=10) for text in texts)


def test_plain_words_need_no_cleaning_and_others_do() -> None:
    assert all_clean(("Ada", "", "Director IT"), 20)
    assert not any(all_clean((text,), 20) for text in (" Ada", "Ada ", "Ada  Abel", "Ada\nAbel", "Adá", "A" * 21))


def test_words() -> None:
    assert plural(1, "guest") == "1 guest"
    assert plural(1200, "person", "people") == "1,200 people"
    assert listed(["a", "b", "c"]) == "a, b and c"
