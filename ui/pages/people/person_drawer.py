"""One person beside the list: profile, motives, rules and history in four parts, edited in place."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from advoplanner.domain.person_details import PersonDetails
from advoplanner.services import people
from ui.kit.context import Context
from ui.kit.segments import Segmented
from ui.pages.people.history_tab import HistoryTab
from ui.pages.people.motives_tab import MotivesTab
from ui.pages.people.profile_tab import ProfileTab
from ui.pages.people.ties_tab import TiesTab

PARTS = ("Profile", "Motives", "Rules", "History")


class PersonDrawer(QWidget):
    """`show_person` reads the person; `companies()` are the names offered for their company."""

    def __init__(self, ctx: Context, open_person: Callable[[str], object], companies: Callable[[], list[str]]) -> None:
        super().__init__()
        self._companies = companies
        self.ctx = ctx
        self.person_id = ""
        self.profile = ProfileTab(ctx, open_person)
        self.motives = MotivesTab(ctx)
        self.ties = TiesTab(ctx, open_person)
        self.history = HistoryTab(ctx)
        self.segments = Segmented(PARTS, "Parts")
        self.parts = (self.profile, self.motives, self.ties, self.history)
        self.segments.chosen.connect(self._turn)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 0, 20, 24)
        column.setSpacing(16)
        column.addWidget(self.segments)
        for part in self.parts:
            column.addWidget(part)
        column.addStretch(1)
        self._turn(0)

    def show_person(self, person_id: str) -> PersonDetails:
        """Show this person, or show them again after a change; raises RuleBroken where there is none any more."""
        if person_id != self.person_id:
            self.flush()
        found = people.details(self.ctx.workspace, person_id)
        self.person_id = person_id
        self.profile.show_person(found, self._companies())
        self.motives.show_person(found)
        self.ties.show_person(found)
        self.history.show_person(found)
        return found

    def flush(self) -> None:
        """Save what is still being typed."""
        self.profile.flush()
        self.motives.flush()

    def _turn(self, place: int) -> None:
        """Only the part that is shown takes room, so that a short one does not scroll."""
        for at, part in enumerate(self.parts):
            part.setVisible(at == place)
