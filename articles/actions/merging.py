"""Two records of one work made one, with every citation of drafts following; and that undone.

Frozen versions stay as they are: the record that is gone keeps its row and its key, and points at the one that is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import record
from articles.actions.marking import GRAVITY, set_mark
from articles.actions.merging_works import merge as fill
from articles.actions.revisions import new_revision, open_draft
from articles.models import Article, Person, ProposedCitation, Reference, ReferenceMerge, Text
from articles.permissions import Desk, require
from articles.references import tags
from articles.references.cited import as_work
from articles.refusals import Refusal
from articles.text.citations import numbering, rebind
from articles.text.merging import Choice, merge, resolved

_IDENTIFIERS = ("doi", "pmid", "pmcid", "isbn", "url", "guideline")
_EVIDENCE = ("evidence_scheme", "evidence_level")
Quotes = Mapping[str, list[dict[str, str]]]


class AlreadyMerged(Refusal):
    """One of the records was merged, or the merge undone, since the page was opened."""


@transaction.atomic
def merge_references(kept: Reference, *, gone: Reference, by: Person, reason: str) -> ReferenceMerge:
    """Say that two records are one work. What the kept one lacks is filled from the other, nothing is written over.

    Texts, lists and quotes of drafts follow, one revision for each article; terms are untouched. A mark of the kept record
    is set on the other as well, whose key live pages may cite (S18); a graver one of the other has to be set first.
    """
    require(Desk.of(by).may_keep_library)
    drafts = [open_draft(article, by=by) for article in _drafts_with(gone)]
    kept, gone = _two(kept, gone)
    _require_one_work(kept, gone)
    why = _needs_reason(reason)
    before = _filling(kept)
    # Of no type: that of the kept record is a person's to confirm.
    fill(kept, as_work(gone.csl, gone.identifiers))
    if not kept.evidence_scheme:
        kept.evidence_scheme, kept.evidence_level = gone.evidence_scheme, gone.evidence_level
    kept.tags = tags.kept((*kept.tag_list, *gone.tag_list))
    gone.merged_into = kept
    gone.record(by=by, reason=_("merged into “%(title)s”: %(why)s") % {"title": kept.title, "why": why})
    kept.record(by=by, reason=_("merged with “%(title)s”: %(why)s") % {"title": gone.title, "why": why})
    if kept.mark != gone.mark:
        set_mark(kept, kept.mark, kept.mark_source, kept.marked_on, by=by, reason=why)
    made = ReferenceMerge.objects.create(
        kept=kept,
        gone=gone,
        reason=why,
        by=by,
        filled=_gained(before, _filling(kept)),
        revisions={str(draft.pk): draft.revision for draft in drafts if _follow(draft, gone, kept, by=by, why=why)},
        proposals=_point(gone, kept, ProposedCitation.objects.values_list("pk", flat=True)),
    )
    record.append(record.LIBRARY, "reference.merged", by=by, reference=gone.key, into=kept.key, merge=made.pk)
    return made


@transaction.atomic
def part_references(merged: ReferenceMerge, *, by: Person, reason: str) -> ReferenceMerge:
    """Undo a merge: citations, list and quotes go back where they still stand as the merge left them; marks stay.

    A passage that was written anew since keeps citing the kept record.
    """
    require(Desk.of(by).may_keep_library)
    drafts = [open_draft(article, by=by) for article in Article.objects.filter(pk__in=merged.revisions).order_by("pk")]
    kept, gone = _two(merged.kept, merged.gone)
    row = ReferenceMerge.objects.select_for_update().get(pk=merged.pk)
    if row.parted_at is not None:
        raise AlreadyMerged(_("This merge was undone already."))
    if kept.merged_into_id is not None:
        raise AlreadyMerged(_("“%s” was merged into another record since. Undo that first.") % kept.title)
    why = _needs_reason(reason)
    _take_out(kept, row.filled)
    kept.record(by=by, reason=_("parted from “%(title)s”: %(why)s") % {"title": gone.title, "why": why})
    gone.merged_into = None
    gone.record(by=by, reason=_("parted from “%(title)s”: %(why)s") % {"title": kept.title, "why": why})
    for draft in drafts:
        _go_back(draft, row.revisions[str(draft.pk)], gone, kept, by=by, why=why)
    _point(kept, gone, row.proposals)
    row.parted_by, row.parted_at, row.part_reason = by, timezone.now(), why
    row.save()
    record.append(record.LIBRARY, "reference.parted", by=by, reference=gone.key, into=kept.key, merge=row.pk)
    return row


def _drafts_with(gone: Reference) -> Iterable[Article]:
    """In the order in which they are locked, whoever locks several."""
    cites = Text.objects.filter(Q(summary__contains=gone.key) | Q(body__contains=gone.key)).values("article")
    named = f'"{gone.key}"'
    listed = Q(reference_keys__icontains=named) | Q(quotes__icontains=named)
    return list(Article.objects.filter(listed | Q(pk__in=cites)).order_by("pk"))


def _two(kept: Reference, gone: Reference) -> tuple[Reference, Reference]:
    """Both rows as they are now, locked in one order."""
    if kept.pk == gone.pk:
        raise Refusal(_("Choose two records. One cannot be merged with itself."))
    rows = {
        row.pk: row for row in Reference.objects.select_for_update().filter(pk__in=(kept.pk, gone.pk)).order_by("pk")
    }
    return rows[kept.pk], rows[gone.pk]


def _require_one_work(kept: Reference, gone: Reference) -> None:
    for row in (kept, gone):
        if row.merged_into_id is not None:
            raise AlreadyMerged(_("“%s” was merged into another record already.") % row.title)
    if kept.is_sample != gone.is_sample:
        raise Refusal(_("One of the two is sample content and the other is not."))
    if GRAVITY.index(gone.mark) > GRAVITY.index(kept.mark):
        raise Refusal(
            _("“%(title)s” bears the mark “%(mark)s” and the record that you keep does not. Mark that one first.")
            % {"title": gone.title, "mark": gone.get_mark_display()}
        )
    if gone.mark_mistakes.waiting().exists():
        raise Refusal(_("Somebody says that the mark of “%s” is a mistake. Decide about that first.") % gone.title)


def _needs_reason(reason: str) -> str:
    if not reason.strip():
        raise Refusal(_("Say why, in a sentence."))
    return reason.strip()


def _filling(kept: Reference) -> dict[str, Any]:
    evidence = {name: getattr(kept, name) for name in _EVIDENCE}
    return {
        **kept.identifiers,
        **evidence,
        "tags": kept.tag_list,
        "csl": dict(kept.csl) if isinstance(kept.csl, dict) else {},
    }


def _gained(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    found = {name: after[name] for name in (*_IDENTIFIERS, *_EVIDENCE) if after[name] != before[name]}
    csl = {name: value for name, value in after["csl"].items() if before["csl"].get(name) != value}
    new = [tag for tag in after["tags"] if tag not in before["tags"]]
    return {**found, **({"csl": csl} if csl else {}), **({"tags": new} if new else {})}


def _take_out(kept: Reference, filled: Mapping[str, Any]) -> None:
    """What the merge filled and nobody changed since."""
    for name in _IDENTIFIERS:
        if name in filled and getattr(kept, name) == filled[name]:
            setattr(kept, name, "")
    if all(name in filled and getattr(kept, name) == filled[name] for name in _EVIDENCE):
        kept.evidence_scheme = kept.evidence_level = ""
    kept.tags = tags.kept(tag for tag in kept.tag_list if tag not in filled.get("tags", ()))
    csl: Mapping[str, Any] = kept.csl if isinstance(kept.csl, dict) else {}
    gained = filled.get("csl", {})
    kept.csl = {name: value for name, value in csl.items() if name not in gained or gained[name] != value}


def _point(one: Reference, other: Reference, numbers: Iterable[int]) -> list[int]:
    """Citations of an import that wait for a person are proposed with the other record from now on."""
    waiting = ProposedCitation.objects.filter(reference=one, confirmed_at=None, pk__in=numbers)
    found = list(waiting.values_list("pk", flat=True))
    ProposedCitation.objects.filter(pk__in=found).update(reference=other)
    return found


def _follow(draft: Article, gone: Reference, kept: Reference, *, by: Person, why: str) -> bool:
    """Every citation of the draft; False where it had none."""
    revision, texts = draft.revision, list(draft.texts.all())
    for text in texts:
        text.summary, text.body = (rebind(part, {gone.key: kept.key}) for part in (text.summary, text.body))
    keys = (kept.key if key == gone.key else key for key in draft.reference_keys)
    draft.reference_keys = list(dict.fromkeys(keys))
    draft.quotes = _joined(draft.quotes, gone.key, kept.key)
    what = _("“%(gone)s” merged into “%(kept)s”") % {"gone": gone.title, "kept": kept.title}
    new_revision(draft, by=by, texts=texts, reason=f"{what}: {why}", what=what)
    return draft.revision > revision


def _joined(quotes: Quotes, gone: str, kept: str) -> dict[str, list[dict[str, str]]]:
    there = quotes.get(kept, [])
    both = [*there, *(one for one in quotes.get(gone, []) if one not in there)]
    others = {key: found for key, found in quotes.items() if key not in (gone, kept)}
    return {**others, **({kept: both} if both else {})}


def _go_back(draft: Article, revision: int, gone: Reference, kept: Reference, *, by: Person, why: str) -> None:
    texts = list(draft.texts.all())
    for text in texts:
        _unfollow(text, revision)
    former = draft.history.filter(revision__lt=revision).latest("revision")
    draft.quotes = _parted(draft.quotes, former.quotes, gone.key, kept.key)
    cited = numbering([part for text in texts for part in (text.summary, text.body)])
    draft.reference_keys = _listed(draft, former.reference_keys, cited, gone.key, kept.key)
    what = _("“%(gone)s” parted from “%(kept)s”") % {"gone": gone.title, "kept": kept.title}
    new_revision(draft, by=by, texts=texts, reason=f"{what}: {why}", what=what)


def _unfollow(text: Text, revision: int) -> None:
    """Three ways: what the merge changed is taken back, what was written since stays, and wins where both touch one place."""
    after = text.history.filter(revision=revision).first()
    before = text.history.filter(revision__lt=revision).order_by("revision").last()
    if after is None or before is None:
        return
    for name in ("summary", "body"):
        merged = merge(getattr(after, name), getattr(before, name), getattr(text, name))
        setattr(text, name, resolved(merged, [Choice("mine")] * len(merged.conflicts)))


def _listed(draft: Article, former: Sequence[str], cited: Mapping[str, int], gone: str, kept: str) -> list[str]:
    """The record that is back stands where its fellow took its place; that one goes unless it was listed or is needed."""
    listed: list[str] = draft.reference_keys
    wanted = gone in cited or gone in draft.quotes or (gone in former and kept in listed)
    if not wanted or gone in listed:
        return listed
    stays = kept in former or kept in cited or kept in draft.quotes
    pair = [kept, gone] if stays else [gone]
    return [name for key in listed for name in (pair if key == kept else [key])]


def _parted(quotes: Quotes, former: Quotes, gone: str, kept: str) -> dict[str, list[dict[str, str]]]:
    """Quotes that were of the record that is back, where they still stand."""
    there = quotes.get(kept, [])
    back = [one for one in there if one in former.get(gone, [])]
    left = [one for one in there if one not in back or one in former.get(kept, [])]
    others = {key: found for key, found in quotes.items() if key not in (gone, kept)}
    mine = {kept: left, gone: [*quotes.get(gone, []), *back]}
    return {**others, **{key: found for key, found in mine.items() if found}}
