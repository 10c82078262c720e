"""A board and a council in a real window over their whole course: planned, held and followed up, each on its own day."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from chapters import (
    DOCUMENTS,
    MONTH_LATER,
    NIGHT,
    PLANNED,
    Story,
    answer,
    empty,
    export,
    invite,
    names,
    note_answer,
    promise,
    seat,
    thank,
    welcome,
    write_agenda,
)
from evening import reading
from screen import DARK_NARROW, DEADLINE, LIGHT, Look, Program

from advoplanner.bootstrap import open_workspace
from advoplanner.domain.people import ContactDraft
from advoplanner.services import events, invitations, people, topics

pytestmark = pytest.mark.timeout(8 * DEADLINE)
MEMBERS = ("Ana Lima", "Ben Berg", "Cleo Roy")


@pytest.mark.parametrize(
    ("kind", "steps", "title", "look"),
    [("cab", (), "Spring board", LIGHT), ("council", ("Right",), "Data circle", DARK_NARROW)],
)
def test_from_the_idea_to_a_month_later(
    start: Callable[..., Program], tmp_path: Path, kind: str, steps: tuple[str, ...], title: str, look: Look
) -> None:
    path = empty(tmp_path)
    know(path)
    story = Story(start, path, look=look)
    story.begin(PLANNED)
    planned(story, kind, steps, title)
    write_agenda(story)
    invite(story, tmp_path / "mail")
    answer(story, tmp_path / "mail", declines="m2@x.example")
    seat(story)
    export(story, tmp_path / "paper", DOCUMENTS)
    story.end()
    story.begin(NIGHT)
    welcome(story, ("Ana Lima", "Ben Berg"), "Wim Roy")
    story.end()
    story.begin(MONTH_LATER)
    promise(story, "Send the film")
    note_answer(story, "Ben Berg")
    thank(story, 2)
    story.end()
    with reading(path) as ws:
        [made] = events.rows(ws)
        letters = [row for row in invitations.messages(ws, made.id) if row.state == "draft"]
    assert (made.kind, made.accepted, made.declined) == (kind, 3, 1)
    assert sorted(row.to_name for row in letters) == ["Ana Lima", "Ben Berg"], "who walked in has no address"


def planned(story: Story, kind: str, steps: tuple[str, ...], title: str) -> None:
    """The wizard, everybody on the list, and a topic that a member wants."""
    program, story.title = story.program, title
    story.go("Events")
    program.find("new event")
    program.wait_title("New event")
    program.key("shift+Tab", *steps, "alt+t")
    for words in (title, "Keeping pace", "Members decide what comes first", "What holds them back"):
        program.type(words)
        program.key("Tab")
    program.key("alt+t", "Return", "Return", "Return", "Return")
    story.at("Overview")
    with reading(story.path) as ws:
        [made] = events.rows(ws)
        assert (made.kind, f"{made.start:%Y-%m-%d}") == (kind, NIGHT)
    story.go("Guests", "ctrl+2")
    program.key("ctrl+n")
    program.wait_title("Add guests")
    # A button pressed by its letter acts a moment later, and in the search letters would be taken for words.
    program.key("Tab", "alt+p")
    program.press_until(lambda: names(story.path) == sorted(MEMBERS), "the members on the list", "alt+a")
    story.at("Guests")
    story.go("Kit")
    program.find("propose a topic")
    program.wait_title("Propose a topic")
    program.type("How do costs stay low?")
    program.key("Return")
    program.wait(lambda: wanted(story.path) == ["How do costs stay low?"], "the topic in the file")
    story.at("Kit")
    story.picture("kit")


def know(path: Path) -> None:
    """Members whom the coordinator knows."""
    ws = open_workspace(path)
    for at, name in enumerate(MEMBERS):
        people.add(ws, ContactDraft(display_name=name, organisation=f"Works {at}", emails=(f"m{at}@x.example",), side="customer"))
    ws.close()


def wanted(path: Path) -> list[str]:
    with reading(path) as ws:
        return [row.text for event in events.rows(ws) for row in topics.rows(ws, event.id)]
