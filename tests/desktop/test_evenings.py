"""Two evenings in a real window, by keyboard alone: a host's request becomes a meetup, and an audience signs up to a late show."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from screen import DARK, DEADLINE, LIGHT_NARROW, Program

from advoplanner.bootstrap import create_workspace, open_workspace
from advoplanner.domain.event_details import NewEvent
from advoplanner.services import events, guests, host_requests, sign_ups, talks

pytestmark = pytest.mark.timeout(6 * DEADLINE)
START = datetime(2031, 3, 12, 21)


def test_a_request_of_a_host_becomes_a_meetup_by_key(start: Callable[..., Program], tmp_path: Path) -> None:
    program, path = start(look=DARK), tmp_path / "own.advo"
    program.key("ctrl+shift+n")
    program.answer_file("New workspace", path)
    program.wait_title("Today – own")
    program.find("go to host requests")
    program.wait_title("Host requests – own")
    program.find("new request of a host")
    program.wait_title("A host asks for a meetup")
    said = (("alt+p", "They meet who did it"), ("alt+n", "Ana Lima, Orbit"), ("alt+l", "Bar"), ("alt+c", "Berlin"), ("alt+u", "300"),
            ("alt+b", "2031-03-12 18:30"), ("alt+s", "12"), ("alt+h", "Sam Sales"))  # fmt: skip
    for key, words in said:
        program.key(key)
        program.type(words)
    program.key("Return")
    program.wait(lambda: names_of(path, asked) == ["Sam Sales"], "the request in the file")
    program.wait_title("Host requests – own")
    program.find("approve")
    program.wait(lambda: names_of(path, titles) == ["Meetup in Berlin"], "the meetup in the file")
    program.find("meetup in berlin")
    program.wait_title("Overview – own")
    program.find("go to kit")
    program.wait_title("Kit – own")
    assert program.quit() == 0
    assert names_of(path, listed) == ["Ana Lima", "Sam Sales"]


def test_an_audience_signs_up_to_a_late_show_by_key(start: Callable[..., Program], tmp_path: Path) -> None:
    path, form = tmp_path / "show.advo", tmp_path / "form.csv"
    form.write_text("Name,E-mail\nRia Poe,ria@x.example\nTom Ode,tom@x.example\n", "utf-8")
    late_show(path)
    program = start(str(path), look=LIGHT_NARROW)
    program.wait_title("Today – show")
    program.find("late show")
    program.wait_title("Overview – show")
    program.find("go to sign-ups")
    program.wait_title("Sign-ups – show")
    program.key("ctrl+i")
    program.answer_file("Choose sign-ups", form)
    program.wait(lambda: names_of(path, placed) == ["Ria Poe in", "Tom Ode waiting"], "two who signed up, one of them waiting")
    program.wait_title("Sign-ups – show")
    program.find("sign somebody up")
    program.wait_title("Sign somebody up")
    program.type("Uwe Kay")
    program.key("Return")
    program.wait(lambda: names_of(path, placed)[-1:] == ["Uwe Kay waiting"], "a third who waits")
    program.wait_title("Sign-ups – show")
    program.key("ctrl+z")
    program.wait(lambda: len(names_of(path, placed)) == 2, "the third to be gone again")
    assert program.quit() == 0


def test_a_walk_in_half_written_down_is_there_again_after_the_computer_went_out(start: Callable[..., Program], tmp_path: Path) -> None:
    path = tmp_path / "show.advo"
    late_show(path)
    program = at_the_door(start, path)
    program.key("ctrl+n")
    program.type("Wim Roy")
    program.key("Tab")
    program.type("Orbit")
    kept = path.with_name("show.advo.unfinished")
    program.wait(lambda: kept.exists() and "Orbit" in kept.read_text("utf-8"), "the words to be kept")
    program.process.kill()
    program.process.wait()
    again = at_the_door(start, path)
    again.press_until(lambda: names_of(path, listed) == ["Wim Roy"], "the walk-in to be let in", "Return")
    assert names_of(path, companies) == ["Orbit"]
    again.wait(lambda: not kept.exists(), "the words to be forgotten")
    assert again.quit() == 0


def at_the_door(start: Callable[..., Program], path: Path) -> Program:
    """The program on the day of the show."""
    program = start(str(path), today=f"{START:%Y-%m-%d}T19:00")
    program.wait_title("Today – show")
    program.find("late show")
    program.wait_title("Overview – show")
    program.key("ctrl+8")
    program.wait_title("On the day – show")
    return program


def late_show(path: Path) -> None:
    """A workspace with an evening for one."""
    workspace = create_workspace(path)
    new = NewEvent("rockstar", "Late show", "Learn", START, START + timedelta(hours=1), "Europe/Berlin", capacity=1, template=False)
    event = events.new(workspace, new).created("event")[0]
    assert talks.rows(workspace, event) == []
    workspace.close()


def names_of(path: Path, read: Callable[..., list[str]]) -> list[str]:
    """What the file on the disk says, while the program has it open."""
    workspace = open_workspace(path, read_only=True)
    try:
        return read(workspace)
    finally:
        workspace.close()


def asked(workspace: object) -> list[str]:
    return [row.host for row in host_requests.rows(workspace)]


def titles(workspace: object) -> list[str]:
    return [row.title for row in events.rows(workspace)]


def listed(workspace: object) -> list[str]:
    return sorted(row.name for row in guests.rows(workspace, events.rows(workspace)[0].id))


def companies(workspace: object) -> list[str]:
    return sorted(row.organisation for row in guests.rows(workspace, events.rows(workspace)[0].id))


def placed(workspace: object) -> list[str]:
    return [f"{row.name} {row.place}" for row in sign_ups.rows(workspace, events.rows(workspace)[0].id)]
