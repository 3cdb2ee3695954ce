"""Bytes to text: refuses what is empty, too large, not text, or in an encoding that would have to be guessed."""

import codecs
import re
import unicodedata

from charset_normalizer import from_bytes
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles.refusals import Refusal, Sentence

MAXIMUM_BYTES = 5 * 1024 * 1024
_SAMPLE_BYTES = 64 * 1024

_KNOWN_FILES: tuple[tuple[bytes, Sentence], ...] = (
    (b"%PDF", _("This is a PDF file. Please save it as plain text or Markdown.")),
    (b"PK\x03\x04", _("This is a Word or ZIP file. Please save it as plain text or Markdown.")),
    (b"\xd0\xcf\x11\xe0", _("This is an old Word file. Please save it as plain text or Markdown.")),
    (b"{\\rtf", _("This is an RTF file. Please save it as plain text or Markdown.")),
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Text of another alphabet read as Western European turns into runs of accented letters ("Ïðèâåò").
_WRONG_ALPHABET = re.compile(r"[\u00c0-\u024f]{3}")
# UTF-8 read as Western European once before: "â€™", "Ã©", "Â°".
_BROKEN_BEFORE = re.compile(r"[\u00c2-\u00f4][\u0080-\u00bf\u20ac\u201a-\u2039\u0152-\u017e]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def decode(data: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 or Windows-1252. Raises Refusal with a sentence that says what is wrong."""
    _refuse_size(data)
    for beginning, sentence in _KNOWN_FILES:
        if data.startswith(beginning):
            raise Refusal(sentence)
    text = _text(data)
    if _CONTROL.search(text):
        raise Refusal(_("This file is not text: it holds control characters. Please save it as plain text in UTF-8."))
    if not text.strip("\ufeff\u200b \t\r\n\f\v"):
        raise Refusal(_("This file is empty."))
    return unicodedata.normalize("NFC", text)


def _refuse_size(data: bytes) -> None:
    if not data:
        raise Refusal(_("This file is empty."))
    if len(data) > MAXIMUM_BYTES:
        raise Refusal(_("This file is larger than 5 MB. Please split it or remove what is not text."))


def _text(data: bytes) -> str:
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), _without_mark(data))
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        if encoding != "utf-8":
            raise Refusal(_("This file cannot be read as text. Please save it as plain text in UTF-8.")) from None
    return _western(data)


def _without_mark(data: bytes) -> str:
    """UTF-16 shows itself by zero bytes at every second place."""
    sample = data[:_SAMPLE_BYTES]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > len(sample) // 5 and not even:
        return "utf-16-le"
    if even > len(sample) // 5 and not odd:
        return "utf-16-be"
    return "utf-8"


def _western(data: bytes) -> str:
    """A wrong guess changes letters and units without a trace, so only a text that is plainly Western is taken."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        raise _wrong_encoding(data) from None
    if _WRONG_ALPHABET.search(text) or _BROKEN_BEFORE.search(text):
        raise _wrong_encoding(data)
    return text


def _wrong_encoding(data: bytes) -> Refusal:
    if _CONTROL.search(data[:_SAMPLE_BYTES].decode("latin-1")):
        return Refusal(_("This file is not text: it holds control characters. Please save it as plain text in UTF-8."))
    guess = from_bytes(data[:_SAMPLE_BYTES]).best()
    sentence = _("This file is not in UTF-8, and its encoding cannot be told safely. Please save it as UTF-8.")
    if guess is None:
        return Refusal(sentence)
    return Refusal(sentence, details=[format_lazy(_("It looks like {encoding}."), encoding=guess.encoding)])
