"""A new breakout: its name, by size or by topic, and how often people meet anew."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from advoplanner.core.errors import RuleBroken
from advoplanner.domain.breakouts import LEAST, MOST, MOST_ROTATIONS, group_sizes
from ui.kit.dialog import Dialog
from ui.kit.form import Form
from ui.kit.labels import quiet
from ui.pages.seating.groups_desk import GroupsDesk

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
        self.form.changed.connect(lambda _: self._say())
        super().__init__("New breakout", "Make groups", _with(self.form, self.figures), subtitle=f"{people} guests accepted.", commit=self._make)
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
        for name in ("size", "rotations"):
            fields[name] = fields[name] or {"size": 4, "rotations": 1}[name]
        return self._desk.make(self.form, fields)


def _with(form: QWidget, below: QWidget) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(12)
    column.addWidget(form)
    column.addWidget(below)
    return box
