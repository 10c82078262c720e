"""Names in little room."""

from __future__ import annotations

import pytest

from advoplanner.domain.short_names import initials, short_name


@pytest.mark.parametrize(
    ("name", "short", "letters"),
    [
        ("Ada Byron", "A. Byron", "AB"),
        ("Nicholas J. Begich III", "N. Begich", "NB"),
        ("Dr. Ada King Jr.", "A. King", "AK"),
        ("Monica de la Cruz", "M. de la Cruz", "MC"),
        ("Siobhán O'Brien", "Siobhán O'Brien", "SO"),
        ("李小龙", "李小龙", "李"),
        ("Cher", "Cher", "C"),
        ("", "", "?"),
    ],
)
def test_titles_and_suffixes_take_no_room(name: str, short: str, letters: str) -> None:
    assert (short_name(name), initials(name)) == (short, letters)
