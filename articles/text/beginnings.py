"""A costly pattern, looked for only where one of its first words stands."""

import re
from collections.abc import Iterator


def beginning(
    whole: re.Pattern[str], first: re.Pattern[str], text: str, *, in_small: bool = True
) -> Iterator[re.Match[str]]:
    """The same as `whole.finditer(text)`, if `first` stands wherever `whole` begins. It is looked for in small letters.

    Hardly any word of a text begins an amount, a time or a way of giving, and a few words are looked for many times
    quicker than all that may follow them.
    """
    position = 0
    for start in first.finditer(small(text) if in_small else text):
        place = start.start()
        if place >= position and (found := whole.match(text, place)):
            yield found
            position = found.end()


def small(text: str) -> str:
    """In small letters, each in its place: "İ" alone becomes two, and stays."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(map(_small, text))


def _small(sign: str) -> str:
    lowered = sign.lower()
    return lowered if len(lowered) == 1 else sign
