"""Commands about what leaves and what comes back: invite, cancel, calendar, replies and read-replies."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from pathlib import Path

from advoplanner.cli.output import gate, opened, show
from advoplanner.domain.replies import MessageKind, ReadMessage


def invite(options: Namespace) -> int:
    from advoplanner.services import events, invitation_cards, outbox

    with opened(options.workspace) as ws:
        event_id = events.find(ws, options.event)
        done = outbox.invite(ws, event_id, options.to, options.wave)
        if options.cards and invitation_cards.without_address(ws, event_id):
            invitation_cards.write(ws, event_id, options.cards)
        gate(ws, event_id, "invitations")
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
        made = service.publish(ws, [events.find(ws, options.event)], options.to, options.form)
    return show(options, {"written": str(made.path)}, [str(made.path), *made.unnamed])


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
    from advoplanner.imports.replies import as_line

    for line in sys.stdin:
        name = line.rstrip("\r\n")
        if not name:
            continue
        print(json.dumps(as_line(name, _read(name)), ensure_ascii=False), flush=True)
    return 0


def _read(name: str) -> ReadMessage:
    """One file; a fault in reading it must not keep the answers of those that follow."""
    from advoplanner.imports.replies import read_file

    try:
        return read_file(Path(name))
    except Exception as error:
        import logging

        logging.getLogger(__name__).exception("a message could not be read")
        return ReadMessage(MessageKind.NONE, why=str(error))


def _show_mail(options: Namespace, written: tuple[Path, ...], held: tuple[tuple[str, str], ...]) -> int:
    document = {"written": [str(p) for p in written], "held": [{"email": who, "why": why} for who, why in held]}
    return show(options, document, [*(str(p) for p in written), *(f"held: {who}: {why}" for who, why in held)])
