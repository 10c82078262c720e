"""Commands about what comes of the planning: check and export."""

from __future__ import annotations

from argparse import Namespace

from advoplanner.cli.output import gate, opened, show


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
        r = printing.export(ws, event_id, options.to, only=options.only or (), paper=options.paper, audience=options.audience)
        gate(ws, event_id, "print")
    files = [{"path": str(f.path), "document": f.document, "audience": f.audience, "pages": f.pages} for f in r.files]
    return show(options, {"files": files, "problems": list(r.problems)}, [*(str(f.path) for f in r.files), *r.problems])
