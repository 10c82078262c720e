"""One request beside the list, and the question by which a new one is written down."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from advoplanner.domain.host_requests import SHORT, STATE_WORDS, RequestRow, RequestState
from advoplanner.services import host_requests
from ui.kit.buttons import Button
from ui.kit.context import Context
from ui.kit.dialog import Dialog
from ui.kit.form import Form
from ui.kit.labels import quiet
from ui.kit.suggest_field import ZoneField

FIELDS = ("host", "purpose", "venue", "city", "start", "minutes", "zone", "places", "budget", "currency", "profile", "names")
MOST = 10_000_000


def filled(form: Form) -> Form:
    """A form with the fields of a request."""
    form.line("host", "&Host", hint="Who asks", wide=True)
    form.lines("purpose", "&Purpose", hint="What guests gain from coming", rows=2)
    form.line("venue", "P&lace", hint="The bar, the shop")
    form.line("city", "&City")
    form.wall("start", "&Begins", wide=True)
    form.number("minutes", "L&asts", low=0, high=1440, unit="min")
    form.field("zone", "&Time zone", ZoneField())
    form.number("places", "Place&s", low=0, high=9999)
    form.choice("profile", "&Evening", list(SHORT.items()), help="In a bar nobody presents; at a live event the vendor a tenth at most.", wide=True)
    form.number("budget", "B&udget", low=0, high=MOST)
    form.line("currency", "Currenc&y")
    form.lines("names", "&Names", hint="Ana Lima, Orbit <ana@orbit.example>", help="One guest on each line; company and address where known.", rows=5)
    return form


def values_of(row: RequestRow) -> dict[str, Any]:
    """A request as the form shows it."""
    return {name: getattr(row, name) for name in FIELDS} | {"names": "\n".join(row.names), "places": row.places or None, "budget": row.budget or None}


def stored(field: str, value: Any) -> Any:
    """What a field holds, as the service takes it."""
    return value.split("\n") if field == "names" else value


class RequestDrawer(QWidget):
    """Every field saves itself while the request waits; afterwards it can only be read."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self.ctx = ctx
        self.row_id = self.event_id = ""
        self.told = quiet()
        self.to_event = Button("Open the event", lambda: ctx.navigate("overview", self.event_id), icon="arrow-right")
        self.form = filled(Form(self._save, columns=2))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 0, 20, 24)
        column.setSpacing(12)
        for widget in (self.told, self.to_event, self.form):
            column.addWidget(widget)
        column.addStretch(1)

    def show_row(self, row: RequestRow) -> None:
        """Show this request, or show it again after a change."""
        if row.id == self.row_id:
            self.form.load(values_of(row))
        else:
            self.form.flush()
            self.row_id = row.id
            self.form.clear(values_of(row))
        self.event_id = row.event_id
        waiting = row.state == RequestState.ASKED
        self.form.setEnabled(waiting)
        reason = f": {row.reason}" if row.reason else "."
        self.told.setText("" if waiting else f"{STATE_WORDS[row.state]}{reason}")
        self.told.setVisible(not waiting)
        self.to_event.setVisible(bool(row.event_id))

    def flush(self) -> None:
        """Save what is still being typed."""
        self.form.flush()

    def _save(self, field: str, value: Any) -> None:
        """A refusal is shown at its field."""
        host_requests.edit(self.ctx.workspace, self.row_id, merge_key=f"request.{self.row_id}.{field}", **{field: stored(field, value)})


class RequestDialog(Dialog):
    """Writes a request down; `made` is its id."""

    def __init__(self, ctx: Context, zone: str) -> None:
        self.ctx = ctx
        self.made = ""
        self.form = filled(Form(columns=2))
        self.form.load({"minutes": 180, "zone": zone, "currency": "EUR", "profile": "bar"})
        super().__init__("A host asks for a meetup", "Write it down", self.form, commit=self._add)
        self.resize(640, 640)

    def _add(self) -> bool:
        values = {name: stored(name, value) for name, value in self.form.values().items()}
        changes = self.ctx.act(host_requests.add, self.ctx.workspace, values.pop("host"), form=self.form, **values)
        if changes is None:
            return False
        self.made = changes.created("host_request")[0]
        return True
