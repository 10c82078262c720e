"""A letter of a wave sent to its own sender before anything is drafted: what the preview shows for the guest, marked as a test."""

from __future__ import annotations

from dataclasses import replace

from advoplanner.core.errors import RuleBroken
from advoplanner.core.progress import QUIET, Progress
from advoplanner.domain.invitations import check_organiser
from advoplanner.domain.mail_accounts import MailAccount
from advoplanner.services import sending, wave_looks
from advoplanner.services.context import Workspace
from advoplanner.services.letters import Written
from advoplanner.store.models import Event, Wave
from advoplanner.store.queries import invitations as queries


def accounts_for(ws: Workspace, wave_id: str) -> list[MailAccount]:
    """The account that a test of this wave would leave by; raises RuleBroken where there is none."""
    with ws.reading() as session:
        address = session.get_one(Event, session.get_one(Wave, wave_id).event_id).organiser_email
    return sending.accounts_as(ws, [check_organiser(address)])


def send(ws: Workspace, wave_id: str, guest_id: str, part: str, progress: Progress = QUIET) -> str:
    """Send what a guest would get for one part of a wave to the organiser; where it went. Nothing is recorded.

    A letter that would be held goes as it stands, so that what lacks is seen. Raises RuleBroken for a guest who gets nothing, KnownProblem
    for the server.
    """
    made = _written(ws, wave_id, guest_id, part)
    return sending.trial(ws, accounts_for(ws, wave_id)[0], made.method, made.subject, made.body, made.entry, progress)


def _written(ws: Workspace, wave_id: str, guest_id: str, part: str) -> Written:
    with ws.reading() as session:
        wave = session.get_one(Wave, wave_id)
        look = wave_looks.look_at(session, wave, session.get_one(Event, wave.event_id), ws.clock())
        a = next(iter(queries.addressees(session, wave.event_id, [guest_id])), None)
        piece = None if a is None or look.left_out(a) else next((p for p in look.pieces(a) if p.part == part), None)
        if a is None or piece is None:
            raise RuleBroken("waves.no_letter", "This guest gets no letter of this wave any more.", "Choose another guest.")
        known = queries.of_wave(session, wave_id).get((guest_id, part), [])
        shown = look.preview(a, piece, known)
        return replace(look.written(a, piece, () if shown.holds_it else known), subject=shown.subject, body=shown.body)
