"""An event of three kinds, each from nothing, created, invited, answered and printed in a real window by keyboard alone."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from evening import reading
from screen import DEADLINE, Program

from advoplanner.bootstrap import create_workspace
from advoplanner.domain.people import ContactDraft
from advoplanner.services import events, guests, invitations, people, venues

pytestmark = pytest.mark.timeout(8 * DEADLINE)
SIDES = {"cab": ["customer"] * 10, "rockstar": ["advocate"] + ["prospect"] * 8, "meetup": ["prospect"] * 12 + ["advocate"] * 6}
TIMES = {"cab": ("2031-03-12 13:00", "2031-03-13 18:00"), "meetup": ("2031-06-05 19:00", "2031-06-06 00:30")}
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ANSWER = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//made up//EN\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:{uid}\r\nDTSTAMP:20310101T090000Z\r\n"
    "SEQUENCE:0\r\nATTENDEE;PARTSTAT={state}:mailto:{who}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


@pytest.mark.parametrize(("kind", "steps"), [("cab", 0), ("rockstar", 2), ("meetup", 3)])
def test_an_event_is_created_invited_answered_and_printed(start: Callable[..., Program], tmp_path: Path, kind: str, steps: int) -> None:
    path = workspace_of(tmp_path / "shop.advo", SIDES[kind])
    program = start(str(path))
    program.wait_title("Today – shop")
    create(program, kind, steps)
    invite(program, path, tmp_path / "mail")
    answer(program, path, tmp_path)
    program.find("evening among peers")
    program.wait_title("Overview – shop")
    program.key("ctrl+7")
    program.wait_title("Packs – shop")
    program.find("export all documents")
    program.answer_file("Folder for the documents", made(tmp_path / "paper"))
    program.wait(lambda: (tmp_path / "paper" / "Evening among peers - Guest list.xlsx").exists(), "the guest list on paper")
    names = {"Agenda", "Badges", "Briefing pack", "Guest list", "Run of show"}
    program.wait(lambda: names <= {each.stem.partition(" - ")[2] for each in (tmp_path / "paper").glob("*.pdf")}, "the documents")
    assert program.quit() == 0
    with reading(path) as workspace:
        [row] = events.rows(workspace)
    assert (row.kind, row.accepted, row.declined) == (kind, len(SIDES[kind]) - 1, 1)
    if kind == "rockstar":
        assert (row.start.hour, row.start.minute, row.zone) == (7, 0, "Europe/Berlin")
    else:
        assert [row.start, row.end] == [datetime.fromisoformat(text) for text in TIMES[kind]]


# The chapters


def create(program: Program, kind: str, steps: int) -> None:
    """Through the four pages of the wizard; a Rock Star takes the first slot before a shop opens."""
    program.find("go to events")
    program.wait_title("Events – shop")
    program.find("new event")
    program.wait_title("New event")
    program.key("shift+Tab", *["Right"] * steps, "alt+t")
    for words in ("Evening among peers", "Keeping pace", "Guests hear what others would do again", "What holds them back"):
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
    program.wait_title("Overview – shop")


def invite(program: Program, path: Path, folder: Path) -> None:
    """One wave for everybody, looked at in the outbox and written as files."""
    program.key("ctrl+6")
    program.wait_title("Invitations – shop")
    program.find("new wave: invitation")
    program.wait(lambda: addressed(path), "a wave in the file")
    # Before the page has read the wave the palette does not know the command.
    program.wait(lambda: addressed(path) == ["everybody"] or program.find("address everybody"), "everybody to be addressed")
    count = len(listed(path))
    program.press_until(lambda: written(path) == count, f"{count} messages in the outbox", "alt+p")
    program.find("go to outbox")
    program.wait_title("Outbox – shop")
    program.key("alt+s")
    program.wait_title("Send ")
    program.key("Tab", "Tab", "Tab", "space")
    program.answer_file("Where to put", made(folder))
    program.wait(lambda: len(list(folder.glob("*.eml"))) == count, f"{count} messages as files")
    program.wait_title("Outbox – shop")


def answer(program: Program, path: Path, folder: Path) -> None:
    """All but one accept, as their calendars write it."""
    replies = made(folder / "replies")
    for at, message in enumerate(sorted((folder / "mail").glob("*.eml"))):
        uid, who = asked(message)
        (replies / f"{at}.ics").write_text(ANSWER.format(uid=uid, who=who, state="ACCEPTED" if at else "DECLINED"), newline="")
    program.find("go to replies")
    program.wait_title("Replies – shop")
    program.find("read replies from a folder")
    program.answer_file("Read all replies in a folder", replies)
    program.wait(lambda: all(row.reply != "none" for row in listed(path)), "every answer in the file")
    program.wait_title("Replies – shop")


# What lies on the disk


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


def asked(message: Path) -> tuple[str, str]:
    """Identity and guest of the calendar entry in a message."""
    parts = email.message_from_bytes(message.read_bytes(), policy=email.policy.default).walk()
    text = next(part for part in parts if part.get_content_type() == "text/calendar").get_content()
    text = text.replace("\r\n", "\n").replace("\n ", "")
    found = [re.search(pattern, text, re.MULTILINE) for pattern in (r"^UID:(.+)$", r"^ATTENDEE.*mailto:(\S+)$")]
    uid, who = (each[1] for each in found if each)
    return uid, who


def listed(path: Path) -> list[guests.GuestRow]:
    with reading(path) as workspace:
        return guests.rows(workspace, events.rows(workspace)[0].id)


def addressed(path: Path) -> list[str]:
    """Whom each wave is for."""
    with reading(path) as workspace:
        return [wave.audience.who for wave in invitations.waves(workspace, events.rows(workspace)[0].id)]


def written(path: Path) -> int:
    with reading(path) as workspace:
        return len(invitations.messages(workspace, events.rows(workspace)[0].id))


def made(folder: Path) -> Path:
    folder.mkdir()
    return folder
