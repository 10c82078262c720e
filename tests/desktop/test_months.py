"""Two evenings in a real window over their whole course: planned, held and followed up, each on its own day and in a start of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from evening import reading
from screen import DEADLINE, Program

from advoplanner.bootstrap import create_workspace
from advoplanner.services import events, followup, guests, printing, sign_ups, workspace

pytestmark = pytest.mark.timeout(8 * DEADLINE)
PLANNED, NIGHT, MONTH_LATER = "2031-01-15", "2031-03-12", "2031-04-11"
FORM = "Name,E-mail\nRia Poe,ria@x.example\nTom Ode,tom@x.example\nUwe Kay,uwe@x.example\n"


def test_a_rock_star_from_its_idea_to_a_month_later(start: Callable[..., Program], tmp_path: Path) -> None:
    path, form = empty(tmp_path), tmp_path / "form.csv"
    form.write_text(FORM, "utf-8")
    program = start(str(path), today=PLANNED)
    program.wait_title("Today – months")
    program.find("go to events")
    program.wait_title("Events – months")
    program.find("new event")
    program.wait_title("New event")
    # Two to the right of the board stands the presentation.
    program.key("shift+Tab", "Right", "Right", "alt+t")
    for words in ("Flour at seven", "Ordering for tomorrow", "A baker tells how she saved her shops", "What holds them back"):
        program.type(words)
        program.key("Tab")
    program.key("alt+t", "Return", "Return", "Return", "Return")
    program.wait_title("Overview – months")
    with reading(path) as ws:
        [made] = events.rows(ws)
        assert (made.kind, made.title, f"{made.start:%Y-%m-%d %H:%M}") == ("rockstar", "Flour at seven", f"{NIGHT} 07:00")
    program.find("go to sign-ups")
    program.wait_title("Sign-ups – months")
    program.key("ctrl+i")
    program.answer_file("Choose sign-ups", form)
    program.wait(lambda: len(names(path)) == 3, "three who signed up")
    program.wait_title("Sign-ups – months")
    program.find("go to kit")
    program.wait_title("Kit – months")
    program.screen.picture(tmp_path / "1-planned.png")
    assert program.quit() == 0
    the_night(start, path, "Flour at seven", ("Ria Poe", "Tom Ode"), "Wim Roy")
    a_month_later(start, path, "Flour at seven")
    with reading(path) as ws:
        found = sign_ups.figures(ws, made.id)
        assert (found.came, found.walked_in) == (3, 1)
        written = printing.export(ws, made.id, tmp_path / "out", only=["flyer", "report"])
        assert [file.document for file in written.files] == ["flyer", "report"]


def test_a_meetup_from_a_hosts_request_to_a_month_later(start: Callable[..., Program], tmp_path: Path) -> None:
    path = empty(tmp_path)
    program = start(str(path), today=PLANNED, appearance="dark")
    program.wait_title("Today – months")
    program.find("go to host requests")
    program.wait_title("Host requests – months")
    program.find("new request of a host")
    program.wait_title("A host asks for a meetup")
    said = (("alt+p", "They meet who did it"), ("alt+n", "Ana Lima, Orbit"), ("alt+l", "Bar"), ("alt+c", "Berlin"), ("alt+u", "300"),
            ("alt+b", f"{NIGHT} 18:30"), ("alt+s", "12"), ("alt+h", "Sam Sales"))  # fmt: skip
    for key, words in said:
        program.key(key)
        program.type(words)
    program.key("Return")
    program.wait_title("Host requests – months")
    program.find("approve")
    program.wait(lambda: names(path) == ["Ana Lima", "Sam Sales"], "the meetup with its guests")
    program.find("meetup in berlin")
    program.wait_title("Overview – months")
    program.find("go to kit")
    program.wait_title("Kit – months")
    program.screen.picture(tmp_path / "1-planned.png")
    assert program.quit() == 0
    the_night(start, path, "Meetup in Berlin", ("Ana Lima",), "Wim Roy", appearance="dark")
    a_month_later(start, path, "Meetup in Berlin", appearance="dark")


def the_night(start: Callable[..., Program], path: Path, title: str, came: tuple[str, ...], walked_in: str, appearance: str = "light") -> None:
    """At the door each is found by a few letters; somebody comes who is on no list."""
    program = start(str(path), today=NIGHT, appearance=appearance)
    program.wait_title("Today – months")
    program.find(title.lower())
    program.wait_title("Overview – months")
    program.key("ctrl+8")
    program.wait_title("On the day – months")
    for count, name in enumerate(came, 1):
        program.type(name.lower())
        program.key("Return")
        program.wait(lambda name=name: name in arrived(path), f"{name} to have arrived")
        assert len(arrived(path)) == count
    program.key("ctrl+n")
    program.type(walked_in)
    program.key("Return")
    program.wait(lambda: walked_in in arrived(path), "the walk-in to be let in")
    program.screen.picture(path.parent / "2-night.png")
    assert program.quit() == 0


def a_month_later(start: Callable[..., Program], path: Path, title: str, appearance: str = "light") -> None:
    """What was promised is written down, and stands as overdue or not by the clock of that day."""
    program = start(str(path), today=MONTH_LATER, appearance=appearance)
    program.wait_title("Today – months")
    program.find(title.lower())
    program.wait_title("Overview – months")
    program.key("ctrl+9")
    program.wait_title("Follow-up – months")
    program.find("write down an action")
    program.type("Send the film")
    program.key("Return")
    program.wait(lambda: promised(path) == ["Send the film"], "the action in the file")
    program.screen.picture(path.parent / "3-month-later.png")
    assert program.quit() == 0


def empty(folder: Path) -> Path:
    """A workspace of a coordinator who writes from Berlin."""
    path = folder / "months.advo"
    made = create_workspace(path)
    workspace.edit(made, sender_name="Mira Rossi", sender_email="mira@firm.example", default_zone="Europe/Berlin", host_company="Firm")
    made.close()
    return path


def names(path: Path) -> list[str]:
    """Everybody on the only guest list there is."""
    with reading(path) as ws:
        return sorted(row.name for event in events.rows(ws) for row in guests.rows(ws, event.id))


def arrived(path: Path) -> set[str]:
    with reading(path) as ws:
        return {row.name for event in events.rows(ws) for row in guests.rows(ws, event.id) if row.attendance == "arrived"}


def promised(path: Path) -> list[str]:
    with reading(path) as ws:
        return [row.text for event in events.rows(ws) for row in followup.actions(ws, event.id)]
