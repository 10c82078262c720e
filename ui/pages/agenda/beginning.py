"""What an agenda begins with, and the calendar file that it ends in."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from advoplanner.core.paths import safe_name
from advoplanner.core.progress import Progress
from advoplanner.domain.agenda_templates import templates_for
from advoplanner.services import agenda, calendar
from advoplanner.services.context import Workspace
from ui.pages.agenda.desk import AgendaDesk


def use_template(desk: AgendaDesk, name: str = "") -> None:
    """Begin with the agenda that suits the event, or with the one named."""
    if desk.event:
        desk.ctx.act(agenda.use_template, desk.ctx.workspace, desk.event.id, name)


def choose_template(desk: AgendaDesk) -> None:
    """Ask which agenda to begin with."""
    if desk.event is None:
        return
    found = templates_for(desk.event.kind)
    place = desk.ctx.dialogs.choose("Begin with an agenda", "An agenda to change as you like", [each.words for each in found], verb="Use it")
    if place is not None:
        use_template(desk, found[place].name)


def export_calendar(desk: AgendaDesk) -> None:
    """Ask how the event shall stand in a calendar, and where to put the file."""
    if desk.event is None:
        return
    forms = sorted(calendar.PUBLISHED_WORDS, key=lambda form: form != desk.event.calendar_form if desk.event else False)
    words = [calendar.PUBLISHED_WORDS[form] for form in forms]
    place = desk.ctx.dialogs.choose("Export a calendar file", "How it stands in calendars, without the guests", words, verb="Continue")
    if place is None:
        return
    path = desk.ctx.dialogs.save_file("Export a calendar file", f"{safe_name(desk.event.title)}.ics", "Calendar (*.ics)")
    if path is not None:
        job, told = partial(_publish, desk.ctx.workspace, desk.event.id, path, forms[place]), desk.ctx.messages.info
        desk.ctx.jobs.run(job, title="Calendar file", done=lambda made: told(_written(made)))


def _publish(ws: Workspace, event_id: str, path: Path, form: str, progress: Progress) -> calendar.Published:
    progress.step(0.0, "Calendar file")
    return calendar.publish(ws, [event_id], path, form)


def _written(made: calendar.Published) -> str:
    return " ".join((f"Calendar file written: {made.path}" + ("." if made.unnamed else ""), *made.unnamed))
