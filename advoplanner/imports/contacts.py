"""A file of people, whatever its kind, as drafts: columns mapped, names split, dates and words read, nothing lost."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePath

from advoplanner.core.errors import RuleBroken
from advoplanner.core.progress import QUIET, Progress
from advoplanner.core.text import clean
from advoplanner.domain.people import ContactDraft
from advoplanner.imports.decoding import decode, empty_file
from advoplanner.imports.headers import Column, Mapping, guess
from advoplanner.imports.pasted import MAX_LENGTH, problems_of, read_addresses
from advoplanner.imports.reading import Reading
from advoplanner.imports.tables import SourceTable, read_csv

PREVIEW_ROWS = 50


@dataclass(frozen=True, slots=True)
class ContactFile:
    """What a file held.

    `problems` are (row, why) for everything a person should look at; `rejected` are those rows among them that gave no draft.
    `unmapped_columns` hold something and fill no field: their cells are in each draft's `extra`. `table_preview` is the header and
    the first rows. `kind` is csv, spreadsheet, vcard, calendar or addresses. `ask_date_order` is set where dates cannot be read until
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
    """The people in a .csv, .txt, .xlsx, .xls, .ods, .vcf or .ics file, or in pasted text (name it pasted.txt).

    `mapping` may come from another file: columns it does not know are guessed. `date_order` is "dmy" or "mdy".
    Raises RuleBroken `import.…` with a sentence where nothing can be read, and Cancelled.
    """
    ending = PurePath(file_name).suffix.lower()
    if ending in (".vcf", ".vcard") or data[:64].lstrip(b"\xef\xbb\xbf \r\n\t").upper().startswith(b"BEGIN:VCARD"):
        return _from_cards(data, encoding, progress)
    if ending == ".ics" or data[:64].lstrip(b"\xef\xbb\xbf \r\n\t").upper().startswith(b"BEGIN:VCALENDAR"):
        return _from_calendar(data)
    if ending in (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"):
        from advoplanner.imports.xlsx import read_spreadsheet

        return from_table(read_spreadsheet(data), mapping, kind="spreadsheet", date_order=date_order, progress=progress)
    if ending not in (".csv", ".txt", ".tsv", ".tab", ""):
        raise RuleBroken(
            "import.kind", f"Lists of people cannot be read from “{clean(ending)}” files.", "Lists can be .csv, .xlsx, .xls, .ods, .vcf or .ics."
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
    reading = Reading(table, mapping, date_order or mapping.date_order)
    progress.step(0.6, "Reading people")
    drafts = reading.drafts(progress)
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


def _from_calendar(data: bytes) -> ContactFile:
    from advoplanner.imports.attendees import read_attendees

    if not data.strip():
        raise empty_file()
    drafts, notes = read_attendees(data)
    preview = [["Name", "E-mail"], *([d.display_name, ", ".join(d.emails)] for d in drafts[:PREVIEW_ROWS])]
    problems = [(draft.row, "Has no e-mail address.") for draft in drafts if not draft.emails]
    return ContactFile(drafts, sorted((*problems, *problems_of([d for d in drafts if d.emails]))), Mapping(()), (), preview, "calendar", notes=notes)


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
