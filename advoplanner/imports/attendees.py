"""The people named in a calendar entry: who they are by name and address, and as a list to import, with their part and answer."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import chain
from urllib.parse import unquote

from advoplanner.core.errors import RuleBroken
from advoplanner.core.text import clean, plural
from advoplanner.domain.guests import Reply, Role
from advoplanner.domain.people import ContactDraft, display_name, email_key, split_name
from advoplanner.domain.reply_guests import same_person
from advoplanner.imports.calendar_lines import Line, calendars, decoded, unescaped

_ADDRESS = re.compile(r"[^\s@<>,;:]+@[^\s@<>,;:]+")
_MAX_ADDRESS = 1000
_THINGS = ("ROOM", "RESOURCE")
_ROLES = {"CHAIR": Role.CHAIR, "NON-PARTICIPANT": Role.OBSERVER}
_ANSWERS = {"ACCEPTED": Reply.ACCEPTED, "TENTATIVE": Reply.TENTATIVE, "DECLINED": Reply.DECLINED, "DELEGATED": Reply.DELEGATED}


def read_attendees(data: bytes) -> tuple[list[ContactDraft], tuple[str, ...]]:
    """Everybody in the entries of an .ics file, each once, with role and answer; and what was left out, as notes.

    `row` of a draft is its place among them. Who organises comes as a host. Raises RuleBroken `import.no_attendees`.
    """
    found: dict[str, list[ContactDraft]] = {}
    things = 0
    for calendar in calendars(decoded(data)):
        for entry in calendar.inside("VEVENT"):
            things += sum(line.params.get("CUTYPE", "").upper() in _THINGS for line in entry.all("ATTENDEE"))
            for line in (*entry.all("ATTENDEE"), *entry.all("ORGANIZER")):
                if line.params.get("CUTYPE", "").upper() not in _THINGS:
                    _note(found, _draft(line))
    if not found:
        raise RuleBroken("import.no_attendees", "Nobody is named in this calendar file.", "Save the meeting with its attendees, as .ics.")
    notes = (f"{plural(things, 'room or thing', 'rooms and things')} left out.",) if things else ()
    return [replace(draft, row=row) for row, draft in enumerate(chain.from_iterable(found.values()), 1)], notes


def address_of(line: Line) -> str:
    """The address of an attendee; EMAIL= where the value is none, or Apple's stand-in for one; else the value, as a mark."""
    value = line.value.strip()
    given = mail_address(line.params.get("EMAIL", ""))
    if given and (not value.lower().startswith("mailto:") or "@imip.me.com" in value.lower()):
        return given
    address = mail_address(value)
    if address.endswith("@imip.me.com"):
        return ""
    return address or clean(value.lower(), limit=300)


def name_in(common_name: str) -> str:
    """The name beside an address; empty where a program only repeated the address there."""
    name = clean(unescaped(common_name.strip('"')), limit=160)
    return "" if "@" in name else name


def mail_address(value: str) -> str:
    """The address in "mailto:Ana%40x.example", lower case; empty where there is none."""
    plain = re.sub(r"^\s*mailto:", "", value.strip().strip('"'), flags=re.IGNORECASE)
    found = _ADDRESS.search(unquote(plain[:_MAX_ADDRESS]).strip().strip("<>"))
    return found[0].lower() if found else ""


def _note(found: dict[str, list[ContactDraft]], draft: ContactDraft) -> None:
    """One line for each person: a later entry tells what an earlier one left open. Two names at one address are two people."""
    who = email_key(draft.emails[0]) if draft.emails else draft.display_name
    if not who:
        return
    held = found.setdefault(who, [])
    if len(held) > 1 and not _is_named(draft):
        # Everybody at this address is there by name, and nothing says whose part or answer this is.
        return
    at = next((at for at, before in enumerate(held) if _may_be_one(before, draft)), None)
    if at is None:
        held.append(draft)
    else:
        before = held[at]
        held[at] = replace(before if _is_named(before) else draft, role=before.role or draft.role, reply=draft.reply or before.reply)


def _may_be_one(before: ContactDraft, draft: ContactDraft) -> bool:
    return not _is_named(before) or not _is_named(draft) or same_person(before.display_name, draft.display_name)


def _is_named(draft: ContactDraft) -> bool:
    """Whether more than an address is known, which stands for a name where there is none."""
    return bool(draft.given or draft.family)


def _draft(line: Line) -> ContactDraft:
    parts = split_name(name_in(line.params.get("CN", "")))
    address = address_of(line)
    emails = (address,) if "@" in address else ()
    shown = display_name(parts.given, parts.family, prefix=parts.prefix, suffix=parts.suffix, nickname=parts.nickname)
    role = Role.HOST if line.name == "ORGANIZER" else _ROLES.get(line.params.get("ROLE", "").upper(), "")
    answer = _ANSWERS.get(line.params.get("PARTSTAT", "").strip().upper(), "")
    return ContactDraft(
        parts.given, parts.family, parts.prefix, parts.suffix, parts.nickname, display_name=shown or address, emails=emails, role=role, reply=answer
    )
