"""Invitations: waves on a time line, and for the one chosen its words, every letter, and whom it goes to."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from advoplanner.core.changes import ChangeSet
from advoplanner.core.dates import is_zone
from advoplanner.core.text import plural
from advoplanner.domain.audiences import Mode, Who
from advoplanner.domain.letters import DEFAULT_NOBODY, WAVE_WORDS, WaveKind, WavePreview, WaveRow
from advoplanner.services import clock_rules, events, guests, invitations
from ui.kit.action import ActionSpec
from ui.kit.clock_notice import ClockNotice
from ui.kit.context import Context
from ui.kit.empty_state import EmptyState
from ui.kit.page import Page
from ui.kit.segments import Segmented
from ui.pages.invitations.audience_view import AudienceView
from ui.pages.invitations.cancel_dialog import CancelDialog
from ui.pages.invitations.composer import Composer
from ui.pages.invitations.event_notice import EventNotice
from ui.pages.invitations.pager import Pager
from ui.pages.invitations.previews import Previews
from ui.pages.invitations.wave_line import WaveLine

NOTHING = "No wave yet. An invitation is the first: its letters can all be read before any goes to the outbox."
CANCELLATIONS = "Cancellations repeat what was sent last. They wait in the outbox like everything else."
UPDATE_TIP = "Draft the update for everybody whose calendar holds a version that is not true any more"
LINE_WIDTH = 248
WHO, WRITE, READ = range(3)


class InvitationsPage(Page):
    """Nothing here sends: drafting fills the outbox, and the outbox alone lets anything leave."""

    tables = frozenset(
        {
            "wave", "message", "guest", "person", "email_address", "event", "venue", "motive_profile", "organisation",
            "session", "session_role", "expert", "guru_slot", "reserved_seat", "workspace_info",
        }
    )  # fmt: skip

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx, "Invitations")
        self.waves: list[WaveRow] = []
        self.letters = Previews(ctx, self, self._show)
        self.chosen = ""
        self._kind = ""
        self.draft = self.toolbar.primary("&Put in outbox", self.put_in_outbox, icon="mail")
        self.more = self.toolbar.button(
            "&New wave…", lambda: self.new_menu().popup(self.more.mapToGlobal(self.more.rect().bottomLeft())), icon="plus"
        )
        self.renew = self.toolbar.button("Refresh", self.refresh_stale, icon="refresh-cw", tip="Write the drafts that are out of date again")
        self.update_all = self.toolbar.button("&Update", self.update_holders, icon="refresh-cw", tip=UPDATE_TIP)
        self.call_off = self.toolbar.button("&Cancel invitations…", self.cancel)
        self.composer, self.pager = Composer(ctx), Pager(ctx)
        self.who = AudienceView(ctx, self.read_letter)
        self.views = Segmented(["Who gets it", "Write", "Read each letter"], "What to show of the wave")
        self._shown = QStackedWidget()
        self.views.chosen.connect(self._view)
        self.line = WaveLine()
        self.line.chosen.connect(self.choose)
        self._content = QStackedWidget()
        self._lay_out_content()
        self.composer.fields.hide()

    def refresh(self, changes: ChangeSet | None) -> None:
        """The waves with their counts, and the chosen one; only the chosen one's letters where only its words changed."""
        if self.event_id is None:
            return
        ws = self.ctx.workspace
        self.waves = invitations.waves(ws, self.event_id)
        event = events.details(ws, self.event_id)
        self._kind = event.kind
        if self.chosen not in {wave.id for wave in self.waves}:
            self.chosen = self.waves[0].id if self.waves else ""
        mine = [wave.id for wave in self.waves if wave.kind in list(WaveKind)]
        reworded = changes.ids("wave") if changes is not None and changes.tables <= {"wave"} else None
        self.letters.read(self.event_id, mine, [each for each in mine if reworded is None or each in reworded])
        self._show()
        self.notice.show_for(event)
        # An event whose zone is not known is spoken of by the other notice.
        self.clocks.show_moved([each for each in clock_rules.moved(ws) if each.event_id == self.event_id and not self.notice.words])

    def select(self, item_id: str) -> None:
        """A wave by its id, or the letter to a guest."""
        if item_id in {wave.id for wave in self.waves}:
            self.choose(item_id)
        else:
            self.read_letter(item_id)

    def commands(self) -> Sequence[ActionSpec]:
        new = [ActionSpec(f"invitations.new.{kind}", f"New wave: {words}", partial(_new, kind)) for kind, words in WAVE_WORDS.items()]
        return (
            ActionSpec("invitations.draft", "Put the messages in the outbox", InvitationsPage.put_in_outbox, why_not=InvitationsPage.why_no_draft),
            *new,
            ActionSpec("invitations.everybody", "Address everybody whom this wave is for", lambda page: page.who.bar.choose(1), why_not=_no_wave),
            ActionSpec("invitations.refresh", "Refresh drafts that are out of date", InvitationsPage.refresh_stale, "F5"),
            ActionSpec("invitations.cancel", "Cancel invitations…", InvitationsPage.cancel),
            ActionSpec("invitations.remove", "Remove the wave", InvitationsPage.remove_wave, why_not=_no_wave),
        )

    # What can be done

    def choose(self, wave_id: str) -> None:
        """Show this wave at the right."""
        self.composer.form.flush()
        self.chosen = wave_id
        self._show()

    def new_menu(self) -> QMenu:
        """The kinds of wave."""
        menu = QMenu(self)
        for kind, words in WAVE_WORDS.items():
            menu.addAction(words, partial(self.new_wave, kind))
        return menu

    def new_wave(self, kind: str) -> None:
        """A wave with the words of its kind, shown at once."""
        changes = self.ctx.act(invitations.new_wave, self.ctx.workspace, self.event_id, kind, mode=Mode.TIER)
        if changes:
            self.ask_refresh()
            self.choose(changes.created("wave")[0])
            if kind in DEFAULT_NOBODY:
                self.views.choose(WHO)

    def remove_wave(self) -> None:
        if self.chosen:
            self.ctx.act(invitations.remove_wave, self.ctx.workspace, self.chosen)

    def put_in_outbox(self) -> None:
        """Draft what the wave would say now; nothing leaves."""
        self.composer.form.flush()
        self.ctx.act_on_many(self.letters.guests, "Writing messages", self, invitations.draft, self.ctx.workspace, self.chosen)

    def refresh_stale(self) -> None:
        self.ctx.act_on_many(_unsent(self.waves), "Writing messages again", self, invitations.refresh, self.ctx.workspace, self.event_id)

    def update_holders(self) -> None:
        """Draft the update for everybody whose calendar holds an old version."""
        self.ctx.act_on_many(self.letters.guests, "Writing updates", self, invitations.update_holders, self.ctx.workspace, self.event_id)

    def cancel(self) -> None:
        """Ask whose invitations are taken back, and draft the cancellations."""
        holders = [row for row in guests.rows(self.ctx.workspace, self.event_id or "") if row.invite_state == "sent"]
        dialog = CancelDialog(holders, self.who.table.selected_ids())
        if dialog.ask(self):
            count = len(holders) if dialog.guest_ids is None else len(dialog.guest_ids)
            self.ctx.act_on_many(count, "Writing cancellations", self, invitations.call_off, self.ctx.workspace, self.event_id, dialog.guest_ids)

    def read_letter(self, guest_id: str) -> None:
        """The letter to one guest, before it is drafted."""
        self.views.choose(READ)
        self.pager.show_guest(guest_id)

    def why_no_draft(self) -> str:
        """Why the chosen wave cannot be drafted, "" where it can."""
        found = self.letters.found.get(self.chosen)
        event = events.details(self.ctx.workspace, self.event_id) if self.event_id else None
        if self.letters.under_way and found is None:
            return "The letters are being read."
        if found is None or event is None:
            return "Cancellations are drafted with “Cancel invitations…”." if self.chosen else "Make a wave first."
        if event.status == "cancelled":
            return "The event is cancelled. Set it back to planned on its overview to invite again."
        if not event.organiser_email:
            return "Set the organiser's address on the event's overview first: replies go there."
        if not is_zone(event.zone):
            return "Choose a time zone that is known on the event's overview first."
        wave = next(wave for wave in self.waves if wave.id == self.chosen)
        if not found.letters and wave.audience.who == Who.NOBODY:
            return "Nobody is chosen yet: say under “Who gets it” whom this wave is for."
        if not found.letters:
            return "Nobody is addressed: this wave passes over everybody on the list." if found.left_out else "The guest list is empty."
        return "" if found.to_draft else "Everybody whom this wave addresses has it, or has it waiting in the outbox."

    # How it is done

    def _show(self) -> None:
        self._show_line()
        self._show_wave()
        self._show_commands()

    def _view(self, place: int) -> None:
        self.composer.form.flush()
        self._shown.setCurrentIndex(place)
        self.composer.fields.setVisible(place == WRITE)

    def _show_line(self) -> None:
        self.line.show_waves(self.waves, self.letters.found, self.chosen, self.ctx.workspace.clock().date())
        self._content.setCurrentIndex(0 if self.waves else 1)

    def _show_wave(self) -> None:
        wave = next((wave for wave in self.waves if wave.id == self.chosen), None)
        if wave is None:
            return
        found = self.letters.found.get(wave.id) or (WavePreview((), ()) if self.letters.under_way and wave.kind in list(WaveKind) else None)
        self._right.setCurrentIndex(0 if found else 1)
        if found:
            self.composer.show_wave(wave, self._kind)
            self.pager.show_letters(wave.id, found.letters)
            self.who.show_wave(wave, found)

    def _show_commands(self) -> None:
        found = self.letters.found.get(self.chosen)
        count = found.to_draft if found else 0
        self.draft.setText(f"&Put {plural(count, 'message')} in outbox" if count else "&Put in outbox")
        self.draft.allow(self.why_no_draft())
        stale = sum(wave.states.get("stale", 0) for wave in self.waves)
        self.renew.setText(f"Refresh {stale:,}")
        self.renew.setVisible(stale > 0)
        old = {a.guest_id for each in self.letters.found.values() for a in each.letters if a.outdated and not a.waiting}
        self.update_all.setText(f"&Update {plural(len(old), 'guest')}")
        self.update_all.setVisible(bool(old))
        waiting = _unsent(self.waves)
        sent = sum(wave.states.get("exported", 0) for wave in self.waves)
        self.call_off.setVisible(sent > 0)
        words = f"{waiting or 'None'} waiting in the outbox, {sent:,} sent. Nothing leaves from this page."
        self.set_title("Invitations", words if self.waves else "")
        self.toolbar.setVisible(bool(self.waves))

    def _lay_out_content(self) -> None:
        for widget in (self.who, _scrolled(self.composer), _scrolled(self.pager)):
            self._shown.addWidget(widget)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.addWidget(self.views)
        head.addStretch(1)
        head.addWidget(self.composer.fields)
        column.addLayout(head)
        column.addWidget(self._shown, 1)
        self._right = QStackedWidget()
        self._right.addWidget(right)
        self._right.addWidget(EmptyState(CANCELLATIONS, "Open the outbox", lambda: self.ctx.navigate("outbox"), icon="send"))
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(24)
        line = _scrolled(self.line)
        line.setFixedWidth(LINE_WIDTH)
        row.addWidget(line)
        row.addWidget(self._right, 1)
        self._content.addWidget(both)
        self._content.addWidget(EmptyState(NOTHING, "Write the invitation", lambda: self.new_wave(WaveKind.INVITATION), icon="mail"))
        self.notice = EventNotice(self.ctx)
        self.clocks = ClockNotice(self.ctx, clock_rules.follow)
        whole = QWidget()
        lines = QVBoxLayout(whole)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(12)
        lines.addWidget(self.notice)
        lines.addWidget(self.clocks)
        lines.addWidget(self._content, 1)
        self.set_content(whole)


def _unsent(waves: list[WaveRow]) -> int:
    return sum(count for wave in waves for state, count in wave.states.items() if state != "exported")


def _no_wave(page: InvitationsPage) -> str:
    return "" if page.chosen else "There is no wave."


def _new(kind: str, page: InvitationsPage) -> None:
    page.new_wave(kind)


def _scrolled(widget: QWidget) -> QScrollArea:
    area = QScrollArea(widgetResizable=True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(widget)
    widget.setAutoFillBackground(False)
    area.viewport().setAutoFillBackground(False)
    return area
