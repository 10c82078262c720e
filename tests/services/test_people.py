"""The directory: names that follow their parts, addresses that are flagged but kept, refusals with their field."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advoplanner.bootstrap import create_workspace
from advoplanner.core.errors import RuleBroken
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.people import ContactDraft
from advoplanner.services import addresses, events, guests, history, imports, people


@pytest.fixture
def ws(tmp_path):
    workspace = create_workspace(tmp_path / "w.advo")
    yield workspace
    workspace.close()


@pytest.fixture(scope="module")
def shared_ws(tmp_path_factory):
    workspace = create_workspace(tmp_path_factory.mktemp("people") / "w.advo")
    yield workspace
    workspace.close()


def add(ws, **fields) -> str:
    return people.add(ws, ContactDraft(**fields)).created("person")[0]


def only(ws):
    (row,) = people.rows(ws)
    return row


def new_event(ws, title="Council") -> str:
    start = datetime(2027, 3, 10, 18)
    new = NewEvent(kind="meetup", title=title, purpose="Meet peers", start=start, end=start.replace(hour=21), zone="Europe/Berlin", topic="Data")
    return events.new(ws, new).created("event")[0]


def test_a_person_is_added_with_company_and_addresses(ws):
    draft = ContactDraft(given="Ana", family="Ruiz", organisation="Acme", job_title="CIO", emails=("ana@acme.example", "ANA@acme.example", "a@b"))
    person = people.add(ws, draft).created("person")[0]
    found = people.details(ws, person)
    assert (found.row.name, found.row.organisation, found.row.email) == ("Ana Ruiz", "Acme", "ana@acme.example")
    assert found.emails == ("ana@acme.example", "a@b")
    assert found.level_band == "c_level"
    assert len(found.email_problems) == 1
    assert "a@b" in found.email_problems[0]


@pytest.mark.parametrize(
    "name",
    ["Madonna", "O'Brien", "Jose\u0301", "李小龙", "أحمد", "🎉 Ana", "X" * 120, "van der Berg-Anderssen Montgomery III"],
)
def test_names_of_every_kind_are_kept(ws, name):
    person = add(ws, given=name)
    assert people.details(ws, person).row.name.replace("é", "e\u0301") == name


@given(st.text(max_size=50))
def test_whatever_is_typed_as_a_name_is_kept_clean_or_refused(shared_ws, text):
    try:
        person = people.add(shared_ws, ContactDraft(family=text)).created("person")[0]
    except RuleBroken as broken:
        refused = broken
        person = ""
    if not person:
        assert (refused.code, refused.field) == ("people.nameless", "given")
        return
    shown = people.details(shared_ws, person).row.name
    assert shown == shown.strip()
    assert shown
    assert "\n" not in shown
    assert "\x00" not in shown


def test_nobody_without_a_name(ws):
    with pytest.raises(RuleBroken) as raised:
        people.add(ws, ContactDraft(organisation="Acme"))
    assert (raised.value.code, raised.value.field) == ("people.nameless", "given")
    assert people.organisations(ws) == []


def test_the_shown_name_follows_its_parts(ws):
    person = add(ws, given="Ana", family="Ruiz")
    people.edit(ws, person, family="Ruiz Gil")
    assert only(ws).name == "Ana Ruiz Gil"
    people.edit(ws, person, preferred_name="Anita")
    assert (only(ws).name, only(ws).sort_name) == ("Anita Ruiz Gil", "Ruiz Gil, Ana")


def test_a_name_written_by_hand_stays_until_it_is_cleared(ws):
    person = add(ws, given="Ana", family="Ruiz")
    people.edit(ws, person, display_name="Dr Ana R.")
    people.edit(ws, person, family="Gil")
    assert only(ws).name == "Dr Ana R."
    people.edit(ws, person, display_name="")
    assert only(ws).name == "Ana Gil"


def test_an_address_that_stood_in_for_a_name_gives_way(ws):
    person = add(ws, display_name="ana@acme.example", emails=("ana@acme.example",))
    people.edit(ws, person, given="Ana", family="Ruiz")
    assert only(ws).name == "Ana Ruiz"


def test_clearing_every_name_is_refused_and_nothing_changes(ws):
    person = add(ws, given="Ana")
    with pytest.raises(RuleBroken, match="needs a name"):
        people.edit(ws, person, given="")
    assert only(ws).name == "Ana"


def test_a_change_of_company_keeps_the_former_job_once(ws):
    person = add(ws, given="Ana", organisation="Acme", job_title="CIO")
    people.edit(ws, person, organisation="ACME ")
    assert people.details(ws, person).employments == ()
    people.edit(ws, person, organisation="Borealis")
    assert [(e[0], e[1]) for e in people.details(ws, person).employments] == [("Acme", "CIO")]
    assert {o.name: o.people for o in people.organisations(ws)} == {"Acme": 0, "Borealis": 1}


def test_a_company_name_longer_than_is_stored_is_found_again(ws):
    for name in ("Ana", "Bo"):
        imports.run(ws, imports.preview(ws, f"First name,Company\n{name},{'Gesellschaft ' * 20}\n".encode(), "list.csv"))
    assert len({row.organisation_id for row in people.rows(ws)}) == len(people.organisations(ws)) == 1


@pytest.mark.parametrize("address", ["ana", "ana@", "@acme.example", "ana@acme", "ana@acme.example\nBcc: all@acme.example", "a b@c.example"])
def test_a_doubtful_address_is_kept_and_flagged(ws, address):
    person = add(ws, given="Ana")
    people.edit(ws, person, emails=(address,))
    found = people.details(ws, person)
    assert len(found.emails) == 1
    assert "\n" not in found.emails[0]
    assert found.email_problems
    assert found.row.flags == "Address needs checking"


def shared(ws, person):
    """The one shared address of a person: who else has it, and whether the person owns it."""
    [found] = people.details(ws, person).shared_addresses
    return found.address, found.others(person), found.owner_id == person


def test_an_address_shared_by_two_is_allowed_and_told(ws):
    first = add(ws, given="Ana", emails=("desk@acme.example",))
    assert people.details(ws, first).shared_addresses == ()
    second = add(ws, given="Bo", emails=("Desk@ACME.example",))
    assert shared(ws, first) == ("desk@acme.example", ["Bo"], True)
    assert shared(ws, second) == ("Desk@ACME.example", ["Ana"], False)
    assert addresses.sharing(ws, "DESK@acme.example") == ["Ana", "Bo"]
    assert addresses.sharing(ws, "desk@acme.example", besides=first) == ["Bo"]


def test_one_of_those_who_share_an_address_owns_it(ws):
    first, second, third = (add(ws, given=name, emails=("desk@acme.example",)) for name in ("Ana", "Bo", "Cy"))
    addresses.own(ws, second, "Desk@acme.example")
    assert [shared(ws, person)[2] for person in (first, second, third)] == [False, True, False]
    assert people.ids_by_address(ws, ["desk@acme.example"])["desk@acme.example"][0] == second
    history.undo(ws)
    assert shared(ws, first)[2]
    history.redo(ws)
    people.remove(ws, [second])
    assert (shared(ws, first)[2], shared(ws, third)[2]) == (True, False)
    history.undo(ws)
    assert shared(ws, second)[2]
    people.edit(ws, second, emails=())
    people.edit(ws, third, emails=("c@acme.example",))
    assert people.details(ws, first).shared_addresses == ()
    with pytest.raises(RuleBroken, match="Nobody else has the address"):
        addresses.own(ws, first, "desk@acme.example")


def test_somebody_new_may_own_the_address_of_somebody_else(ws):
    first = add(ws, given="Ana", emails=("desk@acme.example",))
    second = people.add(ws, ContactDraft(given="Bo", emails=("desk@acme.example",)), owns=True).created("person")[0]
    assert (shared(ws, first)[2], shared(ws, second)[2]) == (False, True)
    alone = people.add(ws, ContactDraft(given="Cy", emails=("cy@acme.example",)), owns=True).created("person")[0]
    assert people.details(ws, alone).shared_addresses == ()


def test_addresses_are_replaced_and_the_first_is_primary(ws):
    person = add(ws, given="Ana", emails=("a@acme.example", "b@acme.example"))
    people.edit(ws, person, emails=("b@acme.example", "c@acme.example"))
    found = people.details(ws, person)
    assert (found.row.email, found.emails) == ("b@acme.example", ("b@acme.example", "c@acme.example"))
    history.undo(ws)
    assert people.details(ws, person).emails == ("a@acme.example", "b@acme.example")


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"member_since": "soon"}, "member_since"),
        ({"term_end": "10.3.2027"}, "term_end"),
        ({"member_since": "2025-05-01", "term_end": "2025-04-30"}, "term_end"),
        ({"side": "enemy"}, "side"),
        ({"level_band": "boss"}, "level_band"),
        ({"zone": "Mars/Base"}, "zone"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_fields_that_cannot_be_say_which(ws, fields, field):
    person = add(ws, given="Ana")
    with pytest.raises(RuleBroken) as raised:
        people.edit(ws, person, **fields)
    assert raised.value.field == field
    assert only(ws).term_end is None


def test_a_term_is_kept_as_days(ws):
    person = add(ws, given="Ana")
    people.edit(ws, person, member_since="2026-01-01", term_end="2027-12-31")
    assert (only(ws).member_since, only(ws).term_end) == (date(2026, 1, 1), date(2027, 12, 31))
    with pytest.raises(RuleBroken) as raised:
        people.edit(ws, person, member_since="2028-01-01")
    assert raised.value.field == "member_since"


def test_lists_hold_each_word_once(ws):
    person = add(ws, given="Ana")
    people.edit(ws, person, tags=["VIP", "vip", " "], topics=("Data", "Prices"))
    assert (only(ws).tags, only(ws).topics) == (("VIP",), ("Data", "Prices"))


def test_tags_are_given_and_taken_without_regard_to_case(ws):
    first, second = add(ws, given="Ana", tags=("VIP",)), add(ws, given="Bo")
    changes = people.tag(ws, [first, second], add=["vip", "Speaker"])
    assert changes.label == "Tag 2 people"
    assert {row.name: row.tags for row in people.rows(ws)} == {"Ana": ("VIP", "Speaker"), "Bo": ("vip", "Speaker")}
    people.tag(ws, [first, second], remove=["Vip"])
    assert {row.tags for row in people.rows(ws)} == {("Speaker",)}
    assert not people.tag(ws, [first], add=["speaker"])


def test_everything_known_is_searched(ws):
    person = add(
        ws, given="Ana", phones=("+49 30 5550100",), notes="Sails", emails=("a@acme.example", "ana@home.example"), extra=(("Shoe", "42 EU"),)
    )
    text = people.search_texts(ws)[person]
    assert all(word in text for word in ("+49 30 5550100", "Sails", "ana@home.example", "42 EU"))


def test_do_not_contact_carries_its_reason_and_a_flag(ws):
    person = add(ws, given="Ana", emails=("a@acme.example",))
    people.edit(ws, person, do_not_contact=True, do_not_contact_why="Asked us to stop")
    assert only(ws).flags == "Do not contact"
    assert people.details(ws, person).do_not_contact_why == "Asked us to stop"


def test_a_picture_is_kept_once_and_taken_away(ws):
    first, second = add(ws, given="Ana"), add(ws, given="Bo")
    people.set_photo(ws, first, b"jpeg")
    people.set_photo(ws, second, b"jpeg")
    assert people.details(ws, first).photo == b"jpeg"
    people.set_photo(ws, first, None)
    assert people.details(ws, first).photo is None
    history.undo(ws)
    assert people.details(ws, first).photo == b"jpeg"


def test_a_guest_is_not_removed(ws):
    ana, bo, cy = add(ws, given="Ana"), add(ws, given="Bo"), add(ws, given="Cy")
    guests.add(ws, new_event(ws), [ana, bo])
    with pytest.raises(RuleBroken, match="Ana is on a guest list"):
        people.remove(ws, [ana, cy])
    with pytest.raises(RuleBroken, match="and 1 more are on guest lists"):
        people.remove(ws, [ana, bo, cy])
    assert len(people.rows(ws)) == 3
    people.remove(ws, [cy])
    history.undo(ws)
    assert len(people.rows(ws)) == 3


def test_a_person_who_is_gone(ws):
    for call in (lambda: people.details(ws, "x"), lambda: people.edit(ws, "x", given="A"), lambda: people.set_photo(ws, "x", None)):
        with pytest.raises(RuleBroken) as raised:
            call()
        assert raised.value.code == "people.unknown"
    assert people.rows_of(ws, ["x"]) == []


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("given", "x" * 161),
        ("background", "x" * 4001),
        ("notes", "x" * 20_001),
        ("tags", ["x" * 121]),
        ("organisation", "x" * 161),
        ("emails", [f"{'x' * 250}@y.example"]),
    ],
)
def test_a_text_that_is_too_long_is_refused_at_its_field_and_not_cut(ws, field, typed):
    ana = add(ws, given="Ana")
    with pytest.raises(RuleBroken) as refused:
        people.edit(ws, ana, **{field: typed})
    assert (refused.value.code, refused.value.field) == ("text.too_long", field)
    if field != "tags":
        with pytest.raises(RuleBroken, match="at most"):
            people.add(ws, ContactDraft(**({"family": "Ruiz"} | {field: typed})))
    assert only(ws).name == "Ana"
    assert people.organisations(ws) == []


def test_a_membership_begins_today_at_the_latest(tmp_path):
    ws = create_workspace(tmp_path / "w.advo", clock=lambda: datetime(2027, 3, 10, 9, tzinfo=UTC))
    ana = add(ws, given="Ana")
    people.edit(ws, ana, member_since="2027-03-10")
    with pytest.raises(RuleBroken) as refused:
        people.edit(ws, ana, member_since="2027-03-11")
    assert (refused.value.code, refused.value.field) == ("people.member_since", "member_since")
    assert people.details(ws, ana).row.member_since == date(2027, 3, 10)
    ws.close()
