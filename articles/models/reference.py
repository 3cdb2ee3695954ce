"""The library: works that texts cite, and citations that an import could not bind by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.audiences import Audience
from articles.models.article import Article
from articles.models.tracked import Tracked, history
from articles.references import provenance, tags
from articles.references.cited import content
from articles.references.duplicates import LONGEST_KEY, likeness
from articles.references.evidence_levels import in_words
from articles.refusals import Sentence
from articles.text.folding import folded

if TYPE_CHECKING:
    TextField = models.TextField[str, str]
    CharField = models.CharField[str, str]
else:
    TextField = models.TextField
    CharField = models.CharField

# How people write in front of an identifier what it is.
_KIND_OF_IDENTIFIER = re.compile(r"(?:https?://)?(?:dx\.)?doi\.org/|\b(?:doi|pmid|pmcid)\b:?\s*", re.IGNORECASE)


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


class ReferenceMark(models.TextChoices):
    """What became of the work after it appeared; the names are those of the page facts."""

    RETRACTED = "retracted", _("Retracted")
    CONCERN = "concern", _("Expression of concern")
    CORRECTED = "corrected", _("Corrected since")


class PublishedBy(models.TextChoices):
    """Who stands behind a work, where a person said so."""

    AUTHOR = "author", _("Its author alone")
    OTHERS = "others", _("Somebody else stands behind it")


class SearchField(TextField):
    """What a work is found by, written whenever its row is: one folded column, because 20,000 rows are read through at once."""

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = folded(" ".join(_words_of(model_instance)))
        setattr(model_instance, self.attname, value)
        return value


class LikenessField(CharField):
    """What a work is known again by where it has no identifier, written whenever its row is."""

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = likeness(model_instance)  # type: ignore[arg-type]
        setattr(model_instance, self.attname, value)
        return value


class ContentField(CharField):
    """What the work is cited with, as a digest, written whenever its row is: what a style wrote is kept by it."""

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = content(model_instance.csl, _identifiers_of(model_instance))  # type: ignore[attr-defined]
        setattr(model_instance, self.attname, value)
        return value


def _identifiers_of(reference: Any) -> dict[str, str]:
    return {name: getattr(reference, name) for name in ("doi", "pmid", "pmcid", "isbn", "url", "guideline")}


def _words_of(reference: Any) -> Iterator[str]:
    """Title, authors, journal, year, tags and every identifier; of a row of a migration too, which has no methods."""
    csl = reference.csl if isinstance(reference.csl, dict) else {}
    yield reference.title
    for person in csl.get("author") or []:
        yield from (str(person.get(part, "")) for part in ("given", "family", "literal"))
    yield str(csl.get("container-title", ""))
    yield from (str(part) for parts in (csl.get("issued") or {}).get("date-parts") or [] for part in parts[:1])
    for name in ("doi", "pmid", "pmcid", "isbn", "guideline", "key"):
        yield getattr(reference, name)
    yield getattr(reference, "tags", "")


class ReferenceQuerySet(models.QuerySet["Reference"]):
    def kept(self) -> ReferenceQuerySet:
        """Those that were not merged into another: each work once."""
        return self.filter(merged_into=None)

    def tagged(self, tag: str) -> ReferenceQuerySet:
        return self.filter(tags__contains=tags.line(tag))

    def all_tags(self) -> list[str]:
        """Every tag that some work has, in the order of the alphabet; one query."""
        rows = self.exclude(tags="").order_by().values_list("tags", flat=True).distinct()
        return sorted({tag for row in rows for tag in tags.read(row)})

    def matching(self, searched: str) -> ReferenceQuerySet:
        """Works that have every word somewhere: title, author, journal, year, DOI, PMID, key, tag; all when nothing is searched."""
        found = self.kept()
        for word in folded(_KIND_OF_IDENTIFIER.sub(" ", searched)).split():
            found = found.filter(search__contains=word)
        return found


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
    # How sure it lets its readers be, by `articles.references.evidence_levels`, as a person judged it; or nothing.
    evidence_scheme = models.CharField(_("scheme of evidence"), max_length=16, blank=True, default="")
    evidence_level = models.CharField(_("level of evidence"), max_length=16, blank=True, default="")
    # Empty: what the record suggests.
    published_by = models.CharField(_("published by"), max_length=8, choices=PublishedBy, blank=True, default="")
    # For the team: one a line, as `articles.references.tags` spells them.
    tags = models.TextField(_("tags"), blank=True, default="")
    is_sample = models.BooleanField(_("sample"), default=False)
    mark = models.CharField(_("what became of it"), max_length=16, choices=ReferenceMark, blank=True)
    marked_on = models.DateField(_("since"), null=True, blank=True)
    mark_source = models.CharField(_("where that is said"), max_length=300, blank=True)
    # Another record of the same work, which took the citations of this one over; its key still names the work.
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged", verbose_name=_("merged into")
    )
    search = SearchField(default="", blank=True, editable=False)
    likeness = LikenessField(max_length=LONGEST_KEY, default="", blank=True, editable=False)
    content = ContentField(max_length=64, default="", blank=True, editable=False)

    history = history(without=("search", "likeness", "content"))
    objects = ReferenceQuerySet.as_manager()

    class Meta:
        ordering = ("title", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("doi",), condition=~Q(doi="") & Q(merged_into=None), name="one_reference_per_doi"
            ),
            models.CheckConstraint(condition=Q(mark="") | ~Q(mark_source=""), name="mark_of_a_reference_has_a_source"),
            models.CheckConstraint(
                condition=Q(evidence_scheme="", evidence_level="") | (~Q(evidence_scheme="") & ~Q(evidence_level="")),
                name="level_of_evidence_has_a_scheme",
            ),
            models.UniqueConstraint(
                fields=("pmid",), condition=~Q(pmid="") & Q(merged_into=None), name="one_reference_per_pmid"
            ),
        )
        # Whole ones: no database uses the partial index of a constraint for a list of values.
        indexes = (
            models.Index(fields=("doi",), name="references_by_doi"),
            models.Index(fields=("pmid",), name="references_by_pmid"),
            models.Index(fields=("pmcid",), name="references_by_pmcid"),
            models.Index(fields=("isbn",), name="references_by_isbn"),
            models.Index(fields=("likeness",), name="references_by_likeness"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def year(self) -> str:
        parts = self.csl.get("issued", {}).get("date-parts", [])
        return str(parts[0][0]) if parts and parts[0] else ""

    @property
    def is_self_published(self) -> bool:
        """Whether nobody but its author stands behind it, as a person said or as the record suggests."""
        if self.published_by:
            return self.published_by == PublishedBy.AUTHOR
        known = {name: getattr(self, name) for name in ("type", "url", "guideline", "doi", "pmid")}
        return provenance.is_self_published(self.csl, **known)

    @property
    def tag_list(self) -> tuple[str, ...]:
        return tags.read(self.tags)

    @property
    def evidence(self) -> Sentence:
        """ "moderate certainty (GRADE)", or "" where nobody judged it."""
        return in_words(self.evidence_scheme, self.evidence_level)

    @property
    def authors(self) -> str:
        """First author, and whether there are others: "Doe et al."."""
        names = [str(person.get("family") or person.get("literal") or "") for person in self.csl.get("author") or []]
        return _("%s et al.") % names[0] if len(names) > 1 else "".join(names)

    @property
    def checks_so_far(self) -> Any:
        """When and by what it was last checked; None while nobody looked. Lists bring it with `select_related("watch")`."""
        return getattr(self, "watch", None)

    @property
    def current(self) -> Reference:
        """The record that stands for the work: this one, or the one that it was merged into in the end."""
        found = self
        while found.merged_into is not None:
            found = found.merged_into
        return found

    @property
    def one_work(self) -> list[Reference]:
        """Every record of the work, the current one first; each of them can be cited by a version."""
        found = [self.current]
        for row in found:
            found.extend(row.merged.order_by("pk"))
        return found

    @property
    def identifiers(self) -> dict[str, str]:
        return _identifiers_of(self)


class MarkMistakeQuerySet(models.QuerySet["MarkMistake"]):
    def waiting(self) -> MarkMistakeQuerySet:
        return self.filter(decided_at=None)


class MarkMistake(models.Model):
    """Somebody says that a mark was set by mistake; another person decides. `becomes`: the milder mark that is right, if any."""

    reference = models.ForeignKey(Reference, on_delete=models.PROTECT, related_name="mark_mistakes")
    mark = models.CharField(_("mark"), max_length=16, choices=ReferenceMark)
    becomes = models.CharField(_("right is"), max_length=16, choices=ReferenceMark, blank=True)
    marked_on = models.DateField(_("since"), null=True, blank=True)
    source = models.CharField(_("where that is said"), max_length=300, blank=True)
    reason = models.TextField(_("why"))
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now)
    confirmed = models.BooleanField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_reason = models.TextField(blank=True)

    objects = MarkMistakeQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(condition=~Q(reason=""), name="mistake_of_a_mark_has_a_reason"),
            models.CheckConstraint(
                condition=Q(becomes="", source="") | (~Q(becomes="") & ~Q(source="")),
                name="milder_mark_has_a_source",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")),
                name="mistake_of_a_mark_is_decided_by_another",
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_by=None, confirmed=None)
                | Q(decided_at__isnull=False, decided_by__isnull=False, confirmed=True)
                | (Q(decided_at__isnull=False, decided_by__isnull=False, confirmed=False) & ~Q(decision_reason="")),
                name="decided_mistake_says_who_and_why",
            ),
            models.UniqueConstraint(
                fields=("reference",), condition=Q(decided_at=None), name="one_doubt_of_a_mark_at_a_time"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_mark_display()}: {self.reference}"


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
