"""All checks of one event: what must be put right, what is worth a look, what is not known, what was waived and why."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from advoplanner.core.changes import ChangeSet
from advoplanner.core.errors import RuleBroken
from advoplanner.core.paths import safe_name
from advoplanner.core.text import fold
from advoplanner.domain.checks import CheckReport, Finding, Norm, Waiver
from advoplanner.services import checks, events, pitch
from advoplanner.services.check_watch import READ, Watch
from ui.kit.action import ActionSpec
from ui.kit.card import Card
from ui.kit.card_columns import CardColumns
from ui.kit.context import Context
from ui.kit.dialogs import file_to_write
from ui.kit.form import Form
from ui.kit.jump_row import JumpRow, inset
from ui.kit.labels import PlainText, quiet, section
from ui.kit.page import Page
from ui.pages.overview.cards import AREAS, Refilled
from ui.pages.overview.finding_drawer import FindingDrawer, measured_words, waiver_words
from ui.pages.overview.fixing import place_of
from ui.pages.overview.pitch_card import PitchCard

GONE = "This event is no longer in the workspace. Undo brings it back."

GROUPS: tuple[tuple[str, str, Callable[[Finding], bool]], ...] = (
    ("Must be put right", "bad", lambda f: f.open and f.severity == "E"),
    ("Worth a look", "warn", lambda f: f.open and f.severity == "W"),
    ("Good to know", "accent", lambda f: f.open and f.severity == "I" and not f.unknown),
    ("Not known yet", "quiet", lambda f: f.open and f.unknown),
    ("Waived", "good", lambda f: not f.open and not f.hidden),
    ("Hidden for this event", "quiet", lambda f: f.hidden),
)
"""Groups in the order in which to act: title, colour of the dot, and what belongs there."""


class ChecksPage(Page):
    """Enter on a finding opens it beside the list; suggestions of the pitch guard are done where they stand."""

    tables = READ

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx, "Checks")
        self.report: CheckReport | None = None
        self.norms: dict[str, Norm] = {}
        self.waivers: list[Waiver] = []
        self.venue_id = ""
        self.shown: FindingDrawer | None = None
        self._watch: Watch | None = None
        self.list = FindingsCard(self.open_finding)
        self.pitch = PitchCard(self.follow, self.follow_all)
        self.history = HistoryCard()
        self.first = self.toolbar.primary("Put the first one right", self.fix_first)
        self.toolbar.button("Norms of this event…", self.open_norms, icon="table-2")
        self.toolbar.button("Page for the sponsor…", self.export_page, icon="file-text", tip="The pitch check as PDF")
        self.toolbar.add_search("Search checks", self._search)
        self.set_content(CardColumns([(3, (self.list, self.history)), (2, (self.pitch,))]))

    def refresh(self, changes: ChangeSet | None) -> None:
        """Judge the event anew."""
        if self.event_id is None:
            return
        ws = self.ctx.workspace
        try:
            if self._watch is None or self._watch.event_id != self.event_id:
                self._watch = Watch(ws, self.event_id)
            self.report = self._watch.report(changes)
            reading = self._watch.reading or checks.read(ws, self.event_id)
            self.norms, self.waivers = reading.norms, list(reading.waivers)
            self.venue_id = events.details(ws, self.event_id).venue_id
            self.pitch.show_guard(pitch.guard_of(reading))
        except RuleBroken as gone:
            if not gone.code.endswith((".no_event", ".unknown")):
                raise
            self.report = None
            self.set_title("Checks", GONE)
            return
        self.set_title("Checks", summary(self.report))
        self.first.allow("" if self._first() else "Nothing has to be put right.")
        self.list.show_findings(self.report.findings)
        self.history.show_waivers([w for w in self.waivers if not w.stands or w.kind == "ignored"], self.take_back)
        self._renew_drawer()

    def select(self, item_id: str) -> None:
        """Open a finding by its code."""
        found = next((f for f in self.report.findings if f.code == item_id), None) if self.report else None
        if found:
            self.open_finding(found)

    def commands(self) -> Sequence[ActionSpec]:
        return [
            ActionSpec("checks.first", "Put the first finding right", lambda page: page.fix_first(), "Ctrl+Return", "arrow-right"),
            ActionSpec("checks.norms", "Norms of this event…", lambda page: page.open_norms(), icon="table-2"),
            ActionSpec("checks.page", "Pitch check for the sponsor as PDF…", lambda page: page.export_page(), icon="file-text"),
            ActionSpec("checks.follow", "Follow the pitch guard's suggestions", lambda page: page.follow_all(), icon="sparkles"),
        ]

    # What can be done

    def open_finding(self, finding: Finding) -> None:
        """Show a finding in the drawer."""
        mine = [w for w in self.waivers if w.code == finding.code and w.subject_id == finding.subject]
        page, _ = place_of(finding, self.venue_id)
        self.shown = FindingDrawer(finding, self.norms.get(finding.norm), mine, page, self)
        self.open_drawer(AREAS.get(finding.area, finding.area), self.shown, _severity(finding))

    def fix(self, finding: Finding) -> None:
        """To the guest, session or fact that a finding is about."""
        page, item = place_of(finding, self.venue_id)
        self.ctx.navigate(page, None if page in ("venues", "settings") else self.event_id, item)

    def fix_first(self) -> None:
        found = self._first()
        if found:
            self.fix(found)

    def waive(self, finding: Finding, form: Form) -> None:
        """With the reason that stands in the form."""
        reason = form["reason"].value()
        done = self.ctx.act(checks.waive, self.ctx.workspace, self.event_id, finding.code, reason, subject=finding.subject, form=form)
        if done:
            self.drawer.close_drawer()

    def hide_finding(self, finding: Finding) -> None:
        self.ctx.act(checks.hide, self.ctx.workspace, self.event_id, finding.code, subject=finding.subject)
        self.drawer.close_drawer()

    def ignore(self, finding: Finding) -> None:
        """Pass over the places that the finding names, one step."""
        places = [finding.subject] if finding.subject else list(finding.subject_ids)
        self.ctx.act(checks.ignore_at, self.ctx.workspace, self.event_id, finding.code, places)
        self.drawer.close_drawer()

    def ignore_word(self, word: str) -> None:
        """Pass a word over in every event."""
        self.ctx.act(checks.ignore_word, self.ctx.workspace, word)
        self.drawer.close_drawer()

    def take_back(self, waiver_id: str) -> None:
        self.ctx.act(checks.take_back, self.ctx.workspace, waiver_id)
        self.drawer.close_drawer()

    def open_norm(self, finding: Finding) -> None:
        self.ctx.navigate("norms", None, f"{self.event_id}/{finding.norm}")

    def open_norms(self) -> None:
        self.ctx.navigate("norms", None, f"{self.event_id}/")

    def export_page(self) -> None:
        """The pitch check as a PDF for the sponsor."""
        if self.event_id is None or self.report is None:
            return
        title = events.details(self.ctx.workspace, self.event_id).title
        path = file_to_write(self.ctx.dialogs, "Pitch check for the sponsor", f"{safe_name(title)} - Pitch check.pdf", "PDF (*.pdf)")
        if path:
            work = partial(_write_page, self.ctx.workspace, self.event_id, path)
            self.ctx.jobs.run(work, title="Pitch check", done=partial(_say_written, self.ctx), owner=self, pool="db")

    def follow(self, suggestion_id: str) -> None:
        self.ctx.act(pitch.follow, self.ctx.workspace, self.event_id, suggestion_id)

    def follow_all(self) -> None:
        if not self.ctx.act(pitch.follow_way, self.ctx.workspace, self.event_id):
            self.ctx.messages.info("The vendor's share is within its limit already.")

    # How it is done

    def _first(self) -> Finding | None:
        findings = self.report.findings if self.report else ()
        return next((f for f in findings if f.open and f.severity in "EW"), None)

    def _search(self, text: str) -> None:
        self.list.search(text)

    def _renew_drawer(self) -> None:
        """The open finding as it is now; closed where it is gone."""
        if self.drawer.isHidden() or self.shown is None or self.report is None:
            return
        old = self.shown.finding
        new = next((f for f in self.report.findings if (f.code, f.subject) == (old.code, old.subject)), None)
        if new is None:
            self.drawer.close_drawer()
        elif new != old:
            self.open_finding(new)


class FindingsCard(Card):
    """Findings in groups, each a line that opens it."""

    def __init__(self, opened: Callable[[Finding], object]) -> None:
        super().__init__(margin=12, spacing=4)
        self._opened = opened
        self._findings: Sequence[Finding] = ()
        self._wanted = ""
        self.rows = Refilled()
        self.column.addWidget(self.rows)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        self._findings = findings
        self.rows.fill(self._rows() or [inset(PlainText("All clear.", role="good"), 8)])

    def search(self, text: str) -> None:
        """Only findings with these words."""
        self._wanted = fold(text)
        self.show_findings(self._findings)

    def _rows(self) -> list[QWidget]:
        rows: list[QWidget] = []
        for title, state, belongs in GROUPS:
            found = [f for f in self._findings if belongs(f) and self._wanted in fold(f"{f.message} {AREAS.get(f.area, '')} {f.source}")]
            if found:
                rows.append(inset(section(f"{title} ({len(found)})"), 10 if rows else 4))
                rows += [self._row(f, state, title) for f in found]
        return rows

    def _row(self, finding: Finding, state: str, title: str) -> JumpRow:
        parts = [AREAS.get(finding.area, finding.area), measured_words(finding)]
        parts += [waiver_words(finding.waiver)] if finding.waiver else []
        return JumpRow(
            finding.message, partial(self._opened, finding), why=" · ".join(part for part in parts if part), state=state, state_word=title
        )  # fmt: skip


class HistoryCard(Card):
    """Waivers that were taken back, and places that checks pass over; a click on those lets the check speak again."""

    def __init__(self) -> None:
        super().__init__(margin=12, spacing=4)
        self.rows = Refilled()
        self.column.addWidget(inset(section("Waivers taken back, and what is ignored"), 8))
        self.column.addWidget(self.rows)

    def show_waivers(self, waivers: Sequence[Waiver], take_back: Callable[[str], object]) -> None:
        self.setVisible(bool(waivers))
        self.rows.fill(self._rows(waivers, take_back))

    def _rows(self, waivers: Sequence[Waiver], take_back: Callable[[str], object]) -> Iterator[QWidget]:
        for each in waivers:
            words = f"{AREAS.get(each.code.partition('.')[0], '')}: {each.code.partition('.')[2].replace('_', ' ')}"
            if each.stands:
                yield JumpRow(words, partial(take_back, each.id), why=f"{waiver_words(each)} Click to let the check speak again.", state="quiet")
            else:
                yield inset(quiet(f"{words}. {waiver_words(each)}"), 4)


def _say_written(ctx: Context, path: Path) -> None:
    ctx.messages.info(f"The pitch check is written to {path.name}.")


def _write_page(ws: Any, event_id: str, path: Path, _progress: Any) -> Path:
    return pitch.export_page(ws, event_id, path)


def summary(report: CheckReport) -> str:
    """How many of what, and how ready the event is."""
    words = [f"{report.count('E')} to put right", f"{report.count('W')} worth a look", f"{report.not_known} not known"]
    ready = report.readiness
    words += [f"{ready:.0%} of the checks that could be made are met"] if ready is not None else []
    return " · ".join(words)


def _severity(finding: Finding) -> str:
    return next((title for title, _, belongs in GROUPS if belongs(finding)), "")
