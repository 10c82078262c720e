"""A PDF under a password: AES-256 as in PDF 2.0, for a pack that travels.

A locked file is neither archival nor repeatable: archives must be able to read it, and its keys are drawn by chance.
"""

from __future__ import annotations

import re
import secrets
from io import BytesIO

from advoplanner.core.errors import RuleBroken

SHORTEST = 8
LONGEST = 127
"""Bytes of a password in UTF-8; PDF reads no further."""

SAYS = "It opens only with the password. Nobody can recover it; archives refuse such a file, and no two copies have the same bytes."

_CLAIM = re.compile(rb"<pdfaid:\w+>[^<]*</pdfaid:\w+>\n?")


def check_password(password: str) -> str:
    """`password` as it is used; raises RuleBroken `export.password` where it is too short, too long or cannot be typed everywhere."""
    if len(password) < SHORTEST:
        raise RuleBroken("export.password", f"A password needs at least {SHORTEST} characters.", "Four words are easy to say.", field="password")
    if len(password.encode("utf-8", "replace")) > LONGEST:
        raise RuleBroken("export.password", "This password is longer than PDF readers read.", "Choose a shorter one.", field="password")
    if not password.isprintable():
        raise RuleBroken("export.password", "A password cannot hold line breaks or tabs.", "Type it again.", field="password")
    return password


def locked(pdf: bytes, password: str) -> bytes:
    """`pdf` encrypted with AES-256 (revision 6); printing, copying and reading aloud stay allowed. The password is kept nowhere."""
    import pikepdf

    check_password(password)
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as document:
        packet = document.Root.Metadata
        packet.write(_CLAIM.sub(b"", packet.read_bytes()))
        document.save(
            out,
            encryption=pikepdf.Encryption(
                owner=secrets.token_urlsafe(32), user=password, R=6, aes=True, metadata=True, allow=pikepdf.Permissions(modify_other=False)
            ),
        )
    return out.getvalue()
