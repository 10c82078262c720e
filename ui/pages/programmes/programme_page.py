"""One programme: its purpose, who belongs to it and until when, its meetings, and its charter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from advoplanner.core.changes import ChangeSet
from advoplanner.core.dates import to_utc
from advoplanner.core.errors import RuleBroken
from advoplanner.domain.event_details import OWNERSHIP
from advoplanner.domain.events import PROFILES, EventRow, EventStatus
from advoplanner.domain.programmes import MemberRow, ProgrammeDetails, level_notice
from advoplanner.domain.rosters import bench_words
from advoplanner.services import events, memberships, programmes, topics
from ui.kit.action import ActionSpec
from ui.kit.context import Context
from ui.kit.empty_state import EmptyState
from ui.kit.labels import PlainText, quiet
from ui.kit.list_page import ListPage
from ui.kit.segments import Segmented
from ui.kit.table_or_empty import TableOrEmpty
from ui.models.row_table_model import RowTableModel
from ui.pages.programmes.charter_form import CharterForm
from ui.pages.programmes.columns import BESIDE, BESIDE_SMALL, NO_ROOM, ROSTER, TERM, empty_columns, roster_words
from ui.pages.programmes.meetings import Meetings
from ui.pages.programmes.member_commands import MemberCommands
from ui.pages.programmes.member_drawer import MemberDrawer
from ui.pages.programmes.removal import remove_or_archive
from ui.pages.programmes.term_bars import TermDelegate, axis_of, axis_words

MEMBERS, MEETINGS, CHARTER = range(3)
NOBODY = "Nobody belongs to it yet. Add people you know, all with a tag, or the guests of a meeting."
OVER = (EventStatus.CLOSED, EventStatus.CANCELLED)
NONE = "No programme is open. Choose one of the list."
ARCHIVED = "Bring it back first."
GONE = "This programme is no longer in the workspace. Undo brings it back."


class ProgrammePage(ListPage):
    """Members in a table with their terms as bars; Enter opens one in the drawer."""

    roomy, tight = 980, 700
    nothing_selected = "Select a member first."
    tables = frozenset({"programme", "membership", "event", "guest", "person", "organisation", "employment", "topic", "topic_vote", "session"})

    def __init__(self, ctx: Context) -> None:
        model = RowTableModel(ROSTER)
        self.acts = MemberCommands(ctx, model.row, self.open_row)
        super().__init__(ctx, "Programme", model, "Members", self.acts.specs())
        self.programme: ProgrammeDetails | None = None
        self.programme_id = ""
        self._meetings: list[EventRow] = []
        self.terms = TermDelegate(self.table, model, axis_of((), ctx.clock().date()))
        self.table.setItemDelegateForColumn(TERM, self.terms)
        self.purpose = PlainText()
        self.told = quiet()
        self.notice = PlainText(role="warn")
        self.parts = Segmented(("Members", "Meetings", "Charter"), "Parts of the programme")
        self.parts.chosen.connect(self.turn)
        self.meetings = Meetings(lambda page, event_id: self.ctx.navigate(page, event_id), self.plan_meeting, self.leave)
        self.charter = CharterForm(self._save)
        self._fill_toolbar()
        self.stack = QStackedWidget()
        self.roster = TableOrEmpty(self.table, EmptyState(NOBODY, "Add people…", self.add_people, icon="users"), self.toolbar.search)
        for part in (_column(12, self.told, self.notice, self.roster), self.meetings, self.charter):
            self.stack.addWidget(part)
        self.set_content(_column(12, self.purpose, self.parts, self.stack))

    # For the window

    def refresh(self, changes: ChangeSet | None) -> None:
        """Read the programme with its roster and its meetings."""
        ws = self.ctx.workspace
        if not self.programme_id:
            self.programme_id = next((row.id for row in programmes.rows(ws)), "")
        try:
            found = programmes.read(ws, self.programme_id) if self.programme_id else None
        except RuleBroken:
            found = None
        anew = found is not None and (self.programme is None or self.programme.id != found.id)
        self.programme = found
        for widget in (self.purpose, self.parts, self.stack):
            widget.setVisible(found is not None)
        if found is None:
            self.set_title("Programme", GONE if self.programme_id else NONE)
            self.drawer.close_drawer()
            return
        self.set_title(found.name, facts_words(found))
        self.purpose.setText(found.purpose)
        self.plan.allow(ARCHIVED if found.archived else "")
        self.archive_button.setText("Bring ba&ck" if found.archived else "Ar&chive")
        self._show_roster(memberships.roster(ws, found.id))
        self._show_meetings()
        self.charter.show_programme(found, anew=anew)
        self.renew_drawer()

    def select(self, item_id: str) -> None:
        """A programme's id, or with a stroke and the id of one of its members."""
        programme_id, _, member_id = item_id.partition("/")
        if programme_id != self.programme_id:
            self.charter.form.flush()
            self.drawer.close_drawer()
            self.programme_id = programme_id
            self.turn(MEMBERS)
            self.refresh(None)
        if member_id:
            self.turn(MEMBERS)
            super().select(member_id)

    def commands(self) -> Sequence[ActionSpec]:
        def why_not(page: ProgrammePage) -> str:
            return "" if page.programme else NONE

        def put_away(page: ProgrammePage) -> str:
            return ARCHIVED if page.programme and page.programme.archived else why_not(page)

        own = (
            ActionSpec("programme.add", "Add people to the programme…", lambda page: page.add_people(), "Ctrl+N", "user-plus", why_not=why_not),
            ActionSpec(
                "programme.meeting", "New meeting of the programme…", lambda page: page.plan_meeting(), "Ctrl+M", "calendar-plus", why_not=put_away
            ),
            ActionSpec("programme.next", "Members, meetings or charter", lambda page: page.go_on(), "Ctrl+T", why_not=why_not),
            ActionSpec("programme.all", "All programmes", lambda page: page.ctx.navigate("programmes"), "Alt+Left", "layers"),
            ActionSpec("programme.archive", "Archive the programme, or bring it back", lambda page: page.archive(), why_not=why_not),
            ActionSpec("programme.remove", "Remove the programme", lambda page: page.remove_programme(), why_not=why_not),
        )
        return (*own, *self.row_commands())

    def made_drawer(self) -> MemberDrawer:
        return MemberDrawer(self.ctx, self.acts)

    def drawer_title(self, row: MemberRow) -> tuple[str, str]:
        return row.name, ", ".join(filter(None, (row.job_title, row.organisation)))

    def fit_drawer(self) -> bool:
        """Hide the more columns the less room there is: names and terms stay whole. What is empty takes no room at all."""
        shut = self.drawer.isHidden()
        room = self.width() - (0 if shut else self.drawer.width())
        hidden = () if room >= self.roomy else NO_ROOM if shut else BESIDE if room >= self.tight else BESIDE_SMALL
        self.table.hide_columns({*hidden, *empty_columns(self.model.rows())})
        return not hidden

    # What can be done

    def turn(self, place: int) -> None:
        """Show members, meetings or charter."""
        self.charter.form.flush()
        if place != MEMBERS:
            self.drawer.close_drawer()
        self.parts.show_place(place)
        self.stack.setCurrentIndex(place)
        if self.toolbar.search:
            self.toolbar.search.setVisible(place == MEMBERS)

    def go_on(self) -> None:
        """To the next part, and the keys into it: a list begins at its first row."""
        self.parts.choose(self.parts.place + 1)
        table = (self.table, self.meetings.table)[self.parts.place] if self.parts.place != CHARTER else None
        (table or self.charter).setFocus()
        if table and table.model().rowCount() and not table.selected_ids():
            table.selectRow(0)

    def add_people(self) -> None:
        """Nominate or add people you know, or everybody on a guest list or with a tag."""
        from ui.pages.programmes.add_dialog import AddDialog

        if self.programme:
            self.turn(MEMBERS)
            AddDialog(self.ctx, self.programme, self._meetings).ask(self)

    def plan_meeting(self) -> None:
        """The wizard of a new event, with this programme filled in."""
        if self.programme and self.programme.archived:
            self.ctx.refuse(RuleBroken("programmes.archived", f"{self.programme.name} is archived.", ARCHIVED))
        elif self.programme:
            self.ctx.navigate("events", None, f"new:{self.programme.id}")

    def leave(self, event_ids: list[str]) -> None:
        """A meeting that does not belong to the programme after all."""
        self.ctx.act(events.edit, self.ctx.workspace, event_ids[0], programme_id="")

    def archive(self) -> None:
        """Put it away, or take it out again."""
        if self.programme:
            self.ctx.act(programmes.archive, self.ctx.workspace, [self.programme.id], not self.programme.archived)

    def remove_programme(self) -> None:
        """What has meetings is archived instead, and the message says so."""
        if self.programme:
            remove_or_archive(self.ctx, [self.programme.id])

    # How it is done

    def _show_roster(self, rows: Sequence[MemberRow]) -> None:
        self.terms.axis = axis_of(((row.start, row.end) for row in rows), self.ctx.clock().date())
        self.model.set_rows(rows)
        self.fit_drawer()
        kind = self.programme.kind if self.programme else ""
        words = (roster_words(rows), bench_words(kind, rows), axis_words(self.terms.axis))
        self.told.setText(" · ".join(filter(None, words)) if rows else "")
        self.told.setVisible(bool(rows))
        notice = level_notice(kind, rows)
        self.notice.setText(notice)
        self.notice.setVisible(bool(notice))

    def _show_meetings(self) -> None:
        ws = self.ctx.workspace
        ids = programmes.meetings(ws, self.programme_id)
        known = {row.id: row for row in events.rows(ws, ids)}
        self._meetings = [known[i] for i in ids if i in known]
        now = self.ctx.clock()
        coming = [row for row in self._meetings if row.status not in OVER and to_utc(row.end, row.zone) >= now]
        next_id = coming[-1].id if coming else ""
        self.meetings.show_meetings(self._meetings, topics.rows(ws, next_id) if next_id else (), next_id)

    def _save(self, field: str, value: Any) -> None:
        """A refusal is shown at its field."""
        stored = (value or 0) if field in ("tenure_months", "meetings_per_year") else value
        programmes.edit(self.ctx.workspace, self.programme_id, merge_key=f"programme.{self.programme_id}.{field}", **{field: stored})

    def _fill_toolbar(self) -> None:
        self.toolbar.primary("&Add people…", self.add_people, icon="user-plus", tip="Add or nominate people (Ctrl+N)")
        self.plan = self.toolbar.button("New &meeting…", self.plan_meeting, icon="calendar-plus", tip="Plan a meeting of this programme (Ctrl+M)")
        self.archive_button = self.toolbar.button("Ar&chive", self.archive, icon="layers", tip="Put it away; nothing is lost")
        self.toolbar.button("A&ll programmes", lambda: self.ctx.navigate("programmes"), icon="chevron-left", tip="Back to the list (Alt+Left)")
        self.toolbar.add_search("Search members", self.model.search)


def _column(gap: int, *widgets: QWidget) -> QWidget:
    """One below another; the last takes the room that is left."""
    body = QWidget()
    column = QVBoxLayout(body)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(gap)
    for widget in widgets:
        column.addWidget(widget, 1 if widget is widgets[-1] else 0)
    return body


def facts_words(found: ProgrammeDetails) -> str:
    """Kind, who runs it, sponsor and tenure on one line."""
    tenure = f"terms of {found.tenure_months} months" if found.tenure_months else ""
    sponsor = f"sponsor {found.sponsor}" if found.sponsor else ""
    runs = OWNERSHIP[found.ownership].lower() if found.ownership else ""
    return " · ".join(filter(None, (PROFILES[found.kind].name, runs, sponsor, tenure, "archived" if found.archived else "")))
