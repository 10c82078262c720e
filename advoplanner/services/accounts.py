"""Mail accounts of a workspace: made, changed, tried, and signed in to. Everything is off until a person turns it on."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from dataclasses import fields
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from advoplanner.core.changes import ChangeSet
from advoplanner.core.errors import RuleBroken
from advoplanner.core.progress import QUIET, Progress
from advoplanner.core.text import listed, plural
from advoplanner.domain.invitations import same_address
from advoplanner.domain.mail_accounts import FIELDS, OAUTH, MailAccount, SignIn, check_ready, check_servers, checked_field, suggestion
from advoplanner.mail import oauth
from advoplanner.mail.connection import Credentials
from advoplanner.mail.imap import Imap
from advoplanner.mail.smtp import Smtp
from advoplanner.services.context import Workspace
from advoplanner.store.models import MailAccountRow, MailboxMark
from advoplanner.store.session import UnitOfWork


def rows(ws: Workspace) -> list[MailAccount]:
    """All accounts, by address."""
    with ws.reading() as session:
        return [_account(row) for row in session.scalars(select(MailAccountRow).order_by(MailAccountRow.address))]


def account(ws: Workspace, account_id: str) -> MailAccount:
    """One account; raises RuleBroken `accounts.unknown`."""
    with ws.reading() as session:
        return _account(_row(session, account_id))


def add(ws: Workspace, address: str) -> ChangeSet:
    """An account with the servers that its address suggests, turned off. Raises RuleBroken for an address that is none or is there."""
    values = suggestion(address)
    with ws.action(f"Add mail account {values['address']}") as work:
        _check_free(work, values["address"])
        work.add(MailAccountRow(**values))
    return work.changes


def edit(ws: Workspace, account_id: str, **values: Any) -> ChangeSet:
    """Change fields of an account; raises RuleBroken at the field. Turning it on asks for all that it needs.

    A password was given for one server and one name: where either changes it is forgotten.
    """
    before = account(ws, account_id).keyring_name
    with ws.action("", merge_key=f"account.{account_id}.{'.'.join(sorted(values))}") as work:
        row = _row(work.session, account_id)
        for name, value in values.items():
            if name not in FIELDS:
                raise RuleBroken("accounts.field", f"An account has no field “{name}”.", field=name)
            checked = checked_field(name, value)
            if name == "address":
                _check_free(work, checked, account_id)
            setattr(row, name, checked)
        now = _account(row)
        check_servers(now)
        for name, on in (("sends", now.sends), ("reads", now.reads)):
            if on and (values.get(name) or not values.keys() & {"sends", "reads"}):
                check_ready(now, sending=name == "sends")
        work.label = f"Change mail account {row.address}"
    if now.keyring_name != before:
        ws.secrets.forget(before)
    return work.changes


def remove(ws: Workspace, account_id: str) -> ChangeSet:
    """Remove an account; its secret is forgotten, which Undo does not bring back."""
    found = account(ws, account_id)
    with ws.action(f"Remove mail account {found.address}") as work:
        work.delete_all([_row(work.session, account_id)])
        work.delete_all(work.session.scalars(select(MailboxMark).where(MailboxMark.account_id == account_id)))
    ws.secrets.forget(found.keyring_name)
    return work.changes


def sending_as(ws: Workspace, address: str) -> MailAccount | None:
    """The account that is on and sends as an address: a calendar entry is answered to its organiser, who must be the sender."""
    return next((a for a in rows(ws) if a.sends and same_address(a.address, address)), None)


def reading(ws: Workspace) -> list[MailAccount]:
    """The accounts whose mailbox is to be read."""
    return [a for a in rows(ws) if a.reads]


def lacks_secret(ws: Workspace, found: MailAccount) -> bool:
    """Whether a password (or a sign-in in the browser) has to be asked for first."""
    return found.sign_in != SignIn.NONE and not ws.secrets.get(found.keyring_name)


def remember(ws: Workspace, account_id: str, password: str) -> bool:
    """Keep a password: True where the system's keyring has it, False where it is kept in memory until the program ends."""
    if not password:
        raise RuleBroken("accounts.password", "The password is empty.", "Type it, or press Cancel.")
    return ws.secrets.put(account(ws, account_id).keyring_name, password)


def forget(ws: Workspace, account_id: str) -> None:
    """Forget the password or sign-in of an account, in the keyring too."""
    ws.secrets.forget(account(ws, account_id).keyring_name)


def sign_in(ws: Workspace, account_id: str, client_secret: str = "", progress: Progress = QUIET) -> bool:
    """Sign in in the browser and remember it, as `remember` does; raises KnownProblem, RuleBroken, Cancelled."""
    found = account(ws, account_id)
    check_ready(found, sending=found.sends or not found.reads)
    return ws.secrets.put(found.keyring_name, oauth.sign_in(found, client_secret, progress).text())


def credentials(ws: Workspace, found: MailAccount) -> Credentials | None:
    """What one signs in with now, None for a server that asks nothing. Raises RuleBroken `accounts.no_secret`, KnownProblem."""
    if found.sign_in == SignIn.NONE:
        return None
    secret = ws.secrets.get(found.keyring_name)
    if not secret:
        what = "sign-in" if found.sign_in in OAUTH else "password"
        raise RuleBroken("accounts.no_secret", f"There is no {what} for {found.address}.", "Give it in Settings, under Mail accounts.")
    if found.sign_in not in OAUTH:
        return Credentials(found.login, secret)
    token, grant = oauth.fresh_token(found, oauth.grant_of(secret))
    if grant.text() != secret:
        ws.secrets.put(found.keyring_name, grant.text())
    return Credentials(found.login, token=token)


def try_out(ws: Workspace, account_id: str, progress: Progress = QUIET) -> list[str]:
    """Connect and sign in where the account names a server, send nothing, change nothing; what was found, in sentences.

    Raises KnownProblem or RuleBroken with the sentence for what does not work.
    """
    found = account(ws, account_id)
    check_servers(found)
    if not (found.smtp_host or found.imap_host):
        check_ready(found, sending=True)
    signed = credentials(ws, found)
    said = []
    if found.smtp_host:
        progress.step(0.1, f"Asking {found.smtp_host}")
        with closing(Smtp(found.smtp, signed)) as smtp:
            largest = f" It takes messages of up to {smtp.largest // 1_000_000} MB." if smtp.largest >= 1_000_000 else ""
            said.append(f"Sending works: {found.smtp_host} answers{_over(smtp.version)} and let {found.login} in.{largest}")
    if found.imap_host and signed is not None:
        progress.step(0.6, f"Asking {found.imap_host}")
        with closing(Imap(found.imap, signed, found.folder)) as imap:
            held = f"“{found.folder}” holds {plural(imap.count, 'message')}"
            said.append(f"Reading works: {found.imap_host} answers{_over(imap.version)} and let {found.login} in; {held}.")
    return said


def without_account(ws: Workspace, addresses: Iterable[str]) -> str:
    """Why messages from these addresses cannot be sent from here, "" where they can."""
    lacking = [address for address in dict.fromkeys(addresses) if sending_as(ws, address) is None]
    return f"No mail account sends as {listed(lacking)}." if lacking else ""


def _over(version: str) -> str:
    return f" over {version.replace('TLSv', 'TLS ')}" if version else " without TLS, on this computer"


def _account(row: MailAccountRow) -> MailAccount:
    return MailAccount(**{each.name: getattr(row, each.name) for each in fields(MailAccount)})


def _row(session: Session, account_id: str) -> MailAccountRow:
    found = session.get(MailAccountRow, account_id)
    if found is None:
        raise RuleBroken("accounts.unknown", "This mail account is no longer there.", "Undo brings it back.")
    return found


def _check_free(work: UnitOfWork, address: str, besides: str = "") -> None:
    query = select(MailAccountRow.address).where(MailAccountRow.id != besides)
    if any(same_address(address, other) for other in work.session.scalars(query)):
        raise RuleBroken("accounts.address", f"There is a mail account for {address} already.", "Change that one.", field="address")
