"""Answers that people write in words: a plain yes or no, and the details form filled in; read as a suggestion, never taken over alone."""

from __future__ import annotations

import re
from collections.abc import Iterable

from advoplanner.core.text import clean, fold
from advoplanner.domain.guests import Reply

DETAILS = {
    "diet": "Diet or allergies",
    "access": "What would make the day easier for you (access, seat)",
    "travel": "Arrival and departure",
    "badge": "Name on the badge",
    "topics": "Topics you would like to talk about",
}
"""The lines of the details form, in its order."""

DETAIL_WORDS = {"diet": "Diet", "access": "Access needs", "travel": "Travel", "badge": "Name on lists and in print", "topics": "Topics"}
"""What each line sets, in words."""

LONGEST = 300
"""Characters that one line of the form can have."""

MOST_WORDS = 4000
"""Characters of a message that are kept to be read by hand."""

_YES = "yes|yep|ja|oui|si|sim|tak|ano|kylla|igen|gerne|accepted|i accept|count me in|i ll be there|i will be there|i will come|i ll come|will attend"
_NO = "no|nope|nein|non|nao|nie|declined|i decline|i can t|i cannot|can t make it|cannot make it|unable to attend|won t be able"
_MAYBE = "maybe|perhaps|vielleicht|peut etre|quizas|talvez|tentative|not sure|not yet sure"
_SAID = {
    Reply.TENTATIVE: re.compile(rf"\b(?:{_MAYBE})\b"),
    Reply.DECLINED: re.compile(rf"^(?:{_NO})\b|\b(?:i can t|i cannot|can t make it|cannot make it|unable to attend|won t be able)\b"),
    Reply.ACCEPTED: re.compile(rf"^(?:{_YES})\b|\b(?:count me in|i ll be there|i will be there|i will come|happy to come|will attend)\b"),
}
_GREETING = re.compile(r"^(?:(?:dear|hi|hello|hey|hallo|liebe[r]?|bonjour|hola)\b[^,!\n]{0,60}[,!]?\s*)", re.IGNORECASE)
_QUOTED = re.compile(r"^\s*[>|]+ ?")
_CUT = re.compile(
    r"^(?:-{2,}\s*(?:original message|ursprüngliche nachricht|message d'origine)|from:\s.*@|von:\s.*@|de\s?:\s.*@|_{10,}|-- ?$"
    r"|on\b.{5,200}\bwrote:\s*$|am\b.{5,200}\bschrieb\b.*:\s*$|le\b.{5,200}\ba écrit\s*:\s*$)",
    re.IGNORECASE,
)
_LABELS = {fold(words).strip(): name for name, words in DETAILS.items()}


def own_words(text: str) -> str:
    """What somebody wrote themselves: without quotes, signature and the message answered."""
    kept = []
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if _CUT.match(line.strip()) or line.rstrip("\n") == "-- ":
            break
        if not _QUOTED.match(line):
            kept.append(line)
    return clean("\n".join(kept), lines=True, limit=MOST_WORDS)


def said(text: str) -> Reply | None:
    """The answer that a few words of one's own give, None where they give none or could be read two ways."""
    words = _GREETING.sub("", own_words(text).strip())
    first = re.split(r"[.!?\n]", words.strip(), maxsplit=1)[0][:200]
    plain = " ".join("".join(c if c.isalnum() else " " for c in fold(first)).split())
    found = [reply for reply, pattern in _SAID.items() if pattern.search(plain)]
    return found[0] if len(found) == 1 else None


def details_form(known: dict[str, str]) -> str:
    """The form as a letter carries it, one line each, with what is known filled in."""
    return "\n".join(f"{words}: {clean(known.get(name, ''), limit=LONGEST)}".rstrip() for name, words in DETAILS.items())


def read_details(text: str) -> dict[str, str]:
    """The lines of a details form that have something on them, whether quoted or not; a line written anew wins over a quoted one."""
    quoted: dict[str, str] = {}
    own: dict[str, str] = {}
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")[:5000]:
        bare = line
        while _QUOTED.match(bare):
            bare = _QUOTED.sub("", bare, count=1)
        label, colon, value = bare.partition(":")
        name = _LABELS.get(fold(label.strip(" *-•\t")).strip()) if colon and len(label) < 100 else None
        value = clean(value.strip().strip("*_").strip(), limit=LONGEST)
        if name and value:
            (quoted if bare != line else own)[name] = value
    return {**quoted, **own}


def told_anew(details: dict[str, str], known: dict[str, str]) -> dict[str, str]:
    """The details that say something else than what is known already."""
    return {name: value for name, value in details.items() if clean(value) != clean(known.get(name, ""), limit=LONGEST)}


def topics_of(text: str) -> list[str]:
    """The topics on one line, separated by commas or semicolons."""
    return list(dict.fromkeys(t for each in re.split(r"[,;/]", text) if (t := clean(each, limit=60))))


def detail_lines(details: dict[str, str]) -> Iterable[tuple[str, str]]:
    """(what it sets, the words), in the form's order."""
    return [(DETAIL_WORDS[name], details[name]) for name in DETAILS if name in details]
