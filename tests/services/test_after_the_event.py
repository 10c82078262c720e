"""After the event: thanks in the outbox, what was said on the next agenda, stories with permission, members judged, companies that moved."""

from __future__ import annotations

import csv
import email
import json
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from pypdf import PdfReader

from advoplanner.bootstrap import create_workspace
from advoplanner.core.errors import Cancelled, RuleBroken
from advoplanner.core.progress import Stoppable
from advoplanner.domain import markup
from advoplanner.domain.audiences import EVERYBODY
from advoplanner.domain.event_details import NewEvent, ownership_words
from advoplanner.domain.people import ContactDraft
from advoplanner.services import (
    agenda,
    close_out,
    companies,
    day_alerts,
    events,
    followup,
    guests,
    history,
    invitations,
    motives,
    outbox,
    outcomes,
    people,
    printing,
    ranking,
    stories,
    thanks,
)
from advoplanner.store.models import Message

START = datetime(2027, 3, 10, 9)


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2027, 4, 10, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def ws(tmp_path, clock):
    made = create_workspace(tmp_path / "w.advo", clock=clock)
    yield made
    made.close()


def event_of(ws, kind="cab", start=START, title="Spring board", **words) -> str:
    new = NewEvent(
        kind, title, "Learn", start, start + timedelta(hours=7), "Europe/Berlin", template=False, organiser_name="Mira Rossi",
        organiser_email="mira@firm.example", **words,
    )  # fmt: skip
    return events.new(ws, new).created("event")[0]


def guest_of(ws, event, name, **words) -> str:
    address = words.pop("address", f"{name.split()[0].lower()}@x.example")
    draft = ContactDraft(given=name.split()[0], family=name.split()[-1], organisation=words.pop("company", "Lima Foods"), emails=(address,))
    person = people.add(ws, draft).created("person")[0]
    guest = guests.add(ws, event, [person], **words).changes.created("guest")[0]
    guests.set_attendance(ws, [guest], "arrived")
    return guest


def person_of(ws, guest) -> str:
    return guests.rows_of(ws, [guest])[0].person_id


def test_everybody_who_came_gets_a_letter_of_their_own_and_who_may_not_be_written_to_is_named(ws, tmp_path):
    event = event_of(ws)
    ana, ben, cleo, dora = (guest_of(ws, event, name) for name in ("Ana Lima", "Ben Berg", "Cleo Roy", "Dora Diaz"))
    guest_of(ws, event, "Hanna Host", side="host")
    people.edit(ws, person_of(ws, ben), do_not_contact=True)
    motives.add_restriction(ws, person_id=person_of(ws, cleo), kind="no_email")
    people.edit(ws, person_of(ws, dora), emails=("dora at home",))
    shown = agenda.add(ws, event, type="panel", title="Costs", start=START).created("session")[0]
    hidden = agenda.add(ws, event, type="panel", title="Our secret", start=START, visibility="host").created("session")[0]
    for session in (shown, hidden):
        agenda.set_person(ws, session, ana, "panellist")
    followup.add_action(ws, event, "Publish the map", "Hanna", "2027-05-01", ana)
    made = thanks.draft(ws, event)
    assert made.made == 1
    assert dict(made.left_out).keys() == {"Ben Berg", "Cleo Roy", "Dora Diaz"}
    assert dict(made.left_out)["Ben Berg"] == "do not contact"
    [row] = invitations.messages(ws, event)
    body = invitations.message(ws, row.id).body
    assert body.startswith("Dear Ana,\n\nThank you for being with us on Wednesday 10 March 2027")
    assert "for your part in “Costs”" in body
    assert "- Publish the map, by Saturday 1 May 2027" in body
    assert "secret" not in body
    guests.set_attendance(ws, [ben, cleo, dora], "no_show")
    with pytest.raises(RuleBroken, match="has a letter that waits"):
        thanks.draft(ws, event)
    found = outbox.export(ws, [row.id], tmp_path / "out", entries=True)
    [path] = found.written
    mail = email.message_from_bytes(path.read_bytes())
    assert (mail["To"], mail["Subject"]) == ('"Ana Lima" <ana@x.example>', "Thank you: Spring board")
    assert {part.get_content_type() for part in mail.walk()} <= {"multipart/alternative", "text/plain", "text/html"}, "no calendar entry"
    assert not list((tmp_path / "out").glob("*.ics"))
    assert [line.words for line in close_out.lines(ws, event) if line.title == "Thanks"] == ["Everybody who came is thanked."]


class GivesUp(Stoppable):
    """Presses Cancel when so many steps were told."""

    def __init__(self, after: int) -> None:
        super().__init__()
        self.after = after

    def step(self, done: float, what: str = "") -> None:
        self.after -= 1
        if self.after < 0:
            self.cancel()
        super().step(done, what)


def test_writing_many_letters_can_be_given_up_and_nothing_is_left_of_it(ws, clock):
    event = event_of(ws)
    for name in ("Ana Lima", "Ben Berg", "Cleo Roy"):
        guest_of(ws, event, name)
    with pytest.raises(Cancelled):
        thanks.draft(ws, event, GivesUp(1))
    assert invitations.messages(ws, event) == []
    clock.now = datetime(2027, 2, 1, tzinfo=UTC)
    wave = invitations.new_wave(ws, event, audience=EVERYBODY).created("wave")[0]
    with pytest.raises(Cancelled):
        invitations.draft(ws, wave, progress=GivesUp(1))
    assert invitations.messages(ws, event) == []
    assert {row.invite_state for row in guests.rows(ws, event)} == {"not_sent"}
    invitations.draft(ws, wave)
    for work in (partial(invitations.refresh, ws, event), partial(outbox.release, ws, [row.id for row in invitations.messages(ws, event)])):
        with pytest.raises(Cancelled):
            work(progress=GivesUp(1))
    assert [row.state for row in invitations.messages(ws, event)] == ["draft"] * 3


def test_what_was_promised_marks_nothing_up_in_a_letter_and_one_that_is_leaving_is_not_written_again(ws):
    event = event_of(ws, title="*Costs* and value")
    ana = guest_of(ws, event, "Ana Lima")
    followup.add_action(ws, event, "Send [the study](https://x.example)", tell_guest_id=ana)
    assert thanks.draft(ws, event).made == 1
    [letter] = [m for m in invitations.messages(ws, event) if m.to_address == "ana@x.example"]
    shown = markup.html(invitations.message(ws, letter.id).body, "Thanks")
    assert "<em>" not in shown
    # An address that is written out becomes a link by itself; words cannot hide where it leads.
    assert "[the study](" in shown
    for state in ("sending", "unsure"):
        with ws.action("leaving") as work:
            work.session.get_one(Message, letter.id).state = state
        with pytest.raises(RuleBroken, match="has a letter"):
            thanks.draft(ws, event)


def test_thanks_before_the_event_or_without_an_address_are_refused(ws, clock):
    event = event_of(ws)
    guest_of(ws, event, "Ana Lima")
    clock.now = datetime(2027, 3, 1, tzinfo=UTC)
    with pytest.raises(RuleBroken) as early:
        thanks.draft(ws, event)
    assert early.value.code == "thanks.early"
    events.edit(ws, event, organiser_email="")
    with pytest.raises(RuleBroken) as nobody:
        thanks.draft(ws, event)
    assert nobody.value.code == "thanks.organiser"


def test_nothing_of_the_list_reads_as_done_before_the_event(ws, clock):
    event = event_of(ws)
    clock.now = datetime(2027, 3, 1, tzinfo=UTC)
    assert {(line.done, line.words) for line in close_out.lines(ws, event)} == {(False, "Not before the event.")}


def test_seed_000_07_more_than_an_agenda_holds_is_counted_the_newest_first_and_nothing_is_cut(ws):
    for n in range(3):
        earlier = event_of(ws, start=START - timedelta(days=90 * (n + 1)), title=f"Board {n}")
        for k in range(9):
            followup.add_action(ws, earlier, f"Promise {n}.{k} " + "x" * 300, "Hanna", "2027-04-01")
    event = event_of(ws)
    close_out.put_on_agenda(ws, event)
    [said] = agenda.rows(ws, event)
    assert len(said.materials) <= agenda.LIMITS["materials"]
    assert said.materials.startswith("You said: Promise 0.")
    kept = said.materials.count("You said:")
    assert said.materials.endswith(f"And {27 - kept} more, in the follow-up of earlier events.")
    assert said.materials.count("We did:") == kept


def test_an_action_has_a_next_step_and_without_owner_or_date_it_is_kept_and_red(ws):
    event = event_of(ws)
    followup.add_action(ws, event, "Open the figures")
    [action] = followup.actions(ws, event)
    assert action.incomplete
    followup.edit_action(ws, action.id, next_step="Ask finance")
    assert followup.actions(ws, event)[0].next_step == "Ask finance"
    with pytest.raises(RuleBroken) as refused:
        followup.edit_action(ws, action.id, next_step="x" * 301)
    assert refused.value.field == "next_step"
    assert followup.actions(ws, event)[0].next_step == "Ask finance"


def test_a_story_leaves_only_with_a_permission_that_holds_for_its_use(ws, tmp_path, clock):
    event = event_of(ws)
    names = ("Ana Lima", "Ben Berg", "Cleo Roy", "Dora Diaz", "Emil Eck", "=Fay Fox")
    ana, ben, cleo, dora, emil, fay = (guest_of(ws, event, name, address=f"g{n}@x.example") for n, name in enumerate(names))
    outcomes.record(ws, ana, quote="Peers made the day.")
    given = {"permission": "given", "uses": ["website"]}
    stories.add(ws, ana, **given)
    stories.add(ws, ben, quote="Fine.")
    stories.add(ws, cleo, quote="Good.", permission="given", uses=["press"], until="2027-04-09")
    stories.add(ws, dora, quote="No.", permission="refused", uses=["website"])
    stories.add(ws, emil, quote="Well.", **given)
    motives.add_restriction(ws, person_id=person_of(ws, emil), kind="anonymous", audiences=("public",))
    stories.add(ws, fay, quote="=1+1", **given)
    written = stories.export(ws, tmp_path / "s.csv", "website", event)
    with written.path.open(encoding="utf-8-sig", newline="") as file:
        found = list(csv.reader(file))
    assert [(row[0], row[3]) for row in found[1:]] == [("'=Fay Fox", "'=1+1"), ("Ana Lima", "Peers made the day.")]
    why = dict(written.left_out)
    assert (why["Ben Berg"], why["Cleo Roy"], why["Dora Diaz"]) == ("no permission", "permission expired", "permission refused")
    assert "anonymous" in why["Emil Eck"]
    assert len(json.loads(stories.export(ws, tmp_path / "s.json").path.read_text())) == 2
    assert stories.export(ws, tmp_path / "p.csv", "press").count == 0
    history.undo(ws)
    assert len(stories.rows(ws, event)) == 5


@pytest.mark.parametrize(
    ("values", "field"),
    [({"quote": ""}, "quote"), ({"permission": "maybe"}, "permission"), ({"uses": ["billboard"]}, "uses"), ({"until": "soon"}, "until")],
)
def test_what_a_story_cannot_be_is_refused_at_its_field(ws, values, field):
    event = event_of(ws)
    stories.add(ws, guest_of(ws, event, "Ana Lima"), quote="Good.")
    [row] = stories.rows(ws, event)
    with pytest.raises(RuleBroken) as refused:
        stories.edit(ws, row.id, **values)
    assert refused.value.field == field
    assert stories.rows(ws, event) == [row]


def test_members_are_ranked_by_attendance_input_and_advocacy(ws):
    event = event_of(ws)
    ana, ben = guest_of(ws, event, "Ana Lima"), guest_of(ws, event, "Ben Berg")
    guest_of(ws, event, "Hanna Host", side="host")
    ranking.judge(ws, ben, attendance=5, input=3)
    ranking.judge(ws, ana, advocacy=1, note="Spoke twice")
    assert [(row.name, row.total) for row in ranking.members(ws, event)] == [("Ben Berg", 8), ("Ana Lima", 1)]
    with pytest.raises(RuleBroken) as refused:
        ranking.judge(ws, ana, input=6)
    assert (refused.value.code, refused.value.field) == ("ranking.number", "input")
    history.undo(ws)
    assert ranking.members(ws, event)[1].total is None


def test_what_an_event_did_for_a_company_is_kept_by_company(ws):
    event = event_of(ws)
    guest_of(ws, event, "Ana Lima", company="Lima Foods")
    guest_of(ws, event, "Ben Berg", company="Berg")
    [berg, lima] = ranking.accounts(ws, event)
    ranking.record_account(ws, event, lima.id, before="prospect", after="new", day="2027-04-01", note="Ana asked for it")
    assert [row.words for row in ranking.accounts(ws, event)] == ["", "Prospect → New customer"]
    for values, field in (({"after": "rich"}, "after"), ({"day": "2027-03-01"}, "day"), ({"day": "May"}, "day")):
        with pytest.raises(RuleBroken) as refused:
            ranking.record_account(ws, event, berg.id, **values)
        assert refused.value.field == field
    assert ranking.accounts(ws, event)[0].words == ""
    guests.remove(ws, [row.id for row in guests.rows(ws, event)])
    assert [row.name for row in ranking.accounts(ws, event)] == ["Lima Foods"], "what is written down stays"
    events.remove(ws, [event])


def test_seed_004_09_who_runs_a_programme_and_the_share(ws):
    council, board = event_of(ws, "council"), event_of(ws)
    event_of(ws, "meetup", title="Bar")
    assert ownership_words(events.ownership(ws)) == "2 run by us, 1 powered by customers (33%)"
    events.edit(ws, board, ownership="customer")
    events.edit(ws, council, ownership="")
    assert ownership_words(events.ownership(ws)) == "1 run by us, 1 powered by customers (50%)"
    with pytest.raises(RuleBroken) as refused:
        events.edit(ws, board, ownership="nobody")
    assert (refused.value.code, refused.value.field) == ("events.ownership", "ownership")


def test_the_first_tier_of_a_company_is_set_by_hand_and_waves_heed_it(ws):
    event = event_of(ws)
    ana = guest_of(ws, event, "Ana Lima")
    company = guests.rows_of(ws, [ana])[0].organisation_id
    companies.set_tier(ws, company, 1)
    assert people.details(ws, person_of(ws, ana)).company_tier == 1
    assert day_alerts.of(ws, event)[ana].endswith("tell the host")
    wave = invitations.new_wave(ws, event, mode="tier", audience=invitations.EVERYBODY).created("wave")[0]
    invitations.draft(ws, wave)
    [message] = invitations.messages(ws, event)
    assert (message.state, "personal" in message.reason.lower()) == ("held", True)
    people.edit(ws, person_of(ws, ana), tier=2)
    assert ana not in day_alerts.of(ws, event) or "First tier" not in day_alerts.of(ws, event)[ana]
    for change in (lambda: people.edit(ws, person_of(ws, ana), tier=4), lambda: companies.set_tier(ws, company, 9)):
        with pytest.raises(RuleBroken) as refused:
            change()
        assert refused.value.code == "people.tier"


def test_seed_001_20_the_report_sums_up_what_guests_said_peers_first_and_quotes_who_agreed(ws, tmp_path):
    event = event_of(ws)
    ana, ben = guest_of(ws, event, "Ana Lima"), guest_of(ws, event, "Ben Berg")
    outcomes.record(ws, ana, scores={"needs_met": 4, "peers": 5}, quote="Peers made the day.", quote_allowed=True)
    outcomes.record(ws, ben, scores={"peers": 4}, quote="Off the record.")
    [file] = printing.export(ws, event, tmp_path, only=["report"]).files
    text = "\n".join(page.extract_text() for page in PdfReader(file.path).pages)
    assert text.index("Did you meet peers worth meeting?") < text.index("Was what you need met?")
    assert "4.5 of 5" in text
    assert "Peers made the day." in text
    assert "Off the record." not in text
