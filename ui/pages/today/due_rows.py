"""Lines of what is due on a day: tasks, waves of invitations, forecasts that fall short, terms that end, hosts who ask."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from advoplanner.core.dates import short_date
from advoplanner.core.text import listed, plural
from advoplanner.domain.tasks import GROUPS, TaskRow
from advoplanner.domain.today import DueWave, EndingTerm, ShortForecast, ThanksDue, WaitingRequest
from ui.kit.event_words import days_ahead
from ui.kit.jump_row import JumpRow

Jump = Callable[..., object]

SHOWN = 8
"""Tasks that are shown; the others are counted."""

STATES = {"now": "warn", "late": "bad", "week": "accent"}


def task_rows(tasks: Sequence[TaskRow], day: date, jump: Jump) -> list[JumpRow]:
    """The most pressing tasks of all events, and how many more there are."""
    rows = [_task_row(task, day, jump) for task in tasks[:SHOWN]]
    more = len(tasks) - SHOWN
    if more > 0:
        first = tasks[SHOWN]
        rows.append(JumpRow(f"{plural(more, 'more task')}", partial(jump, "tasks", first.event_id), why=f"The next is for {first.event}"))
    return rows


def wave_rows(waves: Sequence[DueWave], day: date, jump: Jump) -> list[JumpRow]:
    """Waves that should leave, each leading to the event's invitations."""
    return [_wave_row(wave, day, jump) for wave in waves]


def short_rows(short: Sequence[ShortForecast], day: date, jump: Jump) -> list[JumpRow]:
    """Events to which too few come, with whom to invite next."""
    return [JumpRow(_short_words(s, day), partial(jump, s.page, s.event_id), why=_short_why(s), state="bad" if s.more else "warn") for s in short]


def term_rows(terms: Sequence[EndingTerm], day: date, jump: Jump) -> list[JumpRow]:
    """Members to renew, or to let go as alumni."""
    return [_term_row(term, day, jump) for term in terms]


def thanks_rows(thanks: Sequence[ThanksDue], jump: Jump) -> list[JumpRow]:
    """Members who left and are to be thanked."""
    return [_thanks_row(each, jump) for each in thanks]


def request_rows(requests: Sequence[WaitingRequest], jump: Jump) -> list[JumpRow]:
    """Hosts who wait for an answer, each leading to the request."""
    return [_request_row(request, jump) for request in requests]


def due_words(due: date, day: date) -> str:
    """ "3 days late", "due tomorrow", "due Wed 10 Mar 2027"."""
    days = (due - day).days
    if days < 0:
        return f"{plural(-days, 'day')} late"
    return f"due {days_ahead(days)}" if days < 2 else f"due {short_date(due)}"


def _task_row(task: TaskRow, day: date, jump: Jump) -> JumpRow:
    when = "do it now" if task.group == "now" else due_words(task.due, day)
    why = " · ".join(part for part in (when, task.owner, task.event, task.beware) if part)
    return JumpRow(
        task.title, partial(jump, "tasks", task.event_id, task.key), why=why, state=STATES.get(task.group, "accent"), state_word=GROUPS[task.group]
    )  # fmt: skip


def _wave_row(wave: DueWave, day: date, jump: Jump) -> JumpRow:
    why = f"{due_words(wave.planned, day)} · {wave.event}"
    return JumpRow(f"“{wave.name}” has not left", partial(jump, wave.page, wave.event_id), why=why, state=_state(wave.planned, day))


def _request_row(request: WaitingRequest, jump: Jump) -> JumpRow:
    when = f"{short_date(request.start.date())}, {request.start:%H:%M}" if request.start else "they did not say when"
    places = f"{plural(request.places, 'place')}, " if request.places else ""
    return JumpRow(f"{request.host} asks to host a meetup", partial(jump, request.page, None, request.id), why=f"{places}{when}", state="accent")


def _term_row(term: EndingTerm, day: date, jump: Jump) -> JumpRow:
    why = f"Term {'ended' if term.ends < day else 'ends'} on {short_date(term.ends)}"
    of = f" · {term.programme}" if term.programme else ""
    return JumpRow(term.name, partial(jump, term.page, None, term.programme_id or term.person_id), why=f"{why}{of}", state="accent")


def _thanks_row(thanks: ThanksDue, jump: Jump) -> JumpRow:
    why = f"Left {thanks.programme} and is not thanked yet"
    return JumpRow(f"Thank {thanks.name}", partial(jump, thanks.page, None, thanks.programme_id), why=why, state="accent")


def _state(due: date, day: date) -> str:
    return "bad" if due < day else "accent"


def _short_words(short: ShortForecast, day: date) -> str:
    if short.short_from <= day:
        return f"Fewer than the quorum of {short.quorum} will come"
    return f"From {short_date(short.short_from)} fewer than the quorum of {short.quorum} will come, if nobody else answers"


def _short_why(short: ShortForecast) -> str:
    names = f": {listed(list(short.next_names))} first" if short.next_names else ""
    advice = f"invite {plural(short.more, 'more guest')} now{names}" if short.more else "ask those who are silent"
    return f"{advice[0].upper()}{advice[1:]} · {short.event}"
