"""Who gets a wave: the audience above, every guest with outcome and reason below, and putting some in or out by hand."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from advoplanner.domain.audiences import Audience
from advoplanner.domain.letters import WavePreview, WaveRow
from advoplanner.services import invitations, people
from ui.kit.action import ActionSpec
from ui.kit.context import Context
from ui.kit.data_table import DataTable
from ui.models.row_table_model import RowTableModel
from ui.pages.invitations.audience import COLUMNS, added, audience_rows, removed
from ui.pages.invitations.audience_bar import AudienceBar


class AudienceView(QWidget):
    """Enter reads a guest's letter; Ins adds the selected guests to the wave, Del leaves them out."""

    def __init__(self, ctx: Context, read: Callable[[str], object]) -> None:
        super().__init__()
        self.ctx = ctx
        self.wave: WaveRow | None = None
        self._found: WavePreview | None = None
        self.model = RowTableModel(COLUMNS)
        specs = (
            ActionSpec("read", "&Read the letter", lambda ids: read(ids[0]), why_not=self._no_letter),
            ActionSpec("add", "&Add to the wave", self.add, "Ins", "user-plus", why_not=partial(self._why_not, True)),
            ActionSpec("leave", "&Leave out of the wave", self.leave_out, "Del", "eye-off", why_not=partial(self._why_not, False)),
        )
        self.table = DataTable(self.model, "Whom the wave goes to", specs)
        self.table.opened.connect(self._open)
        self._read = read
        self.bar = AudienceBar()
        self.bar.changed.connect(self.take)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.bar)
        column.addWidget(self.table, 1)

    def show_wave(self, wave: WaveRow, found: WavePreview) -> None:
        """Show a wave's audience and what becomes of each guest."""
        if found is self._found and self.wave is not None and (wave.id, wave.audience) == (self.wave.id, self.wave.audience):
            return  # nothing was read anew: over a thousand guests are not listed again for a message that left
        self.wave, self._found = wave, found
        self.bar.show_audience(wave.audience, wave.kind, self._tags(), found)
        self.model.set_rows(audience_rows(found))

    def take(self, audience: Audience) -> None:
        """Make this the wave's audience."""
        if self.wave is not None:
            self.ctx.act(invitations.edit_wave, self.ctx.workspace, self.wave.id, audience=audience)

    def add(self, ids: list[str]) -> None:
        if self.wave is not None:
            self.take(added(self.wave.audience, ids))

    def leave_out(self, ids: list[str]) -> None:
        if self.wave is not None:
            self.take(removed(self.wave.audience, ids))

    def _tags(self) -> list[str]:
        return people.tags(self.ctx.workspace)[:60]

    def _open(self, guest_id: str) -> None:
        if not self._no_letter([guest_id]):
            self._read(guest_id)

    def _rows(self, ids: list[str]) -> list[bool]:
        return [row.addressed for each in ids if (row := self.model.row(each)) is not None]

    def _no_letter(self, ids: list[str]) -> str:
        return "" if len(ids) == 1 and self._rows(ids) == [True] else "Select one guest who gets the letter."

    def _why_not(self, adding: bool, ids: list[str]) -> str:
        if not ids:
            return "Select guests first."
        inside = self._rows(ids)
        return "" if any(each != adding for each in inside) else "They are in it already." if adding else "They are left out already."
