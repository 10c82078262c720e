"""Names in words that somebody typed: found however they are written, never inside another word, replaced by what may be read."""

from __future__ import annotations

import pytest

from advoplanner.domain.restrictions import LeftOut
from advoplanner.domain.typed_names import Closed, spellings_of, without_names


def closed(*spellings, instead="a guest"):
    return Closed(spellings, instead, LeftOut("name", spellings[0], "why"))


JOSE = Closed(spellings_of("José Müller", "José", "Müller", "Pepe"), "a guest", LeftOut("name", "José Müller", "why"))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("José Müller: how we did it", "A guest: how we did it"),
        ("A talk. jose muller speaks", "A talk. A guest speaks"),
        ("Talk with Jose\u0301  MU\u0308LLER’s team", "Talk with a guest’s team"),
        ("By Müller, José and Pepe Müller", "By a guest and a guest"),
        ("José Müllerstein and Pepe", "José Müllerstein and Pepe"),
        ("Müller and José", "Müller and José"),
        ("José\nMüller", "A guest"),
        ("", ""),
    ],
)
def test_a_whole_name_is_found_however_it_is_written(text, shown):
    found, named = without_names(text, [JOSE])
    assert found == shown
    assert [item.of for item in named] == ([] if shown == text else ["José Müller"])


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Sean O'Brien", "Sean O’Brien speaks"),
        ("Sean O´Brien", "Sean O´Brien speaks"),
        ("Anne-Marie Lund", "Anne\u2011Marie Lund speaks"),
        ("Ana Lima", "Ana \u200bLima speaks"),
    ],
)
def test_signs_that_look_alike_hide_nobody(name, text):
    assert without_names(text, [closed(name)])[0] == "A guest speaks"


def test_a_name_of_one_word_is_only_that_as_it_is_written():
    company = closed("Next", instead="a company")
    assert without_names("What is next at Next?", [company])[0] == "What is next at a company?"
    assert without_names("Nextel and unNext", [company])[0] == "Nextel and unNext"


def test_scripts_without_spaces_have_names_inside_their_lines():
    assert without_names("田中太郎氏の話", [closed("田中太郎")])[0] == "A guest氏の話"


def test_a_name_that_holds_what_stands_in_its_place_ends():
    assert without_names("A Guest and A Guest", [closed("A Guest")])[0] == "A guest and a guest"
