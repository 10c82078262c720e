"""One event at a glance, and the fastest way to what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from advoplanner.core.changes import ChangeSet
from advoplanner.core.dates import to_wall
from advoplanner.core.errors import RuleBroken
from advoplanner.core.paths import safe_name
from advoplanner.core.text import plural
from advoplanner.domain.checks import Finding
from advoplanner.domain.event_details import EventDetails
from advoplanner.domain.events import PROFILES
from advoplanner.services import calendar, events, forecast_log, outbox, programmes, venues
from ui.kit.action import ActionSpec
from ui.kit.card_columns import CardColumns
from ui.kit.chip import Chip
from ui.kit.context import Context
from ui.kit.dialogs import file_to_write
from ui.kit.event_words import STATES, days_ahead
from ui.kit.labels import tip
from ui.kit.page import Page
from ui.pages.overview.cards import ChecksCard, FactsCard, GuestsCard, ReadinessCard, StepsCard, TasksCard, VendorCard
from ui.pages.overview.details_form import DetailsForm
from ui.pages.overview.fixing import FACT, place_of
from ui.pages.overview.forecast_card import ForecastCard
from ui.pages.overview.glance import Glance, read

EDIT = "Edit details"
GONE = "This event is no longer in the workspace. Undo brings it back."


class OverviewPage(Page):
    """The filled button is the next step; without one it opens the details."""

    tables = frozenset(
        {
            "event", "venue", "guest", "person", "organisation", "employment", "competition", "restriction", "motive_profile", "session",
            "session_role", "seat_table", "seat", "assignment", "wave", "message", "reply_record", "workspace_info", "waiver",
            "norm_override", "task", "event_kit", "talk", "programme", "membership",
        }
    )  # fmt: skip

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx, "Overview")
        self.glance: Glance | None = None
        self.details: DetailsForm | None = None
        self.steps, self.checks = StepsCard(self.go), ChecksCard(self.fix, self.go)
        self.facts, self.guests, self.readiness, self.vendor = FactsCard(), GuestsCard(), ReadinessCard(), VendorCard(self.go)
        self.tasks, self.forecast = TasksCard(self.open_task, self.go), ForecastCard(self.go)
        self._cards = (self.facts, self.checks, self.tasks, self.steps, self.guests, self.readiness, self.vendor)
        self.next = self.toolbar.primary(EDIT, self.take_next_step)
        self.edit = self.toolbar.button(EDIT, self.edit_details, icon="pencil")
        self.toolbar.button("Kit", lambda: self.go("kit"), icon="briefcase", tip="What this kind of event needs besides")
        self.toolbar.button("Export calendar…", self.export_calendar, icon="download")
        self.cancel = self.toolbar.button("Cancel event…", self.cancel_event)
        self.status = Chip()
        self.toolbar.add(self.status)
        right = (self.steps, self.guests, self.forecast, self.vendor, self.readiness)
        self.set_content(CardColumns([(3, (self.facts, self.checks, self.tasks)), (2, right)]))
        self.drawer.closed.connect(self._drawer_closed)

    def refresh(self, changes: ChangeSet | None) -> None:
        """Read the event and show it on every card."""
        if self.event_id is None:
            return
        try:
            now = read(self.ctx.workspace, self.event_id, self.ctx.workspace.clock())
        except RuleBroken as gone:
            if gone.code != "events.unknown":
                raise
            self.glance = None
            self.set_title("Overview", GONE)
            return
        self.glance = now
        self._keep_forecast(now)
        self._show_head(now)
        for card in self._cards:
            card.show_glance(now)
        self.forecast.show_outlook(now.outlook, to_wall(self.ctx.workspace.clock(), now.event.zone).date())
        if self.details is not None:
            self.details.show_event(now.event)
            self.drawer.set_title("Details", now.event.title)

    def _keep_forecast(self, now: Glance) -> None:
        """Once a day, and when it became another one; writing is no work for the thread that draws."""
        ws, event_id = self.ctx.workspace, now.event.id
        if forecast_log.is_due(ws, event_id, now.reading):
            self.ctx.jobs.run(lambda _: forecast_log.note(ws, event_id, now.reading), title="Forecast", owner=self, pool="db")

    def show_event(self, event_id: str | None) -> None:
        if event_id != self.event_id:
            self._drawer_closed()
        super().show_event(event_id)

    def commands(self) -> Sequence[ActionSpec]:
        return [
            ActionSpec("overview.edit", "Edit details of the event", lambda page: page.edit_details(), "", "pencil"),
            ActionSpec("overview.export", "Export the event's calendar…", lambda page: page.export_calendar(), icon="download"),
            ActionSpec(
                "overview.cancel", "Cancel the event…", lambda page: page.cancel_event(), icon="x", why_not=lambda page: page.why_not_cancel()
            ),
        ]

    # What can be done

    def go(self, page: str) -> None:
        """To where something is put right; facts are put right here, in the drawer."""
        if page == "overview":
            self.edit_details()
        else:
            self.ctx.navigate(page, self.event_id)

    def fix(self, finding: Finding) -> None:
        """To the guest or session that a finding is about; what is only not known yet to the fact that is missing."""
        page, item = place_of(finding, self.glance.event.venue_id if self.glance else "")
        if page == "overview":
            self.select(item or "")
        else:
            self.ctx.navigate(page, None if page in ("venues", "settings") else self.event_id, item)

    def select(self, item_id: str) -> None:
        """Open the details at a fact, as findings name it."""
        if item_id.startswith(FACT):
            self.edit_details(item_id.removeprefix(FACT))

    def open_task(self, key: str) -> None:
        """To one of the event's tasks."""
        self.ctx.navigate("tasks", self.event_id, key)

    def take_next_step(self) -> None:
        if self.glance and self.glance.steps:
            self.go(self.glance.steps[0].page)
        else:
            self.edit_details()

    def edit_details(self, field: str = "title") -> None:
        """All facts in the drawer, the focus on one of them."""
        if self.glance is None:
            return
        if self.details is None:
            self.details = DetailsForm(self._save, [row.name for row in venues.rows(self.ctx.workspace)], self._programmes(self.glance.event))
        self.details.show_event(self.glance.event)
        self.open_drawer("Details", self.details, self.glance.event.title)
        self.drawer.point_to(self.details.form[field].editor)

    def export_calendar(self) -> None:
        """A calendar file of the event without its guests."""
        if self.glance is None:
            return
        path = file_to_write(self.ctx.dialogs, "Export calendar", f"{safe_name(self.glance.event.title)}.ics", "Calendars (*.ics)")
        written = self.ctx.act(calendar.publish, self.ctx.workspace, [self.event_id], path) if path else None
        if written:
            self.ctx.messages.info(" ".join((f"The event is written to {written.path.name}.", *written.unnamed)))

    def why_not_cancel(self) -> str:
        """Why the event cannot be cancelled now, or ""."""
        if self.glance is None:
            return "No event is open."
        return {"cancelled": "This event is cancelled already.", "closed": "This event is closed."}.get(self.glance.event.status, "")

    def cancel_event(self) -> None:
        """Ask, then call the event off; who holds an invitation gets a cancellation as a file in a folder of the person's choice."""
        now = self.glance
        if now is None or self.why_not_cancel() or not self._confirm_cancel(now):
            return
        if not now.holders:
            self.ctx.act(events.edit, self.ctx.workspace, now.event.id, status="cancelled")
            return
        folder = self.ctx.dialogs.choose_folder(f"Where to put {plural(now.holders, 'cancellation')}")
        if folder:
            work = partial(_cancel, self.ctx.workspace, now.event.id, folder)
            self.ctx.jobs.run(work, title="Writing cancellations", done=partial(self._cancelled, folder), owner=self, pool="db")

    # How it is done

    def _programmes(self, event: EventDetails) -> dict[str, str]:
        """Id and name of those it can be a meeting of: they are of its kind. Its own is one of them even when it is archived."""
        own = {event.programme_id: event.programme} if event.programme_id else {}
        return own | {row.id: row.name for row in programmes.rows(self.ctx.workspace) if row.kind == event.kind}

    def _confirm_cancel(self, now: Glance) -> bool:
        told = f"{plural(now.holders, 'guest')} hold an invitation" if now.holders != 1 else "1 guest holds an invitation"
        after = f"{told}; their cancellations are written as files to a folder you choose next." if now.holders else "Nobody holds an invitation yet."
        return self.ctx.dialogs.confirm("Cancel event", f"“{now.event.title}” will be cancelled. {after}", "Yes, cancel the event", danger=True)

    def _cancelled(self, folder: Path, mail: outbox.ExportedMail) -> None:
        self.ctx.messages.info(f"The event is cancelled. {plural(len(mail.written), 'cancellation')} to send lie in {folder.name}.")

    def _save(self, name: str, value: Any) -> None:
        form = self.details.form if self.details else None
        self.ctx.act(events.edit, self.ctx.workspace, self.event_id, form=form, quiet=True, **{name: value})

    def _drawer_closed(self) -> None:
        if self.details is not None:
            self.details.form.flush()
            self.details = None

    def _show_head(self, now: Glance) -> None:
        event = now.event
        days = (event.start.date() - to_wall(self.ctx.workspace.clock(), event.zone).date()).days
        ahead = f" · {days_ahead(days)}" if days >= 0 and event.status not in ("closed", "cancelled") else ""
        self.set_title("Overview", f"{PROFILES[event.kind].name}{ahead}")
        words, state = STATES[event.status]
        self.status.set_state(words, state)
        self.next.setText(now.steps[0].verb if now.steps else EDIT)
        self.next.setToolTip(tip(now.steps[0].words) if now.steps else "")
        self.edit.setVisible(bool(now.steps))
        self.cancel.allow(self.why_not_cancel())


def _cancel(ws: Any, event_id: str, folder: Path, progress: Any) -> outbox.ExportedMail:
    return outbox.cancel(ws, event_id, folder, progress=progress)
