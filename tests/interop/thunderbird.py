"""A real Thunderbird without a screen, driven by its own remote protocol (Marionette): one message in its inbox at a time."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import time
from pathlib import Path
from types import TracebackType
from typing import Any

PATIENCE = 90.0
"""Seconds for a start of the program, and for what it is asked to do; a busy machine needs some of them."""

_BAR = """
const main = Services.wm.getMostRecentWindow("mail:3pane");
const tabs = main && main.document.getElementById("tabmail");
const pane = tabs && tabs.currentAbout3Pane;
const shown = pane && pane.messageBrowser && pane.messageBrowser.contentWindow.document;
const buttons = shown ? [...shown.querySelectorAll('toolbarbutton[id^="imip"]')].filter(each => each.getClientRects().length) : [];
"""
_OPEN = """
const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
const server = MailServices.accounts.allServers.find(each => each.type == "pop3");
if (!pane || !pane.displayFolder || !server) { return 0; }
const inbox = server.rootFolder.getChildNamed("Inbox");
pane.displayFolder(inbox.URI);
if (pane.threadTree.view && pane.threadTree.view.rowCount) { pane.threadTree.selectedIndex = 0; return 1; }
return 0;
"""


class Thunderbird:
    """Opened with the octets of one message for `address`; what it sends goes to the SMTP server at `smtp_port`."""

    def __init__(self, program: str, home: Path, address: str, smtp_port: int, message: bytes) -> None:
        self._program, self._profile, self._message = program, home / "profile", message
        self._port = free_port()
        self._count = 0
        if not self._profile.exists():
            _make_profile(self._profile, address, smtp_port)

    def __enter__(self) -> Thunderbird:
        inbox = self._profile / "Mail" / "guest" / "Inbox"
        inbox.with_suffix(".msf").unlink(missing_ok=True)
        inbox.write_bytes(b"From host Wed Jan 13 08:00:00 2027\n" + self._message.replace(b"\r\n", b"\n") + b"\n")
        with open(self._profile / "user.js", "a", encoding="utf-8") as prefs:
            prefs.write(f'user_pref("marionette.port", {self._port});\n')
        command = [self._program, "--profile", str(self._profile), "--no-remote", "--headless", "--marionette", "--remote-allow-system-access"]
        quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self._process = subprocess.Popen(command, env={**os.environ, "HOME": str(self._profile.parent)}, start_new_session=True, **quiet)
        self._socket = _patiently(self._connect, "Thunderbird did not start")
        self._stream = self._socket.makefile("rb")
        self._answer()
        self._ask("WebDriver:NewSession", {})
        self._ask("Marionette:SetContext", {"value": "chrome"})
        _patiently(lambda: self._run(_BAR + _OPEN), "the message was not shown")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._stream.close()
        self._socket.close()
        self._process.terminate()
        self._process.wait(PATIENCE)

    def offers(self) -> set[str]:
        """What the bar above the message lets its reader do: "Accept", "Decline", "Delete" and the like."""
        found = _patiently(lambda: self._run(f"{_BAR} return buttons.map(each => each.id);"), "the message shows no invitation")
        return {each.removeprefix("imip").removesuffix("Button") for each in found}

    def press(self, what: str) -> None:
        """Press one of those."""
        self._run(f"{_BAR} buttons.find(each => each.id == 'imip{what}Button').doCommand();")

    def entries(self) -> int:
        """How many events stand in its calendars."""
        body = """
        const { cal } = ChromeUtils.importESModule("resource:///modules/calendar/calUtils.sys.mjs");
        const done = arguments[0];
        (async () => {
          let count = 0;
          for (const calendar of cal.manager.getCalendars()) {
            count += (await calendar.getItemsAsArray(Ci.calICalendar.ITEM_FILTER_ALL_ITEMS, 0, null, null)).length;
          }
          done(count);
        })();
        """
        return int(self._ask("WebDriver:ExecuteAsyncScript", {"script": body, "args": [], "sandbox": "system"})["value"])

    def _connect(self) -> socket.socket | None:
        try:
            return socket.create_connection(("127.0.0.1", self._port), PATIENCE)
        except OSError:
            return None

    def _run(self, body: str) -> Any:
        return self._ask("WebDriver:ExecuteScript", {"script": body, "args": [], "sandbox": "system"})["value"]

    def _ask(self, name: str, given: dict[str, Any]) -> Any:
        self._count += 1
        data = json.dumps([0, self._count, name, given]).encode()
        self._socket.sendall(b"%d:%s" % (len(data), data))
        _, _, error, result = self._answer()
        if error:
            raise AssertionError(f"{name}: {error['message']}")
        return result

    def _answer(self) -> Any:
        length = b""
        while (each := self._stream.read(1)) != b":":
            if not each:
                raise AssertionError("Thunderbird went away")
            length += each
        return json.loads(self._stream.read(int(length)))


def program() -> str:
    """Where Thunderbird is, "" where it is not installed."""
    return shutil.which("thunderbird") or ""


def _patiently(ask: Any, why: str) -> Any:
    began = time.monotonic()
    while not (found := ask()):
        if time.monotonic() - began > PATIENCE:
            raise AssertionError(why)
        time.sleep(0.3)
    return found


def free_port() -> int:
    """A port of this machine that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _make_profile(profile: Path, address: str, smtp_port: int) -> None:
    """An account that fetches nothing, with a calendar, and no greeting, update or report."""
    (profile / "Mail" / "guest").mkdir(parents=True)
    account: dict[str, Any] = {
        "accountmanager.accounts": "a1", "accountmanager.defaultaccount": "a1", "account.a1.server": "s1", "account.a1.identities": "i1",
        "identity.i1.useremail": address, "identity.i1.fullName": "Guest", "identity.i1.smtpServer": "m1", "identity.i1.valid": True,
        "server.s1.type": "pop3", "server.s1.hostname": "localhost", "server.s1.userName": "guest", "server.s1.name": address,
        "server.s1.directory": str(profile / "Mail" / "guest"), "server.s1.login_at_startup": False, "server.s1.check_new_mail": False,
        "smtpservers": "m1", "smtp.defaultserver": "m1", "smtpserver.m1.hostname": "localhost", "smtpserver.m1.port": smtp_port,
        "smtpserver.m1.authMethod": 1, "smtpserver.m1.try_ssl": 0, "shell.checkDefaultClient": False, "spotlight.firstRunDone": True,
        "provider.suppress_dialog_on_startup": True, "rights.version": 1,
    }  # fmt: skip
    rest: dict[str, Any] = {
        "mailnews.start_page.enabled": False, "mailnews.start_page_override.mstone": "ignore", "app.update.enabled": False,
        "datareporting.policy.dataSubmissionEnabled": False, "app.donation.eoy.version.viewed": 999,
        "calendar.registry.home.type": "storage", "calendar.registry.home.uri": "moz-storage-calendar://", "calendar.registry.home.name": "Home",
        "calendar.registry.home.imip.identity.key": "i1", "calendar.list.sortOrder": "home",
    }  # fmt: skip
    wanted = {**{f"mail.{name}": value for name, value in account.items()}, **rest}
    lines = [f'user_pref("{name}", {json.dumps(value)});\n' for name, value in wanted.items()]
    (profile / "user.js").write_text("".join(lines), encoding="utf-8")
