"""The chapters of an event in a real window, keyed as a person keys them: each begins and ends on a page of the same event.

What a chapter did is read from the file on the disk while the program has it open.
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from evening import reading
from screen import LIGHT, REST, Look, Program

from advoplanner.bootstrap import create_workspace
from advoplanner.services import agenda, events, followup, guests, invitations, outcomes, seating, workspace
from advoplanner.services.context import Workspace

T = TypeVar("T")
PLANNED, NIGHT, MONTH_LATER = "2031-01-15", "2031-03-12", "2031-04-11"
ANSWER = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//made up//EN\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:{uid}\r\nDTSTAMP:20310101T090000Z\r\n"
    "SEQUENCE:0\r\nATTENDEE;PARTSTAT={state}:mailto:{who}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
SLOW = 0.8
"""Seconds that a page takes to draw what its work in the background wrote."""

DOCUMENTS = frozenset({"Agenda", "Badges", "Briefing pack", "Guest list", "Run of show", "Report", "Thank-you letters"})
"""The last of them ends the export."""


@dataclass
class Story:
    """One event of one workspace, in one start of the program after another."""

    start: Callable[..., Program]
    path: Path
    title: str = ""
    look: Look = LIGHT

    def begin(self, day: str = "") -> Program:
        """Start the program in the morning of a day, on the event's page where there is one already."""
        self.program = self.start(str(self.path), today=day and f"{day}T09:00", look=self.look)
        self.at("Today")
        if self.title:
            self.open()
        return self.program

    def open(self) -> None:
        """The event by its title."""
        self.program.find(self.title.lower())
        self.at("Overview")

    def at(self, page: str) -> None:
        """Wait until a page is in front."""
        self.program.wait_title(f"{page} – {self.path.stem}")

    def go(self, page: str, key: str = "") -> None:
        """To a page, by its key where it has one."""
        if key:
            self.program.key(key)
        else:
            self.program.find(f"go to {page.lower()}")
        self.at(page)

    def picture(self, what: str, rest: float = REST) -> None:
        """The window once it has come to rest."""
        self.program.picture(what, rest)

    def end(self) -> None:
        assert self.program.quit() == 0


# Before it


def write_agenda(story: Story, title: str = "A peer tells") -> None:
    """A further session, named while it is new."""
    before = len(sessions(story.path))
    story.go("Agenda", "ctrl+3")
    story.program.wait(lambda: len(sessions(story.path)) > before or story.program.find("add session"), "a session more")
    story.program.type(title)
    story.program.key("Tab")
    story.program.wait(lambda: title in sessions(story.path), "its title in the file")
    story.picture("agenda")


def invite(story: Story, folder: Path) -> None:
    """One wave for everybody, looked at in the outbox and written as files."""
    program, path = story.program, story.path
    made(folder)
    story.go("Invitations", "ctrl+6")
    program.find("new wave: invitation")
    program.wait(lambda: addressed(path), "a wave in the file")
    # Before the page has read the wave the palette does not know the command.
    program.wait(lambda: addressed(path) == ["everybody"] or program.find("address everybody"), "everybody to be addressed")
    everybody = listed(path)
    program.press_until(lambda: written(path) == len(everybody), "a message to everybody in the outbox", "alt+p")
    count = sum(bool(row.email) for row in everybody)
    story.picture("invitations")
    story.go("Outbox")
    program.key("alt+s")
    program.wait_title("Send ")
    program.key("Tab", "Tab", "Tab", "space")
    program.answer_file("Where to put", folder)
    program.wait(lambda: len(list(folder.glob("*.eml"))) == count, f"{count} messages as files")
    story.at("Outbox")
    story.picture("outbox")


def answer(story: Story, mail: Path, declines: str = "") -> None:
    """All accept but one, by the address or else the first that was written to, as their calendars write it."""
    replies = made(mail / "replies")
    sent = [asked(message) for message in sorted(mail.glob("*.eml"))]
    for at, (uid, who) in enumerate(sent):
        state = "DECLINED" if who == (declines or sent[0][1]) else "ACCEPTED"
        (replies / f"{at}.ics").write_text(ANSWER.format(uid=uid, who=who, state=state), newline="")
    story.go("Replies")
    story.program.find("read replies from a folder")
    story.program.answer_file("Read all replies in a folder", replies)
    story.program.wait(lambda: all(row.reply != "none" for row in listed(story.path) if row.email), "every answer in the file")
    story.at("Replies")
    story.picture("replies", SLOW)


def seat(story: Story) -> None:
    """Tables for everybody, and everybody who accepted at one of them."""
    program = story.program
    story.open()
    story.go("Seating", "ctrl+4")
    program.find("generate tables")
    program.wait_title("Tables for the room")
    program.press_until(lambda: chairs(story.path), "tables in the file", "Return")
    story.at("Seating")
    coming = {row.id for row in listed(story.path) if row.reply == "accepted"}
    program.find("seat everybody who")
    program.wait(lambda: seated(story.path) == coming, "everybody who accepted to sit")
    story.picture("seating", SLOW)


def export(story: Story, folder: Path, documents: frozenset[str] = DOCUMENTS) -> None:
    """Every document of the event."""
    made(folder)
    story.go("Packs", "ctrl+7")
    story.program.find("export all documents")
    story.program.answer_file("Folder for the documents", folder)
    sheet = folder / f"{story.title} - Guest list.xlsx"
    story.program.wait(sheet.exists, "the guest list as a spreadsheet")
    story.program.wait(lambda: documents <= {each.stem.partition(" - ")[2] for each in folder.glob("*.pdf")}, "the documents")
    story.at("Packs")
    story.picture("packs")


# On the day, and a month later


def welcome(story: Story, came: tuple[str, ...], walked_in: str) -> None:
    """At the door each is found by a few letters; somebody comes who is on no list."""
    program = story.program
    story.go("On the day", "ctrl+8")
    for count, name in enumerate(came, 1):
        program.type(name.lower())
        program.key("Return")
        program.wait(lambda name=name: name in arrived(story.path), f"{name} to have arrived")
        assert len(arrived(story.path)) == count
    program.key("ctrl+n")
    program.type(walked_in)
    program.key("Return")
    program.wait(lambda: walked_in in arrived(story.path), "the walk-in to be let in")
    story.picture("night")


def promise(story: Story, words: str) -> None:
    """What was promised is written down, and stands as overdue or not by the clock of that day."""
    story.go("Follow-up", "ctrl+9")
    story.program.find("write down an action")
    story.program.type(words)
    story.program.key("Return")
    story.program.wait(lambda: promised(story.path) == [words], "the action in the file")
    story.picture("promised")


def note_answer(story: Story, name: str) -> None:
    """What the first in the list says of the peers met: the best that can be said."""
    program = story.program
    program.find("see what guests said")
    program.key("Home", "Return")
    program.wait_title(name)
    program.key("5", "Return")
    program.wait(lambda: said(story.path).get(name, {}).get("peers") == 5, "the answer in the file")
    story.at("Follow-up")
    story.picture("answers")


def note_next_step(story: Story, name: str, words: str) -> None:
    """What follows with the first prospect in the list."""
    program = story.program
    program.find("see what became of prospects")
    program.key("Home", "Return")
    program.wait_title(name)
    program.type(words)
    program.key("Return")
    program.wait(lambda: steps(story.path).get(name) == words, "the next step in the file")
    story.at("Follow-up")
    story.picture("prospects")


def thank(story: Story, count: int) -> None:
    """A letter to each who came and has an address, in the outbox."""
    before = written(story.path)
    story.program.find("see what is left before closing")
    story.program.find("draft thanks")
    story.program.wait(lambda: written(story.path) == before + count, f"{count} letters in the outbox")
    story.picture("closing")


# What lies on the disk


def empty(folder: Path) -> Path:
    """A workspace of a coordinator who writes from Berlin."""
    path = folder / "months.advo"
    made = create_workspace(path)
    workspace.edit(made, sender_name="Mira Rossi", sender_email="mira@firm.example", default_zone="Europe/Berlin", host_company="Firm")
    made.close()
    return path


def asked(message: Path) -> tuple[str, str]:
    """Identity and guest of the calendar entry in a message."""
    parts = email.message_from_bytes(message.read_bytes(), policy=email.policy.default).walk()
    text = next(part for part in parts if part.get_content_type() == "text/calendar").get_content()
    text = text.replace("\r\n", "\n").replace("\n ", "")
    found = [re.search(pattern, text, re.MULTILINE) for pattern in (r"^UID:(.+)$", r"^ATTENDEE.*mailto:(\S+)$")]
    uid, who = (each[1] for each in found if each)
    return uid, who


def made(folder: Path) -> Path:
    """A new folder. To be made before a file chooser opens beside it, which would be distracted by its coming while words are typed."""
    folder.mkdir()
    return folder


def _of_event(path: Path, read: Callable[[Workspace, str], T], nothing: T) -> T:
    """What `read` says of the only event there is."""
    with reading(path) as ws:
        found = events.rows(ws)
        return read(ws, found[0].id) if found else nothing


def listed(path: Path) -> list[guests.GuestRow]:
    return _of_event(path, guests.rows, [])


def names(path: Path) -> list[str]:
    return sorted(row.name for row in listed(path))


def arrived(path: Path) -> set[str]:
    return {row.name for row in listed(path) if row.attendance == "arrived"}


def sessions(path: Path) -> list[str]:
    return [row.title for row in _of_event(path, agenda.rows, [])]


def addressed(path: Path) -> list[str]:
    """Whom each wave is for."""
    return [wave.audience.who for wave in _of_event(path, invitations.waves, [])]


def written(path: Path) -> int:
    return len(_of_event(path, invitations.messages, []))


def chairs(path: Path) -> list[str]:
    """Who sits on each chair, "" for nobody."""
    return _of_event(path, lambda ws, event: [seat.guest_id or "" for seat in seating.plan(ws, event).seats], [])


def seated(path: Path) -> set[str]:
    return set(filter(None, chairs(path)))


def promised(path: Path) -> list[str]:
    return [row.text for row in _of_event(path, followup.actions, [])]


def said(path: Path) -> dict[str, dict[str, int]]:
    """Scores by guest and question."""
    return {row.name: dict(row.scores) for row in _of_event(path, outcomes.rows, [])}


def steps(path: Path) -> dict[str, str]:
    return {row.name: row.next_step for row in _of_event(path, outcomes.rows, [])}
