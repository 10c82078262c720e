"""A new breakout: its name, by size or by topic, and how often people meet anew."""

from __future__ import annotations

from collections.abc import Sequence

import shiboken6
from PySide6.QtWidgets import QVBoxLayout, QWidget

from advoplanner.core.errors import RuleBroken
from advoplanner.domain.breakouts import LEAST, MOST, MOST_ROTATIONS, group_sizes
from ui.kit.dialog import Dialog
from ui.kit.form import Form
from ui.kit.labels import quiet
from ui.pages.seating.groups_desk import GroupsDesk

ASKED = {"size": "Say how many people are in a group, for example 4.", "rotations": "Say how often the groups change, 1 for never."}
FIELDS = ("name", "by", "size", "topics", "rotations")
BY = (("size", "So many people each"), ("topic", "By topic"))


class BreakoutDialog(Dialog):
    """`people` accepted; `topics` are those that guests care about."""

    def __init__(self, desk: GroupsDesk, people: int, topics: Sequence[str]) -> None:
        self._desk, self._people = desk, people
        self.form = Form(columns=2)
        self.form.line("name", "Name", hint="What would make you renew?", wide=True)
        self.form.choice("by", "Groups", BY)
        self.form.number("size", "People in a group", low=LEAST, high=MOST)
        self.form.tags("topics", "Topics", known=topics, help="One group for each; guests go where one of their topics is.")
        self.form.number("rotations", "Rotations", low=1, high=MOST_ROTATIONS, help="In each, people meet as few again as can be.")
        for name, value in (("by", "size"), ("size", 4), ("rotations", 1)):
            self.form[name].show_value(value)
        self.figures = quiet()
        self.form.changed.connect(self._edited)
        super().__init__("New breakout", "Make groups", _with(self.form, self.figures), subtitle=f"{people} guests accepted.", commit=self._make)
        self._say()

    def _edited(self, field: str) -> None:
        """What was wrong may be so no more: one field mends another."""
        for name in FIELDS:
            self.form.clear_error(name)
        self.say("")
        self._say()

    def _say(self) -> None:
        """What the fields come to, before anything is made."""
        by_topic = self.form["by"].value() == "topic"
        self.form["topics"].editor.setEnabled(by_topic)
        self.form["size"].editor.setEnabled(not by_topic)
        try:
            size = self.form["size"].value()
            sizes, note = ([], "") if by_topic or size is None else group_sizes(self._people, size)
        except RuleBroken:
            self.figures.setText("")
            return
        self.figures.setText(note or (f"{len(sizes)} groups of {sizes[-1]}{f' to {sizes[0]}' if sizes[0] != sizes[-1] else ''}." if sizes else ""))

    def _make(self) -> bool:
        fields = self.form.values()
        for name, words in ASKED.items():
            if fields[name] is None and not (name == "size" and fields["by"] == "topic"):
                self.form.show_error(name, words)
                return False
        fields["size"] = fields["size"] or LEAST
        self.go.setEnabled(False)
        self.figures.setText("The groups are being worked out.")
        self._desk.make(self.form, fields, self._made)
        return False

    def _made(self, well: bool) -> None:
        if not shiboken6.isValid(self):
            return
        self.go.setEnabled(True)
        if well:
            self.accept()
        else:
            self._say()


def _with(form: QWidget, below: QWidget) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(12)
    column.addWidget(form)
    column.addWidget(below)
    return box
