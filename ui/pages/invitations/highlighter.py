"""Marks in a letter's subject and words: fields, fields that do not exist, and words that sound like a trade or a sale."""

from __future__ import annotations

import re
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtGui import QInputMethodEvent, QSyntaxHighlighter, QTextCharFormat, QTextDocument
from PySide6.QtWidgets import QLineEdit

from advoplanner.domain.checks.wording import loaded_words
from advoplanner.domain.invitations import MERGE_FIELDS, fields_of
from advoplanner.domain.motive_blocks import is_mark, mistake
from ui.kit import theme

_FIELD = re.compile(r"\{\{([^{}|]*)(?:\|[^{}]*)?\}\}")


@dataclass(frozen=True, slots=True)
class Mark:
    """One place in a text (in the units that Qt counts) and the role of its colour; an `underlined` one is to be thought over."""

    start: int
    length: int
    role: str
    underlined: bool

    def format(self) -> QTextCharFormat:
        made = QTextCharFormat()
        if self.underlined:
            made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            made.setUnderlineColor(theme.colour(self.role))
        else:
            made.setForeground(theme.colour(self.role))
        return made


def marks(text: str, ignored: tuple[str, ...] = ()) -> list[Mark]:
    """What is marked in a text: fields in the accent's colour, unknown ones underlined in red, loaded words in amber."""
    found = []
    for field in _FIELD.finditer(text):
        known = field[1].strip() in MERGE_FIELDS or is_mark(field[1])
        found.append(_mark(text, field.start(), field.end(), "accent" if known else "bad", underlined=not known))
    return found + [_mark(text, word.start, word.end, "warn", underlined=True) for word in loaded_words(text, ignored)]


class LetterMarks(QSyntaxHighlighter):
    """The marks of a text of several lines."""

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
        for mark in marks(text, self.ignored):
            self.setFormat(mark.start, mark.length, mark.format())


class SubjectMarks(QObject):
    """The same marks in a field of one line, which no highlighter reaches: they come in as an input method's formats do."""

    def __init__(self, line: QLineEdit) -> None:
        super().__init__(line)
        self._line = line
        self._composing = False
        self._marked: tuple[str, tuple[str, ...]] | None = None
        self.ignored: tuple[str, ...] = ()
        line.installEventFilter(self)
        line.textChanged.connect(self.show)
        theme.THEME.changed.connect(self.show)

    def ignore(self, words: tuple[str, ...]) -> None:
        """Mark the text as it stands now, but these words no more."""
        self.ignored = words
        if self._marked != (self._line.text(), words):
            self.show()

    def show(self) -> None:
        """Mark the text as it stands; while somebody composes a letter with an input method the formats are the method's own."""
        if self._composing:
            return
        self._marked = self._line.text(), self.ignored
        cursor, kind = self._line.cursorPosition(), QInputMethodEvent.AttributeType.TextFormat
        wanted = [
            QInputMethodEvent.Attribute(kind, mark.start - cursor, mark.length, mark.format()) for mark in marks(self._line.text(), self.ignored)
        ]
        QCoreApplication.sendEvent(self._line, QInputMethodEvent("", wanted))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QInputMethodEvent):
            was, self._composing = self._composing, bool(event.preeditString())
            if was and not self._composing:
                QTimer.singleShot(0, self, self.show)  # a composition that was given up changes no text, but took the marks away
        return super().eventFilter(watched, event)


def remarks(subject: str, body: str, ignored: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """What to reconsider, a sentence each, with the loaded word it is about: what to say instead; "" for fields that do not exist."""
    unknown = [name for name in fields_of(f"{subject}\n{body}") if name not in MERGE_FIELDS and not is_mark(name)]
    said = [(f"{{{{{name}}}}} is not a field: take one from the menu.", "") for name in unknown if not name.startswith("if ")]
    said += [(wrong, "")] if (wrong := mistake(body)) else []
    found = {w.words.lower(): w for text in (subject, body) for w in loaded_words(text, ignored)}
    return said + [(f"“{word.words}”: {word.better}.", word.words) for word in found.values()]


def _mark(text: str, start: int, end: int, role: str, *, underlined: bool) -> Mark:
    """A mark from places in characters; Qt counts those beyond the basic plane twice."""
    before = _units(text[:start])
    return Mark(before, _units(text[start:end]), role, underlined)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
