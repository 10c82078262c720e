"""Lengths are read as people write them, and a switch of units changes no length."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advoplanner.core.errors import RuleBroken
from advoplanner.domain.lengths import exact_words, length_words, parse_length, size_words


@pytest.mark.parametrize(
    ("text", "imperial", "cm"),
    [
        ("3.2 m", False, 320), ("3,2", False, 320), ("320cm", False, 320), ("3200 mm", False, 320), ("10 ft 6 in", False, 320.04),
        ("10' 6\"", False, 320.04), ("10′6″", True, 320.04), ("10'6", True, 320.04), ("10", True, 304.8), ("6 in", True, 15.24),
        ("10 feet 6 inches", False, 320.04), ("2 m 50 cm", False, 250),
    ],
)  # fmt: skip
def test_lengths_are_read_as_people_write_them(text, imperial, cm):
    assert parse_length(text, "width", imperial=imperial) == pytest.approx(cm)


@pytest.mark.parametrize("text", ["", "wide", "3 miles", "-4 m", "3 m wide", "6 in 10 ft", "nan", "3 m 3 m"])
def test_what_is_no_length_is_refused_at_its_field(text):
    with pytest.raises(RuleBroken) as refused:
        parse_length(text, "width")
    assert (refused.value.field, "no length" in refused.value.sentence) == ("width", True)


@given(st.integers(1, 100_000), st.booleans())
def test_what_a_field_shows_reads_back_within_half_an_inch(cm, imperial):
    assert parse_length(exact_words(cm, imperial=imperial), "width", imperial=imperial) == pytest.approx(cm, abs=0.64 if imperial else 0.001)


def test_words_for_reading():
    assert (length_words(320), length_words(320.04, imperial=True), length_words(304.8, imperial=True)) == ("3.2 m", "10 ft 6 in", "10 ft")
    assert size_words(1240, 900) == "12.4 × 9.0 m"
