"""A mailbox read by IMAP, over verified TLS: the folder is only examined, messages are peeked at, nothing there changes."""

from __future__ import annotations

import base64
import imaplib
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date

from advoplanner.core.errors import KnownProblem
from advoplanner.core.text import clean
from advoplanner.domain.mail_accounts import Security, Server
from advoplanner.mail.connection import TIMEOUT, Credentials, cannot_sign_in, check_private, login_refused, no_starttls, problem, tls

BATCH = 50
"""Messages asked for at once."""

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_UID = re.compile(rb"\bUID (\d+)")
_SIZE = re.compile(rb"\bRFC822\.SIZE (\d+)")


class Imap:
    """A connection that is signed in and has a folder open for reading; raises KnownProblem where it cannot be."""

    def __init__(self, server: Server, credentials: Credentials | None, folder: str = "INBOX") -> None:
        self.server = server
        self._client = _connected(server)
        try:
            _sign_in(self._client, server, credentials)
            self.uidvalidity, self.count = self._examine(folder)
        except BaseException:
            with suppress(OSError, imaplib.IMAP4.error):
                self._client.shutdown()
            raise

    @property
    def version(self) -> str:
        """The version of TLS that is spoken, or ""."""
        return str(getattr(self._client.sock, "version", str)() or "")

    def uids(self, after: int, since: date) -> list[int]:
        """The UIDs above `after` of messages that came on `since` or later, rising."""
        day = f"{since.day}-{_MONTHS[since.month - 1]}-{since.year}"
        # "n:*" always holds the last message, even where its UID is below n.
        lines = self._asked("SEARCH", "UID", f"{after + 1}:*", "SINCE", day)
        found = {int(word) for line in lines if isinstance(line, bytes) for word in line.split() if word.isdigit()}
        return sorted(uid for uid in found if uid > after)

    def messages(self, uids: Sequence[int], largest: int) -> Iterator[tuple[int, bytes]]:
        """UID and octets of each message that is still there; b"" where it is larger than `largest` octets."""
        for start in range(0, len(uids), BATCH):
            batch = uids[start : start + BATCH]
            sizes = {uid: size for uid, size in map(_uid_and_size, self._asked("FETCH", _set(batch), "(UID RFC822.SIZE)")) if uid}
            small = [uid for uid in batch if 0 < sizes.get(uid, 0) <= largest]
            found = dict(_bodies(self._asked("FETCH", _set(small), "(UID BODY.PEEK[])"))) if small else {}
            for uid in batch:
                if uid in found or sizes.get(uid, 0) > largest:
                    yield uid, found.get(uid, b"")

    def close(self) -> None:
        """Say good-bye; nothing is expunged."""
        with suppress(OSError, imaplib.IMAP4.error):
            self._client.logout()

    def _examine(self, folder: str) -> tuple[int, int]:
        try:
            kind, answer = self._client.select(_quoted(folder), readonly=True)
        except imaplib.IMAP4.error as error:
            raise _no_folder(self.server, folder, str(error)) from error
        except OSError as error:
            raise problem(error, self.server) from error
        if kind != "OK":
            raise _no_folder(self.server, folder, _words(answer))
        stated = self._client.response("UIDVALIDITY")[1]
        return int(stated[0] or 0) if stated else 0, int(answer[0] or 0) if answer else 0

    def _asked(self, command: str, *words: str) -> list[object]:
        try:
            kind, answer = self._client.uid(command, *words)
        except imaplib.IMAP4.error as error:
            raise _lost(self.server, str(error)) from error
        except OSError as error:
            raise problem(error, self.server) from error
        if kind != "OK":
            raise _lost(self.server, _words(answer))
        return list(answer)


def _connected(server: Server) -> imaplib.IMAP4:
    check_private(server)
    try:
        if server.security == Security.TLS:
            return imaplib.IMAP4_SSL(server.host, server.port, ssl_context=tls(), timeout=TIMEOUT)
        client = imaplib.IMAP4(server.host, server.port, timeout=TIMEOUT)
        if server.security == Security.STARTTLS:
            _begin_tls(client, server)
    except imaplib.IMAP4.error as error:
        raise _lost(server, str(error)) from error
    except OSError as error:
        raise problem(error, server) from error
    return client


def _begin_tls(client: imaplib.IMAP4, server: Server) -> None:
    try:
        if "STARTTLS" not in client.capabilities:
            raise no_starttls(server)
        client.starttls(tls())
    except BaseException:
        with suppress(OSError):
            client.shutdown()
        raise


def _sign_in(client: imaplib.IMAP4, server: Server, credentials: Credentials | None) -> None:
    if credentials is None:
        raise cannot_sign_in(server, "nobody")
    try:
        if credentials.token:
            if "AUTH=XOAUTH2" not in client.capabilities:
                raise cannot_sign_in(server, credentials.login)
            # A refused token is explained in a challenge that wants an empty answer before the refusal itself comes.
            answers = iter([credentials.xoauth2.encode()])
            client.authenticate("XOAUTH2", lambda _challenge: next(answers, b""))
        elif "AUTH=PLAIN" in client.capabilities:
            words = f"\0{credentials.login}\0{credentials.password}".encode()
            client.authenticate("PLAIN", lambda _challenge: words)
        elif "LOGINDISABLED" in client.capabilities:
            raise cannot_sign_in(server, credentials.login)
        else:
            client.login(credentials.login, credentials.password)
    except imaplib.IMAP4.abort as error:
        raise _lost(server, _plain(error)) from error
    except imaplib.IMAP4.error as error:
        raise login_refused(server, credentials.login, _plain(error)) from error
    except UnicodeEncodeError as error:
        raise cannot_sign_in(server, credentials.login) from error
    except OSError as error:
        raise problem(error, server) from error


def _bodies(lines: Sequence[object]) -> Iterator[tuple[int, bytes]]:
    """UID and octets out of a FETCH answer; servers put the UID before the octets or after them."""
    for place, line in enumerate(lines):
        if not isinstance(line, tuple):
            continue
        after = lines[place + 1] if place + 1 < len(lines) else b""
        stated = _UID.search(line[0]) or (_UID.search(after) if isinstance(after, bytes) else None)
        if stated:
            yield int(stated[1]), line[1]


def _uid_and_size(line: object) -> tuple[int, int]:
    if not isinstance(line, bytes):
        return 0, 0
    uid, size = _UID.search(line), _SIZE.search(line)
    return (int(uid[1]), int(size[1])) if uid and size else (0, 0)


def _set(uids: Sequence[int]) -> str:
    return ",".join(map(str, uids))


def _quoted(folder: str) -> str:
    """A folder's name as IMAP writes it: in quotes, and in its own kind of UTF-7 (RFC 3501, 5.1.3)."""
    parts = re.split(r"([^\x20-\x7e]+)", folder)
    encoded = "".join(_utf7(part) if number % 2 else part.replace("&", "&-") for number, part in enumerate(parts))
    return '"' + encoded.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _utf7(text: str) -> str:
    return "&" + base64.b64encode(text.encode("utf-16-be")).decode("ascii").rstrip("=").replace("/", ",") + "-"


def _no_folder(server: Server, folder: str, said: str) -> KnownProblem:
    return KnownProblem("mail.folder", f"The folder “{folder}” of {server} cannot be read. It says: {clean(said, limit=200)}", "Check its name.")


def _words(answer: Sequence[object]) -> str:
    return " ".join(a.decode("utf-8", "replace") for a in answer if isinstance(a, bytes))


def _plain(error: Exception) -> str:
    first = error.args[0] if error.args else ""
    return clean(first.decode("utf-8", "replace") if isinstance(first, bytes) else str(first), limit=200)


def _lost(server: Server, said: str = "") -> KnownProblem:
    return KnownProblem("mail.lost", f"{server} broke off. It says: {clean(said, limit=200)}" if said else f"{server} broke off.", "Try again.")
