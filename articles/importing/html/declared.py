"""The encoding of a page: by its mark, by what it declares, else as any text."""

from __future__ import annotations

import codecs
import re
import unicodedata

from django.utils.translation import gettext_lazy as _

from articles.importing.decoding import decode
from articles.refusals import Refusal

LARGEST_PAGE = 5 * 1024 * 1024
_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,30})|<\?xml[^>]{0,100}?encoding=[\"']([\w.-]{2,30})", re.I
)
_NAMES = {"iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252", "utf8": "utf-8"}
_SAME = frozenset({"utf-8", "utf-16", "utf-16-le", "utf-16-be"})
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")


def decode_page(content: bytes) -> str:
    """The page as text. A page that declares an encoding is believed only if its bytes fit. Raises `Refusal`."""
    if len(content) > LARGEST_PAGE:
        raise Refusal(_("This page is larger than 5 MB. Please split it or remove what is not text."))
    declared = _DECLARED.search(content[:4096])
    name = (declared[1] or declared[2]).decode("ascii").lower() if declared else ""
    if not name or content.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return decode(content)
    try:
        encoding = codecs.lookup(_NAMES.get(name, name))
    except LookupError:
        return decode(content)
    if not encoding._is_text_encoding or encoding.name in _SAME:
        return decode(content)
    try:
        text = content.decode(encoding.name)
    except (UnicodeDecodeError, ValueError):
        return decode(content)
    return unicodedata.normalize("NFC", _CONTROL.sub("", text))
