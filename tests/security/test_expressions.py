"""No regular expression that reads what strangers, files and programs send reads a text again and again.

EXPRESSIONS=all looks at every one of the product (minutes), those included that read sentences of drafts.
"""

from __future__ import annotations

import math
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import pytest

from articles.references.identifiers import pmid
from articles.text.dialect import canonical
from tests.security.expressions import Expression, expressions, texts

ALL = os.environ.get("EXPRESSIONS") == "all"
PLACES = (
    *("address", "reviewboard/", "workflows/api/", "workflows/forms/", "workflows/views/", "articles/actions/"),
    *("articles/api/", "articles/browsers", "articles/copy_codes", "articles/forms/", "articles/importing/"),
    *("articles/logos", "articles/models/", "articles/orcid", "articles/outside/", "articles/publishing/answering"),
    *("articles/publishing/layer", "articles/references/", "articles/search/", "articles/signing_in/"),
    *("articles/strangers", "articles/subject_codes", "articles/views/"),
    *(f"articles/text/{name}" for name in ("dialect", "drugs", "flow", "folding", "inline", "problems", "words")),
)
# Of what these read there is only so much.
BOUNDED = {
    "articles/importing/typed_works.py _AT_THE_END": "what is typed of one work has at most 5,000 signs",
    "articles/references/stated.py:128": "of the pages a hundred signs are read",
    "address r/<path:content_type_id>/<path:object_id>/": "Django's own, of the administration, within an address",
}
LENGTH, ENOUGH_TO_TELL, MOST_TIMES, LIMIT = 1_500, 0.004, 2.8, 1.0


class TooLong(Exception):
    """Whatever comes of it, it came too late."""


def seconds(expression: Expression, text: str) -> float:
    """Of the processor, the least of three: another's work is no time of ours. Infinite where it takes longer than `LIMIT`."""
    taken = []
    for _time in range(3):
        began = time.process_time()
        try:
            with ended_after(LIMIT):
                expression.run(text)
        except TooLong:
            return math.inf
        taken.append(time.process_time() - began)
        if taken[0] < ENOUGH_TO_TELL:
            break
    return min(taken)


@contextmanager
def ended_after(limit: float) -> Iterator[None]:
    """`re` asks now and then whether a signal came."""

    def end(_number: int, _frame: FrameType | None) -> None:
        raise TooLong

    former = signal.signal(signal.SIGVTALRM, end)
    signal.setitimer(signal.ITIMER_VIRTUAL, limit)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, former)


def is_slow(expression: Expression) -> bool:
    """Twice the text takes much more than twice the time."""
    for short, long in zip(texts(expression, LENGTH), texts(expression, 2 * LENGTH), strict=False):
        once = seconds(expression, short)
        if once == math.inf or (once > ENOUGH_TO_TELL and seconds(expression, long) > MOST_TIMES * once):
            return True
    return False


def test_twice_the_text_takes_twice_the_time() -> None:
    looked_at = [one for one in expressions() if ALL or one.where.startswith(PLACES)]

    slow = {one.where: str(one) for one in looked_at if is_slow(one)}

    assert len(looked_at) > 300
    assert [words for where, words in slow.items() if where not in BOUNDED] == []


@pytest.mark.parametrize("text", [r"\s*[:=]?\s*\d", r"(?:a+ ?){1,4}$", r"(a|b|ab)*c"])
def test_one_that_does_is_noticed(text: str) -> None:
    assert is_slow(Expression("here", text, 0, frozenset({"search"})))


def test_many_blanks_in_a_citation_are_read_at_once() -> None:
    began = time.process_time()

    read = canonical(f'<p>Rest.<cite data-key="doe-2020">{" " * 100_000}x</cite></p>')

    assert read == '<p>Rest.<cite data-key="doe-2020"></cite> x</p>'
    assert time.process_time() - began < 1


@pytest.mark.parametrize("typed", ["pmid 12345", "PMID: 12345", "pmid=12345", "pmid :  12345", "12345"])
def test_numbers_are_read_as_before(typed: str) -> None:
    assert pmid(typed) == "12345"
