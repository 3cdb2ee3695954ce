"""The one table of desk roles: what each role may. Pages, docs and tests read it; `permissions` decides by it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from articles.models import DeskRole, TokenScope


class Right(TextChoices):
    READ_DRAFTS = "read_drafts", _("Read drafts, their history, flags and conversations")
    DRAFT = "draft", _("Write drafts, submit and withdraw them, handle articles")
    READ_LIBRARY = "read_library", _("Read the library: references, images, glossary")
    KEEP_LIBRARY = "keep_library", _("Keep references and images, bring in and take out glossary files")
    MANAGE = "manage", _("Start reviews, publish, correct and take down; say who handles an article")
    SEE_BOARDS = "see_boards", _("See how boards are made up, and who might do what on a day")
    ADMINISTER = (
        "administer",
        _("Give and end roles, set up boards with a second administrator, the publisher's details"),
    )
    AUDIT = "audit", _("Read the record and take inspection files; their reading is itself recorded")
    OPERATE = "operate", _("See what is owed and how far the web hosts are; keep webhooks")
    UNLOCK_SIGNING = "unlock_signing", _("Hear of locked signing, and look into it")


_LIBRARY: Final = frozenset({Right.READ_LIBRARY, Right.KEEP_LIBRARY})
_DRAFTS: Final = frozenset({Right.READ_DRAFTS, Right.DRAFT})

GRANTS: Final[Mapping[str, frozenset[Right]]] = {
    DeskRole.EDITOR: _DRAFTS | _LIBRARY,
    DeskRole.MANAGING_EDITOR: _DRAFTS | _LIBRARY | {Right.MANAGE, Right.SEE_BOARDS},
    # Neither reads a draft: what a work is cited for stands on the library's own pages.
    DeskRole.LIBRARIAN: _LIBRARY,
    DeskRole.OPERATOR: frozenset({Right.OPERATE}),
    # No right over a text or a decision.
    DeskRole.ADMINISTRATOR: frozenset({Right.ADMINISTER, Right.SEE_BOARDS, Right.OPERATE}),
    DeskRole.AUDITOR: frozenset({Right.READ_DRAFTS, Right.READ_LIBRARY, Right.SEE_BOARDS, Right.AUDIT}),
    DeskRole.SECURITY: frozenset({Right.UNLOCK_SIGNING}),
}


def rights_of(roles: frozenset[str]) -> frozenset[Right]:
    """Everything that one of the roles gives; a role that this code does not know gives nothing."""
    return frozenset(right for role in roles for right in GRANTS.get(role, frozenset()))


def roles_with(right: Right) -> frozenset[str]:
    return frozenset(role for role, rights in GRANTS.items() if right in rights)


# What a person must have the right to before a token of theirs has a scope; each operation asks its action besides.
NEEDED: Final[Mapping[TokenScope, Right]] = {
    TokenScope.READ: Right.READ_DRAFTS,
    TokenScope.WRITE: Right.DRAFT,
    TokenScope.SUBMIT: Right.DRAFT,
    TokenScope.REFERENCES: Right.READ_LIBRARY,
    TokenScope.REPORTS: Right.READ_DRAFTS,
}


def scopes_within(roles: frozenset[str]) -> frozenset[str]:
    """Scopes that a token of somebody with these roles may have."""
    rights = rights_of(roles)
    return frozenset(scope.value for scope, right in NEEDED.items() if right in rights)
