"""What a Word document may hold: parts, sizes, no macros, no document type, nothing loaded from elsewhere."""

from __future__ import annotations

import zipfile
from xml.parsers import expat

from django.utils.translation import gettext_lazy as _

from articles.importing import archives
from articles.importing.archives import MEGABYTE, Limits
from articles.refusals import Refusal

LARGEST_FILE = 30 * MEGABYTE
_LIMITS = Limits(entries=2_000, all=200 * MEGABYTE, each=60 * MEGABYTE)
# The words of a long article are a megabyte of XML; a table of 5 MB is a data set, not a text.
LARGEST_PART = 16 * MEGABYTE
_MAIN = "word/document.xml"
_OLD = b"\xd0\xcf\x11\xe0"


class _HasDocumentType(Exception):
    """The XML declares entities, or could load them (XXE, "billion laughs")."""


def opened(content: bytes) -> zipfile.ZipFile:
    """The document's archive, every XML part of it known to be harmless to parse. Raises `Refusal`."""
    if content.startswith(_OLD):
        raise Refusal(
            _("This is an old Word file (.doc), or one that is protected by a password. Save it as .docx without one.")
        )
    if len(content) > LARGEST_FILE:
        raise Refusal(_("This file is larger than 30 MB."))
    if not content.startswith(b"PK"):
        raise Refusal(_("This is not a Word document, whatever its name says."))
    archive = archives.opened(content, _LIMITS)
    names = archive.namelist()
    if _MAIN not in names or "[Content_Types].xml" not in names:
        raise Refusal(_("This is not a Word document, whatever its name says."))
    if len(set(names)) != len(names):
        raise Refusal(_("This file is damaged: it has a part twice."))
    _refuse_macros(archive, names)
    for name in names:
        if name.lower().endswith((".xml", ".rels")):
            require_plain_xml(archives.read(archive, name, LARGEST_PART))
    return archive


def _refuse_macros(archive: zipfile.ZipFile, names: list[str]) -> None:
    types = archives.read(archive, "[Content_Types].xml", MEGABYTE)
    if b"macroenabled" in types.lower() or any("vbaproject" in name.lower() for name in names):
        raise Refusal(_("This document holds macros (programs). Save it as .docx without them."))


def require_plain_xml(content: bytes) -> None:
    """Raises `Refusal` for XML with a document type, and for what is no XML."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_document_type
    try:
        parser.Parse(content, True)
    except _HasDocumentType:
        raise Refusal(
            _("This file declares a document type, which could load other files. It was not opened.")
        ) from None
    except (expat.ExpatError, ValueError, LookupError):
        raise Refusal(_("This file is damaged: a part of it is no XML.")) from None


def _refuse_document_type(*_declared: object) -> None:
    raise _HasDocumentType
