"""Release the agenda: its name and note, what changed, what stands against it, and who is told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from advoplanner.core.errors import RuleBroken
from advoplanner.core.text import plural
from advoplanner.services.agenda_versions import ReleasePreview
from ui.kit.dialog import Dialog
from ui.kit.form import Form
from ui.kit.labels import PlainText, quiet, section

SHOWN = 5
"""Sentences of the gate that are read at once; the rest stands on the overview."""

LIST_HIGH = 132
WIDTH, SPARE = 600, 24
PART, ALL, NOBODY = "part", "all", "nobody"

Release = Callable[[str, str, str, Sequence[str]], object]


class ReleaseDialog(Dialog):
    """`release(name, note, waiver, guest_ids)` does it; a RuleBroken stands at its field with the text kept."""

    def __init__(self, found: ReleasePreview, release: Release) -> None:
        self._found, self._release = found, release
        self.form = Form()
        self.form.line("name", "&Name", hint=found.name, help="Stands in the footer of agenda, pack and run of show.")
        self.form.lines("note", "What &changed, and why", hint="For those who read the versions later", rows=2)
        self.form.choice("tell", "&Draft an update for", _audiences(found))
        self.form.load({"tell": PART if found.concerned else NOBODY})
        self.waiver: Form | None = None
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        if found.against:
            column.addWidget(self._gate())
        column.addWidget(section(plural(len(found.standing.differences), "change") if found.standing.since else "Everything is new"))
        column.addWidget(_sentences(found))
        column.addWidget(self.form)
        super().__init__(f"Release version {found.number} of the agenda", f"Release version {found.number}", body, subtitle=_subtitle(found))
        self.setMinimumWidth(WIDTH)
        inside = self.layout()
        if inside is not None:
            self.resize(WIDTH, max(inside.totalHeightForWidth(WIDTH), inside.totalMinimumSize().height()) + SPARE)

    def _gate(self) -> QWidget:
        """What stands against it, and the field for the reason that opens the gate."""
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        count = len(self._found.against)
        column.addWidget(PlainText(plural(count, "check stands against it", "checks stand against it"), role="bad"))
        for finding in self._found.against[:SHOWN]:
            column.addWidget(PlainText(f"•  {finding.message}"))
        if count > SHOWN:
            column.addWidget(quiet(f"{count - SHOWN} more on the overview."))
        self.waiver = Form()
        self.waiver.lines("waiver", "&Reason to release all the same", hint="Kept with the version, for whoever asks later", rows=2)
        column.addWidget(self.waiver)
        return box

    def _go(self) -> None:
        try:
            values: dict[str, Any] = self.form.values() | (self.waiver.values() if self.waiver else {"waiver": ""})
            self._release(values["name"], values["note"], values["waiver"], self._guests(values["tell"]))
        except RuleBroken as broken:
            forms = [self.form, *([self.waiver] if self.waiver else [])]
            if not any(form.show_error(broken.field, str(broken)) for form in forms):
                self.say(str(broken))
            return
        self.accept()

    def _guests(self, tell: str) -> Sequence[str]:
        return {PART: self._found.concerned, ALL: self._found.coming}.get(tell, ())


def _audiences(found: ReleasePreview) -> list[tuple[str, str]]:
    part, everybody = plural(len(found.concerned), "guest"), plural(len(found.coming), "guest")
    return [(PART, f"Those with a part in what changed ({part})"), (ALL, f"Everybody who may come ({everybody})"), (NOBODY, "Nobody")]


def _subtitle(found: ReleasePreview) -> str:
    since = f"The last one was {found.standing.since.label}. " if found.standing.since else ""
    return f"{since}A released version stays as it is. Updates wait in the outbox until you send them."


def _sentences(found: ReleasePreview) -> QWidget:
    """What changed, to be scrolled through."""
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 8, 0)
    column.setSpacing(4)
    for difference in found.standing.differences:
        column.addWidget(PlainText(difference.sentence))
    column.addStretch(1)
    scroll = QScrollArea(widgetResizable=True)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setWidget(inside)
    scroll.setFixedHeight(LIST_HIGH)
    scroll.setAccessibleName("What changed")
    scroll.viewport().setAutoFillBackground(False)
    inside.setAutoFillBackground(False)
    return scroll
