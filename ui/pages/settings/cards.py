"""The cards of the settings that are read more than changed: folders, keys, and whose work this stands on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from advoplanner import __version__
from advoplanner.core import log
from advoplanner.core.settings import default_path
from ui.kit.buttons import Button
from ui.kit.card import Card
from ui.kit.labels import Elided, PlainText, quiet, section
from ui.pages.settings.licences import BUNDLED, library_lines


def titled(title: str, *widgets: QWidget) -> Card:
    """A card with a title over its widgets."""
    card = Card(spacing=12)
    card.column.addWidget(section(title))
    for widget in widgets:
        card.column.addWidget(widget)
    return card


def norms_card(open_norms: Callable[[], object]) -> Card:
    """Where the figures behind checks and tasks come from, and the way to them."""
    words = "Every check and every task goes by a figure with its source. Change one for a kind of event or for one event, and go back to it."
    button = Button("Look at the norms", open_norms, icon="table-2")
    card = titled("Norms", PlainText(words))
    card.column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
    return card


def folders_card(workspace: Path, settings: Path | None) -> Card:
    """Where this computer keeps what; each folder opens in the system's file browser."""
    kept = (settings or default_path()).parent
    card = titled("This computer")
    for words, folder in (("This workspace", workspace.parent), ("Settings", kept), ("Log", log.folder())):
        row = QHBoxLayout()
        row.setSpacing(12)
        name = PlainText(words, wrap=False)
        name.setMinimumWidth(110)
        place = Elided(str(folder), role="quiet")
        place.set_whole(str(folder))
        button = Button("Open", partial(open_folder, folder), kind="quiet", icon="folder-open", tip=f"Open {folder}")
        button.setAccessibleName(f"Open the folder of {words.lower()}")
        row.addWidget(name)
        row.addWidget(place, 1)
        row.addWidget(button)
        card.column.addLayout(row)
    return card


def open_folder(folder: Path) -> None:
    """Show a folder in the system's file browser, made where it is not there yet."""
    folder.mkdir(parents=True, exist_ok=True)
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def keys_card(keys: Iterable[tuple[str, str]]) -> Card:
    """Keys and what they do, in two columns."""
    grid = _grid()
    for line, (key, what) in enumerate(keys):
        grid.addWidget(PlainText(key, role="quiet", wrap=False), line, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(PlainText(what), line, 1)
    card = titled("Keyboard")
    card.column.addLayout(grid)
    card.column.addWidget(quiet("F1 shows the keys of the page that is open."))
    return card


def about_card(show_licence: Callable[[str, str], object]) -> Card:
    """The program, and whose work it stands on; a bundled licence opens in full."""
    card = titled(
        "About", PlainText(f"AdvoPlanner {__version__}"), quiet("Free software under the MIT licence. It sends nothing anywhere by itself.")
    )
    bundled, libraries = _grid(), _grid()
    for line, (name, licence, place) in enumerate(BUNDLED):
        button = Button(name, partial(show_licence, name, place), kind="quiet", tip="Read the licence")
        bundled.addWidget(button, line, 0, Qt.AlignmentFlag.AlignLeft)
        bundled.addWidget(quiet(licence), line, 1)
    for line, (name, licence) in enumerate(library_lines()):
        libraries.addWidget(PlainText(name), line, 0)
        libraries.addWidget(quiet(licence), line, 1)
    for title, grid in (("Typefaces and icons", bundled), ("Libraries", libraries)):
        card.column.addWidget(quiet(title))
        card.column.addLayout(grid)
    return card


def _grid() -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(1, 1)
    return grid
