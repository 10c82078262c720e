"""Whole files become drafts: names, lists, dates, words; nothing is lost and nothing but a sentence is raised."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advoplanner.core.errors import Cancelled, RuleBroken
from advoplanner.core.progress import Stoppable
from advoplanner.domain.people import PERSON_FIELDS, ContactDraft
from advoplanner.imports.contacts import ContactFile, read_contacts
from advoplanner.imports.headers import Column, Mapping


def read(text: str, **options: str) -> ContactFile:
    return read_contacts(text.encode(), "people.csv", **options)  # type: ignore[arg-type]


def one(text: str, **options: str) -> ContactDraft:
    (draft,) = read(text, **options).drafts
    return draft


def test_a_councils_list_with_groups_topics_and_terms() -> None:
    found = read(
        "Full Name,First Name,Last Name,Suffix,Nickname,Job Title,Company,Group,State,Member Since,Term End,Topics,Roles,Phone,Web Page,E-mail\n"
        '"José G. ""Pepe"" Núñez",José,Núñez,,Pepe,Councillor,North ward,Green,NW,2019-01-03,2027-01-03,'
        '"Parks; Science, Space, and Technology","Vice Chair, Parks",202-555-0100,https://nunez.example,jn@council.example\n'
        '"Ada Lee, Jr.",Ada,Lee,Jr.,,Councillor,South ward,Blue,SW,2020-01-03,2028-01-03,"Science, Space, and Technology",,,,al@council.example\n'
    )
    first, second = found.drafts
    assert first == ContactDraft(
        given="José", family="Núñez", nickname="Pepe", display_name='José G. "Pepe" Núñez', job_title="Councillor", organisation="North ward",
        emails=("jn@council.example",), phones=("202-555-0100",), region="NW", website="https://nunez.example",
        topics=("Parks", "Science, Space, and Technology"), groups=("Green",), background="Vice Chair, Parks",
        member_since=date(2019, 1, 3), term_end=date(2027, 1, 3), row=2,
    )  # fmt: skip
    assert second.topics == ("Science, Space, and Technology",)
    assert second.display_name == "Ada Lee, Jr."
    assert (found.problems, found.unmapped_columns, found.kind, found.read) == ([], (), "csv", 2)


def test_google_with_several_values_in_a_cell() -> None:
    draft = one(
        "First Name,Middle Name,Last Name,Organization Name,Labels,E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Value,Phone 1 - Value,Birthday\n"
        "Ann,Mary,Lee,Acme,Council ::: VIP ::: * myContacts,* Work,ann@acme.example ::: a@acme.example,ann@x.example,+1 555 ::: +1 666,1970-01-01\n"
    )
    assert draft.display_name == "Ann Mary Lee"
    assert draft.tags == ("Council", "VIP")
    assert draft.emails == ("ann@acme.example", "a@acme.example", "ann@x.example")
    assert draft.phones == ("+1 555", "+1 666")
    assert draft.extra == ()


def test_outlook_in_the_windows_code_page() -> None:
    text = "Anrede;Vorname;Nachname;Firma;Position;Ort geschäftlich;Ort privat;E-Mail-Adresse;Kategorien\n"
    text += "Dr.;Jörg;Müller;Bär & Söhne;Leiter Einkauf;Köln;Bonn;jm@baer.example;Beirat\n"
    found = read_contacts(text.encode("cp1252"), "kontakte.csv")
    (draft,) = found.drafts
    assert (found.encoding, found.delimiter) == ("cp1252", ";")
    assert (draft.display_name, draft.organisation, draft.city, draft.tags) == ("Dr. Jörg Müller", "Bär & Söhne", "Köln", ("Beirat",))
    assert draft.extra == (("Ort privat", "Bonn"),)


def test_linkedin_with_its_preamble() -> None:
    draft = one(
        'Notes:\n"When exporting"\n\nFirst Name,Last Name,URL,Email Address,Company,Position,Connected On\n'
        "Ada,Lee,https://l.example/a,,Acme,CIO,12 Mar 2024\n"
    )
    assert (draft.given, draft.job_title, draft.organisation, draft.emails, draft.row) == ("Ada", "CIO", "Acme", (), 5)


def test_a_tracking_list_pasted_from_outlook() -> None:
    text = "Name\tAttendance\tResponse\nHost, Helga\tMeeting Organizer\tNone\n"
    text += "Weber, Dr. Anna\tRequired Attendee\tAccepted\nbo@x.example\tOptional Attendee\tTentative\n"
    drafts = read_contacts(text.encode(), "pasted.txt").drafts
    assert [(d.display_name, d.role, d.reply) for d in drafts] == [
        ("Helga Host", "host", "none"),
        ("Dr. Anna Weber", "participant", "accepted"),
        ("bo@x.example", "participant", "tentative"),
    ]
    assert drafts[2].emails == ("bo@x.example",)


def test_addresses_pasted_from_a_to_line() -> None:
    found = read_contacts(b'"Weber, Anna" <anna@x.example>; Bo Ek <bo@x.example>, cy@x.example\n', "pasted.txt")
    assert found.kind == "addresses"
    assert [(d.display_name, d.emails) for d in found.drafts] == [
        ("Anna Weber", ("anna@x.example",)),
        ("Bo Ek", ("bo@x.example",)),
        ("cy@x.example", ("cy@x.example",)),
    ]


def test_a_list_without_headers() -> None:
    found = read("Ana Lee,ana@x.example,9\nBo Ek,bo@x.example,8\n")
    assert [(d.given, d.family, d.emails, d.row) for d in found.drafts] == [("Ana", "Lee", ("ana@x.example",), 1), ("Bo", "Ek", ("bo@x.example",), 2)]


def test_a_forms_answers() -> None:
    found = read(
        "Timestamp,Email Address,What is your name?,Will you attend?,Dietary requirements,Plus one,Shoe size\n"
        "1,a@x.example,Ana Lee,Yes,None,Max Lee,38\n2,b@x.example,Bo Ek,zugesagt,vegan,no,\n3,c@x.example,Cy Day,dunno,,yes,\n"
    )
    assert [(d.reply, d.diet, d.companion) for d in found.drafts] == [("accepted", "", "Max Lee"), ("accepted", "vegan", ""), ("", "", "")]
    assert found.unmapped_columns == ("Shoe size",)
    assert found.drafts[0].extra == (("Shoe size", "38"),)
    assert found.drafts[2].extra == (("Will you attend?", "dunno"), ("Companion", "yes"))
    assert [row for row, _ in found.problems] == [4, 4]


def test_sides_roles_and_decisions_in_other_words() -> None:
    draft = one("Name,Side,Role,Decision\nAna Lee,Kundin,Speaker,on hold\n")
    assert (draft.side, draft.role, draft.decision) == ("customer", "presenter", "hold")


def test_a_column_of_other_words_is_kept_without_complaint() -> None:
    found = read("Name,E-mail,Status\nAna Lee,a@x.example,Active since May\n")
    assert found.drafts[0].extra == (("Status", "Active since May"),)
    assert found.problems == []


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2024-03-12", date(2024, 3, 12)),
        ("2024-03-12T10:00:00Z", date(2024, 3, 12)),
        ("20240312", date(2024, 3, 12)),
        ("12.3.2024", date(2024, 3, 12)),
        ("12 Mar 2024", date(2024, 3, 12)),
        ("12-Mar-24", date(2024, 3, 12)),
        ("March 12, 2024", date(2024, 3, 12)),
        ("12. März 2024", date(2024, 3, 12)),
        ("12 de marzo de 2024", date(2024, 3, 12)),
        ("13/3/2024", date(2024, 3, 13)),
        ("3/13/2024", date(2024, 3, 13)),
        ("4/4/2024", date(2024, 4, 4)),
        ("0/0/00", None),
    ],
)
def test_dates_as_people_write_them(cell: str, expected: date | None) -> None:
    found = read(f'Name,Member Since\nAna Lee,"{cell}"\n')
    assert found.drafts[0].member_since == expected
    assert found.problems == []


def test_the_order_of_day_and_month_is_asked_once_or_seen() -> None:
    text = "Name,Member Since\nAna Lee,3/4/2024\nBo Ek,5/6/2024\n"
    asked = read(text)
    assert asked.ask_date_order
    assert [row for row, _ in asked.problems] == [2, 3]
    assert asked.drafts[0].extra == (("Member Since", "3/4/2024"),)
    assert read(text, date_order="dmy").drafts[0].member_since == date(2024, 4, 3)
    assert read(text, date_order="mdy").drafts[0].member_since == date(2024, 3, 4)
    seen = read(text + "Cy Day,31/12/2024\n")
    assert not seen.ask_date_order
    assert seen.drafts[0].member_since == date(2024, 4, 3)


def test_dates_that_cannot_be_are_told_and_kept() -> None:
    found = read("Name,Member Since,Term End\nAna Lee,2024-02-31,\nBo Ek,2025-01-01,2024-01-01\n")
    assert [row for row, _ in found.problems] == [2, 3]
    assert found.drafts[0].extra == (("Member Since", "2024-02-31"),)
    assert (found.drafts[1].term_end, found.drafts[1].extra) == (None, (("Term End", "2024-01-01"),))


def test_cells_that_look_like_formulas_stay_text_and_our_own_mark_goes() -> None:
    draft = one("Name,Company,Phone,Job Title,Nickname\nAna Lee,=HYPERLINK(1),'+49 30 1,'=cmd,'Lee\n")
    assert (draft.organisation, draft.phones, draft.job_title, draft.nickname) == ("=HYPERLINK(1)", ("+49 30 1",), "=cmd", "'Lee")


def test_bad_addresses_are_kept_and_told() -> None:
    found = read("Name,E-mail\nAna Lee,ana.example\nBo Ek,Bo Ek <bo@x.example>\n")
    assert found.drafts[0].emails == ("ana.example",)
    assert found.drafts[1].emails == ("bo@x.example",)
    assert [row for row, _ in found.problems] == [2]


def test_rows_without_name_and_address_are_rejected_and_counted() -> None:
    found = read("Name,E-mail,Company\nAna Lee,,\n,,Acme\n,bo@x.example,\n")
    assert [d.display_name for d in found.drafts] == ["Ana Lee", "bo@x.example"]
    assert (found.rejected, found.read) == ((3,), 3)


@pytest.mark.parametrize("name", ["李小龙", "أحمد", "Prince", "😀 Smile", "van der Berg-Anderssen Montgomery III", "x" * 120, "O'Brien"])
def test_all_names_are_kept_as_they_are(name: str) -> None:
    draft = one(f"Name,E-mail\n{name},a@x.example\n")
    assert draft.display_name == name
    assert draft.given or draft.family


def test_a_mapping_from_a_person_rules() -> None:
    found = read_contacts(b"Who,Where\nAna Lee,Bonn\n", "people.csv", Mapping((Column("who", "full_name"), Column("Where", "skip"))))
    assert (found.drafts[0].family, found.drafts[0].city, found.drafts[0].extra, found.unmapped_columns) == ("Lee", "", (), ())


def test_no_cell_is_lost() -> None:
    cells = [f"cell{i}" for i in range(12)]
    headers = "Name,City,Home City,Other City,Company,Account Name,Job Title,Position,Foo,Bar,Notes,Comments"
    draft = one(headers + "\n" + ",".join(cells) + "\n")
    held = {str(getattr(draft, name)) for name in PERSON_FIELDS if name != "extra"} | {value for _, value in draft.extra}
    assert all(any(cell in text for text in held) for cell in cells)


def test_cards_are_known_by_their_content() -> None:
    found = read_contacts(b"BEGIN:VCARD\nFN:Ana Lee\nEMAIL:ana@x.example\nEND:VCARD\n", "contacts.txt")
    assert (found.kind, found.drafts[0].family, found.table_preview[1]) == ("vcard", "Lee", ["Ana Lee", "ana@x.example", ""])
    with pytest.raises(RuleBroken, match="no contact card"):
        read_contacts(b"hello", "x.vcf")


def test_other_kinds_of_file_are_refused() -> None:
    with pytest.raises(RuleBroken, match=r"“\.pdf” files"):
        read_contacts(b"%PDF-1.7", "people.pdf")


def test_a_name_with_an_at_sign_is_lost_in_no_row() -> None:
    text = "Name,E-mail\n@SUM(A1),b@x.example\nana@home.example,ana@x.example\nCy <cy@x.example>,\n"
    found = read_contacts(text.encode(), "list.csv").drafts
    assert [(d.display_name, d.emails) for d in found] == [
        ("@SUM(A1)", ("b@x.example",)), ("ana@x.example", ("ana@x.example", "ana@home.example")), ("Cy", ("cy@x.example",)),
    ]  # fmt: skip


def test_the_questions_of_a_form_are_understood() -> None:
    asked = "Your full name,Please enter your company,Your e-mail address,Will you attend?,Who will you bring?"
    [ana] = read_contacts(f"{asked}\nAna Ruiz,Acme,ana@x.example,Yes,Lu Ruiz\n".encode(), "form.csv").drafts
    assert (ana.display_name, ana.organisation, ana.emails) == ("Ana Ruiz", "Acme", ("ana@x.example",))
    assert (ana.reply, ana.companion) == ("accepted", "Lu Ruiz")


def test_cancel_stops_the_reading() -> None:
    progress = Stoppable()
    progress.cancel()
    with pytest.raises(Cancelled):
        read_contacts(b"Name,E-mail\nAna,a@x.example\n", "people.csv", progress=progress)


def test_the_template_maps_every_column() -> None:
    found = read_contacts((files("resources") / "templates" / "people.csv").read_bytes(), "people.csv")
    assert [column.header for column in found.mapping.columns if column.field in ("", "skip") or not column.sure] == []
    (draft,) = found.drafts
    assert (draft.prefix, draft.side, draft.reply, draft.term_end) == ("Dr.", "customer", "accepted", date(2027, 12, 31))
    assert (found.problems, draft.extra) == ([], ())


@given(st.binary(max_size=500), st.sampled_from(["x.csv", "x.txt", "x.vcf", "x.xlsx", "x.xls", "x", "x.ods"]))
def test_any_bytes_give_people_or_a_sentence(data: bytes, name: str) -> None:
    with suppress(RuleBroken):
        found = read_contacts(data, name)
        assert found.read == len(found.drafts) + len(found.rejected)


_CELLS = st.sampled_from(
    [
        "Name",
        "E-mail",
        "Member Since",
        "Topics",
        "Reply",
        "Diet",
        "Companion",
        "Phone",
        "ana@x.example",
        "Ana Lee",
        "3/4/2024",
        '"a;b"',
        "yes",
        "'=1",
        "",
        "Ü",
    ]
)


@given(st.lists(st.lists(_CELLS | st.text(max_size=12), min_size=1, max_size=6), min_size=1, max_size=8), st.sampled_from([",", ";", "\t"]))
def test_any_table_gives_people_or_a_sentence(rows: list[list[str]], sign: str) -> None:
    data = "\n".join(sign.join(row) for row in rows).encode("utf-8", "replace")
    with suppress(RuleBroken):
        found = read_contacts(data, "x.csv")
        assert all(draft.display_name for draft in found.drafts)
        assert set(found.rejected) <= {row for row, _ in found.problems}
