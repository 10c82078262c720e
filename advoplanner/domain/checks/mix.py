"""Rules of who comes together: hosts of the right standing and functions, new beside experienced, something for every style."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from advoplanner.core.text import fold, listed, plural
from advoplanner.domain.agenda import SessionType
from advoplanner.domain.checks.case import CheckCase, CheckGuest
from advoplanner.domain.checks.findings import Finding
from advoplanner.domain.checks.norms import Norm
from advoplanner.domain.checks.registry import Rule, error, note, rule, unknown, warning
from advoplanner.domain.guests import Role
from advoplanner.domain.motives import STYLES

SENIOR = frozenset({"c_level", "vp"})

HOST_FUNCTIONS: dict[str, tuple[str, ...]] = {
    "marketing": ("marketing", "brand", "communication"), "sales": ("sales", "account", "revenue", "commercial"),
    "engineering": ("engineer", "development", "developer", "technology", "product", "research", "architect", "r&d"),
    "services": ("service", "consult", "delivery", "implementation"), "support": ("support", "customer success", "customer care", "success"),
}  # fmt: skip
"""Functions that advocacy reaches across, each with words by which it shows in a function, a department or a job title."""

SESSIONS_FOR: dict[str, tuple[str, ...]] = {
    "performer": (SessionType.PEER_STORY, SessionType.PANEL), "socialiser": (SessionType.NETWORKING, SessionType.MEAL),
    "competitor": (SessionType.WORKSHOP, SessionType.PANEL, SessionType.EXECUTIVE_QA),
    "analyst": (SessionType.WORKSHOP, SessionType.ROADMAP_INPUT, SessionType.FRAMED_DISCUSSION), "explorer": (SessionType.LAB_TOUR,),
}  # fmt: skip
"""Types of session that suit each style of guest; the first is what to add."""

DETAILS = {"company": "organisation_id", "level": "level", "diet": "diet"}
"""What is asked for of members once most of their peers have it: the word, and the field of CheckGuest."""


def senior_hosts_are_there(case: CheckCase, norm: Norm) -> Iterator[Finding]:
    """Members meet somebody who decides."""
    code, hosts = "guests.senior_host", case.hosts
    senior = [g for g in hosts if g.level in SENIOR and g.accepted]
    if len(senior) >= norm["least"]:
        return
    if hosts and not any(g.level for g in hosts):
        yield unknown(
            code, "Whether a senior host comes is", "the level of no host is recorded or shows in the job title", norm["least"], ids_of(hosts)
        )
    else:
        yield warning(code, "No senior host has accepted: members are promised access to those who decide.", len(senior), norm["least"])


def facilitator_is_neutral(case: CheckCase, _norm: Norm) -> Iterator[Finding]:
    """Somebody who is not the host leads the discussion."""
    if not any(g.may_come and g.role == Role.FACILITATOR for g in case.guests):
        yield note("guests.facilitator", "Nobody facilitates: whoever hosts cannot lead the discussion neutrally as well.", 0, 1)


def functions_are_there(case: CheckCase, norm: Norm) -> Iterator[Finding]:
    """Every function of the firm that members deal with is among its hosts."""
    code, hosts = "guests.host_functions", case.hosts
    if not hosts:
        yield unknown(code, "Which functions host is", "nobody of the host's side is on the list")
        return
    known = [g for g in hosts if g.function]
    if len(known) < norm["known"] * len(hosts):
        why = f"the function of {len(hosts) - len(known)} of {plural(len(hosts), 'host')} is not recorded"
        yield unknown(code, "Which functions host is", why, norm["known"], ids_of([g for g in hosts if not g.function]))
        return
    missing = [name for name, words in HOST_FUNCTIONS.items() if not any(word in fold(g.function) for g in known for word in words)]
    if missing:
        yield note(code, f"Nobody from {listed(missing, 'or')} hosts: members have something to say to them too.", len(missing), 0, unit="functions")


def every_style_finds_something(case: CheckCase, norm: Norm) -> Iterator[Finding]:
    """The agenda has something for every style of guest who comes."""
    code, members = "guests.style_mix", case.members
    known = [g for g in members if g.style]
    if not members or not case.placed or len(known) < norm["known"] * len(members):
        why = "nobody is on the list yet" if not members else "no session has a time yet" if not case.placed else "the style of too few is recorded"
        yield unknown(code, "Whether every style finds something is", why, norm["known"])
        return
    offered = {s.type for s in case.placed}
    for style, count in Counter(g.style for g in known).items():
        wanted = SESSIONS_FOR.get(style, ())
        if wanted and not offered & set(wanted):
            kind = STYLES[style].lower()
            from_type = wanted[0].replace("_", " ")
            sentence = f"{plural(count, kind)} come and nothing on the agenda is made for them: add a {from_type}."
            yield note(code, sentence, count, 0, ids_of([g for g in known if g.style == style]), subject=style, unit="people")


def new_beside_experienced(case: CheckCase, norm: Norm) -> Iterator[Finding]:
    """Those who are new meet some who are not."""
    code, members = "guests.experience", case.members
    since = [(g, day) for g in members for day in [day_of(g.member_since)] if day]
    if not members or len(since) < norm["known"] * len(members):
        why = "nobody is on the list yet" if not members else "too few have the day on which they joined"
        yield unknown(code, "How new members are is", why, norm["known"])
        return
    new = sum((case.frame.start.date() - day).days < norm["new_days"] for _, day in since)
    if new in (0, len(since)):
        word = "All members are new" if new else "No member is new"
        yield note(code, f"{word}: those who begin learn from those who have done it, so invite some of both.", new, 1, unit="people")


def most_details_then_all(case: CheckCase, norm: Norm) -> Iterator[Finding]:
    """What most members have, the others are asked for; before that the check keeps quiet."""
    members = case.members
    for word, name in DETAILS.items():
        bare = [g for g in members if not getattr(g, name)]
        share = 1 - len(bare) / len(members) if members else 0
        if bare and share >= norm["known"]:
            names = listed([*(g.name for g in bare[:3]), *([plural(len(bare) - 3, "other")] if len(bare) > 3 else [])])
            yield note(f"guests.no_{word}", f"The {word} of {names} is missing; the others have one.", share, 1, ids_of(bare))


def vendor_only_advises(case: CheckCase, _norm: Norm) -> Iterator[Finding]:
    """In a council people of the vendor advise or watch; they lead nothing."""
    code = "guests.vendor_role"
    chairs = [g for g in case.hosts if g.role == Role.CHAIR]
    others = [g for g in case.hosts if g.role in (Role.HOST, Role.PRESENTER)]
    if chairs:
        yield error(code, f"{names_of(chairs)} chairs the council for the vendor; its chairs are members.", len(chairs), 0, ids_of(chairs))
    elif others:
        yield warning(code, f"{names_of(others)} of the vendor hosts or presents; in a council the vendor advises.", len(others), 0, ids_of(others))


def substitutes_are_refused(case: CheckCase, norm: Norm) -> Iterator[Finding]:
    """Members come themselves."""
    sent = [g for g in case.members if g.delegate_of]
    if len(sent) > norm["stop"]:
        come = "comes" if len(sent) == 1 else "come"
        sentence = f"{names_of(sent)} {come} as a substitute: a board wants its members, and asks itself why they send others."
        yield error("guests.substitutes", sentence, len(sent), norm["stop"], ids_of(sent))


def bench_is_ready(case: CheckCase, norm: Norm) -> Iterator[Finding]:
    """Somebody is ready to be invited next."""
    ready = len(case.bench)
    if case.members and ready < norm["least"] and case.days_left > 0:
        yield note("guests.bench", "Nobody is on the bench: approve a few more whom you could invite when others decline.", ready, norm["least"])


def day_of(text: str) -> date | None:
    """A day or a year as recorded, 2027-03-10 or 2027; None where it is neither."""
    try:
        return date.fromisoformat((text + "-01-01")[:10] if len(text) == 4 else text[:10])
    except ValueError:
        return None


def names_of(guests: Sequence[CheckGuest]) -> str:
    """The first three names, and how many others."""
    return listed([*(g.name for g in guests[:3]), *([plural(len(guests) - 3, "other")] if len(guests) > 3 else [])])


def ids_of(guests: Sequence[CheckGuest]) -> list[str]:
    """Guest ids, in order."""
    return [g.id for g in guests]


RULES: tuple[Rule, ...] = (
    rule("guests.senior_host", "senior_host", senior_hosts_are_there, "cab"),
    rule("guests.facilitator", "facilitator", facilitator_is_neutral, "cab"),
    rule("guests.host_functions", "host_functions", functions_are_there, "cab", "usergroup"),
    rule("guests.style_mix", "style_mix", every_style_finds_something, "cab", "council", "usergroup"),
    rule("guests.experience", "experience", new_beside_experienced, "cab", "usergroup"),
    rule("guests.details", "details", most_details_then_all),
    rule("guests.vendor_role", "vendor_role", vendor_only_advises, "council"),
    rule("guests.substitutes", "substitutes", substitutes_are_refused, "cab"),
    rule("guests.bench", "bench", bench_is_ready, "cab", "council"),
)
