"""Evidence quotes of a draft: what its doses, percentages and thresholds rest on, word for word, and what nobody has quoted yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles import actions
from articles.audiences import Audience
from articles.draft import declared_texts
from articles.forms.quotes import QuoteForm
from articles.models import Article, Reference
from articles.refusals import Refusal
from articles.text.claims import Claim, claims
from articles.views.desk import DeskRequest, reads_drafts, tabs, writes_drafts

AT_A_TIME = 7


@dataclass(frozen=True)
class Typed:
    """A form that was sent and not taken, and the passage at which it stands."""

    anchor: str
    form: QuoteForm


@dataclass(frozen=True)
class Quote:
    words: str
    where: str


@dataclass(frozen=True)
class Source:
    """A work that is cited there, and its quotes that name every amount of the claim."""

    reference: Reference
    quotes: tuple[Quote, ...]


@dataclass(frozen=True)
class ClaimRow:
    audience: str | Promise
    edit_url: str
    claim: Claim
    sources: tuple[Source, ...]
    anchor: str

    @property
    def is_quoted(self) -> bool:
        return any(source.quotes for source in self.sources)

    @property
    def amounts(self) -> str:
        return ", ".join(dict.fromkeys(amount.text for amount in self.claim.amounts))


@reads_drafts
def article_quotes(request: DeskRequest, pk: int) -> HttpResponse:
    return _page(request, get_object_or_404(Article, pk=pk))


@require_POST
@writes_drafts
def quote_add(request: DeskRequest, pk: int) -> HttpResponse:
    article, anchor = get_object_or_404(Article, pk=pk), request.POST.get("anchor", "")
    works = _works(article)
    form = QuoteForm(request.POST, works=_cited_at(anchor, article, works), auto_id=_identity(anchor))
    if form.is_valid():
        work = get_object_or_404(Reference, pk=form.cleaned_data["reference"])
        try:
            actions.keep_quote(article, work, by=request.user, **form.kept())
        except Refusal as refused:
            form.add_error("quote", str(refused))
        else:
            messages.success(request, _("Kept. It is signed with the next version."))
            return redirect(f"{reverse('desk:article_quotes', args=(pk,))}?page={request.POST.get('page', '1')}")
    return _page(request, article, typed=Typed(anchor, form))


def _cited_at(anchor: str, article: Article, works: Mapping[str, Reference]) -> list[Reference]:
    """The works of the passage, or all of the list where somebody changed the text meanwhile."""
    here = next((row for row in _rows(article, works) if row.anchor == anchor), None)
    return [source.reference for source in here.sources] if here else list(works.values())


def _works(article: Article) -> dict[str, Reference]:
    return Reference.objects.in_bulk(article.reference_keys, field_name="key")


@require_POST
@writes_drafts
def quote_drop(request: DeskRequest, pk: int, reference: int) -> HttpResponse:
    article, work = get_object_or_404(Article, pk=pk), get_object_or_404(Reference, pk=reference)
    actions.drop_quote(article, work, by=request.user, quote=request.POST.get("quote", ""))
    messages.success(request, _("Taken out. The history keeps it."))
    return redirect("desk:article_quotes", pk)


def _page(request: DeskRequest, article: Article, typed: Typed | None = None) -> HttpResponse:
    works = _works(article)
    rows = list(_rows(article, works))
    asked_for = [row for row in rows if not row.is_quoted]
    page = Paginator(asked_for, AT_A_TIME).get_page(request.POST.get("page") or request.GET.get("page"))
    context = {
        "article": article,
        "page": page,
        "blanks": [(row, _form(row, typed)) for row in page.object_list],
        "quoted": [row for row in rows if row.is_quoted],
        "kept": [(works[key], quotes) for key, quotes in article.quotes.items() if key in works],
        "total": len(rows),
        "desk": request.desk,
        "tabs": tabs(article, "article_citations"),
        "section": "articles",
    }
    return render(request, "articles/quotes.html", context, status=422 if typed else 200)


def _rows(article: Article, works: Mapping[str, Reference]) -> Iterator[ClaimRow]:
    for name, text in declared_texts(article).items():
        url = reverse("desk:article_edit", args=(article.pk, name))
        for number, claim in enumerate(claims(f"{text.summary}\n{text.body}")):
            sources = tuple(_source(works[key], article, claim) for key in claim.keys if key in works)
            yield ClaimRow(Audience(name).label, url, claim, sources, anchor=f"{name}-{number}")


def _source(reference: Reference, article: Article, claim: Claim) -> Source:
    kept = article.quotes.get(reference.key, [])
    fitting = (Quote(one["quote"], one.get("where", "")) for one in kept if not claim.lacking(one["quote"]))
    return Source(reference, tuple(fitting))


def _form(row: ClaimRow, typed: Typed | None) -> QuoteForm | None:
    """One for the passage, whichever of its works says it; none where it cites none."""
    if typed is not None and typed.anchor == row.anchor:
        return typed.form
    works = [source.reference for source in row.sources]
    return QuoteForm(works=works, auto_id=_identity(row.anchor)) if works else None


def _identity(anchor: str) -> str:
    """Of the fields of a passage's form. The anchor is what a request says, and Django puts a field's name in by %."""
    return f"id_{anchor.replace('%', '%%')}_%s"
