"""A board and a council in a real window over their whole course: planned, held and followed up, each on its own day."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from evening import reading
from screen import DEADLINE, Program
from test_months import MONTH_LATER, NIGHT, PLANNED, a_month_later, empty, names, the_night

from advoplanner.bootstrap import open_workspace
from advoplanner.domain.people import ContactDraft
from advoplanner.services import events, invitations, people, printing, topics

pytestmark = pytest.mark.timeout(8 * DEADLINE)
MEMBERS = ("Ana Lima", "Ben Berg", "Cleo Roy")


@pytest.mark.parametrize(
    ("kind", "steps", "title", "appearance"),
    [("cab", (), "Spring board", "light"), ("council", ("Right",), "Data circle", "dark")],
)
def test_from_the_idea_to_a_month_later(
    start: Callable[..., Program], tmp_path: Path, kind: str, steps: tuple[str, ...], title: str, appearance: str
) -> None:
    path = empty(tmp_path)
    know(path)
    program = start(str(path), today=PLANNED, appearance=appearance)
    program.wait_title("Today – months")
    planned(program, path, kind, steps, title)
    program.screen.picture(tmp_path / "1-planned.png")
    assert program.quit() == 0
    the_night(start, path, title, ("Ana Lima", "Ben Berg"), "Wim Roy", appearance=appearance)
    a_month_later(start, path, title, appearance=appearance)
    thanked(start, path, title, appearance)
    with reading(path) as ws:
        [made] = events.rows(ws)
        assert sorted(row.to_name for row in invitations.messages(ws, made.id)) == ["Ana Lima", "Ben Berg"], "who walked in has no address"
        written = printing.export(ws, made.id, tmp_path / "out", only=["agenda", "rooming", "report"], audience="host")
        assert len(written.files) == 4


def planned(program: Program, path: Path, kind: str, steps: tuple[str, ...], title: str) -> None:
    """The wizard, everybody on the list, and a topic that a member wants."""
    program.find("go to events")
    program.wait_title("Events – months")
    program.find("new event")
    program.wait_title("New event")
    program.key("shift+Tab", *steps, "alt+t")
    for words in (title, "Keeping pace", "Members decide what comes first", "What holds them back"):
        program.type(words)
        program.key("Tab")
    program.key("alt+t", "Return", "Return", "Return", "Return")
    program.wait_title("Overview – months")
    with reading(path) as ws:
        [made] = events.rows(ws)
        assert (made.kind, f"{made.start:%Y-%m-%d}") == (kind, NIGHT)
    program.key("ctrl+2")
    program.wait_title("Guests – months")
    program.key("ctrl+n")
    program.wait_title("Add guests")
    # A button pressed by its letter acts a moment later, and in the search letters would be taken for words.
    program.key("Tab", "alt+p")
    program.press_until(lambda: names(path) == sorted(MEMBERS), "the members on the list", "alt+a")
    program.wait_title("Guests – months")
    program.find("go to kit")
    program.wait_title("Kit – months")
    program.find("propose a topic")
    program.wait_title("Propose a topic")
    program.type("How do costs stay low?")
    program.key("Return")
    program.wait(lambda: wanted(path) == ["How do costs stay low?"], "the topic in the file")
    program.wait_title("Kit – months")


def thanked(start: Callable[..., Program], path: Path, title: str, appearance: str) -> None:
    """A letter to each who came, in the outbox."""
    program = start(str(path), today=MONTH_LATER, appearance=appearance)
    program.wait_title("Today – months")
    program.find(title.lower())
    program.wait_title("Overview – months")
    program.key("ctrl+9")
    program.wait_title("Follow-up – months")
    program.find("see what is left before closing")
    program.find("draft thanks")
    program.wait(lambda: letters(path) == 2, "two letters in the outbox")
    program.screen.picture(path.parent / "4-thanked.png")
    assert program.quit() == 0


def know(path: Path) -> None:
    """Members whom the coordinator knows."""
    ws = open_workspace(path)
    for at, name in enumerate(MEMBERS):
        people.add(ws, ContactDraft(display_name=name, organisation=f"Works {at}", emails=(f"m{at}@x.example",), side="customer"))
    ws.close()


def wanted(path: Path) -> list[str]:
    with reading(path) as ws:
        return [row.text for event in events.rows(ws) for row in topics.rows(ws, event.id)]


def letters(path: Path) -> int:
    with reading(path) as ws:
        return len(invitations.messages(ws))
