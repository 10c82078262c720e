"""One finding beside the list: its norm with source, how to put it right, and how to let it stand."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from advoplanner.core.dates import short_date
from advoplanner.domain.checks import Finding, Norm, Waiver
from advoplanner.domain.checks.norms import MARKS, spoken
from advoplanner.domain.checks.waivers import KINDS
from ui.kit.buttons import Button
from ui.kit.chip import Chip
from ui.kit.form import Form
from ui.kit.labels import PlainText, quiet, section
from ui.kit.tokens import SMALL
from ui.pages.overview.fixing import PAGE_WORDS

LOCAL = frozenset(
    {
        "pitch.product_name", "pitch.customer_voice", "pitch.session_words", "pitch.peer_story", "agenda.input_sought", "agenda.member_benefit",
        "agenda.decision_owner", "invitations.wording",
    }
)  # fmt: skip
"""Checks that can be ignored at one session or wave: a false hit there says nothing about the others."""


WORDS_SHOWN = 3


class Decisions(Protocol):
    """What can be done about a finding; the page does it."""

    def fix(self, finding: Finding) -> object: ...
    def waive(self, finding: Finding, form: Form) -> object: ...
    def hide_finding(self, finding: Finding) -> object: ...
    def ignore(self, finding: Finding) -> object: ...
    def ignore_word(self, word: str) -> object: ...
    def take_back(self, waiver_id: str) -> object: ...
    def open_norm(self, finding: Finding) -> object: ...


class FindingDrawer(QWidget):
    """What it is, why, and what to do; made anew for each finding."""

    def __init__(self, finding: Finding, norm: Norm | None, waivers: Sequence[Waiver], page: str, decisions: Decisions) -> None:
        super().__init__()
        self.finding = finding
        self.form = Form(lambda *_: None)
        self.waive: Button | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 0, 24, 24)
        column.setSpacing(12)
        column.addWidget(PlainText(finding.message, weight=QFont.Weight.Medium))
        column.addWidget(_facts(finding, norm))
        column.addLayout(self._ways(page, decisions))
        if finding.waiver:
            column.addWidget(self._standing(finding.waiver, decisions))
        elif not finding.unknown:
            column.addWidget(self._letting(decisions))
        past = [w for w in waivers if w is not finding.waiver]
        if past:
            column.addWidget(section("History"))
            for each in past:
                column.addWidget(quiet(waiver_words(each)))
        column.addStretch(1)

    def _ways(self, page: str, decisions: Decisions) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.go = Button(PAGE_WORDS.get(page, "Put it right"), partial(decisions.fix, self.finding), icon="arrow-right")
        row.addWidget(self.go)
        if self.finding.norm:
            row.addWidget(Button("Change the norm…", partial(decisions.open_norm, self.finding), kind="quiet"))
        row.addStretch(1)
        return row

    def _standing(self, waiver: Waiver, decisions: Decisions) -> QWidget:
        """What makes it stand aside, and the way back."""
        box, column = _box(section(KINDS[waiver.kind]))
        column.addWidget(quiet(waiver_words(waiver)))
        self.back = Button("Take it back", partial(decisions.take_back, waiver.id), tip="The check speaks again; this stays in the history")
        column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        return box

    def _letting(self, decisions: Decisions) -> QWidget:
        """A reason and Waive; hiding where it is no error; ignoring where it is about single sessions."""
        finding = self.finding
        box, column = _box(section("Let it stand"))
        error = finding.severity == "E"
        column.addWidget(
            quiet("An error stops the release until it is put right, or waived here with a reason." if error else "Say why, or hide it.")
        )
        self.form.lines("reason", "&Reason", hint="It stands in the pitch check and in the report.", rows=3)
        column.addWidget(self.form)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.waive = Button("Waive", partial(decisions.waive, finding, self.form))
        row.addWidget(self.waive)
        if not error:
            self.hide_button = Button("Hide for this event", partial(decisions.hide_finding, finding), kind="quiet")
            row.addWidget(self.hide_button)
        row.addStretch(1)
        column.addLayout(row)
        if finding.code in LOCAL and (finding.subject_ids or finding.subject):
            words = "Ignore here" if len(finding.subject_ids) < 2 else f"Ignore at these {len(finding.subject_ids)} sessions"
            self.ignore = Button(words, partial(decisions.ignore, finding), kind="quiet", tip="A false hit: the check passes over this place")
            column.addWidget(self.ignore, 0, Qt.AlignmentFlag.AlignLeft)
        for word in finding.words[:WORDS_SHOWN]:
            everywhere = Button(f"Ignore “{word}” everywhere", partial(decisions.ignore_word, word), kind="quiet", tip="The settings keep the list")
            column.addWidget(everywhere, 0, Qt.AlignmentFlag.AlignLeft)
        return box


def measured_words(finding: Finding) -> str:
    """ "Measured 52 %, the norm is 20 %", or "" where nothing was measured."""
    if finding.value is None or not finding.threshold or not finding.unit:
        return ""
    return f"Measured {spoken(finding.value, finding.unit)}, the norm is {spoken(finding.threshold, finding.unit)}"


def waiver_words(waiver: Waiver) -> str:
    """Who let it stand, when and why, and when that was taken back."""
    who = f" by {waiver.by}" if waiver.by else ""
    ended = f" Taken back on {short_date(waiver.ended_at.date())}." if waiver.ended_at else ""
    reason = f": {waiver.reason}" if waiver.reason else ""
    return f"{KINDS[waiver.kind]}{who} on {short_date(waiver.at.date())}{reason}{'' if reason.endswith('.') else '.'}{ended}"


def _facts(finding: Finding, norm: Norm | None) -> QWidget:
    box = QWidget()
    grid = QGridLayout(box)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(1, 1)
    measured = finding.value is not None and finding.unit
    lines = {
        "Norm": norm.title if norm else "",
        "Measured": spoken(finding.value or 0, finding.unit) if measured else "",
        "Allowed": spoken(finding.threshold, finding.unit) if measured and finding.threshold is not None else "",
        "Source": finding.source,
    }
    for line, (label, words) in enumerate((label, words) for label, words in lines.items() if words):
        grid.addWidget(PlainText(label, size=SMALL, role="quiet", wrap=False), line, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(PlainText(words), line, 1)
    if norm:
        grid.addWidget(Chip(MARKS[norm.mark], "quiet"), len(lines), 1)
    return box


def _box(title: QWidget) -> tuple[QWidget, QVBoxLayout]:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 12, 0, 0)
    column.setSpacing(8)
    column.addWidget(title)
    return box, column
