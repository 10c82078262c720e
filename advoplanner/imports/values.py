"""What cells mean: lists, dates in the orders people write them, and words such as yes, zugesagt or VIP customer."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from advoplanner.core.text import fold
from advoplanner.domain.guests import Decision, Reply, Role, Side

_MONTHS = {
    "jan": 1, "feb": 2, "fev": 2, "mar": 3, "mrz": 3, "maer": 3, "apr": 4, "avr": 4, "abr": 4, "may": 5, "mai": 5, "jun": 6, "juin": 6, "jul": 7,
    "juil": 7, "aug": 8, "aou": 8, "ago": 8, "sep": 9, "set": 9, "oct": 10, "okt": 10, "nov": 11, "dec": 12, "dez": 12, "dic": 12, "ene": 1,
}  # fmt: skip
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[t ].*)?")
_COMPACT = re.compile(r"((?:19|20)\d{2})([01]\d)([0-3]\d)")
_NUMBERS = re.compile(r"(\d{1,2})([/.\-])(\d{1,2})\2(\d{2}|\d{4})(?:[ t,].*)?")
_DAY_MONTH = re.compile(r"(?:[a-z]+,? )?(\d{1,2})(?:st|nd|rd|th|\.|er)?[ \-]+(?:de )?([a-z]{3,})\.?,?[ \-]+(?:de )?(\d{4}|\d{2})")
_MONTH_DAY = re.compile(r"(?:[a-z]+, )?([a-z]{3,})\.?[ \-]+(\d{1,2})(?:st|nd|rd|th)?,?[ \-]+(\d{4}|\d{2})")
_NO_DATE = frozenset({"", "0", "-", "0/0/00", "0/0/0000", "00/00/00", "0000-00-00", "00.00.00", "n/a", "none", "null"})


def _spellings(table: dict[str, str]) -> dict[str, str]:
    """Each spelling with its word, from word → spellings divided by bars."""
    return {spelling: word for word, spellings in table.items() for spelling in spellings.split(" | ")}


_SIDES = _spellings({
    Side.CUSTOMER: "customer | customers | client | kunde | kundin | cliente | existing customer | current customer",
    Side.PROSPECT: "prospect | prospects | lead | interessent | interessentin | potential customer | opportunity | marketingqualifiedlead | "
                   "salesqualifiedlead | marketing qualified lead | sales qualified lead | prospecto",
    Side.ADVOCATE: "advocate | reference | reference customer | champion | evangelist | ambassador | referenzkunde | fursprecher",
    Side.HOST: "host | vendor | internal | employee | staff | us | gastgeber | intern | mitarbeiter | hote | anfitrion",
    Side.PARTNER: "partner | reseller | integrator | alliance | partenaire | socio",
})  # fmt: skip
_ROLES = _spellings({
    Role.PARTICIPANT: "participant | guest | attendee | member | required attendee | optional attendee | required | optional | teilnehmer | "
                      "teilnehmerin | erforderlicher teilnehmer | optionaler teilnehmer | invite | participante",
    Role.HOST: "host | organizer | organiser | meeting organizer | meeting organiser | gastgeber | besprechungsorganisator | "
               "organisateur | organisateur de la reunion | organizador",
    Role.CHAIR: "chair | chairman | chairwoman | chairperson | vorsitz | vorsitzender | vorsitzende",
    Role.FACILITATOR: "facilitator | moderator | moderatorin | table host | animateur",
    Role.PRESENTER: "presenter | speaker | panelist | panellist | keynote | referent | referentin | sprecher | orateur | ponente",
    Role.OBSERVER: "observer | beobachter | observateur | observador",
    Role.ADVISER: "adviser | advisor | berater | beraterin | conseiller | asesor",
    Role.PRESS: "press | media | journalist | presse | prensa | analyst",
    Role.COMPANION: "companion | plus one | plus-one | +1 | spouse | partner | begleitung | begleitperson",
})  # fmt: skip
_REPLIES = _spellings({
    Reply.ACCEPTED: "yes | y | accepted | accept | accepts | attending | coming | going | confirmed | registered | will attend | true | ja | "
                    "zugesagt | zusage | angenommen | kommt | oui | accepte | confirme | si | aceptado | aceptada | confirmado | i will "
                    "attend | yes, i will attend | yes, i'll be there",
    Reply.TENTATIVE: "maybe | tentative | tentatively accepted | tentatively accept | perhaps | unsure | vielleicht | mit vorbehalt | unter "
                     "vorbehalt | vorlaufig | vorlaufig zugesagt | mit vorbehalt angenommen | peut-etre | provisoire | quiza | quizas | tal "
                     "vez | provisional | not sure",
    Reply.DECLINED: "no | n | declined | decline | declines | not attending | not coming | regrets | cannot attend | can't attend | false | "
                    "nein | abgelehnt | abgesagt | absage | kommt nicht | non | refuse | rechazado | rechazada | no, i cannot attend",
    Reply.DELEGATED: "delegated | delegate | delegiert | vertreten | delegue | delegado | sends a substitute",
    Reply.NONE: "none | no response | no reply | not responded | none yet | pending | awaiting | invited | keine antwort | keine | offen "
                "| unbeantwortet | aucune | aucune reponse | sin respuesta | ninguno | not yet responded | needs-action | noresponse",
})  # fmt: skip
_DECISIONS = _spellings({
    Decision.SUGGESTED: "suggested | suggestion | proposed | vorgeschlagen",
    Decision.APPROVED: "approved | approve | yes | invite | genehmigt | ja",
    Decision.HOLD: "hold | on hold | wait | later | waiting list | warten",
    Decision.NOT_NOW: "notnow | not now | no | rejected | do not invite | nicht jetzt | nein",
})  # fmt: skip
WORDS: dict[str, dict[str, str]] = {"side": _SIDES, "role": _ROLES, "reply": _REPLIES, "decision": _DECISIONS}
"""Folded spellings for each of the four fields that hold one of a few words."""


def word(field: str, text: str) -> str:
    """The domain's word for what a cell says, or "" where it is none of them."""
    return WORDS[field].get(fold(text).rstrip(".! "), "")


def separator(cells: Iterable[str]) -> str:
    """How a column of lists separates: " ::: " (Google), ";" or "|" where any cell has it, else a comma.

    Decided for the column, not the cell: beside "Budget; Ethics" the cell "Science, Space, and Technology" is one topic.
    """
    text = "\n".join(cells)
    return next((sign for sign in (":::", ";", "|") if sign in text), "," if "," in text else "")


@lru_cache(maxsize=16384)
def split_list(cell: str, sign: str) -> tuple[str, ...]:
    """The parts of a cell without blanks and repetitions; Google's own groups ("* myContacts") are left out."""
    parts = (" ".join(part.split()) for line in cell.split("\n") for part in (line.split(sign) if sign else (line,)))
    return tuple(dict.fromkeys(part for part in parts if part and not part.startswith("* ")))


def seen_order(cells: Iterable[str]) -> str:
    """ "dmy" or "mdy" where some date in the column can be read one way only, "" where none or both do."""
    orders = set()
    for cell in cells:
        if found := _NUMBERS.fullmatch(cell.strip()):
            first, sign, second = int(found[1]), found[2], int(found[3])
            if sign == "." or (first > 12 >= second):
                orders.add("dmy")
            elif second > 12 >= first:
                orders.add("mdy")
    return orders.pop() if len(orders) == 1 else ""


@lru_cache(maxsize=16384)
def read_date(cell: str, order: str) -> date | str | None:
    """A date; None for an empty one such as 0/0/00; or, as text, a sentence that says why it cannot be read.

    `order` is "dmy", "mdy" or "" where nobody knows: then 3/4/2024 is not guessed.
    """
    if len(cell) > 60:
        return _no_date(cell)
    text = fold(cell)
    if text in _NO_DATE:
        return None
    if found := _ISO.fullmatch(text) or _COMPACT.fullmatch(text):
        return _date(int(found[1]), int(found[2]), int(found[3]), cell)
    if found := _NUMBERS.fullmatch(text):
        first, sign, second, year = int(found[1]), found[2], int(found[3]), _year(found[4])
        if not order and sign != "." and first != second and first <= 12 and second <= 12:
            return f"“{cell}” can be day and month in either order: say once which comes first."
        day_first = sign == "." or first > 12 or (order != "mdy" and second <= 12)
        return _date(year, *((second, first) if day_first else (first, second)), cell)
    if found := _DAY_MONTH.fullmatch(text):
        return _date(_year(found[3]), _month(found[2]), int(found[1]), cell)
    if found := _MONTH_DAY.fullmatch(text):
        return _date(_year(found[3]), _month(found[1]), int(found[2]), cell)
    return _no_date(cell)


def _date(year: int, month: int, day: int, cell: str) -> date | str:
    try:
        return date(year, month, day)
    except ValueError:
        return _no_date(cell)


def _no_date(cell: str) -> str:
    return f"“{cell[:60]}” is not a date; write it as 2027-03-10."


def _month(name: str) -> int:
    return _MONTHS.get(name[:4], _MONTHS.get(name[:3], 0))


def _year(digits: str) -> int:
    """Two digits mean 1970 to 2069, as most programs read them."""
    year = int(digits)
    return year if len(digits) == 4 else year + (2000 if year < 70 else 1900)
