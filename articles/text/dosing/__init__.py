"""The doses that a text names: drug, amount, route, how often, at most, for whom; and those of several texts side by side.

A list of words and rules, no understanding: what it finds asks for a look, and what it misses is still in the text.
"""

from articles.text.dosing.mentions import Route
from articles.text.dosing.reading import doses
from articles.text.dosing.sentences import Dose
from articles.text.dosing.side_by_side import DoseRow, side_by_side

__all__ = ["Dose", "DoseRow", "Route", "doses", "side_by_side"]
