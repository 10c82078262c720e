"""The browser's way back after signing in: a listener on this computer alone, for one answer, that can be given up at any time."""

from __future__ import annotations

import hmac
import time
import webbrowser
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, HTTPServer
from types import TracebackType
from urllib.parse import parse_qsl, urlsplit

from advoplanner.core.errors import KnownProblem
from advoplanner.core.progress import Progress

PATIENCE = 300
"""Seconds in which one has to sign in."""

_LONGEST = 65536
_DONE = b"<!doctype html><meta charset=utf-8><title>AdvoPlanner</title><p>You are signed in. You can close this page and go back to AdvoPlanner."


class Listener:
    """Waits on a free port of the loopback; `address` is where the browser is to come back to."""

    def __init__(self) -> None:
        self._answer: dict[str, str] = {}
        self._state = ""
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.timeout = 0.2
        self._server.take = self._take
        self.address = f"http://localhost:{self._server.server_port}"

    def __enter__(self) -> Listener:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._server.server_close()

    def ask(self, url: str, state: str, progress: Progress) -> dict[str, str]:
        """Show `url` in the browser; the words that come back with `state`. Raises KnownProblem, Cancelled."""
        self._state = state
        webbrowser.open(url)
        began = time.monotonic()
        while not self._answer:
            spent = time.monotonic() - began
            progress.step(min(spent / PATIENCE, 1.0), "Waiting for you to sign in in the browser")
            if spent > PATIENCE:
                raise KnownProblem("mail.sign_in_slow", "Nobody signed in within five minutes.", "Try again.")
            self._server.handle_request()
        if "error" in self._answer:
            said = self._answer.get("error_description") or self._answer["error"]
            raise KnownProblem("mail.sign_in_refused", f"The sign-in was refused. It says: {said[:200]}", "Ask who administers your mail.")
        return self._answer

    def _take(self, words: dict[str, str]) -> bool:
        """Whether this is the answer that is waited for, and no other page's guess."""
        if not self._state or not hmac.compare_digest(words.get("state", "").encode(), self._state.encode()):
            return False
        self._answer = words
        return True


class _Server(HTTPServer):
    """Hands each request's words to `take`."""

    take: Callable[[dict[str, str]], bool]


class _Handler(BaseHTTPRequestHandler):
    timeout = 5

    def do_GET(self) -> None:
        self._answer(urlsplit(self.path).query)

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "")
        self._answer(self.rfile.read(min(int(length), _LONGEST)).decode("utf-8", "replace") if length.isdigit() else "")

    def _answer(self, words: str) -> None:
        good = self.server.take(dict(parse_qsl(words)))  # type: ignore[attr-defined]
        self.send_response(200 if good else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(_DONE if good else b"")

    def log_message(self, format: str, *args: object) -> None:
        """The request's line holds the code that was given: it is never logged."""
