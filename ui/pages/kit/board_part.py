"""The part of the kit that boards, councils and user groups have: papers, chairs, rooms and journeys."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from advoplanner.domain.event_details import EventDetails
from advoplanner.domain.events import EventKind
from advoplanner.domain.formalities import FormalityRow
from advoplanner.domain.stays import StayRow
from advoplanner.domain.topics import TopicRow
from advoplanner.services import councils, events, formalities, stays, topics
from ui.kit.card import Card
from ui.kit.context import Context
from ui.pages.kit.board_cards import CouncilCard, FormalitiesCard, TopicsCard, TravelCard
from ui.pages.kit.brand_card import BrandCard
from ui.pages.kit.papers_drawer import PapersDrawer
from ui.pages.kit.stay_drawer import StayDrawer
from ui.pages.kit.topic_dialog import TopicDialog
from ui.pages.kit.topic_drawer import TopicDrawer

PICTURES = "Pictures (*.jpg *.jpeg *.png *.webp)"

STAYING = (EventKind.CAB, EventKind.COUNCIL, EventKind.USER_GROUP)
"""Kinds of event to which guests travel and for which they stay."""


class BoardPart:
    """`opened(drawer, row)` shows a row in the drawer of that class."""

    def __init__(self, ctx: Context, opened: Callable[[Any, Any], object], go: Callable[[str], object]) -> None:
        self.ctx, self._opened, self._event_id = ctx, opened, ""
        self._staying = False
        self.papers: list[FormalityRow] = []
        self.stays: list[StayRow] = []
        self.members, self.travel = FormalitiesCard(self.open_papers), TravelCard(self.open_stay, go)
        self.council = CouncilCard(self.approve, go)
        self.topics: list[TopicRow] = []
        self.wishes = TopicsCard(self.open_topic, self.propose)
        self.brand = BrandCard(self._save, self.choose_logo, lambda: self.use_logo(None))

    @property
    def cards(self) -> tuple[Card, ...]:
        return self.council, self.wishes, self.brand, self.members, self.travel

    def show_event(self, event: EventDetails) -> None:
        """Read what this kind of event needs, and hide the cards of others."""
        ws, self._event_id = self.ctx.workspace, event.id
        board, council, staying = event.kind == EventKind.CAB, event.kind == EventKind.COUNCIL, event.kind in STAYING
        self._staying = staying
        self.papers = formalities.rows(ws, event.id) if board else []
        self.stays = stays.rows(ws, event.id) if staying else []
        self.topics = topics.rows(ws, event.id) if staying else []
        self.wishes.show_topics(self.topics)
        self.members.show_members(self.papers)
        self.travel.show_stays(self.stays)
        if council:
            found = councils.read(ws, event.id)
            self.council.show_council(found)
            self.brand.show_council(found)
        for card, wanted in ((self.members, board), (self.travel, staying), (self.wishes, staying), (self.council, council), (self.brand, council)):
            card.setVisible(wanted)

    def rows(self, drawer: object) -> list[Any] | None:
        """What this drawer shows one of; None for a drawer of others."""
        if isinstance(drawer, PapersDrawer):
            return list(self.papers)
        if isinstance(drawer, TopicDrawer):
            return list(self.topics)
        return list(self.stays) if isinstance(drawer, StayDrawer) else None

    def show_in(self, drawer: object, row: Any) -> bool:
        """Show a row in one of our drawers; False for a drawer of others."""
        if isinstance(drawer, StayDrawer):
            drawer.show_row(row, [(each.guest_id, each.name) for each in self.stays])
        elif isinstance(drawer, TopicDrawer):
            drawer.show_row(row, topics.members(self.ctx.workspace, self._event_id))
        elif isinstance(drawer, PapersDrawer):
            drawer.show_row(row)
        else:
            return False
        return True

    def open_papers(self, guest_id: str) -> None:
        """What a member signed, and when their company renews."""
        self._open(PapersDrawer, self.papers, guest_id)

    def open_stay(self, guest_id: str) -> None:
        """How a guest travels."""
        self._open(StayDrawer, self.stays, guest_id)

    def open_topic(self, topic_id: str) -> None:
        """Who wants a topic."""
        row = next((each for each in self.topics if each.id == topic_id), None)
        if row is not None:
            self._opened(TopicDrawer, row)

    def why_no_topic(self) -> str:
        """Why no topic can be proposed for the event that is shown, "" where one can."""
        return "" if self._staying else "Members of boards, councils and user groups propose topics."

    def propose(self) -> None:
        """Ask for a topic that a member wants on the agenda."""
        TopicDialog(self.ctx, self._event_id).ask(self.wishes)

    def approve(self, guest_id: str, approved: bool) -> None:
        """A chair says yes to the newest version, or takes it back."""
        self.ctx.act(councils.approve, self.ctx.workspace, self._event_id, guest_id, approved)

    def choose_logo(self) -> None:
        """Ask for a picture, make it safe and small, and keep it."""
        from advoplanner.imports.photos import read_photo

        path = self.ctx.dialogs.open_file("Choose the council's logo", PICTURES)
        data = self.ctx.act(read_photo, path, quiet=True) if path else None
        if data:
            self.use_logo(data)

    def use_logo(self, data: bytes | None) -> None:
        """Keep this logo, or none."""
        self.ctx.act(councils.set_logo, self.ctx.workspace, self._event_id, data)

    def _save(self, field: str, value: Any) -> None:
        events.edit(self.ctx.workspace, self._event_id, **{field: value})

    def _open(self, drawer: Any, rows: list[Any], guest_id: str) -> None:
        row = next((each for each in rows if each.guest_id == guest_id), None)
        if row is not None:
            self._opened(drawer, row)
