"""Photos made safe once, where they come in: checked before they are decoded, turned upright, cut down, stripped of metadata.

What passes is a plain JPEG that print and screen can take as it is; what does not is refused with words.
"""

from __future__ import annotations

import warnings
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from advoplanner.core.errors import RuleBroken
from advoplanner.core.paths import read_bytes

SIDE = 600
"""Longest side of a stored photo in pixels: 44 mm at 300 dpi needs 520 (documents.md 2)."""

MOST_BYTES = 25_000_000
MOST_PIXELS = 50_000_000
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF")
_QUALITY = 85
_WHITE = (255, 255, 255)


def read_photo(path: Path) -> bytes:
    """The photo in a file, normalised; raises KnownProblem where unreadable and RuleBroken where refused."""
    return normalise(read_bytes(path, MOST_BYTES))


def normalise(data: bytes) -> bytes:
    """`data` as an upright sRGB JPEG of at most 600 × 600 pixels without metadata.

    Raises RuleBroken `photo.large` over 25 MB or 50 megapixels, `photo.kind` for anything that is not a picture
    in one of FORMATS, `photo.damaged` where it ends early or cannot be decoded.
    """
    if len(data) > MOST_BYTES:
        raise _too_large()
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            return _converted(data)
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise _too_large() from error
        except UnidentifiedImageError as error:
            raise RuleBroken("photo.kind", "This file is not a photo that can be used.", "Choose a JPEG, PNG or WebP file.", field="photo") from error
        except (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError) as error:
            raise RuleBroken(
                "photo.damaged", "This photo is damaged or incomplete.", "Export it again, or choose another one.", field="photo"
            ) from error


def _converted(data: bytes) -> bytes:
    with Image.open(BytesIO(data), formats=FORMATS) as image:
        if image.width * image.height > MOST_PIXELS:
            raise Image.DecompressionBombError
        # A JPEG can be decoded at a fraction of its size, which spares most of the work.
        image.draft("RGB", (2 * SIDE, 2 * SIDE))
        upright = ImageOps.exif_transpose(image)
        upright.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
        plain = _in_srgb(_flattened(upright), image.info.get("icc_profile"))
    out = BytesIO()
    plain.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return out.getvalue()


def _flattened(image: Image.Image) -> Image.Image:
    """Without transparency and palette: on white, as paper is."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        full = image.convert("RGBA")
        ground = Image.new("RGB", full.size, _WHITE)
        ground.paste(full, mask=full.getchannel("A"))
        return ground
    return image


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Colours as every screen shows them; a broken profile counts as none."""
    if profile and image.mode in ("RGB", "CMYK", "L"):
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            turned = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError):
            turned = None
        if turned is not None:
            return _without_metadata(turned)
    return _without_metadata(image.convert("RGB"))


def _without_metadata(image: Image.Image) -> Image.Image:
    bare = Image.new("RGB", image.size)
    bare.paste(image)
    return bare


def _too_large() -> RuleBroken:
    return RuleBroken("photo.large", "This photo is larger than 25 MB or 50 megapixels.", "Make it smaller, 600 pixels are enough.", field="photo")
