"""What people say about a passage: threads and comments."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.audiences import Audience
from articles.models.article import Article
from articles.models.person import Person
from articles.models.version import Version


class PassageState(models.TextChoices):
    """What became of a passage since it was noted; `articles.text.comparison.carrying` says which."""

    IN_PLACE = "in_place", _("in place")
    CHANGED = "changed", _("its words changed since")
    GONE = "gone", _("no longer in the text")


class Passage(models.Model):
    """A block of a draft or version: key, quoted words, and 32 characters on either side to find it again.

    `revision` is the one on which it was noted. The key follows the block through later ones; the quote never changes.
    """

    audience = models.CharField(max_length=16, choices=Audience, blank=True)
    block_key = models.CharField(max_length=24, blank=True)
    quote = models.TextField(blank=True)
    context_before = models.CharField(max_length=32, blank=True)
    context_after = models.CharField(max_length=32, blank=True)
    revision = models.PositiveIntegerField(default=0)
    passage_state = models.CharField(max_length=16, choices=PassageState, default=PassageState.IN_PLACE)

    class Meta:
        abstract = True


class ThreadQuerySet(models.QuerySet["Thread"]):
    def open(self) -> "ThreadQuerySet":
        return self.filter(resolved_at=None)

    def resolved(self) -> "ThreadQuerySet":
        return self.exclude(resolved_at=None)

    def with_part_of(self, person: Person | int) -> "ThreadQuerySet":
        """Those in which the person said something."""
        return self.filter(Exists(Comment.objects.filter(thread=OuterRef("pk"), author=person)))

    def concerning(self, person: Person | int) -> "ThreadQuerySet":
        """Those in which the person said something or is named."""
        named = Mention.objects.filter(comment__thread=OuterRef("pk"), person=person)
        return self.filter(Exists(Comment.objects.filter(thread=OuterRef("pk"), author=person)) | Exists(named))

    def waiting_for(self, person: Person | int) -> "ThreadQuerySet":
        """Open ones that name the person, who has said nothing since."""
        answer = Comment.objects.filter(thread=OuterRef("comment__thread"), author=person, pk__gt=OuterRef("comment"))
        named = Mention.objects.filter(~Exists(answer), comment__thread=OuterRef("pk"), person=person)
        return self.open().filter(Exists(named))


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

    objects = ThreadQuerySet.as_manager()

    class Meta:
        ordering = ("-opened_at", "-pk")

    def __str__(self) -> str:
        return self.quote[:80] or str(self.pk)

    def get_absolute_url(self) -> str:
        return reverse("desk:thread", args=(self.pk,))

    @property
    def is_open(self) -> bool:
        return self.resolved_at is None


class Comment(models.Model):
    """One contribution to a thread. As a suggestion it proposes `suggestion` in place of the quoted words (nothing: to delete them)."""

    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="comments")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    body = models.TextField(blank=True)
    is_suggestion = models.BooleanField(default=False)
    suggestion = models.TextField(blank=True)
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("written_at", "pk")
        constraints = (
            models.CheckConstraint(condition=~Q(body="") | Q(is_suggestion=True), name="comment_is_not_empty"),
            models.CheckConstraint(
                condition=Q(suggestion="") | Q(is_suggestion=True), name="only_a_suggestion_proposes_words"
            ),
        )

    def __str__(self) -> str:
        return self.body[:80] or self.suggestion[:80]


class Mention(models.Model):
    """Somebody whom a comment names, and who is told."""

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="mentions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="mentions")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("comment", "person"), name="one_mention_per_comment_and_person"),
        )

    def __str__(self) -> str:
        return f"{self.person}: {self.comment}"


class Outcome(models.TextChoices):
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")


class SuggestionOutcomeQuerySet(models.QuerySet["SuggestionOutcome"]):
    def accepted(self) -> "SuggestionOutcomeQuerySet":
        return self.filter(outcome=Outcome.ACCEPTED)

    def between(self, article: Article | int, after: int, until: int) -> "SuggestionOutcomeQuerySet":
        """Accepted into the draft of the article after one revision, up to another."""
        return self.accepted().filter(comment__thread__article=article, revision__gt=after, revision__lte=until)


class SuggestionOutcome(models.Model):
    """What an editor decided about a suggestion. `words` counts the proposer's words in the text (rule 3 of the design)."""

    comment = models.OneToOneField(Comment, on_delete=models.PROTECT, related_name="outcome")
    outcome = models.CharField(max_length=16, choices=Outcome)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(auto_now_add=True)
    revision = models.PositiveIntegerField(null=True, blank=True)
    words = models.PositiveIntegerField(default=0)
    reason = models.TextField(blank=True)

    objects = SuggestionOutcomeQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(outcome=Outcome.DECLINED, revision=None)
                | Q(outcome=Outcome.ACCEPTED, revision__isnull=False),
                name="accepted_suggestion_names_its_revision",
            ),
        )

    def __str__(self) -> str:
        return f"{self.comment}: {self.get_outcome_display()}"
