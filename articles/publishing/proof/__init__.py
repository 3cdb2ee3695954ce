"""Proof of the page: what readers can read on it is, word for word, what was signed.

The finished HTML is read back by a parser that had no part in making it, and compared with the signed texts line by
line: words, numbers, superscripts and subscripts, order, lists, cells, links, pictures; and nothing of it hidden, on screen or on paper.
The finished PDF is read back in its turn and compared with the page that it was made of.
"""

from articles.publishing.proof.on_paper import pdf_not_faithful, prove_pdf
from articles.publishing.proof.proving import prove, prove_against
from articles.publishing.proof.sheets import prove_sheet
from articles.publishing.proof.signed import Difference, NotFaithful

__all__ = ["Difference", "NotFaithful", "pdf_not_faithful", "prove", "prove_against", "prove_pdf", "prove_sheet"]
