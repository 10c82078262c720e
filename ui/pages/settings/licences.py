"""Whose work this program stands on: typefaces, icons and libraries with their licences."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files

BUNDLED = (
    ("Inter", "SIL Open Font License 1.1", "fonts/Inter-LICENSE.txt"),
    ("Noto Emoji", "SIL Open Font License 1.1", "fonts/NotoEmoji-LICENSE.txt"),
    ("Noto Sans Arabic", "SIL Open Font License 1.1", "fonts/NotoSansArabic-LICENSE.txt"),
    ("Noto Sans Devanagari", "SIL Open Font License 1.1", "fonts/NotoSansDevanagari-LICENSE.txt"),
    ("Noto Sans Hebrew", "SIL Open Font License 1.1", "fonts/NotoSansHebrew-LICENSE.txt"),
    ("Noto Sans JP", "SIL Open Font License 1.1", "fonts/NotoSansJP-LICENSE.txt"),
    ("Noto Sans KR", "SIL Open Font License 1.1", "fonts/NotoSansKR-LICENSE.txt"),
    ("Noto Sans SC", "SIL Open Font License 1.1", "fonts/NotoSansSC-LICENSE.txt"),
    ("Noto Sans Thai", "SIL Open Font License 1.1", "fonts/NotoSansThai-LICENSE.txt"),
    ("Lucide icons", "ISC", "icons/LICENSE.txt"),
    ("GeoNames", "CC BY 4.0", "places/cities-LICENSE.txt"),
)
"""Name, licence, and where its text lies in resources."""

LIBRARIES = (
    ("PySide6-Essentials", "Qt for Python", "LGPL 3"), ("SQLAlchemy", "SQLAlchemy", "MIT"), ("alembic", "Alembic", "MIT"),
    ("reportlab", "ReportLab", "BSD"), ("pikepdf", "pikepdf with qpdf", "MPL 2.0"), ("uharfbuzz", "uharfbuzz", "Apache 2.0"),
    ("pypdfium2", "pypdfium2 with PDFium", "BSD, Apache 2.0"),
    ("budoux", "BudouX", "Apache 2.0"),
    ("pillow", "Pillow", "MIT-CMU"), ("segno", "Segno", "BSD"), ("icalendar", "icalendar", "BSD"), ("tzdata", "tzdata", "Apache 2.0"),
    ("numpy", "NumPy", "BSD"), ("scipy", "SciPy", "BSD"),
    ("numba", "Numba", "BSD"), ("rapidfuzz", "RapidFuzz", "MIT"), ("python-calamine", "python-calamine", "MIT"),
    ("xlsxwriter", "XlsxWriter", "BSD"), ("email-validator", "email-validator", "Unlicense"), ("holidays", "holidays", "MIT"),
    ("platformdirs", "platformdirs", "MIT"), ("filelock", "filelock", "MIT"), ("keyring", "keyring", "MIT"), ("tomlkit", "TOML Kit", "MIT"),
)  # fmt: skip
"""Package, the name people know, and its licence as the package states it."""


def licence_text(place: str) -> str:
    """The text of a licence that is bundled, its paragraphs each on one line so that they wrap where there is room."""
    text = (files("resources") / place).read_text("utf-8")
    paragraphs = [[line.strip() for line in part.splitlines() if set(line.strip()) - set("-=")] for part in text.split("\n\n")]
    return "\n\n".join(" ".join(lines) for lines in paragraphs if lines)


def library_lines() -> list[tuple[str, str]]:
    """Each library with its version, and its licence."""
    return [(f"{name} {_version(package)}".strip(), licence) for package, name, licence in LIBRARIES]


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
