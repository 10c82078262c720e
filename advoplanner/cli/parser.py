"""The words and flags of every command: a contract that scripts call exactly so."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any, TypeVar

from advoplanner import __version__
from advoplanner.core.dates import parse_wall
from advoplanner.core.errors import RuleBroken
from advoplanner.domain.documents import Paper
from advoplanner.domain.events import EventKind
from advoplanner.domain.guests import Channel, Decision, Role, Side
from advoplanner.domain.restrictions import Audience
from advoplanner.seating.problem import MOST_ROUNDS

N = TypeVar("N", int, float)

DOCUMENTS = (
    "agenda", "briefing", "badges", "tents", "tables", "signin", "guests", "runofshow", "facesheet", "dietary", "flyer", "report",
    "onepage", "personal", "hosts", "tablecards", "signs", "talkcards", "questioncards", "thanks",
    "contacts", "rooming", "arrivals",
)  # fmt: skip


def build_parser() -> ArgumentParser:
    """The parser; each command sets `run`, a function of its parsed options that returns the exit status."""
    parser = ArgumentParser(
        prog="advoplanner", allow_abbrev=False, description="Plans events of customer advocacy. Without a word it opens its window."
    )
    parser.add_argument("--version", action="version", version=f"AdvoPlanner {__version__}")
    words = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    _files(words)
    _events(words)
    _guests(words)
    _seating(words)
    _messages(words)
    _results(words)
    return parser


def _files(words: Any) -> None:
    demo = _command(words, "demo", "do the main job end to end with the example, in DIR", "workspaces.demo")
    demo.add_argument("--to", type=Path, required=True, metavar="DIR")
    sample = _command(words, "sample", "make the example workspace", "workspaces.sample")
    sample.add_argument("workspace", type=Path, metavar="WORKSPACE")
    load = _command(words, "import", "people from .csv, .xlsx, .vcf or .ics, onto a guest list too", "workspaces.import_people")
    load.add_argument("file", type=Path, metavar="FILE")
    _workspace(load)
    load.add_argument("--mapping", type=Path, metavar="PROFILE.toml")
    load.add_argument("--event", metavar="EVENT")
    load.add_argument("--dates", choices=("dmy", "mdy"), help="what comes first in a day such as 3/4/2026")
    load.add_argument("--report", type=Path, metavar="FILE.csv", help="write every row and what became of it")
    load.add_argument("--dry-run", action="store_true", help="say what would happen, write nothing")
    snapshot = _command(words, "snapshot", "list, make or restore versions of a workspace", "workspaces.snapshot")
    snapshot.add_argument("act", choices=("list", "make", "restore"))
    _workspace(snapshot)
    snapshot.add_argument("--name", default="")
    repair = _command(words, "repair", "save what can be read of a damaged workspace into a new one", "workspaces.repair")
    repair.add_argument("workspace", type=Path, metavar="WORKSPACE")
    repair.add_argument("--to", type=Path, required=True, metavar="NEW.advo")


def _events(words: Any) -> None:
    event = words.add_parser("event", help="make and list events", allow_abbrev=False).add_subparsers(
        dest="act", metavar="new|list|export|import", required=True
    )
    new = _command(event, "new", "a new event from its kind's template", "events.new")
    _workspace(new)
    new.add_argument("--kind", required=True, choices=list(EventKind))
    for flag in ("--title", "--zone", "--purpose"):
        new.add_argument(flag, required=True)
    for flag in ("--start", "--end"):
        new.add_argument(flag, required=True, type=_wall, metavar="2027-03-10T18:00")
    new.add_argument("--organizer-email", default="", metavar="E")
    new.add_argument("--venue", default="", metavar="V")
    listing = _command(event, "list", "all events with their counts", "events.listing")
    _workspace(listing)
    out = _command(event, "export", "one event with its people and plans, as a workspace of its own", "events.export")
    _event(out)
    out.add_argument("--to", type=Path, required=True, metavar="FILE.advo")
    into = _command(event, "import", "one event out of another workspace's file", "events.take_in")
    into.add_argument("file", type=Path, metavar="FILE.advo")
    _workspace(into)
    into.add_argument("--event", default="", metavar="EVENT", help="which one, where the file holds several")


def _guests(words: Any) -> None:
    guests = words.add_parser("guests", help="an event's guest list", allow_abbrev=False).add_subparsers(
        dest="act", metavar="add|reply|list", required=True
    )
    add = _command(guests, "add", "put people on the list", "guests.add")
    _event(add)
    who = add.add_mutually_exclusive_group(required=True)
    who.add_argument("--all", action="store_true")
    who.add_argument("--tag", nargs="+", action="extend", metavar="T")
    who.add_argument("--email", nargs="+", action="extend", metavar="A")
    add.add_argument("--decision", choices=list(Decision), default=Decision.APPROVED)
    add.add_argument("--side", choices=list(Side))
    add.add_argument("--role", choices=list(Role), default=Role.PARTICIPANT)
    reply = _command(guests, "reply", "mark replies by hand", "guests.reply")
    _event(reply)
    reply.add_argument("--email", nargs="+", action="extend", required=True, metavar="A")
    reply.add_argument("--reply", required=True, choices=("accepted", "tentative", "declined", "none"))
    reply.add_argument("--channel", choices=list(Channel), default=Channel.PERSON)
    listing = _command(guests, "list", "the list with replies and seats", "guests.listing")
    _event(listing)


def _seating(words: Any) -> None:
    tables = _command(words, "tables", "lay out round tables: 11x8 2x10 is 11 of 8 seats and 2 of 10", "seating.tables")
    _event(tables)
    tables.add_argument("--shape", nargs="+", action="extend", required=True, metavar="11x8")
    seat = _command(words, "seat", "seat guests by peer fit", "seating.seat")
    _event(seat)
    seat.add_argument("--seconds", type=_seconds, metavar="S")
    seat.add_argument("--seed", type=int, default=1, metavar="N")
    seat.add_argument("--rotations", type=_rounds, default=1, metavar="R")
    seat.add_argument("--include", action="append", metavar="accepted,tentative,approved")
    solve = _command(words, "solve", "the seating engine alone", "seating.solve_file")
    solve.add_argument("problem", type=Path, metavar="PROBLEM.json")
    solve.add_argument("--out", type=Path, required=True, metavar="SOLUTION.json")
    budget = solve.add_mutually_exclusive_group()
    budget.add_argument("--seconds", type=_seconds, metavar="S")
    budget.add_argument("--iterations", type=_count, metavar="N")
    solve.add_argument("--seed", type=int, default=1, metavar="N")
    solve.add_argument("--backend", choices=("numba", "numpy"))


def _messages(words: Any) -> None:
    invite = _command(words, "invite", "one .eml per approved guest, through the outbox", "messages.invite")
    _event(invite)
    invite.add_argument("--to", type=Path, required=True, metavar="DIR")
    invite.add_argument("--wave", default="", metavar="NAME")
    invite.add_argument("--cards", type=Path, metavar="FILE.pdf", help="print a card for each guest without an address")
    cancel = _command(words, "cancel", "cancellations for all guests, or for some", "messages.cancel")
    _event(cancel)
    cancel.add_argument("--to", type=Path, required=True, metavar="DIR")
    cancel.add_argument("--email", nargs="+", action="extend", metavar="A")
    calendar = _command(words, "calendar", "a calendar file without guests", "messages.calendar")
    _event(calendar)
    calendar.add_argument("--to", type=Path, required=True, metavar="FILE.ics")
    calendar.add_argument("--form", default="", metavar="F", help="block, days, all_day or sessions; as its invitations unless given")
    replies = _command(words, "replies", "read replies from .ics, .eml, .mbox or folders", "messages.replies")
    replies.add_argument("paths", type=Path, nargs="+", metavar="PATH")
    _workspace(replies)
    _command(words, "read-replies", "read paths on stdin, print one JSON line each; needs no workspace", "messages.read_replies")


def _results(words: Any) -> None:
    check = _command(words, "check", "readiness and pitch guard", "results.check")
    _event(check)
    export = _command(words, "export", "every document as PDF, spreadsheets beside them", "results.export")
    _event(export)
    export.add_argument("--to", type=Path, required=True, metavar="DIR")
    export.add_argument("--only", nargs="+", action="extend", choices=DOCUMENTS, default=None)
    export.add_argument("--paper", choices=list(Paper), default=None)
    export.add_argument("--audience", choices=list(Audience), default=None)
    export.add_argument(
        "--reader", nargs="+", action="extend", metavar="WHO",
        help="a briefing pack for each of these alone, by address or full name; “hosts” for every host",
    )  # fmt: skip
    export.add_argument("--raw", action="store_true", help="the guest list's CSV as it is, to import elsewhere; not to be opened as a spreadsheet")
    export.add_argument("--password-from", metavar="FILE", help="lock every PDF with the first line of FILE, or of what is typed for “-”")


def _command(words: Any, name: str, help: str, target: str) -> ArgumentParser:
    """A command that runs `module.function` below this package, imported only then."""
    command: ArgumentParser = words.add_parser(name, help=help, description=help[0].upper() + help[1:] + ".", allow_abbrev=False)
    command.add_argument("--json", action="store_true", help="print one JSON document")
    command.set_defaults(run=_later(target))
    return command


def _later(target: str) -> Callable[[Namespace], int]:
    def run(options: Namespace) -> int:
        module, _, function = target.partition(".")
        done: int = getattr(import_module(f"advoplanner.cli.{module}"), function)(options)
        return done

    return run


def _workspace(command: ArgumentParser) -> None:
    command.add_argument("--workspace", type=Path, required=True, metavar="W")


def _event(command: ArgumentParser) -> None:
    command.add_argument("event", metavar="EVENT", help="an id or an exact title")
    _workspace(command)


def _wall(text: str) -> datetime:
    try:
        return parse_wall(text)
    except RuleBroken as broken:
        raise ArgumentTypeError(str(broken)) from broken


def _seconds(text: str) -> float:
    value = _number(float, text, "seconds are a number such as 2.5")
    if not 0 < value <= 3600:
        raise ArgumentTypeError("seconds go from above 0 to 3600")
    return value


def _count(text: str) -> int:
    value = _number(int, text, f"“{text}” is not a whole number")
    if value < 1:
        raise ArgumentTypeError("it takes a whole number from 1")
    return value


def _rounds(text: str) -> int:
    value = _count(text)
    if value > MOST_ROUNDS:
        raise ArgumentTypeError(f"an event is seated in 1 to {MOST_ROUNDS} rounds")
    return value


def _number(kind: Callable[[str], N], text: str, otherwise: str) -> N:
    try:
        return kind(text)
    except ValueError as error:
        raise ArgumentTypeError(otherwise) from error
