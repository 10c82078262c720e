"""Cities are found in any spelling, the largest of a name first, and lie as far apart as they do."""

from __future__ import annotations

import pytest

from advoplanner.core.places import city, distance


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Munich", "Munich"),
        ("münchen", "Munich"),
        ("Köln", "Köln"),
        ("Cologne", "Köln"),
        ("Lisboa", "Lisbon"),
        ("PRAHA", "Prague"),
        ("Porto, PT", "Porto"),
    ],
)
def test_a_city_is_found_in_any_spelling(typed, name):
    assert city(typed).name == name


def test_the_largest_of_a_name_counts_unless_a_country_is_given():
    assert city("Birmingham").country == "GB"
    assert city("Birmingham", "us").country == "US"
    assert city("Birmingham", "DE").country == "GB", "a country without such a city does not hide it"


@pytest.mark.parametrize("typed", ["", "Nowhere-upon-Nothing", "  "])
def test_what_is_no_city_is_not_found(typed):
    assert city(typed) is None


def test_distances_are_those_of_the_globe():
    assert distance(city("Berlin"), city("Munich")) == pytest.approx(504, rel=0.02)
    assert distance(city("Auckland"), city("Madrid")) == pytest.approx(19_600, rel=0.02)
    assert distance(city("Berlin"), city("Berlin")) == 0
