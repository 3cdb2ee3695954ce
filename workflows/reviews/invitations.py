"""The link in an invitation: it answers that one invitation, without a log-in, for a while, and does nothing else.

It is made when the mail is sent and stored nowhere; log lines mask it (`reviewboard.logs`).
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.models import Delivery
from articles.refusals import Refusal
from workflows.models import Assignment

LASTS = datetime.timedelta(days=30)
_signer = signing.TimestampSigner(sep=".", salt="workflows.invitations")


class LinkExpired(Refusal):
    """The link was good once."""


def token_for(assignment: Assignment) -> str:
    return _signer.sign(str(assignment.pk))


def assignment_of_token(token: str) -> Assignment | None:
    """The invitation behind a link, answered or not; None if nobody signed it. Raises `LinkExpired`."""
    try:
        pk = _signer.unsign(token, max_age=LASTS)
    except signing.SignatureExpired as error:
        raise LinkExpired(_("This link has expired. Sign in to answer.")) from error
    except signing.BadSignature:
        return None
    rows = Assignment.objects.select_related("person", "review__version", "review__board", "review__opened_by")
    return rows.filter(pk=pk).first()


def link_words(delivery: Delivery) -> Mapping[str, Any]:
    """What an invitation's mail says beside the row of the delivery: the link, made now, and the dates as they stand now."""
    assignment = Assignment.objects.filter(pk=delivery.data.get("assignment")).first()
    if assignment is None:
        return {}
    return {
        "answer_url": f"{settings.SITE_URL}{reverse('boards:invitation', args=(token_for(assignment),))}",
        "due_on": assignment.due_on.isoformat(),
        "answer_by": (assignment.answer_by or assignment.due_on).isoformat(),
    }
