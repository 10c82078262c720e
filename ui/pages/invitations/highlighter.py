"""Marks in a letter's words: fields, fields that do not exist, and words that sound like a trade or a sale."""

from __future__ import annotations

import re

from PySide6.QtGui import QSyntaxHighlighter, QTextCharFormat, QTextDocument

from advoplanner.domain.checks.wording import loaded_words
from advoplanner.domain.invitations import MERGE_FIELDS, fields_of
from advoplanner.domain.motive_blocks import is_mark, mistake
from ui.kit import theme

_FIELD = re.compile(r"\{\{([^{}|]*)(?:\|[^{}]*)?\}\}")


class LetterMarks(QSyntaxHighlighter):
    """Fields in the accent's colour, unknown ones underlined in red, loaded words in amber."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self.ignored: tuple[str, ...] = ()
        theme.THEME.changed.connect(self.rehighlight)

    def ignore(self, words: tuple[str, ...]) -> None:
        """Mark these words no more."""
        if words != self.ignored:
            self.ignored = words
            self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        for found in _FIELD.finditer(text):
            known = found[1].strip() in MERGE_FIELDS or is_mark(found[1])
            self.setFormat(found.start(), found.end() - found.start(), _field() if known else _wavy("bad"))
        for word in loaded_words(text, self.ignored):
            self.setFormat(word.start, word.end - word.start, _wavy("warn"))


def remarks(subject: str, body: str, ignored: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """What to reconsider, a sentence each, with the loaded word it is about: what to say instead; "" for fields that do not exist."""
    unknown = [name for name in fields_of(f"{subject}\n{body}") if name not in MERGE_FIELDS and not is_mark(name)]
    said = [(f"{{{{{name}}}}} is not a field: take one from the menu.", "") for name in unknown if not name.startswith("if ")]
    said += [(wrong, "")] if (wrong := mistake(body)) else []
    found = {w.words.lower(): w for text in (subject, body) for w in loaded_words(text, ignored)}
    return said + [(f"“{word.words}”: {word.better}.", word.words) for word in found.values()]


def _field() -> QTextCharFormat:
    made = QTextCharFormat()
    made.setForeground(theme.colour("accent"))
    return made


def _wavy(role: str) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
    made.setUnderlineColor(theme.colour(role))
    return made
