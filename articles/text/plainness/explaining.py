"""Whether a word is explained where it stands: in brackets, by "which means", by "called", or by the sentence that follows."""

from __future__ import annotations

import re
from typing import Final

_AFTER: Final = re.compile(
    r"[’”\"']?(?: (?:scan|scans|test|tests))?"
    r"(?:\s\((?=[^()]{0,80}[^\W\d_]{3})|,? (?:which|that) (?:is|are|was|means?)\b|,? that is\b"
    r"|,? (?:is|are) (?:a|an|the|when|where|what|short|another|your|one)\b|,? (?:means?|stands? for|refers? to)\b"
    r"|, (?:a|an|or|short for|in other words|also called|also known as|meaning)\b|: | [–—-] )",
    re.IGNORECASE,
)
_BEFORE: Final = re.compile(
    r"(?:\(|\b(?:called|known as|named|termed|speaks? of|calls? (?:this|it|them)|(?:word|name|term) for (?:this|it) is|that is|means))"
    r"(?: an?| the)?\s?[“\"'‘]?\Z",
    re.IGNORECASE,
)
_FOLLOWING: Final = re.compile(
    r"(?:this|that|these) (?:is|are|means?)\b|(?:it|they) (?:means?|(?:is|are) (?:a|an|the|when|where))\b",
    re.IGNORECASE,
)
_REACH: Final = 40


def is_explained(text: str, start: int, end: int, following: str = "") -> bool:
    """`following` is the next sentence of the block."""
    return (
        _AFTER.match(text, end) is not None
        or _BEFORE.search(text[max(0, start - _REACH) : start]) is not None
        or _FOLLOWING.match(following) is not None
    )
