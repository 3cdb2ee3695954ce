"""A safety sweep: what was looked for after an alert, what was found, and the notice that went onto each article."""

from __future__ import annotations

import datetime
import json
from collections import Counter
from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Emergency, Notice, Publication, Version
from workflows.models.review import Review


class SweepKind(models.TextChoices):
    MEDICINE = "medicine", _("A medicine")
    WORK = "work", _("A work that is cited")
    PHRASE = "phrase", _("A phrase")


class SweepNoticeKind(models.TextChoices):
    """What may go onto many pages at once: caution only (S22)."""

    WARNING = "warning", _("Safety warning")
    CONCERN = "concern", _("Expression of concern")


class SweepQuerySet(models.QuerySet["Sweep"]):
    def unfinished(self) -> SweepQuerySet:
        """Confirmed, and not over for every article."""
        return self.exclude(confirmed_at=None).filter(closed_at=None)

    def to_read(self) -> SweepQuerySet:
        """Not confirmed, and articles that may name it were not read yet."""
        return self.filter(confirmed_at=None).exclude(to_read=[])

    def to_close(self) -> SweepQuerySet:
        """Nothing of it stands any more."""
        return self.unfinished().exclude(Exists(SweepNotice.objects.open().filter(sweep=OuterRef("pk"))))


class Sweep(models.Model):
    """One alert worked through. `names` and `left_out` are pairs of a name and why it is looked for.

    `texts_by_index` and `texts_read` count what was searched. `to_read` are articles that may name it, in the order of the list;
    `takes_rest`: what they turn out to name is chosen. What is written to readers may change until it is confirmed.
    """

    kind = models.CharField(_("kind"), max_length=16, choices=SweepKind)
    sought = models.CharField(_("looked for"), max_length=200)
    names = models.JSONField(default=list)
    left_out = models.JSONField(default=list, blank=True)
    alert_from = models.CharField(_("where the alert came from"), max_length=300)
    alert_at = models.DateTimeField(_("when the alert came"))
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField(default=timezone.now)
    searched_at = models.DateTimeField(default=timezone.now)
    texts_by_index = models.PositiveIntegerField(default=0)
    texts_read = models.PositiveIntegerField(default=0)
    to_read = models.JSONField(default=list, blank=True)
    takes_rest = models.BooleanField(default=True)
    notice_kind = models.CharField(max_length=16, choices=SweepNoticeKind, blank=True)
    warning = models.CharField(max_length=32, blank=True)
    sentence = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    reviews_due_on = models.DateField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    method = models.CharField(max_length=120, blank=True)
    # When nothing of it stood on any page any more.
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = SweepQuerySet.as_manager()

    class Meta:
        ordering = ("-started_at", "-pk")
        constraints = (
            models.CheckConstraint(condition=~Q(alert_from=""), name="sweep_says_where_its_alert_came_from"),
            models.CheckConstraint(
                condition=Q(confirmed_at=None, confirmed_by=None, method="")
                | (
                    Q(confirmed_at__isnull=False, confirmed_by__isnull=False, reviews_due_on__isnull=False)
                    & Q(notice_kind__in=SweepNoticeKind.values)
                    & ~Q(reason="")
                ),
                name="confirmed_sweep_says_who_and_what",
            ),
        )

    def __str__(self) -> str:
        return self.sought

    def get_absolute_url(self) -> str:
        return reverse("desk:sweep", args=(self.pk,))

    @property
    def texts(self) -> int:
        return self.texts_by_index + self.texts_read

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_at is not None

    @property
    def names_sought(self) -> tuple[str, ...]:
        return tuple(name for name, _why in self.names)


@dataclass(frozen=True)
class Quoted:
    """A mention as it is kept; `audience` is empty for what stands above all texts."""

    audience: str
    kind: str
    words: str
    names: tuple[str, ...]
    heading: str
    lead_in: str
    warning: str


class SweepFindingQuerySet(models.QuerySet["SweepFinding"]):
    def published(self) -> SweepFindingQuerySet:
        return self.exclude(publication=None)

    def unpublished(self) -> SweepFindingQuerySet:
        return self.filter(publication=None)

    def chosen(self) -> SweepFindingQuerySet:
        return self.published().filter(is_chosen=True)


class SweepFinding(models.Model):
    """An article that names it, as it was when it was searched; `quoted` is JSON. Replaced by the next search, until it is confirmed.

    Without a publication readers do not see it; without a version it is the draft.
    """

    sweep = models.ForeignKey(Sweep, on_delete=models.CASCADE, related_name="findings")
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    title = models.CharField(max_length=300)
    quoted = models.TextField()
    mentions = models.PositiveIntegerField()
    is_chosen = models.BooleanField(default=True)

    objects = SweepFindingQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("sweep", "publication"),
                condition=Q(publication__isnull=False),
                name="a_sweep_finds_what_is_live_once",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def mentioned(self) -> list[Quoted]:
        return [Quoted(row[0], row[1], row[2], tuple(row[3]), *row[4:]) for row in json.loads(self.quoted)]


class SweepNoticeQuerySet(models.QuerySet["SweepNotice"]):
    def to_post(self) -> SweepNoticeQuerySet:
        return self.filter(done_at=None)

    def posted(self) -> SweepNoticeQuerySet:
        return self.filter(Q(notice__isnull=False) | Q(emergency__isnull=False))

    def to_review(self) -> SweepNoticeQuerySet:
        """Posted, and the board has not been asked yet."""
        return self.posted().filter(review_asked_at=None)

    def open(self) -> SweepNoticeQuerySet:
        """Still to be posted, or standing on a page that readers see."""
        version = Coalesce("notice__version", "emergency__version")
        live = Publication.objects.live().filter(version=OuterRef("posted_on"))
        rows = self.annotate(posted_on=version).annotate(is_live=Exists(live))
        stands = Q(notice__ended_at=None, notice__isnull=False) | Q(emergency__lifted_at=None, emergency__isnull=False)
        return rows.filter(Q(done_at=None) | (stands & Q(is_live=True)))

    def with_stage(self) -> SweepNoticeQuerySet:
        """With `stage` (waiting, stands, reviewed, over, refused) and `looked_at_by`, the newest review since the notice."""
        version = Coalesce("notice__version", "emergency__version")
        since = Review.objects.filter(version=OuterRef("posted_on"), opened_at__gte=OuterRef("done_at")).order_by("-pk")
        is_open = Exists(SweepNotice.objects.open().filter(pk=OuterRef("pk")))
        rows = self.annotate(posted_on=version).annotate(
            looked_at_by=Subquery(since.values("pk")[:1]), closed=Subquery(since.values("closed_at")[:1])
        )
        return rows.annotate(
            stage=Case(
                When(done_at=None, then=Value("waiting")),
                When(~Q(refused=""), then=Value("refused")),
                When(~is_open, then=Value("over")),
                When(closed__isnull=False, then=Value("reviewed")),
                default=Value("stands"),
            )
        )

    def by_stage(self) -> Counter[str]:
        """How many are at each stage."""
        return Counter(str(getattr(row, "stage", "")) for row in self.with_stage().only("sweep"))


class SweepNotice(models.Model):
    """The notice on one article, owed from the moment of the confirmation: done once it stands, or was refused with a reason.

    `quoted` is what was found in `version`, as in `SweepFinding`.
    """

    sweep = models.ForeignKey(Sweep, on_delete=models.PROTECT, related_name="notices")
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="sweep_notices")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    quoted = models.TextField()
    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, null=True, blank=True, related_name="sweep_notices")
    emergency = models.ForeignKey(
        Emergency, on_delete=models.PROTECT, null=True, blank=True, related_name="sweep_notices"
    )
    refused = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    review = models.ForeignKey(Review, on_delete=models.PROTECT, null=True, blank=True, related_name="sweep_notices")
    review_refused = models.TextField(blank=True)
    review_asked_at = models.DateTimeField(null=True, blank=True)

    objects = SweepNoticeQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("sweep", "article"), name="a_sweep_has_one_notice_an_article"),
            models.CheckConstraint(
                condition=Q(done_at=None, notice=None, emergency=None, refused="")
                | (Q(done_at__isnull=False, notice__isnull=False, emergency=None, refused=""))
                | (Q(done_at__isnull=False, notice=None, emergency__isnull=False, refused=""))
                | (Q(done_at__isnull=False, notice=None, emergency=None) & ~Q(refused="")),
                name="sweep_notice_stands_or_says_why_not",
            ),
            models.CheckConstraint(
                condition=Q(review_asked_at=None, review=None, review_refused="")
                | (Q(review_asked_at__isnull=False, review__isnull=False, review_refused=""))
                | (Q(review_asked_at__isnull=False, review=None) & ~Q(review_refused="")),
                name="sweep_review_is_asked_or_says_why_not",
            ),
        )
        indexes = (
            models.Index(fields=("id",), condition=Q(done_at=None), name="sweep_notices_to_post"),
            models.Index(fields=("id",), condition=Q(review_asked_at=None), name="sweep_reviews_to_ask"),
        )

    def __str__(self) -> str:
        return f"{self.sweep}: {self.article}"

    @property
    def taken(self) -> datetime.timedelta | None:
        """From the alert until it stood."""
        return self.done_at - self.sweep.alert_at if self.done_at and not self.refused else None
