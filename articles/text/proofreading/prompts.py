"""Prompts of a template that nobody has replaced yet."""

from __future__ import annotations

from collections.abc import Iterator

from articles.text.consistency.flags import Flag, Kind, Passage, Severity
from articles.text.consistency.statements import Reading
from articles.text.prompts import CLOSES, OPENS


def checked(text: Reading) -> Iterator[Flag]:
    """One for each; a reason cannot answer it, so that it is the list of what is missing that keeps the article from being submitted."""
    if OPENS not in text.html:
        return
    for statement in text.statements:
        if OPENS in statement.text:
            words = statement.text.split(OPENS, 1)[1].split(CLOSES, 1)[0]
            yield Flag(
                Kind.PROMPT, Severity.WORTH_A_LOOK, statement.passage(0), Passage(0), (("subject", words.strip()),)
            )
