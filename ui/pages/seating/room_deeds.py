"""What the page does to tables and to the room, one method a deed: each is one service call, announced with Undo."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from advoplanner.domain.room_editing import Place, Places
from advoplanner.domain.rooms import RoomSize, TableRow
from ui.kit.context import Context, ErrorPlace
from ui.pages.seating.plan import Plan
from ui.pages.seating.services import Services


class RoomDeeds:
    """What is done to tables and to the room."""

    def __init__(self, ctx: Context, services: Services, plan: Callable[[], Plan], event_id: Callable[[], str]) -> None:
        self._ctx, self._tables, self._rooms = ctx, services.tables, services.rooms
        self._plan, self._event = plan, event_id

    def make(self, kind: str, groups: Sequence[tuple[int, int]], room: RoomSize | None) -> bool:
        """True where the tables were made."""
        return self._act(self._tables.make_layout, self._event(), kind, list(groups), room)

    def place(self, places: Places, label: str) -> bool:
        return self._act(self._rooms.place_things, places, label, quiet=label == "Move")

    def drop(self, moved: Mapping[str, tuple[float, float]]) -> bool:
        """Things were let go of at these places; each keeps its angle."""
        angles = {thing.id: thing.angle for thing in self._plan().things}
        return self.place({each: Place(x, y, angles.get(each, 0.0)) for each, (x, y) in moved.items()}, "Move")

    def change(self, form: ErrorPlace, table: TableRow, field: str, value: Any) -> None:
        """One exact figure of a table, typed."""
        if field == "seats":
            self._act(self._tables.resize_table, table.id, value, form=form)
        elif field == "number":
            self._act(self._rooms.set_number, table.id, value, form=form)
        elif field in ("shape", "width", "length"):
            self._act(self._rooms.reshape_table, table.id, form=form, quiet=True, **{field: value})
        else:
            x, y, angle = (value if field == name else getattr(table, name) for name in ("x", "y", "angle"))
            self._act(self._rooms.place_things, {table.id: Place(x, y, angle)}, "Move", form=form, quiet=True, typed=True)

    def edit_fixture(self, form: ErrorPlace, fixture_id: str, field: str, value: Any) -> None:
        self._act(self._rooms.edit_fixture, fixture_id, form=form, quiet=True, **{field: value})

    def resize_room(self, form: ErrorPlace, **sides: float) -> None:
        self._act(self._rooms.resize_room, self._event(), form=form, quiet=True, **sides)

    def resize(self, table_id: str, seats: int) -> None:
        self._act(self._tables.resize_table, table_id, seats)

    def rename(self, table_id: str, *, name: str, topic: str) -> None:
        self._act(self._tables.rename_table, table_id, name=name, topic=topic, quiet=True)

    def set_host(self, table_id: str, guest_id: str) -> None:
        self._act(self._tables.set_host, table_id, guest_id)

    def mark(self, seat_ids: Sequence[str], mark: str, on: bool) -> None:
        self._act(self._rooms.mark_seats, list(seat_ids), mark, on)

    def remove(self, table_ids: Sequence[str]) -> None:
        self._act(self._tables.remove_tables, list(table_ids))

    def add(self, shape: str, seats: int, count: int = 1) -> None:
        self._act(self._tables.add_tables, self._event(), shape, seats, count)

    def copy(self, table_ids: Sequence[str]) -> None:
        self._act(self._rooms.copy_tables, list(table_ids))

    def add_fixture(self, kind: str) -> None:
        self._act(self._rooms.add_fixture, self._event(), kind)

    def remove_fixtures(self, fixture_ids: Sequence[str]) -> None:
        self._act(self._rooms.remove_fixtures, list(fixture_ids))

    def _act(self, deed: Callable[..., Any], *args: Any, form: ErrorPlace | None = None, quiet: bool = False, **fields: Any) -> bool:
        """Whether it was carried out; what is wrong with a field stands there in `form`."""
        return self._ctx.act(deed, self._ctx.workspace, *args, form=form, quiet=quiet, **fields) is not None
