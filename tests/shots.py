"""Pictures of every page, drawer and dialog of the example workspace: `python3 dev.py shots --to out [--only guests …]`.

The real window is put together off screen, walked through in light and dark at two sizes, and each view is saved as
NAME-APPEARANCE-WIDTH.png. What does not exist, or cannot be opened without a person, is named and skipped.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
APPEARANCES = ("light", "dark")
SIZES = ((1366, 768), (1024, 768))
EVENTS = ("cab", "council", "meetup", "rockstar")
"""Kinds of which one event each is shown; the first has every page, the others those of ALSO."""

ALSO = frozenset({"overview", "guests", "agenda", "seating", "packs", "kit", "sign_ups"})
PATIENCE = 4.0
"""Seconds that a view may take to come to rest."""

DRAWERS: dict[str, Callable[[Any], object]] = {
    "agenda": lambda page: page.select(_services("agenda").rows(page.ctx.workspace, page.event_id)[0].id),
    "seating": lambda page: page.select(_services("guests").rows(page.ctx.workspace, page.event_id)[0].id),
    "packs": lambda page: page.select("briefing"),
    "settings": lambda page: page.open_account(_account(page.ctx.workspace)),
    "day": lambda page: page.open_walk_in(),
    "kit": lambda page: [page.select(row.guest_id) for row in (page.board.papers or page.talks)[:1]],
    "programmes": lambda page: [page.open_row(row.id) for row in page.model.shown_rows()[:1] if hasattr(page, "open_row")],
    "followup": lambda page: [page.open_row(row.id) for row in _services("followup").actions(page.ctx.workspace, page.event_id)[:1]],
}
"""How the first thing of a page is picked where it is not the first row of a table."""

BESIDE = frozenset({"packs", "seating"})
"""Pages that show the picked thing beside the list rather than in a drawer."""

DIALOGS: tuple[tuple[str, str, Callable[[Any], object]], ...] = (
    ("new-event", "events", lambda page: page.make_new()),
    ("copy-event", "events", lambda page: page.copy_event([_services("events").rows(page.ctx.workspace)[0].id])),
    ("add-person", "people", lambda page: page.add_person()),
    ("import-people", "people", lambda page: page.import_people()),
    ("keep-filter", "people", lambda page: page.filter_acts.keep()),
    ("company", "people", lambda page: [page.select(page.model.shown_rows()[0].id), page._drawn.profile.about_company()]),
    ("assistant", "people", lambda page: [page.select(page.model.shown_rows()[0].id), page._drawn.profile.assistant.choose()]),
    ("duplicates", "people", lambda page: page.find_duplicates()),
    ("merge-people", "people", lambda page: page.acts.merge([row.id for row in page.model.shown_rows()[:2]])),
    ("new-programme", "programmes", lambda page: page.add()),
    ("add-members", "programme", lambda page: page.add_people()),
    ("find-slot", "events", lambda page: _find_slot(page)),
    ("find-presenter", "guests", lambda page: page.find_people()),
    ("find-audience", "guests", lambda page: _find_audience(page)),
    ("add-expert", "guru_slots", lambda page: page.add_expert()),
    ("give-slot", "guru_slots", lambda page: page.give()),
    ("plan-introduction", "introductions", lambda page: page.plan()),
    ("keep-seat", "reserved_seats", lambda page: page.keep()),
    ("add-cost", "kit", lambda page: page.open_cost()),
    ("repeat-event", "kit", lambda page: page.repeat()),
    ("host-request", "host_requests", lambda page: page.add_request()),
    ("sign-up", "sign_ups", lambda page: page.sign_up()),
    ("tables", "seating", lambda page: page.plan_commands.generate()),
    ("send", "outbox", lambda page: page.acts.leave(page.acts.ready())),
    ("add-guests", "guests", lambda page: page.add_guests()),
    ("release-agenda", "agenda", lambda page: page.version_desk.release(page)),
    ("cancel-invitations", "invitations", lambda page: page.cancel()),
)
"""Dialogs by name, the page on which each is opened, and how. Their own loop is replaced, so each only has its picture taken."""

FILLED = {
    "title": "Winter board",
    "topic": "Keeping good people",
    "purpose": "Members decide with us what comes next.",
    "start": datetime(2027, 11, 10, 9, 0),
    "end": datetime(2027, 11, 10, 17, 0),
    "zone": "Europe/Lisbon",
    "default_zone": "Europe/Lisbon",
}
"""What is typed into the forms of dialogs before their pictures are taken, by the name of the field."""


@dataclass
class Album:
    """Where pictures go, and which views are wanted (all where `only` is empty)."""

    folder: Path
    only: tuple[str, ...]
    taken: int = 0
    suffix: str = ""

    def wants(self, name: str) -> bool:
        return not self.only or any(word == name or name.startswith(f"{word}-") for word in self.only)

    def save(self, widget: Any, name: str) -> None:
        path = self.folder / f"{name}-{self.suffix}.png"
        if not widget.grab().save(str(path)):
            raise SystemExit(f"“{path}” could not be written.")
        self.taken += 1


def main(argv: list[str]) -> int:
    """Take all pictures; prints how many and how long it took."""
    parser = argparse.ArgumentParser(prog="shots")
    parser.add_argument("--to", type=Path, required=True, help="folder for the pictures")
    parser.add_argument("--only", nargs="*", default=[], help="names of pages or dialogs; all unless given")
    options = parser.parse_args(argv)
    options.to.mkdir(parents=True, exist_ok=True)
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as home:
        _private(Path(home))
        album = Album(options.to, tuple(options.only))
        _walk(Path(home) / "example.advo", album)
    print(f"{album.taken} pictures in {options.to}, {time.perf_counter() - began:.0f} seconds")
    return 0 if album.taken else 1


def _walk(path: Path, album: Album) -> None:
    from PySide6.QtCore import qInstallMessageHandler
    from PySide6.QtWidgets import QApplication

    from ui import assembly
    from ui.kit import theme

    qInstallMessageHandler(_say)
    app = QApplication(sys.argv[:1])
    parts = assembly.assemble(app)
    parts.desk.ctx.dialogs = Unanswered()
    parts.window.show()
    skipped: dict[str, str] = {}
    for appearance, (width, height) in ((a, s) for a in APPEARANCES for s in SIZES):
        theme.THEME.apply(appearance)
        parts.window.resize(width, height)
        album.suffix = f"{appearance}-{width}"
        if album.wants("start"):
            parts.desk.close()
            parts.window.show_start()
            _settle(parts.desk.ctx)
            album.save(parts.window, "start")
        _open(parts, path)
        skipped |= _views(parts, album)
        skipped |= _dialogs(parts, album)
    parts.desk.close()
    for name, why in sorted(skipped.items()):
        print(f"skipped {name}: {why}")


def _open(parts: Any, path: Path) -> None:
    """The example, made the first time."""
    from advoplanner import bootstrap
    from advoplanner.services import sample

    if parts.window.is_open:
        return
    if not path.exists():
        made = bootstrap.create_workspace(path, name="Example")
        sample.make(made)
        made.close()
    parts.desk.open(path)
    _settle(parts.desk.ctx, lambda: parts.window.is_open)


def _views(parts: Any, album: Album) -> dict[str, str]:
    """Every page, and its drawer with the first thing picked; returns what was skipped and why."""
    from ui.pages import PAGES

    skipped: dict[str, str] = {}
    for spec in PAGES:
        if not album.wants(spec.id):
            continue
        for name, event_id in _targets(parts, spec):
            try:
                _view(parts, album, spec.id, name, event_id)
            except Exception as error:  # one broken view must not cost the others; it is named at the end
                skipped[name] = f"{type(error).__name__}: {error}"
    return skipped


def _targets(parts: Any, spec: Any) -> Iterator[tuple[str, str | None]]:
    if spec.scope == "workspace":
        yield spec.id, None
        return
    rows = {row.kind: row.id for row in reversed(_services("events").rows(parts.desk.ctx.workspace)) if row.status != "closed"}
    for kind in EVENTS:
        if kind in rows and (kind == EVENTS[0] or spec.id in ALSO):
            yield (spec.id if kind == EVENTS[0] else f"{spec.id}-{kind}"), rows[kind]


def _view(parts: Any, album: Album, page_id: str, name: str, event_id: str | None) -> None:
    window = parts.window
    window.navigate(page_id, event_id)
    page = window.stack.page()
    page.drawer.close_drawer()
    _settle(parts.desk.ctx)
    album.save(window, name)
    if name == page_id:
        _pick(page)
        _settle(parts.desk.ctx)
        if window.stack.page() is page and (page.drawer.isVisible() or page_id in BESIDE):
            album.save(window, f"{name}-drawer")
        page.drawer.close_drawer()


def _pick(page: Any) -> None:
    """The first thing of a page, as Enter on it would."""
    from ui.kit.data_table import DataTable

    if type(page).__module__.split(".")[-2] in DRAWERS:
        DRAWERS[type(page).__module__.split(".")[-2]](page)
        return
    table = next((each for each in page.findChildren(DataTable) if each.isVisible() and each.rows.rowCount()), None)
    if table is not None:
        page.select(table.rows.id_at(0))


def _dialogs(parts: Any, album: Album) -> dict[str, str]:
    """Each dialog of DIALOGS and each page of a wizard; returns what was skipped and why."""
    from ui.kit.dialog import Dialog, Wizard

    skipped: dict[str, str] = {}
    ask = Dialog.ask

    def taken(dialog: Any, over: Any) -> bool:
        dialog.show()
        places = range(dialog._pages.count()) if isinstance(dialog, Wizard) else (0,)
        _fill(dialog)
        for place in places:
            if isinstance(dialog, Wizard):
                dialog._show(place)
            _settle(parts.desk.ctx)
            album.save(dialog, f"{name}-{place + 1}" if len(places) > 1 else name)
        dialog.close()
        return False

    Dialog.ask = taken  # type: ignore[method-assign]
    try:
        for name, page_id, opened in DIALOGS:
            if album.wants(name):
                before = album.taken
                skipped |= _opened(parts, page_id, name, opened)
                if album.taken == before:
                    skipped.setdefault(name, "nothing opened")
    finally:
        Dialog.ask = ask  # type: ignore[method-assign]
    return skipped


def _fill(dialog: Any) -> None:
    """What a wizard asks for before its later pages have something to show."""
    from ui.kit.form import FieldGrid

    for form in dialog.findChildren(FieldGrid):
        for name, value in FILLED.items():
            if name in form._fields:
                form[name].show_value(value)
                form.changed.emit(name)


def _opened(parts: Any, page_id: str, name: str, opened: Callable[[Any], object]) -> dict[str, str]:
    from ui.pages import page

    spec = page(page_id)
    for _, event_id in list(_targets(parts, spec))[:1]:
        try:
            parts.window.navigate(page_id, event_id)
            _settle(parts.desk.ctx)
            opened(parts.window.stack.page())
        except Exception as error:  # as above
            return {name: f"{type(error).__name__}: {error}"}
    return {}


class Unanswered:
    """Nobody is there to answer: every question is answered as Cancel would."""

    parent: Any = None

    def open_file(self, *_: Any, **__: Any) -> None: ...
    def save_file(self, *_: Any, **__: Any) -> None: ...
    def choose_folder(self, *_: Any, **__: Any) -> None: ...
    def tell(self, *_: Any, **__: Any) -> None: ...
    def ask_text(self, *_: Any, **__: Any) -> None: ...
    def ask_secret(self, *_: Any, **__: Any) -> None: ...
    def choose(self, *_: Any, **__: Any) -> None: ...

    def open_files(self, *_: Any, **__: Any) -> list[Path]:
        return []

    def confirm(self, *_: Any, **__: Any) -> bool:
        return False


def _settle(ctx: Any, until: Callable[[], bool] = lambda: True) -> None:
    """Let the window come to rest: no job runs for a moment, and `until` holds."""
    from PySide6.QtWidgets import QApplication

    end = time.monotonic() + PATIENCE
    quiet_since = time.monotonic()
    while time.monotonic() < end:
        QApplication.processEvents()
        if ctx.jobs.running or not until():
            quiet_since = time.monotonic()
        elif time.monotonic() - quiet_since > 0.12:
            return
        QApplication.sendPostedEvents()


def _say(kind: Any, context: Any, text: str) -> None:
    """Qt's warnings, without those about what an off-screen window cannot do."""
    if not text.startswith("This plugin does not support"):
        print(text, file=sys.stderr)


def _account(workspace: Any) -> str:
    """A mail account for the picture, that sends as whoever invites in the example."""
    accounts, events = _services("accounts"), _services("events")
    address = events.details(workspace, events.rows(workspace)[0].id).organiser_email
    known = [row.id for row in accounts.rows(workspace) if row.address == address]
    if known:
        return str(known[0])
    made = str(accounts.add(workspace, address).created("mail_account")[0])
    accounts.edit(workspace, made, sends=True, reads=True)
    return made


def _find_slot(page: Any) -> None:
    from ui.pages.events.slot_dialog import SlotDialog

    SlotDialog(page.ctx, _services("venues").rows(page.ctx.workspace), page.ctx.clock().date()).ask(page)


def _find_audience(page: Any) -> None:
    from ui.pages.guests.presenter_dialog import AudienceDialog

    page.find_people(AudienceDialog)


def _services(name: str) -> Any:
    from importlib import import_module

    return import_module(f"advoplanner.services.{name}")


def _private(home: Path) -> None:
    """Settings and window places of this run's own, so that no person's are read or changed."""
    from platformdirs import user_cache_dir

    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    # The compiled seating engine is the person's own: compiling it again costs half a minute.
    os.environ.setdefault("NUMBA_CACHE_DIR", user_cache_dir("AdvoPlanner", appauthor=False))
    for name in ("CONFIG", "DATA", "STATE", "CACHE"):
        os.environ[f"XDG_{name}_HOME"] = str(home / name.lower())


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main(sys.argv[1:]))
