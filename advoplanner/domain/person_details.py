"""Everything the drawer and the documents know of one person."""

from __future__ import annotations

from datetime import datetime

from advoplanner.core.records import dataclass
from advoplanner.domain.motives import Motives
from advoplanner.domain.people import PersonRow
from advoplanner.domain.restrictions import Restriction

RELATION_WORDS: dict[str, tuple[str, str]] = {
    "knows": ("Knows", "Known by"),
    "wants_to_meet": ("Wants to meet", "Is wanted by"),
    "keep_apart": ("Keep apart from", "Keep apart from"),
    "must_sit_with": ("Must sit with", "Must sit with"),
    "mentor_of": ("Mentors", "Is mentored by"),
    "partner_of": ("Partner of", "Partner of"),
}
"""Each kind of relation, as read from either side."""


@dataclass(frozen=True, slots=True)
class RelationRow:
    """`forward` says that the person shown is the first of the pair ("Ana wants to meet Ben")."""

    id: str
    kind: str
    forward: bool
    other_id: str
    other_name: str
    note: str

    @property
    def words(self) -> str:
        return RELATION_WORDS[self.kind][0 if self.forward else 1]


@dataclass(frozen=True, slots=True)
class PersonEvent:
    event_id: str
    title: str
    start: datetime
    role: str
    reply: str
    attendance: str


@dataclass(frozen=True, slots=True)
class SharedAddress:
    """An address that several people have: `holders` are their (id, name) by name, `owner_id` is one of them."""

    address: str
    holders: tuple[tuple[str, str], ...]
    owner_id: str

    def others(self, person_id: str) -> list[str]:
        """The names of those who have it beside this person."""
        return [name for holder, name in self.holders if holder != person_id]


@dataclass(frozen=True, slots=True)
class PersonDetails:
    """`photo` is a normalised JPEG; `employments` are (company, job, until) of former jobs.

    `email_problems` are sentences about addresses that cannot be written to. `assistant` is the (id, name) of who assists them, and
    `assists` of whom they assist.
    """

    row: PersonRow
    prefix: str
    suffix: str
    nickname: str
    preferred_name: str
    pronouns: str
    say_it: str
    language: str
    zone: str
    region: str
    department: str
    function: str
    level_band: str
    website: str
    emails: tuple[str, ...]
    email_problems: tuple[str, ...]
    phones: tuple[str, ...]
    background: str
    notes: str
    diet: str
    access_needs: str
    do_not_contact: bool
    do_not_contact_why: str
    rock_star: bool
    extra: tuple[tuple[str, str], ...]
    employments: tuple[tuple[str, str, str], ...]
    motives: Motives
    restrictions: tuple[Restriction, ...]
    relations: tuple[RelationRow, ...]
    events: tuple[PersonEvent, ...]
    photo: bytes | None
    member_since: str = ""
    term_end: str = ""
    shared_addresses: tuple[SharedAddress, ...] = ()
    assistant: tuple[str, str] | None = None
    assists: tuple[tuple[str, str], ...] = ()
    weary: bool = False
    tier: int = 0
    company_tier: int = 0
    company_public: bool = False
    company_stage: str = ""
