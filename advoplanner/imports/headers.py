"""Which column means what: a guess from the headers, corrected by a person, kept as a profile for the next file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from advoplanner.core.errors import RuleBroken
from advoplanner.core.paths import file_problem
from advoplanner.imports.header_words import FIELDS, field_of_header, letters, suggested_field

DATE_ORDERS = ("", "dmy", "mdy")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the file and its field (a word of FIELDS, "" for none); a suggestion counts only once it is made sure."""

    header: str
    field: str
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Mapping:
    """All columns in the file's order; `date_order` is "dmy", "mdy" or "" where nobody said."""

    columns: tuple[Column, ...]
    date_order: str = ""

    def field_at(self, position: int) -> str:
        """The field a column fills; "" where it has none, or only a suggestion."""
        column = self.columns[position]
        return column.field if column.sure else ""

    def with_field(self, header: str, field: str) -> Mapping:
        """The mapping after a person chose a field for a column; raises RuleBroken `import.field_unknown`."""
        _check_field(field)
        return replace(self, columns=tuple(Column(c.header, field) if c.header == header else c for c in self.columns))

    def accepted(self) -> Mapping:
        """The mapping with all its suggestions taken."""
        return replace(self, columns=tuple(replace(c, sure=True) for c in self.columns))

    def for_headers(self, headers: Sequence[str]) -> Mapping:
        """This mapping applied to another file: its own columns as told, all others guessed."""
        told = {letters(c.header): c for c in self.columns}
        return Mapping(tuple(replace(told.get(letters(c.header), c), header=c.header) for c in guess(headers).columns), self.date_order)


def guess(headers: Sequence[str]) -> Mapping:
    """A field for each header that is known; near misses as suggestions that are marked so."""
    fields = [field_of_header(header) for header in headers]
    names = [letters(header) for header in headers]
    found = frozenset(fields)
    columns = []
    for header, name, field in zip(headers, names, fields, strict=True):
        settled = _in_company(name, field, found)
        if settled:
            columns.append(Column(header, settled))
        else:
            suggested = suggested_field(header)
            columns.append(Column(header, suggested, sure=not suggested))
    return Mapping(tuple(columns))


def load_profile(path: Path) -> Mapping:
    """A mapping from a .toml profile: a table `columns` of header = field, and `date_order`.

    Raises RuleBroken `import.profile` for what is no profile, KnownProblem where the file cannot be read.
    """
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        content = tomlkit.parse(path.read_bytes().decode("utf-8-sig")).unwrap()
    except (TOMLKitError, UnicodeDecodeError, ValueError) as error:
        raise _no_profile(path, "it is not TOML") from error
    except OSError as error:
        raise file_problem(error, path, reading=True) from error
    columns, order = content.get("columns"), content.get("date_order", "")
    if not isinstance(columns, dict) or not all(isinstance(field, str) for field in columns.values()):
        raise _no_profile(path, "it has no table [columns] of header = field")
    if order not in DATE_ORDERS:
        raise _no_profile(path, "date_order is dmy or mdy")
    for field in columns.values():
        _check_field(field)
    return Mapping(tuple(Column(str(header), field) for header, field in columns.items()), order)


def dump_profile(mapping: Mapping) -> str:
    """The mapping as the text of a .toml profile; suggestions nobody confirmed are left out."""
    import tomlkit

    document = tomlkit.document()
    document.add(tomlkit.comment("Which column of a file means which field of a person."))
    document.add("date_order", tomlkit.item(mapping.date_order))
    columns = tomlkit.table()
    for column in mapping.columns:
        if column.sure and column.header not in columns:
            columns.add(tomlkit.key(column.header) if not column.header else column.header, column.field)
    document.add("columns", columns)
    return tomlkit.dumps(document)


def _in_company(name: str, field: str, found: frozenset[str]) -> str:
    """Words that mean one thing beside some columns and another beside others."""
    if name in ("title", "titre", "titulo", "titel"):
        return "prefix" if "job_title" in found - {field} or (name == "titel" and "given" in found) else "job_title"
    if name == "name" and "given" in found and "family" not in found:
        return "full_name"
    if name == "nom":
        return "family" if "given" in found else "full_name"
    if name == "nombre":
        return "given" if "family" in found else "full_name"
    return field


def _check_field(field: str) -> None:
    if field and field not in FIELDS:
        raise RuleBroken("import.field_unknown", f"There is no field “{field}”.", f"Fields are {', '.join(FIELDS)}.", field="mapping")


def _no_profile(path: Path, why: str) -> RuleBroken:
    return RuleBroken(
        "import.profile", f"{path.name} is no import profile: {why}.", "Save one from the import page and change that.", field="mapping"
    )
