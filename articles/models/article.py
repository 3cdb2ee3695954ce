"""The subject that is written about, and its living draft."""

from __future__ import annotations

import datetime
import uuid
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.audiences import Audience
from articles.models.tracked import DialectField, Tracked, history
from articles.orcid import validate_orcid
from articles.text.skeletons import CHOICES

if TYPE_CHECKING:
    from articles.models.person import Person

STILL_THERE = datetime.timedelta(seconds=45)
POPULATIONS = {
    "adults": _("Adults"),
    "children": _("Children"),
    "pregnancy": _("Pregnancy"),
    "older-people": _("Older people"),
}


def validate_audiences(value: object) -> None:
    known = [audience.value for audience in Audience]
    if not isinstance(value, list) or not value or value != [name for name in known if name in value]:
        raise ValidationError(_("Choose one to three audiences."))


class Topic(models.Model):
    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(unique=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class ArticleQuerySet(models.QuerySet["Article"]):
    def at_hand(self) -> ArticleQuerySet:
        """Those that nobody put away."""
        return self.filter(archived_at=None)

    def locked(self) -> ArticleQuerySet:
        """The one lock of the product (design: always the article's row, always first).

        With it comes whether there are co-editors (`is_shared`), so that nobody asks for them where there are none.
        """
        shared = Exists(CoEditor.objects.filter(article=OuterRef("pk")))
        return self.select_for_update(no_key=True, of=("self",)).annotate(is_shared=shared)

    def handled_by(self, person: Person | int) -> ArticleQuerySet:
        """Those of which the person is handling editor or co-editor. Each is told by its own index: "one or the other" reads every row."""
        own = Article.objects.order_by().filter(handling_editor=person).values("pk")
        shared = CoEditor.objects.order_by().filter(person=person).values("article")
        return self.filter(pk__in=own.union(shared, all=True))


class Article(Tracked):
    """A subject with its draft. `revision` counts saved changes of anything that belongs to the draft."""

    OF_EVENTS: ClassVar[tuple[str, ...]] = ("handling_editor", "topic", "type", "archived_at", "subject_codes")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(_("address"), max_length=120, unique=True)
    title = models.CharField(_("title"), max_length=300)
    question = models.CharField(_("question it answers"), max_length=300, blank=True)
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("topic"))
    # Which template it follows, and so which topics of safety its texts speak about; empty where nobody said.
    type = models.CharField(_("type"), max_length=16, choices=CHOICES, blank=True, default="")
    language = models.CharField(_("language"), max_length=16, default="en")
    audiences = models.JSONField(_("audiences"), default=list, validators=[validate_audiences])
    population = models.JSONField(_("applies to"), default=list, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    applies_to_note = models.CharField(_("applies to, in words"), max_length=300, blank=True)
    funding = models.TextField(_("funding"), blank=True)
    reference_keys = models.JSONField(_("reference list"), default=list, blank=True)
    # key of a reference → what it says, word for word: [{"quote": …, "where": "p. 4"}]
    quotes = models.JSONField(_("evidence quotes"), default=dict, blank=True)
    # each database once: [{"database": …, "strategy": …, "searched_on": "2026-04-14", "by": …, "hits": "212"}]
    evidence_searches = models.JSONField(_("evidence searches"), default=list, blank=True)
    # audience → key of a glossary term → sections of that text in which an editor confirmed its sense (S20)
    terms = models.JSONField(_("terms explained"), default=dict, blank=True)
    handling_editor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="handled_articles",
        verbose_name=_("handling editor"),
    )
    revision = models.PositiveIntegerField(_("revision"), default=0, editable=False)
    # What the newest revision changed in each text, as `articles.text.extent` measures it; every history row has its own.
    change = models.JSONField(default=dict, blank=True, editable=False)
    is_sample = models.BooleanField(_("sample"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    # When the newest revision was saved, beside the article so that a list of many is put in this order.
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    # Out of the lists, and not to be submitted, until it is brought back.
    archived_at = models.DateTimeField(null=True, blank=True, editable=False)
    # What it is about, as machines are told: [{"scheme": "icd-10", "code": "M10", "label": "Gout"}]
    subject_codes = models.JSONField(_("subject codes"), default=list, blank=True)

    # Whose words it began with, and which revision of them: whoever wrote those cannot sign them here either.
    copied_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="copies"
    )
    copied_at = models.PositiveIntegerField(default=0, editable=False)

    history = history()
    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ("title", "pk")
        indexes = (
            # A page of the list, in its order, without sorting all articles.
            models.Index(fields=("title", "id"), name="articles_by_title"),
            # Every page asks whether there are samples; where there are none, nothing is looked through.
            models.Index(fields=("id",), condition=Q(is_sample=True), name="sample_articles"),
            models.Index(fields=("changed_at", "id"), name="articles_by_change"),
            # How many there are is counted without reading them.
            models.Index(fields=("id",), condition=Q(archived_at=None), name="articles_at_hand"),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("desk:article", args=(self.pk,))

    def record_change(self, *, by: Person, reason: str) -> None:
        self.changed_at = timezone.now()
        super().record_change(by=by, reason=reason)

    @property
    def stream(self) -> str:
        """Name of this article's chain of events."""
        return f"article:{self.uuid}"

    @property
    def declared_audiences(self) -> list[Audience]:
        return [audience for audience in Audience if audience.value in self.audiences]


class CoEditor(models.Model):
    """Somebody who may do for an article what its handling editor may. Events say who made them one, and who ended it."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="co_editors")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="co_edited")
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("since", "pk")
        constraints = (models.UniqueConstraint(fields=("article", "person"), name="one_co_editor_per_person"),)

    def __str__(self) -> str:
        return f"{self.person}: {self.article}"


class Text(Tracked):
    """The article's words for one audience. Never deleted: no longer declaring an audience is a field of the article."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="texts")
    audience = models.CharField(max_length=16, choices=Audience)
    summary = DialectField(_("bottom line"), blank=True)
    body = DialectField(_("text"), blank=True)
    description = models.CharField(_("description for search engines"), max_length=300, blank=True)
    revision = models.PositiveIntegerField(default=0, editable=False)

    history = history()

    class Meta:
        ordering = ("article", "pk")
        constraints = (models.UniqueConstraint(fields=("article", "audience"), name="one_text_per_audience"),)

    def __str__(self) -> str:
        return f"{self.article}: {self.get_audience_display()}"

    @property
    def is_empty(self) -> bool:
        return not self.body.strip()


class WorkingCopy(models.Model):
    """What one person has typed and not saved, or what a conflict kept of theirs; nobody else's words are touched.

    `window` is the page that wrote it last: a second page of the same person may not write over it unseen.
    """

    text = models.ForeignKey(Text, on_delete=models.CASCADE, related_name="working_copies")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="working_copies")
    summary = models.TextField(blank=True)
    body = models.TextField(blank=True)
    description = models.TextField(blank=True)
    note = models.TextField(blank=True)
    base_revision = models.PositiveIntegerField()
    window = models.CharField(max_length=36, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("text", "person"), name="one_working_copy_per_text_and_person"),)

    def __str__(self) -> str:
        return f"{self.text} ({self.person})"


class PresenceQuerySet(models.QuerySet["Presence"]):
    def now(self) -> PresenceQuerySet:
        """Whoever was heard of in the last 45 seconds; a page speaks every 15."""
        return self.filter(seen_at__gte=timezone.now() - STILL_THERE)


class Presence(models.Model):
    """When somebody last had a text open for writing; nothing depends on it but what others are told."""

    text = models.ForeignKey(Text, on_delete=models.CASCADE, related_name="presences")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()

    objects = PresenceQuerySet.as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("text", "person"), name="one_presence_per_text_and_person"),)

    def __str__(self) -> str:
        return f"{self.person}: {self.text}"


class ContributorRole(models.TextChoices):
    AUTHOR = "author", _("Author")
    MEDICAL_WRITER = "medical_writer", _("Medical writer")
    EDITOR = "editor", _("Editor")
    ILLUSTRATOR = "illustrator", _("Illustrator")
    TRANSLATOR = "translator", _("Translator")


class Contributor(models.Model):
    """Somebody in the byline, with or without an account; copied into each version as they stand."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="contributors")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField(_("name"), max_length=200)
    role = models.CharField(_("role"), max_length=32, choices=ContributorRole)
    credentials = models.CharField(_("credentials"), max_length=200, blank=True)
    affiliation = models.CharField(_("affiliation"), max_length=300, blank=True)
    orcid = models.CharField(_("ORCID"), max_length=19, blank=True, validators=[validate_orcid])
    interests = models.TextField(_("interests"), blank=True)
    funding = models.TextField(_("funding"), blank=True)
    software = models.TextField(_("use of software (AI)"), blank=True)
    # What there is nothing to state of, said so: names of `articles.manifest.STATED`. Empty words alone say nothing.
    none_of = models.JSONField(_("nothing to state"), default=list, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("article", "person", "role"),
                condition=~Q(person=None),
                name="one_byline_entry_per_person_and_role",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.get_role_display()})"


class FormerSlug(models.Model):
    """An address that the article once had; answered with 301 for ever."""

    slug = models.SlugField(max_length=120, unique=True)
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="former_slugs")
    since = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.slug
