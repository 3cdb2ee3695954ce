"""Letting somebody without an account read a draft: making a link for them, ending it, counting how often it is opened."""

from __future__ import annotations

import datetime
import hashlib
import secrets
from dataclasses import dataclass
from typing import Final

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import record
from articles.actions.revisions import open_draft
from articles.audiences import Audience
from articles.models import Article, Person, PreviewLink
from articles.refusals import Refusal

TOKEN_BYTES: Final = 32
LONGEST_DAYS: Final = 90


class NothingToRead(Refusal):
    """The text is not declared, or has no words."""


@dataclass(frozen=True)
class MadeLink:
    """The token stands in the address that is shown once; no row holds it."""

    link: PreviewLink
    token: str


@transaction.atomic
def make_preview_link(article: Article, *, by: Person, audience: str, recipient: str, days: int) -> MadeLink:
    """To one text of the draft as it is saved now, for one reader who is named, for 1 to 90 days."""
    locked = open_draft(article, by=by)
    text = locked.texts.filter(audience=audience).first()
    if audience not in locked.audiences or text is None or text.is_empty:
        raise NothingToRead(_("The text for “%s” is empty here.") % Audience(audience).label)
    if not recipient.strip():
        raise Refusal(_("Say for whom the link is: the name stands on every page."))
    if not 1 <= days <= LONGEST_DAYS:
        raise Refusal(_("A link may hold from 1 to %d days.") % LONGEST_DAYS)
    token, now = secrets.token_urlsafe(TOKEN_BYTES), timezone.now()
    link = PreviewLink.objects.create(
        article=locked,
        audience=audience,
        revision=locked.revision,
        recipient=recipient.strip(),
        token_hash=hash_of(token),
        made_by=by,
        made_at=now,
        expires_at=now + datetime.timedelta(days=days),
    )
    # No event holds a name.
    record.append(
        locked.stream, "preview_link_made", by=by, link=link.pk, audience=audience, revision=locked.revision, days=days
    )
    return MadeLink(link, token)


@transaction.atomic
def revoke_preview_link(link: PreviewLink, *, by: Person) -> PreviewLink:
    """From now on it opens nothing. Twice, or after its end, changes nothing."""
    article = open_draft(link.article, by=by)
    current = PreviewLink.objects.get(pk=link.pk)
    if not current.is_open:
        return current
    current.revoked_at, current.revoked_by = timezone.now(), by
    current.save(update_fields=["revoked_at", "revoked_by"])
    record.append(article.stream, "preview_link_revoked", by=by, link=current.pk)
    return current


def count_opening(link: PreviewLink) -> None:
    """A scanner of mails counts too; nothing else comes of it (S29)."""
    PreviewLink.objects.filter(pk=link.pk).update(openings=F("openings") + 1, opened_at=timezone.now())


def preview_link_of(token: str) -> PreviewLink | None:
    """Also one that opens nothing any more: its reader is told so."""
    return PreviewLink.objects.select_related("article").filter(token_hash=hash_of(token)).first()


def hash_of(token: str) -> str:
    """No salt and no stretching: the token has 256 random bits, so nobody can go through them."""
    return hashlib.sha256(token.encode()).hexdigest()
