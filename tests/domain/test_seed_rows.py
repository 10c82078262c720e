"""Facts from the source articles that the agenda, the pitch guard, checks, tasks and profiles carry: one test each, named after its row."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from advoplanner.domain.agenda import WORDS, SessionType
from advoplanner.domain.agenda_templates import template_name
from advoplanner.domain.agenda_time import AgendaFrame
from advoplanner.domain.checks import CheckWave
from advoplanner.domain.checks.suggestions import suggestions
from advoplanner.domain.checks.wording import loaded_words
from advoplanner.domain.event_details import NewEvent, check_new
from advoplanner.domain.events import PROFILES
from advoplanner.domain.journey import STAGES
from advoplanner.domain.tasks import Occasion, Speaker, plan
from tests.domain.cases import NORMS, START, case, found, guest, person, report, session


def new(kind="cab", **fields) -> NewEvent:
    given = {"title": "Board", "purpose": "To learn", "start": START, "end": START + timedelta(hours=8), "zone": "UTC"}
    return NewEvent(kind=kind, **{**given, **fields})


def keys_of(kind="rockstar", hour=12, hours=1, speakers=()) -> set[str]:
    start = datetime(2027, 6, 9, hour)
    occasion = Occasion("e", "Evening", kind, start, start + timedelta(hours=hours), date(2027, 1, 1), speakers)
    return {row.key for row in plan(NORMS, occasion, (), date(2027, 1, 1))}


def test_seed_000_01_every_event_carries_a_purpose():
    with pytest.raises(Exception, match="purpose"):
        check_new(new(purpose=" "))
    assert found("event.no_purpose", purpose="") == ["E"]
    assert found("event.no_purpose") == []


def test_seed_000_02_each_session_says_what_members_take_home():
    assert found("agenda.member_benefit", sessions=[session(benefit=" ")]) == ["W"]
    assert found("agenda.member_benefit", sessions=[session(benefit="A tested approach")]) == []


def test_seed_000_03_in_a_council_the_vendor_only_advises():
    assert found("guests.vendor_role", "council", guests=[guest(1, "host", role="chair")]) == ["E"]
    assert found("guests.vendor_role", "council", guests=[guest(1, "host", role="host")]) == ["W"]
    assert found("guests.vendor_role", "council", guests=[guest(1, "host", role="observer"), guest(2, role="chair")]) == []
    assert found("agenda.vendor_chair", "council", sessions=[session(people=[person("host", "chair")])]) == ["E"]


def test_seed_000_05_a_peer_story_is_the_customers_own():
    assert WORDS[SessionType.PEER_STORY] == "Peer story"
    assert found("pitch.peer_story", sessions=[session(type="peer_story", people=[person(), person("host", name="Sam")])]) == ["W"]
    assert found("pitch.peer_story", sessions=[session(type="peer_story", people=[person()])]) == []


def test_seed_000_09_a_board_is_no_pitch():
    talks = [session(0, 40, "presentation"), session(40, 60)]
    assert found("pitch.vendor_share", sessions=talks) == ["E"]
    assert found("pitch.product_name", sessions=[session(title="Orbit 6")], product_names=["Orbit"]) == ["W"]
    asked = [session(0, 40, "roadmap_input", "Our roadmap: which of three ways?", [person()]), session(40, 60, people=[person(name="Bo")])]
    assert found("pitch.vendor_share", sessions=asked) == found("pitch.session_words", sessions=asked) == []


def test_seed_000_10_the_three_promises_of_a_board_are_checked():
    assert found("agenda.input_session", sessions=[session(type="panel")]) == ["W"]
    assert found("agenda.input_session", sessions=[session(type="workshop", input_sought="What failed?")]) == []
    hosts = [guest(1, "host", level="director", role="host"), guest(2, "host", level="vp", role="host")]
    assert found("guests.senior_host", guests=hosts[:1]) == ["W"]
    assert found("guests.senior_host", guests=hosts) == []
    talks = [session(), session(60)]
    assert found("guests.host_presence", guests=hosts, sessions=talks) == []
    leaves = [hosts[0], replace(hosts[1], here_until=START + timedelta(minutes=60))]
    assert found("guests.host_presence", guests=leaves, sessions=talks) == ["W"]
    assert found("seating.unseated", guests=[guest(1)], tables=0) == ["I?"]
    assert found("seating.unseated", guests=[guest(1)], tables=1, rounds=1) == ["W"]


def test_seed_000_17_there_are_problem_workshops_and_breakouts():
    assert (WORDS[SessionType.WORKSHOP], WORDS[SessionType.BREAKOUT]) == ("Problem workshop", "Breakout")
    assert found("pitch.vendor_share", sessions=[session(type="workshop"), session(60, type="breakout")]) == []
    solved = [way.changes.get("type") for way in suggestions(case(sessions=[session(0, 60, "presentation"), session(60, 60)]))]
    assert {"workshop", "breakout", "framed_discussion", "roadmap_input"} & set(solved), "A talk can become work on a problem"


def test_seed_000_19_each_session_of_a_council_names_the_skill_gained():
    assert found("agenda.skill", "council", sessions=[session()]) == ["I"]
    assert found("agenda.skill", "council", sessions=[replace(session(), skill="Read a price list")]) == []
    assert found("agenda.skill", "council") == ["I?"]
    assert found("agenda.skill", "cab", sessions=[session()]) == []


def test_seed_000_21_invitations_use_motivators_and_not_incentives():
    wave = CheckWave("Main", "Come for the incentive", "A gift card is yours.")
    assert found("invitations.wording", waves=[wave]) == ["W"]
    assert found("invitations.wording", waves=[CheckWave("Main", "Among peers", "A day on what keeps you awake.")]) == []


def test_seed_001_14_each_speaker_is_coached_and_rehearses():
    keys = keys_of("cab", speakers=[Speaker("g1", "Ana", "Story")])
    assert {"task.speaker.coaching:g1", "task.speaker.rehearsal:g1", "task.speaker.brief:g1"} <= keys


def test_seed_002_01_without_a_purpose_a_council_is_not_ready():
    assert found("event.no_purpose", "council", purpose="\n") == ["E"]


def test_seed_002_14_people_have_time_for_people_like_themselves():
    assert found("agenda.networking_share", sessions=[session(0, 80), session(80, 20, "networking")]) == ["W"]
    assert found("agenda.networking_share", sessions=[session(0, 75), session(75, 25, "meal")]) == []


def test_seed_002_16_explorers_find_a_lab_tour():
    people = [replace(guest(n), style="explorer") for n in range(4)]
    assert found("guests.style_mix", guests=people, sessions=[session()]) == ["I"]
    assert found("guests.style_mix", guests=people, sessions=[session(), session(60, type="lab_tour")]) == []


def test_seed_002_17_the_mix_of_styles_meets_the_mix_of_sessions():
    mixed = [replace(guest(n), style=style) for n, style in enumerate(("performer", "analyst", "socialiser", "explorer"))]
    assert found("guests.style_mix", guests=mixed, sessions=[session(type="welcome")]) == ["I"] * 4
    assert found("guests.style_mix", guests=[*mixed[:2], guest(8), guest(9)], sessions=[session()]) == ["I?"]


def test_seed_002_18_no_session_without_a_customers_voice():
    assert found("pitch.customer_voice", sessions=[session(people=[person("host")])]) == ["W"]
    assert found("pitch.customer_voice", sessions=[session(people=[person("advocate")])]) == []


def test_seed_003_01_guests_are_to_learn_something():
    assert found("event.no_learn_goal", "meetup") == ["W"]
    assert found("event.no_learn_goal", "rockstar", learn_goal="How a plant moved its data") == []


def test_seed_003_04_an_event_is_for_stages_of_the_journey_and_guests_are_matched_to_them():
    early, late = (replace(guest(n, "prospect"), stage=stage) for n, stage in ((1, "aware"), (2, "deciding")))
    given = {"stages": ("aware", "comparing"), "guests": [early, late, guest(3, "advocate")]}
    said = {f.subject: f for f in report("meetup", **given).findings if f.code == "guests.stages"}
    assert said["apart"].subject_ids == ("g2",), "Guest 2 stands elsewhere than the event helps"
    assert "comparing" in said["missing"].message
    assert found("guests.stages", "meetup", stages=("aware",), guests=[early, guest(3, "advocate")]) == []
    assert found("event.stages", "meetup", guests=[early]) == ["I?"]
    assert found("guests.stages", "meetup", stages=("aware",), guests=[early, guest(4, "prospect")]) == ["I?"]


def test_seed_003_04_advocates_are_there_from_the_first_stage_on():
    early = replace(guest(1, "prospect"), stage="aware")
    assert found("guests.early_advocate", "rockstar", stages=("aware",), guests=[early]) == ["W"]
    assert found("guests.early_advocate", "rockstar", stages=("aware",), guests=[early, guest(2, "advocate")]) == []
    assert found("guests.early_advocate", "rockstar", stages=("using",), guests=[early]) == []


def test_seed_003_06_an_advocate_may_host():
    people = [guest(1, "advocate", role="host"), *(guest(n, "prospect") for n in range(2, 4))]
    assert found("guests.host_ratio", "meetup", guests=people) == []
    assert check_new(new("meetup", host_company="The advocate's own firm")) is None


def test_seed_003_07_the_topic_is_an_issue():
    assert found("event.topic_product", topic="Orbit in practice", product_names=["Orbit"]) == ["W"]
    assert found("event.topic_product", topic="Audits that take weeks", product_names=["Orbit"]) == []
    assert found("event.no_topic") == ["I"]


def test_seed_003_09_events_are_in_person_unless_somebody_says_otherwise():
    for kind in PROFILES:
        assert template_name(kind, START, START + timedelta(hours=8)) != "virtual"
    assert template_name("cab", START, START + timedelta(minutes=90)) == "virtual"


def test_seed_003_13_a_meetup_has_no_presentation_by_the_vendor():
    assert found("pitch.vendor_minutes", "meetup", sessions=[session(0, 5, "presentation")]) == ["E"]
    assert found("pitch.vendor_minutes", "meetup", sessions=[session(0, 60, "networking")]) == []
    (way,) = suggestions(case("meetup", sessions=[session(0, 5, "presentation")]))
    assert way.changes == {"type": "networking"}


def test_seed_003_14_sessions_call_nobody_to_buy():
    assert found("pitch.session_words", sessions=[session(title="Book a demo of the new release")]) == ["W"]
    assert found("pitch.session_words", sessions=[session(title="What we would do otherwise")]) == []


def test_seed_003_16_no_favours_and_no_trade():
    assert [w.words for w in loaded_words("Do us a favour; in exchange you speak.")] == ["favour", "in exchange"]


def test_seed_003_18_no_amounts_of_money():
    assert [w.words for w in loaded_words("Worth $500, or 450 euros, or EUR 400.")] == ["$500", "450 euros", "EUR 400"]
    assert loaded_words("Room 500 on floor 4, at 18:00.") == []


def test_seed_003_35_a_morning_slot_brings_its_early_tasks():
    assert {"task.early.keys", "task.early.staff"} <= keys_of(hour=7)
    assert not {"task.early.keys", "task.late.security"} & keys_of(hour=12)
    frame = AgendaFrame("rockstar", START.replace(hour=7), START.replace(hour=8), hours={"wed": ["09:00", "18:00"]}, venue="Haus")
    early = replace(session(), start=START.replace(hour=7), minutes=45)
    assert found("agenda.outside_hours", "rockstar", frame=frame, sessions=[early]) == []


def test_seed_003_36_a_late_show_is_safe_over_midnight():
    assert {"task.late.security", "task.late.transport"} <= keys_of(hour=21, hours=3.5)
    frame = AgendaFrame("rockstar", START.replace(hour=21), START.replace(hour=21) + timedelta(hours=3.5))
    show = replace(session(), start=START.replace(hour=23, minute=30), minutes=60)
    assert found("agenda.outside_event", "rockstar", frame=frame, sessions=[show]) == []


def test_seed_003_37_a_customer_presents_and_staff_introduce():
    assert found("pitch.staff_presenter", "rockstar", sessions=[session(people=[person("host")])]) == ["W"]
    assert found("pitch.staff_presenter", "rockstar", sessions=[session(people=[person()])]) == []
    assert found("pitch.staff_introduction", "rockstar", sessions=[session(0, 6, "welcome")]) == ["W"]
    assert found("pitch.staff_introduction", "rockstar", sessions=[session(0, 5, "welcome")]) == []


def test_seed_004_03_an_event_may_be_for_those_who_introduce_it_and_those_who_use_it():
    assert {"introducing", "using"} <= set(STAGES)
    starts, knows = (replace(guest(n), stage=stage) for n, stage in ((1, "introducing"), (2, "using")))
    assert found("guests.stages", "usergroup", stages=("introducing", "using"), guests=[starts, knows]) == []
    assert found("guests.stages", "usergroup", stages=("introducing", "using"), guests=[starts]) == ["I"]


def test_seed_004_03_new_members_meet_experienced_ones():
    old, fresh = replace(guest(1), member_since="2020-05-01"), replace(guest(2), member_since="2027-01-15")
    assert found("guests.experience", guests=[old]) == ["I"]
    assert found("guests.experience", guests=[fresh]) == ["I"]
    assert found("guests.experience", guests=[old, fresh]) == []
    assert found("guests.experience", guests=[guest(3)]) == ["I?"]


def test_seed_004_04_input_is_sought_for_somebody_who_decides():
    asked = session(type="roadmap_input", input_sought="Which first?")
    assert found("agenda.decision_owner", sessions=[asked]) == ["I"]
    assert found("agenda.decision_owner", sessions=[replace(asked, decision_owner="Head of product")]) == []


def test_seed_004_07_hosts_come_from_every_function():
    roles = ("Head of marketing", "Sales director", "Software engineer", "Service manager")
    hosts = [replace(guest(n, "host"), function=role) for n, role in enumerate(roles)]
    assert found("guests.host_functions", guests=hosts) == ["I"]
    assert found("guests.host_functions", guests=[*hosts, replace(guest(9, "host"), function="Customer support")]) == []
    assert found("guests.host_functions", guests=[guest(1, "host")]) == ["I?"]


def test_seed_004_15_an_event_has_an_objective_and_a_sponsor():
    assert found("event.no_objective") == ["I"]
    assert found("event.no_objective", objectives=["Rank three themes"], sponsor="Ingrid") == []


def test_details_are_asked_for_once_most_have_them():
    people = [replace(guest(n), diet="none") for n in range(3)] + [guest(9)]
    assert found("guests.no_diet", guests=people) == ["I"]
    assert found("guests.no_diet", guests=people[2:]) == []
