"""From the pages on the screen to a printer: chosen in the system's dialog, drawn in a thread at the paper's own size."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtWidgets import QWidget

from advoplanner.core.errors import KnownProblem
from advoplanner.core.progress import Progress
from ui.pages.packs.rendering import POINTS, page_image, page_sizes

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

MOST_DOTS = 300
"""Dots an inch that are drawn; finer printers enlarge, which letters of this size do not show."""


def choose_printer(over: QWidget, title: str) -> QPrinter | None:
    """Ask for a printer in the system's dialog; None where the person thought better of it."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    dialog = QPrintDialog(printer, over.window())
    return printer if dialog.exec() else None


def pages_for(printer: QPrinter, pages: Sequence[int]) -> tuple[int, ...]:
    """Those of the chosen pages (from 0) that the system's dialog wants printed too: it has a range of its own, of the document's numbers."""
    if printer.printRange() != printer.PrintRange.PageRange:
        return tuple(pages)
    return tuple(page for page in pages if printer.pageRanges().contains(page + 1))


def print_pages(printer: QPrinter, pdf: bytes, pages: Sequence[int], progress: Progress) -> int:
    """Draw these pages, each on a sheet of its own size; returns how many. Raises KnownProblem where the printer does not start."""
    sizes = page_sizes(pdf)
    printer.setFullPage(True)
    painter = QPainter()
    try:
        for done, number in enumerate(pages):
            progress.step(done / len(pages), f"page {number + 1}")
            _draw(printer, painter, pdf, number, sizes[number])
    except BaseException:
        printer.abort()
        raise
    finally:
        if painter.isActive():
            painter.end()
    return len(pages)


def _draw(printer: QPrinter, painter: QPainter, pdf: bytes, number: int, size: tuple[float, float]) -> None:
    _set_page(printer, *size)
    if not (printer.newPage() if painter.isActive() else painter.begin(printer)):
        raise KnownProblem("packs.printer", "The printer did not start.", "Check that it is switched on, or export the PDF and print that.")
    dots = min(printer.resolution(), MOST_DOTS)
    wide, high = (side / POINTS * printer.resolution() for side in size)
    painter.drawImage(QRectF(0, 0, wide, high), page_image(pdf, number, dots / POINTS))


def _set_page(printer: QPrinter, wide: float, high: float) -> None:
    """The paper of the coming page; a page that is wider than high lies across."""
    across = wide > high
    size = QPageSize(QSizeF(min(wide, high), max(wide, high)), QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    orientation = QPageLayout.Orientation.Landscape if across else QPageLayout.Orientation.Portrait
    printer.setPageLayout(QPageLayout(size, orientation, QMarginsF(0, 0, 0, 0)))
