"""Proof-reading of medical notation: forms that are easily misread, each with its mend, and names that are taken for each other.

`slips(html)` finds the forms, `mended(html, slips)` writes what they should be, `look_alikes(html)` notes names of drugs.
Left, right and both, and numbers that disagree within a text, are found by `articles.text.consistency`.
"""

from articles.text.notation.checking import mended, slips
from articles.text.notation.lookalikes import LookAlike, look_alikes
from articles.text.notation.slips import Rule, Slip

__all__ = ["LookAlike", "Rule", "Slip", "look_alikes", "mended", "slips"]
