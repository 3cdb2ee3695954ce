"""Frozen copies of an article, and their being live."""

from __future__ import annotations

import datetime
from functools import cached_property

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.manifest import Manifest
from articles.manifest import read as read_manifest
from articles.models.article import Article
from articles.prepared import prepared


class Status(models.TextChoices):
    SUBMITTED = "submitted", _("Submitted")
    UNDER_REVIEW = "under_review", _("Under review")
    APPROVED = "approved", _("Approved")
    CHANGES_REQUESTED = "changes_requested", _("Changes requested")
    WITHDRAWN = "withdrawn", _("Withdrawn")


OPEN_STATUSES = (Status.SUBMITTED, Status.UNDER_REVIEW)


class VersionQuerySet(models.QuerySet["Version"]):
    def open(self) -> VersionQuerySet:
        return self.filter(status__in=OPEN_STATUSES)

    def approved(self) -> VersionQuerySet:
        return self.filter(status=Status.APPROVED)


class Version(models.Model):
    """A complete numbered copy of the article, made when it is submitted. All but the status and its dates is immutable."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("number"))
    revision = models.PositiveIntegerField(_("revision of the draft"))
    manifest = models.TextField(_("manifest"))
    digest = models.CharField(_("fingerprint"), max_length=64)
    title = models.CharField(_("title"), max_length=300)
    change_note = models.TextField(_("what changed"), blank=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(default=timezone.now)
    status = models.CharField(_("status"), max_length=32, choices=Status, default=Status.SUBMITTED)
    review_started_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering = ("article", "-number")
        constraints = (
            models.UniqueConstraint(fields=("article", "number"), name="versions_of_an_article_are_numbered_once"),
            models.UniqueConstraint(
                fields=("article",), condition=Q(status__in=OPEN_STATUSES), name="one_open_version_per_article"
            ),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="version_status_is_known"),
        )
        indexes = (
            models.Index(fields=("status", "submitted_at")),
            # Where the newest version of many articles stands, without reading their manifests.
            models.Index(fields=("article", "-number", "status"), name="newest_versions"),
        )

    def __str__(self) -> str:
        return _("%(title)s, version %(number)s") % {"title": self.title, "number": self.number}

    @cached_property
    def content(self) -> Manifest:
        return read_manifest(self.manifest)

    @cached_property
    def approved_before(self) -> int:
        """The revision of the last approved version before this one, 0 if there is none."""
        return next(iter(_approved_before(self.article_id, self.number)), 0)

    @property
    def is_open(self) -> bool:
        return self.status in OPEN_STATUSES


@prepared
def _approved_before(article: int, number: int) -> QuerySet[Version, int]:
    approved = Version.objects.approved().filter(article=article, number__lt=number)
    return approved.order_by("-number").values_list("revision", flat=True)[:1]


class Basis(models.TextChoices):
    """On what ground a version is live."""

    APPROVED = "approved", _("Approved here")
    APPROVED_EARLIER = "approved_earlier", _("Approved earlier, by a former process")
    PENDING = "pending", _("Waiting for review")


class Ending(models.TextChoices):
    REPLACED = "replaced", _("Replaced by a newer version")
    RETIRED = "retired", _("Retired")
    REMOVED = "removed", _("Removed")
    RETRACTED = "retracted", _("Retracted")
    CANCELLED = "cancelled", _("Cancelled before it was live")


TAKEN_DOWN = (Ending.RETIRED, Ending.REMOVED, Ending.RETRACTED)


class PublicationQuerySet(models.QuerySet["Publication"]):
    def live(self) -> PublicationQuerySet:
        """What readers may see: the one queryset that pages, search, feeds, sitemap and API read."""
        return self.filter(live_from__isnull=False, ended_at=None)

    def taken_down(self) -> PublicationQuerySet:
        """The last word of articles that are retired, removed or retracted: a notice stands where they were."""
        newer = Publication.objects.filter(article=OuterRef("article"), live_from__gt=OuterRef("live_from"))
        return self.filter(live_from__isnull=False, ended_as__in=TAKEN_DOWN).exclude(Exists(newer))

    def readable(self) -> PublicationQuerySet:
        """Approved texts that may be read: live ones, and those that were retracted, which stay, marked (S18)."""
        live, retracted = self.live(), self.taken_down().filter(ended_as=Ending.RETRACTED)
        return (live | retracted).exclude(basis=Basis.PENDING)

    def planned(self) -> PublicationQuerySet:
        return self.filter(live_from=None, ended_at=None)

    def due(self, at: datetime.datetime) -> PublicationQuerySet:
        """Not those held back, which a person must look at."""
        return self.planned().filter(due_at__lte=at, held_at=None)

    def held(self) -> PublicationQuerySet:
        return self.planned().exclude(held_at=None)


class Publication(models.Model):
    """A version being live, from when to when, and on which basis. Carries its review statement as data."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="publications")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="publications")
    basis = models.CharField(max_length=32, choices=Basis)
    audiences = models.JSONField(default=list)
    review_statement = models.JSONField(default=dict, blank=True)
    former_record = models.JSONField(default=dict, blank=True)
    last_reviewed = models.DateField(null=True, blank=True)
    review_due = models.DateField(null=True, blank=True)
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField()
    held_at = models.DateTimeField(null=True, blank=True)
    held_why = models.TextField(blank=True)
    live_from = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_as = models.CharField(max_length=16, choices=Ending, blank=True)
    end_reason = models.TextField(blank=True)
    # A sign-off that it rests on was taken back, and the version itself cannot be reviewed again now (`Reexamination`).
    doubted_at = models.DateTimeField(_("looked at again since"), null=True, blank=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("article",),
                condition=Q(live_from__isnull=False, ended_at=None),
                name="one_live_publication_per_article",
            ),
            models.UniqueConstraint(
                fields=("article",),
                condition=Q(live_from=None, ended_at=None),
                name="one_planned_publication_per_article",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_as="") | Q(ended_at__isnull=False, ended_as__in=Ending.values),
                name="ended_publication_says_how",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="publication_has_a_reason"),
        )
        indexes = (
            models.Index(
                fields=("article", "review_due"),
                condition=Q(live_from__isnull=False, ended_at=None),
                name="review_dues_of_what_is_live",
            ),
        )

    def __str__(self) -> str:
        return f"{self.version} ({self.get_basis_display()})"

    @property
    def is_live(self) -> bool:
        return self.live_from is not None and self.ended_at is None
