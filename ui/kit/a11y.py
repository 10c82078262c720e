"""What a screen reader needs beside the widgets themselves: names, and words spoken when something happens."""

from __future__ import annotations

from PySide6 import QtGui
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget


def named(widget: QWidget, name: str, description: str = "") -> QWidget:
    """Give `widget` the name (and description) a screen reader says."""
    widget.setAccessibleName(name)
    widget.setAccessibleDescription(description)
    return widget


def announce(widget: QWidget, text: str) -> None:
    """Have a screen reader say `text` now, politely."""
    if QtGui.QAccessible.isActive():
        QtGui.QAccessible.updateAccessibility(QtGui.QAccessibleAnnouncementEvent(widget, text))


def nameless(root: QWidget) -> list[QWidget]:
    """The widgets below `root` that take the focus and have nothing to say: for tests."""
    return [each for each in root.findChildren(QWidget) if each.focusPolicy() and _interactive(each) and not _says(each)]


def _interactive(widget: QWidget) -> bool:
    return isinstance(widget, QAbstractButton | QLineEdit) or widget.metaObject().className() in ("QComboBox", "QPlainTextEdit", "DataTable")


def _says(widget: QWidget) -> bool:
    if widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text()):
        return True
    parent = widget.parentWidget()
    own_label = any(label.buddy() is widget for label in parent.findChildren(QLabel)) if parent else False
    inner = widget.objectName().startswith("qt_")
    return own_label or inner
