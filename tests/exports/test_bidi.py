from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advoplanner.exports.bidi import base_level, levels

LETTERS = st.text(st.sampled_from("abאבمح 12٣()[]-+.,:/%€\u0301\t"), max_size=30)


def shown(text: str, base: int | None = None) -> str:
    """`text` in the order in which it stands on paper, left to right (rule L2), brackets turned."""
    found = levels(text, base_level(text) if base is None else base)
    order = list(range(len(text)))
    for level in range(max(found, default=0), 0, -1):
        at = 0
        while at < len(order):
            end = at
            while end < len(order) and found[order[end]] >= level:
                end += 1
            order[at:end] = reversed(order[at:end])
            at = end + 1
    turned = str.maketrans("()[]", ")(][")
    return "".join(text[i].translate(turned) if found[i] % 2 else text[i] for i in order)


@pytest.mark.parametrize(
    ("text", "paper"),
    [
        ("abc", "abc"),
        ("אבג", "גבא"),
        ("abc אבג def", "abc גבא def"),
        ("אבג abc דהו", "והד abc גבא"),
        ("محمد (CEO) 2026", "2026 (CEO) دمحم"),
        ("CEO (אבג) x", "CEO (גבא) x"),
        ("אבג (abc דהו) ז", "ז (והד abc) גבא"),
        ("abc (אבג)", "abc (גבא)"),
        ("אבג 12-34", "12-34 גבא"),
        ("محمد 12-34", "34-12 دمحم"),
        ("אבג 50%", "50% גבא"),
        ("אבג €7", "€7 גבא"),
        ("טל. +44 20", "20 44+ .לט"),
        ("אבג 1,234.50", "1,234.50 גבא"),
        ("אבג, abc.", ".abc ,גבא"),
        ("אבגא\u0301", "\u0301אגבא"),
        ("abc אבג!", "abc גבא!"),
        ("[אב (גד]", "[דג) בא]"),
    ],
)
def test_lines_stand_as_the_standard_orders_them(text: str, paper: str) -> None:
    assert shown(text) == paper


def test_a_line_takes_the_direction_of_its_paragraph() -> None:
    assert shown("abc: אבג", 1) == "גבא :abc"
    assert shown("abc: אבג", 0) == "abc: גבא"
    assert base_level("12 – (אבג) abc") == 1
    assert base_level("12 – 34") == 0


def test_blanks_at_the_end_and_tabs_stay_with_the_paragraph() -> None:
    assert levels("אב  ", 0) == [1, 1, 0, 0]
    assert levels("ab  ", 1) == [2, 2, 1, 1]
    assert levels("אב\tגד", 0) == [1, 1, 0, 1, 1]


@given(LETTERS, st.sampled_from([0, 1]))
def test_nothing_is_lost_and_levels_stay_near_the_paragraph(text: str, base: int) -> None:
    found = levels(text, base)
    assert len(found) == len(text)
    assert all(base <= level <= 2 for level in found)
    assert sorted(shown(text, base).translate(str.maketrans("()[]", "(([["))) == sorted(text.translate(str.maketrans("()[]", "(([[")))


@given(st.text(st.sampled_from("ab 12()[]-+.,:/%"), max_size=30))
def test_text_from_the_left_stays_as_it_is(text: str) -> None:
    assert levels(text, 0) == [0] * len(text)
