from __future__ import annotations

import struct
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from advoplanner.core.errors import KnownProblem, RuleBroken
from advoplanner.imports.photos import SIDE, normalise, read_photo


def _bytes(image: Image.Image, kind: str, **options: object) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def _opened(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data))
    image.load()
    return image


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF"])
def test_every_usual_kind_becomes_a_small_jpeg(kind: str) -> None:
    done = _opened(normalise(_bytes(Image.new("RGB", (1600, 800), "navy"), kind)))
    assert (done.format, done.mode, done.size) == ("JPEG", "RGB", (SIDE, SIDE // 2))


def test_a_photo_lying_on_its_side_is_turned_and_loses_its_metadata() -> None:
    image = Image.new("RGB", (400, 200), "white")
    image.paste("red", (0, 0, 200, 200))
    exif = image.getexif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[1] = "N"
    done = _opened(normalise(_bytes(image, "JPEG", exif=exif, quality=95)))
    assert done.size == (200, 400)
    assert done.getpixel((100, 50))[1] < 60
    assert not done.getexif()
    assert "icc_profile" not in done.info


def test_transparency_becomes_white_and_cmyk_becomes_rgb() -> None:
    clear = _opened(normalise(_bytes(Image.new("RGBA", (50, 50), (0, 0, 0, 0)), "PNG")))
    assert min(clear.getpixel((25, 25))) > 250
    assert _opened(normalise(_bytes(Image.new("CMYK", (50, 50), (255, 0, 0, 0)), "JPEG"))).mode == "RGB"


def test_a_palette_with_a_transparent_entry_is_flattened() -> None:
    image = Image.new("P", (20, 20), 0)
    image.putpalette([0, 0, 0, 255, 0, 0])
    assert min(_opened(normalise(_bytes(image, "PNG", transparency=0))).getpixel((5, 5))) > 250


def test_a_colour_profile_is_applied_and_a_broken_one_ignored() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for icc in (profile, b"not a profile"):
        done = _opened(normalise(_bytes(Image.new("RGB", (30, 30), (200, 30, 30)), "PNG", icc_profile=icc)))
        assert abs(done.getpixel((15, 15))[0] - 200) < 8


def test_small_photos_are_not_blown_up() -> None:
    assert _opened(normalise(_bytes(Image.new("RGB", (80, 60)), "PNG"))).size == (80, 60)


def test_the_same_photo_gives_the_same_bytes() -> None:
    data = _bytes(Image.effect_noise((300, 300), 40), "PNG")
    assert normalise(data) == normalise(data)


@pytest.mark.parametrize("data", [b"", b"hello", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"%PDF-1.7", b"\x00\x00\x00\x18ftypheic"])
def test_what_is_no_photo_is_refused(data: bytes) -> None:
    with pytest.raises(RuleBroken) as refused:
        normalise(data)
    assert refused.value.code == "photo.kind"


def test_a_truncated_photo_is_refused() -> None:
    data = _bytes(Image.effect_noise((300, 300), 90).convert("RGB"), "JPEG")
    with pytest.raises(RuleBroken) as refused:
        normalise(data[: len(data) // 2])
    assert refused.value.code == "photo.damaged"


def test_a_bomb_is_refused_from_its_header_alone() -> None:
    header = struct.pack(">IIBBBBB", 20_000, 20_000, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + header
    png = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))
    end = b"IDAT" + b"x"
    png += struct.pack(">I", 1) + end + struct.pack(">I", zlib.crc32(end))
    with pytest.raises(RuleBroken) as refused:
        normalise(png)
    assert refused.value.code == "photo.large"


def test_more_than_25_megabytes_are_refused_unread() -> None:
    with pytest.raises(RuleBroken) as refused:
        normalise(b"\xff\xd8" + b"0" * 25_000_000)
    assert refused.value.code == "photo.large"


def test_a_photo_is_read_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "face.png"
    path.write_bytes(_bytes(Image.new("RGB", (50, 50)), "PNG"))
    assert _opened(read_photo(path)).format == "JPEG"
    with pytest.raises(KnownProblem):
        read_photo(tmp_path / "missing.png")
