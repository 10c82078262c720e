"""The toolbar of the agenda: in a narrow window it gives up the search, then words; nothing is cut off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from ui.kit import icons
from ui.kit.action import ActionSpec
from ui.kit.buttons import ICON_GAP, Button
from ui.kit.segments import Segmented
from ui.kit.switch import Switch
from ui.kit.toolbar import Toolbar
from ui.pages.agenda.conflict_list import counted
from ui.pages.agenda.desk import AgendaDesk

DAYS, LIST = 0, 1
SPACE = 8
RIPPLE_TIP = "Sessions later on the day move along when one is moved or changes its length"


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the buttons call."""

    add: Callable[[], object]
    show_conflicts: Callable[[], object]
    search: Callable[[str], object]
    view: Callable[[int], object]


class Tools:
    """`page_specs` are the commands behind the quiet buttons; their subject is the page."""

    def __init__(self, toolbar: Toolbar, desk: AgendaDesk, wishes: Wishes, page: QWidget, page_specs: list[ActionSpec]) -> None:
        self._desk, self._page, self._specs = desk, page, page_specs
        self._toolbar = toolbar
        self.add = toolbar.primary("Add session", wishes.add, icon="plus", tip="After the chosen session, or where you clicked (N)")
        self.ripple = Switch("Ripple", RIPPLE_TIP)
        self.ripple.toggled.connect(self._set_ripple)
        toolbar.add(self.ripple)
        self.quiet: dict[str, Button] = {spec.id: toolbar.button(spec.text, self._runner(spec), icon=spec.icon) for spec in page_specs}
        self.conflicts = Button("", wishes.show_conflicts, kind="quiet", icon="circle-check", tip="List what does not fit")
        toolbar.add_end(self.conflicts)
        self.view = Segmented(("Days", "List"), "View")
        self.view.chosen.connect(wishes.view)
        toolbar.add_end(self.view)
        self.search = toolbar.add_search("Search sessions", wishes.search)

    def show(self) -> None:
        """Words and reasons for the agenda as it is now."""
        words, icon, role = counted(self._desk.plan.conflicts)
        self.conflicts.setText(words)
        self.conflicts.setAccessibleName(words)
        icons.put(self.conflicts, icon, role, ICON_GAP)
        for spec in self._specs:
            self.quiet[spec.id].allow(spec.reason(self._page))
        some = bool(self._desk.plan.rows)
        for widget in (self.conflicts, self.view, self.ripple):
            widget.setVisible(some)

    def fit(self, width: int) -> None:
        """Show as much as `width` holds: where folding the quiet buttons is not enough, first the search goes, then words."""
        some = bool(self._desk.plan.rows)
        self.conflicts.setText(self.conflicts.accessibleName())
        always = [self.add, *((self.ripple, self.conflicts, self.view) if some else ())]
        bare = _needed([*always, self._toolbar.more])
        self.search.setVisible(some and bare + self.search.minimumWidth() + SPACE <= width)
        if bare > width:
            self.conflicts.setText(str(sum(conflict.level in "EW" for conflict in self._desk.plan.conflicts)))

    def _set_ripple(self, on: bool) -> None:
        self._desk.ripple = on

    def _runner(self, spec: ActionSpec) -> Callable[[], object]:
        return lambda: spec.run(self._page)


def _needed(widgets: list[QWidget]) -> int:
    """Their widths with the space round each, and that beside the stretch."""
    return sum(widget.sizeHint().width() + SPACE for widget in widgets) + 2 * SPACE
