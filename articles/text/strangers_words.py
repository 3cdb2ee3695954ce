"""What strangers write, without what would say who they are (S17): addresses, numbers of telephones and of records, dates.

Doses and ages stay. Names cannot be told from other words, so that nobody is promised that they are taken out. Pure.
"""

from __future__ import annotations

import re
from typing import Final

_MONTH: Final = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?|januar|februar|märz|mai|juni|juli|oktober|dezember"
)
_TAKEN_OUT: Final = re.compile(
    r"[^\s@<>]{1,64}@[^\s@<>]{1,255}"
    r"|(?:https?://|www\.)\S{1,400}"
    r"|\b\d{4}-\d{2}-\d{2}\b"
    r"|\b\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})\b"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th|\.)?[ ](?:of[ ])?(?:{_MONTH})\b(?:,?[ ]\d{{4}}\b)?"
    rf"|\b(?:{_MONTH})[ ]\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?[ ]\d{{4}}\b)?"
    # A telephone number; "1 500 000" in groups of three is an amount.
    r"|(?<![\w.,])(?![1-9]\d{0,2}(?:[ \u00a0]\d{3}){1,4}(?![ ()/-]?\d))(?:\+|00)?\(?\d(?:[ ()/-]{0,2}\d){6,17}(?![\w.,]?\d)",
    re.IGNORECASE,
)
GONE: Final = "[…]"


def without_traces(words: str) -> str:
    """The words in one line, "[…]" for what was taken out."""
    return _TAKEN_OUT.sub(GONE, " ".join(words.replace("\x00", " ").split()))
