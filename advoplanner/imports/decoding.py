"""Bytes to text: byte order mark, NUL pattern, strict UTF-8, else Windows' Western European page; a person may overrule it."""

from __future__ import annotations

import codecs
import re
import unicodedata

from advoplanner.core.errors import RuleBroken

MAX_BYTES = 200 * 1024 * 1024
"""Largest file that is read at all."""

ENCODINGS: dict[str, str] = {
    "utf-8": "Unicode (UTF-8)", "utf-16": "Unicode (UTF-16)", "cp1252": "Western European (Windows)", "cp1250": "Central European (Windows)",
    "cp1251": "Cyrillic (Windows)", "cp1253": "Greek (Windows)", "cp1254": "Turkish (Windows)", "cp850": "Western European (DOS)",
    "mac_roman": "Western European (Mac)", "iso8859-15": "Western European (ISO)", "shift_jis": "Japanese", "gb18030": "Chinese, simplified",
    "big5": "Chinese, traditional", "euc_kr": "Korean",
}  # fmt: skip
"""What an import page offers to choose from."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BINARY_STARTS = {
    b"PK\x03\x04": "an Excel or OpenDocument file; give it its own ending, such as .xlsx, and import it again",
    b"\xd0\xcf\x11\xe0": "an old Excel or other Office file; save it as .xlsx or .csv and import that",
    b"%PDF": "a PDF; export the list as .csv or .xlsx instead",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x1f\x8b": "a compressed file; unpack it first",
    b"7z\xbc\xaf": "a compressed file; unpack it first",
    b"\x7fELF": "a program",
    b"SQLite format 3": "a database; export the list as .csv instead",
}
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_CONTROLS = re.compile("[\x01-\x08\x0e-\x19\x1b-\x1f]")
# As core.text.clean has it, line breaks apart: done once over the whole file, which is twenty times faster than by cell.
_UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")


def decode(data: bytes, encoding: str | None = None) -> tuple[str, str, tuple[str, ...]]:
    """(text, encoding, notes): text in NFC, lines ended by \\n, without control characters.

    Raises RuleBroken `import.too_large`, `import.empty`, `import.binary` or `import.encoding`.
    """
    if len(data) > MAX_BYTES:
        raise RuleBroken("import.too_large", f"The file has {len(data) // 2**20} MB; 200 MB is the most.", "Split it, or leave columns out.")
    if not data.strip():
        raise empty_file()
    notes: tuple[str, ...] = ()
    if encoding:
        text = _as_told(data, encoding)
    else:
        _refuse_binary(data)
        text, encoding, notes = _guessed(data)
    if len(_CONTROLS.findall(text, 0, 65536)) > max(2, len(text[:65536]) // 200):
        raise _binary("not text")
    return _tidy(text), encoding, notes


def empty_file() -> RuleBroken:
    """What is said of a file that holds nothing."""
    return RuleBroken("import.empty", "The file is empty.", "Export it again and look at it in an editor first.")


def _guessed(data: bytes) -> tuple[str, str, tuple[str, ...]]:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, "replace"), name, ()
    if name := _wide(data[:4096]):
        return data.decode(name, "replace"), name, ()
    try:
        return data.decode("utf-8"), "utf-8", ()
    except UnicodeDecodeError:
        high = len(data) - len(data.translate(None, bytes(range(128, 256))))
        if sum(map(len, _MULTIBYTE.findall(data))) * 2 > high:
            return data.decode("utf-8", "advoplanner.cp1252"), "utf-8", ("The file mixes two encodings; look at accented names in the preview.",)
        return data.decode("cp1252", "replace"), "cp1252", ()


def _wide(sample: bytes) -> str:
    """UTF-16 without a mark: in Western text every other byte is NUL."""
    half = max(1, len(sample) // 2)
    even, odd = sample[::2].count(0) / half, sample[1::2].count(0) / half
    if odd > 0.4 and even < 0.1:
        return "utf-16-le"
    if even > 0.4 and odd < 0.1:
        return "utf-16-be"
    if even + odd > 0.3:
        raise _binary("not text")
    return ""


def _as_told(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding, "replace")
    except (LookupError, UnicodeError, ValueError, TypeError) as error:
        raise RuleBroken("import.encoding", f"The file cannot be read as “{encoding}”.", "Choose another encoding.", field="encoding") from error


def _refuse_binary(data: bytes) -> None:
    for start, what in _BINARY_STARTS.items():
        if data.startswith(start):
            raise _binary(what)


def _binary(what: str) -> RuleBroken:
    sentence = "This is no text file, whatever its name says." if what == "not text" else f"This is no list of people but {what}."
    return RuleBroken("import.binary", sentence, "Lists can be .csv, .xlsx, .xls, .ods, .vcf or .ics.")


def _tidy(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return _UNWANTED.sub("", text)


def _byte_as_cp1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("advoplanner.cp1252", _byte_as_cp1252)
