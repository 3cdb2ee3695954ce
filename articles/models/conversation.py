"""What people and checks say about a passage: flags, threads and comments."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.audiences import Audience
from articles.models.article import Article
from articles.models.version import Version


class Passage(models.Model):
    """A block of a draft or version: key, quoted words, and 32 characters on either side to find it again."""

    audience = models.CharField(max_length=16, choices=Audience, blank=True)
    block_key = models.CharField(max_length=24, blank=True)
    quote = models.TextField(blank=True)
    context_before = models.CharField(max_length=32, blank=True)
    context_after = models.CharField(max_length=32, blank=True)

    class Meta:
        abstract = True


class Severity(models.TextChoices):
    NOTE = "note", _("Note")
    WARN = "warn", _("Warning")
    MUST_ANSWER = "must_answer", _("Must be answered")


class Flag(Passage):
    """Something that a check noticed: open, or answered with a reason by name."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="flags")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, null=True, blank=True, related_name="flags")
    kind = models.CharField(max_length=64)
    severity = models.CharField(max_length=16, choices=Severity, default=Severity.NOTE)
    data = models.JSONField(default=dict, blank=True)
    noticed_at = models.DateTimeField(auto_now_add=True)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-noticed_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(answered_at=None) | (~Q(answer="") & Q(answered_by__isnull=False)),
                name="answered_flag_has_a_reason_and_a_name",
            ),
        )

    def __str__(self) -> str:
        return self.kind


class Thread(Passage):
    """A conversation about a passage of a draft (no version) or of a version."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="threads")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, null=True, blank=True, related_name="threads")
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    resolved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-opened_at", "-pk")

    def __str__(self) -> str:
        return self.quote[:80] or str(self.pk)


class Comment(models.Model):
    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="comments")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    body = models.TextField()
    suggestion = models.TextField(blank=True)
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("written_at", "pk")
        constraints = (models.CheckConstraint(condition=~Q(body=""), name="comment_is_not_empty"),)

    def __str__(self) -> str:
        return self.body[:80]
