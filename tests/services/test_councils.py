"""A council is its members' own: the vendor leads nothing, papers carry the council's mark and name who pays, sessions teach something."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader

from advoplanner.bootstrap import create_workspace
from advoplanner.core.errors import RuleBroken
from advoplanner.domain.councils import host_words
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.people import ContactDraft
from advoplanner.exports.documents import DOCUMENTS
from advoplanner.imports.photos import normalise
from advoplanner.services import agenda, checks, councils, events, guests, history, motives, people, printing, workspace

START = datetime(2027, 3, 10, 9)
PAYS = "Sponsored by Firm, who has no say in the agenda."


@pytest.fixture
def ws(tmp_path):
    made = create_workspace(tmp_path / "w.advo", clock=lambda: datetime(2027, 1, 12, 9, tzinfo=UTC))
    workspace.edit(made, host_company="Firm")
    yield made
    made.close()


def council_of(ws, start=START, title="Spring circle") -> str:
    new = NewEvent("council", title, "Learn", start, start + timedelta(hours=4), "Europe/Berlin", template=False)
    return events.new(ws, new).created("event")[0]


def person_of(ws, name, side="customer") -> str:
    return people.add(ws, ContactDraft(display_name=name, side=side, organisation=f"{name} Ltd")).created("person")[0]


def guest_of(ws, event, name, side="customer", **words) -> str:
    return guests.add(ws, event, [person_of(ws, name, side)], **words).changes.created("guest")[0]


def role_of(ws, guest) -> tuple[str, bool]:
    [row] = guests.rows_of(ws, [guest])
    return row.role, row.counts


@pytest.mark.parametrize("role", ["chair", "host", "facilitator"])
def test_the_vendor_leads_no_council_on_the_guest_list_whichever_way_it_is_tried(ws, role):
    event, own = council_of(ws), person_of(ws, "Hanna", "host")
    with pytest.raises(RuleBroken) as added:
        guests.add(ws, event, [own], role=role)
    hanna = guests.add(ws, event, [own]).changes.created("guest")[0]
    assert role_of(ws, hanna) == ("adviser", False)
    with pytest.raises(RuleBroken) as edited:
        guests.edit(ws, [hanna], role=role)
    ana = guest_of(ws, event, "Ana", role=role)
    with pytest.raises(RuleBroken) as changed:
        guests.edit(ws, [ana], side="host")
    for refused, field in ((added, "role"), (edited, "role"), (changed, "side")):
        assert (refused.value.code, refused.value.field) == ("councils.vendor", field)
    assert "is of the vendor, which only advises a council" in str(edited.value)
    assert (role_of(ws, hanna)[0], role_of(ws, ana)[0]) == ("adviser", role)
    door = guests.walk_in(ws, event, "Ned New", side="host").created("guest")[0]
    assert role_of(ws, door) == ("adviser", False)


def test_the_vendor_leads_no_session_of_a_council_but_may_tell_what_it_is_asked(ws):
    event = council_of(ws)
    hanna = guest_of(ws, event, "Hanna", "host")
    session = agenda.add(ws, event, type="panel", title="Costs", start=START).created("session")[0]
    with pytest.raises(RuleBroken) as refused:
        agenda.set_person(ws, session, hanna, "chair")
    assert (refused.value.code, refused.value.field) == ("councils.vendor", "role")
    agenda.set_person(ws, session, hanna, "panellist")
    assert [p.role for p in agenda.rows(ws, event)[0].people] == ["panellist"]


def test_seed_000_03_a_council_begins_without_the_vendor_as_host_and_is_powered_by_customers(ws):
    event = council_of(ws)
    found = events.details(ws, event)
    assert (found.host_company, found.ownership) == ("", "customer")
    events.edit(ws, event, host_company="Firm")
    council = councils.read(ws, event)
    assert host_words(council.growth, council.vendor) == "Firm is the vendor: let a member's company host."


def papers(ws, event, folder) -> dict[str, str]:
    found = printing.export(ws, event, folder)
    pdfs = [file for file in found.files if file.path.suffix == ".pdf"]
    return {file.document: "\n".join(page.extract_text() for page in PdfReader(file.path).pages) for file in pdfs}


def test_seed_002_21_every_paper_of_a_council_names_its_sponsor_and_carries_its_own_mark(ws, tmp_path):
    event = council_of(ws)
    guest_of(ws, event, "Ana", role="chair")
    agenda.add(ws, event, type="panel", title="Costs", start=START, minutes=60)
    events.edit(ws, event, host_company="Lima Foods", sponsor="Firm", text_mark="Data Circle")
    text = papers(ws, event, tmp_path / "papers")
    cards = {"badges", "tents", "tablecards", "signs", "questioncards"}
    """Cards and signs, on which nothing but names and ways has room."""
    assert {key for key, words in text.items() if PAYS not in words} <= cards
    assert set(DOCUMENTS) == set(text)
    assert "Data Circle" in text["agenda"]
    assert "DATA CIRCLE" in text["thanks"]
    assert "DATA CIRCLE" in text["briefing"]
    assert "LIMA FOODS" not in text["briefing"] + text["thanks"] + text["signs"]


def test_without_a_logo_the_mark_stands_and_without_a_mark_the_kind(ws, tmp_path):
    event = council_of(ws)
    guest_of(ws, event, "Ana")
    assert "PEER COUNCIL" in papers(ws, event, tmp_path / "none")["briefing"]
    picture = BytesIO()
    Image.new("RGB", (400, 100), (20, 90, 80)).save(picture, "PNG")
    councils.set_logo(ws, event, normalise(picture.getvalue()))
    found = printing.export(ws, event, tmp_path / "logo", only=["guests"])
    [pdf] = [file.path for file in found.files if file.path.suffix == ".pdf"]
    assert len(PdfReader(pdf).pages[0].images) == 1
    history.undo(ws)
    assert councils.read(ws, event).logo is None


def test_seed_000_19_each_session_names_the_skill_gained_and_members_see_a_running_list(ws, tmp_path):
    earlier = council_of(ws, START - timedelta(days=90), "Winter circle")
    agenda.add(ws, earlier, type="panel", title="Prices", start=START - timedelta(days=90), skill="Read a price list")
    event = council_of(ws)
    guest_of(ws, event, "Ana")
    agenda.add(ws, event, type="panel", title="Costs", start=START, skill="Count the hours of a model")
    agenda.add(ws, event, type="panel", title="Among us", start=START + timedelta(hours=1), skill="Keep quiet", visibility="host")
    found = printing.export(ws, event, tmp_path, only=["agenda", "briefing"], audience="member")
    text = {file.document: "\n".join(page.extract_text() for page in PdfReader(file.path).pages) for file in found.files}
    assert "You learn: Count the hours of a model" in text["agenda"]
    assert "Read a price list" in text["briefing"]
    assert "Keep quiet" not in text["briefing"]


def test_seed_004_04_input_has_an_owner_and_a_day_and_a_wrong_day_is_refused_at_its_field(ws):
    event = council_of(ws)
    session = agenda.add(ws, event, type="roadmap_input", title="Rank", start=START, input_sought="What first?").created("session")[0]
    agenda.edit(ws, session, decision_owner="Hanna", decision_due="2027-05-01")
    with pytest.raises(RuleBroken) as refused:
        agenda.edit(ws, session, decision_due="in May")
    assert (refused.value.code, refused.value.field) == ("formalities.day", "decision_due")
    [row] = agenda.rows(ws, event)
    assert (row.decision_owner, row.decision_due) == ("Hanna", "2027-05-01")


def test_seed_003_08_the_roster_grows_and_is_printed_only_as_members_agreed(ws, tmp_path):
    first = council_of(ws, START - timedelta(days=90), "Winter circle")
    ana = person_of(ws, "Ana")
    guests.add(ws, first, [ana])
    event = council_of(ws)
    guests.add(ws, event, [ana, person_of(ws, "Ole"), person_of(ws, "Pia")])
    assert [(row.members, row.new) for row in councils.read(ws, event).growth] == [(1, 1), (3, 2)]
    ole = next(row.person_id for row in guests.rows(ws, event) if row.name == "Ole")
    motives.add_restriction(ws, person_id=ole, kind="anonymous")
    found = printing.export(ws, event, tmp_path, only=["guests"], audience="member")
    [pdf] = [file.path for file in found.files if file.path.suffix == ".pdf"]
    text = PdfReader(pdf).pages[0].extract_text()
    assert ("Ana" in text, "Pia" in text, "Ole" in text) == (True, True, False)


def test_seed_000_18_a_member_has_a_term_a_history_and_topics_to_master(ws):
    first = council_of(ws, START - timedelta(days=90), "Winter circle")
    ana = person_of(ws, "Ana")
    people.edit(ws, ana, member_since="2025-03-01", term_end="2027-03-20", topics=("Costs", "Models"))
    for event in (first, council_of(ws)):
        guests.add(ws, event, [ana])
    found = people.details(ws, ana)
    assert (found.member_since, found.term_end, found.row.topics) == ("2025-03-01", "2027-03-20", ("Costs", "Models"))
    assert {event.title for event in found.events} == {"Winter circle", "Spring circle"}
    with pytest.raises(RuleBroken) as refused:
        people.edit(ws, ana, term_end="2024-03-01")
    assert (refused.value.code, refused.value.field) == ("people.term", "term_end")
    board = events.new(ws, NewEvent("cab", "Board", "Learn", START, START + timedelta(hours=4), "Europe/Berlin", template=False)).created("event")[0]
    guests.add(ws, board, [ana])
    assert any(f.code == "guests.terms" and "Ana" in f.message for f in checks.run(ws, board).findings)
    people.edit(ws, ana, term_end="2029-03-20")
    assert not any(f.code == "guests.terms" and "Ana" in f.message for f in checks.run(ws, board).findings), "renewed"
