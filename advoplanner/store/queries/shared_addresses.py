"""Mail addresses that several people have: who they are, and whose each is."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from advoplanner.domain.person_details import SharedAddress
from advoplanner.store.models import EmailAddress, Person


def sharing(session: Session, address_key: str, besides: str) -> list[str]:
    """Names of those who have an address, without one person, its owner first."""
    query = (
        select(Person.display_name)
        .join(EmailAddress, EmailAddress.person_id == Person.id)
        .where(EmailAddress.address_key == address_key, Person.id != besides)
        .order_by(EmailAddress.owner.desc(), Person.sort_name)
    )
    return list(session.scalars(query))


def shared(session: Session, row: EmailAddress) -> SharedAddress:
    """Who has the address of this row, and whose it is."""
    query = select(Person.id, Person.display_name, EmailAddress.owner).join(EmailAddress, EmailAddress.person_id == Person.id)
    found = session.execute(query.where(EmailAddress.address_key == row.address_key).order_by(Person.sort_name, Person.id)).all()
    owner = next((person_id for person_id, _, owns in found if owns), "")
    return SharedAddress(row.address, tuple((person_id, name) for person_id, name, _ in found), owner)


def owners(session: Session) -> dict[str, str]:
    """Whose each shared address (folded) is, by name."""
    query = select(EmailAddress.address_key, Person.display_name).join(Person, Person.id == EmailAddress.person_id).where(EmailAddress.owner)
    return {key: name for key, name in session.execute(query)}  # noqa: C416


def owned(session: Session, person_ids: Iterable[str]) -> dict[str, frozenset[str]]:
    """The shared addresses (folded) that each of these people owns."""
    return _keys(session, EmailAddress.owner & EmailAddress.person_id.in_(list(person_ids)))


def assistants_of(session: Session, person_ids: Iterable[str]) -> dict[str, frozenset[str]]:
    """The addresses (folded) from which the assistant of each of these people writes."""
    found: dict[str, set[str]] = {}
    query = select(Person.id, EmailAddress.address_key).join(EmailAddress, EmailAddress.person_id == Person.assistant_id)
    for person_id, key in session.execute(query.where(Person.id.in_(list(person_ids)))):
        found.setdefault(person_id, set()).add(key)
    return {person_id: frozenset(keys) for person_id, keys in found.items()}


def borrowed(session: Session) -> dict[str, frozenset[str]]:
    """The shared addresses (folded) that each person has and somebody else owns."""
    return _keys(session, EmailAddress.shared & ~EmailAddress.owner)


def _keys(session: Session, wanted: ColumnElement[bool]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for person_id, key in session.execute(select(EmailAddress.person_id, EmailAddress.address_key).where(wanted)):
        found.setdefault(person_id, set()).add(key)
    return {person_id: frozenset(keys) for person_id, keys in found.items()}
