"""Files of people into the directory: nothing lost, nothing half done, one step to undo."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

import pytest
from PIL import Image

from advoplanner.bootstrap import create_workspace
from advoplanner.core.errors import Cancelled, RuleBroken
from advoplanner.core.progress import Stoppable
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.people import ContactDraft
from advoplanner.imports.headers import Column, Mapping
from advoplanner.services import events, guests, history, imports, people


@pytest.fixture
def ws(tmp_path):
    workspace = create_workspace(tmp_path / "w.advo")
    yield workspace
    workspace.close()


def new_event(ws) -> str:
    start = datetime(2027, 3, 10, 18)
    new = NewEvent(kind="meetup", title="Council", purpose="Meet", start=start, end=start.replace(hour=21), zone="Europe/Berlin", topic="Data")
    return events.new(ws, new).created("event")[0]


def add(ws, **fields) -> str:
    return people.add(ws, ContactDraft(**fields)).created("person")[0]


def look(ws, text: str | bytes, name: str = "people.csv", **options):
    return imports.preview(ws, text.encode() if isinstance(text, str) else text, name, **options)


def bring(ws, text: str | bytes, name: str = "people.csv", **options):
    return imports.run(ws, look(ws, text, name), **options)


HEAD = "First Name,Last Name,Company,E-mail,Phone,Job Title\n"


def test_people_come_in_and_one_undo_takes_all_back(ws):
    done = bring(ws, HEAD + "Ana,Ruiz,Acme,ana@acme.example,1,CIO\nBo,Lee,Acme,bo@acme.example,2,CTO\n")
    assert (done.read, done.created, done.updated, done.duplicates, done.changes.label) == (2, 2, 0, 0, "Import 2 people")
    assert [row.name for row in people.rows(ws)] == ["Bo Lee", "Ana Ruiz"]
    history.undo(ws)
    assert people.rows(ws) == []
    assert people.organisations(ws) == []
    assert history.next_undo(ws) is None


def test_a_preview_writes_nothing(ws):
    seen = look(ws, HEAD + "Ana,Ruiz,Acme,ana@acme.example,1,CIO\n")
    assert seen.counts == {"new": 1}
    assert people.rows(ws) == []


def test_known_people_get_their_blanks_filled_only(ws):
    person = add(ws, given="Ana", family="Ruiz", emails=("ana@acme.example",), job_title="CIO", city="Ulm")
    people.edit(ws, person, level_band="director")
    done = bring(ws, "Name,E-mail,City,Phone\nAna Ruiz,ana@acme.example,Berlin,+49 1\n")
    found = people.details(ws, person)
    assert (done.created, done.updated) == (0, 1)
    assert (found.row.city, found.phones, found.level_band) == ("Ulm", ("+49 1",), "director")
    assert not bring(ws, "Name,E-mail,City,Phone\nAna Ruiz,ana@acme.example,Berlin,+49 1\n").changes


@pytest.mark.parametrize(
    ("options", "city", "job"),
    [({}, "Ulm", "CIO"), ({"take": frozenset({"city"})}, "Berlin", "CIO"), ({"fill_blanks_only": False}, "Berlin", "CTO")],
)
def test_where_both_speak_a_person_chooses_by_field(ws, options, city, job):
    person = add(ws, given="Ana", family="Ruiz", emails=("ana@acme.example",), job_title="CIO", city="Ulm")
    bring(ws, "Name,E-mail,City,Job Title\nAna Ruiz,ana@acme.example,Berlin,CTO\n", **options)
    found = people.details(ws, person)
    assert (found.row.city, found.row.job_title) == (city, job)


def test_a_new_company_from_a_file_keeps_the_former_job(ws):
    person = add(ws, given="Ana", family="Ruiz", emails=("ana@acme.example",), job_title="CIO", organisation="Acme")
    bring(ws, "Name,E-mail,Company\nAna Ruiz,ana@acme.example,Borealis\n", fill_blanks_only=False)
    found = people.details(ws, person)
    assert (found.row.organisation, [job[:2] for job in found.employments]) == ("Borealis", [("Acme", "CIO")])


def test_an_address_only_record_learns_the_name(ws):
    person = add(ws, display_name="ana@acme.example", emails=("ana@acme.example",))
    bring(ws, "First Name,Last Name,E-mail\nAna,Ruiz,ana@acme.example\n")
    assert (people.details(ws, person).row.name, people.details(ws, person).row.sort_name) == ("Ana Ruiz", "Ruiz, Ana")


def test_the_industry_of_a_known_company_is_filled(ws):
    add(ws, given="Ana", family="Ruiz", emails=("ana@acme.example",), organisation="Acme")
    bring(ws, "Name,E-mail,Company,Industry\nAna Ruiz,ana@acme.example,Acme,Energy\n")
    assert [o.industry for o in people.organisations(ws)] == ["Energy"]


def test_what_a_duplicate_says_more_is_kept(ws):
    done = bring(ws, "Name,E-mail,Phone,City\nAna Ruiz,ana@acme.example,1,\nAna Ruiz,ana@acme.example,2,Ulm\n")
    assert (done.created, done.duplicates) == (1, 1)
    (row,) = people.rows(ws)
    assert (row.city, people.details(ws, row.id).phones) == ("Ulm", ("1", "2"))


def test_a_duplicate_takes_the_place_of_the_row_that_is_left_out(ws):
    text = "Name,E-mail,City\nAna Ruiz,ana@acme.example,Ulm\nAna Ruiz,ana@acme.example,Berlin\nAna Ruiz,ana@acme.example,\n"
    done = bring(ws, text, skip_rows=frozenset({2}))
    assert (done.created, done.duplicates, done.left_out) == (1, 1, 1)
    assert [row.city for row in people.rows(ws)] == ["Berlin"]


def test_rows_left_out_are_not_written_and_not_complained_about(ws):
    done = bring(ws, "Name,E-mail\nAna Ruiz,nonsense\nBo Lee,bo@acme.example\n", skip_rows=frozenset({2}))
    assert [row.name for row in people.rows(ws)] == ["Bo Lee"]
    assert done.problems == []


def test_rows_without_an_address_are_allowed_and_doubtful_ones_told(ws):
    done = bring(ws, "Name,E-mail\nAna Ruiz,\nBo Lee,bo@\n")
    assert done.created == 2
    assert [row for row, _ in done.problems] == [3]
    assert {row.name: row.flags for row in people.rows(ws)} == {"Ana Ruiz": "No address", "Bo Lee": "Address needs checking"}


def test_the_same_address_on_two_people_is_two_people(ws):
    seen = look(ws, "Name,E-mail\nAna Ruiz,desk@acme.example\nBo Lee,desk@acme.example\n")
    imports.run(ws, seen)
    assert "Kept as two people" in seen.matches[1].why
    assert len(people.rows(ws)) == 2


def test_a_row_may_own_the_address_that_it_shares(ws):
    add(ws, given="Bo", family="Lee", emails=("desk@acme.example",))
    seen = look(ws, "Name,E-mail\nAna Ruiz,desk@acme.example\n")
    told = (2, "Bo Lee has the address desk@acme.example too, and owns it. Kept as two people.")
    assert (seen.matches[0].why, imports.foreseen(seen).problems) == (told[1], [told])
    assert imports.run(ws, seen, owners=frozenset({2})).problems == []
    [shared] = people.details(ws, next(row.id for row in people.rows(ws) if row.given == "Ana")).shared_addresses
    assert dict(shared.holders)[shared.owner_id] == "Ana Ruiz"
    history.undo(ws)
    assert [people.details(ws, row.id).shared_addresses for row in people.rows(ws)] == [()]


def test_a_second_row_of_one_person_may_own_the_address_that_it_shares(ws):
    add(ws, given="Bo", family="Lee", emails=("desk@acme.example",))
    seen = look(ws, "Name,E-mail,Company\nAna Ruiz,,Acme\nAna Ruiz,desk@acme.example,Acme\n")
    assert [(m.kind, m.shares) for m in seen.matches] == [("new", ""), ("duplicate", "desk@acme.example")]
    imports.run(ws, seen, owners=frozenset({3}))
    [shared] = people.details(ws, next(row.id for row in people.rows(ws) if row.given == "Ana")).shared_addresses
    assert dict(shared.holders)[shared.owner_id] == "Ana Ruiz"


def test_a_row_that_may_be_several_people_waits_for_a_person(ws):
    add(ws, given="John", family="Smith", organisation="Acme")
    with ws.action("twin"):
        add(ws, given="John", family="Smith", organisation="Acme")
    done = bring(ws, "Name,Company\nJohn Smith,Acme\n")
    assert (done.created, done.updated) == (0, 0)
    assert [row for row, _ in done.problems] == [2]
    assert not done.changes


def test_formulas_are_text(ws):
    bring(ws, "Name,Company,Notes\nAna Ruiz,=1+1,@SUM(A1)\n")
    (row,) = people.rows(ws)
    assert (row.organisation, people.details(ws, row.id).notes) == ("=1+1", "@SUM(A1)")


def test_ragged_rows_are_told_and_the_rest_comes_in(ws):
    done = bring(ws, HEAD + "Ana,Ruiz\nBo,Lee,Acme,bo@acme.example,2,CTO,too,many\nCy,Oz,Acme,cy@acme.example,3,COO\n")
    assert sorted(row.name for row in people.rows(ws)) == ["Ana Ruiz", "Cy Oz"]
    assert [row for row, _ in done.problems] == [2, 3]
    assert done.read == 3


def zip_bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in ("[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml"):
            packed.writestr(name, b" " * 120_000_000 if name.startswith("xl/work") else b"<x/>")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "empty.csv"),
        (b"\n\n\n", "blank.csv"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "picture.csv"),
        (b"PK\x03\x04" + b"\x00" * 300, "zip.csv"),
        (b"not a workbook", "broken.xlsx"),
        (b"no card at all", "empty.vcf"),
        (b"%PDF-1.7 hello", "paper.pdf"),
        (b'Name,E-mail\n"Ana' + b"a" * 1_100_000, "open_quote.csv"),
    ],
)
def test_files_that_hold_no_people_are_refused_in_words(ws, data, name):
    with pytest.raises(RuleBroken) as raised:
        look(ws, data, name)
    assert raised.value.code.startswith("import.")
    assert len(str(raised.value)) > 20


def test_a_zip_bomb_is_refused(ws):
    with pytest.raises(RuleBroken) as raised:
        look(ws, zip_bomb(), "people.xlsx")
    assert raised.value.code.startswith("import.")


def test_a_file_that_is_too_large_is_refused(ws, monkeypatch):
    monkeypatch.setattr(imports, "MAX_BYTES", 10)
    with pytest.raises(RuleBroken) as raised:
        look(ws, "Name\nAna Ruiz\n")
    assert raised.value.code == "import.too_large"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_encodings_are_found(ws, encoding):
    bring(ws, "Name;Company;City\nJürgen Müller;Straße & Söhne;Köln\n".encode(encoding))
    (row,) = people.rows(ws)
    assert (row.name, row.organisation, row.city) == ("Jürgen Müller", "Straße & Söhne", "Köln")


def test_a_mapping_by_hand_is_followed_and_the_rest_kept(ws):
    mapping = Mapping((Column("Who", "full_name"), Column("Colour", "")))
    seen = look(ws, "Who,Colour\nAna Ruiz,blue\n", mapping=mapping)
    assert seen.file.unmapped_columns == ("Colour",)
    imports.run(ws, seen)
    (row,) = people.rows(ws)
    assert people.details(ws, row.id).extra == (("Colour", "blue"),)


def test_the_order_of_day_and_month_is_asked_and_followed(ws):
    text = "Name,Member since\nAna Ruiz,03/04/2026\n"
    assert look(ws, text).file.ask_date_order
    imports.run(ws, look(ws, text, date_order="dmy"))
    assert people.rows(ws)[0].member_since.isoformat() == "2026-04-03"


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 40), (200, 30, 30)).save(out, "PNG")
    return out.getvalue()


def card(name: str, photo: bytes) -> str:
    import base64

    return f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{name}\r\nN:;{name};;;\r\nPHOTO;ENCODING=b;TYPE=PNG:{base64.b64encode(photo).decode()}\r\nEND:VCARD\r\n"


def test_pictures_of_cards_come_along_and_bad_ones_are_told(ws):
    done = bring(ws, card("Ana", picture()) + card("Bo", b"GIF89a nonsense"), "people.vcf")
    photos = {row.name: people.details(ws, row.id).photo for row in people.rows(ws)}
    assert photos["Ana"][:2] == b"\xff\xd8"
    assert photos["Bo"] is None
    assert ["picture was left out" in why for _, why in done.problems] == [True]


def test_a_picture_is_given_to_somebody_known_who_has_none(ws):
    person = add(ws, given="Ana")
    done = bring(ws, card("Ana", picture()), "people.vcf")
    assert people.details(ws, person).photo is not None
    assert done.updated == 1


def test_people_join_an_event_with_their_part(ws):
    event = new_event(ws)
    text = (
        "Name,E-mail,Side,Role,RSVP,Diet,Companion\nAna Ruiz,ana@a.example,prospect,host,yes,vegan,Cy Oz\nBo Lee,bo@a.example,customer,,no,,Di Fo\n"
    )
    done = bring(ws, text, event_id=event)
    found = {g.name: g for g in guests.rows(ws, event)}
    assert done.added_to_event == 2
    assert (found["Ana Ruiz"].side, found["Ana Ruiz"].role, found["Ana Ruiz"].reply) == ("prospect", "host", "accepted")
    assert found["Bo Lee"].reply == "declined"
    assert found["Cy Oz"].companion_of == "Ana Ruiz"
    assert found["Di Fo"].companion_of == "Bo Lee"
    history.undo(ws)
    assert guests.rows(ws, event) == []


def test_a_second_row_does_not_wipe_the_reply_of_the_first(ws):
    event = new_event(ws)
    bring(ws, "Name,E-mail,RSVP\nAna Ruiz,ana@a.example,yes\nAna Ruiz,ana@a.example,\n", event_id=event)
    assert [g.reply for g in guests.rows(ws, event)] == ["accepted"]


def test_an_event_that_is_gone_stops_everything(ws):
    with pytest.raises(RuleBroken) as raised:
        bring(ws, "Name\nAna Ruiz\n", event_id="gone")
    assert raised.value.code == "events.unknown"
    assert people.rows(ws) == []


class StopsAt(Stoppable):
    """Cancels itself once the work is called `what`."""

    def __init__(self, at: str) -> None:
        super().__init__()
        self.at = at

    def step(self, done: float, what: str = "") -> None:
        if what == self.at:
            self.cancel()
        super().step(done, what)


@pytest.mark.parametrize("at", ["Adding people", "Updating people", "Adding guests", "Saving"])
def test_cancel_leaves_nothing(ws, at):
    event = new_event(ws)
    person = add(ws, given="Ana", family="Ruiz", emails=("ana@acme.example",))
    before = history.next_undo(ws)
    seen = look(ws, "Name,E-mail,City\nAna Ruiz,ana@acme.example,Ulm\nBo Lee,bo@acme.example,Ulm\n")
    with pytest.raises(Cancelled):
        imports.run(ws, seen, event_id=event, progress=StopsAt(at))
    assert [row.name for row in people.rows(ws)] == ["Ana Ruiz"]
    assert people.details(ws, person).row.city == ""
    assert guests.rows(ws, event) == []
    assert history.next_undo(ws) == before


def test_a_workspace_with_people_is_kept_first(ws):
    bring(ws, "Name\nAna Ruiz\n")
    assert history.list_snapshots(ws) == []
    bring(ws, "Name\nBo Lee\n")
    assert [(s.name, s.people) for s in history.list_snapshots(ws)] == [("before an import", 1)]
    answers = "".join(f"Guest {at},g{at}@x.example,yes\n" for at in range(25))
    bring(ws, f"Name,E-mail,RSVP\n{answers}", event_id=new_event(ws))
    assert [s.name for s in history.list_snapshots(ws)] == ["before an import", "before an import"]


def test_somebody_removed_since_the_preview_stops_the_import(ws):
    person = add(ws, given="Ana", family="Ruiz", emails=("ana@acme.example",))
    seen = look(ws, "Name,E-mail,City\nAna Ruiz,ana@acme.example,Ulm\n")
    people.remove(ws, [person])
    with pytest.raises(RuleBroken, match="removed since this file was read"):
        imports.run(ws, seen)


def test_what_is_foreseen_is_what_happens(ws):
    add(ws, given="Ana", family="Ruiz", emails=("ana@acme.example",))
    seen = look(ws, "Name,E-mail,City\nAna Ruiz,ana@acme.example,Ulm\nBo Lee,bo@,\nBo Lee,bo@,Ulm\n")
    said = imports.foreseen(seen)
    done = imports.run(ws, seen)
    assert (said.read, said.created, said.updated, said.duplicates) == (done.read, done.created, done.updated, done.duplicates) == (3, 1, 1, 1)
    assert said.problems == done.problems


def test_five_thousand_rows_are_one_step(ws):
    rows = "".join(f"Given{i},Family{i},Company {i % 300},p{i}@acme.example,{i},CIO\n" for i in range(5000))
    done = bring(ws, HEAD + rows)
    assert done.created == 5000
    assert len(history.steps(ws)) == 1
    assert len(people.organisations(ws)) == 300


def test_what_cannot_be_stored_as_it_stands_is_said_row_by_row(ws):
    head = "First Name,Last Name,Company,E-mail,Time zone,Member since,Notes\n"
    long = f"{'G' * 300},Ruiz,Acme,ana@acme.example,Europe/Berlin,2020-01-01,{'n' * 20_001}\n"
    odd = "Bo,Lee,Acme,bo@acme.example,Mars/Base,2999-01-01,\n"
    endless = f"Cy,Long,Acme,{'c' * 250}@acme.example,,,\n"
    done = bring(ws, head + long + odd + endless)
    assert [row for row, _ in done.problems][:4] == [2, 2, 3, 3]
    said = " ".join(why for _, why in done.problems)
    assert "Given name: of 300 characters the first 160 are kept." in said
    assert "Notes: of 20,001 characters the first 20,000 are kept." in said
    assert "“Mars/Base” is no time zone" in said
    assert "begins in the future (2999-01-01)" in said
    assert "An address of more than 254 characters is none" in said
    cy = next(row for row in people.rows(ws) if row.name == "Cy Long")
    assert cy.email == ""
    assert "c" * 250 in people.search_texts(ws, [cy.id])[cy.id]
    bo = people.details(ws, next(row.id for row in people.rows(ws) if row.name == "Bo Lee"))
    assert (bo.row.name, bo.zone, bo.row.member_since) == ("Bo Lee", "", None)
    assert "mars/base" in people.search_texts(ws, [bo.row.id])[bo.row.id].lower()
