"""Commands about whole workspaces: sample, demo, import, snapshot and repair."""

from __future__ import annotations

import tempfile
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from advoplanner.cli.output import opened, show
from advoplanner.core.errors import KnownProblem
from advoplanner.core.paths import is_there, read_bytes
from advoplanner.core.text import listed, plural
from advoplanner.services.context import Workspace

if TYPE_CHECKING:
    from advoplanner.imports.contacts import ContactFile


def sample(options: Namespace) -> int:
    from advoplanner.services import sample as service

    if is_there(options.workspace):
        raise KnownProblem("workspace.exists", f"“{options.workspace.name}” exists already; the example overwrites nothing.", "Choose another name.")
    with opened(options.workspace, make=True) as ws:
        made = service.make(ws)
    words = f"{plural(len(made.events), 'event')} and {plural(made.people, 'person', 'people')} in {options.workspace}"
    return show(options, {"events": list(made.events), "people": made.people}, [words])


def demo(options: Namespace) -> int:
    from advoplanner.cli.demo import run

    done = run(options.to)
    lines = [*(str(f) for f in done.files), *(f"{step}: {seconds:.2f} s" for step, seconds in done.seconds.items())]
    return show(options, {"files": [str(f) for f in done.files], "seconds": done.seconds}, lines)


def import_people(options: Namespace) -> int:
    from advoplanner.exports import import_report
    from advoplanner.imports.headers import load_profile
    from advoplanner.services import events, import_rows, imports

    data = read_bytes(options.file, imports.MAX_BYTES)
    mapping = load_profile(options.mapping) if options.mapping else None
    with _target(options) as ws:
        event_id = events.find(ws, options.event) if options.event else None
        seen = imports.preview(ws, data, options.file.name, mapping, date_order=options.dates)
        if options.report:
            # First, because a report that cannot be written says that nothing was imported.
            import_report.write(options.report, [import_rows.report_cells(row) for row in import_rows.import_rows(seen)])
        done = imports.foreseen(seen) if options.dry_run else imports.run(ws, seen, event_id=event_id)
    silent = sum(not draft.emails for draft in seen.file.drafts)
    document = {
        "read": done.read, "created": done.created, "updated": done.updated, "duplicates": done.duplicates,
        "problems": [{"row": row, "why": why} for row, why in done.problems],
        "unmapped": list(seen.file.unmapped_columns), "without_email": silent, "notes": list(seen.file.notes),
    }  # fmt: skip
    words = f"{done.read} read, {done.created} created, {done.updated} updated, {done.duplicates} duplicates"
    return show(options, document, [words, *_to_look_at(seen.file), *(f"row {row}: {why}" for row, why in done.problems)])


def _to_look_at(file: ContactFile) -> list[str]:
    """What a person should know of a file as a whole."""
    kept = listed([f"“{header}”" for header in file.unmapped_columns])
    silent = sum(not draft.emails for draft in file.drafts)
    told = [*file.notes]
    told += [f"{kept}: no field is known for this, so the text is kept beside each person. --mapping says what it is."] if kept else []
    told += [f"{silent} without an e-mail address"] if silent else []
    told += ["Days such as 3/4/2026 were left out: say with --dates dmy or mdy what comes first."] if file.ask_date_order else []
    return told


def snapshot(options: Namespace) -> int:
    from advoplanner.services import history

    with opened(options.workspace, read_only=options.act == "list") as ws:
        if options.act == "make":
            history.take_snapshot(ws, options.name or "snapshot")
        elif options.act == "restore":
            history.restore_snapshot(ws, options.name)
        found = history.list_snapshots(ws)
    rows = [{"name": s.name, "at": s.at.isoformat(), "people": s.people, "events": s.events, "path": str(s.path)} for s in found]
    lines = [f"{s.at:%Y-%m-%d %H:%M} UTC  {s.name} · {plural(s.people, 'person', 'people')}, {plural(s.events, 'event')}" for s in found]
    return show(options, {"snapshots": rows}, lines or ["No snapshots yet."])


def repair(options: Namespace) -> int:
    from advoplanner.services import repair as service

    done = service.salvage(options.workspace, options.to)
    kept = done.version
    words = f"{plural(done.rows, 'row')} saved into {options.to}; {plural(done.lost_tables, 'table')} could not be read whole"
    if kept:
        words = f"{options.workspace} itself cannot be read; its newest whole version, kept {kept.at:%Y-%m-%d %H:%M} UTC, was saved into {options.to}"
    return show(options, {"rows": done.rows, "tables": done.tables, "to": str(options.to), "version": kept.at.isoformat() if kept else None}, [words])


@contextmanager
def _target(options: Namespace) -> Iterator[Workspace]:
    """The workspace to import into; a dry run reads the one that is there, or a passing one, and makes none."""
    if options.dry_run and not is_there(options.workspace):
        with tempfile.TemporaryDirectory() as folder, opened(Path(folder) / "empty.advo", make=True) as ws:
            yield ws
        return
    with opened(options.workspace, make=True, read_only=options.dry_run) as ws:
        yield ws
