"""A wave at one moment: whom it addresses and why not, and what each guest would get; for showing it and for drafting it alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from advoplanner.core.dates import to_wall
from advoplanner.domain.asks import AskCap, why_give, why_not_ask
from advoplanner.domain.audiences import Audience, is_personal, outside, read_audience
from advoplanner.domain.calendar_blocks import OWN, WHOLE
from advoplanner.domain.invitations import Standing
from advoplanner.domain.letters import LeftOut, Letter, LetterPreview, WaveKind, letter, not_addressed, value_line
from advoplanner.domain.restrictions import why_no_mail
from advoplanner.services import drafts, letters, norms
from advoplanner.services.drafts import WAITING
from advoplanner.services.letters import Occasion, Piece, Written
from advoplanner.store.models import Event, Guest, Message, Wave
from advoplanner.store.queries import asks
from advoplanner.store.queries import invitations as queries
from advoplanner.store.queries.invitations import Addressee
from advoplanner.store.session import UnitOfWork


@dataclass(frozen=True, slots=True)
class WaveLook:
    """`asked` maps a person to the days on which something was asked of them, this event's own waves apart.

    `sent` maps a guest to what left last, by part; `cap` is how often the event's norms let somebody be asked.
    """

    wave: Wave
    now: Occasion
    audience: Audience
    asked: Mapping[str, Sequence[date]]
    sent: Mapping[str, Mapping[str, Message]]
    cap: AskCap

    def left_out(self, a: Addressee) -> LeftOut | None:
        """Why this guest gets nothing, None where they do."""
        guest, person = a.guest, a.person
        is_old = 0 <= guest.reply_sequence < guest.sequence_sent
        why = not_addressed(self.wave.kind, guest.decision, guest.reply, guest.invite_state, answer_is_old=is_old)
        if not why and self.wave.kind == WaveKind.SPEAKERS and not self.pieces(a):
            why = "speaks in no session and has no one-to-one"
        if not why and self.wave.kind == WaveKind.SAVE_THE_DATE and self._is_invited(a):
            why = "has the invitation already"
        why = why or outside(self.audience, a.invitee)
        refused = "" if why else self._refused(a)
        return LeftOut(guest.id, person.display_name, a.address, why or refused, refused=not why) if why or refused else None

    def pieces(self, a: Addressee) -> list[Piece]:
        """The calendar entries that this wave brings a guest."""
        return self.now.pieces(self.wave.kind, a.guest)

    def written(self, a: Addressee, piece: Piece, known: Sequence[Message]) -> Written:
        """One message filled in; `known` are those of this guest, wave and part."""
        standing = Standing.TENTATIVE if self.wave.kind == WaveKind.SAVE_THE_DATE else Standing.CONFIRMED
        own = piece.part == WHOLE or self.wave.kind == WaveKind.SPEAKERS
        words = Letter(self.wave.subject, self.wave.body) if own else letter("day", self.now.event.kind)
        again = any(m.state not in WAITING for m in known)
        return letters.request(self.now, a, piece, words, standing, again=again, sent=self._last(a, piece.part))

    def preview(self, a: Addressee, piece: Piece, known: list[Message]) -> LetterPreview:
        """What a guest would get, with what was written by hand where somebody did."""
        made = self.written(a, piece, known)
        holds_it = drafts.holds(known, made)
        if holds_it:
            # What they got, not the update that they would get if anything had changed.
            made = self.written(a, piece, ())
        waiting = next((m for m in known if m.state in WAITING), None)
        by_hand = waiting if waiting is not None and waiting.edited else None
        subject, body = (by_hand.subject, by_hand.body) if by_hand else (made.subject, made.body)
        why = letters.incomplete(subject, body) if by_hand else made.why
        today = to_wall(self.now.now, self.now.event.zone).date()
        recommended = why_give(self.asked.get(a.person.id, ()), today, self.cap, weary=a.person.weary) if self.wave.gives else ""
        last = self._last(a, piece.part)
        # What another wave brought is that wave's to renew.
        outdated = letters.changed_since(last, made) if last is not None and last.wave_id == self.wave.id else ()
        return LetterPreview(
            a.guest.id, a.person.display_name, made.address, subject, body, why, holds_it, waiting is not None,
            value_line(self.now.event.kind, a.motives), a.guest.value_sentence, piece.part, piece.label,
            outdated, recommended, is_personal(self.wave.mode, a.tier),
            str(a.guest.part_replies.get(piece.part, {}).get("reply", "")),
        )  # fmt: skip

    def put_all(self, work: UnitOfWork, a: Addressee, known: Mapping[str, Mapping[str, list[Message]]], left_out: list[LeftOut]) -> list[str]:
        """Draft everything this wave brings a guest; returns the states, and adds to `left_out` whom it passes over.

        `known` maps each guest to the messages of this wave, by part.
        """
        mine = known.get(a.guest.id, {})
        reason = self.left_out(a)
        pieces = [] if reason else self.pieces(a)
        states = [drafts.put(work, self.wave, a, mine.get(p.part, []), self.written(a, p, mine.get(p.part, []))) for p in pieces]
        parts = {p.part for p in pieces}
        if reason is not None:
            left_out.append(reason)
            drafts.keep_back([m for messages in mine.values() for m in messages], reason)
        else:
            drafts.drop_unsent(work, [m for part, messages in mine.items() if part not in parts for m in messages])
        gone = [m for part, m in self.sent.get(a.guest.id, {}).items() if self._ends(m, part, pieces)]
        states += [drafts.put(work, self.wave, a, mine.get(m.part, []), letters.cancellation(self.now, a, m)) for m in gone]
        return states

    def _last(self, a: Addressee, part: str) -> Message | None:
        return self.sent.get(a.guest.id, {}).get(part)

    def _is_invited(self, a: Addressee) -> bool:
        """Whether their calendar holds the event as certain: a date to keep free would put it in doubt again."""
        held = self._last(a, WHOLE)
        return held is not None and held.method == "REQUEST" and held.calendar["status"] == Standing.CONFIRMED

    def _refused(self, a: Addressee) -> str:
        if a.person.do_not_contact:
            return f"do not contact{': ' + a.person.do_not_contact_why if a.person.do_not_contact_why else ''}"
        if a.guest.companion_of and not a.address:
            return "comes with another guest and has no address"
        today = to_wall(self.now.now, self.now.event.zone).date()
        unwanted = why_no_mail(a.limits, today)
        if unwanted or self.wave.gives:
            return unwanted
        return why_not_ask(self.asked.get(a.person.id, ()), today, self.cap, weary=a.person.weary)

    def _ends(self, message: Message, part: str, pieces: Sequence[Piece]) -> bool:
        """Whether an entry that a guest holds is one of this wave's that is no more: a session they left, a day that fell away."""
        if message.method != "REQUEST" or part == WHOLE or any(piece.part == part for piece in pieces):
            return False
        if self.wave.kind == WaveKind.SPEAKERS:
            return part.startswith(OWN)
        return self.wave.kind == WaveKind.INVITATION and bool(pieces) and not part.startswith(OWN)


def look_at(session: Session, wave: Wave, event: Event, now: datetime) -> WaveLook:
    """A wave of an event as it stands at a moment."""
    people = session.scalars(select(Guest.person_id).where(Guest.event_id == event.id))
    asked = asks.asked(session, people, besides=event.id)
    sent = queries.by_guest(queries.last_sent(session, event.id))
    cap = norms.ask_cap(norms.within(session, norms.Scope(event.kind, event.id)))
    return WaveLook(wave, letters.occasion(session, event, now), read_audience(wave.audience), asked, sent, cap)
