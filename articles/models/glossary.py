"""The glossary: terms as editors keep them, and definitions as a board member signed them, which alone readers see."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from articles.models.tracked import Tracked, history
from articles.models.version import Version
from articles.text.folding import folded
from articles.text.terms import Wording
from articles.text.terms.wording import LONGEST_SENSE, LONGEST_TERM, digest


class GlossaryTermQuerySet(models.QuerySet["GlossaryTerm"]):
    def matching(self, searched: str) -> GlossaryTermQuerySet:
        """Terms that have every word somewhere: name, sense, synonym, abbreviation, definition; all when nothing is searched."""
        found = self
        for word in folded(searched).split():
            found = found.filter(search__contains=word)
        return found

    def waiting(self) -> GlossaryTermQuerySet:
        """In use, and with words that nobody has signed as they stand."""
        signed = Definition.objects.in_force().filter(term=OuterRef("pk"), digest=OuterRef("digest"))
        return self.filter(~Exists(signed), is_retired=False)


class GlossaryTerm(Tracked):
    """One sense of a word, in the living state that editors change. Never deleted; `key` names it for ever."""

    key = models.SlugField(_("key"), max_length=220, unique=True)
    term = models.CharField(_("term"), max_length=LONGEST_TERM)
    sense = models.CharField(
        _("which sense"),
        max_length=LONGEST_SENSE,
        blank=True,
        help_text=_("Only where the word has more than one: “statistics”, “body”."),
    )
    language = models.CharField(_("language"), max_length=16, default="en")
    patient = models.TextField(_("for patients, families and carers"), blank=True)
    student = models.TextField(_("for students"), blank=True)
    clinician = models.TextField(_("for health professionals"), blank=True)
    synonyms = models.JSONField(_("synonyms"), default=list, blank=True)
    abbreviations = models.JSONField(_("abbreviations"), default=list, blank=True)
    is_retired = models.BooleanField(_("no longer in use"), default=False)
    is_sample = models.BooleanField(_("sample"), default=False)
    # Written from the others at each save: what is signed, what it is found by, what there can be only once.
    digest = models.CharField(_("fingerprint"), max_length=64, editable=False)
    search = models.TextField(default="", blank=True, editable=False)
    same = models.CharField(max_length=400, unique=True, editable=False)

    history = history(without=("search", "same"))
    objects = GlossaryTermQuerySet.as_manager()

    class Meta:
        ordering = ("term", "sense", "pk")
        constraints = (
            models.CheckConstraint(
                condition=~Q(patient="") | ~Q(student="") | ~Q(clinician=""), name="term_has_a_definition"
            ),
        )

    def __str__(self) -> str:
        return f"{self.term} ({self.sense})" if self.sense else self.term

    def save(self, *args: object, **kwargs: object) -> None:
        wording = self.wording
        self.digest, self.same = digest(wording.write(self.key)), sameness(wording)
        names = (wording.term, wording.sense, *wording.synonyms, *wording.abbreviations)
        self.search = folded(" ".join((*names, wording.patient, wording.student, wording.clinician)))
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def wording(self) -> Wording:
        return Wording(
            term=self.term,
            sense=self.sense,
            language=self.language,
            patient=self.patient,
            student=self.student,
            clinician=self.clinician,
            synonyms=tuple(self.synonyms),
            abbreviations=tuple(self.abbreviations),
        )

    def take(self, wording: Wording) -> None:
        """These words instead of those it has, for the caller to record."""
        for name, value in vars(wording).items():
            setattr(self, name, list(value) if isinstance(value, tuple) else value)


def sameness(wording: Wording) -> str:
    """Equal for what the glossary holds once: a word in one sense and language, however it is written."""
    return "|".join((wording.language.lower(), folded(wording.term), folded(wording.sense)))


class DefinitionQuerySet(models.QuerySet["Definition"]):
    def in_force(self) -> DefinitionQuerySet:
        """What readers are told: signed, not replaced, not taken back. The one queryset that pages and texts read."""
        return self.filter(ended_at=None)


class Definition(models.Model):
    """A term's words as one board member signed them. All but its end is immutable."""

    term = models.ForeignKey(GlossaryTerm, on_delete=models.PROTECT, related_name="definitions")
    number = models.PositiveIntegerField(_("number"))
    wording = models.TextField(_("wording"))
    digest = models.CharField(_("fingerprint"), max_length=64)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    signed_as = models.CharField(_("name and credentials as signed"), max_length=450)
    signed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    end_reason = models.TextField(blank=True)

    objects = DefinitionQuerySet.as_manager()

    class Meta:
        ordering = ("term", "-number")
        constraints = (
            models.UniqueConstraint(fields=("term", "number"), name="definitions_of_a_term_are_numbered_once"),
            models.UniqueConstraint(
                fields=("term",), condition=Q(ended_at=None), name="one_definition_of_a_term_is_in_force"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | (Q(ended_by__isnull=False) & ~Q(end_reason="")),
                name="ended_definition_says_by_whom_and_why",
            ),
        )

    def __str__(self) -> str:
        return f"{self.term}, {self.number}"

    @property
    def words(self) -> Wording:
        return Wording.read(self.wording)


class UsedDefinition(models.Model):
    """That a version explains a word, with the definition that it froze."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="used_definitions")
    definition = models.ForeignKey(Definition, on_delete=models.PROTECT, related_name="uses")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("version", "definition"), name="definition_is_noted_once_per_version"),
        )

    def __str__(self) -> str:
        return f"{self.version}: {self.definition}"
