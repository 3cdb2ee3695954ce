"""The rules of what the articles app keeps about people, readers and texts; beside it those of signing in and of machines."""

from __future__ import annotations

import datetime
from typing import Any, Final

from allauth.account.models import EmailConfirmation
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import BulkFile, Delivery, Feedback, KeptAnswer, Presence, ReaderQuestion
from articles.models.bulk_export import KEPT as EXPORT_KEPT
from articles.retention.machines import MACHINES
from articles.retention.rules import Doer, Rule
from articles.retention.signing_in import SIGNING_IN

IMPORT_KEPT: Final = 14
_RECORD = _("What readers were shown, and who answered for it, can be proved later only where it is whole.")
_LIMITED = _("Nothing about a person is kept longer than it is of use (GDPR, article 5.1 e).")


def sessions_over(before: datetime.datetime) -> QuerySet[Any]:
    return Session.objects.filter(expire_date__lt=before)


def browsers_over(before: datetime.datetime) -> QuerySet[Any]:
    """Of sessions that are no more."""
    rows: QuerySet[Any] = UserSession.objects.filter(last_seen_at__lt=before)
    return rows.exclude(session_key__in=Session.objects.values("session_key"))


def answers_over(before: datetime.datetime) -> QuerySet[Any]:
    return KeptAnswer.objects.filter(begun_at__lt=before)


def messages_over(before: datetime.datetime) -> QuerySet[Any]:
    """Those that still wait to be sent do not; a summary that a reminder names stays with it."""
    done = Q(sent_at__isnull=False) | Q(given_up_at__isnull=False) | Q(muted_at__isnull=False)
    return Delivery.objects.filter(done, created_at__lt=before, reminders=None)


def presence_over(before: datetime.datetime) -> QuerySet[Any]:
    return Presence.objects.filter(seen_at__lt=before)


def feedback_over(before: datetime.datetime) -> QuerySet[Any]:
    return Feedback.objects.filter(at__lt=before).exclude(words="")


def questions_over(before: datetime.datetime) -> QuerySet[Any]:
    return ReaderQuestion.objects.filter(asked_on__lt=timezone.localdate(before))


def moved_in_over(before: datetime.datetime) -> QuerySet[Any]:
    return BulkFile.objects.filter(source__finished_at__lt=before).exclude(content="")


def confirmations_over(before: datetime.datetime) -> QuerySet[Any]:
    rows: QuerySet[Any] = EmailConfirmation.objects.filter(created__lt=before)
    return rows


def admin_log_over(before: datetime.datetime) -> QuerySet[Any]:
    return LogEntry.objects.filter(action_time__lt=before)


_PEOPLE: Final = (
    Rule(
        "people",
        _("Accounts, with printed name, credentials, affiliation, interests and ORCID"),
        _(
            "An account is closed and never deleted. The mail address, the time zone and every choice go when its contact data are erased."
        ),
        _(
            "The record names people by number; whoever signed must be known by name as long as what was signed is there."
        ),
        Doer.ADMINISTRATOR,
        tables=("articles.Person",),
        since=_("until contact data are erased"),
    ),
    Rule(
        "roles",
        _("Desk roles: who had which, from when to when, given by whom and why"),
        _("It stays."),
        _("Who might do what on a day must be told years later."),
        Doer.NOBODY,
        tables=("articles.RoleGrant",),
        since=_("for ever"),
    ),
    Rule(
        "log_ins",
        _("Ways to sign in: addresses, second factors, passkeys, recovery codes"),
        _("They are deleted with the contact data, or earlier by their owner."),
        _LIMITED,
        Doer.OWNER,
        tables=("account.EmailAddress", "mfa.Authenticator", "socialaccount.SocialAccount"),
        since=_("until they are taken out"),
        erased_by="user",
    ),
    Rule(
        "confirmations",
        _("Links that confirm a mail address"),
        _("They are deleted."),
        _("They are of no use once they have run out."),
        Doer.WORK,
        tables=("account.EmailConfirmation",),
        days=3,
        since=_("after they were made"),
        over=confirmations_over,
    ),
    Rule(
        "sessions",
        _("Sessions of browsers, and words that arrived after one had ended"),
        _("They are deleted."),
        _LIMITED,
        Doer.WORK,
        tables=("sessions.Session",),
        days=1,
        since=_("after they have run out"),
        over=sessions_over,
    ),
    Rule(
        "browsers",
        _("In which browser and from which address somebody signed in"),
        _("It is deleted, or earlier with the contact data."),
        _LIMITED,
        Doer.WORK,
        tables=("usersessions.UserSession",),
        days=30,
        since=_("after the session was over"),
        over=browsers_over,
        erased_by="user",
    ),
    *SIGNING_IN,
    Rule(
        "tokens",
        _("Tokens for programs: whose, what for, when used last. The token itself is kept as a hash"),
        _("They open nothing after their last day; they are deleted with the contact data."),
        _("Which program wrote a draft must be told as long as its owner has an account."),
        Doer.ADMINISTRATOR,
        tables=("articles.WorkToken",),
        since=_("until contact data are erased"),
        erased_by="person",
    ),
    Rule(
        "kept_answers",
        _("What programs were answered, for them to ask again after a fault of the network"),
        _("They are deleted."),
        _("They are of use for hours."),
        Doer.WORK,
        tables=("articles.KeptAnswer",),
        days=1,
        since=_("after they were asked for"),
        over=answers_over,
    ),
    Rule(
        "presence",
        _("Who has which text open"),
        _("It is deleted."),
        _("It is of use for minutes."),
        Doer.WORK,
        tables=("articles.Presence",),
        days=1,
        since=_("after they were seen last"),
        over=presence_over,
        erased_by="person",
    ),
    Rule(
        "messages",
        _("Messages to people, sent and unsent"),
        _(
            "They are deleted, or earlier with the contact data. Of a summary of reminders stays only that there was one."
        ),
        _(
            "Whether somebody was told in time is asked within two years or not at all; what was decided stands in the record."
        ),
        Doer.WORK,
        tables=("articles.Delivery",),
        days=730,
        since=_("after they were made"),
        over=messages_over,
    ),
    Rule(
        "filters",
        _("Filters that somebody kept for themselves"),
        _("They are deleted with the contact data, or earlier by their owner."),
        _LIMITED,
        Doer.OWNER,
        tables=("articles.SavedFilter",),
        since=_("until they are taken out"),
        erased_by="owner",
    ),
    Rule(
        "admin_log",
        _("What was changed on the administration pages"),
        _("It is deleted."),
        _("What counts of it stands in the record, which stays."),
        Doer.WORK,
        tables=("admin.LogEntry",),
        days=730,
        since=_("after it happened"),
        over=admin_log_over,
    ),
)

_READERS: Final = (
    Rule(
        "questions",
        _("Questions of readers that no article answered, without a name"),
        _("They are deleted."),
        _("A question may tell of somebody's health (GDPR, article 9)."),
        Doer.WORK,
        tables=("articles.ReaderQuestion",),
        days="QUESTIONS_KEPT",
        since=_("after they were asked"),
        over=questions_over,
    ),
    Rule(
        "question_addresses",
        _("Mail addresses of readers who want to be told of an answer"),
        _("The address is deleted at once when its owner was told, and with the question at the latest."),
        _LIMITED,
        Doer.WORK,
        place=_("with the question"),
        since=_("until their owner was told"),
        work="question_told",
    ),
    Rule(
        "feedback",
        _("What readers wrote beside “Was this helpful?”"),
        _("The words are deleted, yes or no stays: it is about nobody."),
        _LIMITED,
        Doer.WORK,
        tables=("articles.Feedback",),
        days=180,
        since=_("after they were written"),
        over=feedback_over,
        empties={"words": ""},
    ),
    Rule(
        "harm_reports",
        _("Reports of mistakes that could harm someone, without a name, and what was decided"),
        _("They stay."),
        _("How a warning was dealt with must be told years later."),
        Doer.NOBODY,
        tables=("articles.HarmReport",),
        since=_("for ever"),
    ),
)

_WORK: Final = (
    Rule(
        "working_copies",
        _("Words that were typed and not saved yet"),
        _("They become a revision, or whoever typed them throws them away."),
        _("Nothing that a person typed is lost."),
        Doer.OWNER,
        tables=("articles.WorkingCopy",),
        since=_("until they are saved"),
    ),
    Rule(
        "drafts",
        _("Articles, their texts with every revision, people in charge, bylines, comments, checks and answers to them"),
        _("They stay. An article that is of no use is archived, and nothing of it is deleted."),
        _RECORD,
        Doer.NOBODY,
        tables=tuple(
            f"articles.{name}"
            for name in (
                *("Topic", "Article", "CoEditor", "Text", "Contributor", "FormerSlug", "OldAddress", "Thread"),
                *("Comment", "Mention", "SuggestionOutcome", "Check", "Flag", "LeftOut", "Demotion", "TextLevel"),
                *("HardWord", "Rating", "BulkAct", "BulkActResult"),
            )
        ),
        since=_("for ever"),
    ),
    Rule(
        "versions",
        _("Versions, publications, notices, emergencies, pictures, definitions, codes of copies"),
        _("They stay."),
        _RECORD,
        Doer.NOBODY,
        tables=tuple(
            f"articles.{name}"
            for name in (
                *("Version", "Publication", "Notice", "Emergency", "Image", "ShownImage", "GlossaryTerm"),
                *("Definition", "UsedDefinition", "FrozenFlags", "CopyCode", "PageChange"),
                *("PublisherDetails", "PublisherText"),
            )
        ),
        since=_("for ever"),
    ),
    Rule(
        "record",
        _("The record: events and checkpoints. They name people by number and hold no address"),
        _("It stays."),
        _("A record that is cut proves nothing."),
        Doer.NOBODY,
        tables=("articles.Event", "articles.Checkpoint"),
        since=_("for ever"),
    ),
    Rule(
        "library",
        _("References, their checks and full texts, searches that are watched"),
        _("They stay. The file of a full text that is taken out is deleted at once."),
        _("What an article rests on must be found again."),
        Doer.OWNER,
        tables=tuple(
            f"articles.{name}"
            for name in (
                *("Reference", "ReferenceFile", "ReferenceMerge", "ReferenceNote", "ReferenceCheck"),
                *("ReferenceWatch", "EvidenceFlag", "MarkMistake", "ProposedCitation", "Disposition"),
                *("RetractionRecord", "SearchWatch", "NewWork", "WorkDecision"),
            )
        ),
        since=_("for ever"),
    ),
    Rule(
        "preview_links",
        _("Links by which somebody without an account reads a draft: for whom, until when, how often opened"),
        _("The link opens nothing after its last day; for whom it was made stays."),
        _("Who was shown a draft must be told years later."),
        Doer.NOBODY,
        tables=("articles.PreviewLink",),
        since=_("for ever"),
    ),
    Rule(
        "reference_imports",
        _("Files of references that nobody decided on"),
        _("File and records are deleted; that it was brought, and by whom, stays."),
        _("The file is still where it came from."),
        Doer.WORK,
        tables=("articles.ReferenceImport", "articles.ImportedRecord"),
        days=IMPORT_KEPT,
        since=_("after it was brought"),
        work="reference_import_forgotten",
    ),
    Rule(
        "moved_in",
        _("Pages as another system exported them. The archive itself goes as soon as its import is over"),
        _("The page as it was exported is deleted; what became of it, and of which file, stays."),
        _("By then whoever moved in has compared; the article has all of it."),
        Doer.WORK,
        tables=("articles.BulkImport", "articles.BulkFile"),
        days=90,
        since=_("after the import was over"),
        over=moved_in_over,
        empties={"content": ""},
    ),
    Rule(
        "bulk_exports",
        _("Archives of many articles that somebody asked for"),
        _("The archive is deleted; which articles were taken, by whom and when, stays."),
        _("It is a copy for whoever asked; what is in it goes out of date."),
        Doer.WORK,
        tables=("articles.BulkExport", "articles.ExportedArticle"),
        days=EXPORT_KEPT.days,
        since=_("after it was made"),
        work="bulk_export_over",
    ),
    Rule(
        "templates",
        _("Templates of articles"),
        _("Whoever may draft takes them out."),
        _("They are nobody's data."),
        Doer.OWNER,
        tables=("articles.ArticleTemplate",),
        since=_("until they are taken out"),
    ),
)

RULES: Final = (*_PEOPLE, *_READERS, *_WORK, *MACHINES)
