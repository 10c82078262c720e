"""A Dovecot of our own for tests: its configuration, mail and sockets lie in one folder that goes away with it."""

from __future__ import annotations

import json
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import trustme

PASSWORD, TOKEN = "correct horse ä", "token-of-today"

CONFIG = """
base_dir = {home}/run
state_dir = {home}/run
log_path = {home}/log
protocols = imap
listen = 127.0.0.1
ssl = required
ssl_cert = <{home}/cert.pem
ssl_key = <{home}/key.pem
disable_plaintext_auth = yes
auth_mechanisms = plain login xoauth2
mail_location = maildir:{home}/mail/%u
first_valid_uid = 1
mail_max_userip_connections = 100
default_internal_user = {internal}
default_login_user = {login}
{group}
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=anybody {home}/users
}}
passdb {{
  driver = oauth2
  mechanisms = xoauth2
  args = {home}/oauth.conf
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={home}/mail/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {starttls}
  }}
  inet_listener imaps {{
    port = {tls}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


class Dovecot:
    """`tls` and `starttls` are its ports; every user's password is PASSWORD, every user's token TOKEN."""

    def __init__(self, certificate: trustme.LeafCert) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="dvc"))
        self.tls, self.starttls = _free_port(), _free_port()
        self._tokens = HTTPServer(("127.0.0.1", 0), _TokenInfo)
        self._process: subprocess.Popen[bytes] | None = None
        self._configure(certificate)

    def start(self) -> None:
        threading.Thread(target=self._tokens.serve_forever, daemon=True).start()
        command = [shutil.which("dovecot") or "/usr/sbin/dovecot", "-F", "-c", str(self.home / "dovecot.conf")]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT)
        until = time.monotonic() + 20
        while time.monotonic() < until:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.tls)) == 0:
                    return
            threading.Event().wait(0.05)
        self.stop()
        raise RuntimeError("Dovecot did not start")

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait(20)
        self._tokens.shutdown()
        self._tokens.server_close()
        shutil.rmtree(self.home, ignore_errors=True)

    @property
    def log(self) -> str:
        return (self.home / "log").read_text("utf-8", "replace")

    def user(self, address: str, messages: list[bytes] = (), folder: str = "") -> Path:  # type: ignore[assignment]
        """A user with messages in the inbox, or in a folder (its name as maildir writes it)."""
        box = self.home / "mail" / address / (f".{folder}" if folder else "")
        for part in ("new", "cur", "tmp"):
            (box / part).mkdir(parents=True, exist_ok=True)
        self.add(address, messages, folder)
        self._own(self.home / "mail" / address)
        return box

    def add(self, address: str, messages: list[bytes], folder: str = "") -> None:
        """More messages, in order."""
        box = self.home / "mail" / address / (f".{folder}" if folder else "") / "new"
        first = len(list(box.parent.rglob("*.host")))
        for number, data in enumerate(messages, first):
            path = box / f"{1_800_000_000 + number}.M{number:06d}.host"
            path.write_bytes(data)
            self._own(path)

    def _configure(self, certificate: trustme.LeafCert) -> None:
        self.home.chmod(0o755)
        (self.home / "mail").mkdir(mode=0o755)
        certificate.private_key_pem.write_to_path(self.home / "key.pem")
        for pem in certificate.cert_chain_pems:
            pem.write_to_path(self.home / "cert.pem", append=True)
        port = self._tokens.server_port
        (self.home / "oauth.conf").write_text(f"tokeninfo_url = http://127.0.0.1:{port}/?access_token=\nusername_attribute = email\n")
        (self.home / "oauth.conf").chmod(0o644)
        root = os.geteuid() == 0
        who = pwd.getpwnam("mail") if root else pwd.getpwuid(os.geteuid())
        self._owner = (who.pw_uid, who.pw_gid) if root else None
        me = pwd.getpwuid(os.geteuid()).pw_name
        names = (
            {"internal": "dovecot", "login": "dovenull", "group": ""}
            if root
            else {"internal": me, "login": me, "group": "default_internal_group = " + str(os.getegid())}
        )
        text = CONFIG.format(home=self.home, tls=self.tls, starttls=self.starttls, uid=who.pw_uid, gid=who.pw_gid, **names)
        (self.home / "dovecot.conf").write_text(text)
        (self.home / "users").write_text(f"anybody:{{PLAIN}}{PASSWORD}\n", "utf-8")
        (self.home / "users").chmod(0o644)

    def _own(self, path: Path) -> None:
        if self._owner:
            for each in (path, *path.rglob("*")):
                os.chown(each, *self._owner)


class _TokenInfo(BaseHTTPRequestHandler):
    """Tells Dovecot whose a token is, as a provider's server would."""

    def do_GET(self) -> None:
        # One token is known; whose it is does not matter here: the user's name is compared by Dovecot.
        good = self.path.endswith(f"access_token={TOKEN}")
        body = json.dumps({"email": "token@host.example"} if good else {"error": "invalid_token"}).encode()
        self.send_response(200 if good else 400)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Tests say nothing."""


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
