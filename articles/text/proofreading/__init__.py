"""Medical proof-reading of one text: what is wrong, or easily misread, whatever the other texts say.

`proofread(html, numbers)` gives flags as `articles.text.consistency` does, so that they are kept and answered alike: forms that are
easily misread, names of drugs that are taken for each other, totals that do not add up, ages and values that cannot be, emergency
numbers of other countries, care cards without who, when or signs. That nothing was noticed proves nothing.
"""

from articles.text.proofreading.checking import proofread
from articles.text.proofreading.emergency_numbers import known_countries, numbers_of

__all__ = ["known_countries", "numbers_of", "proofread"]
