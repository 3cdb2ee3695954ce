"""The list of articles: narrowed down, put in order, taken away as a file; and the page where a new article begins."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import OuterRef, Prefetch, QuerySet, Subquery
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import actions
from articles.forms.article_filter import COLUMNS, ArticleFilter, SavedFilterForm
from articles.forms.details import NewArticleForm
from articles.models import Article, ArticleTemplate, CoEditor, Person, SavedFilter, Status, Topic, Version
from articles.narrowing import Narrowing, newest_status, next_review, open_flags
from articles.spreadsheets import csv_lines
from articles.views.desk import ROWS_PER_PAGE, DeskRequest, reads_drafts, writes_drafts

_AT_ONCE = 1000
_NOT_SHOWN = ("quotes", "evidence_searches", "terms", "change", "reference_keys")


@require_safe
@reads_drafts
def article_list(request: DeskRequest) -> HttpResponse:
    form = filter_form(request)
    wanted = form.narrowing()
    page = page_of(wanted, request.GET.get("page"))
    context = {
        "form": form,
        "fields": fields_of(form),
        "wanted": wanted,
        "chips": list(form.chips()),
        "page": page,
        "query": f"&{wanted.query}" if wanted.query else "",
        "columns": list(columns(wanted)),
        "saved": SavedFilter.objects.seen_by(request.user),
        "saving": SavedFilterForm(may_share=request.desk.manages, prefix="saved"),
        "desk": request.desk,
        "section": "articles",
    }
    return render(request, "articles/article_list.html", context)


def filter_form(request: DeskRequest) -> ArticleFilter:
    people = Person.objects.filter(is_active=True).order_by("printed_name", "pk").only("printed_name")
    return ArticleFilter(request.GET, topics=list(Topic.objects.all()), people=list(people))


@dataclass(frozen=True)
class _Unanswered:
    """A filter of which nothing is chosen: the same for everybody with this language, as long as there is the same to choose from."""

    language: str | None
    choices: tuple[tuple[str, str, str], ...]
    form: ArticleFilter = field(compare=False)


def fields_of(form: ArticleFilter) -> SafeString:
    """All but the words that are searched for. A third of what the page takes, so that it is kept where nothing is chosen."""
    if form.data.keys() & form.fields.keys():
        return _fields_of(form)
    return unanswered_fields(_Unanswered(get_language(), form.offered(), form))


@lru_cache(maxsize=16)
def unanswered_fields(unanswered: _Unanswered) -> SafeString:
    return _fields_of(unanswered.form)


def _fields_of(form: ArticleFilter) -> SafeString:
    return render_to_string("articles/_article_filter_fields.html", {"form": form})


def page_of(wanted: Narrowing, number: str | None) -> Page[Any]:
    """The numbers of the page first, by narrow rows alone; then what the page says of them."""
    rows = wanted.articles()
    numbers = wanted.in_order(rows).values_list("pk", flat=True)
    page: Page[Any] = _Numbers(numbers, ROWS_PER_PAGE, count=rows.count).get_page(number)
    page.object_list = described(list(page.object_list))
    return page


class _Numbers(Paginator[Any]):
    """Counts without the order, which a count does not need."""

    def __init__(self, rows: QuerySet[Any], per_page: int, *, count: Any) -> None:
        super().__init__(rows, per_page)
        self.__dict__["count"] = count()


def described(numbers: list[int]) -> list[Article]:
    """In the order of the numbers: with where the newest version stands, the next review, open flags and the last change."""
    found = {row.pk: row for row in with_columns(Article.objects.filter(pk__in=numbers)).order_by()}
    return [found[number] for number in numbers if number in found]


def with_columns(rows: QuerySet[Article]) -> QuerySet[Article]:
    newest = Version.objects.filter(article=OuterRef("pk")).order_by("-number")
    last = Article.history.filter(id=OuterRef("pk")).order_by("-revision", "-history_id")
    return (
        rows.annotate(
            newest_status=newest_status(),
            newest_number=Subquery(newest.values("number")[:1]),
            review_due=next_review(),
            must_answer=open_flags(),
            changed_by=Subquery(last.values("history_user__printed_name")[:1]),
        )
        .select_related("topic", "handling_editor")
        .defer(*_NOT_SHOWN)
        .prefetch_related(Prefetch("co_editors", CoEditor.objects.select_related("person")))
    )


def columns(wanted: Narrowing) -> Iterator[dict[str, object]]:
    """Each column with the address that sorts by it, the other way round if the list is sorted by it already."""
    for name, label in COLUMNS.items():
        is_current = wanted.column == name
        turned = f"-{name}" if is_current and not wanted.is_descending else name
        order = ("descending" if wanted.is_descending else "ascending") if is_current else ""
        query = wanted.sorted_by(turned).query
        yield {"label": label, "query": query, "order": order, "is_number": name == "flags"}


@require_safe
@reads_drafts
def article_list_csv(request: DeskRequest) -> StreamingHttpResponse:
    """Everything that matches, in the order of the list, made while it is read."""
    wanted = filter_form(request).narrowing()
    response = StreamingHttpResponse(csv_lines(_header(), _rows(wanted)), content_type="text/csv; charset=utf-8")
    name = f"articles-{timezone.localdate().isoformat()}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _header() -> list[str]:
    return [
        *(
            _("Title"),
            _("Address"),
            _("Question"),
            _("Status"),
            _("Version"),
            _("Topic"),
            _("Type"),
            _("Handling editor"),
        ),
        *(
            _("Co-editors"),
            _("Whom it is written for"),
            _("Language"),
            _("Review due"),
            _("Flags that must be answered"),
        ),
        *(_("Last change"), _("Changed by"), _("Revision"), _("Archived")),
    ]


def _rows(wanted: Narrowing) -> Iterator[list[str]]:
    for article in with_columns(wanted.in_order()).iterator(chunk_size=_AT_ONCE):
        yield _row(article)


def _row(article: Any) -> list[str]:
    status, number = article.newest_status, article.newest_number
    return [
        article.title,
        article.slug,
        article.question,
        str(Status(status).label) if status else _("Not submitted yet"),
        str(number or ""),
        article.topic.name if article.topic else "",
        article.get_type_display(),
        article.handling_editor.printed_name,
        "; ".join(row.person.printed_name for row in article.co_editors.all()),
        "; ".join(str(audience.label) for audience in article.declared_audiences),
        article.language,
        article.review_due.isoformat() if article.review_due else "",
        str(article.must_answer),
        timezone.localtime(article.changed_at).strftime("%Y-%m-%d %H:%M"),
        article.changed_by or "",
        str(article.revision),
        timezone.localdate(article.archived_at).isoformat() if article.archived_at else "",
    ]


@writes_drafts
def article_new(request: DeskRequest) -> HttpResponse:
    initial = {name: request.GET.get(name, "")[:300] for name in ("question", "template")}
    form = NewArticleForm(request.POST or None, initial=initial, templates=list(ArticleTemplate.objects.all()))
    if form.is_valid():
        article = actions.create_article(by=request.user, details=form.details(), body=form.body())
        return redirect("desk:article_edit", article.pk, article.audiences[0])
    return render(request, "articles/article_new.html", {"form": form, "section": "articles"})
