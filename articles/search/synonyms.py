"""Other names of what the glossary explains: only of terms whose words a member signed, and never of a name with two senses (S20)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache

from django.db.models import Count, Max

from articles.models import Definition
from articles.search.query import Synonyms
from articles.search.stems import stems
from articles.text.terms import Wording


def synonyms() -> Synonyms:
    """Those of the glossary as it is now; read again when a definition was signed or ended."""
    state = Definition.objects.aggregate(newest=Max("pk"), ended=Max("ended_at"), in_all=Count("ended_at"))
    return _read((state["newest"], state["ended"], state["in_all"]))


@lru_cache(maxsize=1)
def _read(_state: object) -> Synonyms:
    return of(definition.words for definition in Definition.objects.in_force())


def of(wordings: Iterable[Wording]) -> Mapping[tuple[str, ...], tuple[str, ...]]:
    """Stems of a name → the other names of its term."""
    names: dict[tuple[str, ...], list[tuple[str, ...]]] = defaultdict(list)
    for wording in wordings:
        group = tuple(dict.fromkeys((wording.term, *wording.synonyms, *wording.abbreviations)))
        for name in group:
            names[tuple(stems(name, wording.language))].append(group)
    return {key: groups[0] for key, groups in names.items() if key and len(groups) == 1 and len(groups[0]) > 1}
