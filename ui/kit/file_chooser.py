"""The chooser of files and folders, which takes what is typed into it.

Qt's own, shown where the desktop has none, selects each folder that a path passes while it is typed, and then takes the first of them.
"""

from __future__ import annotations

from pathlib import Path

# By its full name, so that the class is read when somebody chooses a file and not while the window opens.
from PySide6 import QtWidgets
from PySide6.QtWidgets import QWidget


class FileChooser:
    """`ask` shows it once, over `parent`, and returns what was chosen; [] where the person thought better of it."""

    def __init__(self, parent: QWidget | None, title: str, folder: Path | None, kinds: str = "") -> None:
        self.dialog = QtWidgets.QFileDialog(parent, title, str(folder or Path.home()), kinds)

    def existing(self, *, several: bool = False) -> FileChooser:
        """For one file that is there, or for several."""
        modes = QtWidgets.QFileDialog.FileMode
        self.dialog.setFileMode(modes.ExistingFiles if several else modes.ExistingFile)
        return self

    def to_write(self, name: str) -> FileChooser:
        """For a file to write, with a name to begin with, whose ending a typed name without one gets too; it asks before it overwrites."""
        self.dialog.setAcceptMode(QtWidgets.QFileDialog.AcceptMode.AcceptSave)
        self.dialog.setFileMode(QtWidgets.QFileDialog.FileMode.AnyFile)
        self.dialog.setDefaultSuffix(Path(name).suffix.removeprefix("."))
        self.dialog.selectFile(name)
        return self

    def folder(self) -> FileChooser:
        """For a folder."""
        self.dialog.setFileMode(QtWidgets.QFileDialog.FileMode.Directory)
        self.dialog.setOption(QtWidgets.QFileDialog.Option.ShowDirsOnly)
        return self

    def ask(self) -> list[Path]:
        line = self.dialog.findChild(QtWidgets.QLineEdit, "fileNameEdit")
        view = self.dialog.findChild(QtWidgets.QListView, "listView")
        if line is not None and view is not None:
            # Before Qt selects what the text now names.
            line.textEdited.connect(lambda: view.selectionModel().clearSelection())
        try:
            return [Path(name) for name in self.dialog.selectedFiles()] if self.dialog.exec() else []
        finally:
            self.dialog.deleteLater()
