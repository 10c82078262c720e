"""Sign-ups as files: the list that a web form gives, and single mails whose sender signs up."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from advoplanner.core.errors import RuleBroken
from advoplanner.core.text import clean
from advoplanner.domain.people import ContactDraft, email_problem, split_name
from advoplanner.domain.sign_ups import Source
from advoplanner.imports.contacts import read_contacts
from advoplanner.imports.mail_parts import DAMAGED, bounce_of, from_address, from_name, header, parsed

LISTS = (".csv", ".xlsx", ".xls", ".ods", ".txt", ".vcf")
ENDINGS = (*LISTS, ".eml")


@dataclass(frozen=True, slots=True)
class SignUpFile:
    """Who signed up in one file, and (row, why) for what a person should look at; row 0 is the file itself."""

    source: str
    drafts: list[ContactDraft]
    problems: list[tuple[int, str]]


def read_file(data: bytes, file_name: str) -> SignUpFile:
    """The sign-ups in a list or a mail; raises RuleBroken in words where nothing can be read."""
    if PurePath(file_name).suffix.lower() != ".eml":
        found = read_contacts(data, file_name)
        return SignUpFile(Source.FORM, found.drafts, found.problems)
    return SignUpFile(Source.MAIL, [_sender(data)], [])


def _sender(data: bytes) -> ContactDraft:
    """Who wrote a mail, by name and address. What they wrote stays in the mail: nothing of it is taken for a fact."""
    try:
        message = parsed(data)
        bounced = bounce_of(message) is not None
        name, address = from_name(message), from_address(message)
        automatic = header(message, "Auto-Submitted").lower() not in ("", "no")
    except DAMAGED as error:
        raise RuleBroken("sign_ups.mail", "This mail cannot be read.", "Sign them up by hand.") from error
    if bounced or automatic:
        raise RuleBroken("sign_ups.automatic", "No person wrote this: it is an automatic answer.", "Nobody is signed up by it.")
    address = clean(address)
    if email_problem(address):
        raise RuleBroken("sign_ups.sender", "The mail does not say from whom it is.", "Sign them up by hand.")
    words = clean(name, limit=120) or address.partition("@")[0]
    parts = split_name(words)
    return ContactDraft(
        given=parts.given, family=parts.family, prefix=parts.prefix, suffix=parts.suffix, nickname=parts.nickname,
        display_name=words, emails=(address,),
    )  # fmt: skip
