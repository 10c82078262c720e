"""guests add, reply and list: who joins, who answered, and the list as scripts read it."""

from __future__ import annotations

import sqlite3

import pytest


def listed(ok, evening) -> dict[str, dict]:
    return {g["email"]: g for g in ok("guests", "list", evening.event, "--workspace", evening.path)["guests"]}


def test_add_by_address_by_tag_and_all(ok, evening) -> None:
    w, e = evening.path, evening.event
    assert ok("guests", "add", e, "--workspace", w, "--email", "P0012@Example.com", "--email", "p0013@example.com", "p0000@example.com") == {
        "added": 2, "already": 1,
    }  # fmt: skip
    tagged = ok("guests", "add", e, "--workspace", w, "--tag", "cab")
    assert tagged == {"added": 5, "already": 5}
    assert ok("guests", "add", e, "--workspace", w, "--all") == {"added": 11, "already": 19}
    assert ok("guests", "add", e, "--workspace", w, "--all") == {"added": 0, "already": 30}


def test_side_comes_from_the_person_role_and_decision_are_set(ok, refused, evening) -> None:
    w, e = evening.path, evening.event
    ok("guests", "add", e, "--workspace", w, "--email", "p0014@example.com")
    ok("guests", "add", e, "--workspace", w, "--email", "p0015@example.com", "--decision", "suggested", "--side", "host", "--role", "presenter")
    leads = ("guests", "add", e, "--workspace", w, "--email", "p0016@example.com", "--side", "host", "--role", "chair")
    assert "only advises a council" in refused(*leads)
    found = listed(ok, evening)
    assert [found["p0014@example.com"][k] for k in ("side", "role", "decision")] == ["advocate", "participant", "approved"]
    assert [found["p0015@example.com"][k] for k in ("side", "role", "decision")] == ["host", "presenter", "suggested"]


@pytest.mark.parametrize("decision", ["suggested", "approved", "hold", "notnow"])
def test_every_decision_is_taken(ok, evening, decision) -> None:
    ok("guests", "add", evening.event, "--workspace", evening.path, "--email", "p0020@example.com", "--decision", decision)
    assert listed(ok, evening)["p0020@example.com"]["decision"] == decision


def test_an_unknown_address_adds_nobody(ok, refused, evening) -> None:
    words = ("guests", "add", evening.event, "--workspace", evening.path)
    assert "x@example.com" in refused(*words, "--email", "p0012@example.com", "x@example.com")
    assert "Nosuch" in refused(*words, "--tag", "Nosuch")
    assert len(listed(ok, evening)) == 12


def test_the_list_has_the_keys_of_the_contract(ok, evening) -> None:
    ok("seat", evening.event, "--workspace", evening.path, "--seconds", "0.2")
    found = listed(ok, evening)
    assert {frozenset(g) for g in found.values()} == {
        frozenset({"email", "name", "side", "role", "decision", "reply", "attendance", "table", "seat", "why"})
    }
    seated = [g for g in found.values() if g["table"] is not None]
    assert len(seated) == 9
    assert all(isinstance(g["why"], list) for g in found.values())
    assert {g["email"] for g in seated} == set(evening.emails[:9])
    others = [g for g in found.values() if g["table"] is None]
    assert [(g["seat"], g["why"]) for g in others] == [(None, [])] * 3
    assert len({(g["table"], g["seat"]) for g in seated}) == 9


def test_replies_by_hand_change_what_differs(ok, refused, evening) -> None:
    w, e = evening.path, evening.event
    words = ("guests", "reply", e, "--workspace", w)
    assert ok(*words, "--email", *evening.emails, "--reply", "accepted", "--channel", "phone") == {"changed": 3}
    assert ok(*words, "--email", evening.emails[0].upper(), evening.emails[0], "--reply", "declined") == {"changed": 1}
    assert ok(*words, "--email", evening.emails[1], "--reply", "tentative", "--channel", "mail") == {"changed": 1}
    assert ok(*words, "--email", evening.emails[2], "--reply", "none") == {"changed": 1}
    found = listed(ok, evening)
    assert [found[a]["reply"] for a in evening.emails[:4]] == ["declined", "tentative", "none", "accepted"]
    (event,) = ok("event", "list", "--workspace", w)["events"]
    assert (event["accepted"], event["declined"], event["tentative"], event["silent"]) == (9, 1, 1, 1)
    assert "p0025@example.com" in refused(*words, "--email", evening.emails[3], "p0025@example.com", "--reply", "declined")
    assert listed(ok, evening)[evening.emails[3]]["reply"] == "accepted"


def test_the_channel_is_kept(ok, evening) -> None:
    ok("guests", "reply", evening.event, "--workspace", evening.path, "--email", evening.emails[11], "--reply", "declined", "--channel", "phone")
    raw = sqlite3.connect(evening.path)
    channels = [c for (c,) in raw.execute("SELECT reply_channel FROM guest WHERE reply = 'declined'")]
    raw.close()
    assert channels == ["phone"]


def test_who_declines_gives_up_the_seat(ok, evening) -> None:
    w, e = evening.path, evening.event
    ok("seat", e, "--workspace", w, "--seconds", "0.2")
    ok("guests", "reply", e, "--workspace", w, "--email", evening.emails[0], "--reply", "declined")
    assert listed(ok, evening)[evening.emails[0]]["table"] is None
    assert ok("event", "list", "--workspace", w)["events"][0]["seated"] == 8


def test_words_without_json(run, evening) -> None:
    w, e = evening.path, evening.event
    assert run("guests", "add", e, "--workspace", w, "--all").out == "18 guests added, 12 on the list already\n"
    assert run("guests", "reply", e, "--workspace", w, "--email", evening.emails[0], "--reply", "none").out.startswith("1 reply changed")
    assert len(run("guests", "list", e, "--workspace", w).out.splitlines()) == 30


def test_an_answer_from_a_shared_address_is_its_owners(ok, refused, evening, tmp_path) -> None:
    w, e = evening.path, evening.event
    for name, people, to in (("owner.csv", "Ann Aal", ()), ("others.csv", "Ben Berg,office@x.example\nCy Coe", ("--event", e))):
        (tmp_path / name).write_text(f"Name,E-mail\n{people},office@x.example\n")
        ok("import", tmp_path / name, "--workspace", w, *to)
    asked = ("guests", "reply", e, "--workspace", w, "--email", "Office@x.example", "--reply", "accepted")
    assert "Several guests share the address" in refused(*asked)
    ok("guests", "add", e, "--workspace", w, "--email", "office@x.example")
    ok(*asked)
    found = ok("guests", "list", e, "--workspace", w)["guests"]
    assert {g["name"]: g["reply"] for g in found if g["email"] == "office@x.example"} == {
        "Ann Aal": "accepted", "Ben Berg": "none", "Cy Coe": "none",
    }  # fmt: skip
