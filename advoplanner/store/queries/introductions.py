"""Introductions as rows."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from advoplanner.core.text import fold
from advoplanner.domain.introductions import IntroductionRow
from advoplanner.store.models import Guest, Introduction, Organisation, Person

_first, _second = aliased(Guest), aliased(Guest)
_a, _b = aliased(Person), aliased(Person)
_a_company, _b_company = aliased(Organisation), aliased(Organisation)


def rows(session: Session, event_id: str) -> list[IntroductionRow]:
    """An event's introductions by the names of those introduced; of a pair who sorts first comes first."""
    query = (
        select(Introduction, _a.sort_name, _a.display_name, _a_company.name, _b.sort_name, _b.display_name, _b_company.name)
        .join(_first, _first.id == Introduction.a_id)
        .join(_a, _a.id == _first.person_id)
        .join(_second, _second.id == Introduction.b_id)
        .join(_b, _b.id == _second.person_id)
        .outerjoin(_a_company, _a_company.id == _a.organisation_id)
        .outerjoin(_b_company, _b_company.id == _b.organisation_id)
        .where(Introduction.event_id == event_id)
    )
    found = []
    for i, a_sort, a, a_at, b_sort, b, b_at in session.execute(query):
        ends = sorted([(fold(a_sort), i.a_id, a, a_at or ""), (fold(b_sort), i.b_id, b, b_at or "")])
        found.append(([e[0] for e in ends], _row(i, *(e[1:] for e in ends))))
    return [row for _, row in sorted(found, key=lambda f: (f[0], f[1].id))]


def _row(i: Introduction, first: tuple[str, str, str], second: tuple[str, str, str]) -> IntroductionRow:
    return IntroductionRow(i.id, i.event_id, *first, *second, i.reason, i.introducer, i.state, i.note, i.version)
