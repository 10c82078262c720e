"""Commands about what leaves and what comes back: invite, cancel, calendar, replies and read-replies."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from pathlib import Path

from advoplanner.cli.output import gate, opened, show


def invite(options: Namespace) -> int:
    from advoplanner.services import events, outbox

    with opened(options.workspace) as ws:
        event_id = events.find(ws, options.event)
        gate(ws, event_id, "invitations")
        done = outbox.invite(ws, event_id, options.to, options.wave)
    return _show_mail(options, done.written, done.held)


def cancel(options: Namespace) -> int:
    from advoplanner.services import events, outbox

    with opened(options.workspace) as ws:
        done = outbox.cancel(ws, events.find(ws, options.event), options.to, options.email)
    return _show_mail(options, done.written, done.held)


def calendar(options: Namespace) -> int:
    from advoplanner.services import calendar as service
    from advoplanner.services import events

    with opened(options.workspace, read_only=True) as ws:
        path = service.publish(ws, [events.find(ws, options.event)], options.to)
    return show(options, {"written": str(path)}, [str(path)])


def replies(options: Namespace) -> int:
    from advoplanner.services import replies as service

    with opened(options.workspace) as ws:
        r = service.read_files(ws, options.paths)
    items = [
        {
            "file": i.file,
            "kind": i.kind,
            "uid": i.uid or None,
            "attendee": i.attendee or None,
            "answer": i.answer or None,
            "outcome": i.outcome,
            "why": i.why,
        }
        for i in r.items
    ]
    document = {"read": r.read, "applied": r.applied, "need_you": r.need_you, "ignored": r.ignored, "items": items}
    return show(options, document, [*(f"{i.file}: {i.outcome} – {i.why}" for i in r.items), service.reply_words(r.items)])


def read_replies(_options: Namespace) -> int:
    from advoplanner.core.errors import AdvoError
    from advoplanner.domain.replies import MessageKind, ReadMessage
    from advoplanner.imports.replies import as_line, read_file

    for line in sys.stdin:
        name = line.rstrip("\r\n")
        if not name:
            continue
        try:
            message = read_file(Path(name))
        except AdvoError as error:
            message = ReadMessage(MessageKind.NONE, why=str(error))
        print(json.dumps(as_line(name, message), ensure_ascii=False), flush=True)
    return 0


def _show_mail(options: Namespace, written: tuple[Path, ...], held: tuple[tuple[str, str], ...]) -> int:
    document = {"written": [str(p) for p in written], "held": [{"email": who, "why": why} for who, why in held]}
    return show(options, document, [*(str(p) for p in written), *(f"held: {who}: {why}" for who, why in held)])
