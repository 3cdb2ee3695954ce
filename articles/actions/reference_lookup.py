"""Identifiers in a file become the works that they name, one question after the other."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator

from articles.actions.looking_up import known_work, look_up
from articles.outside.asking import ServiceAway
from articles.references.works import Record, Refused, Wanted
from articles.refusals import Refusal


def looked_up(records: Iterable[Record]) -> Iterator[Record]:
    """Each identifier that the library does not have as its work, or refused with what the service said."""
    return (_work_of(one) if isinstance(one, Wanted) else one for one in records)


def looked_up_meanwhile(records: Iterable[Record]) -> tuple[list[Record], ServiceAway | None]:
    """The same of as many as could be asked, and what was away when the next one was."""
    found: list[Record] = []
    for one in records:
        try:
            found.append(_asked(one) if isinstance(one, Wanted) else one)
        except ServiceAway as away:
            return found, away
    return found, None


def _work_of(wanted: Wanted) -> Record:
    try:
        return _asked(wanted)
    except ServiceAway as away:
        return refused(wanted, away)


def _asked(wanted: Wanted) -> Record:
    """Raises `ServiceAway`: then the work may be known all the same."""
    if known_work(wanted.value) is not None:
        return wanted
    try:
        return dataclasses.replace(look_up(wanted.value).work, line=wanted.line)
    except ServiceAway:
        raise
    except Refusal as why:
        return refused(wanted, why)


def refused(wanted: Wanted, why: Refusal) -> Refused:
    return Refused(wanted.line, str(why), wanted.value)
