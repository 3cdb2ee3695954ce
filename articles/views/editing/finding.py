"""Find and replace over all texts of an article: every place in a list, and nothing changed that was not ticked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles import actions
from articles.actions.together import SEARCHED_PARTS, TextsChanged, hits
from articles.audiences import Audience
from articles.draft import declared_texts
from articles.forms.together import FindForm, ReplaceForm, part_label
from articles.models import Article, Text, WorkingCopy
from articles.permissions import require
from articles.publishing import wording
from articles.refusals import Refusal
from articles.text.letters import Place
from articles.text.searching import Hit
from articles.views.desk import DeskRequest, reads_drafts, tabs

MOST_PLACES = 500
Words = str | Promise

_KINDS: dict[str, Words] = {
    "p": gettext_lazy("Paragraph"),
    "li": gettext_lazy("List item"),
    "td": gettext_lazy("Table"),
    "th": gettext_lazy("Table"),
    "caption": gettext_lazy("Caption of a table"),
    "figcaption": gettext_lazy("Caption of an image"),
    "blockquote": gettext_lazy("Quotation"),
    **dict.fromkeys(("h2", "h3", "h4"), gettext_lazy("Heading")),
}


@dataclass(frozen=True)
class Row:
    """One place: `value` is what its tick box posts, `where` its section and block in words."""

    value: str
    hit: Hit
    where: str
    ticked: bool


@dataclass(frozen=True)
class Found:
    """The places in one text, part by part."""

    text: Text
    label: Words
    parts: tuple[tuple[str, tuple[Row, ...]], ...]

    @property
    def count(self) -> int:
        return sum(len(rows) for _label, rows in self.parts)


@reads_drafts
def article_find(request: DeskRequest, pk: int) -> HttpResponse:
    article = get_object_or_404(Article, pk=pk)
    if request.method == "POST":
        require(request.desk.may_draft)
        return _replace(request, article)
    form = FindForm(request.GET if "words" in request.GET else None, article=article)
    return _page(request, article, form)


def _replace(request: DeskRequest, article: Article) -> HttpResponse:
    form = ReplaceForm(request.POST, article=article)
    if not form.is_valid():
        return _page(request, article, form, status=422)
    try:
        count = actions.replace_in_texts(
            article, by=request.user, replacement=form.as_replacement, chosen=form.chosen, revisions=form.revisions
        )
    except Refusal as refused:
        return _page(request, article, form, refusal=refused, status=409)
    messages.success(request, _said(form, count))
    return redirect(f"{reverse('desk:article_find', args=[article.pk])}?{_address(form)}")


def _said(form: ReplaceForm, count: int) -> str:
    if form.as_replacement.deletes:
        return ngettext("The words were deleted at %d place.", "The words were deleted at %d places.", count) % count
    return ngettext("%d place was replaced.", "%d places were replaced.", count) % count


def _address(form: FindForm) -> str:
    """The same search again, which shows what was left."""
    kept = QueryDict(mutable=True)
    for name in ("words", "replacement", "delete", "inside_words", "match_case"):
        if value := form.cleaned_data[name]:
            kept[name] = "on" if value is True else value
    kept.setlist("texts", form.cleaned_data["texts"])
    return kept.urlencode()


def _page(
    request: DeskRequest, article: Article, form: FindForm, *, refusal: Refusal | None = None, status: int = 200
) -> HttpResponse:
    searched = form.is_search
    found = list(_found(article, form, refusal)) if searched else []
    count = sum(text.count for text in found)
    context = {
        "article": article,
        "form": form,
        "asked": form if isinstance(form, ReplaceForm) else ReplaceForm(article=article),
        "refusal": refusal,
        "searched": searched,
        "found": [text for text in found if text.count],
        "count": count,
        "cut": count >= MOST_PLACES,
        "unsaved": _unsaved(request, article),
        "may_replace": request.desk.may_draft,
        "tabs": tabs(article, "article_edit"),
        "section": "articles",
    }
    return render(request, "articles/find.html", context, status=status)


def _found(article: Article, form: FindForm, refusal: Refusal | None) -> Iterator[Found]:
    """All places are ticked at first; after a refusal those that were, unless they may now be others."""
    kept = form.chosen if isinstance(form, ReplaceForm) and not isinstance(refusal, TextsChanged) else None
    left = MOST_PLACES
    for audience, text in declared_texts(article).items():
        if Audience(audience) not in form.audiences:
            continue
        parts = []
        for part in SEARCHED_PARTS:
            rows = tuple(_rows(text, part, form, kept))[:left]
            left -= len(rows)
            parts.append((part_label(part), rows))
        yield Found(text, Audience(audience).label, tuple(parts))


def _rows(text: Text, part: str, form: FindForm, kept: dict[tuple[str, str], set[int]] | None) -> Iterator[Row]:
    for hit in hits(text, part, form.sought, form.in_their_place):
        ticked = kept is None or hit.number in kept.get((text.audience, part), ())
        yield Row(f"{text.audience}.{part}.{hit.number}", hit, where(hit.place), ticked)


def where(place: Place) -> str:
    """ "Treatment › Doses: Table, Gabapentin"."""
    box = _("Question and answer") if place.within == "question" else wording.BOXES.get(place.within, "")
    kind = _KINDS.get(place.kind, _KINDS["p"])
    block = ", ".join(str(part) for part in (box, kind, place.row) if part)
    section = " › ".join(place.headings)
    return f"{section}: {block}" if section else block


def _unsaved(request: DeskRequest, article: Article) -> Sequence[Words]:
    """Texts of which the person has words that are not saved, so that they are not searched."""
    mine = WorkingCopy.objects.filter(text__article=article, person=request.user)
    return [Audience(name).label for name in mine.values_list("text__audience", flat=True)]
