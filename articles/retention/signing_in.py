"""The rules of what is kept of signing in, and of trying to."""

from __future__ import annotations

import datetime
from typing import Any, Final

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from articles.models import CacheEntry, SignIn
from articles.retention.rules import Doer, Rule


def sign_ins_over(before: datetime.datetime) -> QuerySet[Any]:
    return SignIn.objects.filter(at__lt=before)


def limits_over(before: datetime.datetime) -> QuerySet[Any]:
    return CacheEntry.objects.filter(expires__lt=before)


SIGNING_IN: Final = (
    Rule(
        "sign_ins",
        _("Who signed in and out, from where and how, and who tried"),
        _("It is deleted, or earlier with the contact data."),
        _("A misuse is found after months or not at all."),
        Doer.WORK,
        tables=("articles.SignIn",),
        days="SIGN_INS_KEPT",
        since=_("after it happened"),
        over=sign_ins_over,
        erased_by="person",
    ),
    Rule(
        "limits",
        _("How often somebody tried something, and codes that were used, where there is no Redis"),
        _("They are deleted."),
        _("They are of use for minutes."),
        Doer.WORK,
        tables=("articles.CacheEntry",),
        days=1,
        since=_("after they have run out"),
        over=limits_over,
    ),
    Rule(
        "identity_provider",
        _("What the identity provider of the organisation sent, and how it is asked"),
        _("Nothing is in it: tokens are not kept, and the settings say how it is asked."),
        _("Nothing about a person is kept longer than it is of use (GDPR, article 5.1 e)."),
        Doer.NOBODY,
        tables=("socialaccount.SocialApp", "socialaccount.SocialToken"),
        since=_("for ever"),
    ),
)
