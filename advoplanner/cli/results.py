"""Commands about what comes of the planning: check and export."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from advoplanner.cli.output import gate, opened, show
from advoplanner.core.paths import read_bytes


def check(options: Namespace) -> int:
    from advoplanner.services import checks, events

    with opened(options.workspace, read_only=True) as ws:
        report = checks.run(ws, events.find(ws, options.event))
    findings = [
        {
            "code": f.code, "severity": f.severity, "value": f.value, "threshold": f.threshold, "message": f.message, "source": f.source,
            "waived": f.waived,
        }
        for f in report.findings
    ]  # fmt: skip
    share = "nothing to measure" if report.vendor_share is None else f"{report.vendor_share:.0%}"
    lines = [f"Vendor share: {share}", *(f"{f.severity}  {f.message}" for f in report.findings)]
    return show(options, {"vendor_share": report.vendor_share, "findings": findings}, lines)


def export(options: Namespace) -> int:
    from advoplanner.services import events, printing

    with opened(options.workspace, read_only=True) as ws:
        event_id = events.find(ws, options.event)
        r = printing.export(
            ws, event_id, options.to, only=options.only or (), paper=options.paper, audience=options.audience,
            password=_password(options.password_from),
        )  # fmt: skip
        gate(ws, event_id, "print")
    files = [{"path": str(f.path), "document": f.document, "audience": f.audience, "pages": f.pages} for f in r.files]
    return show(options, {"files": files, "problems": list(r.problems)}, [*(str(f.path) for f in r.files), *r.problems])


def _password(source: str | None) -> str:
    """The first line of a file or of standard input: a word on the command line could be read by everybody on this computer."""
    from advoplanner.exports.locking import check_password

    if source is None:
        return ""
    text = sys.stdin.readline() if source == "-" else read_bytes(Path(source), 4_096).decode("utf-8", "replace")
    lines = text.splitlines()
    return check_password(lines[0] if lines else "")
