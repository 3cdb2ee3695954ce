"""S26: what the clock does with a page whose review date passed long ago. Banner and index are the page's own facts."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.formats import date_format as format_date
from django.utils.translation import gettext as _

from articles.models import Article, Basis, Ending, Person, Publication, Status
from workflows.actions.live.taking_down import take_down
from workflows.actions.reminding import with_review_date
from workflows.transitions import Action, transition

RETIRED_AFTER = datetime.timedelta(days=365)


def long_overdue() -> QuerySet[Publication]:
    """Live, a year over its review date, and with no board at this moment."""
    last = timezone.localdate() - RETIRED_AFTER
    return with_review_date().exclude(basis=Basis.PENDING).filter(review_due__lt=last)


@transaction.atomic
def retire_overdue(pk: int) -> Publication | None:
    """For the clock: retire it behind a notice that says why. Twice does nothing."""
    Article.objects.locked().get(publications=pk)
    publication = long_overdue().select_related("version__article").filter(pk=pk).first()
    if publication is None or publication.review_due is None:
        return None
    version = publication.version
    transition(Status(version.status), Action.RETIRE)
    with translation.override(version.content.language):
        told = _("Its review was due on %s and has not been done.") % format_date(publication.review_due, "DATE_FORMAT")
    by, reason = Person.objects.system(), _("a year over its review date")
    return take_down(version, Action.RETIRE, Ending.RETIRED, by, reason, told)
