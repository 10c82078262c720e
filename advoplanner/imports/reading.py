"""A table's rows as drafts of people, column by column; cells that find no field are gathered so that nothing is lost."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from advoplanner.core.progress import Progress
from advoplanner.core.text import fold, key
from advoplanner.domain.people import ContactDraft, display_name, email_key, email_problem, split_name
from advoplanner.imports.header_words import rank_of_header
from advoplanner.imports.headers import Mapping
from advoplanner.imports.tables import SourceTable
from advoplanner.imports.values import WORDS, read_date, seen_order, separator, split_list, word

_PLAIN_FIELDS = (
    "given", "middle", "family", "prefix", "suffix", "nickname", "preferred_name", "say_it", "pronouns", "job_title", "function", "organisation",
    "department", "industry", "city", "region", "country", "zone", "language", "website", "diet", "access_needs", "companion", "brought_by",
)  # fmt: skip
_LONG_FIELDS = ("notes", "background")
_LISTS = ("tags", "topics", "groups")
_DATES = ("member_since", "term_end")
_ESCAPED_START = re.compile("'+\\s*[=+\\-@\uff1d\uff0b\uff0d\uff20]")
_BEFORE_AT = re.compile(r"[^\s@]@")
_ADDRESS = re.compile(r"<\s*([^<>\s@]+@[^<>\s@]+)\s*>")
_NOTHING = frozenset({"none", "no", "n/a", "na", "-", "--", "nil", "null", "keine", "nein", "aucun", "aucune", "ninguno", "ninguna", "false", "0"})
_JUST_YES = frozenset({"yes", "y", "ja", "oui", "si", "true", "1", "+1", "x"})


class Reading:
    """One pass over a table, column by column; cells that find no field are gathered row by row."""

    def __init__(self, table: SourceTable, mapping: Mapping, date_order: str) -> None:
        self.table = table
        self.mapping = mapping
        self.date_order = date_order
        self.ask_date_order = False
        self.problems: list[tuple[int, str]] = []
        self.rejected: list[int] = []
        self._extra: dict[int, list[tuple[str, str]]] = {}
        self._columns: dict[str, list[tuple[str, list[str]]]] = {}
        for position, column in enumerate(mapping.columns):
            self._columns.setdefault(mapping.field_at(position), []).append((column.header, [row[position] for row in table.rows]))
        for columns in self._columns.values():
            columns.sort(key=lambda column: rank_of_header(column[0]))

    def drafts(self, progress: Progress) -> list[ContactDraft]:
        values: dict[str, list[Any]] = {name: self._text(name) for name in _PLAIN_FIELDS if name in self._columns}
        values |= {name: self._text(name, lines=True) for name in _LONG_FIELDS if name in self._columns}
        values |= {name: self._list(name) for name in _LISTS if name in self._columns}
        values |= {name: self._words(name) for name in WORDS if name in self._columns}
        values |= self._dates()
        values["emails"] = self._emails()
        values["phones"] = self._phones()
        self._blank_answers(values)
        self._names(values)
        self._keep_unmapped()
        return self._built(values, progress)

    def unmapped(self) -> tuple[str, ...]:
        """Columns without a field that hold something, in the file's order."""
        full = {header for header, cells in self._columns.get("", ()) if any(cells)}
        return tuple(column.header for column in self.mapping.columns if column.header in full)

    def _built(self, values: dict[str, list[Any]], progress: Progress) -> list[ContactDraft]:
        names, columns = tuple(values), tuple(values.values())
        drafts: list[ContactDraft] = []
        extra = self._extra
        for i, (line, row) in enumerate(zip(self.table.numbers, zip(*columns, strict=True), strict=True)):
            if not i & 4095:
                progress.step(0.7 + 0.3 * i / len(self.table.rows), "Reading people")
            draft = ContactDraft(**dict(zip(names, row, strict=True)), extra=tuple(extra.get(i, ())), row=line)
            if draft.display_name:
                drafts.append(draft)
            else:
                self.problems.append((line, "Has neither a name nor an e-mail address: not read."))
                self.rejected.append(line)
        return drafts

    def _text(self, name: str, *, lines: bool = False) -> list[str]:
        """One text a row: the best column that says something; what others say beside it is kept as extra."""
        (_, cells), *others = self._columns[name]
        best = [_cell(cell, lines) for cell in cells]
        for header, more in others:
            for i, cell in enumerate(more):
                if not cell or not (text := _cell(cell, lines)):
                    continue
                if not best[i]:
                    best[i] = text
                elif key(text) != key(best[i]):
                    self._keep(i, header, text)
        return best

    def _list(self, name: str) -> list[tuple[str, ...]]:
        found: list[tuple[str, ...]] = [()] * len(self.table.rows)
        for _, cells in self._columns[name]:
            sign = separator(cells)
            for i, cell in enumerate(cells):
                if cell:
                    parts = split_list(_unescaped(cell), sign)
                    found[i] = tuple(dict.fromkeys(found[i] + parts)) if found[i] else parts
        return found

    def _words(self, name: str) -> list[str]:
        """Sides, roles, replies, decisions; a column of other words altogether is kept as extra without complaint."""
        found = [""] * len(self.table.rows)
        for header, cells in self._columns[name]:
            meant = {cell: word(name, cell) for cell in set(cells) if cell}
            familiar = any(meant.values())
            for i, cell in enumerate(cells):
                if not cell or not cell.strip():
                    continue
                if meant[cell] and not found[i]:
                    found[i] = meant[cell]
                elif not meant[cell] or meant[cell] != found[i]:
                    self._keep(i, header, _cell(cell))
                    if familiar and not meant[cell]:
                        self._tell(i, f"“{_cell(cell)[:60]}” is no {name} that is known; it is kept beside “{header}”.")
        return found

    def _dates(self) -> dict[str, list[Any]]:
        columns = {name: self._columns[name] for name in _DATES if name in self._columns}
        order = self.date_order or seen_order(cell for parts in columns.values() for _, cells in parts for cell in cells if cell)
        dates = {name: self._date_column(parts, order) for name, parts in columns.items()}
        if len(dates) == 2:
            for i, (since, end) in enumerate(zip(dates["member_since"], dates["term_end"], strict=True)):
                if since and end and end < since:
                    self._tell(i, f"The term ends ({end}) before it begins ({since}); the end was left out.")
                    self._keep(i, columns["term_end"][0][0], str(end))
                    dates["term_end"][i] = None
        return {**dates}

    def _date_column(self, parts: list[tuple[str, list[str]]], order: str) -> list[date | None]:
        found: list[date | None] = [None] * len(self.table.rows)
        for header, cells in parts:
            for i, cell in enumerate(cells):
                read = read_date(cell.strip(), order) if cell else None
                if isinstance(read, str):
                    self.ask_date_order = self.ask_date_order or "either order" in read
                    self._tell(i, read)
                elif read and not found[i]:
                    found[i] = read
                    continue
                if read and read != found[i]:
                    self._keep(i, header, _cell(cell))
        return found

    def _emails(self) -> list[tuple[str, ...]]:
        found: list[tuple[str, ...]] = [()] * len(self.table.rows)
        for _, cells in self._columns.get("emails", ()):
            for i, cell in enumerate(cells):
                if not cell:
                    continue
                addresses = _addresses(cell)
                for address in addresses:
                    if why := email_problem(address):
                        self._tell(i, why)
                if found[i]:
                    keys = {email_key(address) for address in found[i]}
                    addresses = tuple(address for address in addresses if email_key(address) not in keys)
                found[i] += addresses
        return found

    def _phones(self) -> list[tuple[str, ...]]:
        found: list[tuple[str, ...]] = [()] * len(self.table.rows)
        for _, cells in self._columns.get("phones", ()):
            for i, cell in enumerate(cells):
                if cell and (text := _cell(cell)):
                    parts = (text,) if ":::" not in text and ";" not in text else split_list(text.replace(":::", ";"), ";")
                    found[i] = tuple(dict.fromkeys(found[i] + parts)) if found[i] else parts
        return found

    def _blank_answers(self, values: dict[str, list[Any]]) -> None:
        """Forms make people write "none": that is nothing; a companion who is only "yes" still needs a name."""
        for name in ("diet", "access_needs", "companion"):
            for i, text in enumerate(values.get(name, ())):
                if text and fold(text).strip(".! ") in _NOTHING:
                    values[name][i] = ""
        for i, text in enumerate(values.get("companion", ())):
            if text and fold(text) in _JUST_YES:
                values["companion"][i] = ""
                self._keep(i, "Companion", text)
                self._tell(i, "Brings a companion whose name is not given.")

    def _names(self, values: dict[str, list[Any]]) -> None:
        blank = [""] * len(self.table.rows)
        shown = self._text("full_name") if "full_name" in self._columns else list(blank)
        middle = values.pop("middle", blank)
        for name in ("given", "family", "prefix", "suffix", "nickname"):
            values.setdefault(name, list(blank))
        given, family, emails = values["given"], values["family"], values["emails"]
        values["display_name"] = shown
        for i, name in enumerate(shown):
            if _BEFORE_AT.search(name) and not given[i] and not family[i]:
                known = {email_key(address) for address in emails[i]}
                emails[i] += tuple(address for address in _addresses(name) if email_key(address) not in known)
                shown[i] = name = _ADDRESS.sub("", name).strip(' "') if "<" in name else ""
            if not given[i] and not family[i] and name:
                shown[i] = _taken_apart(values, i)
            elif not name:
                shown[i] = _shown(values, i, middle[i]) or next(iter(emails[i]), "")

    def _keep_unmapped(self) -> None:
        for header, cells in (*self._columns.get("", ()), *self._columns.get("extra", ())):
            for i, cell in enumerate(cells):
                if cell and (text := _cell(cell, True)):
                    self._keep(i, header, text)

    def _keep(self, i: int, header: str, text: str) -> None:
        self._extra.setdefault(i, []).append((header, text))

    def _tell(self, i: int, why: str) -> None:
        self.problems.append((self.table.numbers[i], why))


def _cell(cell: str, lines: bool = False) -> str:
    """A cell as text: one line with single blanks (unless `lines`); the ' that our own export puts before = + - @ is taken off."""
    if not cell:
        return ""
    text = cell.strip() if lines else " ".join(cell.split())
    return _unescaped(text) if text[:1] == "'" else text


def _unescaped(text: str) -> str:
    return text[1:] if _ESCAPED_START.match(text) else text


def _addresses(cell: str) -> tuple[str, ...]:
    """All addresses of a cell: "a@x.org", "Ann Lee <a@x.org>", several by ; , or " ::: "."""
    if "<" in cell and (found := _ADDRESS.findall(cell)):
        return tuple(dict.fromkeys(found))
    text = _cell(cell)
    if not (" " in text or ";" in text or "," in text or ":" in text):
        return (text,) if text else ()
    parts = (part.strip().removeprefix("mailto:") for part in re.split(r"\s*(?::::|[;,\n])\s*", text))
    return tuple(dict.fromkeys(part for part in parts if part))


def _taken_apart(values: dict[str, list[Any]], i: int) -> str:
    """Fills the parts of a name from the full one; gives it in speaking order where it was "Family, Given"."""
    full: str = values["display_name"][i]
    parts = split_name(full)
    for name in ("given", "family", "prefix", "suffix", "nickname"):
        values[name][i] = values[name][i] or getattr(parts, name)
    if "," in full and parts.family and full.startswith(parts.family.split()[0]):
        return display_name(parts.given, parts.family, prefix=parts.prefix, suffix=parts.suffix, nickname=parts.nickname)
    return full


def _shown(values: dict[str, list[Any]], i: int, middle: str) -> str:
    first = f"{values['given'][i]} {middle}".strip()
    return display_name(first, values["family"][i], prefix=values["prefix"][i], suffix=values["suffix"][i], nickname=values["nickname"][i])
