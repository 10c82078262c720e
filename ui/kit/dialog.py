"""Dialogs and wizards: a title, content, Cancel, and one button whose verb says what will happen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from advoplanner.core.errors import RuleBroken
from ui.kit.buttons import Button
from ui.kit.form import FieldGrid
from ui.kit.labels import PlainText, quiet, section


class Dialog(QDialog):
    """`verb` ("Create event") is the filled button; `commit()` runs then, and the dialog stays open where it returns False."""

    def __init__(self, title: str, verb: str, content: QWidget, *, subtitle: str = "", commit: Callable[[], object] | None = None) -> None:
        super().__init__()
        self.setWindowTitle(title)
        self._commit = commit
        self.problem = PlainText(role="bad")
        self.problem.hide()
        self.go = Button(verb, self._go, kind="primary")
        self.go.setDefault(True)
        self.cancel = Button("Cancel", self.reject)
        self._foot = QHBoxLayout()
        self._foot.setSpacing(8)
        self._foot.addStretch(1)
        self._foot.addWidget(self.cancel)
        self._foot.addWidget(self.go)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        column.addWidget(section(title))
        if subtitle:
            column.addWidget(quiet(subtitle))
        column.addWidget(content, 1)
        column.addWidget(self.problem)
        column.addLayout(self._foot)
        self.setMinimumWidth(480)

    def ask(self, over: QWidget | None) -> bool:
        """Show it over a window, once; True where the verb was carried out. What was typed can be read until the caller returns."""
        if over is not None:
            self.setParent(over.window(), Qt.WindowType.Dialog)
        carried_out = self.exec() == QDialog.DialogCode.Accepted
        self.deleteLater()
        return carried_out

    def say(self, sentence: str) -> None:
        """A problem in words above the buttons; "" takes it away."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def _go(self) -> None:
        self.say("")
        try:
            done = self._commit() if self._commit else True
        except RuleBroken as broken:
            self._refuse(broken)
            return
        if done is not False:
            self.accept()

    def _refuse(self, broken: RuleBroken) -> None:
        """What stands below its field already is not said again above the buttons; the focus goes there instead."""
        wrong = next(filter(None, (grid.first_wrong() for grid in self.findChildren(FieldGrid))), None)
        if wrong:
            wrong.editor.setFocus()
        else:
            self.say(str(broken))


class Wizard(Dialog):
    """Pages in order with Back and Next; nothing is done before the verb on the last page."""

    def __init__(self, title: str, verb: str, *, commit: Callable[[], object]) -> None:
        self._pages = QStackedWidget()
        self._verb = verb
        self._checks: list[Callable[[], str]] = []
        super().__init__(title, verb, self._pages, commit=commit)
        self._steps = quiet()
        self._foot.insertWidget(0, self._steps)
        self._back = Button("Bac&k", self._previous)
        self._foot.insertWidget(2, self._back)
        self.resize(720, 520)

    def add_page(self, page: QWidget, check: Callable[[], str] = str) -> None:
        """`check()` returns why one cannot go on from this page, or ""."""
        self._pages.addWidget(page)
        self._checks.append(check)
        self._show(0)

    @property
    def place(self) -> int:
        return self._pages.currentIndex()

    def _show(self, place: int) -> None:
        self._pages.setCurrentIndex(place)
        last = place == self._pages.count() - 1
        self.go.setText(self._verb if last else "Ne&xt")
        self._back.setEnabled(place > 0)
        self._steps.setText(f"Step {place + 1} of {self._pages.count()}")
        self.say("")

    def _previous(self) -> None:
        self._show(self.place - 1)

    def _go(self) -> None:
        reason = self._checks[self.place]()
        if reason:
            self.say(reason)
        elif self.place < self._pages.count() - 1:
            self._show(self.place + 1)
            self._pages.currentWidget().setFocus()
        else:
            super()._go()
