"""Reading levels: how often the text for experts is the harder one, and how long that takes, beside textstat's."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Collection, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median, pstdev
from typing import Any

from articles.text.plain import plain
from articles.text.readability import Unscored, score_of_plain
from articles.text.sentences import sentences
from benchmarks import caches, textstat
from benchmarks.answering import taken
from benchmarks.children import Child
from benchmarks.servers import ROOT
from tests.articles.text.readability.marked import passages

# Name, file, and the shares that difficulty and SMOG must reach.
CORPORA = (
    ("Cochrane", "pairs-cochrane-val.jsonl", {"difficulty": 0.86, "smog": 0.78}),
    ("PLABA", "pairs-plaba-train.jsonl", {"difficulty": 0.98, "smog": 0.92}),
)
SCORES = ("difficulty", "smog", "flesch_kincaid", "flesch_ease", "dale_chall", "fog", "coleman_liau", "ari", "zipf")
# Of these the higher value is the easier one.
TURNED = frozenset({"flesch_ease", "zipf"})
ROUNDS = 5
WORDS = 1_000
MILLISECONDS = 5.0
# The word lists are read once; what is known of words that came before stays from text to text.
LISTS = ("articles.text.readability.lexicon",)
WORDS_TOO = (*LISTS, "articles.text.readability.word_facts", "articles.text.readability.syllables")
LOAD_SECONDS, LOAD_MEGABYTES = 0.3, 40.0
_READ = "lexicon.familiar_words(), lexicon.syllables_of_words(), lexicon.syllables_by_hand(), lexicon.syllables_of_endings()"
_TIME = "import time; start = time.process_time()", "print(time.process_time() - start)"
_MEMORY = "import tracemalloc; tracemalloc.start()", "print(tracemalloc.get_traced_memory()[1] / 2**20)"

Scores = Mapping[str, float]


@dataclass(frozen=True)
class Pair:
    expert: str
    plain: str


@dataclass(frozen=True)
class Speed:
    """Milliseconds on the processor for a thousand words: words never seen before, words seen before, textstat's."""

    new: float
    known: float
    theirs: float | None


@dataclass(frozen=True)
class Loading:
    seconds: float
    megabytes: float


def run(folder: Path, shared: Path | None) -> bool:
    with ExitStack() as stack:
        python = textstat.python()
        theirs = stack.enter_context(textstat.counting(python, folder)) if python else None
        print("\n".join(report_of_marks(theirs)))
        reached = [_corpus(shared, *corpus, theirs) for corpus in CORPORA] if shared else []
        speed = measure(theirs)
    loading = measured_loading()
    print("\n".join(report_of_speed(speed, loading)))
    if not shared:
        print("SHARED_DATA is not set: no pairs of texts were ranked.")
    return all(reached) and is_fast(speed, loading)


def fit(shared: Path) -> None:
    """The constants of the difficulty: mean and standard deviation over all texts of both files."""
    found = [ours(text) for _name, file, _wanted in CORPORA for pair in _pairs(shared, file) for text in _both(pair)]
    for name in ("smog", "dale_chall", "zipf"):
        values = [scores[name] for scores in found]
        print(f"{name:10} mean {mean(values):.4f}, standard deviation {pstdev(values):.4f} ({len(values)} texts)")


def ours(text: str) -> Scores:
    found = score_of_plain(text)
    assert not isinstance(found, Unscored)
    return {name: getattr(found, name) for name in SCORES}


def _pairs(shared: Path, file: str) -> list[Pair]:
    lines = (shared / "data" / "readability" / file).read_text(encoding="utf-8").splitlines()
    rows: list[dict[str, Any]] = [json.loads(line) for line in lines]
    return [Pair(row["expert"], row["plain"]) for row in rows]


def _both(pair: Pair) -> tuple[str, str]:
    return pair.expert, pair.plain


def _corpus(shared: Path, name: str, file: str, wanted: Mapping[str, float], theirs: Child | None) -> bool:
    pairs = _pairs(shared, file)
    found = ranked([(ours(pair.expert), ours(pair.plain)) for pair in pairs])
    other = ranked(_asked(theirs, pairs)) if theirs else {}
    print("\n".join(report_of_ranks(name, len(pairs), found, other, wanted)))
    return all(found[score] >= share for score, share in wanted.items())


def _asked(theirs: Child, pairs: Sequence[Pair]) -> list[tuple[Scores, Scores]]:
    found = theirs.ask("scores", texts=[text for pair in pairs for text in _both(pair)])
    return [*zip(found[::2], found[1::2], strict=True)]


def ranked(pairs: Sequence[tuple[Scores, Scores]]) -> dict[str, float]:
    """Of each score the share of pairs in which it says that the text for experts is the harder one; a tie does not."""
    return {
        name: mean(
            (expert[name] < plain[name]) if name in TURNED else (expert[name] > plain[name]) for expert, plain in pairs
        )
        for name in pairs[0][0]
    }


def report_of_ranks(
    name: str, pairs: int, found: Mapping[str, float], other: Mapping[str, float], wanted: Mapping[str, float]
) -> list[str]:
    lines = [f"\n{name}, {pairs} pairs: share in which the text for experts is scored harder\n"]
    for score, share in found.items():
        beside = f"   textstat {textstat.VERSION} {other[score]:6.1%}" if score in other else ""
        verdict = f"   at least {wanted[score]:.0%}: {_reached(share >= wanted[score])}" if score in wanted else ""
        lines.append(f"  {score:15} ours {share:6.1%}{beside}{verdict}")
    return lines


def report_of_marks(theirs: Child | None) -> list[str]:
    """Sentences of the list that was marked by hand, of its passages without markup."""
    marked = [passage for passage in passages() if not passage.is_html]
    given = [passage.text for passage in marked]
    counts = {"ours": [len(sentences(text)) for text in given]}
    if theirs:
        counts[f"textstat {textstat.VERSION}"] = theirs.ask("sentences", texts=given)
    wanted = [len(passage.sentences) for passage in marked]
    shares = [
        f"  {who:16} {mean(got == want for got, want in zip(found, wanted, strict=True)):6.1%}"
        for who, found in counts.items()
    ]
    return [
        f"\nSentences: share of {len(given)} passages, marked by hand, whose sentences are counted right\n",
        *shares,
    ]


def measure(theirs: Child | None) -> Speed:
    """The project's own sample articles; the median of some rounds."""
    given = samples()
    score_of_plain(given[0])
    new, known = _milliseconds(given, LISTS), _milliseconds(given, WORDS_TOO)
    other = theirs.ask("measure", texts=given)[1] if theirs else None
    return Speed(new, known, other * 1000 / len(given) if other is not None else None)


def samples() -> list[str]:
    """Texts of about a thousand words, each from other articles than the next."""
    paths = sorted((ROOT / "workflows" / "samples" / "articles").glob("*/*.html"))
    lines = [line for path in paths for line in plain(path.read_text(encoding="utf-8")).splitlines()]
    found: list[list[str]] = [[]]
    for line in lines:
        if sum(len(each.split()) for each in found[-1]) >= WORDS:
            found.append([])
        found[-1].append(line)
    return ["\n\n".join(text) for text in found[:-1]]


def _milliseconds(given: Sequence[str], keep: Collection[str]) -> float:
    return median(mean(_spent(text, keep) for text in given) * 1000 for _round in range(ROUNDS))


def _spent(text: str, keep: Collection[str]) -> float:
    caches.clear(keep)
    return taken(lambda: score_of_plain(text)).processor


def measured_loading() -> Loading:
    """In processes that have read nothing yet: once by the clock of the processor, once with an eye on the memory."""
    return Loading(*(_said(before, after) for before, after in (_TIME, _MEMORY)))


def _said(before: str, after: str) -> float:
    code = f"from articles.text.readability import lexicon; {before}; {_READ}; {after}"
    return float(
        subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    )


def report_of_speed(speed: Speed, loading: Loading) -> list[str]:
    lines = [
        "\nAll scores of 1,000 words, on the processor\n",
        f"  ours, nothing remembered {speed.new:8.1f} ms   under {MILLISECONDS:.0f} ms: {_reached(speed.new <= MILLISECONDS)}",
        f"  ours, words remembered   {speed.known:8.1f} ms",
    ]
    if speed.theirs is not None:
        lines.append(f"  textstat {textstat.VERSION}          {speed.theirs:8.1f} ms")
    fits = loading.seconds <= LOAD_SECONDS and loading.megabytes <= LOAD_MEGABYTES
    read = f"  the lists are read in {loading.seconds:.2f} s and take {loading.megabytes:.0f} MB"
    return [*lines, f"{read}   within {LOAD_SECONDS} s and {LOAD_MEGABYTES:.0f} MB: {_reached(fits)}"]


def _reached(yes: bool) -> str:
    return "reached" if yes else "NOT reached"


def is_fast(speed: Speed, loading: Loading) -> bool:
    return speed.new <= MILLISECONDS and loading.seconds <= LOAD_SECONDS and loading.megabytes <= LOAD_MEGABYTES
