"""The formulas as their authors published them. Each takes counts with at least one sentence and one word.

All but Flesch's ease give a school grade of the United States. They were made for English prose of some hundred words.
"""

from math import sqrt
from typing import Final

from articles.text.readability.counts import Counts

_HARD_FROM: Final = 5.0


def smog(counts: Counts) -> float:
    """McLaughlin GH. SMOG grading: a new readability formula. Journal of Reading 1969;12(8):639-646.

    Figures and abbreviations are read out before syllables are counted, as his instructions say. A text of fewer than 30
    sentences is taken as if it went on in the same way.
    """
    return 1.0430 * sqrt(30 * counts.polysyllables / counts.sentences) + 3.1291


def flesch_kincaid(counts: Counts) -> float:
    """Kincaid JP, Fishburne RP, Rogers RL, Chissom BS. Derivation of new readability formulas for Navy enlisted personnel.

    Research Branch Report 8-75, Naval Technical Training Command, Millington, 1975.
    """
    return 0.39 * counts.words_per_sentence + 11.8 * counts.syllables / counts.words - 15.59


def flesch_ease(counts: Counts) -> float:
    """Flesch R. A new readability yardstick. Journal of Applied Psychology 1948;32(3):221-233. Higher is easier, 60 to 70 is plain."""
    return 206.835 - 1.015 * counts.words_per_sentence - 84.6 * counts.syllables / counts.words


def dale_chall(counts: Counts) -> float:
    """Dale E, Chall JS. A formula for predicting readability. Educational Research Bulletin 1948;27(1):11-20 and 27(2):37-54.

    With our own list of familiar words (`data/README.md` says why, and how the two lists agree).
    """
    share = 100 * counts.unfamiliar / counts.words
    return 0.1579 * share + 0.0496 * counts.words_per_sentence + (3.6365 if share > _HARD_FROM else 0.0)


def fog(counts: Counts) -> float:
    """Gunning R. The technique of clear writing. New York: McGraw-Hill, 1952. Names are not told from other words."""
    return 0.4 * (counts.words_per_sentence + 100 * counts.complex / counts.words)


def coleman_liau(counts: Counts) -> float:
    """Coleman M, Liau TL. A computer readability formula designed for machine scoring. J Appl Psychol 1975;60(2):283-284."""
    return 5.88 * counts.letters / counts.words - 29.6 * counts.sentences / counts.words - 15.8


def ari(counts: Counts) -> float:
    """Smith EA, Senter RJ. Automated Readability Index. AMRL-TR-66-220, Aerospace Medical Research Laboratories, 1967."""
    return 4.71 * counts.letters / counts.words + 0.5 * counts.words_per_sentence - 21.43
