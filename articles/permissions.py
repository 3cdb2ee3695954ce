"""Who may do what at the desk: dated role grants decide, and this module alone reads them."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.utils import timezone

from articles.models import Article, CoEditor, Image, Person, RoleGrant, Thread, Version
from articles.prepared import prepared
from articles.rights import Right, rights_of, roles_with


@prepared
def _roles_of(person: int, at: datetime.datetime) -> QuerySet[RoleGrant, str]:
    return RoleGrant.objects.in_force(at).filter(person=person).values_list("role", flat=True)


@dataclass(frozen=True)
class Desk:
    """A person's desk roles at one moment. Load it once per request or action: `Desk.of(person)`."""

    roles: frozenset[str]

    @classmethod
    def of(cls, person: Person | AnonymousUser) -> Desk:
        if not isinstance(person, Person) or not person.is_active:
            return cls(frozenset())
        desk = cls(frozenset(_roles_of(person.pk, timezone.now())))
        person.roles_found = desk.roles
        return desk

    def may(self, right: Right) -> bool:
        return right in rights_of(self.roles)

    @property
    def may_draft(self) -> bool:
        """Create, import, edit, submit, withdraw."""
        return self.may(Right.DRAFT)

    @property
    def may_read_library(self) -> bool:
        return self.may(Right.READ_LIBRARY)

    @property
    def may_keep_library(self) -> bool:
        """Add, change and merge references, add images, bring in glossary files. No words of a text."""
        return self.may(Right.KEEP_LIBRARY)

    @property
    def manages(self) -> bool:
        """Start reviews, publish, retire."""
        return self.may(Right.MANAGE)

    @property
    def administers(self) -> bool:
        """Grant and end roles. Gives no right over a text or a decision."""
        return self.may(Right.ADMINISTER)

    @property
    def operates(self) -> bool:
        """See what is owed, and keep webhooks. Gives no right over a text or a person."""
        return self.may(Right.OPERATE)

    @property
    def audits(self) -> bool:
        """Read everything, change nothing, and be seen reading."""
        return self.may(Right.AUDIT)

    @property
    def sees_boards(self) -> bool:
        """How boards are made up, and what is proposed."""
        return self.may(Right.SEE_BOARDS)

    @property
    def may_read_drafts(self) -> bool:
        return self.may(Right.READ_DRAFTS)


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
    return _with(Right.READ_DRAFTS)


def drafters() -> QuerySet[Person]:
    """Everyone who may write drafts now: who can be handling editor or co-editor."""
    return _with(Right.DRAFT)


def keepers_of_library() -> QuerySet[Person]:
    """Everyone who may keep references and images now."""
    return _with(Right.KEEP_LIBRARY)


def _with(right: Right) -> QuerySet[Person]:
    grants = RoleGrant.objects.in_force().filter(role__in=roles_with(right))
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
    """Whoever reads drafts or the library, and whoever reads a version that shows the image."""
    if not isinstance(person, Person) or not person.is_active:
        return False
    desk = Desk.of(person)
    return desk.may_read_drafts or desk.may_read_library or any(shows(person, image) for shows in _showing)
