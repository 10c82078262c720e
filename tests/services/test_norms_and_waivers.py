"""Figures changed for a kind or an event, waivers with their history, and the gates of release."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pypdfium2
import pytest

from advoplanner.bootstrap import create_workspace
from advoplanner.core.errors import RuleBroken
from advoplanner.domain.events import EventKind
from advoplanner.exports import report_pdf
from advoplanner.services import agenda, checks, documents, events, history, norms, workspace
from advoplanner.services.norms import Scope
from advoplanner.store.models import Event

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)
START = datetime(2027, 6, 9, 9)


@pytest.fixture
def clock():
    return [NOW]


@pytest.fixture
def ws(tmp_path, clock):
    opened = create_workspace(tmp_path / "w.advo", clock=lambda: clock[0])
    yield opened
    opened.close()


def make(ws, kind="cab", title="Board", purpose="To learn") -> str:
    with ws.action("event") as work:
        row = Event(
            kind=kind, title=title, uid=title, purpose=purpose, zone="UTC", organiser_email="jo@example.com", start=START,
            end=START + timedelta(hours=8), start_utc=START.replace(tzinfo=UTC), end_utc=START.replace(tzinfo=UTC) + timedelta(hours=8),
        )  # fmt: skip
        work.add(row)
        work.session.flush()
    return row.id


def talk(ws, event, minutes, type="presentation", at=0) -> str:
    made = agenda.add(ws, event, type=type, title=f"{type} {at}", start=START + timedelta(minutes=at), minutes=minutes)
    return made.created("session")[0]


def severities(ws, event, code):
    return [(f.severity, f.waived) for f in checks.run(ws, event).findings if f.code == code]


def test_a_changed_figure_moves_the_check_of_this_event_only(ws):
    one, other = make(ws), make(ws, title="Other")
    for event in (one, other):
        talk(ws, event, 15)
        talk(ws, event, 85, "panel", 15)
    assert severities(ws, one, "pitch.vendor_share") == []
    norms.change(ws, norms.scope_of(ws, one), "vendor_share.cab", "warn", 0.10)
    assert severities(ws, one, "pitch.vendor_share") == [("W", False)]
    assert severities(ws, other, "pitch.vendor_share") == []
    history.undo(ws)
    assert severities(ws, one, "pitch.vendor_share") == []


def test_norms_of_many_events_are_those_of_each(ws):
    one, other, bar = make(ws), make(ws, title="Other"), make(ws, "meetup", "Bar")
    scopes = [Scope("cab"), Scope("cab", one), Scope("cab", other), Scope("meetup", bar)]
    assert norms.of_each(ws, scopes) == {scope: norms.shipped() for scope in scopes}
    norms.change(ws, Scope("cab"), "quorum", "days", 21)
    norms.change(ws, Scope("cab", one), "quorum", "days", 9)
    assert norms.of_each(ws, scopes) == {scope: norms.of(ws, scope) for scope in scopes}
    assert [norms.of_each(ws, scopes)[scope]["quorum"]["days"] for scope in scopes[:3]] == [21, 9, 21]


def test_a_kind_is_changed_for_all_its_events_and_an_event_may_differ(ws):
    event = make(ws)
    norms.change(ws, Scope("cab"), "quorum", "days", 21)
    assert norms.of(ws, Scope("cab", event))["quorum"]["days"] == 21
    norms.change(ws, Scope("cab", event), "quorum", "days", 7)
    assert norms.of(ws, Scope("cab", event))["quorum"]["days"] == 7
    assert norms.of(ws, Scope("cab"))["quorum"]["days"] == 21
    assert norms.of(ws, Scope("meetup"))["quorum"]["days"] == 14
    assert norms.changed(ws, Scope("cab", event)) == {("quorum", "days")}
    norms.back_to_the_norm(ws, Scope("cab", event), "quorum", "days")
    assert norms.of(ws, Scope("cab", event))["quorum"]["days"] == 21
    norms.change(ws, Scope("cab"), "quorum", "days", 14)
    assert norms.changed(ws, Scope("cab")) == set()


def test_what_cannot_be_changed(ws):
    for call in (
        lambda: norms.change(ws, Scope("cab"), "vendor_share.cab", "warn", 1.5),
        lambda: norms.change(ws, Scope("cab"), "vendor_share.cab", "gone", 0.1),
        lambda: norms.change(ws, Scope("ball"), "quorum", "days", 1),
        lambda: norms.change(ws, Scope("cab", "gone"), "quorum", "days", 1),
        lambda: norms.scope_of(ws, "gone"),
    ):
        with pytest.raises(RuleBroken) as raised:
            call()
        assert raised.value.code.startswith("norms.")
    assert all(norms.changed(ws, Scope(kind)) == set() for kind in EventKind)


def test_the_weight_of_a_type_of_session_moves_the_share(ws):
    event = make(ws)
    talk(ws, event, 50, "executive_qa")
    talk(ws, event, 50, "panel", 50)
    assert checks.run(ws, event).vendor_share == 0.25
    norms.change(ws, Scope("cab"), "vendor_weight", "executive_qa", 0.2)
    assert checks.run(ws, event).vendor_share == pytest.approx(0.1)


def test_a_meetup_judged_as_a_live_event_bears_a_tenth(ws):
    event = make(ws, "meetup")
    talk(ws, event, 10)
    talk(ws, event, 90, "panel", 10)
    assert severities(ws, event, "pitch.vendor_minutes") == [("E", False)]
    norms.change(ws, norms.scope_of(ws, event), "vendor_minutes.meetup", "live", 1)
    assert severities(ws, event, "pitch.vendor_minutes") == []
    assert severities(ws, event, "pitch.vendor_share") == []
    talk(ws, event, 10, at=100)
    assert severities(ws, event, "pitch.vendor_share") == [("W", False)]


def test_a_waiver_opens_the_gate_and_keeps_who_when_and_why(ws):
    workspace.edit(ws, sender_name="Jo")
    event = make(ws)
    talk(ws, event, 60)
    assert not checks.gate(ws, event, "agenda").open
    assert "speaks 100% of the content" in checks.gate(ws, event, "agenda").reason
    checks.waive(ws, event, "pitch.vendor_share", "First meeting; agreed with the chair.")
    assert checks.gate(ws, event, "agenda").open
    assert checks.gate(ws, event, "agenda").reason == ""
    (waiver,) = checks.waivers(ws, event)
    assert (waiver.reason, waiver.by, waiver.at, waiver.value) == ("First meeting; agreed with the chair.", "Jo", NOW, 1.0)
    history.undo(ws)
    assert not checks.gate(ws, event, "agenda").open


def test_a_waiver_holds_no_longer_where_it_becomes_worse(ws):
    event = make(ws)
    talk(ws, event, 40)
    panel = talk(ws, event, 60, "panel", 40)
    checks.waive(ws, event, "pitch.vendor_share", "Agreed.")
    agenda.edit(ws, panel, minutes=70)
    assert severities(ws, event, "pitch.vendor_share") == [("E", True)]
    agenda.edit(ws, panel, minutes=30)
    assert severities(ws, event, "pitch.vendor_share") == [("E", False)]


def test_what_was_taken_back_stays_in_the_history(ws, clock):
    event = make(ws)
    talk(ws, event, 60)
    checks.waive(ws, event, "pitch.vendor_share", "Agreed.")
    clock[0] += timedelta(days=1)
    checks.take_back(ws, checks.waivers(ws, event)[0].id)
    assert not checks.gate(ws, event, "print").open
    (kept,) = checks.waivers(ws, event)
    assert (kept.stands, kept.ended_at) == (False, clock[0])


@pytest.mark.parametrize(("reason", "code"), [("", "checks.no_reason"), ("  ", "checks.no_reason"), ("x" * 1001, "text.too_long")])
def test_a_waiver_needs_a_reason(ws, reason, code):
    event = make(ws)
    talk(ws, event, 60)
    with pytest.raises(RuleBroken) as raised:
        checks.waive(ws, event, "pitch.vendor_share", reason)
    assert (raised.value.code, raised.value.field) == (code, "reason")
    assert checks.waivers(ws, event) == []


def test_warnings_can_be_hidden_and_errors_cannot(ws):
    event = make(ws)
    talk(ws, event, 60)
    checks.hide(ws, event, "pitch.customer_voice")
    assert severities(ws, event, "pitch.customer_voice") == [("W", True)]
    with pytest.raises(RuleBroken) as raised:
        checks.hide(ws, event, "pitch.vendor_share")
    assert raised.value.code == "checks.hide_error"
    with pytest.raises(RuleBroken) as raised:
        checks.waive(ws, event, "pitch.vendor_minutes", "There is none.")
    assert raised.value.code == "checks.no_finding"


def test_a_false_hit_is_ignored_at_one_session_and_a_word_everywhere(ws):
    event = make(ws)
    workspace.edit(ws, product_names=["Orbit"])
    ids = [
        agenda.add(ws, event, type="panel", title=f"Life in orbit {n}", start=START + timedelta(hours=n), minutes=30).created("session")[0]
        for n in (0, 1)
    ]
    checks.ignore_at(ws, event, "pitch.product_name", ids[:1])
    (finding,) = [f for f in checks.run(ws, event).findings if f.code == "pitch.product_name"]
    assert finding.subject_ids == (ids[1],)
    checks.ignore_word(ws, "ORBIT")
    checks.ignore_word(ws, "orbit")
    assert severities(ws, event, "pitch.product_name") == []
    assert workspace.info(ws).ignored_words == ("ORBIT",)


def test_gates_look_at_their_own_areas(ws):
    event = make(ws, purpose=" ")
    assert [f.code for f in checks.gate(ws, event, "invitations").findings] == ["event.no_purpose"]
    talk(ws, event, 60)
    assert [f.code for f in checks.gate(ws, event, "invitations").findings] == ["event.no_purpose"]
    assert {f.code for f in checks.gate(ws, event, "agenda").findings} == {"event.no_purpose", "pitch.vendor_share"}


def test_an_event_takes_its_own_figures_and_waivers_along_when_it_goes(ws):
    event = make(ws)
    talk(ws, event, 60)
    checks.waive(ws, event, "pitch.vendor_share", "Agreed.")
    norms.change(ws, norms.scope_of(ws, event), "quorum", "days", 7)
    events.remove(ws, [event])
    assert checks.waivers(ws, event) == []
    history.undo(ws)
    assert [w.reason for w in checks.waivers(ws, event)] == ["Agreed."]
    assert norms.changed(ws, Scope("cab", event)) == {("quorum", "days")}


def test_one_reason_opens_a_gate_for_all_that_stands_in_it(ws):
    one, other = make(ws, purpose=" "), make(ws, title="Other")
    talk(ws, one, 60)
    with pytest.raises(RuleBroken):
        checks.open_gate(ws, [one, other], "print", " ")
    assert checks.waivers(ws, one) == []
    before = len(history.steps(ws))
    checks.open_gate(ws, [one, other], "print", "Printed for the rehearsal.")
    assert checks.gate(ws, one, "print").open
    assert {w.reason for w in checks.waivers(ws, one)} == {"Printed for the rehearsal."}
    assert len(history.steps(ws)) == before + 1
    assert checks.waivers(ws, other) == []


def test_the_report_says_what_was_waived_and_members_read_nothing_of_it(ws, clock, tmp_path):
    event = make(ws)
    talk(ws, event, 60)
    checks.waive(ws, event, "pitch.vendor_share", "First meeting; agreed with the chair.")
    checks.take_back(ws, checks.waivers(ws, event)[0].id)
    clock[0] += timedelta(days=1)
    checks.waive(ws, event, "pitch.vendor_share", "The chair asked once more.")
    checks.hide(ws, event, "agenda.member_benefit")
    norms.change(ws, norms.scope_of(ws, event), "vendor_share.cab", "warn", 0.3)
    pack = documents.pack(ws, event, "host", everybody=True)
    assert [(w.what, w.reason, w.ended is None) for w in pack.waived] == [
        ("Vendor's share of the content", "The chair asked once more.", True),
        ("Vendor's share of the content", "First meeting; agreed with the chair.", False),
    ]
    assert pack.vendor_share_limit == 0.3
    assert documents.pack(ws, event, "member", everybody=True).waived == ()
    path = tmp_path / "report.pdf"
    report_pdf.write(pack, path)
    words = " ".join("\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path)).split())
    assert "Waived, and why" in words
    assert "The chair asked once more." in words
    assert "taken back" in words
