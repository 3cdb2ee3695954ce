"""What became of cited works: each check, what it noticed, and what people decided about that."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.reference import Reference

# A check counts for so long (S35); the next one is due some days before that.
CHECK_COUNTS_FOR = datetime.timedelta(days=30)


class CheckSource(models.TextChoices):
    CROSSREF = "crossref", "Crossref"
    PUBMED = "pubmed", "PubMed"
    RETRACTION_WATCH = "retraction-watch", "Retraction Watch"
    LINK = "link", _("Link")


class CheckOutcome(models.TextChoices):
    """No result is not a good result: `failed` says that nothing is known."""

    CLEAN = "clean", _("nothing said against it")
    SAID = "said", _("something was said of it since")
    UNKNOWN = "unknown", _("not known there")
    WRONG = "wrong", _("not as it was")
    FAILED = "failed", _("could not be checked")


class ReferenceCheck(models.Model):
    """One source, asked once about one work. `said` are statements as `articles.outside.statements` has them."""

    reference = models.ForeignKey(Reference, on_delete=models.PROTECT, related_name="checks")
    source = models.CharField(max_length=24, choices=CheckSource)
    at = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(max_length=16, choices=CheckOutcome)
    words = models.CharField(max_length=300, blank=True)
    said = models.JSONField(default=list, blank=True)
    raw = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ("-pk",)
        indexes = (models.Index(fields=("reference", "source", "-id")),)

    def __str__(self) -> str:
        return f"{self.reference}: {self.get_source_display()}, {self.get_outcome_display()}"


class ReferenceWatchQuerySet(models.QuerySet["ReferenceWatch"]):
    def make_due(self, pk: int) -> None:
        """Somebody wants the work checked now, whenever it is due."""
        self.get_or_create(reference_id=pk)
        self.filter(pk=pk).update(due_at=timezone.now())

    def claim(self, pk: int, until: datetime.datetime) -> bool:
        """Whether the work was due and is ours to check until then, so that two workers never ask about it at once."""
        return bool(self.filter(pk=pk, due_at__lte=timezone.now()).update(due_at=until))


class ReferenceWatch(models.Model):
    """When a work was last checked, by what, and when it is due again. `failed`: what the last check could not ask, in names."""

    reference = models.OneToOneField(Reference, on_delete=models.PROTECT, related_name="watch", primary_key=True)
    due_at = models.DateTimeField(default=timezone.now, db_index=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    sources = models.CharField(max_length=120, blank=True)
    failed = models.CharField(max_length=120, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)

    objects = ReferenceWatchQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.reference)

    @property
    def is_old(self) -> bool:
        """Never checked, or longer ago than a check counts."""
        return self.checked_at is None or self.checked_at < timezone.now() - CHECK_COUNTS_FOR


class EvidenceKind(models.TextChoices):
    """From the gravest to the mildest."""

    RETRACTED = "retracted", _("Retracted")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    CONCERN = "concern", _("Expression of concern")
    CORRECTED = "corrected", _("Corrected")
    VANISHED = "vanished", _("Record vanished")
    CHANGED = "changed", _("Record changed")
    LINK_DEAD = "link-dead", _("Link dead")
    CERTIFICATE = "certificate", _("Certificate of the link not in order")
    CONTENT_TYPE = "content-type", _("Link shows something else")
    LINK_MOVED = "link-moved", _("Link moved")


# Whoever is in charge is told of these at once.
GRAVE = (EvidenceKind.RETRACTED, EvidenceKind.WITHDRAWN)


class EvidenceFlagQuerySet(models.QuerySet["EvidenceFlag"]):
    def open(self) -> EvidenceFlagQuerySet:
        """Nobody decided about it, or only that it is to be discussed."""
        settled = Disposition.objects.filter(flag=OuterRef("pk")).exclude(choice=DispositionChoice.DISCUSS)
        return self.exclude(Exists(settled))


class EvidenceFlag(models.Model):
    """What checks noticed about one work: the notices with one name, whoever speaks of them. `said` are their statements."""

    reference = models.ForeignKey(Reference, on_delete=models.PROTECT, related_name="evidence_flags")
    kind = models.CharField(max_length=16, choices=EvidenceKind)
    notice = models.CharField(max_length=220, blank=True)
    said = models.JSONField(default=list)
    noticed_at = models.DateTimeField(default=timezone.now)

    objects = EvidenceFlagQuerySet.as_manager()

    class Meta:
        ordering = ("noticed_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("reference", "kind", "notice"), name="one_evidence_flag_per_kind_and_notice"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.reference}"

    @property
    def is_grave(self) -> bool:
        return self.kind in GRAVE

    @property
    def sources_disagree(self) -> bool:
        """One source calls the same notice what another does not."""
        return len({statement["kind"] for statement in self.said if "kind" in statement}) > 1


class DispositionChoice(models.TextChoices):
    NO_CHANGE = "no-change", _("No change is needed")
    CITE = "cite", _("Cite the notice as well")
    REVISE = "revise", _("Revise the text")
    DISCUSS = "discuss", _("Discuss it first")
    TAKE_DOWN = "take-down", _("Take the page down")


class NoChangeReason(models.TextChoices):
    NOT_AFFECTED = "not-affected", _("What we cite it for is not affected")
    OTHER_SUPPORT = "other-support", _("Other references support the same statement")
    CITED_AS_SUCH = "cited-as-such", _("It is cited as retracted or corrected")
    SMALL = "small", _("A correction that changes no result")
    MISTAKE = "mistake", _("The source is mistaken")
    WELL_AGAIN = "well-again", _("The link works again")
    REPLACED = "replaced", _("The reference or its link was put right")


class Disposition(models.Model):
    """What a person decided about a flag; a later row takes the place of an earlier one."""

    flag = models.ForeignKey(EvidenceFlag, on_delete=models.PROTECT, related_name="dispositions")
    choice = models.CharField(max_length=16, choices=DispositionChoice)
    reason = models.CharField(max_length=24, choices=NoChangeReason, blank=True)
    words = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                condition=~Q(choice=DispositionChoice.NO_CHANGE) | ~Q(reason=""), name="no_change_has_a_reason"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_choice_display()}: {self.flag}"


class RetractionRecord(models.Model):
    """A row of the Retraction Watch database as an operator loaded it; identifiers in our spelling."""

    record = models.CharField(max_length=20, unique=True)
    doi = models.CharField(max_length=200, blank=True, db_index=True)
    pmid = models.CharField(max_length=16, blank=True, db_index=True)
    notice = models.CharField(max_length=220, blank=True)
    nature = models.CharField(max_length=60)
    on = models.CharField(max_length=10, blank=True)
    why = models.CharField(max_length=600, blank=True)
    loaded_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.record}: {self.nature}"
