"""An event of three kinds, each from nothing, created, invited, answered and printed in a real window by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from chapters import Story, answer, export, invite
from evening import reading
from screen import DARK, DARK_NARROW, DEADLINE, LIGHT_NARROW, Look, Program

from advoplanner.bootstrap import create_workspace
from advoplanner.domain.people import ContactDraft
from advoplanner.services import events, people, venues

pytestmark = pytest.mark.timeout(8 * DEADLINE)
SIDES = {"cab": ["customer"] * 10, "rockstar": ["advocate"] + ["prospect"] * 8, "meetup": ["prospect"] * 12 + ["advocate"] * 6}
TIMES = {"cab": ("2031-03-12 13:00", "2031-03-13 18:00"), "meetup": ("2031-06-05 19:00", "2031-06-06 00:30")}
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@pytest.mark.parametrize(("kind", "steps", "look"), [("cab", 0, DARK_NARROW), ("rockstar", 2, DARK), ("meetup", 3, LIGHT_NARROW)])
def test_an_event_is_created_invited_answered_and_printed(start: Callable[..., Program], tmp_path: Path, kind: str, steps: int, look: Look) -> None:
    path = workspace_of(tmp_path / "shop.advo", SIDES[kind])
    story = Story(start, path, look=look)
    story.begin()
    create(story, kind, steps)
    invite(story, tmp_path / "mail")
    answer(story, tmp_path / "mail")
    story.open()
    export(story, tmp_path / "paper")
    story.end()
    with reading(path) as workspace:
        [row] = events.rows(workspace)
    assert (row.kind, row.accepted, row.declined) == (kind, len(SIDES[kind]) - 1, 1)
    if kind == "rockstar":
        assert (row.start.hour, row.start.minute, row.zone) == (7, 0, "Europe/Berlin")
    else:
        assert [row.start, row.end] == [datetime.fromisoformat(text) for text in TIMES[kind]]


def create(story: Story, kind: str, steps: int) -> None:
    """Through the four pages of the wizard; a Rock Star takes the first slot before a shop opens."""
    program, story.title = story.program, "Evening among peers"
    story.go("Events")
    program.find("new event")
    program.wait_title("New event")
    program.key("shift+Tab", *["Right"] * steps, "alt+t")
    for words in (story.title, "Keeping pace", "Guests hear what others would do again", "What holds them back"):
        program.type(words)
        program.key("Tab")
    program.key("alt+t", "Return")
    if kind == "rockstar":
        program.key("alt+f")
        program.wait_title("Find a slot")
        program.key("Return")
        program.wait_title("New event")
    else:
        for key, words in zip(("alt+s", "alt+e"), TIMES[kind], strict=True):
            program.key(key, "ctrl+a")
            program.type(words)
    program.key("alt+c", "Return", "Down", "alt+n")
    program.type("Mira Host")
    program.key("Tab")
    program.type("mira@host.example")
    program.key("Return", "Return")
    story.at("Overview")


def workspace_of(path: Path, sides: list[str]) -> Path:
    """People with one tag, and a shop that opens at nine on every day."""
    workspace = create_workspace(path)
    for at, side in enumerate(sides):
        draft = ContactDraft(display_name=f"{side.title()} Person{at}", side=side, emails=(f"guest{at}@firm{at}.example",), tags=("evening",))
        people.add(workspace, draft)
    shop = venues.add(workspace, "Corner Shop", city="Berlin", zone="Europe/Berlin").created("venue")[0]
    venues.edit(workspace, shop, hours={day: ["09:00", "18:00"] for day in DAYS})
    workspace.close()
    return path
