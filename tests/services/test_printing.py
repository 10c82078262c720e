"""Documents as files and as previews: the same bytes, names known beforehand, options that reach the paper."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

import pytest

from advoplanner.bootstrap import create_workspace
from advoplanner.core.errors import Cancelled, RuleBroken
from advoplanner.core.progress import Stoppable
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.people import ContactDraft
from advoplanner.services import events, guests, people, printing, workspace

START = datetime(2031, 3, 10, 18, 0)


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    ws = create_workspace(tmp_path_factory.mktemp("printing") / "w.advo")
    new = NewEvent("cab", "Board: spring/summer", "So that members gain", START, START.replace(hour=22), "Europe/Berlin")
    event_id = events.new(ws, new).created("event")[0]
    ids = [people.add(ws, ContactDraft(given=name, family="Ferreira")).created("person")[0] for name in ("Ana", "Bo", "Cy")]
    guests.add(ws, event_id, ids)
    yield ws, event_id
    ws.close()


@pytest.mark.parametrize("key", ["agenda", "badges", "flyer"])
def test_a_preview_is_what_an_export_writes(world, tmp_path, key):
    ws, event_id = world
    seen = printing.preview(ws, event_id, key)
    written = printing.export(ws, event_id, tmp_path, only=[key]).files[0]
    assert written.path.read_bytes() == seen.pdf
    assert (seen.pages, seen.audience, seen.mark) == (written.pages, written.audience, sha256(seen.pdf).hexdigest())


@pytest.mark.parametrize(("only", "audience"), [((), ""), (("guests", "flyer"), ""), ((), "member"), (("agenda",), "public")])
def test_names_of_files_are_known_before_they_are_written(world, tmp_path, only, audience):
    ws, event_id = world
    names = printing.file_names(ws, event_id, only=only, audience=audience)
    report = printing.export(ws, event_id, tmp_path, only=only, audience=audience or None)
    # Nobody agreed to be on the contact sheet, so that there are no vCards.
    names = [name for name in names if not name.endswith(".vcf")]
    assert names == [file.path.name for file in report.files]
    assert sorted(names) == sorted(path.name for path in tmp_path.iterdir())


def test_names_for_readers_who_may_not_have_it_are_refused(world):
    with pytest.raises(RuleBroken, match="not made for public"):
        printing.file_names(*world, only=["briefing"], audience="public")


def test_options_reach_their_document_and_no_other(world, tmp_path):
    ws, event_id = world
    plain = {key: printing.preview(ws, event_id, key).mark for key in ("badges", "agenda")}
    printing.export(ws, event_id, tmp_path, only=["badges", "agenda"], options={"badges": {"start": 4, "outline": False, "shift": (1.5, -0.5)}})
    marks = {path.stem.rpartition(" - ")[2].lower(): sha256(path.read_bytes()).hexdigest() for path in tmp_path.glob("*.pdf")}
    assert marks["agenda"] == plain["agenda"]
    assert marks["badges"] != plain["badges"]


def test_stock_that_does_not_exist_is_refused_and_nothing_is_written(world, tmp_path):
    ws, event_id = world
    with pytest.raises(RuleBroken, match="no stock"):
        printing.export(ws, event_id, tmp_path, only=["badges"], options={"badges": {"stock": "0000"}})
    assert list(tmp_path.iterdir()) == []


def test_paper_is_the_workspaces_unless_said(world):
    ws, event_id = world
    a4 = printing.preview(ws, event_id, "agenda", paper="a4").mark
    workspace.edit(ws, paper="letter")
    try:
        assert printing.preview(ws, event_id, "agenda").mark != a4
        assert printing.preview(ws, event_id, "agenda", paper="a4").mark == a4
    finally:
        workspace.edit(ws, paper="a4")


def test_cancel_stops_a_preview(world):
    stopped = Stoppable()
    stopped.cancel()
    with pytest.raises(Cancelled):
        printing.preview(*world, "briefing", progress=stopped)


def test_packs_are_made_once_for_several_previews(world, monkeypatch):
    made = []
    original = printing.documents.pack
    monkeypatch.setattr(printing.documents, "pack", lambda *args, **kwargs: made.append(args[2]) or original(*args, **kwargs))
    packs = printing.Packs(*world)
    for key in ("badges", "tents", "agenda", "guests"):
        printing.preview(*world, key, audience="member", packs=packs)
    assert made == ["member", "member"]
