"""What a text need not explain: the words of the glossary, and where an editor attached their definitions."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from articles.text.terms import Matcher


@dataclass(frozen=True)
class Known:
    """`matcher` finds the words of the glossary; `attached` says in which sections ("body/Treatment") a key is explained.

    `wholes`: how often the other texts of the article count people out of each number ("14 out of every 100").
    """

    matcher: Matcher = field(default_factory=lambda: Matcher(()))
    attached: Mapping[str, Collection[str]] = field(default_factory=dict)
    wholes: Mapping[int, int] = field(default_factory=dict)

    def explains(self, keys: Collection[str], section: str) -> bool:
        return any(section in self.attached.get(key, ()) for key in keys)
