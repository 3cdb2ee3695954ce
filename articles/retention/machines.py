"""The rules of what machines make and need, and of what lies outside the database."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from articles.retention.rules import Doer, Rule

WRITING_KEPT: Final = 30
PREPARED_KEPT: Final = 30
_LIMITED = _("Nothing about a person is kept longer than it is of use (GDPR, article 5.1 e).")

MACHINES: Final = (
    Rule(
        "written",
        _("References as a style writes them, out of use"),
        _("They are deleted, and written again when they are wanted."),
        _("They are made from the rest."),
        Doer.WORK,
        tables=("articles.WrittenReference",),
        days=WRITING_KEPT,
        since=_("after another style or release"),
        work="reference_writing_over",
    ),
    Rule(
        "prepared",
        _("Texts as their pages show them, out of use"),
        _("They are deleted, and made again when they are wanted."),
        _("They are made from the rest."),
        Doer.WORK,
        tables=("articles.PreparedText",),
        days=PREPARED_KEPT,
        since=_("after another release, or after nobody reads them any more"),
        work="prepared_over",
    ),
    Rule(
        "files_given_up",
        _("Names of stored files that nobody wants any more"),
        _("The file is deleted, and its name with it. While the store is away it is tried again and again."),
        _LIMITED,
        Doer.WORK,
        tables=("articles.FileToRemove",),
        since=_("until the file is gone"),
        work="file_removal",
    ),
    Rule(
        "search",
        _("The index of what is published"),
        _("What is taken down goes out of it within seconds."),
        _("It is made from the rest."),
        Doer.WORK,
        tables=tuple(f"articles.{name}" for name in ("SearchEntry", "SearchContent", "SearchWord", "SearchOwed")),
        since=_("as long as it is live"),
        work="search",
    ),
    Rule(
        "webhooks",
        _("What other systems were told, and how they answered: ids and addresses, no words and no people"),
        _("It stays."),
        _("Whether a site that shows our pages was told of a retraction must be told years later."),
        Doer.NOBODY,
        tables=("articles.Webhook", "articles.WebhookMessage", "articles.WebhookAttempt"),
        since=_("for ever"),
    ),
    Rule(
        "upkeep",
        _("When backup, verify and the like were last done, and how fast other services answer"),
        _("The next time takes the place of the one before."),
        _("It is of use until then."),
        Doer.WORK,
        tables=("articles.Upkeep", "articles.ServicePace"),
        since=_("until the next time"),
    ),
    Rule(
        "django",
        _("Names of tables and of rights, made by `migrate`"),
        _("They stay."),
        _("They are nobody's data."),
        Doer.NOBODY,
        tables=("contenttypes.ContentType", "auth.Permission", "auth.Group"),
        since=_("for ever"),
    ),
    Rule(
        "caches",
        _("Counts of tries, and pages worked out of frozen versions"),
        _("They run out by themselves."),
        _("A limit of tries counts minutes."),
        Doer.WORK,
        place=_("Redis, or the memory of each process"),
        days=1,
        since=_("after they were made, at the latest"),
    ),
    Rule(
        "pages",
        _("Pages and PDFs that readers get"),
        _("A page that is replaced or taken down is no longer served within a minute."),
        _("They are made from the rest."),
        Doer.WORK,
        place=_("the folder `PAGE_STORE` of each web host"),
        since=_("as long as it is live"),
        work="pages",
    ),
    Rule(
        "logs",
        _("Lines about requests. They hold no address of a mail or a host, no question and no word of a text"),
        _("Let the system's journal and nginx's rotation delete them."),
        _(
            "A fault is looked into within weeks. What a proxy or nginx adds, addresses of readers for example, is personal."
        ),
        Doer.OPERATOR,
        place=_("where the processes write to"),
        days=30,
        since=_("after they were written"),
    ),
    Rule(
        "backups",
        _("Backups and archives of everything"),
        _("Delete them, wherever copies are. Contact data that were erased meanwhile are in them until then."),
        _("Longer ago than this nobody restores; chain heads that were copied away prove the record."),
        Doer.OPERATOR,
        place=_("where you copy them to"),
        days=90,
        since=_("after they were made"),
    ),
    Rule(
        "handed_out",
        _("Files that people were handed: inspection files, exports, a person's data, receipts"),
        _("They are made when somebody asks and not kept here; whoever has them answers for them."),
        _LIMITED,
        Doer.OWNER,
        place=_("with whoever asked for them"),
        since=_("until they are handed over"),
    ),
)
