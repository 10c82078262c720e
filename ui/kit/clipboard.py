"""Words with their formats for other programs: what is pasted is the same to a mail program and to a plain editor."""

from __future__ import annotations

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication


def copy(plain: str, page: str) -> None:
    """Put words on the clipboard as plain text and as a page, which is markup made by us."""
    data = QMimeData()
    data.setText(plain)
    data.setHtml(page)
    QGuiApplication.clipboard().setMimeData(data)
