"""Who may do what at the desk: dated role grants decide, and this module alone reads them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet

from articles.models import Article, CoEditor, DeskRole, Image, Person, RoleGrant, Thread, Version

DRAFTING = frozenset({DeskRole.EDITOR, DeskRole.MANAGING_EDITOR})
READING_DRAFTS = DRAFTING | {DeskRole.AUDITOR}


@dataclass(frozen=True)
class Desk:
    """A person's desk roles at one moment. Load it once per request or action: `Desk.of(person)`."""

    roles: frozenset[str]

    @classmethod
    def of(cls, person: Person | AnonymousUser) -> Desk:
        if not isinstance(person, Person) or not person.is_active:
            return cls(frozenset())
        desk = cls(frozenset(RoleGrant.objects.in_force().filter(person=person).values_list("role", flat=True)))
        person.roles_found = desk.roles
        return desk

    @property
    def may_draft(self) -> bool:
        """Create, import, edit, submit, withdraw; keep the library."""
        return bool(self.roles & DRAFTING)

    @property
    def manages(self) -> bool:
        """Start reviews, publish, retire."""
        return DeskRole.MANAGING_EDITOR in self.roles

    @property
    def administers(self) -> bool:
        """Grant and end roles. Gives no right over a text or a decision."""
        return DeskRole.ADMINISTRATOR in self.roles

    @property
    def audits(self) -> bool:
        """Read everything, change nothing, and be seen reading."""
        return DeskRole.AUDITOR in self.roles

    @property
    def may_read_drafts(self) -> bool:
        return bool(self.roles & READING_DRAFTS)


@dataclass(frozen=True)
class Part:
    """What a person may do in the conversations about a draft or a version: read them, say something, decide."""

    reads: bool = False
    writes: bool = False
    decides: bool = False

    def may_resolve(self, thread: Thread, person: Person) -> bool:
        return self.decides or (self.writes and thread.opened_by_id == person.pk)


# The version that a conversation is about, None for the draft.
PartIn = Callable[[Person, Version | None], Part]


def part_of(desk: Desk) -> Part:
    return Part(reads=desk.may_read_drafts, writes=desk.may_draft, decides=desk.may_draft)


def part_in_draft(person: Person, version: Version | None) -> Part:
    """Of the draft alone; who has a part in a version is for the board's rules to say."""
    return part_of(Desk.of(person)) if version is None else Part()


def draft_readers() -> QuerySet[Person]:
    """Everyone who may read drafts now."""
    grants = RoleGrant.objects.in_force().filter(role__in=READING_DRAFTS)
    return Person.objects.filter(is_active=True, pk__in=grants.values("person"))


def drafters() -> QuerySet[Person]:
    """Everyone who may write drafts now: who can be handling editor or co-editor."""
    grants = RoleGrant.objects.in_force().filter(role__in=DRAFTING)
    return Person.objects.filter(is_active=True, pk__in=grants.values("person"))


def in_charge(article: Article) -> QuerySet[Person]:
    """The handling editor and the co-editors, whose accounts are open."""
    shared = CoEditor.objects.filter(article=article)
    people = Person.objects.filter(Q(pk=article.handling_editor_id) | Q(pk__in=shared.values("person")))
    return people.filter(is_active=True)


def handles(person: Person, article: Article) -> bool:
    """Whether the person is handling editor or co-editor. Both may do the same; it gives no right beside their roles."""
    return article.handling_editor_id == person.pk or CoEditor.objects.filter(article=article, person=person).exists()


def may_hand_over(person: Person, article: Article, *, desk: Desk | None = None) -> bool:
    """Who says who is in charge: a managing editor, or the handling editor of the article."""
    desk = Desk.of(person) if desk is None else desk
    return desk.manages or (desk.may_draft and article.handling_editor_id == person.pk)


def require(allowed: bool) -> None:
    if not allowed:
        raise PermissionDenied


ShowsImage = Callable[[Person, Image], bool]
_showing: list[ShowsImage] = []


def register_readers(shows: ShowsImage) -> None:
    """Who else reads versions that are not published; the app above says so when it is loaded."""
    _showing.append(shows)


def may_see_unpublished(image: Image, person: Person | AnonymousUser) -> bool:
    """The desk, and whoever reads a version that shows the image."""
    if not isinstance(person, Person) or not person.is_active:
        return False
    return Desk.of(person).may_read_drafts or any(shows(person, image) for shows in _showing)
