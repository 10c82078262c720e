"""One guest of an event beside the list: what they come for, what to say and not to say, what they need, what they answered."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from advoplanner.core.dates import short_date
from advoplanner.core.text import listed
from advoplanner.domain.guest_details import GuestDetails
from advoplanner.domain.guests import CHANNEL_WORDS, WORDS, Decision, Role, Side
from advoplanner.domain.motives import NEEDS, STYLES
from advoplanner.services import calls, guests
from ui.kit.buttons import Button
from ui.kit.context import Context
from ui.kit.facts import Facts
from ui.kit.form import Form
from ui.kit.labels import quiet, section

LISTS = ("talking_points", "ask_them", "do_not_say")
STRENGTH = ("", "a little", "clearly", "strongly")


class GuestDrawer(QWidget):
    """`show_guest` reads the guest; every field saves itself."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self.ctx = ctx
        self.guest_id = ""
        self._person = ""
        self.form = self._form()
        self.answer, self.known = Facts(), Facts()
        self.open_person = Button("Open person", lambda: ctx.navigate("people", None, self._person), icon="user")
        self.nothing = quiet("Nothing is known of motives or restrictions yet.")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 0, 20, 24)
        column.setSpacing(16)
        column.addWidget(section("Answer"))
        column.addWidget(self.answer)
        column.addWidget(self.form)
        column.addWidget(section("About the person"))
        column.addWidget(self.known)
        column.addWidget(self.nothing)
        column.addWidget(self.open_person, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def show_guest(self, guest_id: str) -> GuestDetails:
        """Show this guest, or show them again after a change; raises RuleBroken where there is none any more."""
        found = guests.details(self.ctx.workspace, guest_id)
        values = _values(found)
        if guest_id == self.guest_id:
            self.form.load(values)
        else:
            self.form.clear(values)
        self.guest_id, self._person = guest_id, found.row.person_id
        phones = calls.why_not(self.ctx.workspace, self._person) or "\n".join(found.phones)
        assistant = [("Assistant", "\n".join(found.assistant))] if found.assistant else []
        self.answer.show_facts([*_answers(found), ("Telephone", phones), *assistant])
        known = _known(found)
        self.known.show_facts(known)
        self.known.setVisible(bool(known))
        self.nothing.setVisible(not known)
        return found

    def flush(self) -> None:
        """Save what is still being typed."""
        self.form.flush()

    def _form(self) -> Form:
        form = Form(self._save, columns=2)
        form.choice("side", "Side", [(side.value, WORDS[side]) for side in Side])
        form.choice("role", "Role", [(role.value, WORDS[role]) for role in Role])
        form.choice("decision", "Decision", [(decision.value, WORDS[decision]) for decision in Decision])
        form.line("brought_by", "Brought by", hint="Who asked?")
        form.check("counts", "Counts towards quorum and shares")
        form.line("decline_reason", "Reason for declining", wide=True)
        form.heading("What it is about")
        form.lines("value_sentence", "Value sentence", hint="What this guest gains from coming", rows=2)
        form.lines("talking_points", "Talking points", hint="One on each line")
        form.lines("ask_them", "Ask them", hint="One on each line")
        form.lines("do_not_say", "Do not say", hint="One on each line", rows=2)
        form.heading("What they need")
        form.line("diet", "Diet", hint="For this event")
        form.line("access_needs", "Access", hint="Step-free, hearing loop …")
        form.wall("here_from", "There from", wide=True)
        form.wall("here_until", "There until", help="Empty: the whole event. The agenda warns of sessions outside it.", wide=True)
        form.line("travel", "Travel", wide=True)
        form.line("hotel", "Hotel", wide=True)
        form.lines("notes", "Notes", help="For the host team only.")
        return form

    def _save(self, field: str, value: Any) -> None:
        self.ctx.act(
            guests.edit,
            self.ctx.workspace,
            [self.guest_id],
            form=self.form,
            quiet=field not in ("decision", "side", "role"),
            **{field: _stored(field, value)},
        )


def _values(found: GuestDetails) -> dict[str, Any]:
    row = found.row
    texts = {name: "\n".join(getattr(found, name)) for name in LISTS}
    plain = {name: getattr(found, name) for name in ("value_sentence", "travel", "hotel", "notes", "decline_reason")}
    states = {
        name: getattr(row, name) for name in ("side", "role", "decision", "brought_by", "counts", "diet", "access_needs", "here_from", "here_until")
    }
    return texts | plain | states


def _stored(field: str, value: Any) -> Any:
    return value.splitlines() if field in LISTS else value


def _answers(found: GuestDetails) -> list[tuple[str, str]]:
    row = found.row
    words = CHANNEL_WORDS.get(found.reply_channel, "")
    channel = f" {words}" if words else ""
    seat = f"{row.table}, seat {row.seat}" if row.table else "No seat yet"
    return [
        ("Reply", f"{WORDS[row.reply]}{channel}" + (", before the event changed" if row.reply_stale else "")),
        ("Comment", row.reply_comment),
        ("Invitation", WORDS[row.invite_state]),
        ("Seat", seat),
        ("Why there", "\n".join(row.why)),
        ("Speaks in", "\n".join(title for _, title, _ in found.sessions)),
        ("Comes with", row.companion_of),
        ("Brings", listed([name for _, name in found.companions])),
        ("E-mail", "\n".join(found.emails)),
    ]


def _known(found: GuestDetails) -> list[tuple[str, str]]:
    motives = found.motives
    needs = [f"{word} {STRENGTH[motives.needs[need]]}" for need, word in NEEDS.items() if motives.needs.get(need)]
    facts = [
        ("Do not contact", "Nothing is sent to this person." if found.row.do_not_contact else ""),
        ("Restrictions", "\n".join(_restriction(r) for r in found.restrictions)),
        ("Looks for", ", ".join(needs)),
        ("Style", STYLES.get(motives.style, "") if motives.style else ""),
        ("Has to do", "\n".join(motives.jobs)),
        ("Likes", ", ".join(motives.likes)),
        ("Will not", ", ".join(motives.wont_do)),
    ]
    return [(name, value) for name, value in facts if value]


def _restriction(restriction: Any) -> str:
    until = f" until {short_date(restriction.until)}" if restriction.until else ""
    source = f" (from {restriction.inherited_from})" if restriction.inherited_from else ""
    return f"{restriction.words}{until}{source}{': ' + restriction.note if restriction.note else ''}"
