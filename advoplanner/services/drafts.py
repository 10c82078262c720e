"""One message in the outbox: written, renewed, held or taken out, as part of an action on its wave."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Select, or_, select

from advoplanner.core.ids import new_id
from advoplanner.domain.audiences import PERSONAL, WHY_PERSONAL, is_personal
from advoplanner.domain.calendar_blocks import OWN, slot_part
from advoplanner.domain.letters import HELD_BY_HAND, LeftOut
from advoplanner.services import letters
from advoplanner.services.letters import Written
from advoplanner.store.models import Guest, GuruSlot, Message, Wave
from advoplanner.store.queries.invitations import Addressee
from advoplanner.store.session import UnitOfWork

WAITING = ("draft", "held", "stale")
"""States in which a message can still be changed and removed."""

KEPT_IN_CALENDARS = ("REQUEST", "CANCEL")
"""Methods after which a guest's calendar holds something else than before."""


def put(work: UnitOfWork, wave: Wave, a: Addressee, known: list[Message], made: Written) -> str:
    """Write or renew one message; returns its state, "" where the guest holds the same already. `known` are those of guest, wave and part."""
    found = next((m for m in known if m.state in WAITING), None)
    if holds(known, made):
        drop(work, [found] if found else [])
        return ""
    unread = (found is None or found.state == "stale") and made.method == "REQUEST" and is_personal(wave.mode, a.tier)
    new = found or Message(id=new_id(), wave_id=wave.id, guest_id=a.guest.id, event_id=wave.event_id, edited=False, state="draft", reason="")
    if not new.edited:
        new.subject, new.body = made.subject, made.body
    new.method, new.part, new.to_name, new.to_address = made.method, made.part, a.person.display_name, made.address
    new.calendar, new.sequence, new.fingerprint = letters.kept(made.entry), made.entry.sequence, made.fingerprint
    if not held_by_hand(new):
        _settle(new, letters.unreachable(made.address, a.problem) or letters.incomplete(new.subject, new.body) if new.edited else made.why, unread)
    if found is None:
        work.add(new)
    if a.guest.invite_state == "not_sent" and not new.part:
        a.guest.invite_state = "in_outbox"
    return new.state


def holds(known: list[Message], made: Written) -> bool:
    """Whether the newest of the messages that left says the same, or is still leaving."""
    gone = next((m for m in known if m.state not in WAITING), None)
    return gone is not None and (gone.state != "exported" or gone.fingerprint == made.fingerprint)


def held_by_hand(found: Message) -> bool:
    """Whether a person, not a rule, holds a message back."""
    return found.state == "held" and found.reason.startswith(HELD_BY_HAND)


def drop(work: UnitOfWork, found: Iterable[Message]) -> None:
    """Take waiting messages out of the outbox, and their guests' mark with them, as part of an action."""
    gone = list(found)
    ids = {m.id for m in gone}
    for guest in work.session.scalars(select(Guest).where(Guest.id.in_([m.guest_id for m in gone]), Guest.invite_state == "in_outbox")):
        others = select(Message.id).where(Message.guest_id == guest.id, Message.part == "", Message.id.not_in(ids)).limit(1)
        if work.session.scalar(others) is None:
            guest.invite_state = "not_sent"
    work.delete_all(gone)


def drop_unsent(work: UnitOfWork, found: Iterable[Message]) -> None:
    """Take out invitations that have not left to what a guest has no part in any more."""
    gone = [m for m in found if m.state in WAITING and m.method == "REQUEST"]
    if gone:
        drop(work, gone)


def keep_back(known: Iterable[Message], reason: LeftOut) -> None:
    """Hold what waits for a guest whom its wave does not address any more."""
    for found in known:
        if found.state in WAITING and not held_by_hand(found):
            found.state, found.reason = "held", f"{reason.why[0].upper()}{reason.why[1:]}."


def set_stale(work: UnitOfWork, query: Select[Any], why: str) -> None:
    """Mark invitations that have not left as out of date; what a person holds stays held."""
    for found in work.session.scalars(query.where(Message.state.in_(("draft", "held")), Message.method == "REQUEST")):
        if not held_by_hand(found):
            found.state, found.reason = "stale", why


def set_own_stale(work: UnitOfWork, guest_ids: Iterable[str]) -> None:
    """The same for the sessions and one-to-ones of guests who gained or lost one."""
    own = or_(*(Message.part.startswith(prefix) for prefix in OWN))
    set_stale(work, select(Message).where(Message.guest_id.in_(list(guest_ids)), own), "What they have a part in changed after this was written.")


def set_slots_stale(work: UnitOfWork, slots: Iterable[GuruSlot]) -> None:
    """The same for one-to-ones that are moved or given back."""
    parts = [slot_part(slot.id) for slot in slots]
    set_stale(work, select(Message).where(Message.part.in_(parts)), "The one-to-one changed after this was written.")


def _settle(new: Message, why: str, unread: bool) -> None:
    """Ready or held; a personal draft waits until a person has written in it or released it."""
    waits = not new.edited and (unread or (new.state == "held" and new.reason.startswith(PERSONAL)))
    new.reason = why or (WHY_PERSONAL if waits else "")
    new.state = "held" if new.reason else "draft"
