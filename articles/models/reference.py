"""The library: works that texts cite, and citations that an import could not bind by itself."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.audiences import Audience
from articles.models.article import Article
from articles.models.tracked import Tracked, history


class ReferenceType(models.TextChoices):
    """Type as readers see it."""

    GUIDELINE = "guideline", _("Guideline")
    SYSTEMATIC_REVIEW = "systematic-review", _("Systematic review")
    RANDOMISED_TRIAL = "randomised-trial", _("Randomised trial")
    OBSERVATIONAL_STUDY = "observational-study", _("Observational study")
    REVIEW = "review", _("Review")
    CASE_REPORT = "case-report", _("Case report")
    BOOK = "book", _("Book")
    WEB_PAGE = "web-page", _("Web page")
    OTHER_RESEARCH = "other-research", _("Other research")


class ReferenceStanding(models.TextChoices):
    """Whether somebody here has looked at the work, or the type is what the source of an import called it."""

    AS_STATED = "as-stated", _("as stated by the source")
    CONFIRMED = "confirmed", _("confirmed")


class Reference(Tracked):
    """A work, once, whoever cites it. Never deleted."""

    key = models.CharField(_("key"), max_length=80, unique=True)
    type = models.CharField(_("type"), max_length=32, choices=ReferenceType, default=ReferenceType.OTHER_RESEARCH)
    standing = models.CharField(
        _("standing"), max_length=16, choices=ReferenceStanding, default=ReferenceStanding.AS_STATED
    )
    label = models.CharField(_("type as the source stated it"), max_length=80, blank=True)
    title = models.CharField(_("title"), max_length=600)
    csl = models.JSONField(_("CSL-JSON"), default=dict)
    doi = models.CharField("DOI", max_length=200, blank=True)
    pmid = models.CharField("PMID", max_length=16, blank=True)
    pmcid = models.CharField("PMCID", max_length=16, blank=True)
    isbn = models.CharField("ISBN", max_length=20, blank=True)
    url = models.URLField("URL", max_length=600, blank=True)
    guideline = models.CharField(_("guideline number"), max_length=80, blank=True)
    is_sample = models.BooleanField(_("sample"), default=False)

    history = history()

    class Meta:
        ordering = ("title", "pk")
        constraints = (
            models.UniqueConstraint(fields=("doi",), condition=~Q(doi=""), name="one_reference_per_doi"),
            models.UniqueConstraint(fields=("pmid",), condition=~Q(pmid=""), name="one_reference_per_pmid"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def year(self) -> str:
        parts = self.csl.get("issued", {}).get("date-parts", [])
        return str(parts[0][0]) if parts and parts[0] else ""

    @property
    def identifiers(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in ("doi", "pmid", "pmcid", "isbn", "url", "guideline")}


class ProposedCitation(models.Model):
    """A label of an imported text ("1", "AAN") and the reference that it may stand for; a person confirms (S24)."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="proposed_citations")
    audience = models.CharField(max_length=16, choices=Audience)
    label = models.CharField(max_length=80)
    sentence = models.TextField(blank=True)
    reference = models.ForeignKey(Reference, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("article", "audience", "label"), name="one_proposal_per_text_and_label"),
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | Q(reference__isnull=False, confirmed_by__isnull=False),
                name="confirmed_citation_names_its_reference",
            ),
        )

    def __str__(self) -> str:
        return f"[{self.label}] → {self.reference or '?'}"
