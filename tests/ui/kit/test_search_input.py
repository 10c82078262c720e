"""Whatever is typed into a search is looked for as it stands: no sign is a wildcard, a quotation or an end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advoplanner.core.text import fold
from ui.models.column import Column
from ui.models.row_order import RowOrder

NAMES = ("Ann O'Brien", 'Jo "Ace" Lee', "100 % Fit", "under_score", "back\\slash", "Ana García", "-ann", "a@x.example", "(Bo)")


def found(text: str) -> list[str]:
    order = RowOrder([Column("Name", lambda name: name)], row_id=str)
    order.set_rows(NAMES)
    order.search(text)
    order.arrange()
    return [order.rows[place] for place in order.shown]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("%", ["100 % Fit"]),
        ("_", ["under_score"]),
        ("\\", ["back\\slash"]),
        ('"', ['Jo "Ace" Lee']),
        ("O'Brien", ["Ann O'Brien"]),
        ("-ann", ["-ann"]),
        ("(", ["(Bo)"]),
        ("@x.", ["a@x.example"]),
        ("ann AND", []),
        ("*", []),
        ("\x00", []),
    ],
)
def test_signs_stand_for_themselves(text: str, names: list[str]) -> None:
    assert found(text) == names


@given(st.text())
def test_any_text_finds_exactly_what_holds_all_its_words(text: str) -> None:
    assert found(text) == [name for name in NAMES if all(word in fold(name) for word in fold(text).split())]
