"""Proof of the PDF: what stands on its pages is what the proved page says in print, and nothing of it is cut off or unseen.

The page itself was compared with the signed text before it was switched to (`prove`); here every word of it is looked for on paper, in
the order of reading: those of the frame too, figures with what is raised and lowered, cells with their columns, numbers of lists.
A picture is known by its words. What is written from right to left is drawn from its other end: there every sign must stand, in any order.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

from django.utils.translation import gettext as _

from articles.publishing.proof.in_print import Print, in_print
from articles.publishing.proof.signed import MOST_TOLD, Difference, NotFaithful, bare
from articles.publishing.proof.tagged import Tagged, Unreadable, tagged

# Shown around the place where two texts part.
_AROUND: Final = 40
_APART: Final = re.compile(r"\)[\^_]\(")
_FROM_RIGHT: Final = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]+")
# Marks for a program that lays words out: nothing of them is drawn.
_NOT_DRAWN: Final = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def prove_pdf(page: str, css: str, pdf: bytes) -> bytes:
    """The PDF itself, if it says what the page says that it was made of, printed with `css`; else raises `NotFaithful`."""
    found = differences_of_pdf(page, css, pdf)
    if found:
        raise pdf_not_faithful([str(difference) for difference in found[:MOST_TOLD]])
    return pdf


def pdf_not_faithful(details: Sequence[str]) -> NotFaithful:
    return NotFaithful(_("The PDF of a page does not say what was signed."), details=details)


def differences_of_pdf(page: str, css: str, pdf: bytes) -> list[Difference]:
    """Where the words part for the first time, then what is not on each page, then what nobody sees."""
    wanted = in_print(page, css)
    try:
        found = tagged(pdf, across=wanted.across)
    except Unreadable:
        return [Difference(_shown(wanted.words, 0), "")]
    return [*_parted(wanted, found.words), *_on_each_page(wanted, found), *_unseen(found)]


def _parted(wanted: Print, found: str) -> Iterator[Difference]:
    signed, shown = as_compared(wanted.words), as_compared(found)
    if signed != shown and not (wanted.is_from_right and sorted(signed) == sorted(shown)):
        pairs = enumerate(zip(signed, shown, strict=False))
        place = next((at for at, (one, other) in pairs if one != other), min(len(signed), len(shown)))
        yield Difference(_shown(signed, place), _shown(shown, place))


def as_compared(words: str) -> str:
    """Letters, figures and signs alone, each in one spelling; raised words that stand together as one."""
    plain = _APART.sub("", bare([_NOT_DRAWN.sub("", words)]))
    plain = unicodedata.normalize("NFKC", plain)
    return _FROM_RIGHT.sub(lambda found: "".join(sorted(found[0])), plain)


def _on_each_page(wanted: Print, found: Tagged) -> Iterator[Difference]:
    """S6: the running header with the number of the page, and the watermark; and nothing else that no tag leads to."""
    pages = len(found.besides)
    for number, besides in enumerate(found.besides, start=1):
        header = f"{wanted.header}{number}/{pages}"
        if as_compared(besides) != as_compared(header):
            yield Difference(_tidy(header), _tidy(besides))
    if wanted.across and found.crossed != pages:
        yield Difference(f"{wanted.across} × {pages}", f"{wanted.across} × {found.crossed}")


def _unseen(found: Tagged) -> Iterator[Difference]:
    for words in found.unseen:
        yield Difference(words[:200], "")


def _shown(words: str, place: int) -> str:
    return _tidy(words[max(0, place - _AROUND) : place + _AROUND])


def _tidy(words: str) -> str:
    return " ".join(words.split())[:200]
