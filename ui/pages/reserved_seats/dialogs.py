"""For whom a seat is kept in which session, and how many a session keeps until when."""

from __future__ import annotations

from collections.abc import Sequence

from advoplanner.domain.guests import GuestRow
from advoplanner.domain.reserved_seats import LONGEST, MOST_SEATS, Terms
from advoplanner.services import reserved_seats
from ui.kit.context import Context
from ui.kit.dialog import Dialog
from ui.kit.form import Form


class HoldDialog(Dialog):
    """Keeps one seat; where all are held the guest stands by."""

    def __init__(self, ctx: Context, sessions: Sequence[Terms], people: Sequence[GuestRow], session_id: str) -> None:
        self.ctx = ctx
        self.form = Form()
        self.form.choice("session_id", "&Session", _options(sessions))
        self.form.choice("guest_id", "&Guest", [(row.id, f"{row.name}, {row.organisation}" if row.organisation else row.name) for row in people])
        self.form.load({"session_id": session_id or None, "guest_id": None})
        super().__init__("Keep a seat", "Keep seat", self.form, commit=self._keep)

    def _keep(self) -> bool:
        values = self.form.values()
        for name, words in (("session_id", "Choose a session."), ("guest_id", "Choose a guest.")):
            if not values[name]:
                self.form.show_error(name, words)
                return False
        return self.ctx.act(reserved_seats.hold, self.ctx.workspace, values["session_id"], values["guest_id"], form=self.form) is not None


class TermsDialog(Dialog):
    """How many seats one session keeps, and until how long before it begins."""

    def __init__(self, ctx: Context, sessions: Sequence[Terms], session_id: str) -> None:
        self.ctx = ctx
        self._sessions = {terms.session_id: terms for terms in sessions}
        self.form = Form()
        self.form.choice("session_id", "&Session", _options(sessions))
        self.form.number("seats", "Seats &kept", high=MOST_SEATS, help="Besides the room's own.")
        self.form.number("release_minutes", "&Released before it begins", high=LONGEST, unit="min", help="Then the next in line gets it.")
        chosen = self._sessions.get(session_id) or sessions[0]
        self.form.load({"session_id": chosen.session_id, "seats": chosen.seats, "release_minutes": chosen.release_minutes})
        self.form.changed.connect(self._show)
        super().__init__("Reserved seats of a session", "Save", self.form, commit=self._save)

    def _show(self, name: str) -> None:
        terms = self._sessions.get(self.form["session_id"].value() or "")
        if name == "session_id" and terms is not None:
            self.form.load({"seats": terms.seats, "release_minutes": terms.release_minutes})

    def _save(self) -> bool:
        values = self.form.values()
        done = self.ctx.act(
            reserved_seats.set_terms, self.ctx.workspace, values["session_id"] or "", form=self.form, seats=values["seats"] or 0,
            release_minutes=values["release_minutes"] or 0,
        )  # fmt: skip
        return done is not None


def _options(sessions: Sequence[Terms]) -> list[tuple[str, str]]:
    return [(terms.session_id, f"{terms.title}, {terms.when}") for terms in sessions]
