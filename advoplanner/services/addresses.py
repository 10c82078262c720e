"""Mail addresses of people: kept even where doubtful, and where several people share one, with one of them as its owner."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from advoplanner.core.changes import ChangeSet
from advoplanner.core.errors import RuleBroken
from advoplanner.core.text import fold, whole
from advoplanner.domain.people import email_key, email_problem
from advoplanner.domain.people_limits import LONGEST_ADDRESS
from advoplanner.domain.reply_guests import same_person
from advoplanner.services.context import Workspace
from advoplanner.store.models import EmailAddress, Person
from advoplanner.store.queries import people as people_queries
from advoplanner.store.queries import shared_addresses as queries
from advoplanner.store.session import UnitOfWork


def sharing(ws: Workspace, address: str, *, besides: str = "") -> list[str]:
    """Names of the people who have this address too, its owner first, without the person `besides`."""
    with ws.reading() as session:
        return queries.sharing(session, email_key(address), besides)


def own(ws: Workspace, person_id: str, address: str) -> ChangeSet:
    """Mark whose mailbox a shared address is: answers from it that name nobody count as theirs.

    Raises RuleBroken `addresses.not_shared` where nobody else has the address.
    """
    with ws.action("") as work:
        if not make_owner(work, person_id, address):
            sentence = f"Nobody else has the address {address}, so it needs no owner."
            raise RuleBroken("addresses.not_shared", sentence, "Give it to two people first.", field="emails")
        work.label = f"{work.session.get_one(Person, person_id).display_name} owns {address}"[:200]
    return work.changes


def holder(session: Session, address: str, name: str = "") -> str:
    """The id of the person meant at an address: of several the one of this name, without a name its owner; "" for nobody."""
    ids = people_queries.by_address(session, [email_key(address)]).get(email_key(address), [])
    if len(ids) < 2 or not fold(name):
        return next(iter(ids), "")
    names = {p.id: p.display_name for p in session.scalars(select(Person).where(Person.id.in_(ids)))}
    exact = [person_id for person_id in ids if fold(names[person_id]) == fold(name)]
    close = [person_id for person_id in ids if same_person(names[person_id], name)]
    return exact[0] if exact else close[0] if len(close) == 1 else ""


def make_owner(work: UnitOfWork, person_id: str, address: str) -> bool:
    """Within an action: let this person own a shared address; False where they do not have it, or nobody else does."""
    work.session.flush()
    holders = work.session.scalars(select(EmailAddress).where(EmailAddress.address_key == email_key(address))).all()
    if len(holders) < 2 or person_id not in {row.person_id for row in holders}:
        return False
    for row in holders:
        _mark(row, shared=True, owner=row.person_id == person_id)
    return True


def address_rows(person_id: str, emails: Iterable[str]) -> list[dict[str, Any]]:
    """Addresses as rows, the first one primary; the same address twice is kept once, a doubtful one with its problem.

    Raises RuleBroken `text.too_long` for one that is longer than any address can be.
    """
    found: dict[str, dict[str, Any]] = {}
    for address in emails:
        address = whole(address, LONGEST_ADDRESS, "emails")
        as_key = email_key(address)
        if address and as_key not in found:
            primary, problem = not found, email_problem(address)
            found[as_key] = {"person_id": person_id, "address": address, "address_key": as_key, "primary": primary, "problem": problem}
    return list(found.values())


def set_addresses(work: UnitOfWork, person_id: str, emails: Iterable[str]) -> set[str]:
    """Make a person's addresses these, the first one primary; returns the keys that came or went, to be settled."""
    wanted = {row["address_key"]: row for row in address_rows(person_id, emails)}
    gone: set[str] = set()
    for row in work.session.scalars(select(EmailAddress).where(EmailAddress.person_id == person_id)).all():
        new = wanted.pop(row.address_key, None)
        if new is None:
            gone.add(row.address_key)
            work.session.delete(row)
        else:
            row.primary = new["primary"]
            if row.address != new["address"]:
                # That mail came back stays known of an address that is kept as it is.
                row.address, row.problem = new["address"], new["problem"]
    work.session.flush()
    work.insert_rows(EmailAddress, list(wanted.values()))
    return gone | wanted.keys()


def settle(work: UnitOfWork, keys: Collection[str] | None = None) -> None:
    """Mark which of these addresses (folded; None for all) several people have, and let each of those have one owner.

    The owner stays who it was; where there is none, it is who has had the address longest.
    """
    work.session.flush()
    row = EmailAddress
    if keys is None:
        several = select(row.address_key).group_by(row.address_key).having(func.count() > 1)
        wanted = or_(row.address_key.in_(several), row.shared.is_(True))
    elif keys:
        wanted = row.address_key.in_(list(keys))
    else:
        return
    query = select(row).join(Person, Person.id == row.person_id).where(wanted)
    found = work.session.scalars(query.order_by(row.address_key, row.owner.desc(), row.created_at, Person.sort_name, row.id)).all()
    for _, held in groupby(found, key=attrgetter("address_key")):
        holders = list(held)
        for each in holders:
            _mark(each, shared=len(holders) > 1, owner=len(holders) > 1 and each is holders[0])


def _mark(row: EmailAddress, *, shared: bool, owner: bool) -> None:
    if (row.shared, row.owner) != (shared, owner):
        row.shared, row.owner = shared, owner
