"""What the name of a file says: the article that it belongs to, and whom it is written for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from articles.importing.converting import audience_of

_SUFFIX = re.compile(
    r"^(?P<stem>.{0,249}?[^\s._-]|[\s._-])[\s._-]++\(?(?P<word>patients?|public|families|carers|students?|clinicians?|professionals?|hcp)\)?$",
    re.IGNORECASE,
)
_IGNORED = re.compile(r"(?:^|/)(?:__MACOSX|\.[^/]*|~\$[^/]*|Thumbs\.db|desktop\.ini)(?:/|$)", re.IGNORECASE)


@dataclass(frozen=True)
class Named:
    """`group` is the same for all files of one article; `audience` is empty where the name says nothing of it."""

    group: str
    audience: str = ""


def named(path: str) -> Named:
    """ "gout-patient.docx" with "gout-professional.docx"; "patient/gout.docx" with "professional/gout.docx"."""
    place = PurePosixPath(path)
    folders = [part for part in place.parts[:-1] if not audience_of(part)]
    by_folder = next((audience_of(part) for part in reversed(place.parts[:-1]) if audience_of(part)), "")
    found = _SUFFIX.match(place.stem)
    stem = found["stem"] if found else place.stem
    audience = audience_of(found["word"]) if found else by_folder
    return Named("/".join([*folders, stem]).casefold(), audience)


def is_ignored(path: str) -> bool:
    """What operating systems leave in archives."""
    return bool(_IGNORED.search(path))
