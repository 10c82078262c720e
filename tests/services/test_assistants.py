"""Who assists whom: never oneself, not in a circle of two, kept when two records become one."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from advoplanner.core.errors import RuleBroken
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.people import ContactDraft
from advoplanner.services import assistants, events, guests, history, people, people_merge

NOW = datetime(2027, 1, 5, 9, tzinfo=UTC)


@pytest.fixture
def three(ws) -> tuple[str, ...]:
    return tuple(people.add(ws, ContactDraft(given=name)).created("person")[0] for name in ("Ana", "Bo", "Cy"))


def test_an_assistant_is_shown_from_both_sides_and_undone(ws, three):
    ana, bo, cy = three
    assistants.choose(ws, ana, bo)
    assistants.choose(ws, cy, bo)
    assert people.details(ws, ana).assistant == (bo, "Bo")
    assert people.details(ws, bo).assists == ((ana, "Ana"), (cy, "Cy"))
    assistants.choose(ws, ana, "")
    assert people.details(ws, ana).assistant is None
    history.undo(ws)
    people.edit(ws, bo, emails=("bo@x.example",))
    start = datetime(2027, 3, 10, 18)
    event = events.new(ws, NewEvent("meetup", "Evening", "Meet", start, start.replace(hour=21), "UTC", template=False)).created("event")[0]
    guests.add(ws, event, [ana])
    assert guests.details(ws, guests.rows(ws, event)[0].id).assistant == ("Bo", "bo@x.example")
    people.remove(ws, [bo])
    assert people.details(ws, ana).assistant is None
    history.undo(ws)
    assert people.details(ws, ana).assistant == (bo, "Bo")


@pytest.mark.parametrize(("who", "assistant", "sentence"), [
    (0, 0, "Ana cannot be their own assistant."), (1, 0, "Bo assists Ana already."), (0, None, "One of these two is no longer in the workspace."),
])  # fmt: skip
def test_who_cannot_assist_is_refused_in_a_sentence(ws, three, who, assistant, sentence):
    assistants.choose(ws, three[0], three[1])
    with pytest.raises(RuleBroken) as refused:
        assistants.choose(ws, three[who], "gone" if assistant is None else three[assistant])
    assert (refused.value.sentence, refused.value.field) == (sentence, "assistant")
    assert people.details(ws, three[0]).assistant == (three[1], "Bo")


def test_merging_keeps_assistants_on_both_sides_and_makes_nobody_their_own(ws, three):
    ana, bo, cy = three
    assistants.choose(ws, ana, bo)
    people_merge.merge(ws, cy, ana)
    assert people.details(ws, cy).assistant == (bo, "Bo")
    people_merge.merge(ws, cy, bo)
    assert people.details(ws, cy).assistant is None


def test_merging_lets_no_two_people_assist_each_other(ws, three):
    ana, bo, cy = three
    assistants.choose(ws, ana, bo)
    assistants.choose(ws, bo, cy)
    people_merge.merge(ws, ana, cy)
    assert (people.details(ws, ana).assistant, people.details(ws, bo).assistant) == (None, (ana, "Ana"))
    history.undo(ws)
    assert people.details(ws, ana).assistant == (bo, "Bo")
