"""A file of people, whatever its kind, as drafts: columns mapped, names split, dates and words read, nothing lost."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePath
from typing import Any

from advoplanner.core.errors import RuleBroken
from advoplanner.core.progress import QUIET, Progress
from advoplanner.core.text import clean, fold, key
from advoplanner.domain.people import ContactDraft, display_name, email_key, email_problem, split_name
from advoplanner.imports.decoding import decode
from advoplanner.imports.header_words import rank_of_header
from advoplanner.imports.headers import Column, Mapping, guess
from advoplanner.imports.pasted import MAX_LENGTH, problems_of, read_addresses
from advoplanner.imports.tables import SourceTable, read_csv
from advoplanner.imports.values import WORDS, read_date, seen_order, separator, split_list, word

PREVIEW_ROWS = 50

_PLAIN_FIELDS = (
    "given", "middle", "family", "prefix", "suffix", "nickname", "preferred_name", "say_it", "pronouns", "job_title", "function", "organisation",
    "department", "industry", "city", "region", "country", "zone", "language", "website", "diet", "access_needs", "companion", "brought_by",
)  # fmt: skip
_LONG_FIELDS = ("notes", "background")
_LISTS = ("tags", "topics", "groups")
_DATES = ("member_since", "term_end")
_ESCAPED_START = re.compile("'\\s*[=+\\-@\uff1d\uff0b\uff0d\uff20]")
_ADDRESS = re.compile(r"<\s*([^<>\s]+@[^<>\s]+)\s*>")
_NOTHING = frozenset({"none", "no", "n/a", "na", "-", "--", "nil", "null", "keine", "nein", "aucun", "aucune", "ninguno", "ninguna", "false", "0"})
_JUST_YES = frozenset({"yes", "y", "ja", "oui", "si", "true", "1", "+1", "x"})


@dataclass(frozen=True, slots=True)
class ContactFile:
    """What a file held.

    `problems` are (row, why) for everything a person should look at; `rejected` are those rows among them that gave no draft.
    `unmapped_columns` hold something and fill no field: their cells are in each draft's `extra`. `table_preview` is the header and
    the first rows. `kind` is csv, spreadsheet, vcard or addresses. `ask_date_order` is set where dates cannot be read until
    somebody says whether day or month comes first. `photos` are raw pictures by row.
    """

    drafts: list[ContactDraft]
    problems: list[tuple[int, str]]
    mapping: Mapping
    unmapped_columns: tuple[str, ...]
    table_preview: list[list[str]]
    kind: str
    rejected: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()
    encoding: str = ""
    delimiter: str = ""
    ask_date_order: bool = False
    photos: dict[int, bytes] = field(default_factory=dict)

    @property
    def read(self) -> int:
        """Rows met: each is a draft or rejected."""
        return len(self.drafts) + len(self.rejected)


def read_contacts(
    data: bytes,
    file_name: str,
    mapping: Mapping | None = None,
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    date_order: str | None = None,
    progress: Progress = QUIET,
) -> ContactFile:
    """The people in a .csv, .txt, .xlsx, .xls, .ods or .vcf file, or in pasted text (name it pasted.txt).

    `mapping` may come from another file: columns it does not know are guessed. `date_order` is "dmy" or "mdy".
    Raises RuleBroken `import.…` with a sentence where nothing can be read, and Cancelled.
    """
    ending = PurePath(file_name).suffix.lower()
    if ending in (".vcf", ".vcard") or data[:64].lstrip(b"\xef\xbb\xbf \r\n\t").upper().startswith(b"BEGIN:VCARD"):
        return _from_cards(data, encoding, progress)
    if ending in (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"):
        from advoplanner.imports.xlsx import read_spreadsheet

        return from_table(read_spreadsheet(data), mapping, kind="spreadsheet", date_order=date_order, progress=progress)
    if ending not in (".csv", ".txt", ".tsv", ".tab", ""):
        raise RuleBroken(
            "import.kind", f"Lists of people cannot be read from “{clean(ending)}” files.", "Lists can be .csv, .xlsx, .xls, .ods or .vcf."
        )
    if ending != ".csv" and len(data) < MAX_LENGTH and b"@" in data and (people := read_addresses(decode(data, encoding)[0])):
        preview = [["Name", "E-mail"], *([draft.display_name, draft.emails[0]] for draft in people[:PREVIEW_ROWS])]
        return ContactFile(people, problems_of(people), Mapping(()), (), preview, "addresses")
    table = read_csv(data, encoding=encoding, delimiter=delimiter, progress=progress)
    return from_table(table, mapping, kind="csv", date_order=date_order, progress=progress)


def from_table(
    table: SourceTable, mapping: Mapping | None = None, *, kind: str = "csv", date_order: str | None = None, progress: Progress = QUIET
) -> ContactFile:
    """Drafts from a table's rows; the same as read_contacts, for a table that is already there (a change in the preview)."""
    mapping = mapping.for_headers(table.headers) if mapping else _guessed(table)
    reading = _Reading(table, mapping, date_order or mapping.date_order)
    progress.step(0.6, "Reading people")
    drafts = reading.drafts()
    progress.step(1.0)
    return ContactFile(
        drafts=drafts, problems=sorted((*table.problems, *reading.problems)), mapping=mapping, unmapped_columns=reading.unmapped(),
        table_preview=[list(table.headers), *table.rows[:PREVIEW_ROWS]], kind=kind, rejected=tuple(sorted((*table.rejected, *reading.rejected))),
        notes=table.notes, encoding=table.encoding, delimiter=table.delimiter, ask_date_order=reading.ask_date_order,
    )  # fmt: skip


def _from_cards(data: bytes, encoding: str | None, progress: Progress) -> ContactFile:
    from advoplanner.imports.vcard import read_cards

    cards = read_cards(data, encoding=encoding, progress=progress)
    if not cards.drafts and not cards.rejected:
        raise RuleBroken("import.no_cards", "There is no contact card in this file.", "Export the contacts again as vCard (.vcf) or .csv.")
    preview = [["Name", "E-mail", "Organisation"], *([d.display_name, ", ".join(d.emails), d.organisation] for d in cards.drafts[:PREVIEW_ROWS])]
    return ContactFile(
        drafts=cards.drafts, problems=sorted(cards.problems), mapping=Mapping(()), unmapped_columns=(), table_preview=preview, kind="vcard",
        rejected=tuple(cards.rejected), notes=cards.notes, encoding=cards.encoding, photos=cards.photos,
    )  # fmt: skip


def _guessed(table: SourceTable) -> Mapping:
    """By headers; where there are none, by what the cells look like."""
    if table.header_row:
        return guess(table.headers)
    columns = []
    named = False
    for position, header in enumerate(table.headers):
        cells = [row[position] for row in table.rows[:100] if row[position]]
        if sum("@" in cell for cell in cells) * 2 > len(cells):
            columns.append(Column(header, "emails"))
        elif not named and sum(any(c.isalpha() for c in cell) for cell in cells) * 2 > len(cells):
            named = True
            columns.append(Column(header, "full_name"))
        else:
            columns.append(Column(header, ""))
    return Mapping(tuple(columns))


class _Reading:
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

    def drafts(self) -> list[ContactDraft]:
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
        return self._built(values)

    def unmapped(self) -> tuple[str, ...]:
        """Columns without a field that hold something, in the file's order."""
        full = {header for header, cells in self._columns.get("", ()) if any(cells)}
        return tuple(column.header for column in self.mapping.columns if column.header in full)

    def _built(self, values: dict[str, list[Any]]) -> list[ContactDraft]:
        names, columns = tuple(values), tuple(values.values())
        drafts: list[ContactDraft] = []
        extra = self._extra
        for i, (line, row) in enumerate(zip(self.table.numbers, zip(*columns, strict=True), strict=True)):
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
            if "@" in name and not given[i] and not family[i]:
                emails[i] = emails[i] or _addresses(name)
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
