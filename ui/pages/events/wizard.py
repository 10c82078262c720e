"""A new event in four short pages; it can be created from the second on, and nothing is done before that."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QTimer

from advoplanner.core.errors import AdvoError, RuleBroken
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.programmes import MemberStatus
from advoplanner.services import events, memberships, people, programmes, venues, workspace
from ui.kit.buttons import Button
from ui.kit.context import Context
from ui.kit.dialog import Wizard
from ui.kit.form import Form
from ui.pages.events.slot_dialog import SlotDialog
from ui.pages.events.wizard_about import AboutPage
from ui.pages.events.wizard_summary import SummaryPage
from ui.pages.events.wizard_when import WhenPage
from ui.pages.events.wizard_who import Chosen, WhoPage

VERB = "Create event"
ABOUT, WHEN, WHO, SUMMARY = range(4)
WAIT_MS = 150
NEEDS_YOU = "One field still needs you: it is marked in red."


class EventWizard(Wizard):
    """`made` is the new event's id once the verb was carried out."""

    def __init__(self, ctx: Context, kind: str = "", programme_id: str = "") -> None:
        super().__init__("New event", VERB, commit=self.make_event)
        self.ctx, self.made = ctx, ""
        self._typed = False
        info = workspace.info(ctx.workspace)
        self._programmes = programmes.rows(ctx.workspace)
        self.about = AboutPage(kind, self._programmes)
        self._venues = venues.rows(ctx.workspace)
        self.when = WhenPage(info.default_zone, self._venues, ctx.clock())
        self.who = WhoPage(people.rows(ctx.workspace), events.rows(ctx.workspace), info)
        self.summary = SummaryPage()
        self._readers: tuple[AboutPage | WhenPage | WhoPage, ...] = (self.about, self.when, self.who)
        self._early = Button("Crea&te event", self.finish, tip="What the other pages ask can be filled in later")
        self._foot.insertWidget(self._foot.count() - 1, self._early)
        for place, page in enumerate((*self._readers, self.summary)):
            self.add_page(page, partial(self._why_not, place))
        self._wait = QTimer(self, interval=WAIT_MS, singleShot=True)
        self._wait.timeout.connect(self.look)
        self.about.kind_chosen.connect(self._choose_kind)
        self.about.programme_chosen.connect(self.take_programme)
        self.when.form.changed.connect(lambda name: self._wait.start())
        for form in (self.about.form, self.when.form, self.who.form, self.who.organiser):
            form.changed.connect(self._note)
        self.when.slot_button.clicked.connect(self.find_slot)
        self._choose_kind(self.about.kind)
        if programme_id:
            self.take_programme(programme_id)
        self.resize(880, 660)
        self.look()

    def values(self) -> dict[str, Any]:
        """All that was typed; raises RuleBroken, having shown it at its field on its page."""
        found: dict[str, Any] = dict(self.summary.agenda)
        for place in (ABOUT, WHEN, WHO):
            found |= self._read(place)
        return found

    def make_event(self) -> bool:
        """Make event, agenda and guest list in one step; False where something is wrong, which then stands at its field."""
        try:
            chosen = self.who.chosen()
            changes = events.new(
                self.ctx.workspace, NewEvent(**self.values()), people=chosen.people, roster_of=chosen.roster_of, members=chosen.members
            )
        except RuleBroken as broken:
            self._go_to(broken)
            return False
        except AdvoError as problem:
            self.say(str(problem))
            return False
        self.made = changes.created("event")[0]
        self.ctx.announce(changes)
        return True

    def finish(self) -> None:
        """Create it from a page before the last."""
        self.say("")
        if self.make_event():
            self.accept()

    def take_programme(self, programme_id: str) -> None:
        """Fill in what the programme says of its meetings: kind, purpose, sponsor, and whom to begin with."""
        row = next((each for each in self._programmes if each.id == programme_id), None)
        if row is None:
            self.about.take_programme(None)
            self.who.take_programme(None)
            return
        found = programmes.read(self.ctx.workspace, programme_id)
        self.about.take_programme(found)
        self.who.take_programme(row, len(self._active(programme_id)), found.sponsor)

    def reject(self) -> None:
        """Leave it; where something was typed, only after a question: Esc is pressed by mistake too."""
        words = "Leave the new event? What you typed for it is not kept."
        if not self._typed or self.ctx.dialogs.confirm("New event", words, "Leave it", danger=True):
            super().reject()

    def find_slot(self) -> None:
        """Offer times outside the hours of the venue that is typed, or of all."""
        typed = self.when.form["venue"].value()
        at = next((row.id for row in self._venues if row.name == typed), "")
        dialog = SlotDialog(self.ctx, self._venues, self.ctx.clock().date(), at)
        if dialog.ask(self) and dialog.chosen:
            self.when.take_slot(dialog.chosen)

    def look(self) -> None:
        """Say what is worth knowing about the day that is typed."""
        self._wait.stop()
        self.when.look(self._notices)

    def _note(self, _name: str) -> None:
        self._typed = True
        self.say("")

    def _notices(self, times: dict[str, Any]) -> list[str]:
        return events.notices(self.ctx.workspace, NewEvent(self.about.kind, "", "", **times))

    def _choose_kind(self, kind: str) -> None:
        self.when.suggest_times(kind)
        self.who.suggest_host(kind)
        self.look()

    def _show(self, place: int) -> None:
        super()._show(place)
        self._early.setVisible(place in (WHEN, WHO))
        if place == SUMMARY:
            event = NewEvent(**self.values())
            chosen = self.who.chosen()
            room = events.room_notice(self.ctx.workspace, event.kind, self._invited(event.programme_id, chosen), chosen.roster_of)
            self.summary.show_event(event, chosen.words, [*events.notices(self.ctx.workspace, event), *filter(None, [room])])
        self._pages.currentWidget().setFocus()

    def _invited(self, programme_id: str, chosen: Chosen) -> tuple[str, ...]:
        """Who is put on the list by name: the people with a label, or the active members."""
        return self._active(programme_id) if chosen.members else chosen.people

    def _active(self, programme_id: str) -> tuple[str, ...]:
        """Members who neither pause nor wait: those come on the list."""
        return tuple(row.person_id for row in memberships.roster(self.ctx.workspace, programme_id) if row.status == MemberStatus.ACTIVE)

    def _why_not(self, place: int) -> str:
        if place == SUMMARY:
            return ""
        try:
            self._read(place)
        except RuleBroken:
            return NEEDS_YOU
        return ""

    def _read(self, place: int) -> dict[str, Any]:
        """One page's values; what is wrong is shown at its field and raised with the page turned to it."""
        try:
            return self._readers[place].read()
        except RuleBroken as broken:
            self._turn_to(place, broken)
            raise

    def _go_to(self, broken: RuleBroken) -> None:
        """Show what a service refused at the field it names; what a page refused is shown already."""
        place = next((n for n, page in enumerate(self._readers) if broken.field in page.FIELDS), None)
        if place is None:
            self.say(str(broken))
        else:
            self._turn_to(place, broken)

    def _turn_to(self, place: int, broken: RuleBroken) -> None:
        if self.place != place:
            self._show(place)
        forms: list[Form] = [self._readers[place].form] + ([self.who.organiser] if place == WHO else [])
        for form in forms:
            if broken.field and form.show_error(broken.field, str(broken)):
                form[broken.field].editor.setFocus()
                return
        wrong = next(filter(None, (form.first_wrong() for form in forms)), None)
        if wrong:
            wrong.editor.setFocus()
