"""What the articles app owes: messages, pages, seals, checkpoints, ends of roles."""

from __future__ import annotations

import datetime
import socket
from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import record, sealing, stored_files
from articles.actions import (
    ask_search_again,
    call_webhook,
    check_draft,
    check_reference,
    checks_due,
    end_role_that_is_over,
    forget_bulk_export,
    forget_import,
    forgotten_imports,
    go_on_with_bulk_act,
    go_on_with_bulk_export,
    go_on_with_bulk_import,
    go_on_with_import,
    keep_rule,
    references_due,
    rules_due,
    searches_due,
    tell_reader,
)
from articles.models import (
    Article,
    BulkAct,
    BulkExport,
    BulkImport,
    Checkpoint,
    Delivery,
    Event,
    FileToRemove,
    ReaderQuestion,
    ReferenceImport,
    RoleGrant,
    Upkeep,
    UpkeepKind,
    WebhookMessage,
)
from articles.notifications import deliver, tell_page_not_made
from articles.owed import Owed
from articles.publishing import hosts, kept, pages, prepared_texts, purging, waiting
from articles.search import indexing

CHECKPOINT_EVERY = datetime.timedelta(hours=1)
BEAT_EVERY = datetime.timedelta(minutes=1)
# After new rules every draft is looked at again; other work goes on in between.
DRAFTS_AT_ONCE = 50
# A service may take seconds to answer, or not to; pages and messages wait meanwhile where there is one process.
REFERENCES_AT_ONCE = 1
# So may a store of files.
FILES_AT_ONCE = 1
# Among the serials of page changes, which begin with 1.
PURGE = -1


def deliveries_due() -> Iterable[int]:
    return Delivery.objects.due().order_by("due_at").values_list("pk", flat=True)


def webhooks_to_call() -> Iterable[int]:
    return WebhookMessage.objects.due().order_by("due_at").values_list("pk", flat=True)


def checkpoint_due() -> Iterable[int]:
    """One checkpoint an hour while anything happens."""
    last = Checkpoint.objects.order_by("-pk").first()
    if last and last.at > timezone.now() - CHECKPOINT_EVERY:
        return []
    happened = Event.objects.filter(at__gt=last.at) if last else Event.objects.all()
    return [0] if happened.exists() else []


def make_checkpoint(_pk: int) -> None:
    record.checkpoint()


def beat_due() -> Iterable[int]:
    """Whoever does what is owed says so once a minute, by a row that is written as all other work is done."""
    recent = Upkeep.objects.filter(kind=UpkeepKind.WORK, at__gt=timezone.now() - BEAT_EVERY)
    return [] if recent.exists() else [0]


def beat(_pk: int) -> None:
    Upkeep.objects.note(UpkeepKind.WORK, seconds=0, is_well=True, words=socket.gethostname())


def seals_due() -> Iterable[int]:
    """Places, in the list of guarded tables, of those with rows that no seal names yet."""
    return [place for place, guard in enumerate(sealing.sealed_guards()) if sealing.is_owed(guard)]


def make_seal(place: int) -> None:
    sealing.seal(sealing.sealed_guards()[place])


def roles_over() -> Iterable[int]:
    return RoleGrant.objects.over().values_list("pk", flat=True)


def references_to_check() -> Iterable[int]:
    return references_due(REFERENCES_AT_ONCE)


def look_after_reference(pk: int) -> None:
    check_reference(pk)


def searches_to_ask() -> Iterable[int]:
    return searches_due(REFERENCES_AT_ONCE)


def look_for_new_works(pk: int) -> None:
    ask_search_again(pk)


def drafts_to_check() -> Iterable[int]:
    return checks_due().values_list("pk", flat=True)[:DRAFTS_AT_ONCE]


def imports_underway() -> Iterable[int]:
    return ReferenceImport.objects.underway().order_by("pk").values_list("pk", flat=True)


def bulk_imports_underway() -> Iterable[int]:
    return BulkImport.objects.due().order_by("pk").values_list("pk", flat=True)


def bulk_acts_underway() -> Iterable[int]:
    return BulkAct.objects.due().order_by("pk").values_list("pk", flat=True)


def bulk_exports_underway() -> Iterable[int]:
    return BulkExport.objects.due().order_by("pk").values_list("pk", flat=True)


def bulk_exports_over() -> Iterable[int]:
    return BulkExport.objects.over().order_by("pk").values_list("pk", flat=True)


def imports_forgotten() -> Iterable[int]:
    return forgotten_imports().values_list("pk", flat=True)


def files_to_remove() -> Iterable[int]:
    return FileToRemove.objects.due().order_by("due_at").values_list("pk", flat=True)[:FILES_AT_ONCE]


def readers_to_tell() -> Iterable[int]:
    return ReaderQuestion.objects.to_tell().values_list("pk", flat=True)


def pages_owed() -> Iterable[int]:
    """Page changes of this host, and behind them what a cache ahead of it was not told yet. On the way others hear how far it is."""
    hosts.tell()
    yield from pages.due()
    if purging.is_due():
        yield PURGE


def write_pages(serial: int) -> None:
    """One page change of this host; whoever keeps the site running hears of a page that could not be made."""
    if serial == PURGE:
        purging.purge()
        return
    for unmade in pages.apply(serial):
        tell_page_not_made(Article.objects.get(pk=unmade.article), unmade.why, unmade.details)


OWED = (
    Owed("deliver", deliveries_due, deliver, every=datetime.timedelta(seconds=5), state=waiting.messages),
    Owed("webhook", webhooks_to_call, call_webhook, every=datetime.timedelta(seconds=5), state=waiting.webhooks),
    Owed("pages", pages_owed, write_pages, every=datetime.timedelta(seconds=1), each_host=True, state=waiting.pages),
    Owed("search", indexing.due, indexing.index, every=datetime.timedelta(seconds=2)),
    Owed("check", drafts_to_check, check_draft, every=datetime.timedelta(seconds=2)),
    Owed(
        "reference_check",
        references_to_check,
        look_after_reference,
        every=datetime.timedelta(seconds=2),
        state=waiting.reference_checks,
    ),
    Owed("new_works", searches_to_ask, look_for_new_works, every=datetime.timedelta(seconds=5), state=waiting.searches),
    Owed(
        "reference_import",
        imports_underway,
        go_on_with_import,
        every=datetime.timedelta(seconds=1),
        state=waiting.imports,
    ),
    Owed(
        "bulk_import",
        bulk_imports_underway,
        go_on_with_bulk_import,
        every=datetime.timedelta(seconds=2),
        state=waiting.bulk_imports,
    ),
    Owed("bulk_act", bulk_acts_underway, go_on_with_bulk_act, every=datetime.timedelta(seconds=1)),
    Owed("bulk_export", bulk_exports_underway, go_on_with_bulk_export, every=datetime.timedelta(seconds=1)),
    Owed("bulk_export_over", bulk_exports_over, forget_bulk_export, every=datetime.timedelta(hours=1)),
    Owed("reference_import_forgotten", imports_forgotten, forget_import, every=datetime.timedelta(hours=1)),
    Owed("reference_writing", kept.references_unwritten, kept.write_reference, every=datetime.timedelta(seconds=30)),
    Owed("reference_writing_over", kept.writings_out_of_use, kept.forget_writings, every=datetime.timedelta(hours=1)),
    Owed(
        "prepared_over", prepared_texts.texts_out_of_use, prepared_texts.forget_texts, every=datetime.timedelta(hours=1)
    ),
    Owed(
        "file_removal",
        files_to_remove,
        stored_files.remove,
        every=datetime.timedelta(seconds=2),
        state=waiting.files_to_remove,
    ),
    Owed("question_told", readers_to_tell, tell_reader, every=datetime.timedelta(seconds=30)),
    Owed("retention", rules_due, keep_rule, every=datetime.timedelta(hours=1)),
    Owed("role_end", roles_over, end_role_that_is_over, every=datetime.timedelta(minutes=1)),
    Owed("seal", seals_due, make_seal, every=datetime.timedelta(minutes=1)),
    Owed("beat", beat_due, beat, every=BEAT_EVERY),
    Owed("checkpoint", checkpoint_due, make_checkpoint, every=datetime.timedelta(minutes=5)),
)

# What people call each kind.
CALLED = {
    "deliver": _("Messages to people"),
    "webhook": _("Calls of webhooks"),
    "pages": _("Pages of this web host"),
    "search": _("Articles to be taken into the search"),
    "check": _("Drafts to be checked"),
    "reference_check": _("References to be looked up for retractions"),
    "new_works": _("Searches to be asked again"),
    "reference_import": _("Imports of references"),
    "bulk_import": _("Imports of many files"),
    "bulk_act": _("Changes of many articles at once"),
    "bulk_export": _("Archives of many articles to be made"),
    "bulk_export_over": _("Archives of articles to be deleted"),
    "reference_import_forgotten": _("Old imports of references to be deleted"),
    "reference_writing": _("References to be written in the style of the publisher"),
    "reference_writing_over": _("Written references out of use, to be deleted"),
    "prepared_over": _("Prepared texts out of use, to be deleted"),
    "file_removal": _("Stored files to be deleted"),
    "question_told": _("Readers to be told of an answer"),
    "retention": _("Kinds of data whose time is over"),
    "role_end": _("Roles whose time is over"),
    "seal": _("Seals of the record to be made"),
    "beat": _("Sign of life of this process"),
    "checkpoint": _("Checkpoint of the record to be made"),
}
