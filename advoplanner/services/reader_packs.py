"""The briefing pack as one reader needs it: a host or a member, with what concerns them, in a file of their own."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from advoplanner.core.errors import KnownProblem, RuleBroken
from advoplanner.core.progress import QUIET, Progress
from advoplanner.core.text import fold, listed
from advoplanner.domain.guests import GuestRow, Side
from advoplanner.domain.readers import for_reader
from advoplanner.domain.restrictions import Audience
from advoplanner.exports.documents import Written, write_document
from advoplanner.exports.locking import check_password
from advoplanner.services import guests, workspace
from advoplanner.services.context import Workspace
from advoplanner.services.documents import expected
from advoplanner.services.printing import ExportReport, Packs

HOSTS = "hosts"
"""The word for every host, instead of their names."""


def readers(ws: Workspace, event_id: str) -> list[GuestRow]:
    """Who may have a pack of their own: hosts first, then members who come, each by name; the pack is not made for prospects."""
    coming = [r for r in expected(guests.rows(ws, event_id)) if r.side != Side.PROSPECT]
    return sorted(coming, key=lambda r: (r.side != Side.HOST, fold(r.name)))


def export(
    ws: Workspace,
    event_id: str,
    folder: Path,
    wanted: Iterable[str],
    *,
    paper: str | None = None,
    progress: Progress = QUIET,
    password: str = "",
    beside: bool = False,
) -> ExportReport:
    """Write a briefing pack into `folder` for each reader: guest ids, addresses, full names, or `HOSTS` for all of them.

    Hosts read what the host team may read, everybody else what members may. Raises RuleBroken `export.reader` for a reader who is not
    known or may not have one, KnownProblem where no file can be written.
    """
    if password:
        check_password(password)
    everybody = readers(ws, event_id)
    chosen = list({row.id: row for word in wanted for row in _found(everybody, word)}.values())
    packs = Packs(ws, event_id)
    own = [for_reader(packs("briefing", Audience.HOST if row.side == Side.HOST else Audience.MEMBER), row.id) for row in chosen]
    files: list[Written] = []
    failed: list[tuple[str, KnownProblem]] = []
    for number, pack in enumerate(own):
        progress.step(number / len(own), f"Briefing pack for {chosen[number].name}")
        files += write_document("briefing", pack, folder, paper=paper or workspace.info(ws).paper, password=password, beside=beside, failed=failed)
    if failed and not files:
        raise failed[0][1]
    said = [f"{problem} {problem.hint}".strip() for _, problem in failed]
    return ExportReport(tuple(files), tuple(dict.fromkeys([*said, *(p for f in files for p in f.problems), *packs.hidden()])), tuple(failed))


def _found(there: list[GuestRow], word: str) -> list[GuestRow]:
    """Whom a word means; raises RuleBroken where it is nobody, or more than one person by that name."""
    if word == HOSTS:
        found = [r for r in there if r.side == Side.HOST]
        if not found:
            raise RuleBroken("export.reader", "No host is on the guest list.", "Add one, or name a guest.", field="reader")
        return found
    found = [r for r in there if word == r.id or fold(word) in (fold(r.email), fold(r.name))]
    if not found:
        raise RuleBroken(
            "export.reader", f"“{word}” is nobody who may have a briefing pack.", "Name a host or a member who comes, by address or full name.",
            field="reader",
        )  # fmt: skip
    if len(found) > 1:
        addresses = listed([r.email or "one without an address" for r in found])
        raise RuleBroken("export.reader", f"{len(found)} people are called “{word}”.", f"Say which by address: {addresses}.", field="reader")
    return found
