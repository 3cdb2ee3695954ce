"""The draft as it was at one revision: each part's newest history row with a number up to it."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from articles.draft import cited_keys, manifest_with
from articles.manifest import CitedReference, Manifest
from articles.models import Article, Text
from articles.text.vocabulary import UNRESOLVED

NO_VERSION = 0


@dataclass(frozen=True)
class State:
    """What a draft was at `number`: its article row, and the rows of all texts that it had, declared or not."""

    row: Any
    texts: Mapping[str, Text]

    @property
    def number(self) -> int:
        return int(self.row.revision)

    @property
    def when(self) -> datetime.datetime:
        moment: datetime.datetime = self.row.history_date
        return moment

    @property
    def article(self) -> Article:
        """The article with the values of then; what hangs on it (byline, versions) is of today."""
        then: Article = self.row.instance
        return then

    @property
    def declared(self) -> dict[str, Text]:
        """Texts of the audiences that were declared, easiest first; one without a row is empty."""
        empty = {audience: Text(audience=audience) for audience in self.article.declared_audiences}
        return {audience.value: self.texts.get(audience.value, text) for audience, text in empty.items()}

    def manifest(self) -> Manifest:
        """As submitting would have frozen it. Works are those of the library now; one that it lacks is named as missing."""
        made = manifest_with(self.article, self.declared, number=NO_VERSION)
        known = {reference.key for reference in made.references}
        missing = [key for key in cited_keys(made.texts.values()) if key not in known]
        return dataclasses.replace(made, references=(*made.references, *(_stand_in(key) for key in missing)))


def state_at(article: Article, revision: int) -> State | None:
    """None where the article has no revision of this number."""
    rows = article.history.select_related("history_user", "topic").filter(revision=revision)
    found = rows.order_by("-history_id").first()
    return State(found, _texts_at(article, revision)) if found else None


def _texts_at(article: Article, revision: int) -> dict[str, Text]:
    rows = Text.history.filter(id=OuterRef("pk"), revision__lte=revision).order_by("-revision", "-history_id")
    newest = Text.objects.filter(article=article).annotate(row=Subquery(rows.values("history_id")[:1]))
    found = Text.history.filter(history_id__in=newest.values("row"))
    return {row.audience: row.instance for row in found}


def _stand_in(key: str) -> CitedReference:
    label = key.removeprefix(UNRESOLVED)
    is_bound = label == key
    title = _("“%s” is not in the library.") if is_bound else _("Citation “%s” is not bound to a reference yet.")
    return CitedReference(key, "", "", label=_("Reference missing"), csl={"title": title % label})
