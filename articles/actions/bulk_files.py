"""One file of a bulk import: all of it becomes a draft, or a sentence says why not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.actions.drafting import Byline, free_slug, set_byline
from articles.actions.importing import import_converted
from articles.actions.old_addresses import keep_old_addresses
from articles.actions.revisions import new_revision, open_draft
from articles.actions.topics import add_topic
from articles.audiences import Audience
from articles.importing import summary
from articles.importing.converted import Converted
from articles.models import Article, BulkFile, FileOutcome, Person, Topic
from articles.models.article import POPULATIONS, ContributorRole
from articles.permissions import Desk
from articles.refusals import Refusal
from articles.text.doses import has_dose
from articles.text.plain import plain
from articles.text.skeletons import type_of

_KEPT_NOTES = 40


def known_already(row: BulkFile) -> tuple[FileOutcome, str, Article] | None:
    """What an earlier import has of this file: the same bytes, or other bytes under the same name."""
    earlier = (
        BulkFile.objects.filter(outcome=FileOutcome.DONE).exclude(article=None).select_related("article", "source")
    )
    same = earlier.filter(digest=row.digest).order_by("pk").first()
    if same is not None and same.article is not None:
        return FileOutcome.SAME, _("This file was imported already, as “%s”.") % same.article, same.article
    changed = earlier.filter(name=row.name).exclude(source=row.source).order_by("-pk").first()
    if changed is not None and changed.article is not None:
        told = {"title": changed.article, "day": timezone.localdate(changed.source.at).isoformat()}
        sentence = _(
            "The file has changed since it was imported on %(day)s as “%(title)s”. The draft here was left alone."
        )
        return FileOutcome.CHANGED, sentence % told, changed.article
    return None


@transaction.atomic
def import_file(row: BulkFile, converted: Converted) -> BulkFile:
    """Under the lock of its row, so that two workers import a file once. Raises `Refusal`, and then nothing is left of it."""
    locked = BulkFile.objects.select_for_update(of=("self",)).select_related("source__by").get(pk=row.pk)
    if locked.outcome != FileOutcome.WAITING:
        return locked
    by, stated = locked.source.by, _stated(locked, converted)
    audience = locked.audience or stated.get("audience") or locked.source.audience
    sibling = _sibling(locked, converted, audience)
    title = stated.get("title") or converted.title or _title_of(locked.name)
    article = import_converted(
        converted, by=by, audience=audience, title=title, article=sibling, source=locked.name[:200]
    )
    remarks = [*_title_remark(converted, stated), *_complete(locked, article, stated, audience, is_new=sibling is None)]
    locked.article, locked.audience = article, "" if len(converted.texts) > 1 else audience
    locked.approval = _approval(stated)
    locked.has_dose = any(has_dose(plain(text.imported.body)) for text in converted.texts)
    locked.outcome, locked.sentence, locked.done_at = FileOutcome.DONE, "", timezone.now()
    locked.notes = [*locked.notes, *remarks, *_notes(converted)][:_KEPT_NOTES]
    locked.save()
    return locked


def _stated(row: BulkFile, converted: Converted) -> dict[str, str]:
    """What the file says of itself, and over it what the table says."""
    about = {name: value for name, value in converted.about.items() if value}
    found = {
        "addresses": " ".join(filter(None, [about.pop("url", ""), about.pop("addresses", "")])),
        "approved_by": about.pop("reviewed_by", ""),
        "approved_on": about.pop("reviewed_on", ""),
        **about,
    }
    stated = {name: value for name, value in found.items() if value}
    return {**stated, **{name: str(value) for name, value in row.stated.items() if value}}


def _sibling(row: BulkFile, converted: Converted, audience: str) -> Article | None:
    """The article that another file of the same group became."""
    if not row.group:
        return None
    others = row.source.files.filter(group=row.group, outcome__in=(FileOutcome.DONE, FileOutcome.SAME)).exclude(
        article=None
    )
    other = others.select_related("article").order_by("number").first()
    if other is None or other.article is None:
        return None
    wanted = {text.audience or audience for text in converted.texts}
    texts = other.article.texts.filter(audience__in=wanted)
    if any(not text.is_empty for text in texts):
        told = {"file": other.name, "audience": Audience(audience).label}
        raise Refusal(_("“%(file)s” is the text for “%(audience)s” of this article already.") % told)
    return other.article


def _title_of(name: str) -> str:
    stem = name.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return " ".join(stem.replace("_", " ").replace("-", " ").split()).capitalize()


def _title_remark(converted: Converted, stated: dict[str, str]) -> Iterable[str]:
    if not (stated.get("title") or converted.title):
        yield _("The file has no title: its name was taken.")


def _complete(row: BulkFile, article: Article, stated: dict[str, str], audience: str, *, is_new: bool) -> list[str]:
    """What a table says beside the text; sentences about what could not be followed."""
    remarks: list[str] = []
    by = row.source.by
    locked = open_draft(article, by=by)
    if is_new:
        remarks += _address(locked, stated)
        remarks += _topic(locked, stated.get("topic", ""), by)
        remarks += _type(locked, stated.get("type", ""), is_of_table="type" in row.stated)
        remarks += _editor(locked, stated.get("editor", ""))
        locked.population = [
            name for name in POPULATIONS if name in stated.get("applies_to", "").lower().replace(",", " ").split()
        ]
        locked.question = stated.get("question", "")[:300] or locked.question
    text = locked.texts.get(audience=audience) if stated.get("summary") or stated.get("description") else None
    if text is not None:
        text.summary = (
            f"<p>{escape(stated['summary'])}</p>" if stated.get("summary") and not text.summary else text.summary
        )
        text.description = text.description or stated.get("description", "")[:300]
    new_revision(
        locked, by=by, texts=[text] if text else [], reason=_("details of the article, as its table states them")
    )
    if stated.get("author") and is_new:
        names = [name.strip() for name in stated["author"].split(";") if name.strip()]
        set_byline(locked, by=by, byline=[Byline(role=ContributorRole.AUTHOR, name=name[:200]) for name in names])
    several = BulkFile.objects.filter(article=article).exists()
    return [
        *remarks,
        *keep_old_addresses(locked, stated.get("addresses", "").split(), by=by, audience=audience if several else ""),
    ]


def _address(article: Article, stated: dict[str, str]) -> Iterable[str]:
    wanted = stated.get("slug", "")
    if not wanted:
        return
    given = free_slug(wanted, of=article)
    if given != wanted:
        yield _("The address “%(wanted)s” is taken or cannot be one: the article is at “%(given)s”.") % {
            "wanted": wanted,
            "given": given,
        }
    article.slug = given


def _topic(article: Article, wanted: str, by: Person) -> Iterable[str]:
    if not wanted:
        return
    topic = Topic.objects.filter(slug=wanted).first() or Topic.objects.filter(name__iexact=wanted).first()
    if topic is None and Desk.of(by).manages:
        topic = add_topic(wanted, by=by)
    if topic is None:
        yield _("There is no topic “%s”.") % wanted
    article.topic = topic


def _type(article: Article, wanted: str, *, is_of_table: bool) -> Iterable[str]:
    """Files of other systems call many things a type ("post"), so that only a table is told what is none here."""
    kind = type_of(wanted)
    if wanted and kind is None and is_of_table:
        yield _("“%s” is no type of article.") % wanted
    article.type = kind or ""


def _editor(article: Article, email: str) -> Iterable[str]:
    if not email:
        return
    person = Person.objects.filter(email__iexact=email, is_active=True).first()
    if person is None or not Desk.of(person).may_draft:
        yield _("“%s” is nobody who may be handling editor: it is you.") % email
    else:
        article.handling_editor = person


def _approval(stated: dict[str, str]) -> dict[str, str]:
    """By whom and when a former process approved it; nothing where either is missing."""
    if not (stated.get("approved_by") and stated.get("approved_on")):
        return {}
    return {
        "by": stated["approved_by"],
        "on": stated["approved_on"],
        "record": stated.get("record", ""),
        "review_due": stated.get("review_due", ""),
    }


def _notes(converted: Converted) -> Sequence[Any]:
    """What a person should look at: what was found, left out, and what only they can decide."""
    found: list[str] = []
    for text in converted.texts:
        found += [str(sentence) for sentence in summary(text.imported)[1:]]
        found += [f"{passage.question} {passage.text[:200]}" for passage in text.imported.unsure]
        found += [
            f"{passage.reason} {passage.text[:120]}" for passage in text.imported.left_out if passage.kind == "image"
        ]
    if converted.pictures:
        found.append(_("Pictures taken into the library: %d.") % len(converted.pictures))
    return found
