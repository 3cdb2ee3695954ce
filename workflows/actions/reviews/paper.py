"""Entering a review that a member gave on paper. It is read with the others, signs nothing and counts in no rule."""

from __future__ import annotations

import datetime
import hashlib
import uuid
from dataclasses import dataclass
from typing import Final

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import record, stored_files
from articles.imaging import NotAPicture, written_anew
from articles.models import Article, Person
from articles.permissions import require
from articles.refusals import Refusal
from workflows.models import PaperReview, Review
from workflows.permissions import assignment_of, may
from workflows.transitions import Who

LARGEST_SCAN: Final = 10 * 1024 * 1024
_PDF, _PICTURES = b"%PDF-", (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


@dataclass(frozen=True)
class OnPaper:
    """What came: on which day, what it says, and the file of the scan."""

    given_on: datetime.date
    said: str
    scan: bytes


class NotAScan(Refusal):
    """The file is none of those that are taken, or too large."""


def enter_paper_review(review: Review, *, by: Person, person: Person, paper: OnPaper) -> PaperReview:
    """By a managing editor, for a member who sits in an open review; the scan is stored before its row names it."""
    article = review.version.article
    with record.refusals_recorded(article, "enter_paper_review", by=by):
        require(may(Who.MANAGING_EDITOR, by))
        content, suffix = _scan(paper.scan)
        # Outside of the transaction, which others wait for.
        scan = stored_files.stored(f"paper-reviews/{uuid.uuid4()}.{suffix}", ContentFile(content))
        with scan as name, transaction.atomic():
            locked = Article.objects.locked().get(pk=article.pk)
            current = Review.objects.select_related("version").get(pk=review.pk)
            digest = hashlib.sha256(content).hexdigest()
            _require_enterable(current, by, person, paper, digest)
            entered = PaperReview.objects.create(
                review=current,
                person=person,
                given_on=paper.given_on,
                said=paper.said.strip(),
                scan=name,
                sha256=digest,
                entered_by=by,
            )
            stored_files.wanted(name)
            about = {"review": current.pk, "paper_review": entered.pk, "reviewer": person.pk, "scan": digest}
            record.append(locked.stream, "paper_review", by=by, version=current.version.number, **about)
            return entered


def _require_enterable(review: Review, by: Person, person: Person, paper: OnPaper, digest: str) -> None:
    if not review.is_open:
        raise Refusal(_("This review has ended."))
    if person.pk == by.pk:
        raise Refusal(_("Nobody enters a review of their own. Sign it on the page of the review."))
    if assignment_of(person, review) is None:
        raise Refusal(_("%s does not sit in this review.") % person)
    if not paper.said.strip():
        raise Refusal(_("Say what the review says."))
    if paper.given_on > timezone.localdate():
        raise Refusal(_("A review cannot have been given in the future."))
    if PaperReview.objects.filter(review=review, sha256=digest).exists():
        raise Refusal(_("This scan was entered already."))


def _scan(file: bytes) -> tuple[bytes, str]:
    """As it is stored, and the ending of its name; a picture is written anew like every picture, without what a camera adds."""
    if len(file) > LARGEST_SCAN:
        raise NotAScan(_("The scan is larger than 10 MB."))
    if file.startswith(_PDF):
        return file, "pdf"
    if file.startswith(_PICTURES):
        try:
            picture = written_anew(file)
        except NotAPicture:
            raise NotAScan(_("The picture is damaged.")) from None
        return picture.content, picture.extension
    raise NotAScan(_("The scan must be a PDF, PNG or JPEG file."))
