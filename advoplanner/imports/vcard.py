"""Contacts from vCard 2.1, 3.0 and 4.0 files as phones and mail programs write them; a bad card never stops the others."""

from __future__ import annotations

import base64
import binascii
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from advoplanner.core.progress import QUIET, Progress
from advoplanner.core.text import clean
from advoplanner.domain.people import ContactDraft, display_name, email_problem, split_name
from advoplanner.imports.decoding import decode

MAX_PHOTO = 2 * 1024 * 1024
"""Largest picture taken over, in bytes."""

_MAX_LINES = 20_000
_PARAMETER = re.compile(r';((?:[^";]|"[^"]*")*)')
_HEAD = re.compile(r'(?:[A-Za-z0-9-]+\.)?([A-Za-z0-9-]+)((?:;(?:[^":;]|"[^"]*")*)*):', re.ASCII)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_READ = frozenset({
    "VERSION", "N", "FN", "ORG", "TITLE", "ROLE", "EMAIL", "TEL", "ADR", "URL", "NOTE", "CATEGORIES", "LANG", "NICKNAME", "TZ", "PHOTO",
    "UID", "REV", "PRODID", "KIND", "LABEL", "BDAY", "ANNIVERSARY", "SORT-STRING", "SOURCE", "X-ABLABEL", "X-ABADR", "MAILER", "CLASS",
    "KEY", "LOGO", "SOUND", "GENDER",
})  # fmt: skip
"""Properties that are read, or that say nothing about a person that AdvoPlanner should keep."""


@dataclass(frozen=True, slots=True)
class CardFile:
    """What a .vcf file held; `photos` are raw pictures by the draft's row, `rejected` the lines where unusable cards begin."""

    drafts: list[ContactDraft]
    problems: list[tuple[int, str]]
    rejected: list[int]
    photos: dict[int, bytes]
    encoding: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Property:
    """One line of a card: its name in capitals, its parameters (names in capitals, values in lower case) and its decoded text."""

    name: str
    parameters: dict[str, list[str]]
    text: str


@dataclass(slots=True)
class _Card:
    line: int
    lines: list[str] = field(default_factory=list)
    ended: bool = False


def read_cards(data: bytes, *, encoding: str | None = None, progress: Progress = QUIET) -> CardFile:
    """All cards of a file; raises RuleBroken where the bytes are no text or there is no card in it."""
    text, encoding, notes = decode(data, encoding)
    found = CardFile([], [], [], {}, encoding, notes)
    for count, card in enumerate(_split(text)):
        if not count & 255:
            progress.step(min(0.9, count / (count + 500)), "Reading cards")
        _take(card, found)
    return found


def _take(card: _Card, found: CardFile) -> None:
    if not card.ended:
        found.problems.append((card.line, "The card has no END:VCARD; it was read as far as it goes."))
    if len(card.lines) > _MAX_LINES:
        found.problems.append((card.line, "The card is far too long: not read."))
        found.rejected.append(card.line)
        return
    properties = list(_properties(card.lines))
    draft, problems = _draft(properties, card.line)
    found.problems.extend((card.line, why) for why in problems)
    if not (draft.display_name or draft.emails):
        found.problems.append((card.line, "The card has neither a name nor an e-mail address: not read."))
        found.rejected.append(card.line)
        return
    found.drafts.append(draft)
    if photo := _photo(properties):
        found.photos[card.line] = photo


def _split(text: str) -> Iterator[_Card]:
    """The cards of a file; a card inside a card (2.1's AGENT) is left out."""
    card: _Card | None = None
    depth = 0
    for number, line in enumerate(text.split("\n"), 1):
        word = line.strip().upper().replace(" ", "")
        if word == "BEGIN:VCARD":
            if card and card.lines and "AGENT" in card.lines[-1].upper():
                depth += 1
                continue
            if card:
                yield card
            card, depth = _Card(number), 0
        elif word == "END:VCARD" and depth:
            depth -= 1
        elif word == "END:VCARD" and card:
            card.ended = True
            yield card
            card = None
        elif card and not depth:
            card.lines.append(line)
    if card:
        yield card


def _properties(lines: list[str]) -> Iterator[Property]:
    for line in _unfolded(lines):
        head = _HEAD.match(line)
        if not head:
            continue
        parameters = _parameters(head[2])
        yield Property(head[1].upper(), parameters, _decoded(line[head.end() :], parameters))


def _unfolded(lines: list[str]) -> list[str]:
    """Logical lines: continued by a blank at the start, or in quoted-printable by = at the end."""
    whole: list[list[str]] = []
    soft = False
    for line in lines:
        if soft:
            whole[-1].append("\n" + line)
        elif line[:1] in (" ", "\t") and whole:
            whole[-1].append(line[1:])
        else:
            whole.append([line])
        soft = line.endswith("=") and "QUOTED-PRINTABLE" in whole[-1][0].upper()
    return ["".join(parts) for parts in whole]


def _parameters(text: str) -> dict[str, list[str]]:
    parameters: dict[str, list[str]] = {}
    for part in _PARAMETER.findall(text):
        name, equals, value = part.partition("=")
        if not equals:
            name, value = ("ENCODING" if part.upper() in ("QUOTED-PRINTABLE", "BASE64", "8BIT", "7BIT") else "TYPE"), part
        values = [item.strip().lower() for item in value.replace('"', "").split(",")]
        parameters.setdefault(name.strip().upper(), []).extend(values)
    return parameters


def _decoded(text: str, parameters: dict[str, list[str]]) -> str:
    if "quoted-printable" not in parameters.get("ENCODING", []):
        return text
    raw = quopri.decodestring(text.encode("utf-8", "replace"))
    charset = next(iter(parameters.get("CHARSET", [])), "utf-8")
    for name in (charset, "utf-8"):
        try:
            return raw.decode(name).replace("\r\n", "\n")
        except (LookupError, UnicodeError, ValueError):
            continue
    return raw.decode("cp1252", "replace").replace("\r\n", "\n")


def _draft(properties: list[Property], line: int) -> tuple[ContactDraft, list[str]]:
    by_name: dict[str, list[Property]] = {}
    for item in properties:
        if item.text.strip():
            by_name.setdefault(item.name, []).append(item)
    names = [_list_item(parts) for parts in _parts(_first(by_name, "N"))] + [""] * 5
    family, given, middle, prefix, suffix = names[:5]
    shown = _plain(_first(by_name, "FN"))
    if not given and not family:
        parts = split_name(shown)
        prefix, given, family, suffix = parts.prefix, parts.given, parts.family, parts.suffix
    nickname = _plain(_first(by_name, "NICKNAME"))
    shown = shown or display_name(f"{given} {middle}".strip(), family, prefix=prefix, suffix=suffix, nickname=nickname)
    organisation = [_list_item(parts) for parts in _parts(_first(by_name, "ORG"))]
    address = [_list_item(parts) for parts in _parts(_preferred(by_name.get("ADR", [])))] + [""] * 7
    emails = _all(by_name.get("EMAIL", []), "mailto:")
    draft = ContactDraft(
        given=given, family=family, prefix=prefix, suffix=suffix, nickname=nickname, display_name=shown or next(iter(emails), ""),
        job_title=_plain(_first(by_name, "TITLE")), organisation=organisation[0] if organisation else "",
        department=", ".join(part for part in organisation[1:] if part), emails=emails, phones=_all(by_name.get("TEL", []), "tel:"),
        city=address[3], region=address[4], country=address[6], zone=_plain(_first(by_name, "TZ")) if "/" in _first(by_name, "TZ") else "",
        language=_plain(_preferred(by_name.get("LANG", []))), website=_plain(_preferred(by_name.get("URL", []))), tags=_tags(by_name),
        notes="\n\n".join(clean(_unescaped(item.text), lines=True) for item in by_name.get("NOTE", [])),
        extra=_extra(by_name, address), row=line,
    )  # fmt: skip
    return draft, [why for why in map(email_problem, emails) if why]


def _extra(by_name: dict[str, list[Property]], address: list[str]) -> tuple[tuple[str, str], ...]:
    """Streets and whatever has no field, so that nothing is lost."""
    kept = [("Street", address[2]), ("Postal code", address[5]), ("Role", _plain(_first(by_name, "ROLE")))]
    kept += [(name, _plain(item.text)) for name, items in by_name.items() if name not in _READ for item in items if len(item.text) < 2000]
    kept += [("Address", ", ".join(filter(None, map(_list_item, _parts(item.text))))) for item in by_name.get("ADR", [])[1:]]
    return tuple(dict.fromkeys(pair for pair in kept if pair[1]))


def _first(by_name: dict[str, list[Property]], name: str) -> str:
    return by_name[name][0].text if name in by_name else ""


def _preferred(items: list[Property]) -> str:
    return min(items, key=_preference).text if items else ""


def _preference(item: Property) -> int:
    if "pref" in item.parameters.get("TYPE", []):
        return 0
    told = next(iter(item.parameters.get("PREF", [])), "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 4 else 101


def _all(items: list[Property], scheme: str) -> tuple[str, ...]:
    texts = (_plain(item.text) for item in sorted(items, key=_preference))
    return tuple(dict.fromkeys(text[len(scheme) :] if text.lower().startswith(scheme) else text for text in texts if text))


def _tags(by_name: dict[str, list[Property]]) -> tuple[str, ...]:
    texts = (part for item in by_name.get("CATEGORIES", []) for part in _split_at(item.text, ","))
    return tuple(dict.fromkeys(tag for tag in map(_plain, texts) if tag and not tag.startswith("* ")))


def _photo(properties: list[Property]) -> bytes:
    """The first picture inside the card, undecoded; pictures on the web are not fetched."""
    for item in properties:
        if item.name != "PHOTO" or len(item.text) > MAX_PHOTO * 4 // 3 + 100:
            continue
        inside = {"b", "base64"} & set(item.parameters.get("ENCODING", []))
        data = item.text if inside else item.text.partition(";base64,")[2]
        try:
            return base64.b64decode("".join(data.split()), validate=True)
        except (binascii.Error, ValueError):
            continue
    return b""


def _parts(text: str) -> list[str]:
    return _split_at(text, ";")


def _split_at(text: str, sign: str) -> list[str]:
    """`text` cut at each `sign` that is not escaped; the parts stay escaped."""
    parts, start, at = [], 0, 0
    while at < len(text):
        if text[at] == "\\":
            at += 1
        elif text[at] == sign:
            parts.append(text[start:at])
            start = at + 1
        at += 1
    return [*parts, text[start:]]


def _list_item(part: str) -> str:
    """One component, which may be a list: "Philip,Paul" are two given names."""
    return " ".join(filter(None, map(_plain, _split_at(part, ","))))


def _plain(text: str) -> str:
    return clean(_unescaped(text))


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], text)
