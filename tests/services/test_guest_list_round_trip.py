"""A guest list that was exported comes back by import as it was, from the file for spreadsheets and from the raw one."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from advoplanner.bootstrap import create_workspace
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.people import ContactDraft
from advoplanner.services import events, guests, imports, people, printing

START = datetime(2031, 3, 10, 18)
TEXTS = ("=cmd()|x", "+1+1", "-2", "@SUM(A1)", "'=quoted", "''+twice", "'s-Hertogenbosch BV", 'O\'Brien, "Sons" & Co; Ltd', "＝wide", "東京 (K.K.)")


@pytest.mark.parametrize("raw", [False, True])
def test_what_was_exported_comes_back_to_the_letter(tmp_path: Path, raw: bool) -> None:
    with closing(create_workspace(tmp_path / "from.advo")) as ws:
        drafts = [
            ContactDraft(
                given=f"Ann{n}", family=f"Lee{n}", emails=(f"ann{n}@x.example",), organisation=text, job_title=text, diet="vegan", city="Ghent"
            )
            for n, text in enumerate(TEXTS)
        ]
        ids = [people.add(ws, draft).created("person")[0] for draft in drafts]
        event_id = events.new(ws, NewEvent("cab", "Board", "To listen", START, START.replace(hour=22), "Europe/Berlin")).created("event")[0]
        guests.add(ws, event_id, ids)
        report = printing.export(ws, event_id, tmp_path, only=["guests"], options={"guests": {"raw": raw}})
    (file,) = [f.path for f in report.files if f.path.suffix == ".csv"]
    assert ("(raw)" in file.name) is raw
    with closing(create_workspace(tmp_path / "to.advo")) as ws:
        imports.run(ws, imports.preview(ws, file.read_bytes(), file.name))
        found = {person.name: (person.organisation, person.job_title) for person in people.rows(ws)}
    assert found == {f"Ann{n} Lee{n}": (text, text) for n, text in enumerate(TEXTS)}


def test_only_the_raw_file_holds_what_a_spreadsheet_would_calculate(tmp_path: Path) -> None:
    with closing(create_workspace(tmp_path / "w.advo")) as ws:
        person_id = people.add(ws, ContactDraft(given="Ann", family="Lee", organisation="=1+1")).created("person")[0]
        event_id = events.new(ws, NewEvent("cab", "Board", "To listen", START, START.replace(hour=22), "Europe/Berlin")).created("event")[0]
        guests.add(ws, event_id, [person_id])
        held = {}
        for raw in (False, True):
            report = printing.export(ws, event_id, tmp_path / str(raw), only=["guests"], options={"guests": {"raw": raw}})
            held[raw] = next(f.path for f in report.files if f.path.suffix == ".csv").read_text("utf-8-sig")
    assert ",'=1+1," in held[False]
    assert ",=1+1," in held[True]
