"""Which reference a citation means: certain only by the numbers of a complete list, else a proposal (S24)."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from articles.importing.imported import Bindings, ImportedCitation, ImportedReference
from articles.importing.reference_list import is_numbered_and_complete

_LONG_WORD = re.compile(r"[^\W\d_]{6,}")
_PREFIX = "unresolved:"
_OFTEN = 2
# Words of any medical title: sharing one says nothing about the sentence.
_GENERIC_TEXT = (
    "management treatment treatments therapy clinical guideline guidelines directed overview review reports "
    "report patients disease syndrome practice practical systematic analysis trials randomized randomised "
    "controlled effects outcomes diagnosis evidence medical medicine update summary"
)
_GENERIC = frozenset(_GENERIC_TEXT.split())


def bind(citations: Sequence[ImportedCitation], references: Sequence[ImportedReference]) -> Bindings:
    keys = tuple(dict.fromkeys(key for citation in citations for key in citation.keys))
    numbers = {key: int(key.removeprefix(_PREFIX)) for key in keys if key.removeprefix(_PREFIX).isdecimal()}
    if is_numbered_and_complete(references):
        table = {key: number - 1 for key, number in numbers.items() if number <= len(references)}
        return Bindings(table, certain=bool(table) and set(table) == set(keys))
    return Bindings(_proposals(citations, references, numbers))


def _proposals(
    citations: Sequence[ImportedCitation], references: Sequence[ImportedReference], numbers: Mapping[str, int]
) -> Mapping[str, int]:
    """By the list's own numbers; by order if it is long enough; else by rare words that sentence and title share."""
    own = {reference.number: index for index, reference in enumerate(references) if reference.number}
    if own:
        return {key: own[number] for key, number in numbers.items() if number in own}
    if references and max(numbers.values(), default=0) <= len(references):
        return {key: number - 1 for key, number in numbers.items()}
    return _by_words(citations, references)


def _by_words(citations: Sequence[ImportedCitation], references: Sequence[ImportedReference]) -> Mapping[str, int]:
    sentences: dict[str, set[str]] = defaultdict(set)
    for citation in citations:
        for key in citation.keys:
            sentences[key] |= _words(citation.sentence)
    often = Counter(word for citation in citations for word in _words(citation.sentence))
    titles = [_words(reference.title) for reference in references]
    found: dict[str, int] = {}
    for key, said in sentences.items():
        rare = {word for word in said if often[word] <= _OFTEN}
        shared: list[int] = [len(rare & title) for title in titles]
        most = max(shared, default=0)
        if most and shared.count(most) == 1:
            found[key] = shared.index(most)
    return found


def _words(text: str) -> set[str]:
    return {word.lower() for word in _LONG_WORD.findall(text)} - _GENERIC
