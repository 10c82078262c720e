"""Where cities lie: a table of those of 15,000 people and more, read when it is first asked, and the distance between two of them."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import asin, cos, radians, sin, sqrt

from advoplanner.core.text import fold

EARTH = 6371.0
"""Mean radius in kilometres."""


@dataclass(frozen=True, slots=True)
class City:
    """One city; degrees of latitude and longitude to two decimals, about a kilometre."""

    name: str
    country: str
    latitude: float
    longitude: float
    population: int


def city(name: str, country: str = "") -> City | None:
    """The city of this name in any of its spellings; the largest where several share it, within the country where its code is given."""
    same = _by_name().get(fold(name.split(",")[0]), ())
    there = [each for each in same if each.country == country.upper()] if len(country) == 2 else []
    return max(there or same, key=lambda each: each.population, default=None)


def distance(a: City, b: City) -> float:
    """Kilometres between two cities as the crow flies."""
    lat_a, lat_b = radians(a.latitude), radians(b.latitude)
    half = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin(radians(b.longitude - a.longitude) / 2) ** 2
    return 2 * EARTH * asin(sqrt(half))


@cache
def _by_name() -> dict[str, tuple[City, ...]]:
    packed = (files("resources") / "places" / "cities.tsv.gz").read_bytes()
    found: dict[str, list[City]] = {}
    for line in gzip.decompress(packed).decode().splitlines():
        country, names, latitude, longitude, population = line.split("\t")
        spellings = names.split("|")
        made = City(spellings[0], country, float(latitude), float(longitude), int(population))
        for spelling in dict.fromkeys(map(fold, spellings)):
            found.setdefault(spelling, []).append(made)
    return {name: tuple(cities) for name, cities in found.items()}
