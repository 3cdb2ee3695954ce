"""Pictures as they may be shown: decoded once, written anew, so that nothing but their pixels goes on. Pure."""

from __future__ import annotations

import hashlib
import io
import struct
import zlib
from dataclasses import dataclass
from threading import Lock
from typing import Final

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from PIL import Image as Pillow
from PIL import ImageCms

from articles.refusals import Refusal, Sentence

LARGEST_FILE: Final = 25 * 1024 * 1024
# A camera's picture, not a poster: what has this many pixels is refused before one of them is decoded.
TOO_MANY_PIXELS: Final = 40_000_000
LONGEST_SIDE: Final = 2400
LARGEST_PNG: Final = 2 * 1024 * 1024

_EXTENSIONS: Final = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
_READ: Final = ("PNG", "JPEG", "WEBP", "GIF")
# Value of the EXIF tag "Orientation" → what turns the picture upright.
_ORIENTATION: Final = 0x0112
_UPRIGHT: Final = {
    2: Pillow.Transpose.FLIP_LEFT_RIGHT,
    3: Pillow.Transpose.ROTATE_180,
    4: Pillow.Transpose.FLIP_TOP_BOTTOM,
    5: Pillow.Transpose.TRANSPOSE,
    6: Pillow.Transpose.ROTATE_270,
    7: Pillow.Transpose.TRANSVERSE,
    8: Pillow.Transpose.ROTATE_90,
}
# All that Pillow raises for a file that is not what it says.
_BROKEN: Final = (
    OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, OverflowError, ZeroDivisionError,
    MemoryError, struct.error, zlib.error,
)  # fmt: skip
_KNOWN_FILES: Final[tuple[tuple[bytes, Sentence], ...]] = (
    (b"%PDF", _("This is a PDF file, not a picture. Save the picture in it as PNG or JPEG.")),
    (b"PK\x03\x04", _("This is an Office or ZIP file, not a picture. Save the picture in it as PNG or JPEG.")),
    (b"II*\x00", _("TIFF pictures cannot be shown in browsers. Save it as PNG or JPEG.")),
    (b"MM\x00*", _("TIFF pictures cannot be shown in browsers. Save it as PNG or JPEG.")),
    (b"BM", _("BMP pictures cannot be taken. Save it as PNG or JPEG.")),
)
_SVG: Final = _("An SVG picture is a program as much as a picture, so it cannot be taken. Save it as PNG.")
_HEIC: Final = _("HEIC pictures cannot be shown in all browsers. Save it as JPEG.")
_UNREADABLE: Final = _("This file cannot be read as a picture: it is damaged, or not a PNG, JPEG, WebP or GIF.")
# One decoded picture at a time in each process bounds the memory that uploads can take.
_one_at_a_time = Lock()
_srgb = ImageCms.createProfile("sRGB")


class NotAPicture(Refusal):
    """The file cannot be taken as a picture; the sentence says why."""


@dataclass(frozen=True)
class Picture:
    """A picture written anew. `changes` are sentences about what is no longer as it was in the file."""

    content: bytes
    format: str
    width: int
    height: int
    changes: tuple[Sentence, ...] = ()

    @property
    def media_type(self) -> str:
        return f"image/{self.format.lower()}"

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    @property
    def extension(self) -> str:
        return _EXTENSIONS[self.format]

    @property
    def name(self) -> str:
        """Its address below the site and in the storage: by content, so never given twice."""
        return f"images/{self.sha256}.{self.extension}"


def written_anew(content: bytes) -> Picture:
    """The pixels of a PNG, JPEG, WebP or GIF, upright, in sRGB, at most 2,400 on the longer side. Raises `NotAPicture`."""
    _refuse_other_files(content)
    with _one_at_a_time:
        try:
            return _rewritten(content)
        except (Pillow.DecompressionBombError, Pillow.DecompressionBombWarning):
            raise NotAPicture(_too_many_pixels()) from None
        except _BROKEN:
            raise NotAPicture(_UNREADABLE) from None


def _refuse_other_files(content: bytes) -> None:
    if not content:
        raise NotAPicture(_("The file is empty."))
    if len(content) > LARGEST_FILE:
        raise NotAPicture(_("This picture is larger than 25 MB. Make it smaller first."))
    beginning = content[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"<svg" in beginning and beginning.startswith(b"<"):
        raise NotAPicture(_SVG)
    if content[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftyphevc", b"ftypmsf1"):
        raise NotAPicture(_HEIC)
    for start, sentence in _KNOWN_FILES:
        if content.startswith(start):
            raise NotAPicture(sentence)


def _too_many_pixels() -> Sentence:
    return _("This picture has 40 megapixels or more. Make it smaller first, such as 4,000 × 3,000.")


def _rewritten(content: bytes) -> Picture:
    _bounded(_webp_size(content))
    with Pillow.open(io.BytesIO(content), formats=_READ) as opened:
        _bounded(opened.size)
        moves = bool(getattr(opened, "is_animated", False)) and opened.format != "MPO"
        original = opened.size
        small = _reduced(opened)
        upright = _turned(small, opened.getexif().get(_ORIENTATION))
        pixels = _only_pixels(_in_srgb(upright, opened.info.get("icc_profile")))
        written, format_ = _written(pixels, opened.format or "", is_lossless=content[12:16] == b"VP8L")
    changes = _changes(original, small.size, moves=moves)
    return Picture(written, format_, pixels.width, pixels.height, changes)


def _bounded(size: tuple[int, int]) -> None:
    if size[0] * size[1] >= TOO_MANY_PIXELS:
        raise NotAPicture(_too_many_pixels())


def _webp_size(content: bytes) -> tuple[int, int]:
    """What an extended WebP says of itself: Pillow's reader takes memory for it before its size can be asked."""
    if content[:4] != b"RIFF" or content[8:16] != b"WEBPVP8X":
        return (0, 0)
    return (1 + int.from_bytes(content[24:27], "little"), 1 + int.from_bytes(content[27:30], "little"))


def _reduced(image: Pillow.Image) -> Pillow.Image:
    """Decoded, in a mode that can be scaled, with its longer side at most 2,400 pixels."""
    if image.mode in ("RGB", "L", "CMYK", "YCbCr", "RGBA", "LA"):
        image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Pillow.Resampling.LANCZOS)
        image.load()
        return image
    if image.mode.startswith("I"):
        # Sixteen bits of grey, as X-rays have: brought to eight by their own scale, not cut off.
        converted = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    else:
        converted = image.convert("RGBA" if _is_transparent(image) else "RGB")
    converted.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Pillow.Resampling.LANCZOS)
    return converted


def _is_transparent(image: Pillow.Image) -> bool:
    return "transparency" in image.info or "A" in image.mode or "a" in image.mode


def _turned(image: Pillow.Image, orientation: object) -> Pillow.Image:
    turn = _UPRIGHT.get(orientation) if isinstance(orientation, int) else None
    return image if turn is None else image.transpose(turn)


def _in_srgb(image: Pillow.Image, profile: object) -> Pillow.Image:
    """The colours that were meant; a profile that does not fit its picture is left aside."""
    mode = "RGBA" if _is_transparent(image) else "L" if image.mode == "L" else "RGB"
    if isinstance(profile, bytes) and image.mode in ("RGB", "RGBA", "CMYK", "L"):
        try:
            return _transformed(image, profile)
        except (ImageCms.PyCMSError, *_BROKEN):
            return image.convert(mode)
    return image.convert(mode)


def _transformed(image: Pillow.Image, profile: bytes) -> Pillow.Image:
    source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    flat = image.convert("RGB") if image.mode == "RGBA" else image
    colours = ImageCms.profileToProfile(flat, source, _srgb, outputMode="RGB")
    assert colours is not None  # only a change in place answers nothing
    if image.mode == "RGBA":
        colours.putalpha(image.getchannel("A"))
    return colours


def _only_pixels(image: Pillow.Image) -> Pillow.Image:
    """A new picture that never knew the file: no comment, place, thumbnail, profile or appended data comes along."""
    fresh = Pillow.new(image.mode, image.size)
    fresh.paste(image)
    return fresh


def _written(pixels: Pillow.Image, former: str, *, is_lossless: bool) -> tuple[bytes, str]:
    if former in ("JPEG", "MPO"):
        return _saved(pixels.convert("RGB") if pixels.mode == "RGBA" else pixels, "JPEG", quality=88, progressive=True)
    if former == "WEBP":
        return _saved(pixels, "WEBP", quality=88, lossless=is_lossless)
    png = _saved(pixels, "PNG", optimize=True)
    # A photograph as PNG is many times its size, and every reader would wait for it.
    return png if len(png[0]) <= LARGEST_PNG else _saved(pixels, "WEBP", quality=92)


def _saved(pixels: Pillow.Image, format_: str, **options: object) -> tuple[bytes, str]:
    output = io.BytesIO()
    pixels.save(output, format_, **options)
    return output.getvalue(), format_


def _changes(original: tuple[int, int], size: tuple[int, int], *, moves: bool) -> tuple[Sentence, ...]:
    found: list[Sentence] = []
    if moves:
        found.append(_("Only the first frame of the moving picture is kept."))
    if original != size:
        sentence = _("Reduced from {} × {} to {} × {} pixels.")
        found.append(format_lazy(sentence, *original, *size))
    return tuple(found)
