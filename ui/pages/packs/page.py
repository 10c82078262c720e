"""Packs: every document of the event, for whom it is, what it looks like now, and the way to files and paper."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from advoplanner.core.changes import ChangeSet
from advoplanner.core.text import plural
from advoplanner.domain.restrictions import AUDIENCE_WORDS
from advoplanner.exports.documents import DOCUMENTS
from advoplanner.services import agenda, event_kits, events, printing, talks, workspace
from advoplanner.services.printing import Preview
from ui.kit.action import ActionSpec
from ui.kit.buttons import Button
from ui.kit.combo import Combo
from ui.kit.context import Context
from ui.kit.labels import PlainText
from ui.kit.page import Page
from ui.pages.packs.changes import Changes
from ui.pages.packs.exporter import Exporter
from ui.pages.packs.left_out import LeftOutList
from ui.pages.packs.paper_printer import choose_printer, pages_for, print_pages
from ui.pages.packs.preview_pane import PreviewPane
from ui.pages.packs.shelf import Order, Shelf
from ui.pages.packs.stock_form import KINDS, StockForm
from ui.pages.packs.tiles import TileList, facts_of

AUDIENCES = (
    ("", "For the usual readers"),
    ("host", "For the host team"),
    ("member", "For members"),
    ("prospect", "For prospects"),
    ("public", "For the public"),
    ("caterer", "For kitchen and service"),
    ("venue", "For the venue"),
)
PAPERS = (("a4", "A4"), ("letter", "Letter"))
NEEDS = {
    "agenda": "sessions",
    "runofshow": "sessions",
    "tables": "seats",
    "onepage": "sessions",
    "tablecards": "seats",
    "talkcards": "talks",
    "questioncards": "questions",
} | dict.fromkeys(
    ("briefing", "badges", "tents", "signin", "guests", "facesheet", "dietary", "report", "personal", "hosts", "thanks", "contacts"), "guests"
)
"""What a document cannot do without."""

LACKS = {
    "guests": "no guests yet",
    "sessions": "no sessions yet",
    "seats": "nobody seated yet",
    "talks": "nobody presents",
    "questions": "no questions written",
}


class PacksPage(Page):
    """Tiles at the left, the chosen document at the right."""

    tables = frozenset(
        {"event", "venue", "guest", "person", "organisation", "email_address", "session", "session_role", "seat_table", "seat", "assignment",
         "seating_round", "restriction", "waiver", "guru_slot", "introduction", "motive_profile", "relation", "action", "workspace_info",
         "talk", "event_kit", "reserved_seat", "stay", "topic", "topic_vote", "outcome", "agenda_version"}
    )  # fmt: skip

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx, "Packs")
        self.choose_printer = choose_printer
        self._lacks: dict[str, str] = {}
        self.exporter = Exporter(ctx, self, lambda: self._place_order() if self.changes.are_told() else self._renew_tiles())
        self.shelf = Shelf(ctx, self, lambda key: self.pane.looked_at(key))
        self.stock = StockForm(self.shelf.change_options, self.print_test_sheet)
        self.tiles = TileList()
        self.pane = PreviewPane(ctx, self.stock, LeftOutList(ctx))
        self._missing = PlainText(role="warn")
        self._go_guests = Button("Go to guests", lambda: ctx.navigate("guests", self.event_id))
        self._go_agenda = Button("Go to the agenda", lambda: ctx.navigate("agenda", self.event_id))
        self._fill_toolbar()
        self._lay_out_content()
        self.tiles.chosen.connect(self._look)
        self.shelf.ready.connect(self._ready)
        self.shelf.refused.connect(self._refused)
        self.shelf.glimpsed.connect(self.pane.show_glimpse)
        self.pane.pages_changed.connect(self._allow)
        self.changes = Changes(ctx, self.exporter, self.shelf, self.pane)
        QShortcut(QKeySequence.StandardKey.Print, self, self.print_this, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # For the window

    def refresh(self, changes: ChangeSet | None) -> None:
        """Everything is drawn again from what is known now; the chosen document first."""
        if not self.event_id:
            return
        if changes is None or changes.touches({"workspace_info"}):
            self._paper.setCurrentIndex([key for key, _ in PAPERS].index(workspace.info(self.ctx.workspace).paper))
        self._find_lacks()
        self.exporter.load(str(self.event_id))
        self._place_order()

    def select(self, item_id: str) -> None:
        """Look at a document, by its word."""
        if item_id in DOCUMENTS:
            self.tiles.choose(item_id)

    def commands(self) -> Sequence[ActionSpec]:
        return (
            ActionSpec("packs.export_all", "Export all documents…", lambda page: self.export_all(), icon="download"),
            ActionSpec("packs.export", "Export this document…", lambda page: self.export_this(), icon="download", why_not=self._why_not),
            ActionSpec("packs.export_locked", "Export this document with a password…", lambda page: self.export_locked(), why_not=self._why_not),
            ActionSpec(
                "packs.export_reader", "Export a briefing pack for one reader…", lambda page: self.exporter.export_for_reader(self.shelf.order)
            ),
            ActionSpec("packs.export_raw", "Export the guest list to import elsewhere…", lambda page: self.exporter.export_raw(self.shelf.order)),
            ActionSpec("packs.print", "Print this document…", lambda page: self.print_this(), "Ctrl+P", "printer", why_not=self._why_not),
            ActionSpec("packs.next", "Next page", lambda page: self.pane.turn(1), "PgDown", why_not=self._why_not),
            ActionSpec("packs.back", "Page before", lambda page: self.pane.turn(-1), "PgUp", why_not=self._why_not),
            ActionSpec("packs.larger", "Larger", lambda page: self.pane.step_zoom(1), "+", why_not=self._why_not),
            ActionSpec("packs.smaller", "Smaller", lambda page: self.pane.step_zoom(-1), "-", why_not=self._why_not),
        )

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.shelf.go_on()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.shelf.rest()

    # Commands

    def export_all(self) -> None:
        """Every document that the chosen readers may have, into a folder."""
        self.exporter.export(self.shelf.order, ())

    def export_this(self) -> None:
        """The chosen document, and the spreadsheets beside it."""
        if not self._why_not(self):
            self.exporter.export(self.shelf.order, (self.tiles.current(),))

    def export_locked(self) -> None:
        """The chosen document as a PDF that opens only with a password."""
        if not self._why_not(self):
            self.exporter.export_locked(self.shelf.order, (self.tiles.current(),))

    def print_this(self) -> None:
        """The pages that are chosen, on a printer."""
        preview = self.pane.preview
        if preview is None or not self.pane.pages:
            self.ctx.messages.info(self._why_not(self))
            return
        if wrong := self.pane.choose_range():
            self.ctx.messages.warning(wrong)
            return
        title = DOCUMENTS[preview.document].title
        printer = self.choose_printer(self, title)
        pages = pages_for(printer, self.pane.pages) if printer is not None else ()
        if printer is not None and not pages:
            self.ctx.messages.warning("None of the pages chosen here is among those of the print dialog.", "Choose all pages in one of the two.")
        elif printer is not None:
            work = partial(print_pages, printer, preview.pdf, pages)
            self.ctx.jobs.run(work, title=f"Printing “{title}”", done=self._printed, owner=self)

    def print_test_sheet(self) -> None:
        """Where the labels of the chosen stock would be printed, on plain paper."""
        printer = self.choose_printer(self, "Test sheet")
        if printer is not None:
            pdf = printing.calibration_sheet(self.ctx.workspace, str(self.event_id), self.stock.stock(), shift=self.stock.shift())
            work = partial(print_pages, printer, pdf, (0,))
            self.ctx.jobs.run(work, title="Printing a test sheet", done=self._printed, owner=self)

    # How it is done

    def _printed(self, pages: int) -> None:
        self.ctx.messages.info(f"{plural(pages, 'page')} sent to the printer.")

    def _find_lacks(self) -> None:
        """What there is to print: words for documents without it, and the line above the tiles."""
        ws, event_id = self.ctx.workspace, str(self.event_id)
        found = events.rows(ws, [event_id])
        guests, seated = (found[0].guests, found[0].seated) if found else (0, 0)
        sessions = sum(1 for row in agenda.rows(ws, event_id) if row.start is not None)
        there = {"guests": guests, "sessions": sessions, "seats": seated, "talks": 0, "questions": 0}
        if found:
            there |= {"talks": len(talks.rows(ws, event_id)), "questions": len(event_kits.read(ws, event_id).questions)}
        self._lacks = {key: "" if there[need] else LACKS[need] for key, need in NEEDS.items()}
        missing = [words for words, count in (("guests", guests), ("sessions on its agenda", sessions)) if not count]
        self._missing.setText(f"This event has no {' and no '.join(missing)} yet, so what needs them is a page that says so." if missing else "")
        self._bar.setVisible(bool(missing))
        self._go_guests.setVisible(not guests)
        self._go_agenda.setVisible(not sessions)
        self.set_title("Packs", f"{plural(guests, 'guest')} · {plural(sessions, 'session')} · {seated:,} seated")

    def _place_order(self) -> None:
        audience, paper = AUDIENCES[self._audience.currentIndex()][0], PAPERS[self._paper.currentIndex()][0]
        options = {key: self.stock.options(key, paper) for key in KINDS}
        self.shelf.place(Order(str(self.event_id), audience, paper, options))
        self._renew_tiles()
        allowed = list(self.tiles.allowed())
        current = self.tiles.current()
        self.tiles.choose(current if current in allowed else allowed[0])

    def _look(self, key: str) -> None:
        """Show a document: at once where it is made, else as soon as it is."""
        order, stock = self.shelf.order, key in KINDS
        self.pane.begin(DOCUMENTS[key].title, AUDIENCE_WORDS[order.reader(key)], stock=stock)
        if stock:
            self.stock.show_stock(key, order.paper)
        self.shelf.want(key)

    def _ready(self, preview: Preview) -> None:
        self._renew_tiles(preview.document)
        if preview.document == self.tiles.current():
            self.pane.show_preview(preview)
            self.pane.hidden.show_preview(str(self.event_id), preview)
            self.changes.look(preview)
            self._allow()

    def _refused(self, key: str, sentence: str) -> None:
        self.tiles.tiles[key].show_state(sentence, "bad")
        if key == self.tiles.current():
            self.pane.say(sentence)
            self._allow()

    def _renew_tiles(self, only: str = "") -> None:
        order = self.shelf.order
        for key in [only] if only else DOCUMENTS:
            preview = self.shelf.made(key)
            facts, state = facts_of(order.reader(key), preview, self._lacks.get(key, ""), self.changes.words(preview))
            why_not = "" if order.may_read(key) else "For the host team only"
            self.tiles.tiles[key].show_state(facts, state, why_not)

    def _why_not(self, page: object) -> str:
        return "" if self.pane.preview is not None else "Choose a document first."

    def _allow(self) -> None:
        for button in (self._one, self._print):
            button.allow(self._why_not(self))

    def _fill_toolbar(self) -> None:
        self.toolbar.primary("Export all…", self.export_all, icon="download", tip="Every document as PDF, spreadsheets beside them, into a folder")
        self._one = self.toolbar.button("Export this…", self.export_this, tip="The chosen document into a folder")
        self._print = self.toolbar.button("Print…", self.print_this, icon="printer", tip="The chosen pages on a printer (Ctrl+P)")
        self._audience = Combo([words for _, words in AUDIENCES], "Readers")
        self._audience.setToolTip("Who reads the documents: what they must not read is left out")
        self._paper = Combo([words for _, words in PAPERS], "Paper")
        for combo in (self._audience, self._paper):
            combo.activated.connect(self._place_order)
            self.toolbar.add(combo)
        self._allow()

    def _lay_out_content(self) -> None:
        self._bar = QWidget()
        bar = QHBoxLayout(self._bar)
        bar.setContentsMargins(0, 0, 0, 0)
        bar.addWidget(self._missing, 1)
        bar.addWidget(self._go_guests)
        bar.addWidget(self._go_agenda)
        both = QHBoxLayout()
        both.setSpacing(16)
        both.addWidget(self.tiles, 2)
        both.addWidget(self.pane, 5)
        self.tiles.setMinimumWidth(264)
        self.tiles.setMaximumWidth(340)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._bar)
        column.addLayout(both, 1)
        self.set_content(content)
