"""Every question and every file chooser, behind one service, so that tests answer instead of a person."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

# Qt's dialogs by their full names: a class is read when it is first named, and the window shows before anything is asked.
from PySide6 import QtWidgets
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.kit.file_chooser import FileChooser


class Dialogs(Protocol):
    """Questions to the person. Each returns None (or False) where the person thought better of it."""

    def open_file(self, title: str, kinds: str = "", folder: Path | None = None) -> Path | None:
        """One existing file; `kinds` reads "Contacts (*.csv *.xlsx *.vcf)"."""
        ...

    def open_files(self, title: str, kinds: str = "", folder: Path | None = None) -> list[Path]: ...

    def save_file(self, title: str, name: str, kinds: str = "", folder: Path | None = None) -> Path | None:
        """A path to write; the chooser itself asks before it overwrites."""
        ...

    def choose_folder(self, title: str, folder: Path | None = None) -> Path | None: ...

    def confirm(self, title: str, text: str, verb: str, *, danger: bool = False) -> bool:
        """Ask before what cannot be undone; the button carries `verb` ("Send 24 invitations"), Cancel is the default."""
        ...

    def tell(self, title: str, text: str) -> None:
        """Words that need reading once; never for what a toast can say."""
        ...

    def ask_text(self, title: str, label: str, text: str = "", *, verb: str = "OK", lines: bool = False) -> str | None: ...

    def ask_secret(self, title: str, label: str, *, verb: str = "OK") -> str | None:
        """A password, typed unseen."""
        ...

    def choose(self, title: str, label: str, options: list[str], *, verb: str = "Choose", now: int = 0) -> int | None:
        """The index of the option taken; `now` is the one that holds so far."""
        ...


def file_to_write(dialogs: Dialogs, title: str, name: str, kinds: str) -> Path | None:
    """Where to write, with the ending of `name`; whoever typed another one is asked here before that overwrites a file."""
    path = dialogs.save_file(title, name, kinds)
    ending = Path(name).suffix
    if path is None or path.suffix == ending:
        return path
    whole = path.with_name(f"{path.name}{ending}")
    if whole.exists() and not dialogs.confirm(title, f"“{whole.name}” is there already.", "Replace it", danger=True):
        return None
    return whole


MOST_ROWS = 12
"""Of a list to choose from; a longer one scrolls."""


class QtDialogs:
    """The real ones, over the given window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.parent = parent

    def open_file(self, title: str, kinds: str = "", folder: Path | None = None) -> Path | None:
        return next(iter(FileChooser(self.parent, title, folder, kinds).existing().ask()), None)

    def open_files(self, title: str, kinds: str = "", folder: Path | None = None) -> list[Path]:
        return FileChooser(self.parent, title, folder, kinds).existing(several=True).ask()

    def save_file(self, title: str, name: str, kinds: str = "", folder: Path | None = None) -> Path | None:
        return next(iter(FileChooser(self.parent, title, folder, kinds).to_write(name).ask()), None)

    def choose_folder(self, title: str, folder: Path | None = None) -> Path | None:
        return next(iter(FileChooser(self.parent, title, folder).folder().ask()), None)

    def confirm(self, title: str, text: str, verb: str, *, danger: bool = False) -> bool:
        box = QtWidgets.QMessageBox(self.parent)
        box.setIcon(QtWidgets.QMessageBox.Icon.Warning if danger else QtWidgets.QMessageBox.Icon.Question)
        box.setWindowTitle(title)
        box.setText(text)
        box.setTextFormat(Qt.TextFormat.PlainText)
        yes = box.addButton(verb, QtWidgets.QMessageBox.ButtonRole.AcceptRole)
        no = box.addButton("Cancel", QtWidgets.QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(no)
        box.setEscapeButton(no)
        box.exec()
        return box.clickedButton() is yes

    def tell(self, title: str, text: str) -> None:
        box = QtWidgets.QMessageBox(self.parent)
        box.setWindowTitle(title)
        box.setText(text)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.addButton("Close", QtWidgets.QMessageBox.ButtonRole.AcceptRole)
        box.exec()

    def ask_text(self, title: str, label: str, text: str = "", *, verb: str = "OK", lines: bool = False) -> str | None:
        if lines:
            area = QtWidgets.QPlainTextEdit(text)
            area.setTabChangesFocus(True)
            area.setFixedHeight(96)
            return area.toPlainText() if self._ask(title, label, area, verb) else None
        line = QtWidgets.QLineEdit(text)
        line.selectAll()
        return line.text() if self._ask(title, label, line, verb) else None

    def ask_secret(self, title: str, label: str, *, verb: str = "OK") -> str | None:
        line = QtWidgets.QLineEdit()
        line.setEchoMode(QtWidgets.QLineEdit.EchoMode.Password)
        return line.text() if self._ask(title, label, line, verb) else None

    def choose(self, title: str, label: str, options: list[str], *, verb: str = "Choose", now: int = 0) -> int | None:
        choices = QtWidgets.QListWidget()
        choices.addItems(options)
        choices.setCurrentRow(now)
        rows = min(max(len(options), 2), MOST_ROWS)
        choices.setSpacing(4)
        choices.setFixedHeight(rows * (max(choices.sizeHintForRow(0), 16) + 8) + 8)
        return choices.currentRow() if self._ask(title, label, choices, verb) and choices.currentRow() >= 0 else None

    def _ask(self, title: str, label: str, editor: QWidget, verb: str) -> bool:
        """Words, and below them the editor; whether the verb was pressed. What was typed can be read until the caller returns."""
        from ui.kit.dialog import Dialog
        from ui.kit.labels import PlainText

        body = QWidget()
        column = QtWidgets.QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        words = PlainText(label)
        words.setBuddy(editor)
        editor.setAccessibleName(label)
        column.addWidget(words)
        column.addWidget(editor)
        column.addStretch(1)
        dialog = Dialog(title, verb, body)
        if isinstance(editor, QtWidgets.QListWidget):
            editor.itemDoubleClicked.connect(lambda _: dialog.go.click())
        editor.setFocus()
        return dialog.ask(self.parent)
