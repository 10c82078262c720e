"""What was exported last is remembered, so that only what has changed is printed again; one refused file does not stop the others."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

import pypdf
import pytest

from advoplanner.bootstrap import create_workspace
from advoplanner.core.dates import moment_here
from advoplanner.core.errors import KnownProblem
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.people import ContactDraft
from advoplanner.domain.prints import changed_cards, changed_pages
from advoplanner.exports.page_marks import page_marks
from advoplanner.exports.words import CHANGED
from advoplanner.services import agenda, agenda_versions, events, guests, history, people, printing, prints

START = datetime(2031, 3, 10, 18, 0)
BADGES, BRIEFING = ("badges", "member", "a4"), ("briefing", "host", "a4")


@pytest.fixture
def world(tmp_path):
    ws = create_workspace(tmp_path / "w.advo")
    ids = [people.add(ws, ContactDraft(given=name, family="Moe", organisation=f"{name} Works")).created("person")[0] for name in ("Ada", "Bo", "Cy")]
    new = NewEvent("cab", "Board", "So that members gain", START, START.replace(hour=22), "Europe/Berlin")
    event_id = events.new(ws, new).created("event")[0]
    guests.add(ws, event_id, ids)
    agenda.add(ws, event_id, type="panel", title="Open floor", start=START, minutes=60)
    yield ws, event_id, ids, tmp_path / "out"
    ws.close()


def _cards(ws, event_id):
    shown = printing.preview(ws, event_id, "badges")
    return changed_cards(shown.cards, prints.last(ws, event_id)[BADGES])


def test_a_list_with_marks_of_what_changed_is_exported_for_other_programs_too(world):
    ws, event_id, ids, out = world
    printing.export(ws, event_id, out, only=["guests"])
    people.edit(ws, ids[1], organisation="New Works")
    report = printing.export(ws, event_id, out, only=["guests"], options={"guests": {"raw": True}})
    assert [file.path.name for file in report.files] == ["Board - Guest list.pdf", "Board - Guest list.xlsx", "Board - Guest list (raw).csv"]


def test_only_the_card_of_who_changed_is_printed_again(world):
    ws, event_id, ids, out = world
    printing.export(ws, event_id, out, only=["badges"])
    assert _cards(ws, event_id) == ()
    people.edit(ws, ids[1], organisation="New Works")
    (changed,) = _cards(ws, event_id)
    options = {"badges": {"guests": frozenset({changed})}}
    (file,) = printing.export(ws, event_id, out, only=["badges"], options=options).files
    assert file.path.name == "Board - Badges (changed).pdf"
    assert (out / "Board - Badges.pdf").exists()
    assert _cards(ws, event_id) == ()


def test_only_pages_that_read_otherwise_have_changed(world):
    ws, event_id, ids, out = world
    printing.export(ws, event_id, out, only=["briefing"])
    before = prints.last(ws, event_id)[BRIEFING]
    people.edit(ws, ids[1], background="Rows at dawn")
    now = page_marks(printing.preview(ws, event_id, "briefing").pdf)
    assert len(changed_pages(now, before)) == 1
    assert changed_pages(before.pages, before) == ()


def test_remembering_is_no_step_of_undo(world):
    ws, event_id, _, out = world
    label = history.next_undo(ws)
    printing.export(ws, event_id, out, only=["agenda"])
    assert prints.last(ws, event_id)[("agenda", "member", "a4")].mark
    assert history.next_undo(ws) == label


def test_a_file_that_cannot_be_replaced_keeps_no_other_from_being_written(world):
    ws, event_id, _, out = world
    (out / "Board - Badges.pdf").mkdir(parents=True)
    report = printing.export(ws, event_id, out, only=["agenda", "badges", "tents"])
    assert {f.document for f in report.files} == {"agenda", "tents"}
    assert [key for key, _ in report.failed] == ["badges"]
    assert "Board - Badges.pdf" in report.problems[0]
    assert list(out.glob("*.part")) == []
    again = printing.export(ws, event_id, out, only=["badges"], beside=True)
    assert [f.path.name for f in again.files] == ["Board - Badges (2).pdf"]
    assert again.failed == ()


def test_where_nothing_can_be_written_the_problem_is_raised(world):
    ws, event_id, _, out = world
    (out / "Board - Badges.pdf").mkdir(parents=True)
    with pytest.raises(KnownProblem):
        printing.export(ws, event_id, out, only=["badges"])


def _marked(ws, event_id, key):
    """What a document's bars stand beside, as they are read out, and the words below its pages."""
    pdf = pypdf.PdfReader(BytesIO(printing.preview(ws, event_id, key).pdf))
    tags = [element.get_object() for element in pdf.trailer["/Root"]["/StructTreeRoot"]["/K"]["/K"]]
    bars = [t["/Alt"].removeprefix("Changed: ") for t in tags if t["/S"] == "/Figure" and t.get("/Alt", "").startswith("Changed: ")]
    return bars, [line for page in pdf.pages for line in page.extract_text().splitlines() if line.startswith(CHANGED)]


def test_nothing_is_marked_in_what_is_exported_first(world):
    ws, event_id, _, _ = world
    assert [_marked(ws, event_id, key) for key in ("agenda", "briefing", "guests", "signin")] == [([], [])] * 4


def test_what_changed_since_the_last_export_is_marked_until_it_is_exported_again(world):
    ws, event_id, ids, out = world
    printing.export(ws, event_id, out)
    people.edit(ws, ids[1], organisation="New Works")
    for key, bars in (("guests", ["Bo Moe"]), ("signin", ["Bo Moe"]), ("briefing", ["Bo Moe", "Bo Moe"]), ("agenda", []), ("dietary", [])):
        assert _marked(ws, event_id, key)[0] == bars
    bars, said = _marked(ws, event_id, "guests")
    assert [line.removeprefix(CHANGED) for line in said] == [f"{moment_here(prints.last(ws, event_id)[('guests', 'host', 'a4')].at)}."]
    file = printing.export(ws, event_id, out, only=["guests"]).files[0]
    assert CHANGED in pypdf.PdfReader(file.path).pages[0].extract_text()
    assert _marked(ws, event_id, "guests") == ([], [])
    again = printing.preview(ws, event_id, "guests")
    assert prints.last(ws, event_id)[("guests", "host", "a4")].mark == again.mark
    assert not again.marked


def test_pages_that_changed_are_those_with_a_mark(world):
    ws, event_id, ids, out = world
    printing.export(ws, event_id, out, only=["briefing"])
    before = prints.last(ws, event_id)[BRIEFING]
    people.edit(ws, ids[1], background="Rows at dawn")
    shown = printing.preview(ws, event_id, "briefing").pdf
    barred = [n for n, page in enumerate(pypdf.PdfReader(BytesIO(shown)).pages) if CHANGED in page.extract_text()]
    assert list(changed_pages(page_marks(shown), before)) == barred
    assert len(barred) == 1


def test_an_agenda_is_held_against_the_version_before_it(world):
    ws, event_id, _, _ = world
    kept, late = (agenda.add(ws, event_id, type="panel", title=t, start=START.replace(hour=h), minutes=30).created("session")[0]
                  for t, h in (("Later", 20), ("Last", 21)))  # fmt: skip
    agenda_versions.release(ws, event_id, waiver="Enough for a test")
    assert _marked(ws, event_id, "agenda") == ([], [])
    agenda.edit(ws, kept, title="Much later")
    agenda.remove(ws, [late])
    agenda.edit(ws, next(row.id for row in agenda.rows(ws, event_id) if row.title == "Open floor"), private_notes="Only hosts read this")
    for key in ("agenda", "onepage", "personal"):
        assert set(_marked(ws, event_id, key)[0]) == {"Much later"}
    assert _marked(ws, event_id, "runofshow")[0] == ["Open floor", "Much later"]
    text = pypdf.PdfReader(BytesIO(printing.preview(ws, event_id, "agenda").pdf)).pages[0].extract_text()
    assert f"{CHANGED}version 1." in text
    assert "No longer on the agenda since version 1: 21:00 Last" in text
    agenda_versions.release(ws, event_id, waiver="Enough for a test")
    assert set(_marked(ws, event_id, "agenda")[0]) == {"Much later"}
