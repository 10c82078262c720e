"""What is left before an event can be closed, and "you said, we did": what came of what members said at earlier ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from advoplanner.core.dates import long_date
from advoplanner.core.text import plural

SAID_TITLE = "You said, we did"
SAID_MINUTES = 15
NOT_YET = "Not before the event."
TOLD, STEPS = "What was done can be told.", "Every prospect has a next step."


@dataclass(frozen=True, slots=True)
class CloseOutLine:
    """One line of the list: `done`, what is still open in words (or that nothing is), and the page where it is done."""

    title: str
    words: str
    done: bool
    page: str


@dataclass(frozen=True, slots=True)
class SaidDone:
    """What members said at an earlier event and what came of it; `due` is None where nobody said when."""

    event: str
    day: date
    said: str
    source: str
    outcome: str
    done: bool
    due: date | None

    @property
    def words(self) -> str:
        """What came of it, for members; never an empty answer."""
        if self.outcome:
            return self.outcome
        if self.done:
            return "Done."
        return f"Not done yet; promised for {long_date(self.due)}." if self.due else "Not done yet."


@dataclass(frozen=True, slots=True)
class Tally:
    """What the list is made of: guests without a mark of attendance, who came, who was thanked and who answered, prospects without a step.

    `begun` is False while the event is still to come: nothing can be done then, and nothing reads as done.
    """

    unmarked: int
    came: int
    thanked: int
    answered: int
    no_step: int
    actions: int
    bare: int
    untold: int
    begun: bool = True


def close_out(tally: Tally) -> list[CloseOutLine]:
    """The list in the order in which it is worked through."""
    if not tally.begun:
        pages = {"Who came": "day", "Thanks": "followup", "Answers": "followup", "Actions": "followup", "Told": "followup", "Prospects": "followup"}
        return [CloseOutLine(title, NOT_YET, False, page) for title, page in pages.items()]
    unthanked, silent, steps = tally.came - tally.thanked, tally.came - tally.answered, tally.no_step
    return [
        _line("Who came", tally.unmarked, f"{plural(tally.unmarked, 'guest has', 'guests have')} no mark yet.", "Everybody is marked.", "day"),
        _line("Thanks", unthanked, f"{unthanked} of {plural(tally.came, 'guest')} not thanked yet.", "Everybody who came is thanked.", "followup"),
        _line("Answers", silent, f"{silent} of {plural(tally.came, 'guest')} not asked yet.", "Everybody who came has answered.", "followup"),
        _line("Actions", tally.bare, f"{plural(tally.bare, 'action')} without owner or date.", _kept(tally.actions), "followup"),
        _line("Told", tally.untold, f"{plural(tally.untold, 'action is', 'actions are')} done and nobody wrote what came of it.", TOLD, "followup"),
        _line("Prospects", steps, f"{plural(steps, 'prospect has', 'prospects have')} no next step.", STEPS, "followup"),
    ]


def said_lines(rows: Sequence[SaidDone], most: int) -> str:
    """The page as text of at most `most` characters: "You said: … We did: …", what is done first and the newest first.

    What has no room is counted at the end, never cut in the middle.
    """
    ordered = sorted(rows, key=lambda row: (row.done, row.day), reverse=True)
    parts = [f"You said: {_quoted(row)}\nWe did: {row.words}" for row in ordered]
    whole = "\n\n".join(parts)
    if len(whole) <= most:
        return whole
    kept: list[str] = []
    for part in parts:
        if len("\n\n".join([*kept, part, _more(len(parts))])) > most:
            break
        kept.append(part)
    return "\n\n".join([*kept, _more(len(parts) - len(kept))])


def _more(count: int) -> str:
    return f"And {count:,} more, in the follow-up of earlier events."


def _quoted(row: SaidDone) -> str:
    return f"{row.source} ({row.said})" if row.source else row.said


def _kept(count: int) -> str:
    return "Every action has an owner and a date." if count else "Nothing was promised."


def _line(title: str, left: int, words: str, done: str, page: str) -> CloseOutLine:
    return CloseOutLine(title, words if left > 0 else done, left <= 0, page)
