"""Many rows written at once, as one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import select

from advoplanner.bootstrap import create_workspace
from advoplanner.store.models import Organisation, Person


@pytest.fixture
def ws(tmp_path: Any) -> Iterator[Any]:
    made = create_workspace(tmp_path / "w.advo")
    yield made
    made.close()


def test_columns_are_written_whatever_the_order_of_their_names(ws):
    with ws.action("Add") as work:
        work.insert_rows(Person, [{"id": "p1", "display_name": "Ana", "sort_name": "ana", "tags": ["new"], "tier": 2}])
    with ws.action("Change") as work:
        before, after = {"tier": 2, "tags": ["new"], "city": ""}, {"tier": 1, "tags": ["old", "Łódź"], "city": "Ulm"}
        work.update_rows(Person, {"p1": (before, after)})
    with ws.reading() as session:
        person = session.get_one(Person, "p1")
        assert (person.tier, person.tags, person.city, person.version) == (1, ["old", "Łódź"], "Ulm", 2)


def test_what_could_be_written_only_in_part_is_not_written_at_all(ws):
    with ws.action("Add") as work:
        work.insert_rows(Person, [{"id": key, "display_name": "Ana", "sort_name": "ana"} for key in ("p1", "p2")])
    uneven = {"p1": ({"tier": 0}, {"tier": 1}), "p2": ({"tier": 0, "city": ""}, {"tier": 1, "city": "Ulm"})}
    for changes in (uneven, {"p1": ({"teir": 0}, {"teir": 1})}):
        with pytest.raises(ValueError, match=r"different columns|teir"), ws.action("Change") as work:
            work.update_rows(Person, changes)
    with ws.reading() as session:
        assert [(p.tier, p.city, p.version) for p in session.scalars(select(Person))] == [(0, "", 1)] * 2


def test_rows_that_say_different_things_are_filled_with_what_is_usual(ws):
    with ws.action("Add") as work:
        work.insert_rows(Organisation, [{"name": "A", "name_key": "a", "tier": 1}, {"id": "b", "name": "B", "name_key": "b", "public_sector": True}])
    with ws.reading() as session:
        found = session.execute(select(Organisation.id, Organisation.name, Organisation.tier, Organisation.public_sector).order_by(Organisation.name))
        (made, *first), second = found
        assert (first, tuple(second)) == (["A", 1, False], ("b", "B", 0, True))
        assert re.fullmatch("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", made)
