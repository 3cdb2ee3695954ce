"""Articles as machines list them: what may be seen, when its page last changed, what is noticed on it; so many queries, however many."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict

from django.conf import settings
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from articles import models as posted
from articles.models import Basis, Ending, NoticeKind, PageChange, Publication, Topic
from articles.publishing.cautions import cautions_of_each
from articles.publishing.facts import Notice
from articles.publishing.releases import LONG_OVERDUE
from articles.publishing.render import shown_title

# A page that is no longer listed is named so long, that search engines come and see why (S18).
NAMED_AFTER_ITS_END = datetime.timedelta(days=90)


class Changed(TypedDict):
    """When the page last changed: its words, or anything around them."""

    modified: datetime.datetime


if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    Dated = WithAnnotations[Publication, Changed]
    Rows = QuerySet[Dated]
else:  # its second argument is for the type checker alone
    Dated, Rows = Publication, QuerySet


@dataclass(frozen=True)
class Listed:
    """An article by its live publication or, taken down, by its last one. `title` as it may be shown (S18)."""

    publication: Publication
    title: str
    modified: datetime.datetime
    notices: tuple[Notice, ...]
    hidden: tuple[str, ...]
    ending: posted.Notice | None = None

    @property
    def is_taken_down(self) -> bool:
        return self.publication.ended_at is not None

    @property
    def is_gone(self) -> bool:
        """Taken down, and nothing of it is read any more."""
        return self.publication.ended_as in (Ending.RETIRED, Ending.REMOVED)

    @property
    def status(self) -> str:
        """S5: "approved", "approved_earlier", or how it ended."""
        return self.publication.ended_as or self.publication.basis


def approved() -> Rows:
    """What somebody has approved. What waits for its review is handed out to no machine (S3)."""
    return with_change(Publication.objects.live().exclude(basis=Basis.PENDING))


def readable() -> Rows:
    """What was approved, and what was retracted since; nothing that is retired or removed."""
    return with_change(Publication.objects.readable())


def taken_down() -> Rows:
    return with_change(Publication.objects.taken_down().exclude(basis=Basis.PENDING))


def with_change(rows: QuerySet[Publication]) -> Rows:
    changes = PageChange.objects.filter(article=OuterRef("article")).order_by("-serial")
    changed = Coalesce(Subquery(changes.values("at")[:1]), F("live_from"))
    return rows.annotate(modified=Greatest(changed, F("live_from")))


def indexed(today: datetime.date | None = None) -> Rows:
    """What search engines may list, as `PageFacts.is_indexed` has it for one page (S3, S26, S28)."""
    first = (today or timezone.localdate()) - LONG_OVERDUE
    return approved().filter(Q(review_due=None) | Q(review_due__gte=first), article__is_sample=False)


def lately_retracted(now: datetime.datetime | None = None) -> Rows:
    """S18: pages with a mark that search engines have not seen."""
    since = (now or timezone.now()) - NAMED_AFTER_ITS_END
    return taken_down().filter(ended_as=Ending.RETRACTED, ended_at__gte=since, article__is_sample=False)


def listed(rows: Iterable[Dated]) -> list[Listed]:
    """Of rows `with_change`, their articles and versions loaded; three queries more."""
    publications = list(rows)
    cautions, endings = cautions_of_each(publications), _endings(publications)
    return [_listed(row, *cautions[row.pk], endings.get(row.pk)) for row in publications]


def found(this: Q) -> Listed | None:
    """The one article that this fits, as it is read, or as it was taken down."""
    for rows in (readable(), taken_down()):
        entries = listed(rows.filter(this).select_related("version", "article__topic")[:1])
        if entries:
            return entries[0]
    return None


def _endings(publications: Sequence[Publication]) -> dict[int, posted.Notice]:
    """By publication, the notice with which it was taken down."""
    kinds = (NoticeKind.RETIRED, NoticeKind.REMOVED, NoticeKind.RETRACTION)
    rows = posted.Notice.objects.filter(publication__in=[row.pk for row in publications], kind__in=kinds)
    return {row.publication_id: row for row in rows.select_related("replaced_by").order_by("posted_at", "pk")}


def _listed(
    publication: Dated,
    notices: tuple[Notice, ...],
    hidden: tuple[str, ...],
    ending: posted.Notice | None,
) -> Listed:
    content = publication.version.content
    with translation.override(content.language):
        title = shown_title(content, is_retracted=publication.ended_as == Ending.RETRACTED)
    return Listed(publication, title, publication.modified, notices, hidden, ending)


def with_topics_below(topic: Topic) -> list[int]:
    """The topic and all under it, as ids."""
    children: dict[int | None, list[int]] = defaultdict(list)
    for pk, parent in Topic.objects.values_list("pk", "parent"):
        children[parent].append(pk)
    found = [topic.pk]
    for pk in found:
        found += children[pk]
    return found


def page_address(slug: str, audience: str) -> str:
    return f"{site_url()}/articles/{slug}/{audience}/"


def site_url() -> str:
    return str(settings.SITE_URL).rstrip("/")


def sample_words() -> str:
    return _("Sample content. Fictional reviewers. Not medical advice.")
