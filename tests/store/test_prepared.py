"""Queries that are made ready once: their rows are those that SQLAlchemy itself would read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import bindparam, select

from advoplanner.bootstrap import create_workspace
from advoplanner.domain.people import ContactDraft
from advoplanner.services import people
from advoplanner.store.models import Person
from advoplanner.store.prepared import MOST, rows_of, several


@pytest.fixture
def ws(tmp_path: Any) -> Iterator[Any]:
    made = create_workspace(tmp_path / "w.advo")
    for n in range(3):
        made_id = people.add(made, ContactDraft(display_name=f"O'Brien {n}")).created("person")[0]
        people.edit(made, made_id, topics=["AI", "Köln"] if n else [])
    yield made
    made.close()


COLUMNS = (Person.id, Person.display_name.label("name"), Person.topics, Person.created_at)


def test_rows_have_their_columns_by_name_and_by_place_and_values_of_their_kinds(ws: Any) -> None:
    query = select(*COLUMNS).where(Person.display_name == bindparam("called"), Person.version >= 1)
    with ws.reading() as session:
        row = next(iter(rows_of(session, query, called="O'Brien 1")))
        plain = session.execute(query, {"called": "O'Brien 1"}).one()
    assert tuple(row) == tuple(plain)
    assert (row.name, row.topics) == ("O'Brien 1", ["AI", "Köln"])
    assert row.created_at == plain.created_at
    assert row.created_at.tzinfo is not None
    with pytest.raises(AttributeError, match="city"):
        _ = row.city


@pytest.mark.parametrize("count", [0, 1, 2, MOST, MOST + 1])
def test_a_list_of_any_length_is_looked_for(ws: Any, count: int) -> None:
    query = select(Person.display_name).where(Person.display_name.in_(several("names")), Person.display_name != bindparam("other"))
    with ws.reading() as session:
        found = rows_of(session, query, names=[f"O'Brien {n}" for n in range(count)], other="O'Brien 1")
    assert sorted(row.display_name for row in found) == [f"O'Brien {n}" for n in range(min(count, 3)) if n != 1]
