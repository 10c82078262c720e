from __future__ import annotations

from io import BytesIO

import made_up
import pikepdf
import pypdfium2
import pytest

from advoplanner.core.errors import RuleBroken
from advoplanner.exports import guests_pdf
from advoplanner.exports.locking import check_password, locked


@pytest.fixture(scope="module")
def plain() -> bytes:
    out = BytesIO()
    guests_pdf.write(made_up.pack(3), out)
    return out.getvalue()


def test_a_locked_pack_opens_with_its_password_alone(plain: bytes) -> None:
    data = locked(plain, "grüner Elefant 7")
    with pytest.raises(pypdfium2.PdfiumError):
        pypdfium2.PdfDocument(data)
    document = pypdfium2.PdfDocument(data, password="grüner Elefant 7")
    assert "José Núñez" in document[0].get_textpage().get_text_range()
    with pikepdf.open(BytesIO(data), password="grüner Elefant 7") as opened:
        assert (opened.encryption.R, opened.encryption.stream_method) == (6, pikepdf.models.EncryptionMethod.aesv3)
        assert opened.allow.accessibility
        assert opened.allow.print_highres
    assert b"Elefant" not in data


def test_a_locked_pack_no_longer_claims_to_be_archival(plain: bytes) -> None:
    with pikepdf.open(BytesIO(locked(plain, "four words are easy")), password="four words are easy") as opened:
        packet = opened.Root.Metadata.read_bytes()
    assert b"pdfaid:part>" not in packet
    assert b"pdfuaid:part>1<" in packet


def test_no_two_locked_copies_are_alike(plain: bytes) -> None:
    assert locked(plain, "four words are easy") != locked(plain, "four words are easy")


@pytest.mark.parametrize("password", ["", "short", "x" * 128, "two\nlines here"])
def test_a_password_that_will_not_do_is_refused_at_its_field(password: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        check_password(password)
    assert (refused.value.code, refused.value.field) == ("export.password", "password")
