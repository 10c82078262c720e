"""Cards of boards and councils: what members signed, who chairs and approved the agenda, who hosts, and how the roster grows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt

from advoplanner.core.dates import short_date
from advoplanner.domain.councils import SHOWN, ChairRow, approval_words, growth_words, host_words
from advoplanner.domain.formalities import FormalityRow, Paper, progress_words, renewal_words
from advoplanner.domain.stays import StayRow, summary
from advoplanner.domain.topics import TopicRow, topics_words
from advoplanner.services.councils import Council
from ui.kit.buttons import Button
from ui.kit.card import Card
from ui.kit.filled_lines import Lines
from ui.kit.jump_row import JumpRow, inset
from ui.kit.labels import PlainText, quiet, section

VENDOR = "of the vendor, which only advises: members chair"
ADVISES = "The vendor advises and watches; it leads nothing and has no say in the agenda."


class FormalitiesCard(Card):
    """Members with what they signed, each line leading to their papers."""

    def __init__(self, opened: Callable[[str], object]) -> None:
        super().__init__(margin=12)
        self._opened = opened
        self.words, self.lines = quiet(), Lines()
        for widget in (inset(section("What members signed"), 8), inset(self.words, 8), self.lines):
            self.column.addWidget(widget)

    def show_members(self, rows: Sequence[FormalityRow]) -> None:
        """Those whose papers are missing stand first."""
        self.words.setText(progress_words(rows))
        self.lines.fill([self._line(row) for row in sorted(rows, key=lambda row: not row.missing)])

    def _line(self, row: FormalityRow) -> JumpRow:
        company = f", {row.organisation}" if row.organisation else ""
        papers = [f"{name}: {row.paper(kind).words(row.day).lower()}" for kind, name in ((Paper.NDA, "NDA"), (Paper.COMPETITION, "Competition law"))]
        why = " · ".join(filter(None, (*papers, renewal_words(row.organisation, row.renewal, row.day))))
        signed = not row.missing
        return JumpRow(
            f"{row.name}{company}", partial(self._opened, row.guest_id), why=why, state="good" if signed else "warn",
            state_word="Signed" if signed else "Not signed",
        )  # fmt: skip


class TravelCard(Card):
    """Guests with rooms and journeys, each line leading to theirs; the lists for hotel and drivers."""

    def __init__(self, opened: Callable[[str], object], go: Callable[[str], object]) -> None:
        super().__init__(margin=12)
        self._opened = opened
        self.words, self.lines = quiet(), Lines()
        self.lists = Button("Rooming list and arrivals", lambda: go("packs"), icon="printer")
        for widget in (inset(section("Rooms and journeys"), 8), inset(self.words, 8), self.lines):
            self.column.addWidget(widget)
        self.column.addWidget(inset(self.lists, 8), 0, Qt.AlignmentFlag.AlignLeft)

    def show_stays(self, rows: Sequence[StayRow]) -> None:
        """Everybody who comes, by name."""
        self.words.setText(summary(rows))
        self.lines.fill([self._line(row) for row in rows])

    def _line(self, row: StayRow) -> JumpRow:
        company = f", {row.organisation}" if row.organisation else ""
        why = " · ".join(filter(None, (row.words, row.coming_words))) or "Nothing is known yet"
        return JumpRow(
            f"{row.name}{company}", partial(self._opened, row.guest_id), why=why, state="warn" if row.missing else "good" if row.arrives else "quiet",
            state_word="Incomplete" if row.missing else "Known" if row.arrives else "Not asked",
        )  # fmt: skip


class TopicsCard(Card):
    """What members want on the agenda, each line leading to its votes."""

    def __init__(self, opened: Callable[[str], object], propose: Callable[[], object]) -> None:
        super().__init__(margin=12)
        self._opened = opened
        self.words, self.lines = quiet(), Lines()
        self.propose = Button("Propose a topic…", propose, icon="plus")
        for widget in (inset(section("What members want to talk about"), 8), inset(self.words, 8), self.lines):
            self.column.addWidget(widget)
        self.column.addWidget(inset(self.propose, 8), 0, Qt.AlignmentFlag.AlignLeft)

    def show_topics(self, rows: Sequence[TopicRow]) -> None:
        """What most members want stands first."""
        self.words.setText(topics_words(rows))
        self.lines.fill([self._line(row) for row in rows])

    def _line(self, row: TopicRow) -> JumpRow:
        placed = bool(row.session_id)
        return JumpRow(
            row.text, partial(self._opened, row.id), why=row.why, state="good" if placed else "warn",
            state_word="On the agenda" if placed else "Waits",
        )  # fmt: skip


class CouncilCard(Card):
    """Chairs with what they approved; a click notes a chair's yes, or takes it back."""

    def __init__(self, approve: Callable[[str, bool], object], go: Callable[[str], object]) -> None:
        super().__init__(margin=12)
        self._approve = approve
        self.words, self.host, self.lines, self.meetings = PlainText(), quiet(), Lines(), Lines()
        self.agenda = Button("Go to the agenda", lambda: go("agenda"), icon="list-ordered")
        for widget in (
            inset(section("Chairs approve the agenda"), 8),
            inset(self.words, 8),
            self.lines,
            inset(quiet(ADVISES)),
            inset(section("Hosts and members"), 8),
            inset(self.host),
            self.meetings,
        ):
            self.column.addWidget(widget)
        self.column.addWidget(inset(self.agenda, 8), 0, Qt.AlignmentFlag.AlignLeft)

    def show_council(self, council: Council) -> None:
        """Chairs, the words on the host, and the last meetings, the newest first."""
        self.words.setText(approval_words(council.chairs, council.number))
        self.lines.fill([self._chair(row, council.number) for row in council.chairs])
        self.host.setText(host_words(council.growth, council.vendor))
        newest = list(reversed(council.growth))[:SHOWN]
        self.meetings.fill([inset(PlainText(f"{short_date(row.day)}, {row.title}: {growth_words(row)}")) for row in newest])

    def _chair(self, row: ChairRow, number: int) -> JumpRow:
        company = f", {row.organisation}" if row.organisation else ""
        said = bool(number) and row.approved == number
        why = f"Approved version {row.approved}" if row.approved else "Has approved nothing yet"
        state = "bad" if row.of_vendor else "good" if said else "warn"
        return JumpRow(
            f"{row.name}{company}", partial(self._approve, row.guest_id, not said), why=VENDOR if row.of_vendor else why, state=state,
            state_word="Approved" if said else "To approve",
        )  # fmt: skip
