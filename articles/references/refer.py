"""EndNote's own export (.enw), which is refer: "%0 Journal Article", "%A Author", "%T Title"."""

from __future__ import annotations

import re

from articles.references import kinds, people
from articles.references.identifiers import dois_in, pmcids_in, pmids_in
from articles.references.stated import Stated
from articles.references.tagged import Dialect, Tagged


def _stated(tagged: Tagged) -> Stated:
    kind = kinds.REFER.get(tagged.first("%0").lower(), kinds.OTHER)
    notes = " \n".join(tagged.all("%Z", "%M", "%2"))
    return Stated(
        line=tagged.line,
        kind=kind,
        labels=tagged.all("%9"),
        title=tagged.first("%T"),
        authors=[people.name(typed) for typed in tagged.all("%A")],
        editors=[people.name(typed) for typed in tagged.all("%E")],
        journal=tagged.first("%J", "%B", "%S"),
        journal_short=tagged.first("%O") if tagged.first("%J") else "",
        date=tagged.first("%D", "%8"),
        volume=tagged.first("%V"),
        issue=tagged.first("%N"),
        pages=tagged.first("%P"),
        publisher=tagged.first("%I"),
        place=tagged.first("%C"),
        edition=tagged.first("%7"),
        language=tagged.first("%G"),
        abstract=tagged.first("%X"),
        serial_numbers=tagged.all("%@"),
        dois=[*tagged.all("%R"), *dois_in(notes)],
        pmids=[*(value for value in tagged.all("%M") if re.fullmatch(r"\d{4,8}", value)), *pmids_in(notes)],
        pmcids=list(pmcids_in(notes)),
        urls=tagged.all("%U"),
    )


DIALECT = Dialect(re.compile(r"\ufeff?(%[0-9A-Za-z@!#$&()*+<>?\[\]^~=,.:;|-])(?:\s(.*))?$"), first="%0", read=_stated)
