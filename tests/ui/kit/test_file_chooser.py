"""What is typed into the chooser of files is what is chosen, whatever lay on the way."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

from ui.kit.dialogs import QtDialogs


def typed(path: Path) -> None:
    """Type a path, key by key, into the chooser that opens next, and press Enter until it takes it: it reads folders in the background."""
    tries = iter(range(200))

    def look() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QFileDialog)
        line = box.findChild(QLineEdit, "fileNameEdit")
        QApplication.processEvents()
        line.setFocus()
        line.clear()
        for letter in str(path):
            QTest.keyClick(line, letter)
            QApplication.processEvents()
        enter(box, line)

    def enter(box: QFileDialog, line: QLineEdit) -> None:
        if next(tries, None) is None:
            box.reject()
            return
        QTimer.singleShot(25, box, lambda: enter(box, line))
        QTest.keyClick(line, Qt.Key.Key_Return)

    QTimer.singleShot(0, look)


def test_a_folder_typed_is_the_folder_chosen(tmp_path: Path, qapp: QApplication) -> None:
    (tmp_path / "way" / "mail").mkdir(parents=True)
    typed(tmp_path / "way" / "mail")
    assert QtDialogs().choose_folder("Where to put them", tmp_path) == tmp_path / "way" / "mail"
    typed(tmp_path / "way" / "mail")
    assert QtDialogs().choose_folder("Where to put them", tmp_path / "way") == tmp_path / "way" / "mail"


def test_files_typed_are_opened_and_written(tmp_path: Path, qapp: QApplication) -> None:
    folder = tmp_path / "way"
    folder.mkdir()
    (folder / "people.csv").write_text("Name\nAna\n", "utf-8")
    typed(folder / "people.csv")
    assert QtDialogs().open_file("Choose a list", "Lists (*.csv)", tmp_path) == folder / "people.csv"
    typed(folder / "people.csv")
    assert QtDialogs().open_files("Choose lists", "", folder) == [folder / "people.csv"]
    typed(folder / "new.advo")
    assert QtDialogs().save_file("New workspace", "mine.advo", "Workspaces (*.advo)", tmp_path) == folder / "new.advo"
    typed(folder / "other")
    assert QtDialogs().save_file("New workspace", "mine.advo", "Workspaces (*.advo)", tmp_path) == folder / "other.advo"
