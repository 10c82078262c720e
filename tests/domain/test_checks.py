"""Each rule of readiness and pitch guard: what it lets pass, what it warns of, what it blocks, and what it cannot know."""

from __future__ import annotations

import tomllib
from datetime import timedelta

import pytest

from advoplanner.core.errors import RuleBroken
from advoplanner.domain.agenda_time import AgendaFrame
from advoplanner.domain.checks import RULES, CheckWave, Norm, forecast, judge, read_norms
from advoplanner.domain.checks.wording import loaded_words
from tests.domain.cases import FILE, KINDS, NORMS, START, case, found, guest, person, report, session


def test_the_norms_have_a_source_each_and_serve_some_rule():
    used = {rule.norm.format(kind=kind) for rule in RULES for kind in rule.kinds}
    elsewhere = {key for key in NORMS if key.startswith("task.")} | {"vendor_weight", "hosts_at_table", "prospects_at_table"}
    assert used | elsewhere == set(NORMS)
    assert not used & elsewhere
    assert all(len(norm.source) > 20 for norm in NORMS.values())


@pytest.mark.parametrize(
    "text",
    ['["a"]\nwarn = 1', '["a"]\nsource = "x"\nwarn = -1', '["a"]\nsource = "x"\nwarn = "much"', '["a"]\nsource = "x"\nwarn = true', "a = 1", "["],
)
def test_norms_that_cannot_be_are_refused(text):
    with pytest.raises(RuleBroken) as raised:
        read_norms(text)
    assert raised.value.code == "checks.norms"


def test_an_edited_figure_moves_the_check():
    tables = tomllib.loads(FILE.read_text(encoding="utf-8"))
    assert tables["vendor_share.cab"]["warn"] == 0.20
    strict = read_norms(FILE.read_text(encoding="utf-8").replace("warn = 0.20\nstop = 0.35", "warn = 0.05\nstop = 0.06"))
    agenda = [session(0, 10, "welcome"), session(10, 90)]
    judged = judge(RULES, case(sessions=agenda), strict)
    assert [f.severity for f in judged.findings if f.code == "pitch.vendor_share"] == ["E"]
    assert found("pitch.vendor_share", sessions=agenda) == []


def test_rules_have_stable_codes_and_every_finding_says_where_it_comes_from():
    for kind in KINDS:
        for finding in report(kind).findings:
            assert finding.code.partition(".")[0] in ("event", "pitch", "agenda", "guests", "seating", "invitations")
            assert finding.source
            assert finding.page
            assert finding.message.endswith(".")
            assert not finding.waived


def test_what_cannot_be_known_is_never_a_pass():
    for kind in KINDS:
        judged = report(kind, organiser_email="", purpose="")
        unknown = [f for f in judged.findings if f.unknown]
        assert unknown
        assert all(f.severity == "I" and f.value is None for f in unknown)
        assert judged.not_known == len(unknown)
        assert all("not known because" in f.message or "Name check off" in f.message for f in unknown)


@pytest.mark.parametrize(
    ("kind", "vendor", "expected"),
    [("cab", 20, []), ("cab", 21, ["W"]), ("cab", 35, ["W"]), ("cab", 36, ["E"]), ("council", 10, []), ("council", 11, ["W"]), ("council", 90, ["W"]),
     ("usergroup", 21, ["W"]), ("rockstar", 90, []), ("meetup", 90, [])],
)  # fmt: skip
def test_vendor_share(kind, vendor, expected):
    agenda = [session(0, vendor, "presentation"), session(vendor, 100 - vendor)]
    assert found("pitch.vendor_share", kind, sessions=agenda) == expected
    assert report(kind, sessions=agenda).vendor_share == pytest.approx(vendor / 100)


def test_a_share_of_nothing_is_not_nought_and_the_tray_does_not_count():
    for agenda in ([], [session(0, 60, "meal")], [session(None, 60, "presentation")]):
        judged = report(sessions=agenda)
        assert judged.vendor_share is None
        finding = next(f for f in judged.findings if f.code == "pitch.vendor_share")
        assert (finding.severity, finding.unknown) == ("I", True)
        assert "nothing to measure" in finding.message


@pytest.mark.parametrize(
    ("agenda", "expected"),
    [
        ([], ["I?"]),
        ([session(0, 60, "networking")], []),
        ([session(0, 60, "networking"), session(60, 5, "presentation")], ["E"]),
        ([session(0, 5, "welcome")], ["E"]),
        ([session(0, 30, "networking", people=[person("host")])], ["E"]),
        ([session(0, 30, "peer_story", people=[person("advocate")])], []),
    ],
)
def test_no_minute_of_the_vendor_in_a_meetup(agenda, expected):
    assert found("pitch.vendor_minutes", "meetup", sessions=agenda) == expected


@pytest.mark.parametrize(
    ("people", "expected"),
    [([], ["W"]), ([person("host")], ["W"]), ([person("prospect")], ["W"]), ([person()], []), ([person("host", name="B"), person("advocate")], [])],
)
def test_customers_have_a_voice(people, expected):
    assert found("pitch.customer_voice", sessions=[session(people=people)]) == expected


def test_a_welcome_and_a_meal_need_no_voice_of_a_customer():
    assert found("pitch.customer_voice", sessions=[session(people=[person()]), session(60, 10, "welcome"), session(70, 30, "meal")]) == []


def test_many_silent_sessions_are_one_finding():
    agenda = [session(i * 60, title=f"T{i}") for i in range(5)]
    (finding,) = [f for f in report(sessions=agenda).findings if f.code == "pitch.customer_voice"]
    assert (finding.value, len(finding.subject_ids)) == (5, 5)
    assert "“T0”, “T1”, “T2” and 2 other sessions" in finding.message


@pytest.mark.parametrize(
    ("people", "expected"),
    [([], ["I?"]), ([person()], []), ([person("advocate")], []), ([person("host")], ["W"]), ([person(), person("host", name="Jo")], ["W"])],
)
def test_a_customer_presents_a_rock_star(people, expected):
    assert found("pitch.staff_presenter", "rockstar", sessions=[session(type="peer_story", people=people)]) == expected


def test_staff_introduce_briefly():
    assert found("pitch.staff_introduction", "rockstar", sessions=[session(0, 5, "welcome")]) == []
    assert found("pitch.staff_introduction", "rockstar", sessions=[session(0, 6, "welcome")]) == ["W"]


@pytest.mark.parametrize(
    ("names", "title", "expected"),
    [
        ((), "Orbit in use", ["I?"]),
        (("Orbit",), "Working on ORBIT", ["W"]),
        (("Orbit",), "Orbital matters", []),
        (("Café+",), "cafe+ for all", ["W"]),
    ],
)
def test_products_in_titles(names, title, expected):
    assert found("pitch.product_name", "council", product_names=names, sessions=[session(title=title)]) == expected


def test_a_product_in_the_events_own_title():
    assert found("pitch.product_name", product_names=("Orbit",), title="The Orbit board") == ["W"]


@pytest.mark.parametrize(("kind", "expected"), [("cab", ["W"]), ("usergroup", ["W"]), ("council", []), ("meetup", [])])
def test_input_is_sought(kind, expected):
    assert found("agenda.input_sought", kind, sessions=[session(input_sought=" ")]) == expected
    assert found("agenda.input_sought", kind, sessions=[session()]) == []


def test_a_council_names_what_members_learn_and_is_chaired_by_them():
    assert found("agenda.member_benefit", "council", sessions=[session(benefit="")]) == ["W"]
    assert found("agenda.vendor_chair", "council", sessions=[session(people=[person("host", "chair")])]) == ["E"]
    assert found("agenda.vendor_chair", "council", sessions=[session(people=[person("customer", "chair")])]) == []


@pytest.mark.parametrize(("minutes", "expected"), [(25, []), (24, ["W"])])
def test_time_for_one_another(minutes, expected):
    agenda = [session(0, 100 - minutes), session(100 - minutes, minutes, "meal")]
    assert found("agenda.networking_share", sessions=agenda) == expected


def test_conflicts_come_with_their_level_and_alike_ones_together():
    agenda = [session(0, 30, people=[person(reply="none")]), session(40, 30, people=[person(reply="none", name="Ben")]), session(470, 30)]
    judged = report(sessions=agenda)
    late = next(f for f in judged.findings if f.code == "agenda.outside_event")
    asked = next(f for f in judged.findings if f.code == "agenda.presenter_not_accepted")
    assert (late.severity, asked.severity, asked.value) == ("E", "W", 2)
    assert "1 more like this" in asked.message


def test_an_empty_agenda_fits_nothing():
    assert found("agenda.fit") == ["I?"]
    assert found("agenda.vendor_chair", "council") == ["I?"]
    assert found("pitch.staff_introduction", "rockstar") == ["I?"]
    assert found("agenda.fit", sessions=[session()]) == []


def test_no_break_carries_the_limit():
    (finding,) = [f for f in report(sessions=[session(0, 121)]).findings if f.code == "agenda.no_break"]
    assert (finding.severity, finding.value, finding.threshold, finding.unit) == ("W", 121, 120, "minutes")


def test_sessions_that_collide_are_counted_as_places():
    both = [session(0, 60, people=[person()]), session(30, 60, people=[person()])]
    (finding,) = [f for f in report(sessions=both).findings if f.code == "agenda.person_double"]
    assert (finding.value, finding.threshold, finding.unit) == (1, 0, "places")


def test_hours_that_nobody_wrote_down():
    frame = AgendaFrame("cab", START, START + timedelta(hours=8))
    assert found("agenda.outside_hours", frame=frame) == ["I?"]
    assert found("agenda.outside_hours") == []


@pytest.mark.parametrize(("coming", "expected"), [(0, ["I?"]), (7, ["W"]), (8, []), (16, []), (17, ["W"]), (18, ["W"]), (19, ["E"]), (30, ["E"])])
def test_size_of_a_board(coming, expected):
    people = [guest(n) for n in range(coming)] + [guest(90, "host"), guest(91, role="observer", counts=False), guest(92, reply="declined")]
    assert found("guests.room_size", guests=people) == expected


def test_one_delegate_for_each_company():
    assert found("guests.per_company", guests=[guest(1, org="a"), guest(2, org="a")]) == ["W"]
    assert found("guests.per_company", guests=[guest(1, org="a"), guest(2, org="a", reply="declined")]) == []
    assert found("guests.per_company", guests=[guest(1, org=""), guest(2, org="")]) == ["I?"]
    assert found("guests.per_company", guests=[guest(1), guest(2)]) == []
    assert found("guests.per_company") == ["I?"]


@pytest.mark.parametrize(("kind", "expected"), [("cab", ["E"]), ("council", ["E"]), ("meetup", ["W"]), ("usergroup", [])])
def test_competitors_are_not_invited_together(kind, expected):
    people = [guest(1, org="a"), guest(2, org="b", reply="none")]
    assert found("guests.competitors", kind, guests=people, competitors=[("a", "b")]) == expected


@pytest.mark.parametrize("gone", [{"reply": "declined"}, {"decision": "hold"}, {"decision": "suggested"}])
def test_competitors_who_do_not_meet_are_no_matter(gone):
    people = [guest(1, org="a"), guest(2, org="b", **gone)]
    assert found("guests.competitors", guests=people, competitors=[("a", "b")]) == []


def test_competitors_may_be_unknown():
    assert found("guests.competitors", guests=[guest(1)]) == ["I?"]
    assert found("guests.competitors", guests=[guest(1), guest(2, org="")], competitors=[("x", "y")]) == ["I?"]
    assert found("guests.competitors", guests=[guest(1)], competitors=[("x", "y")]) == []


@pytest.mark.parametrize(
    ("advocates", "prospects", "ratio", "missing"),
    [(0, 0, ["I?"], ["E"]), (0, 3, ["I?"], ["E"]), (1, 0, ["I?"], []), (1, 3, [], []), (1, 4, ["W"], [])],
)
def test_prospects_and_advocates(advocates, prospects, ratio, missing):
    people = [guest(n, "advocate") for n in range(advocates)] + [guest(10 + n, "prospect") for n in range(prospects)]
    assert found("guests.prospects_per_advocate", "meetup", guests=people) == ratio
    assert found("guests.no_advocate", "meetup", guests=people) == missing


@pytest.mark.parametrize(
    ("kind", "hosts", "expected"), [("cab", 3, []), ("cab", 4, ["W"]), ("meetup", 1, []), ("meetup", 2, ["W"]), ("rockstar", 9, [])]
)
def test_hosts_do_not_crowd(kind, hosts, expected):
    people = [guest(n) for n in range(6)] + [guest(20 + n, "host", role="host") for n in range(hosts)] + [guest(50, "host", role="facilitator")]
    assert found("guests.host_ratio", kind, guests=people) == expected


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        (["vp", "vp", "director"], []),
        (["c_level", "vp", "director"], ["W"]),
        (["c_level", "practitioner", "", ""], ["I?"]),
        (["c_level", "vp", "vp", ""], []),
        ([], ["I?"]),
    ],
)
def test_levels_of_a_board(levels, expected):
    assert found("guests.levels", guests=[guest(n, level=level) for n, level in enumerate(levels)]) == expected


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        (["vp", "vp", "manager"], []),
        (["vp", "manager"], []),
        (["vp", "manager", "practitioner"], ["I"]),
        (["", "", "practitioner"], ["I"]),
        (["", ""], []),
    ],
)
def test_seed_000_11_a_user_group_is_offered_where_most_are_managers_or_users(levels, expected):
    assert found("guests.user_group", guests=[guest(n, level=level) for n, level in enumerate(levels)]) == expected


@pytest.mark.parametrize(("quorum", "days", "expected"), [(0, 60, []), (3, 60, []), (4, 60, ["W"]), (4, 15, ["W"]), (4, 14, ["E"]), (4, 0, ["E"])])
def test_quorum(quorum, days, expected):
    people = [guest(n) for n in range(3)] + [guest(9, reply="tentative"), guest(10, "host")]
    assert found("guests.quorum", guests=people, quorum=quorum, days_before=days) == expected


def test_a_meetup_without_a_quorum_is_no_question():
    assert found("guests.quorum", "meetup") == []


def test_the_forecast_weighs_replies():
    people = [*(guest(n) for n in range(10)), guest(20, reply="tentative"), guest(21, reply="none"), guest(22, reply="declined"), guest(23, "host")]
    turnout = forecast(case(guests=people), NORMS["turnout.cab"])
    assert turnout.expected == pytest.approx(9.8)
    assert 0 < turnout.low < turnout.expected < turnout.high <= 12


@pytest.mark.parametrize("fields", [{"guests": []}, {"guests": [guest(1)], "days_before": 0}])
def test_no_forecast_for_nobody_or_for_what_has_begun(fields):
    assert forecast(case(**fields), NORMS["turnout.cab"]) is None


def test_a_likelihood_outside_nought_to_one_is_refused():
    with pytest.raises(RuleBroken) as raised:
        forecast(case(guests=[guest(1)]), Norm("turnout.cab", "x", {"accepted": 1.2}))
    assert (raised.value.code, raised.value.field) == ("checks.weight", "accepted")


@pytest.mark.parametrize(("quorum", "expected"), [(0, []), (9, []), (10, ["W"])])
def test_a_forecast_below_the_quorum_says_how_many_to_invite(quorum, expected):
    people = [guest(n) for n in range(10)]
    assert found("guests.forecast", guests=people, quorum=quorum) == expected
    assert found("guests.forecast", guests=[], quorum=quorum) == (["I?"] if quorum else [])
    if expected:
        (finding,) = [f for f in report(guests=people, quorum=quorum).findings if f.code == "guests.forecast"]
        assert "invite 4 more guests now" in finding.message


def test_seats():
    people = [guest(1, rounds=1), guest(2), guest(3, reply="declined", rounds=1), guest(4, reply="none")]
    assert found("seating.not_coming", guests=people, tables=2, rounds=1) == ["E"]
    assert found("seating.unseated", guests=people, tables=2, rounds=1) == ["W"]
    assert found("seating.unseated", guests=people[:1], tables=2, rounds=1) == []
    assert found("seating.unseated", guests=people[:1], tables=2, rounds=2) == ["W"]
    assert found("seating.unseated", guests=people, tables=0) == ["I?"]
    assert found("seating.unseated", guests=people[:1], tables=2, rounds=0) == []
    assert found("seating.unseated", guests=people[1:2], tables=2, rounds=0) == ["W"]


def test_purpose_and_address():
    assert found("event.no_purpose", purpose=" \n ") == ["E"]
    assert found("invitations.no_organiser", organiser_email=" ") == ["E"]
    assert found("invitations.bad_organiser", organiser_email="jo@nowhere") == ["E"]
    assert not any(f.severity == "E" for f in report().findings)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Do us a favour and come.", ["favour"]),
        ("As a reward you get a gift card.", ["reward", "gift card"]),
        ("In return we give a DISCOUNT.", ["In return", "DISCOUNT"]),
        ("Join our sales pitch and live demo.", ["sales pitch", "live demo"]),
        ("There will be no sales pitch, we promise.", []),
        ("This isn’t a pitch.", []),
        ("We are in favour of questions; your favourite topic is welcome.", []),
        ("Dear {{name|reward}}, the event is {{offer}}.", []),
        ("Not far from here. We pitch at nine.", ["pitch"]),
    ],
)
def test_words_that_sell(text, words):
    assert [w.words for w in loaded_words(text)] == words
    assert all(text[w.start : w.end] == w.words for w in loaded_words(text))


def test_waves_are_read():
    assert found("invitations.wording") == ["I?"]
    good = CheckWave("Save the date", "An evening among peers", "Dear {{first_name}}, …")
    assert found("invitations.wording", waves=[good]) == []
    assert found("invitations.wording", waves=[good, CheckWave("Main", "A special offer", "Come for a favour.")]) == ["W"]


def test_readiness_counts_rules_that_hold():
    judged = report("meetup", sessions=[session(0, 60, "networking")], purpose="")
    areas = {a.area: a for a in judged.areas}
    assert (areas["event"].passed, areas["event"].failed, areas["event"].share) == (3, 2, 3 / 5)
    assert areas["seating"].unknown == 1
    assert 0 < judged.readiness < 1
    assert judged.count("E") == 2
    assert [f.severity for f in judged.findings] == sorted((f.severity for f in judged.findings), key="EWI".index)
