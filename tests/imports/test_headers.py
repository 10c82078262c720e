"""Columns of other programs' files find their fields."""

from __future__ import annotations

from pathlib import Path

import pytest

from advoplanner.core.errors import KnownProblem, RuleBroken
from advoplanner.domain.people import ContactDraft
from advoplanner.imports.header_words import FIELDS, NAMES
from advoplanner.imports.headers import Column, Mapping, dump_profile, guess, load_profile


def fields(headers: str) -> list[str]:
    mapping = guess(headers.split(","))
    return [mapping.field_at(i) for i in range(len(mapping.columns))]


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ("First Name,Middle Name,Last Name,Name Prefix,Organization Name,Organization Title,Labels,E-mail 1 - Label,"
         "E-mail 1 - Value,Phone 2 - Value,Address 1 - City",
         "given middle family prefix organisation job_title tags skip emails phones city"),
        ("Name,Given Name,Family Name,Group Membership,E-mail 2 - Type,E-mail 2 - Value,Organization 1 - Name,"
         "Organization 1 - Title,Website 1 - Value",
         "full_name given family tags skip emails organisation job_title website"),
        ("Title,First Name,Last Name,Company,Job Title,Business City,Business Country/Region,Business Phone 2,"
         "E-mail Address,E-mail 2 Address,Categories,Birthday",
         "prefix given family organisation job_title city country phones emails emails tags skip"),
        ("Anrede,Vorname,Nachname,Firma,Abteilung,Position,Ort geschäftlich,Land/Region geschäftlich,"
         "Telefon geschäftlich,E-Mail-Adresse,Kategorien,Notizen",
         "prefix given family organisation department job_title city country phones emails tags notes"),
        ("Prénom,Nom,Société,Adresse de messagerie,Ville,Pays", "given family organisation emails city country"),
        ("Nombre,Apellidos,Empresa,Cargo,Correo electrónico,Ciudad,País", "given family organisation job_title emails city country"),
        ("Id,IsDeleted,AccountId,LastName,FirstName,Salutation,MailingCity,MailingState,MailingCountry,MobilePhone,Email,Title",
         "skip skip skip family given prefix city region country phones emails job_title"),
        ("FIRSTNAME,LASTNAME,EMAIL", "given family emails"),
        ("First Name,Last Name,Title,Account Name,Mailing State/Province,Contact ID", "given family job_title organisation region skip"),
        ("Record ID,First Name,Email,Phone Number,Contact owner,Job Title,Company Name,Country/Region,State/Region",
         "skip given emails phones skip job_title organisation country region"),
        ("First Name,Last Name,URL,Email Address,Company,Position,Connected On", "given family website emails organisation job_title skip"),
        ("Name,Attendance,Response", "full_name role reply"),
        ("Timestamp,Email Address,What is your name?,Will you attend?,Dietary requirements", "skip emails full_name reply diet"),
        ("Side,Role,RSVP,Plus one,Group,Topics,Member Since,Term End,Nickname,State,"
         "Roles", "side role reply companion groups topics member_since term_end nickname region background"),
    ],
)  # fmt: skip
def test_known_headers(headers: str, expected: str) -> None:
    assert fields(headers) == expected.split()


def test_near_misses_are_only_suggested() -> None:
    mapping = guess(["Frist Name", "Organistaion", "Do you have any allergies we should know of?", "Shoe size"])
    assert mapping.columns[1] == Column("Organistaion", "organisation", sure=False)
    assert mapping.columns[2] == Column("Do you have any allergies we should know of?", "diet", sure=False)
    assert mapping.columns[3] == Column("Shoe size", "")
    assert [mapping.field_at(i) for i in range(4)] == ["", "", "", ""]
    assert mapping.accepted().field_at(1) == "organisation"


def test_every_name_leads_to_a_field_that_exists() -> None:
    drafts = set(ContactDraft.__dataclass_fields__)
    assert set(NAMES) <= set(FIELDS)
    assert set(FIELDS) - drafts == {"full_name", "middle", "skip"}


def test_a_profile_survives_saving_and_loading(tmp_path: Path) -> None:
    mapping = Mapping(
        (Column("Vorname", "given"), Column('Odd "name" = [x]', "organisation"), Column("Maybe", "city", sure=False), Column("", "")), "dmy"
    )
    path = tmp_path / "profile.toml"
    path.write_text(dump_profile(mapping), encoding="utf-8")
    loaded = load_profile(path)
    assert loaded.date_order == "dmy"
    assert loaded.columns == tuple(c for c in mapping.columns if c.sure)


def test_a_profile_rules_over_the_guess_and_leaves_the_rest_to_it() -> None:
    profile = Mapping((Column("first name", "nickname"), Column("Shoe size", "notes")), "mdy")
    applied = profile.for_headers(["First Name", "Last Name", "Shoe Size"])
    assert [applied.field_at(i) for i in range(3)] == ["nickname", "family", "notes"]
    assert applied.date_order == "mdy"


def test_a_person_chooses_a_field() -> None:
    mapping = guess(["A", "B"]).with_field("B", "city")
    assert mapping.field_at(1) == "city"
    with pytest.raises(RuleBroken, match="no field"):
        mapping.with_field("B", "shoe")


@pytest.mark.parametrize(
    "text", ["not = = toml", "x = 1", "[columns]\na = 3", '[columns]\na = "shoe"', 'date_order = "ymd"\n[columns]\na = "city"', "\udcff"]
)
def test_what_is_no_profile_gets_a_sentence(tmp_path: Path, text: str) -> None:
    path = tmp_path / "p.toml"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(RuleBroken):
        load_profile(path)


def test_a_profile_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(KnownProblem):
        load_profile(tmp_path / "none.toml")
