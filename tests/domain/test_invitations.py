"""When guests are asked again, which addresses are refused, and how templates are filled in."""

from __future__ import annotations

import html
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from email_validator import validate_email
from hypothesis import given
from hypothesis import strategies as st

from advoplanner.core.errors import RuleBroken
from advoplanner.domain.invitations import (
    CalendarFacts,
    Standing,
    called_off,
    check_address,
    fields_of,
    needs_new_sequence,
    next_sequence,
    render,
)

FACTS = CalendarFacts(
    uid="u1",
    title="Council",
    start=datetime(2027, 3, 10, 18),
    end=datetime(2027, 3, 10, 22),
    zone="Europe/Berlin",
    organiser_name="Mara",
    organiser_email="mara@advo.example",
    dtstamp=datetime(2026, 11, 1, tzinfo=UTC),
    sequence=2,
)


@pytest.mark.parametrize(
    "changed",
    [
        {"start": datetime(2027, 3, 10, 17)},
        {"end": datetime(2027, 3, 10, 23)},
        {"zone": "Europe/London"},
        {"all_day": True},
        {"status": Standing.TENTATIVE},
        {"status": Standing.CANCELLED},
    ],
)
def test_time_and_standing_ask_again(changed: dict[str, object]) -> None:
    assert needs_new_sequence(FACTS, replace(FACTS, **changed))  # type: ignore[arg-type]
    assert next_sequence(FACTS, replace(FACTS, **changed)) == 3  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "changed", [{"title": "New"}, {"location": "Room 2"}, {"description": "x"}, {"url": "https://x.example"}, {"organiser_name": "M"}]
)
def test_wording_and_room_do_not_ask_again(changed: dict[str, str]) -> None:
    assert next_sequence(FACTS, replace(FACTS, **changed)) == 2  # type: ignore[arg-type]


def test_the_hours_of_an_all_day_event_do_not_count() -> None:
    whole_day = replace(FACTS, all_day=True)
    assert not needs_new_sequence(whole_day, replace(whole_day, start=datetime(2027, 3, 10, 9)))
    assert needs_new_sequence(whole_day, replace(whole_day, end=datetime(2027, 3, 11)))


def test_calling_off_keeps_what_was_sent() -> None:
    off = called_off(FACTS, FACTS.dtstamp + timedelta(days=1))
    assert (off.sequence, off.status, off.start, off.title) == (3, Standing.CANCELLED, FACTS.start, FACTS.title)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (" Ana@Guest.Example ", "Ana@guest.example"),
        ("o'brien+x@x.example", "o'brien+x@x.example"),
        ("a@bücher.example", "a@xn--bcher-kva.example"),
    ],
)
def test_addresses_are_kept_as_mail_carries_them(given: str, kept: str) -> None:
    assert check_address(given) == kept


@pytest.mark.parametrize("given", ["jo.x@firm.example", "a_b+c@x-y.co.uk", "1@9.de", f"{'l' * 64}@{'d' * 63}.example"])
def test_a_plain_address_is_kept_as_what_judges_the_others_keeps_it(given: str) -> None:
    judged = validate_email(given, check_deliverability=False, allow_smtputf8=False, test_environment=True, strict=True).ascii_email
    assert check_address(given) == judged


@pytest.mark.parametrize("given", ["a..b@x.example", ".a@x.example", f"{'l' * 65}@x.example", f"a@{'d' * 64}.example", "a@-x.example", "a@b.onion"])
def test_an_address_that_only_looks_plain_is_refused(given: str) -> None:
    with pytest.raises(RuleBroken) as caught:
        check_address(given)
    assert caught.value.code == "invitations.address"


@pytest.mark.parametrize(
    ("address", "word"),
    [
        ("a@x.example\nBcc: b@x.example", "one line"),
        ("a@x.example,b@x.example", "comma"),
        ("a b@x.example", "space"),
        ("jürgen@x.example", "accents"),
        ("nobody", "an @"),
        ("a@intranet", "dot"),
        ("a@firm.local", "reserved"),
        ("", "an @"),
    ],
)
def test_each_refusal_says_why(address: str, word: str) -> None:
    with pytest.raises(RuleBroken, match=word) as caught:
        check_address(address)
    assert caught.value.code == "invitations.address"


def test_fields_are_filled_in_with_fallbacks() -> None:
    filled = render("Dear {{first_name|friend}}, {{ event }} on {{date}}.", {"first_name": "", "event": "Council", "date": "10 March"})
    assert filled.text == "Dear friend, Council on 10 March."
    assert not filled.held
    assert filled.why_held() == ""


def test_a_missing_value_holds_the_message_and_is_named() -> None:
    filled = render("Dear {{first_name}},", {"first_name": " "})
    assert filled.missing == ("first_name",)
    assert filled.held
    assert "Dear ," not in filled.text
    assert filled.why_held() == "The guest's first name is not known ({{first_name}})."


def test_an_unknown_field_is_reported_once() -> None:
    filled = render("{{salary}} {{salary|0}} {{name}}", {"name": "Ana"})
    assert (filled.unknown, filled.text) == (("salary",), "{{salary}} {{salary|0}} Ana")
    assert "{{salary}} is not a field" in filled.why_held()


def test_values_are_never_read_as_templates_and_can_be_escaped() -> None:
    assert render("{{name}}", {"name": "{{host_email}}", "host_email": "x"}).text == "{{host_email}}"
    assert render("<b>{{name}}</b>", {"name": "<i>"}, html.escape).text == "<b>&lt;i&gt;</b>"
    assert render("{{name.__class__}} {{0}}", {"name": "x"}).unknown == ("name.__class__", "0")


def test_an_empty_fallback_leaves_nothing_on_purpose() -> None:
    assert render("Dear{{first_name|}}", {}) == render("Dear", {})


def test_the_fields_of_a_template_are_listed_once_each() -> None:
    assert fields_of("{{name}} {{event|x}} {{ name }}") == ("name", "event")


@given(st.text(max_size=80), st.text(max_size=40))
def test_any_template_and_value_render(template: str, value: str) -> None:
    filled = render(template, {"name": value})
    assert filled.text == template or "{{" in template
