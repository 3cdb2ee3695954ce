"""Works that came to PubMed since a day and answer to a strategy: their numbers, newest first, and what each is.

Shapes: esearch and esummary 2.0 as JSON (https://www.ncbi.nlm.nih.gov/books/NBK25499/).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from articles.outside.asking import Budget, ServiceAway, contact
from articles.outside.ncbi import LABEL, TOOL, service, work_of
from articles.references import identifiers
from articles.references.works import Work

# An address of a request longer than this is refused on the way.
LONGEST_TERM: Final = 3000
# "To the end of time", as PubMed's own pages write it: the two days only count together.
NO_END: Final = "3000"


class StrategyTooLong(ServiceAway):
    """Nobody asked: the strategy does not fit into a request."""


@dataclass(frozen=True)
class NewWorks:
    """`count` of all, the `pmids` of the newest, and words of the strategy that PubMed `ignored`."""

    count: int
    pmids: tuple[str, ...]
    ignored: tuple[str, ...] = ()


def added_since(strategy: str, day: datetime.date, *, most: int, budget: Budget) -> NewWorks:
    """What entered PubMed on that day or later (its entry date, not the date of the work). Raises `ServiceAway`."""
    term = " ".join(strategy.split())
    if len(term) > LONGEST_TERM:
        raise StrategyTooLong(LABEL, _("the strategy is longer than a request may be."))
    dates = {"datetype": "edat", "mindate": f"{day:%Y/%m/%d}", "maxdate": NO_END}
    query = {"db": "pubmed", "term": term, **dates, "retmax": str(most), "sort": "pub_date", **_usual()}
    result = _part(service().ask("esearch.fcgi", query, budget=budget, kept_for=0), "esearchresult")
    count = str(result.get("count", ""))
    if not count.isascii() or not count.isdecimal():
        raise ServiceAway(LABEL, str(result.get("ERROR") or _("its answer cannot be read."))[:200])
    listed = result.get("idlist")
    numbers = (identifiers.pmid(str(number)) for number in listed) if isinstance(listed, list) else ()
    return NewWorks(int(count), tuple(number for number in numbers if number)[:most], tuple(_ignored(result)))


def works_by(pmids: Sequence[str], *, budget: Budget) -> dict[str, Work]:
    """Each that PubMed has, by its number, in one request. Raises `ServiceAway`."""
    query = {"db": "pubmed", "id": ",".join(pmids), **_usual()}
    result = _part(service().ask("esummary.fcgi", query, budget=budget, kept_for=0), "result")
    found = {number: result.get(number) for number in pmids}
    return {
        number: work_of(record)
        for number, record in found.items()
        if isinstance(record, Mapping) and not record.get("error")
    }


def _usual() -> dict[str, str]:
    return {"retmode": "json", "tool": TOOL, "email": contact()}


def _part(answer: Any, name: str) -> Mapping[str, Any]:
    part = answer.get(name) if isinstance(answer, Mapping) else None
    if not isinstance(part, Mapping):
        raise ServiceAway(LABEL, _("its answer cannot be read."))
    return part


def _ignored(result: Mapping[str, Any]) -> Iterator[str]:
    """A word or field that PubMed does not know is left out of the search: more, or less, is found than was meant."""
    for name in ("errorlist", "warninglist"):
        lists = result.get(name)
        for listed in lists.values() if isinstance(lists, Mapping) else ():
            words = [word for word in listed if isinstance(word, str)] if isinstance(listed, list) else []
            yield from (word[:80] for word in words if word != "No items found.")
