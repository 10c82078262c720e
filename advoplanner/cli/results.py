"""Commands about what comes of the planning: check and export."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from advoplanner.cli.output import gate, opened, show
from advoplanner.core.errors import RuleBroken
from advoplanner.core.paths import read_bytes
from advoplanner.core.text import listed

if TYPE_CHECKING:
    from advoplanner.services.checks import Outlook


def check(options: Namespace) -> int:
    from advoplanner.services import checks, events

    with opened(options.workspace, read_only=True) as ws:
        reading = checks.read(ws, events.find(ws, options.event))
    report, ahead = checks.report(reading), checks.outlook(reading)
    findings = [
        {
            "code": f.code, "severity": f.severity, "value": f.value, "threshold": f.threshold, "message": f.message, "source": f.source,
            "waived": f.waived, "unknown": f.unknown, "norm": f.norm, "unit": f.unit, "reason": f.waiver.reason if f.waiver else None,
        }
        for f in report.findings
    ]  # fmt: skip
    share = "nothing to measure" if report.vendor_share is None else f"{report.vendor_share:.0%}"
    forecast, words = _forecast(ahead)
    lines = [f"Vendor share: {share}", *words, *(f"{f.severity}{' waived' if f.waived else ''}  {f.message}" for f in report.findings)]
    document = {"vendor_share": report.vendor_share, "readiness": report.readiness, "forecast": forecast, "findings": findings}
    return show(options, document, lines)


def _forecast(ahead: Outlook) -> tuple[dict[str, Any] | None, list[str]]:
    """Who will come, as a document and in words; None where there is no forecast."""
    turnout = ahead.turnout
    if turnout is None:
        return None, []
    short = ahead.course.short_from if ahead.course else None
    names = [guest.name for guest in ahead.next_ones]
    document = {
        "expected": turnout.expected, "low": turnout.low, "high": turnout.high, "quorum": ahead.quorum or None, "chance": turnout.chance,
        "short_from": short.isoformat() if short else None, "invite": ahead.more, "next": names,
    }  # fmt: skip
    words = [f"Forecast: {turnout.expected:.0f} members, {turnout.low} to {turnout.high}"]
    words += (
        [f"Below the quorum of {ahead.quorum} from {short.isoformat()}; invite {ahead.more} more: {', '.join(names) or 'nobody is on the bench'}"]
        if short
        else []
    )
    return document, words


def export(options: Namespace) -> int:
    from advoplanner.services import events, printing, reader_packs

    _check_reader(options)
    with opened(options.workspace, read_only=True) as ws:
        event_id = events.find(ws, options.event)
        r = reader_packs.export(
            ws, event_id, options.to, options.reader, paper=options.paper, password=_password(options.password_from),
        ) if options.reader else printing.export(
            ws, event_id, options.to, only=options.only or (), paper=options.paper, audience=options.audience,
            password=_password(options.password_from), options={"guests": {"raw": True}} if options.raw else None,
        )  # fmt: skip
        gate(ws, event_id, "print")
    files = [{"path": str(f.path), "document": f.document, "audience": f.audience, "pages": f.pages} for f in r.files]
    return show(options, {"files": files, "problems": list(r.problems)}, [*(str(f.path) for f in r.files), *r.problems])


def _check_reader(options: Namespace) -> None:
    """A pack for one reader is a briefing pack for whatever they may read; raises RuleBroken for what would have to be left undone."""
    if not options.reader:
        return
    others = [key for key in options.only or () if key != "briefing"]
    said = ["--only " + " ".join(others)] * bool(others) + ["--audience"] * bool(options.audience) + ["--raw"] * bool(options.raw)
    if said:
        raise RuleBroken(
            "export.reader", f"--reader makes briefing packs for what each reader may read, so it takes no {listed(said)}.",
            "Leave that out, or export those documents without --reader.", field="reader",
        )  # fmt: skip


def _password(source: str | None) -> str:
    """The first line of a file or of standard input: a word on the command line could be read by everybody on this computer."""
    from advoplanner.exports.locking import check_password

    if source is None:
        return ""
    text = sys.stdin.readline() if source == "-" else read_bytes(Path(source), 4_096).decode("utf-8", "replace")
    lines = text.splitlines()
    return check_password(lines[0] if lines else "")
