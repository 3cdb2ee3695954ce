"""Which articles an auditor looks at: drawn by a number, so that anybody can draw the same ones again."""

from __future__ import annotations

import random

from articles.models import Article, Version


def drawn(size: int, seed: int) -> list[Article]:
    """`size` of the articles that ever had an approved version, in the order of their UUIDs: Python's `random.Random(seed).sample`."""
    approved = Version.objects.approved().values("article")
    everything = sorted(Article.objects.filter(pk__in=approved), key=lambda article: str(article.uuid))
    chosen = random.Random(seed).sample(everything, min(size, len(everything)))  # noqa: S311  # drawn again by others
    return sorted(chosen, key=lambda article: str(article.uuid))
