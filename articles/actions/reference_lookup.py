"""Identifiers in a file become the works that they name, one question after the other."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator

from articles.actions.looking_up import known_work, look_up
from articles.references.works import Record, Refused, Wanted
from articles.refusals import Refusal


def looked_up(records: Iterable[Record]) -> Iterator[Record]:
    """Each identifier that the library does not have as its work, or refused with what the service said."""
    return (_work_of(one) if isinstance(one, Wanted) else one for one in records)


def _work_of(wanted: Wanted) -> Record:
    if known_work(wanted.value) is not None:
        return wanted
    try:
        return dataclasses.replace(look_up(wanted.value).work, line=wanted.line)
    except Refusal as refused:
        return Refused(wanted.line, str(refused), wanted.value)
