"""Who of a file is already known: by address, else by name and organisation; in one pass, with a reason for each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from advoplanner.core.progress import QUIET, Progress
from advoplanner.core.text import fold
from advoplanner.domain.name_words import COURTESY, SUFFIXES, TITLES
from advoplanner.domain.people import ContactDraft, KnownPerson, differences, email_key, split_name

NEW, UPDATE, DUPLICATE, PROBLEM = "new", "update", "duplicate", "problem"


@dataclass(frozen=True, slots=True)
class Match:
    """One draft and what becomes of it.

    new: nobody like this. update: the known person `person_id`. duplicate: the person of an earlier row of the same file, at index
    `same_as` of the list. problem: a person has to choose among several. `why` is one sentence, "" where there is nothing to say.
    `fills` are blank fields that the draft fills, `conflicts` fields where both speak and differ (the known value stands unless
    somebody chooses otherwise); both empty on an update means no change. `look` marks what a person should look at. `shares` is an
    address that somebody else has, too.
    """

    kind: str
    draft: ContactDraft
    why: str = ""
    person_id: str = ""
    same_as: int = -1
    fills: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    look: bool = False
    shares: str = ""

    @property
    def changes(self) -> bool:
        return bool(self.fills or self.conflicts)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A known person, or (with `at` from 0) a draft of the file already met."""

    present: ContactDraft
    names: frozenset[str]
    organisation: str
    emails: frozenset[str]
    person_id: str = ""
    at: int = -1
    borrowed: frozenset[str] = frozenset()

    def owns(self, address: str) -> bool:
        """Whether this is the one person behind an address, not one of those who merely share it."""
        return email_key(address) in self.emails - self.borrowed


@dataclass(slots=True)
class _Index:
    """Entries by address, by name, and by name and organisation; lists are read a few deep at most, so that time stays linear.

    Who shares a mailbox beyond that is found by address and name together.
    """

    by_email: dict[str, list[_Entry]] = field(default_factory=dict)
    by_name: dict[tuple[str, str, bool], list[_Entry]] = field(default_factory=dict)
    by_mailbox: dict[tuple[str, str], _Entry] = field(default_factory=dict)

    def add(self, entry: _Entry) -> None:
        for address in entry.emails:
            holders = self.by_email.setdefault(address, [])
            if len(holders) >= _DEEP:
                for name in entry.names:
                    self.by_mailbox.setdefault((address, name), entry)
            holders.append(entry)
        addressed = bool(entry.emails)
        for name in entry.names:
            for organisation in {entry.organisation, _ANY}:
                self.by_name.setdefault((name, organisation, addressed), []).append(entry)

    def sharing_address(self, entry: _Entry) -> list[_Entry]:
        """Who has an address of this entry: a few of them, and everybody of the same name."""
        found = [other for address in entry.emails for other in self.by_email.get(address, ())[:_DEEP]]
        if self.by_mailbox:
            found += [self.by_mailbox[address, name] for address in entry.emails for name in entry.names if (address, name) in self.by_mailbox]
        return found

    def namesakes(self, entry: _Entry) -> list[_Entry]:
        """Entries of the same name whose organisation and addresses do not speak against it; the closest first."""
        organisations = (entry.organisation, "") if entry.organisation else ("", _ANY)
        for organisation in organisations:
            found = [
                other
                for name in entry.names
                for addressed in ((False,) if entry.emails else (True, False))
                for other in self.by_name.get((name, organisation, addressed), ())[:_DEEP]
            ]
            if found:
                return _distinct(found)
        return []

    def name_is_taken(self, entry: _Entry) -> bool:
        return any((name, entry.organisation, True) in self.by_name for name in entry.names)


_BESIDE_NAMES = COURTESY | TITLES | SUFFIXES
_ANY = "\n"
_DEEP = 8


def match(drafts: Sequence[ContactDraft], known: Iterable[KnownPerson], progress: Progress = QUIET) -> list[Match]:
    """One Match for each draft, in order. Time grows with the number of people, not with its square."""
    index = _Index()
    for person in known:
        entry = _entry(person.present, person_id=person.id)
        index.add(replace(entry, borrowed=person.borrowed) if person.borrowed else entry)
    matches: list[Match] = []
    for at, draft in enumerate(drafts):
        if not at & 1023:
            progress.step(at / len(drafts), "Comparing people")
        entry = _entry(draft, at=at)
        found = _judged(entry, index)
        matches.append(found)
        if found.kind == NEW:
            index.add(entry)
    return matches


def _judged(entry: _Entry, index: _Index) -> Match:
    draft = entry.present
    sharing = index.sharing_address(entry)
    same = [other for other in sharing if _one_person(entry, other)]
    if same:
        return _same(draft, same[0], "Same e-mail address")
    shares = next((address for address in draft.emails for other in sharing if email_key(address) in other.emails), "")
    namesakes = index.namesakes(entry)
    if len(namesakes) > 1:
        why = "There are several people of this name: give an e-mail address of their own, or choose who it is."
        return Match(PROBLEM, draft, why, look=True)
    if namesakes:
        where = "name and organisation" if namesakes[0].organisation == entry.organisation else "name, and no other organisation is given"
        found = _same(draft, namesakes[0], f"Same {where}")
        return replace(found, why=f"{found.why} {_told(shares, sharing)}", look=True, shares=shares) if shares else found
    if sharing:
        return Match(NEW, draft, f"{_told(shares, sharing)} Kept as two people.", look=True, shares=shares)
    if entry.names and index.name_is_taken(entry):
        return Match(NEW, draft, "Somebody of this name is there with another e-mail address: kept as two people.", look=True)
    return Match(NEW, draft)


def _told(address: str, sharing: Sequence[_Entry]) -> str:
    """Who has an address already: the one who owns it is named. Of people who are all new it is settled only once they are written."""
    owner = next((each for each in sharing if each.person_id and each.owns(address)), None)
    shown = (owner or sharing[0]).present.display_name
    return f"{shown} has the address {address} too{', and owns it' if owner else ''}."


def _same(draft: ContactDraft, other: _Entry, reason: str) -> Match:
    fills, conflicts = differences(other.present, draft)
    if other.person_id:
        why = f"{reason} as {other.present.display_name}."
        return Match(UPDATE, draft, why, other.person_id, fills=fills, conflicts=conflicts, look=bool(conflicts))
    return Match(DUPLICATE, draft, f"{reason} as row {other.present.row}.", same_as=other.at, fills=fills, conflicts=conflicts, look=bool(conflicts))


def _one_person(entry: _Entry, other: _Entry) -> bool:
    """Whether two who share an address are one: a name in common, no name on one side, or the same family name and initial.

    An address that several people are known to share says nothing by itself: without a name it means its owner.
    """
    if entry.names & other.names:
        return True
    if not entry.names or not other.names:
        return bool(entry.emails & (other.emails - other.borrowed))
    mine, theirs = entry.present, other.present
    family = fold(mine.family)
    return bool(family) and family == fold(theirs.family) and fold(mine.given)[:1] == fold(theirs.given)[:1] and _short(mine, theirs)


def _short(mine: ContactDraft, theirs: ContactDraft) -> bool:
    """J. Smith and John Smith may be one; Jane Smith and John Smith are two."""
    one, two = fold(mine.given).rstrip("."), fold(theirs.given).rstrip(".")
    return one.startswith(two) or two.startswith(one)


def _entry(present: ContactDraft, person_id: str = "", at: int = -1) -> _Entry:
    emails = frozenset(map(email_key, present.emails))
    return _Entry(present, _names(present, emails), fold(present.organisation), emails, person_id, at)


def _names(present: ContactDraft, emails: frozenset[str]) -> frozenset[str]:
    """Every name one may be met under, folded; an address that stands in for a name is none."""
    given, family, shown = present.given, present.family, present.display_name
    names = set()
    if family or given:
        names = {f"{first} {family}" for first in (given, present.nickname, present.preferred_name) if first} or {family}
    if shown and (family or not given) and email_key(shown) not in emails:
        names.add(_plain(shown))
    return frozenset(map(fold, names))


@lru_cache(maxsize=16384)
def _plain(full: str) -> str:
    """A full name without titles, suffixes and quoted nickname."""
    if full.replace(" ", "").isalpha() and _BESIDE_NAMES.isdisjoint(full.lower().split()):
        # Most names are nothing but names.
        return full
    parts = split_name(full)
    return f"{parts.given} {parts.family}".strip()


def _distinct(entries: list[_Entry]) -> list[_Entry]:
    return list({id(entry): entry for entry in entries}.values())
