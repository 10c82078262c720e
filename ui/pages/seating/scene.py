"""The seating plan as a scene: tables, seats, names; it shows a Plan, tells what the hand did, and writes nothing."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QGraphicsScene, QGraphicsSceneContextMenuEvent, QGraphicsSceneHelpEvent, QGraphicsSceneMouseEvent, QToolTip

from advoplanner.domain.fixtures import FixtureKind
from advoplanner.domain.rooms import SeatRow, TableRow, seat_places
from ui.kit.row_menu import plain_tip
from ui.pages.seating.fixture_item import FixtureItem
from ui.pages.seating.floor import draw_floor
from ui.pages.seating.hand import Hand
from ui.pages.seating.labels import Names
from ui.pages.seating.overlay import Tie, Ties, heading
from ui.pages.seating.plan import EMPTY, Plan
from ui.pages.seating.seat_item import SeatItem
from ui.pages.seating.style import NAMES, NORMAL
from ui.pages.seating.table_item import TableItem

AROUND = 14.0
_CLOSE = 78.0


class PlanScene(QGraphicsScene):
    """Scene units are centimetres. `check(guest_id, seat_id)` is the rule a target is coloured by."""

    guest_moved = Signal(str, str)
    things_moved = Signal(object)
    refused = Signal(str)
    chosen_changed = Signal()
    menu_wanted = Signal(str, str, object)
    opened = Signal(str)

    def __init__(self, check: Callable[[str, str], str] = lambda guest_id, seat_id: "", *, still: bool = False) -> None:
        super().__init__()
        self.check = check
        self.still = still
        self.plan = EMPTY
        self.table_items: dict[str, TableItem] = {}
        self.seat_items: dict[str, SeatItem] = {}
        self.chosen: set[str] = set()
        self.chosen_table = ""
        self.scale_now = NORMAL
        self.heated = False
        self.arranging = False
        self.picked: set[str] = set()
        self.fixture_items: dict[str, FixtureItem] = {}
        self._names_due = False
        self._names: Names | None = None
        self._renamed: set[str] = set()
        self.hand = Hand(self)
        self._ties, self._all_ties = Ties(), Ties()
        self._all_ties.figures = False
        self._all_ties.setZValue(0.5)
        self._all_ties.setOpacity(0.6)
        self._ties_wanted = False
        self.addItem(self._ties)
        self.addItem(self._all_ties)

    def show_plan(self, plan: Plan) -> bool:
        """Show `plan`; items are made anew, and True returned, only where tables or chairs have changed. Names wait for `write_names`."""
        self.hand.give_up()
        moved = plan.moved_since(self.plan)
        same = moved is not None or _bones(plan) == _bones(self.plan)
        self.plan = plan
        stay = self.chosen <= plan.guests.keys()
        self.chosen &= plan.guests.keys()
        self.picked &= plan.tables.keys() | {fixture.id for fixture in plan.row.fixtures}
        if not same:
            self._build()
        seats = plan.seats.values() if moved is None else [seat for table_id in moved for seat in plan.seats_at[table_id]]
        self._renamed |= {seat.id for seat in seats if self.seat_items[seat.id].hold(seat, plan.guests.get(seat.guest_id))}
        for table_id in self.table_items if moved is None else moved:
            self.table_items[table_id].show_fit(plan.table_fit(table_id), len(plan.sitters(table_id)))
        if moved is None or not stay:
            self._mark_chosen()
        else:
            self._mark_seats(self.seat_items[seat.id] for seat in seats)
        self.hand.forget()
        self.show_all_ties(self._ties_wanted)
        self._names_due |= not same
        return not same

    def recolour(self) -> None:
        """Draw everything anew: items keep pictures of themselves, which know nothing of a change of scheme."""
        for item in self.items():
            item.update()
        self.update()

    def room(self) -> QRectF:
        return QRectF(0, 0, self.plan.row.room_width, self.plan.row.room_length)

    def set_scale(self, scale: float) -> None:
        """Pixels a centimetre in the view: names and numbers keep their size in pixels."""
        if abs(scale - self.scale_now) > 1e-9:
            self.scale_now = scale
            for item in self.things():
                item.scale_now = scale
            self._ties.scale_now = scale
            self._names_due = True

    def write_names(self) -> None:
        """Place every name for the present zoom where room or zoom have changed since; else those at seats where people changed."""
        if self._names_due:
            self._names = None
            if self.scale_now >= NORMAL * NAMES:
                spots = {seat_id: seat.spot() for seat_id, seat in self.seat_items.items()}
                self._names = Names(spots, [top for item in self.things() for top in item.tops()], self.scale_now, self.plan.row.room_width)
            for seat_id, seat in self.seat_items.items():
                seat.write(self._names.labels[seat_id] if self._names else None, self.scale_now)
        elif self._names and self._renamed:
            for seat_id in self._names.change({seat_id: self.seat_items[seat_id].spot() for seat_id in self._renamed}):
                self.seat_items[seat_id].write(self._names.labels[seat_id], self.scale_now)
        self._names_due = False
        self._renamed.clear()

    def seat_of(self, guest_id: str) -> SeatItem | None:
        seat = self.plan.seat_of.get(guest_id)
        return self.seat_items.get(seat.id) if seat else None

    def target_at(self, at: QPointF) -> SeatItem | None:
        """The seat meant by a point: the one there, or the nearest free one of the table there."""
        seat = _nearest(self.seat_items.values(), at, 34.0)
        if seat is not None:
            return seat
        table = next((item for item in self.items(at) if isinstance(item, TableItem)), None)
        if table is None:
            return None
        seats = [child for child in table.childItems() if isinstance(child, SeatItem)]
        return _nearest([child for child in seats if child.free] or seats, at, math.inf)

    def arrange(self, wanted: bool) -> None:
        """Work on tables and what stands in the room, not on guests."""
        self.hand.give_up()
        self.arranging = wanted
        self.choose(())
        self.pick(())

    def things(self) -> list[TableItem | FixtureItem]:
        """Everything that can be moved in the room."""
        return [*self.table_items.values(), *self.fixture_items.values()]

    def pick(self, ids: Iterable[str], *, tell: bool = False) -> None:
        """Choose tables and fixtures to be arranged; `tell` as for `choose`."""
        self.picked = set(ids)
        self._mark_chosen()
        if tell:
            self.chosen_changed.emit()

    def choose(self, guest_ids: Iterable[str], table_id: str = "", *, tell: bool = False) -> None:
        """Choose guests, or one table; `tell` where the hand did it and others must follow."""
        self.chosen, self.chosen_table = set(guest_ids), table_id
        self._mark_chosen()
        if tell:
            self.chosen_changed.emit()

    def item_at(self, at: QPointF) -> SeatItem | TableItem | FixtureItem | None:
        """The seat, table or fixture at a point; while the room is arranged a seat stands for its table."""
        item = next((item for item in self.items(at) if isinstance(item, SeatItem | TableItem | FixtureItem)), None)
        return self.table_items[item.seat.table_id] if self.arranging and isinstance(item, SeatItem) else item

    def show_ties_of(self, seat: SeatItem | None) -> None:
        """Lines from the guest on `seat` to the others at the table; None takes them away."""
        ties: list[Tie] = []
        if seat is not None:
            guest_id = seat.seat.guest_id
            mates = ((mate, self.seat_of(mate)) for mate in self.plan.mates(guest_id))
            ties = [Tie(seat.scenePos(), other.scenePos(), self.plan.pair(guest_id, mate)) for mate, other in mates if other is not None]
        self._ties.show_ties(ties)

    def show_all_ties(self, wanted: bool) -> None:
        """Lines between all whom much joins or parts, or none."""
        self._ties_wanted = wanted
        ties = []
        for one, other, score in self.plan.strong_ties() if wanted else ():
            a, b = self.seat_of(one), self.seat_of(other)
            if a is not None and b is not None:
                ties.append(Tie(a.scenePos(), b.scenePos(), score, a.seat.table_id != b.seat.table_id))
        self._all_ties.show_ties(ties)

    def show_heat(self, wanted: bool) -> None:
        """Colour every table by how well its people fit, or leave only the ring."""
        self.heated = wanted
        for item in self.table_items.values():
            item.warm(wanted)

    def mousePressEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        self.hand.press(event)

    def mouseMoveEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        self.hand.move(event.scenePos())

    def mouseReleaseEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        self.hand.drop(event.scenePos())

    def mouseDoubleClickEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        self.hand.open(event.scenePos())

    def contextMenuEvent(self, event: QGraphicsSceneContextMenuEvent) -> None:
        self.hand.ask_menu(event.scenePos(), event.screenPos())
        event.accept()

    def helpEvent(self, event: QGraphicsSceneHelpEvent) -> None:
        """What is under the pointer, in words."""
        item = self.item_at(event.scenePos())
        words = ""
        if isinstance(item, SeatItem):
            words = self.plan.seat_words(item.seat.id)
        elif isinstance(item, TableItem):
            words = self.plan.table_words(item.table.id)
        elif item is not None:
            words = item.fixture.words
        QToolTip.showText(event.screenPos(), plain_tip(words), event.widget())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.setAccepted(event.key() == Qt.Key.Key_Escape and self.hand.give_up())

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        bare = not any(fixture.kind in (FixtureKind.STAGE, FixtureKind.SCREEN) for fixture in self.plan.row.fixtures)
        draw_floor(painter, QRectF(rect), self.room(), self.scale_now, front=bare)

    def _build(self) -> None:
        for thing in self.things():
            self.removeItem(thing)
        self.table_items, self.seat_items, self.fixture_items = {}, {}, {}
        self._renamed.clear()
        for fixture in self.plan.row.fixtures:
            stands = FixtureItem(fixture)
            stands.scale_now = self.scale_now
            self.fixture_items[fixture.id] = stands
            self.addItem(stands)
        for table in self.plan.row.tables:
            item = TableItem(table)
            item.scale_now = self.scale_now
            item.warm(self.heated)
            chairs = self.plan.chairs_at(table.id)
            for seat, place in zip(chairs, _outward(table, chairs), strict=True):
                made = SeatItem(seat, *place, item)
                made.setPos(seat.x - table.x, seat.y - table.y)
                self.seat_items[seat.id] = made
            self.table_items[table.id] = item
            self.addItem(item)
        self.setSceneRect(self.room().adjusted(-AROUND, -AROUND, AROUND, AROUND))

    def _mark_seats(self, seats: Iterable[SeatItem]) -> None:
        for seat in seats:
            seat.choose(bool(seat.seat.guest_id) and seat.seat.guest_id in self.chosen)

    def _mark_chosen(self) -> None:
        self._mark_seats(self.seat_items.values())
        for table_id, table in self.table_items.items():
            table.choose(table_id == self.chosen_table or table_id in self.picked)
        for fixture_id, fixture in self.fixture_items.items():
            fixture.choose(fixture_id in self.picked)


def _nearest(seats: Iterable[SeatItem], at: QPointF, within: float) -> SeatItem | None:
    def distance(seat: SeatItem) -> float:
        return math.hypot(seat.scenePos().x() - at.x(), seat.scenePos().y() - at.y())

    near = min(seats, key=distance, default=None)
    return near if near is not None and distance(near) <= within else None


def _bones(plan: Plan) -> tuple[object, ...]:
    """All that decides which items there are and where."""
    row = plan.row
    return (
        row.room_width,
        row.room_length,
        row.tables,
        tuple((s.id, s.table_id, s.number, s.x, s.y) for s in (*row.seats, *row.blocked)),
        row.fixtures,
    )


def _outward(table: TableRow, seats: list[SeatRow]) -> list[tuple[float, int, bool]]:
    """For each chair the direction of its back, and whether it stands in a close straight row: every other name there is a line further out."""
    facing = {place.number: place.facing for place in seat_places(table)}
    middle = QPointF(table.x, table.y)
    backs = [(facing[s.number] + 180) % 360 if s.number in facing else heading(middle, QPointF(s.x, s.y)) % 360 for s in seats]
    pairs = zip(seats, seats[1:], backs, backs[1:], strict=False)
    joined = [abs(a - b) < 1 and math.hypot(one.x - other.x, one.y - other.y) < _CLOSE for one, other, a, b in pairs]
    found, level = [], 0
    for i, back in enumerate(backs):
        before, after = i > 0 and joined[i - 1], i < len(joined) and joined[i]
        level = 1 - level if before else 0
        found.append((back, level, before or after))
    return found
