"""What each audience may read: private words never leave the host team, restrictions bind every document and spreadsheet."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date, datetime
from email import message_from_bytes, policy
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest
from PIL import Image

from advoplanner.bootstrap import create_workspace
from advoplanner.core.errors import RuleBroken
from advoplanner.domain.documents import GuestFacts
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.motives import Motives
from advoplanner.domain.people import ContactDraft
from advoplanner.domain.redaction import Reading, redacted, sentences
from advoplanner.domain.restrictions import CONSENTS, KINDS, Audience, Leave, Restriction, Use, decide
from advoplanner.exports.documents import DOCUMENTS
from advoplanner.services import (
    agenda,
    auto_seat,
    calendar,
    checks,
    consents,
    documents,
    events,
    followup,
    guests,
    history,
    introductions,
    motives,
    outbox,
    people,
    printing,
    sample,
    tables,
)

OUTSIDE = (Audience.MEMBER, Audience.PROSPECT, Audience.PUBLIC)
SERVICE = (Audience.CATERER, Audience.VENUE)
START = datetime(2031, 3, 10, 18, 0)
DAY = date(2031, 3, 10)
PRIVATE = {
    "background": "Qbackground", "notes": "Qnotes", "diet": "Qdiet", "access_needs": "Qaccess", "travel": "Qtravel", "hotel": "Qhotel",
    "guest notes": "Qguestnotes", "talking": "Qtalking", "ask": "Qask", "unsaid": "Qunsaid", "job": "Qjob", "likes": "Qlikes", "wont": "Qwont",
    "session notes": "Qsessionnotes", "session purpose": "Qsessionpurpose", "materials": "Qmaterials", "event notes": "Qeventnotes",
    "address": "qsecret@", "comment": "Qcomment", "restriction": "Qrestriction", "action": "Qaction", "value": "Qvalue",
}  # fmt: skip
"""A word for each thing that only the host team may read."""

FOLK = {
    "unnamed": "Unnamia", "anonymous": "Anonymia", "peer": "Peeria", "shy": "Shyia", "expired": "Expirea", "company": "Companya",
    "speaker": "Speakera", "plain": "Plainia", "quiet": "Quietia", "host": "Hostia",
}  # fmt: skip


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """A seated event in which every private field is filled, and one guest for each way of being restricted."""
    ws = create_workspace(tmp_path_factory.mktemp("documents") / "w.advo")
    ids = {key: _person(ws, key, name) for key, name in FOLK.items()}
    _restrict(ws, ids)
    event_id = events.new(ws, NewEvent("cab", "Board", "So that members gain", START, START.replace(hour=22), "Europe/Berlin")).created("event")[0]
    events.edit(ws, event_id, notes=PRIVATE["event notes"])
    guests.add(ws, event_id, ids.values())
    by_person = {g.person_id: g.id for g in guests.rows(ws, event_id)}
    invited = {key: by_person[person_id] for key, person_id in ids.items()}
    guests.edit(ws, [invited["speaker"]], role="presenter")
    guests.edit(ws, list(invited.values()), talking_points=(PRIVATE["talking"],), ask_them=(PRIVATE["ask"],), do_not_say=(PRIVATE["unsaid"],),
                travel=PRIVATE["travel"], hotel=PRIVATE["hotel"], notes=PRIVATE["guest notes"], value_sentence=PRIVATE["value"])  # fmt: skip
    guests.set_reply(ws, list(invited.values()), "accepted", comment=PRIVATE["comment"])
    _fill_agenda(ws, event_id, invited)
    followup.add_action(ws, event_id, PRIVATE["action"], tell_guest_id=invited["unnamed"])
    tables.make_layout(ws, event_id, "round", [(2, 6)])
    auto_seat.seat_all(ws, event_id, iterations=500)
    yield ws, event_id
    ws.close()


def _person(ws: Any, key: str, name: str) -> str:
    company = "Muffled Ltd" if key == "company" else f"{name} Works"
    draft = ContactDraft(
        given=name, family=f"{name}son", emails=(f"{key}.{PRIVATE['address']}mail.example",), organisation=company,
        side="host" if key == "host" else "customer", diet=PRIVATE["diet"], access_needs=PRIVATE["access_needs"], notes=PRIVATE["notes"],
        background=PRIVATE["background"], city="Ghent",
    )  # fmt: skip
    person_id = people.add(ws, draft).created("person")[0]
    people.set_photo(ws, person_id, _picture())
    found = Motives({"status": 3, "say": 2}, style="analyst", jobs=(PRIVATE["job"],), likes=(PRIVATE["likes"],), wont_do=(PRIVATE["wont"],))
    motives.set_motives(ws, person_id, found)
    return person_id


def _restrict(ws: Any, ids: dict[str, str]) -> None:
    note = PRIVATE["restriction"]
    motives.add_restriction(ws, person_id=ids["unnamed"], kind="no_name_in_print", note=note)
    motives.add_restriction(ws, person_id=ids["anonymous"], kind="anonymous", note=note)
    motives.add_restriction(ws, person_id=ids["peer"], kind="peers_only", note=note, audiences=("public",))
    motives.add_restriction(ws, person_id=ids["shy"], kind="no_photo", note=note)
    motives.add_restriction(ws, person_id=ids["expired"], kind="no_name_in_print", note=note, until="2020-01-31")
    muffled = next(o.id for o in people.organisations(ws) if o.name == "Muffled Ltd")
    motives.add_restriction(ws, organisation_id=muffled, kind="no_name_in_print", note=note)
    motives.add_restriction(ws, person_id=ids["speaker"], kind="no_endorsement", note=note)
    for key in ("speaker", "plain", "unnamed"):
        motives.add_restriction(ws, person_id=ids[key], kind="no_name_in_print", note=note, allows=True)


def _fill_agenda(ws: Any, event_id: str, invited: dict[str, str]) -> None:
    private = {"private_notes": PRIVATE["session notes"], "purpose": PRIVATE["session purpose"], "materials": PRIVATE["materials"]}
    session_id = agenda.add(ws, event_id, type="panel", title="Open floor", start=START, minutes=60, **private).created("session")[0]
    for key in ("unnamed", "speaker", "plain"):
        agenda.set_person(ws, session_id, invited[key], "panellist")


def _picture() -> bytes:
    out = BytesIO()
    Image.new("RGB", (60, 60), "navy").save(out, "JPEG")
    return out.getvalue()


def _readable(path: Path) -> str:
    """All that can be read in a file, however it got there."""
    if path.suffix == ".pdf":
        return _pdf_words(path.read_bytes())
    if path.suffix == ".csv":
        return "\n".join(",".join(row) for row in csv.reader(path.read_text("utf-8-sig").splitlines()))
    if path.suffix in (".vcf", ".ics"):
        return path.read_text("utf-8").replace("\r\n ", "")
    if path.suffix == ".eml":
        letter = message_from_bytes(path.read_bytes(), policy=policy.default)
        parts = [part.get_content() for part in letter.walk() if not part.is_multipart()]
        return "\n".join([str(letter["Subject"]), *(part if isinstance(part, str) else part.decode("utf-8", "replace") for part in parts)])
    return "\n".join(str(cell.value) for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows() for cell in row)


def _pdf_words(data: bytes) -> str:
    book = pypdfium2.PdfDocument(data)
    words = "\n".join(page.get_textpage().get_text_range() for page in book)
    outline = "\n".join(mark.get_title() for mark in book.get_toc())
    return f"{words}\n{outline}\n{book.get_metadata_dict()}"


@pytest.fixture(scope="module", params=OUTSIDE)
def outside(request, world, tmp_path_factory):
    """For each audience outside the host team everything it gets: (audience, document) → words."""
    ws, event_id = world
    report = printing.export(ws, event_id, tmp_path_factory.mktemp(request.param), audience=request.param)
    return request.param, {f"{f.document}{f.path.suffix}": _readable(f.path) for f in report.files}


def test_every_document_that_an_audience_may_read_was_written(outside):
    audience, texts = outside
    endings = {key: [e for e, _ in spec.writers] for key, spec in DOCUMENTS.items() if audience in spec.audiences}
    # Nobody agreed to be on the contact sheet, so that there are no vCards of it.
    assert set(texts) == {f"{key}{ending}" for key, each in endings.items() for ending in each} - {"contacts.vcf"}
    assert [name for name, text in texts.items() if len(text) <= 20] == []


def test_private_words_reach_nobody_outside(outside):
    _, texts = outside
    found = [(name, word) for name, text in texts.items() for word in (*PRIVATE.values(), "Analyst", "Looks for", "Better not said") if word in text]
    assert found == []


def test_who_may_not_be_named_is_named_nowhere(outside):
    audience, texts = outside
    kept = ["unnamed", "anonymous", "company"] + ([] if audience == "member" else ["peer"])
    assert [(name, key) for name, text in texts.items() for key in kept if FOLK[key] in text] == []
    assert [name for name, text in texts.items() if "Muffled" in text] == []


def test_whoever_is_restricted_no_more_is_named_again(outside):
    audience, texts = outside
    assert (FOLK["expired"] in texts["guests.pdf"]) is (audience != "public")


def test_the_public_reads_only_of_our_own_people_and_of_those_who_consented(outside):
    audience, texts = outside
    named = {key for key, name in FOLK.items() if name in texts["guests.csv"]}
    allowed = {"speaker", "plain", "host"}
    assert (named == allowed) if audience == "public" else (allowed < named)


def test_a_speaker_who_endorses_nobody_stands_on_the_flyer_without_company(outside):
    audience, texts = outside
    assert FOLK["speaker"] in texts["flyer.pdf"]
    assert ("Speakera Works" in texts["guests.csv"]) is (audience != "public")
    assert ("Speakera Works" in texts["agenda.pdf"]) is (audience != "public")


def test_an_agenda_keeps_quiet_about_who_is_not_named_and_names_the_others(outside):
    _, texts = outside
    assert "Speakera" in texts["agenda.pdf"]
    assert "Unnamia" not in texts["agenda.pdf"]


def test_the_seat_of_somebody_unnamed_is_not_called_free(outside):
    _, texts = outside
    assert "Reserved" in texts["tables.pdf"]


def test_pictures_appear_only_with_consent(world):
    ws, event_id = world
    for audience in OUTSIDE:
        pack = documents.pack(ws, event_id, audience)
        pictured = {g.given for g in pack.guests if g.photo}
        assert "Shyia" not in pictured
        assert (pictured == set()) is (audience == "public")


def test_the_host_team_reads_everything_and_what_to_mind(world):
    ws, event_id = world
    words = _pdf_words(printing.preview(ws, event_id, "briefing").pdf)
    kept = {"event notes", "session notes", "session purpose", "materials", "notes", "guest notes", "address", "comment", "value"}
    assert [key for key, word in PRIVATE.items() if key not in kept and word not in words] == []
    assert all(name in words for name in FOLK.values())
    by_name = {g.given: g for g in documents.pack(ws, event_id, "host").guests}
    assert by_name["Unnamia"].restrictions == (f"No name in print: {PRIVATE['restriction']}",)
    assert by_name["Expirea"].restrictions == ()
    assert "Qsessionnotes" in _pdf_words(printing.preview(ws, event_id, "runofshow").pdf)


def test_what_is_left_out_is_said_once_with_every_name(world):
    ws, event_id = world
    hidden = documents.pack(ws, event_id, "member").hidden
    assert "Unnamia Unnamiason is left out: no name in print." in hidden
    assert "Companya Companyason is left out: no name in print, as for everybody at Muffled Ltd." in hidden
    assert "The picture of Shyia Shyiason is left out: no photo." in hidden
    public = " ".join(documents.pack(ws, event_id, "public").hidden)
    assert "2 people are left out: peers only" not in public
    assert "whether they may be named in public is not known" in public
    assert "The company of Speakera Speakerason is left out: no endorsement." in public
    assert documents.pack(ws, event_id, "host").hidden == ()


@pytest.mark.parametrize("key", [key for key, spec in DOCUMENTS.items() if spec.audiences == (Audience.HOST,)])
@pytest.mark.parametrize("audience", OUTSIDE)
def test_documents_of_the_host_team_are_refused_to_others(world, key, audience):
    ws, event_id = world
    with pytest.raises(RuleBroken, match="host team only"):
        printing.preview(ws, event_id, key, audience=audience)


# The rule itself

CONSENT = Restriction("c", "no_name_in_print", allows=True)
ANA = GuestFacts("g", "Ana", organisation="Acme", side="customer", photo=b"x", background="b", companion_of="Bo")


@pytest.mark.parametrize("kind", KINDS)
def test_no_restriction_hides_anything_from_the_host_team_unless_it_says_so(kind):
    assert redacted(ANA, [Restriction("r", kind)], "host", DAY) == Reading(ANA)
    assert redacted(ANA, [Restriction("r", "anonymous", audiences=("host",))], "host", DAY).facts is None


def test_the_strictest_of_two_sources_wins():
    own, company = Restriction("a", "no_photo", until=date(2031, 1, 1)), Restriction("b", "anonymous", inherited_from="Acme")
    reading = redacted(ANA, [own, company, CONSENT], "member", DAY)
    assert reading.facts is None
    assert sentences(reading.left_out) == ["Ana is left out: anonymous on lists, as for everybody at Acme."]


@pytest.mark.parametrize(("until", "named"), [(None, False), (DAY, False), (date(2031, 3, 9), True)])
def test_a_restriction_holds_through_its_last_day(until, named):
    shown = redacted(ANA, [Restriction("r", "no_name_in_print", until=until)], "member", DAY).facts
    assert (shown is not None) is named


def test_peers_only_keeps_prospects_and_the_public_away_whatever_else_was_ticked():
    for audience, named in (("member", True), ("prospect", False), ("public", False)):
        shown = redacted(ANA, [Restriction("r", "peers_only", audiences=("member",)), CONSENT], audience, DAY).facts
        assert (shown is not None) is named


def test_many_left_out_for_one_reason_make_one_sentence():
    left_out = [item for name in ("Ana", "Bo", "Cy") for item in redacted(replace(ANA, name=name), [], "public", DAY).left_out]
    assert sentences(left_out) == ["3 people are left out: whether they may be named in public is not known. These are Ana, Bo and Cy."]
    pictures = [item for name in ("Ana", "Bo") for item in redacted(replace(ANA, name=name), [CONSENT], "public", DAY).left_out]
    assert sentences(pictures) == ["The pictures of 2 people are left out: no consent for public use is known. These are Ana and Bo."]


def test_the_names_of_many_who_are_left_out_are_counted():
    left_out = [item for n in range(88) for item in redacted(replace(ANA, name=f"Guest {n}"), [], "public", DAY).left_out]
    (sentence,) = sentences(left_out)
    assert sentence.endswith("These are Guest 0, Guest 1, Guest 2, Guest 3, Guest 4 and 83 others.")


@pytest.mark.parametrize(
    ("limits", "audience", "why"),
    [
        ([], "public", "no consent for public use is known"),
        ([Restriction("c", "no_photo", allows=True)], "public", ""),
        ([Restriction("c", "no_photo", allows=True, until=date(2031, 3, 9))], "public", "the consent ended on Sunday 9 March 2031"),
        ([Restriction("c", "no_photo", allows=True, audiences=("member",))], "public", "no consent for public use is known"),
        ([Restriction("c", "no_photo", allows=True), Restriction("r", "no_photo", inherited_from="Acme")], "public",
         "no photo, as for everybody at Acme"),
        ([Restriction("c", "no_photo", allows=True), Restriction("r", "no_photo", until=date(2031, 3, 9))], "public", ""),
        ([Restriction("r", "no_photo", until=date(2031, 3, 9))], "public", "no consent for public use is known"),
        ([], "member", ""),
    ],
)  # fmt: skip
def test_the_rule_about_pictures(limits, audience, why):
    verdict = decide(Use.PICTURE, limits, audience, DAY)
    assert (verdict.allowed, verdict.why) == (not why, why)


def test_leave_opens_one_use_towards_one_audience_and_says_why():
    leave = [Leave("l", "picture", "public", "Agreed by phone on Monday")]
    assert decide(Use.PICTURE, [], "public", DAY, leave).why == "Agreed by phone on Monday"
    assert not decide(Use.NAME, [], "public", DAY, leave).allowed
    assert not decide(Use.PICTURE, [Restriction("r", "no_photo")], "prospect", DAY, leave).allowed
    assert decide(Use.PICTURE, [], "member", DAY, leave) == decide(Use.PICTURE, [], "member", DAY)


def test_every_consent_is_about_something_that_can_be_forbidden():
    assert set(CONSENTS) <= set(KINDS)


def test_leave_is_kept_listed_undone_and_taken_back(world):
    ws, event_id = world
    kept = next(item for item in documents.pack(ws, event_id, "public").left_out if item.what == "picture" and item.of.startswith("Plainia"))
    with pytest.raises(RuleBroken, match="needs a reason"):
        consents.give_leave(ws, event_id, kept.person_id, kept.use, "public", "  ")
    consents.give_leave(ws, event_id, kept.person_id, kept.use, "public", "Agreed by phone on Monday")
    pack = documents.pack(ws, event_id, "public")
    assert {g.given for g in pack.guests if g.photo} == {"Plainia"}
    assert "The picture of Plainia Plainiason is shown to the public all the same: Agreed by phone on Monday" in pack.hidden
    (leave,) = consents.standing_leaves(ws, event_id)
    assert (leave.person, leave.what, leave.audience, leave.reason) == ("Plainia Plainiason", "picture", "public", "Agreed by phone on Monday")
    assert checks.waivers(ws, event_id) == []
    consents.take_back_leave(ws, leave.id)
    assert consents.standing_leaves(ws, event_id) == []
    history.undo(ws)
    assert len(consents.standing_leaves(ws, event_id)) == 1
    history.undo(ws)
    assert {g.given for g in documents.pack(ws, event_id, "public").guests if g.photo} == set()


def test_the_kitchen_reads_needs_and_places_and_nobody_by_name(world, tmp_path):
    ws, event_id = world
    report = printing.export(ws, event_id, tmp_path, audience="caterer")
    words = "\n".join(_readable(f.path) for f in report.files)
    assert [f.document for f in report.files] == ["dietary"]
    assert PRIVATE["diet"] in words
    assert [name for name in FOLK.values() if name in words] == []


def test_the_venue_reads_what_is_needed_and_nothing_private(world, tmp_path):
    ws, event_id = world
    report = printing.export(ws, event_id, tmp_path, audience="venue")
    # A hotel and its drivers need what the rooming list and the list of arrivals are made for.
    words = "\n".join(_readable(f.path) for f in report.files if f.document not in ("rooming", "arrivals"))
    assert PRIVATE["materials"] in words
    inside = "\n".join(_readable(f.path) for f in report.files if f.document not in ("rooming", "arrivals"))
    assert [key for key, word in PRIVATE.items() if key not in ("materials", "access_needs") and word in inside] == []
    beds = ("materials", "access_needs", "travel", "hotel")
    assert [key for key, word in PRIVATE.items() if key not in beds and word in words] == []
    assert "Unnamia" not in words


def test_what_ends_before_the_event_still_holds_on_paper_printed_today(tmp_path):
    ws = create_workspace(tmp_path / "w.advo")
    try:
        person = people.add(ws, ContactDraft(given="Ana", family="Ferreira")).created("person")[0]
        motives.add_restriction(ws, person_id=person, kind="anonymous", until=ws.clock().date().isoformat())
        new = NewEvent("cab", "Board", "So that members gain", START, START.replace(hour=22), "Europe/Berlin")
        event_id = events.new(ws, new).created("event")[0]
        guests.add(ws, event_id, [person])
        assert documents.pack(ws, event_id, "member").guests == ()
    finally:
        ws.close()


def test_wishes_to_meet_become_introductions_for_the_host_team_only(tmp_path: Path) -> None:
    ws = create_workspace(tmp_path / "example.advo")
    board = sample.make(ws).events[1]
    planned = introductions.rows(ws, board)
    first = documents.pack(ws, board, Audience.HOST).introductions
    assert {(i.first, i.second, i.by) for i in first} == {(r.a, r.b, r.introducer) for r in planned}
    introductions.remove(ws, [row.id for row in planned])
    inside, outside = documents.pack(ws, board, Audience.HOST), documents.pack(ws, board, Audience.MEMBER)
    ws.close()
    assert any({i.first, i.second} == {"Amara Okonkwo", "Ana Ferreira"} and i.by for i in inside.introductions)
    assert outside.introductions == ()


def test_seed_002_15_whoever_agreed_stands_on_the_contact_sheet_and_nobody_else(world):
    ws, event_id = world
    person = next(g.person_id for g in guests.rows(ws, event_id) if g.name.startswith("Plainia"))
    assert all(g.contact == () for g in documents.pack(ws, event_id, "member").guests)
    motives.add_restriction(ws, person_id=person, kind="no_contact_sheet", allows=True)
    reached = {g.given: g.contact for g in documents.pack(ws, event_id, "member").guests if g.contact}
    assert reached == {"Plainia": (("E-mail", f"plain.{PRIVATE['address']}mail.example"),)}
    assert all(g.contact == () for audience in ("public", *SERVICE) for g in documents.pack(ws, event_id, audience).guests)
    motives.add_restriction(ws, person_id=person, kind="no_email")
    assert all(g.contact == () for g in documents.pack(ws, event_id, "member").guests)
    history.undo(ws)
    history.undo(ws)


def test_letters_and_calendars_hold_no_private_word_and_no_hidden_name(world, tmp_path):
    ws, event_id = world
    events.edit(ws, event_id, organiser_name="Olga Host", organiser_email="olga@host.example")
    letters = outbox.invite(ws, event_id, tmp_path / "letters").written
    calendars = [calendar.publish(ws, [event_id], tmp_path / f"{form}.ics", form=form).path for form in ("block", "sessions")]
    assert len(letters) == len(FOLK)
    assert {path.suffix for path in (*letters, *calendars)} == {".eml", ".ics"}
    for path in (*letters, *calendars):
        words, own = _readable(path), path.name
        # Somebody's own letter goes to their own address and says what they gain.
        mine = ("address", "value") if path.suffix == ".eml" else ()
        private = [word for key, word in PRIVATE.items() if word in words and key not in mine]
        hidden = [name for key, name in FOLK.items() if key in ("unnamed", "anonymous", "company") and name in words and f"{key}.q" not in own]
        assert (path.name, private, hidden) == (path.name, [], [])
    assert "Open floor" in _readable(calendars[1])
    assert FOLK["speaker"] not in "".join(_readable(path) for path in calendars)
