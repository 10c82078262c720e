"""What an invitation says, to whom it may go, when it counts as a new version, and how its text is filled in."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from functools import lru_cache

from advoplanner.core.errors import RuleBroken
from advoplanner.core.records import dataclass
from advoplanner.core.text import clean


class Standing(StrEnum):
    """Whether the date holds, is only kept free (save the date), or is called off."""

    CONFIRMED = "confirmed"
    TENTATIVE = "tentative"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class CalendarFacts:
    """One calendar entry as every guest gets it.

    `start` and `end` are naive wall time in `zone`; with `all_day` only their dates count, the last day included.
    `dtstamp` is the aware instant of this sending, in UTC. `url` is the join link; `fixed` asks clients not to propose
    another time; `busy` blocks the guest's calendar. `instant` is the start in UTC as the clocks' rules had it at this sending,
    "" where it is not known: rules change, and then the same wall time is another moment.
    """

    uid: str
    title: str
    start: datetime
    end: datetime
    zone: str
    organiser_name: str
    organiser_email: str
    dtstamp: datetime
    sequence: int = 0
    description: str = ""
    location: str = ""
    url: str = ""
    all_day: bool = False
    status: Standing = Standing.CONFIRMED
    fixed: bool = False
    busy: bool = True
    instant: str = ""


@dataclass(frozen=True, slots=True)
class Recipient:
    """The one person a message goes to."""

    name: str
    email: str
    required: bool = True


@dataclass(frozen=True, slots=True)
class Rendered:
    """A template filled in; `missing` and `unknown` name the fields that hold the message back."""

    text: str
    missing: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def held(self) -> bool:
        return bool(self.missing or self.unknown)

    def why_held(self) -> str:
        """The sentence for the outbox, empty where the message may go."""
        parts = [f"{MERGE_FIELDS.get(name, name)} is not known ({{{{{name}}}}})" for name in self.missing]
        parts += [f"{{{{{name}}}}} is not a field" for name in self.unknown]
        words = "; ".join(parts)
        return f"{words[0].upper()}{words[1:]}." if parts else ""


MERGE_FIELDS: dict[str, str] = {
    "name": "the guest's name",
    "first_name": "the guest's first name",
    "last_name": "the guest's last name",
    "job_title": "the guest's job title",
    "organisation": "the guest's organisation",
    "session": "the day or session that this calendar entry is for",
    "event": "the event's title",
    "purpose": "the event's purpose",
    "date": "the date of the event",
    "time": "the time of the event",
    "when": "the date and time of the event",
    "zone": "the event's time zone",
    "place": "the place of the event",
    "join_link": "the link for joining online",
    "join_line": "how to join online, where there is a link",
    "host": "the organiser's name",
    "host_email": "the organiser's address",
    "answer_by": "the day by which to answer",
    "value_line": "the sentence on why it is worth this guest's time",
    "offer": "what this guest is offered",
    "details_form": "a short form (diet, travel, badge, topics) to fill in and send back",
}
"""Fields a template may name, with the words the composer shows for each."""

UID_LIMIT = 255
"""Longest UID that Exchange keeps whole (characters)."""

_USUAL = re.compile(
    r"(?=[^@]{1,64}@.{4,189}$)[a-z0-9_+-]+(?:\.[a-z0-9_+-]+)*@(?!.*--)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?!(?:arpa|invalid|local|localhost|onion)$)[a-z]{2,63}"
)
"""Addresses as nearly all are, in small letters: nothing in them is doubtful, so that what judges the others need not be read for them."""

_FIELD = re.compile(r"\{\{([^{}|]*)(?:\|([^{}]*))?\}\}")
_LINK = re.compile(r"https://[!#-;=?-\[\]_a-z~]+")
_UID = re.compile(r"[A-Za-z0-9@._:{}+-]+")


def needs_new_sequence(old: CalendarFacts, new: CalendarFacts) -> bool:
    """Whether guests must be asked again: the time or the standing changed. Wording and room do not count."""
    return _what_binds(old) != _what_binds(new) or _clocks_changed(old, new)


def next_sequence(old: CalendarFacts, new: CalendarFacts) -> int:
    """The SEQUENCE that `new` is sent with, given what was sent last."""
    return old.sequence + 1 if needs_new_sequence(old, new) else old.sequence


def differences(old: CalendarFacts, new: CalendarFacts) -> tuple[str, ...]:
    """What somebody with the old entry does not know: "the time", "the place" and the like; empty where nothing differs."""
    told = [
        ("the time", (_clocks_changed(old, new), *_when(old)), (False, *_when(new))),
        ("the standing", old.status, new.status),
        ("the place", old.location, new.location),
        ("the title", old.title, new.title),
        ("the join link", old.url, new.url),
        ("the description", old.description, new.description),
    ]
    return tuple(words for words, before, after in told if before != after)


def called_off(last_sent: CalendarFacts, dtstamp: datetime) -> CalendarFacts:
    """What a cancellation says: everything as last sent, the SEQUENCE one higher."""
    return replace(last_sent, status=Standing.CANCELLED, sequence=last_sent.sequence + 1, dtstamp=dtstamp)


def check_organiser(address: str) -> str:
    """The organiser's address as it is sent; raises RuleBroken `invitations.no_organiser` or `invitations.address`."""
    if not address.strip():
        sentence = "Invitations need an organiser's address, to which replies go."
        raise RuleBroken("invitations.no_organiser", sentence, "Set one in the event.", field="organiser_email")
    return check_address(address)


def check_link(url: str) -> str:
    """A join link as it is sent, empty where there is none; raises RuleBroken `invitations.link`."""
    url = url.strip()
    if url and not _LINK.fullmatch(url):
        sentence = f"“{clean(url)[:120]}” is not a secure link."
        raise RuleBroken("invitations.link", sentence, "A join link starts with https:// and holds no spaces.", field="url")
    return url


def check_facts(facts: CalendarFacts) -> None:
    """Raise RuleBroken with a sentence where identity, link or times cannot become a calendar entry."""
    check_link(facts.url)
    if not _UID.fullmatch(facts.uid) or len(facts.uid) > UID_LIMIT:
        sentence = "The event's calendar identity is empty, too long or holds odd characters."
        raise RuleBroken("invitations.uid", sentence, "Use letters, digits and hyphens.")
    if facts.dtstamp.tzinfo is None or facts.start.tzinfo is not None or facts.end.tzinfo is not None:
        raise ValueError("dtstamp must be aware, start and end naive")
    ends_well = facts.end.date() >= facts.start.date() if facts.all_day else facts.end > facts.start
    if not ends_well:
        sentence = f"“{clean(facts.title)}” ends before it starts."
        raise RuleBroken("invitations.end_before_start", sentence, "Put the end after the start.", field="end")


@lru_cache(maxsize=4096)
def check_address(address: str) -> str:
    """`address` as mail and calendars carry it (ASCII, international domains encoded); raises RuleBroken `invitations.address`."""
    if "\n" in address or "\r" in address:
        raise _bad_address(address, "it runs over more than one line")
    address = address.strip()
    if _USUAL.fullmatch(address):
        return address
    from email_validator import EmailNotValidError, validate_email

    try:
        # test_environment lets rehearsals use .test; every other reserved domain reaches nobody.
        ascii_form = validate_email(address, check_deliverability=False, allow_smtputf8=False, test_environment=True, strict=True).ascii_email
    except EmailNotValidError as error:
        raise _bad_address(address, _why_not_valid(address)) from error
    if not ascii_form or "." not in ascii_form.rpartition("@")[2]:
        raise _bad_address(address, "the part after the @ needs a dot")
    return ascii_form


def same_address(one: str, other: str) -> bool:
    """Whether two addresses reach the same mailbox, as far as spelling tells."""
    return one.strip().lower() == other.strip().lower()


def render(template: str, values: Mapping[str, str], escape: Callable[[str], str] = str) -> Rendered:
    """`template` with {{field}} and {{field|fallback}} filled in once; values are never read as templates themselves.

    `escape` is applied to each value and fallback (`html.escape` for HTML). A field without value and fallback is `missing`,
    a name outside MERGE_FIELDS and `values` is `unknown`; both stay in the text so that they are seen, and hold the message.
    """
    missing: dict[str, None] = {}
    unknown: dict[str, None] = {}

    def fill(found: re.Match[str]) -> str:
        name, fallback = found[1].strip(), found[2]
        if name not in MERGE_FIELDS and name not in values:
            unknown[name] = None
            return found[0]
        value = clean(values.get(name), lines=True)
        if not value and fallback is None:
            missing[name] = None
            return found[0]
        return escape(value or (fallback or "").strip())

    text = _FIELD.sub(fill, template)
    return Rendered(text, tuple(missing), tuple(unknown))


def fields_of(template: str) -> tuple[str, ...]:
    """The field names in `template`, each once, in order."""
    return tuple(dict.fromkeys(found[1].strip() for found in _FIELD.finditer(template)))


def _what_binds(facts: CalendarFacts) -> tuple[object, ...]:
    if facts.all_day:
        return True, facts.start.date(), facts.end.date(), facts.status
    return False, facts.start, facts.end, facts.zone, facts.status


def _when(facts: CalendarFacts) -> tuple[object, ...]:
    return facts.start, facts.end, facts.zone, facts.all_day


def _clocks_changed(old: CalendarFacts, new: CalendarFacts) -> bool:
    """Whether new rules for the zone's clocks have made the same wall time another moment since the last sending."""
    return bool(old.instant and new.instant) and old.instant != new.instant and _when(old) == _when(new)


def _bad_address(address: str, why: str) -> RuleBroken:
    sentence = f"“{clean(address)[:120]}” cannot be used as an address: {why}."
    return RuleBroken("invitations.address", sentence, "Write one address such as ana@example.com.", field="email")


def _why_not_valid(address: str) -> str:
    local, at, domain = address.rpartition("@")
    if not at or not local or not domain:
        return "it needs a name, an @ and a domain"
    if any(c in address for c in ",;"):
        return "it holds a comma or semicolon, so it may be several addresses"
    if any(c.isspace() for c in address):
        return "it holds a space"
    if not local.isascii():
        return "letters with accents before the @ are not delivered everywhere"
    if "." not in domain:
        return "the part after the @ needs a dot"
    if domain.lower().endswith((".local", ".localhost", ".invalid", ".onion", ".arpa")):
        return "its domain is reserved and reaches nobody from outside"
    return "it is not written as mail programs expect"
