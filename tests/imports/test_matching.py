"""Who is already known, who is new, and who only looks alike."""

from __future__ import annotations

from dataclasses import replace

import pytest

from advoplanner.domain.people import ContactDraft, KnownPerson
from advoplanner.imports.matching import Match, match


def draft(given: str, family: str = "", email: str = "", organisation: str = "", **more: object) -> ContactDraft:
    shown = f"{given} {family}".strip()
    return replace(
        ContactDraft(given=given, family=family, display_name=shown, emails=(email,) if email else (), organisation=organisation, row=2),
        **more,  # type: ignore[arg-type]
    )


def known(*people: ContactDraft) -> list[KnownPerson]:
    return [KnownPerson(f"p{i}", replace(person, row=0)) for i, person in enumerate(people)]


def only(found: list[Match]) -> Match:
    (match_,) = found
    return match_


def test_nobody_is_known() -> None:
    assert only(match([draft("Ana", "Lee", "a@x.org")], [])) == Match("new", draft("Ana", "Lee", "a@x.org"))


def test_the_same_address_is_the_same_person() -> None:
    found = only(match([draft("Ana", "Lee", "ANA@x.org", city="Bonn", job_title="CEO")], known(draft("Ana", "Lee", "ana@x.org", job_title="CIO"))))
    assert (found.kind, found.person_id, found.fills, found.conflicts, found.look) == ("update", "p0", ("city",), ("job_title",), True)
    assert found.why == "Same e-mail address as Ana Lee."


def test_the_same_file_again_changes_nothing() -> None:
    people = [draft(f"Ana{i}", f"Lee{i % 7}", f"a{i}@x.org", "Acme", topics=("Data",)) for i in range(50)]
    found = match(people, known(*people))
    assert [(m.kind, m.person_id, m.changes) for m in found] == [("update", f"p{i}", False) for i in range(50)]


def test_the_same_name_and_organisation_without_an_address() -> None:
    there = known(draft("José", "Núñez", "j@x.org", "Acme"))
    for organisation in ("ACME", ""):
        found = only(match([draft("Jose", "Nunez", organisation=organisation)], there))
        assert (found.kind, found.person_id) == ("update", "p0")
    assert only(match([draft("Jose", "Nunez", organisation="Other")], there)).kind == "new"


def test_an_address_is_added_to_somebody_known_without_one() -> None:
    found = only(match([draft("Ana", "Lee", "a@x.org", "Acme")], known(draft("Ana", "Lee", "", "Acme"))))
    assert (found.kind, found.fills) == ("update", ("emails",))


def test_two_john_smiths_at_one_company_stay_apart() -> None:
    john, other = draft("John", "Smith", "john@x.org", "Acme"), draft("John", "Smith", "jsmith@x.org", "Acme")
    first, second = match([john, other], [])
    assert (first.kind, second.kind, second.look) == ("new", "new", True)
    assert "kept as two" in second.why


def test_two_namesakes_and_no_address_is_for_a_person_to_decide() -> None:
    there = known(draft("John", "Smith", "john@x.org", "Acme"), draft("John", "Smith", "jsmith@x.org", "Acme"))
    found = only(match([draft("John", "Smith", organisation="Acme")], there))
    assert (found.kind, found.look) == ("problem", True)


def test_a_row_repeated_in_the_file_is_a_duplicate() -> None:
    first, second, third = match(
        [draft("Ana", "Lee", "a@x.org", row=2), draft("Ana", "Lee", "A@x.org", city="Bonn", row=3), draft("Ana", "Lee", row=4)], []
    )
    assert (first.kind, second.kind, second.same_as, second.fills) == ("new", "duplicate", 0, ("city",))
    assert second.why == "Same e-mail address as row 2."
    assert (third.kind, third.same_as) == ("duplicate", 0)


def test_a_shared_address_alone_makes_nobody_one() -> None:
    people = [*known(draft("Bo", "Ek", "office@x.org")), KnownPerson("ana", draft("Ana", "Lee"))]
    two = [KnownPerson("cy", draft("Cy", "Orr", "office@x.org"), frozenset({"office@x.org"})), *people]
    named, silent = match([draft("Ana", "Lee", "office@x.org"), draft("", "", "office@x.org")], two)
    assert (named.kind, named.person_id, named.shares, named.look) == ("update", "ana", "office@x.org", True)
    assert "Bo Ek has the address office@x.org too, and owns it." in named.why
    # An address without a name means whose mailbox it is, not who happens to stand first.
    assert (silent.kind, silent.person_id) == ("update", "p0")


def test_a_shared_mailbox_belongs_to_two_people() -> None:
    first, second, third = match([draft("Ana", "Lee", "office@x.org"), draft("Bo", "Ek", "office@x.org"), draft("Bo", "Ek", "office@x.org")], [])
    assert (first.kind, second.kind, second.look) == ("new", "new", True)
    assert second.why == "Ana Lee has the address office@x.org too. Kept as two people."
    assert (third.kind, third.same_as) == ("duplicate", 1)
    assert only(match([draft("Bo", "Ek", "office@x.org")], known(draft("Ana", "Lee", "office@x.org")))).kind == "new"


def test_everybody_at_a_large_shared_mailbox_is_found_again() -> None:
    twelve = [draft(given, "Lee", "office@x.org") for given in ("Ana", "Bo", "Cy", "Dee", "Eve", "Flo", "Gus", "Hal", "Ian", "Jo", "Kim", "Liv")]
    assert [m.person_id for m in match(twelve, known(*twelve))] == [f"p{at}" for at in range(12)]


def test_nicknames_initials_and_titles_do_not_make_two_people() -> None:
    there = known(draft("Henry", "Johnson", "h@x.org", nickname="Hank"))
    assert only(match([draft("Hank", "Johnson", "h@x.org")], there)).kind == "update"
    assert only(match([draft("H.", "Johnson", "h@x.org")], there)).kind == "update"
    assert only(match([draft("Helga", "Johnson", "h@x.org")], there)).kind == "new"
    full = ContactDraft(display_name='Dr. Henry "Hank" Johnson', emails=("h@x.org",))
    assert only(match([full], there)).kind == "update"


@pytest.mark.parametrize("shown", ["Dr Henry Johnson", "Mr Henry Johnson", "Henry Johnson Jr", "Henry Johnson II", "Johnson, Henry"])
def test_titles_and_suffixes_with_and_without_dots_are_no_part_of_a_name(shown: str) -> None:
    there = known(draft("Henry", "Johnson", "h@x.org"))
    assert only(match([ContactDraft(display_name=shown, emails=("h@x.org",))], there)).kind == "update"


def test_an_address_alone_is_whoever_has_it() -> None:
    bare = ContactDraft(display_name="ana@x.org", emails=("ana@x.org",), row=2)
    assert only(match([bare], known(draft("Ana", "Lee", "ana@x.org")))).kind == "update"
    assert [m.kind for m in match([bare, replace(bare, row=3)], [])] == ["new", "duplicate"]


def test_the_order_of_matches_is_the_order_of_rows() -> None:
    people = [draft("P", f"Q{i}", f"{i}@x.org") for i in range(20)]
    assert [m.draft for m in match(people, [])] == people
