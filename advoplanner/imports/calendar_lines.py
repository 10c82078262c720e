"""A reader of iCalendar text that takes what real programs send: any line end, blank lines, missing ENDs, odd quoting.

Half of all slightly damaged replies make a strict parser raise; this one keeps every line that can be understood.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_START = re.compile(r"[A-Za-z0-9-]+[;:]")
# Exchange writes TZID=tzone://Microsoft/Utc without quotes, so “://” ends no parameter.
_PARAM = re.compile(r';\s*([A-Za-z0-9-]+)\s*=\s*((?:"[^"]*"|[^";:,]*(?:://[^";:,]*)?)(?:,(?:"[^"]*"|[^";:]*))*)')
_MAILTO = re.compile(r":mailto:", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([\\;,nN])")
_CARET = re.compile(r"\^([n^'])")
_MAX_LINES = 100_000
_MAX_DEPTH = 16


@dataclass(frozen=True, slots=True)
class Line:
    """One content line: NAME;PARAM=…:value, name and parameter names in capitals, value still escaped."""

    name: str
    params: dict[str, str]
    value: str

    @property
    def text(self) -> str:
        return unescaped(self.value)


@dataclass(slots=True)
class Block:
    """A component with its own lines and the components in it."""

    name: str
    lines: list[Line] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)

    def all(self, name: str) -> list[Line]:
        return [line for line in self.lines if line.name == name]

    def first(self, name: str) -> Line | None:
        return next((line for line in self.lines if line.name == name), None)

    def inside(self, name: str) -> list[Block]:
        return [block for block in self.blocks if block.name == name]


def decoded(data: bytes, charset: str = "") -> str:
    """Octets as text: byte order marks first, then UTF-8, the declared charset, Windows-1252."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    data = data.removeprefix(codecs.BOM_UTF8)
    for name in ("utf-8", charset):
        try:
            if name:
                return data.decode(name)
        except (UnicodeError, LookupError, ValueError):
            continue
    return data.decode("cp1252", "replace")


def calendars(text: str) -> list[Block]:
    """Every VCALENDAR in `text`, in order; components outside of one count as one calendar."""
    root = Block("")
    stack = [root]
    for raw in _unfolded(text):
        line = _parsed(raw)
        name = line.value.strip().upper()
        if line.name == "BEGIN":
            _close_for(name, stack)
            if len(stack) <= _MAX_DEPTH:
                block = Block(name)
                stack[-1].blocks.append(block)
                stack.append(block)
        elif line.name == "END":
            names = [block.name for block in stack]
            if name in names[1:]:
                del stack[len(names) - 1 - names[::-1].index(name) :]
        else:
            stack[-1].lines.append(line)
    found = root.inside("VCALENDAR")
    return found or ([root] if root.blocks else [])


def unescaped(text: str) -> str:
    """TEXT as a person wrote it: a backslash undone once, and left alone where it escapes nothing."""
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], text)


def _unfolded(text: str) -> Iterator[str]:
    """Content lines; a line that begins with white space, or with no name at all, continues the one before."""
    current = ""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n", _MAX_LINES)
    for raw in lines[:_MAX_LINES]:
        if not raw.strip():
            continue
        if raw[0] in " \t":
            current += raw[1:]
        elif current and not _START.match(raw):
            current += raw
        else:
            if current:
                yield current
            current = raw
    if current:
        yield current


def _parsed(raw: str) -> Line:
    name = re.match(r"\s*([A-Za-z0-9-]*)", raw)
    at = name.end() if name else 0
    params: dict[str, str] = {}
    while found := _PARAM.match(raw, at):
        params.setdefault(found[1].upper(), _param(found[2]))
        at = found.end()
    value = raw[at + 1 :] if raw[at : at + 1] == ":" else raw[at:].partition(":")[2]
    # A colon or stray quote in a name without quotes ends the parameters early: the address still follows the last “:mailto:”.
    late = [] if value.lower().startswith("mailto:") else list(_MAILTO.finditer(value))
    return Line(name[1].upper() if name else "", params, value[late[-1].start() + 1 :] if late else value)


def _param(raw: str) -> str:
    plain = raw.strip()
    if plain.startswith('"') and plain.endswith('"') and plain.count('"') == 2:
        plain = plain[1:-1]
    return _CARET.sub(lambda found: {"n": "\n", "^": "^", "'": '"'}[found[1]], plain)


def _close_for(name: str, stack: list[Block]) -> None:
    """End what cannot hold `name`: a calendar is in nothing, and an entry is never in a time zone or another entry."""
    if name == "VCALENDAR":
        del stack[1:]
    elif name == "VEVENT":
        while stack[-1].name in ("VEVENT", "VTIMEZONE", "STANDARD", "DAYLIGHT", "VALARM"):
            stack.pop()
