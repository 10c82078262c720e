"""Pitch guard: rules that keep an event from becoming a sales presentation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from advoplanner.core.text import fold, listed, plural
from advoplanner.domain.agenda import SessionRow, SessionType, vendor_minutes, vendor_share
from advoplanner.domain.checks.case import PEERS, CheckCase
from advoplanner.domain.checks.findings import Finding
from advoplanner.domain.checks.norms import Norm
from advoplanner.domain.checks.registry import Rule, error, rule, unknown, warning
from advoplanner.domain.checks.wording import loaded_words
from advoplanner.domain.guests import Side

SPEAKING = frozenset({"presenter", "panellist"})
NAMED = 3
"""Titles and names that a message spells out; the rest are counted."""


def share_of_vendor(case: CheckCase, norm: Norm) -> Iterator[Finding]:
    """The vendor's share of the content stays under the norm of the kind."""
    code, share = "pitch.vendor_share", vendor_share(case.placed, case.weights)
    if share is None:
        yield unknown(code, "There is nothing to measure: the vendor's share is", "no session with content has a time yet", norm["warn"])
        return
    stop = norm.get("stop")
    sentence = f"The vendor speaks {share:.0%} of the content; members should have at least {1 - norm['warn']:.0%}."
    if stop is not None and share > stop:
        yield error(code, sentence, share, stop)
    elif share > norm["warn"]:
        yield warning(code, sentence, share, norm["warn"])


def share_at_a_live_event(case: CheckCase, norm: Norm) -> Iterator[Finding]:
    """A meetup judged as a live event with prospects bears a small share of presentation; any other bears none and is not asked."""
    if case.live:
        yield from (replace(f, unit=norm.unit_of("warn")) for f in share_of_vendor(case, replace(norm, figures={"warn": norm["warn"]})))


def no_vendor_minutes(case: CheckCase, norm: Norm) -> Iterator[Finding]:
    """In a meetup nobody of the vendor presents anything."""
    code = "pitch.vendor_minutes"
    if case.live:
        return
    if not case.placed:
        yield unknown(code, "The vendor's minutes are", "the agenda is empty", norm["stop"])
        return
    talks = [s for s in case.placed if vendor_minutes([s], case.weights) > 0 or is_staff_led(s)]
    minutes = sum(vendor_minutes([s], case.weights) or s.minutes for s in talks)
    if minutes > norm["stop"]:
        sentence = f"The vendor speaks in {titles(talks)} ({minutes:.0f} minutes); a meetup has no presentation by the vendor at all."
        yield error(code, sentence, minutes, norm["stop"], ids(talks))


def voice_of_customers(case: CheckCase, _norm: Norm) -> Iterator[Finding]:
    """Every session with content has a customer with a part in it."""
    code = "pitch.customer_voice"
    if not case.content:
        yield unknown(code, "Whether customers speak is", "no session with content has a time yet")
        return
    silent = case.heeded(code, [s for s in case.content if not has_voice(s)])
    if silent:
        yield warning(code, f"No customer has a part in {titles(silent)}; give one a voice there.", len(silent), 0, ids(silent))


def stories_are_their_own(case: CheckCase, _norm: Norm) -> Iterator[Finding]:
    """A peer story is told by a customer, and nobody of the vendor presents beside them."""
    code = "pitch.peer_story"
    stories = [s for s in case.placed if s.type == SessionType.PEER_STORY]
    shared = case.heeded(code, [s for s in stories if is_staff_led(s)])
    if shared:
        yield warning(code, f"Somebody of the vendor presents in {titles(shared)}: a peer story is the customer's own.", len(shared), 0, ids(shared))


def customer_presents(case: CheckCase, _norm: Norm) -> Iterator[Finding]:
    """A customer presents a Rock Star story, nobody of the staff."""
    code = "pitch.staff_presenter"
    speakers = [(s, p) for s in case.content for p in s.people if p.role in SPEAKING]
    if not speakers:
        yield unknown(code, "Whether a customer presents is", "no presenter is named yet")
        return
    others = list(dict.fromkeys(p.name for _, p in speakers if p.side not in PEERS))
    if others:
        sentence = f"{listed(others)} should not present: a customer tells this story better than anybody of the staff."
        yield warning(code, sentence, len(others), 0, dict.fromkeys(s.id for s, p in speakers if p.side not in PEERS))


def short_introduction(case: CheckCase, norm: Norm) -> Iterator[Finding]:
    """Staff introduce a Rock Star for a few minutes at most."""
    code = "pitch.staff_introduction"
    if not case.placed:
        yield unknown(code, "How long staff introduce is", "no session has a time yet", norm["warn"])
    openings = [s for s in case.placed if s.type in (SessionType.WELCOME, SessionType.PRESENTATION)]
    minutes = sum(s.minutes for s in openings)
    if minutes > norm["warn"]:
        sentence = f"{titles(openings)} takes {minutes} minutes; staff introduce for {norm['warn']:.0f} at most."
        yield warning(code, sentence, minutes, norm["warn"], ids(openings))


def titles_without_products(case: CheckCase, _norm: Norm) -> Iterator[Finding]:
    """No title names a product."""
    code = "pitch.product_name"
    if not case.product_names:
        yield Finding(code, "I", None, None, "Name check off: no product names are kept in the settings, so titles are not searched.", unknown=True)
        return
    named = case.heeded(code, [s for s in case.sessions if s.for_members and products_in(s.title, case)])
    found = products_in(" · ".join([case.title, *(s.title for s in named)]), case)
    if found:
        where = titles(named) if named else "the event's title"
        sentence = f"{listed(found)} stands in {where}: name the issue that members share, not the product."
        yield replace(warning(code, sentence, len(found), 0, ids(named)), words=tuple(found))


def sessions_do_not_sell(case: CheckCase, _norm: Norm) -> Iterator[Finding]:
    """What members read of a session holds no call to buy. The word "roadmap" is nobody's crime: the form of a session is judged elsewhere."""
    code = "pitch.session_words"
    if not case.sessions:
        yield unknown(code, "How sessions are announced is", "the agenda is empty")
        return
    for each in case.heeded(code, [s for s in case.sessions if s.for_members]):
        found = loaded_words(f"{each.title}. {each.member_benefit}. {each.input_sought}", case.ignored_words)
        if found:
            said = tuple(dict.fromkeys(w.words for w in found))
            sentence = f"“{each.title}” says {listed([f'“{word}”' for word in said])}: {found[0].better}."
            yield replace(warning(code, sentence, len(found), 0, [each.id], subject=each.id), words=said)


def has_voice(session: SessionRow) -> bool:
    """Whether a customer has a part in it."""
    return any(p.side in PEERS for p in session.people)


def is_staff_led(session: SessionRow) -> bool:
    """Whether somebody of the vendor presents."""
    return any(p.side == Side.HOST and p.role in SPEAKING for p in session.people)


def products_in(text: str, case: CheckCase) -> list[str]:
    """The product names that stand in a text as words of their own."""
    folded, ignored = fold(text), {fold(word) for word in case.ignored_words}
    wanted = [(name, fold(name)) for name in case.product_names if fold(name) not in ignored]
    return [name for name, bare in wanted if bare and re.search(rf"(?<!\w){re.escape(bare)}(?!\w)", folded)]


def titles(sessions: Sequence[SessionRow]) -> str:
    """Titles for a sentence: the first three, the rest counted."""
    spelled = [f"“{s.title}”" for s in sessions[:NAMED]]
    more = len(sessions) - NAMED
    return listed([*spelled, plural(more, "other session")] if more > 0 else spelled)


def ids(sessions: Sequence[SessionRow]) -> list[str]:
    return [s.id for s in sessions]


RULES: tuple[Rule, ...] = (
    rule("pitch.vendor_share", "vendor_share.{kind}", share_of_vendor, "cab", "council", "usergroup"),
    rule("pitch.vendor_share", "vendor_minutes.{kind}", share_at_a_live_event, "meetup"),
    rule("pitch.vendor_minutes", "vendor_minutes.{kind}", no_vendor_minutes, "meetup"),
    rule("pitch.customer_voice", "customer_voice", voice_of_customers, "cab", "council", "usergroup"),
    rule("pitch.peer_story", "peer_story", stories_are_their_own),
    rule("pitch.staff_presenter", "staff_presenter", customer_presents, "rockstar"),
    rule("pitch.staff_introduction", "staff_introduction", short_introduction, "rockstar"),
    rule("pitch.product_name", "product_names", titles_without_products),
    rule("pitch.session_words", "session_words", sessions_do_not_sell),
)
