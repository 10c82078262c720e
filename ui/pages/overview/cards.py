"""The cards of the overview: what the event is for, how ready it is, who answered, who speaks, what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from advoplanner.core.dates import short_date, span
from advoplanner.core.text import plural
from advoplanner.domain.checks import Finding
from advoplanner.domain.guests import WORDS, Side
from advoplanner.domain.journey import STAGES
from advoplanner.domain.tasks import GROUPS, TaskRow
from advoplanner.services.pitch import PitchGuard
from ui.kit.card import Card
from ui.kit.clearing import clear
from ui.kit.event_words import zone_city
from ui.kit.jump_row import JumpRow, inset
from ui.kit.labels import PlainText, quiet, section
from ui.kit.meter import Bar, BarChart, Meter
from ui.kit.row_menu import plain_tip
from ui.pages.overview.glance import Glance
from ui.pages.overview.reply_gauge import ReplyGauge

AREAS = {
    "event": "Purpose and facts", "pitch": "Pitch guard", "agenda": "Agenda", "guests": "Guests", "seating": "Seating", "invitations": "Invitations",
}  # fmt: skip
SEVERITIES = {"E": ("bad", "Must be put right"), "W": ("warn", "Worth a look"), "I": ("accent", "Good to know"), "?": ("quiet", "Not known yet")}
TASKS_SHOWN = 5
FORMULA = "Each session's minutes, times how much of that type the vendor speaks, divided by all minutes of content."
Go = Callable[[str], object]


class FactsCard(Card):
    """Purpose and the facts that matter, as they stand now."""

    def __init__(self) -> None:
        super().__init__(margin=20, spacing=12)
        self._purpose = PlainText()
        self._facts = Refilled()
        for widget in (section("Purpose"), self._purpose, self._facts):
            self.column.addWidget(widget)

    def show_glance(self, now: Glance) -> None:
        event = now.event
        self._purpose.setText(event.purpose)
        organiser = " · ".join(part for part in (event.organiser_name, event.organiser_email) if part)
        size = [plural(event.capacity, "place")] if event.capacity else []
        size += [f"quorum {event.quorum}"] if event.quorum else []
        facts = {
            "When": f"{span(event.start, event.end)}, {zone_city(event.zone)} time",
            "Where": event.where or "Not decided yet",
            "Programme": event.programme,
            "Topic": event.topic,
            "To learn": event.learn_goal,
            "Journey": ", ".join(STAGES[stage] for stage in event.stages),
            "Objectives": "\n".join(event.objectives),
            "Size": ", ".join(size),
            "Organiser": organiser or "Not named yet",
            "Host company": event.host_company,
            "Sponsor": event.sponsor,
            "On the day": event.day_contact,
            "Join link": event.join_link,
            "Logistics": event.logistics,
        }
        self._facts.fill([_facts({label: words for label, words in facts.items() if words})])


class StepsCard(Card):
    """What to do next, each line leading there."""

    def __init__(self, go: Go) -> None:
        super().__init__(margin=12)
        self._go = go
        self._rows = Refilled()
        self.column.addWidget(inset(section("Next"), 8))
        self.column.addWidget(self._rows)

    def show_glance(self, now: Glance) -> None:
        rows: list[QWidget] = [JumpRow(step.words, partial(self._go, step.page), state="accent") for step in now.steps]
        self._rows.fill(rows or [inset(PlainText(_rest_words(now.event.status), role="quiet"))])


class GuestsCard(Card):
    """Replies against the quorum, the forecast, and the mix of sides."""

    def __init__(self) -> None:
        super().__init__(margin=20, spacing=8)
        self.gauge = ReplyGauge()
        self.words = PlainText()
        self._sides = BarChart("Guests by side")
        self._mix = quiet("Sides")
        for widget in (section("Guests"), self.words, self.gauge, self._mix, self._sides):
            self.column.addWidget(widget)

    def show_glance(self, now: Glance) -> None:
        row, quorum = now.row, now.event.quorum
        listed = row.guests > 0
        for widget in (self.gauge, self._mix, self._sides):
            widget.setVisible(listed)
        self.gauge.show_counts((row.accepted, row.tentative, row.silent, row.declined), quorum)
        self.words.setText(_reply_words(now) if listed else "Nobody is on the list yet.")
        self._sides.set_bars([Bar(WORDS[side], count) for side in Side if (count := now.counts.sides.get(side, 0))])


class ReadinessCard(Card):
    """One bar for each area, with words."""

    def __init__(self) -> None:
        super().__init__(margin=20, spacing=12)
        self._whole = PlainText(role="quiet")
        self._areas = Refilled()
        for widget in (section("Readiness"), self._whole, self._areas):
            self.column.addWidget(widget)

    def show_glance(self, now: Glance) -> None:
        ready = now.report.readiness
        self._whole.setText("Nothing can be judged yet." if ready is None else f"{ready:.0%} of the checks that could be made are met.")
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        for line, area in enumerate(now.report.areas):
            judged = area.passed + area.failed
            words = f"{area.passed} of {judged} met" if judged else "not known yet"
            grid.addWidget(quiet(AREAS.get(area.area, area.area)), line, 0)
            grid.addWidget(Meter(area.share or 0, words, state="warn" if area.failed else "good"), line, 1)
        self._areas.fill([box])


class VendorCard(Card):
    """How much of the content the vendor speaks, against the most that this kind of event bears; what the guard would change."""

    def __init__(self, go: Go) -> None:
        super().__init__(margin=12, spacing=4)
        self._go = go
        self.meter = Meter()
        self.words = PlainText(role="quiet")
        self.rows = Refilled()
        for widget in (inset(section("The vendor's share"), 8), inset(self.meter), inset(self.words), self.rows):
            self.column.addWidget(widget)

    def show_glance(self, now: Glance) -> None:
        guard = now.guard
        self.meter.setVisible(guard.share is not None)
        if guard.share is not None:
            good = guard.limit is None or guard.share <= guard.limit
            self.meter.set_share(guard.share, f"{guard.share:.0%}", limit=guard.limit, state="good" if good else "bad")
        self.words.setText(share_words(guard))
        for widget in (self.meter, self.words):
            widget.setToolTip(plain_tip(FORMULA))
        found = plural(len(guard.suggestions), "suggestion")
        why = f"{plural(len(guard.way), 'of them leads', 'of them lead')} under the limit." if guard.way else ""
        row = JumpRow(f"The pitch guard has {found}", partial(self._go, "checks"), why=why, state="warn" if guard.way else "accent")
        self.rows.fill([row] if guard.suggestions else [])


class TasksCard(Card):
    """Tasks that are late, to be done now, or due within the week; each leads to it."""

    def __init__(self, opened: Callable[[str], object], go: Go) -> None:
        super().__init__(margin=12, spacing=4)
        self._opened, self._go = opened, go
        self.rows = Refilled()
        self.column.addWidget(inset(section("Tasks"), 8))
        self.column.addWidget(self.rows)

    def show_glance(self, now: Glance) -> None:
        rows: list[QWidget] = [self._row(task) for task in now.tasks[:TASKS_SHOWN]]
        more = len(now.tasks) - TASKS_SHOWN
        words = f"{plural(more, 'more task')} to do" if more > 0 else "All tasks"
        rows.append(JumpRow(words, partial(self._go, "tasks")))
        self.rows.fill(rows if now.tasks else [inset(PlainText("Nothing is due this week.", role="quiet")), *rows])

    def _row(self, task: TaskRow) -> JumpRow:
        due = f"was due {short_date(task.due)}" if task.late else f"due {short_date(task.due)}"
        why = " · ".join(part for part in (GROUPS[task.group], due, task.owner) if part)
        state = "bad" if task.group == "late" else "warn" if task.group == "now" else "accent"
        return JumpRow(task.title, partial(self._opened, task.key), why=why, state=state, state_word=GROUPS[task.group])


class ChecksCard(Card):
    """Findings, grouped by how much they matter; each leads to where it is put right."""

    def __init__(self, fix: Callable[[Finding], object], go: Go) -> None:
        super().__init__(margin=12, spacing=4)
        self._fix, self._go = fix, go
        self._rows = Refilled()
        self.column.addWidget(inset(section("Checks"), 8))
        self.column.addWidget(self._rows)

    def show_glance(self, now: Glance) -> None:
        rows: list[QWidget] = []
        for severity, (state, words) in SEVERITIES.items():
            found = [f for f in now.report.findings if f.open and ("?" if f.unknown else f.severity) == severity]
            if found:
                rows.append(inset(quiet(f"{words} ({len(found)})"), 6))
                rows += [self._row(finding, state, words) for finding in found]
        aside = sum(not f.open for f in now.report.findings)
        rows = rows or [inset(PlainText("All clear.", role="good"))]
        words = f"All checks, {aside} of them waived or hidden" if aside else "All checks: norms, waivers, suggestions"
        self._rows.fill([*rows, JumpRow(words, partial(self._go, "checks"))])

    def _row(self, finding: Finding, state: str, words: str) -> JumpRow:
        row = JumpRow(finding.message, partial(self._fix, finding), state=state, state_word=words)
        norm = [f"Source: {finding.source}"] if finding.source else []
        figures = [f"Measured {finding.value:g}, the norm is {finding.threshold:g}."] if None not in (finding.value, finding.threshold) else []
        row.setToolTip(plain_tip(" ".join([*figures, *norm, "Click to go there."])))
        return row


class Refilled(QWidget):
    """A column whose widgets are replaced each time."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)

    def fill(self, widgets: Iterable[QWidget]) -> None:
        """Show these instead; the focus stays on the line with the same words where there is one."""
        had = next((w.words for w in self.findChildren(JumpRow) if w.hasFocus()), None)
        clear(self._column)
        for widget in widgets:
            self._column.addWidget(widget)
            widget.show()
            if isinstance(widget, JumpRow) and widget.words == had:
                widget.setFocus()


def _reply_words(now: Glance) -> str:
    row = now.row
    parts = [(row.accepted, "accepted"), (row.tentative, "tentative"), (row.silent, "silent"), (row.declined, "declined")]
    return ", ".join(f"{count} {word}" for count, word in parts if count) or plural(row.guests, "guest")


def share_words(guard: PitchGuard) -> str:
    """The share in a sentence; where there is no content it says so rather than 0 %."""
    if guard.share is None:
        return "Nothing to measure: the agenda has no content yet."
    spoken = f"The vendor speaks {guard.vendor_minutes:.0f} of {plural(guard.content_minutes, 'minute')} of content"
    if guard.limit is None:
        return f"{spoken}; for this kind of event the presenter is what counts."
    return f"{spoken}; {f'at most {guard.limit:.0%}' if guard.limit else 'none at all'} for this kind of event."


def _rest_words(status: str) -> str:
    return {"closed": "This event is closed.", "cancelled": "This event is cancelled."}.get(status, "Nothing waits for you here.")


def _facts(lines: dict[str, str]) -> QWidget:
    box = QWidget()
    grid = QGridLayout(box)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(1, 1)
    for line, (label, words) in enumerate(lines.items()):
        grid.addWidget(quiet(label), line, 0, Qt.AlignmentFlag.AlignTop)
        text = PlainText(words)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        grid.addWidget(text, line, 1)
    return box
