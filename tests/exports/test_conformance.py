"""Every document is PDF/UA-1 and PDF/A-2u without one failed rule, and sound to qpdf."""

from __future__ import annotations

import zlib
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import made_up
import page
import pikepdf
import pypdf
import pytest
from PIL import Image, ImageChops, ImageCms

from advoplanner.exports.archiving import _packed_anew, srgb_profile
from advoplanner.exports.documents import DOCUMENTS, write_document


def failed_rules(data: bytes) -> list[str]:
    return [f"{f.rule_id}: {f.message}" for profile in ("ua1", "2u") for f in page.validate_pdf_bytes(data, profile=profile).failures]


def drawn(key: str, guests: int, folder: Path, **event: str) -> bytes:
    pack = replace(made_up.pack(guests), audience=DOCUMENTS[key].audience)
    pack = replace(pack, event=replace(pack.event, **event))
    return write_document(key, pack, folder)[0].path.read_bytes()


@pytest.mark.parametrize("guests", [0, 18])
@pytest.mark.parametrize("key", DOCUMENTS)
def test_no_rule_of_accessibility_or_archiving_fails(key: str, guests: int, tmp_path: Path) -> None:
    data = drawn(key, guests, tmp_path)
    assert failed_rules(data) == []
    with pikepdf.open(BytesIO(data)) as opened:
        assert opened.check_pdf_syntax() == []


def test_titles_of_every_script_and_with_signs_of_markup_conform(tmp_path: Path) -> None:
    data = drawn("briefing", 3, tmp_path, title="R&D <Ltd> (2026) \\ محمد “東京” 🎉", organiser_name="]]> & Söhne")
    assert failed_rules(data) == []
    assert pypdf.PdfReader(BytesIO(data)).metadata.title == "R&D <Ltd> (2026) \\ محمد “東京” 🎉 – Briefing pack"


def test_the_checks_see_what_they_should_see(tmp_path: Path) -> None:
    data = drawn("guests", 3, tmp_path)
    with pikepdf.open(BytesIO(data)) as opened:
        del opened.Root.Metadata, opened.Root.OutputIntents
        out = BytesIO()
        opened.save(out)
    rules = " ".join(failed_rules(out.getvalue()))
    assert "PDFUA1-METADATA" in rules
    assert "PDFA2U-DEVICE-RGB" in rules


def test_a_bundle_that_ends_unclearly_is_packed_anew_at_the_same_length() -> None:
    unclear = 0
    for number in range(3_000):
        objects = [b"<< /K %d /P %d 0 R /Pg %d 0 R /S /P >>\n" % (k, k * number % 7, number) for k in range(40)]
        plain = b" ".join(b"%d %d" % (number + k, k * 40) for k in range(40)) + b"\n" + b"".join(objects)
        packed = zlib.compress(plain)
        if packed.endswith(b"\r"):
            unclear += 1
            anew = _packed_anew(packed)
            assert len(anew) == len(packed)
            assert zlib.decompress(anew).split() == plain.split()
            assert not anew.endswith(b"\r")
    assert unclear


def test_what_is_bundled_is_also_packed(tmp_path: Path) -> None:
    with pikepdf.open(BytesIO(drawn("briefing", 18, tmp_path))) as opened:
        bundles = [each for each in opened.objects if isinstance(each, pikepdf.Stream) and each.get("/Type") == "/ObjStm"]
        assert bundles
        assert all(each.Filter == "/FlateDecode" for each in bundles)


def test_the_colour_profile_is_srgb() -> None:
    ours = ImageCms.ImageCmsProfile(BytesIO(srgb_profile()))
    colours = Image.linear_gradient("L").convert("RGB")
    colours.putdata([(r * 17, g * 17, b * 17) for r in range(16) for g in range(16) for b in range(16)] + [(0, 0, 0)] * (256 * 256 - 4096))
    turned = ImageCms.profileToProfile(colours, ours, ImageCms.createProfile("sRGB"))
    assert max(high for _, high in ImageChops.difference(colours, turned).getextrema()) <= 1
