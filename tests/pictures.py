"""Files of pictures, made here: with metadata, turned, huge, animated, and with a second file inside."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image, ImageCms, PngImagePlugin

RED, GREEN, BLUE = (200, 30, 30), (30, 160, 60), (30, 60, 200)


def two_colours(width: int = 60, height: int = 40) -> Image.Image:
    """Left half red, right half blue."""
    image = Image.new("RGB", (width, height), RED)
    image.paste(BLUE, (width // 2, 0, width, height))
    return image


def saved(image: Image.Image, format_: str = "PNG", **options: object) -> bytes:
    output = io.BytesIO()
    image.save(output, format_, **options)
    return output.getvalue()


def png(width: int = 60, height: int = 40) -> bytes:
    return saved(two_colours(width, height))


def photo_with_place(orientation: int = 1) -> bytes:
    """A JPEG that says where it was taken and by whom."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "SecretCamera"
    exif[0x013B] = "Jane Secret"
    exif.get_ifd(0x8825)[2] = (51.0, 30.0, 26.0)
    exif.get_ifd(0x8825)[1] = "N"
    return saved(two_colours(), "JPEG", exif=exif, comment=b"SecretComment", quality=95)


def png_with_words() -> bytes:
    words = PngImagePlugin.PngInfo()
    words.add_text("Comment", "SecretComment")
    words.add_itxt("XML:com.adobe.xmp", "<x:xmpmeta>SecretPlace</x:xmpmeta>")
    return saved(two_colours(), pnginfo=words)


def with_profile(image: Image.Image, profile: bytes) -> bytes:
    return saved(image, icc_profile=profile)


def lab_profile() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()


def moving() -> bytes:
    frames = [two_colours(), two_colours().rotate(180)]
    return saved(frames[0], "GIF", save_all=True, append_images=frames[1:])


def claiming(width: int, height: int) -> bytes:
    """A PNG whose header promises this size and whose few bytes hold nothing of it."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(b"")) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def webp_claiming(width: int, height: int) -> bytes:
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    chunk = b"VP8X" + (10).to_bytes(4, "little") + bytes(4) + size
    return b"RIFF" + (4 + len(chunk)).to_bytes(4, "little") + b"WEBP" + chunk


SCRIPT = b"<html><script>alert(document.domain)</script></html>"
DOUBLES = {
    "html behind": png() + SCRIPT,
    "zip behind": png() + b"PK\x03\x04" + SCRIPT,
    "pdf behind": png() + b"%PDF-1.7\n" + SCRIPT,
    "html in a comment": saved(two_colours(), "JPEG", comment=SCRIPT),
    "html in a gif comment": saved(two_colours(), "GIF", comment=SCRIPT),
    "javascript behind": saved(two_colours(), "GIF") + b"*/=1;" + SCRIPT,
}
