"""What may be done and printed about a person or a company, and the one function that decides it for an audience.

Whoever forbids wins over whoever allows, and where nobody said anything the public gets nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum

from advoplanner.core.dates import long_date
from advoplanner.core.records import dataclass
from advoplanner.core.text import listed


class Audience(StrEnum):
    """Who will read an output; each output declares exactly one."""

    HOST = "host"
    MEMBER = "member"
    PROSPECT = "prospect"
    PUBLIC = "public"
    CATERER = "caterer"
    VENUE = "venue"


AUDIENCE_WORDS = {
    "host": "Confidential – host team only", "member": "For members", "prospect": "For prospects", "public": "Public",
    "caterer": "For kitchen and service", "venue": "For the venue",
}  # fmt: skip

KINDS: dict[str, str] = {
    "no_endorsement": "No endorsement", "no_logo": "No logo", "no_name_in_print": "No name in print", "no_photo": "No photo",
    "no_recording": "No recording", "no_prospect_contact": "No contact with prospects", "no_gifts": "No gifts",
    "not_with_competitor": "Not with a competitor", "peers_only": "Peers only", "anonymous": "Anonymous on lists",
    "no_email": "Not by e-mail", "no_phone": "Not by phone", "no_contact_sheet": "No contact details to other guests",
}  # fmt: skip

CONSENTS: dict[str, str] = {
    "no_name_in_print": "May be named in print", "no_photo": "Picture may be shown", "no_endorsement": "May be named with the company",
    "no_logo": "Logo may be shown", "no_recording": "May be recorded", "no_contact_sheet": "Contact details may be given to other guests",
}  # fmt: skip
"""Kinds that can also be allowed, and what a consent to them is called."""


class Use(StrEnum):
    """What somebody may be asked about: each output asks for the uses that it makes."""

    NAME = "name"
    PICTURE = "picture"
    COMPANY = "company"
    LOGO = "logo"
    RECORDING = "recording"
    GIFT = "gift"
    PROSPECTS = "prospects"
    COMPETITORS = "competitors"
    CONTACT = "contact details"
    EMAIL = "email"
    PHONE = "phone"


FORBIDDEN_BY: dict[Use, tuple[str, ...]] = {
    Use.NAME: ("no_name_in_print", "anonymous"), Use.PICTURE: ("no_photo",), Use.COMPANY: ("no_endorsement",), Use.LOGO: ("no_logo",),
    Use.RECORDING: ("no_recording",), Use.GIFT: ("no_gifts",), Use.PROSPECTS: ("no_prospect_contact", "peers_only"),
    Use.COMPETITORS: ("not_with_competitor",), Use.CONTACT: ("no_contact_sheet",), Use.EMAIL: ("no_email",), Use.PHONE: ("no_phone",),
}  # fmt: skip
EVERYWHERE = frozenset({Use.RECORDING, Use.GIFT, Use.PROSPECTS, Use.COMPETITORS, Use.EMAIL, Use.PHONE})
"""Uses that are no matter of readers: their restrictions hold whatever audiences were ticked with them, for the host team too."""

ASKED_FIRST: dict[Use, str] = {
    Use.NAME: "whether they may be named in public is not known",
    Use.PICTURE: "no consent for public use is known",
    Use.LOGO: "no consent to show the logo is known",
    Use.RECORDING: "no consent to be recorded is known",
    Use.CONTACT: "they have not agreed to it",
}
"""Uses for which the public needs a consent, and what is said where none is known; other guests need one for contact details too."""


NAMED = 4
"""Names that are told before the others are only counted."""

LEAVE = "show."
"""How the code of a kept leave begins: "show.picture.public"."""


@dataclass(frozen=True, slots=True)
class Restriction:
    """Something forbidden, or where `allows` something consented to; `until` is the last day on which it holds.

    `audiences` empty means all but the host team for what is forbidden, and all for what is allowed. `note` is the evidence.
    """

    id: str
    kind: str
    audiences: tuple[str, ...] = ()
    note: str = ""
    until: date | None = None
    inherited_from: str = ""
    allows: bool = False

    def holds(self, audience: str, day: date) -> bool:
        if self.until is not None and day > self.until:
            return False
        return audience in self.audiences if self.audiences else self.allows or audience != Audience.HOST

    @property
    def words(self) -> str:
        """What it says, without whom it came from: "No photo", "Picture may be shown"."""
        return CONSENTS[self.kind] if self.allows else KINDS[self.kind]


@dataclass(frozen=True, slots=True)
class Leave:
    """Leave to go ahead for one audience of one event against what is known, for a reason that is kept."""

    id: str
    use: str
    audience: str
    reason: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether something may be done; `why` says why not, or with `by_leave` why it is done all the same."""

    allowed: bool
    why: str = ""
    by_leave: bool = False


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One thing that an audience does not see: the "name", "picture" or "company" of somebody, and why; `use` is what was asked for."""

    what: str
    of: str
    why: str
    person_id: str = ""
    use: str = ""


def decide(use: Use, limits: Sequence[Restriction], audience: str, day: date, leaves: Iterable[Leave] = ()) -> Verdict:
    """Whether `use` may be made of somebody towards `audience` on `day`: the one place where this is decided.

    What forbids wins over what allows, whether it is the person's or the company's. For the public an unknown or expired
    consent is none. A leave with a reason opens what is closed.
    """
    why = forbidden(use, limits, audience, day)
    if not why and use in ASKED_FIRST and (audience == Audience.PUBLIC or use == Use.CONTACT):
        why = _unknown(use, limits, audience, day)
    if not why:
        return Verdict(True)
    opened = next((e for e in leaves if e.use == use and e.audience == audience), None)
    return Verdict(True, opened.reason, True) if opened else Verdict(False, why)


def why_no_mail(limits: Sequence[Restriction], day: date) -> str:
    """Why somebody may not be written to by mail on `day`, "" where they may."""
    return decide(Use.EMAIL, limits, Audience.HOST, day).why


def why_no_call(limits: Sequence[Restriction], day: date) -> str:
    """Why somebody may not be phoned on `day`, "" where they may."""
    return decide(Use.PHONE, limits, Audience.HOST, day).why


def no_calls(names: Sequence[str]) -> str:
    """Who must not be phoned, as a clause: "Ana Lima and Ben Ode must not be phoned", of many the first; "" for nobody."""
    shown = [*names[:NAMED], f"{len(names) - NAMED} more"] if len(names) > NAMED + 1 else list(names)
    return f"{listed(shown)} must not be phoned" if names else ""


def camera_words(limits: Sequence[Restriction], day: date) -> str:
    """What somebody wants of no camera, for who stands behind one: "No photo", "No recording", both as "No camera", or ""."""
    kinds = {limit.kind for limit in limits if not limit.allows and limit.holds(Audience.PUBLIC, day)} & {"no_photo", "no_recording"}
    return "No camera" if len(kinds) > 1 else KINDS[kinds.pop()] if kinds else ""


def reason(limit: Restriction) -> str:
    """A restriction in words: "no photo", with the company where it is the company's."""
    words = limit.words.lower()
    return f"{words}, as for everybody at {limit.inherited_from}" if limit.inherited_from else words


def forbidden(use: Use, limits: Sequence[Restriction], audience: str, day: date) -> str:
    """What forbids `use` towards `audience`, in words, whatever was consented to; "" where nothing does."""
    kinds = FORBIDDEN_BY[use]
    for limit in limits:
        if limit.kind in kinds and not limit.allows:
            ended = limit.until is not None and day > limit.until
            if (not ended) if use in EVERYWHERE else limit.holds(audience, day):
                return reason(limit)
    return ""


def _unknown(use: Use, limits: Sequence[Restriction], audience: str, day: date) -> str:
    """What is not known about a consent that the public needs; "" where one holds."""
    consents = [r for r in limits if r.allows and r.kind in FORBIDDEN_BY[use]]
    if any(r.holds(audience, day) for r in consents):
        return ""
    ended = [r.until for r in consents if r.until is not None and day > r.until]
    return f"the consent ended on {long_date(max(ended))}" if ended else ASKED_FIRST[use]
