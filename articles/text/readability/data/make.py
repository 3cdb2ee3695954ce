"""Makes `syllables.txt.gz` and `rarity.txt.gz` from CMUdict and wordfreq; README.md beside it says how to call it."""

import gzip
import math
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from wordfreq import get_frequency_dict

FOLDER: Final = Path(__file__).parent
_WORD: Final = re.compile(r"[a-z]+(?:['-][a-z]+)*")
_SIBILANT: Final = re.compile(r"(?:s|x|z|ch|sh|ce|ge|se|ze)")
# Rarer words are all one to a reader: a Zipf value of 2.5 is one word in three million.
_RAREST: Final = 2.5
_BILLION: Final = 1e9
_SYLLABLES_HEAD: Final = """\
# Syllables of English words: "number word word …". Made by make.py from CMUdict, first pronunciation of each word.
# Copyright (C) 1993-2015 Carnegie Mellon University. All rights reserved. Licence: CMUDICT-LICENCE.txt beside this file.
"""
_RARITY_HEAD: Final = """\
# How often English words come, as Zipf values (log10 of the times in a billion words): "value word word …".
# Made by make.py from wordfreq 3.1.1 (Robyn Speer), English, large list; words of Zipf 2.5 or more, values to one decimal.
# These data are licensed CC BY-SA 4.0, https://creativecommons.org/licenses/by-sa/4.0/ (README.md names their sources).
"""


def main() -> None:
    dictionary = Path(sys.argv[1]).read_text(encoding="utf-8")
    _write("syllables.txt.gz", _SYLLABLES_HEAD, syllables(dictionary.splitlines()))
    _write("rarity.txt.gz", _RARITY_HEAD, rarity(get_frequency_dict("en", wordlist="large")))


def syllables(lines: Iterable[str]) -> dict[str, str]:
    """Of each word the number; a possessive that its word already says is left out."""
    counts: dict[str, int] = {}
    for word, *sounds in (line.partition("#")[0].split() for line in lines if line.strip()):
        if _WORD.fullmatch(word):
            counts.setdefault(word, sum(sound[-1].isdigit() for sound in sounds))
    return {word: str(number) for word, number in counts.items() if number and not _is_said(word, counts)}


def _is_said(word: str, counts: Mapping[str, int]) -> bool:
    base = word.removesuffix("'s")
    if base == word or base not in counts:
        return False
    ends_in_sibilant = _SIBILANT.fullmatch(base, len(base) - 1) or _SIBILANT.fullmatch(base, len(base) - 2)
    return counts[word] == counts[base] + bool(ends_in_sibilant)


def rarity(frequencies: Mapping[str, float]) -> dict[str, str]:
    zipf = {word: _zipf(times) for word, times in frequencies.items() if times > 0 and _WORD.fullmatch(word)}
    return {word: f"{value:.1f}" for word, value in zipf.items() if value >= _RAREST}


def _zipf(times: float) -> float:
    return math.log10(times * _BILLION)


def _write(name: str, head: str, values: Mapping[str, str]) -> None:
    grouped: dict[str, list[str]] = defaultdict(list)
    for word, value in values.items():
        grouped[value].append(word)
    text = head + "".join(_lines(grouped))
    (FOLDER / name).write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))


def _lines(grouped: Mapping[str, list[str]]) -> Iterator[str]:
    for value in sorted(grouped, key=float):
        yield f"{value} {' '.join(sorted(grouped[value]))}\n"


if __name__ == "__main__":
    main()
