"""Two evenings in a real window over their whole course: planned, held and followed up, each on its own day and in a start of its own."""

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
    listed,
    names,
    note_answer,
    note_next_step,
    promise,
    seat,
    welcome,
    write_agenda,
)
from evening import reading
from screen import DARK, DEADLINE, LIGHT_NARROW, Program

from advoplanner.bootstrap import open_workspace
from advoplanner.domain.people import ContactDraft
from advoplanner.services import events, people, sign_ups, talks, venues

pytestmark = pytest.mark.timeout(8 * DEADLINE)
MORNING, MONTH_AFTER = "2031-02-26", "2031-03-28"
"""When the first slot is before a shop opens that the finder offers in January, and a month after."""

FORM = "Name,E-mail\nRia Poe,ria@x.example\nTom Ode,tom@x.example\nUwe Kay,uwe@x.example\n"


def test_a_rock_star_from_its_idea_to_a_month_later(start: Callable[..., Program], tmp_path: Path) -> None:
    path = empty(tmp_path)
    know(path, Ines="customer", Pia="prospect", Quin="prospect")
    story = Story(start, path, look=LIGHT_NARROW)
    story.begin(PLANNED)
    a_slot_before_opening(story)
    a_presenter(story)
    everybody(story)
    write_agenda(story, "What held her shops back")
    invite(story, tmp_path / "mail")
    answer(story, tmp_path / "mail", declines="quin@x.example")
    sign_up(story, tmp_path / "form.csv")
    seat(story)
    export(story, tmp_path / "paper", DOCUMENTS | {"Flyer", "Talk cards"})
    story.end()
    story.begin(MORNING)
    welcome(story, ("Ines Alba", "Ria Poe", "Tom Ode"), "Wim Roy")
    story.end()
    story.begin(MONTH_AFTER)
    promise(story, "Send the film")
    note_answer(story, "Ines Alba")
    story.end()
    with reading(path) as ws:
        [made] = events.rows(ws)
        found = sign_ups.figures(ws, made.id)
    assert (made.kind, made.accepted, made.declined) == ("rockstar", 6, 1)
    assert (found.came, found.walked_in) == (4, 1)


def test_a_meetup_from_a_hosts_request_to_a_month_later(start: Callable[..., Program], tmp_path: Path) -> None:
    path = empty(tmp_path)
    know(path, Ada="advocate", Ben="advocate")
    story = Story(start, path, look=DARK)
    story.begin(PLANNED)
    a_host_asks(story)
    everybody(story)
    write_agenda(story, "Talk at the bar")
    invite(story, tmp_path / "mail")
    answer(story, tmp_path / "mail", declines="ben@x.example")
    seat(story)
    export(story, tmp_path / "paper", DOCUMENTS | {"Conversation cards"})
    story.end()
    story.begin(NIGHT)
    welcome(story, ("Ana Lima", "Ada Alba"), "Wim Roy")
    story.end()
    story.begin(MONTH_LATER)
    promise(story, "Send the film")
    note_next_step(story, "Ana Lima", "A visit to the plant in May, Sam")
    story.end()
    with reading(path) as ws:
        [made] = events.rows(ws)
    assert (made.kind, made.accepted, made.declined) == ("meetup", 3, 1)


# Chapters of one kind alone


def a_slot_before_opening(story: Story) -> None:
    """The wizard with the finder of slots: an hour before the shop opens."""
    program, story.title = story.program, "Flour at seven"
    story.go("Events")
    program.find("new event")
    program.wait_title("New event")
    # Two to the right of the board stands the presentation.
    program.key("shift+Tab", "Right", "Right", "alt+t")
    for words in (story.title, "Ordering for tomorrow", "A baker tells how she saved her shops", "What holds them back"):
        program.type(words)
        program.key("Tab")
    program.key("alt+t", "Return", "alt+f")
    program.wait_title("Find a slot")
    story.picture("slots")
    program.key("Return")
    program.wait_title("New event")
    program.key("Return", "Return", "Return")
    story.at("Overview")
    with reading(story.path) as ws:
        [made] = events.rows(ws)
    assert (made.kind, f"{made.start:%Y-%m-%d %H:%M}", made.venue) == ("rockstar", f"{MORNING} 07:00", "Corner Shop")


def a_presenter(story: Story) -> None:
    """The first who is found near by."""
    story.go("Guests", "ctrl+2")
    story.program.find("find a presenter")
    story.program.wait_title("Find a presenter")
    story.picture("presenters")
    story.program.press_until(lambda: names(story.path), "a presenter on the list", "Return")
    story.at("Guests")
    with reading(story.path) as ws:
        [row] = talks.rows(ws, events.rows(ws)[0].id)
    assert row.name == "Ines Alba"


def everybody(story: Story) -> None:
    """All whom the coordinator knows, on the list."""
    with reading(story.path) as ws:
        known = {row.name for row in people.rows(ws)}
    story.go("Guests", "ctrl+2")
    story.program.key("ctrl+n")
    story.program.wait_title("Add guests")
    # A button pressed by its letter acts a moment later, and in the search letters would be taken for words.
    story.program.key("Tab", "alt+p")
    story.program.press_until(lambda: known <= set(names(story.path)), "everybody on the list", "alt+a")
    story.at("Guests")
    story.picture("guests")


def sign_up(story: Story, form: Path) -> None:
    """Three by the form of a web page."""
    form.write_text(FORM, "utf-8")
    before = len(listed(story.path))
    story.open()
    story.go("Sign-ups")
    story.program.key("ctrl+i")
    story.program.answer_file("Choose sign-ups", form)
    story.program.wait(lambda: len(listed(story.path)) == before + 3, "three who signed up")
    story.at("Sign-ups")
    story.picture("sign-ups")


def a_host_asks(story: Story) -> None:
    """A host's request becomes an event with everybody who was named."""
    program, story.title = story.program, "Meetup in Berlin"
    story.go("Host requests")
    program.find("new request of a host")
    program.wait_title("A host asks for a meetup")
    said = (("alt+p", "They meet who did it"), ("alt+n", "Ana Lima, Orbit <ana@orbit.example>"), ("alt+l", "Bar"), ("alt+c", "Berlin"),
            ("alt+u", "300"), ("alt+b", f"{NIGHT} 18:30"), ("alt+s", "12"), ("alt+h", "Sam Sales"))  # fmt: skip
    for key, words in said:
        program.key(key)
        program.type(words)
    program.key("Return")
    story.at("Host requests")
    story.picture("request")
    program.find("approve")
    program.wait(lambda: names(story.path) == ["Ana Lima", "Sam Sales"], "the meetup with its guests")
    story.open()
    story.go("Kit")
    story.picture("kit")


def know(path: Path, **sides: str) -> None:
    """Whom the coordinator knows, by their first names, and a shop that opens at nine."""
    ws = open_workspace(path)
    for name, side in sides.items():
        draft = ContactDraft(display_name=f"{name} Alba", organisation=f"{name}'s", emails=(f"{name.lower()}@x.example",), side=side, city="Berlin")
        people.add(ws, draft)
    shop = venues.add(ws, "Corner Shop", city="Berlin", zone="Europe/Berlin").created("venue")[0]
    days = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    venues.edit(ws, shop, hours={day: ["09:00", "18:00"] for day in days})
    ws.close()
