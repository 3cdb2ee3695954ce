"""The list of articles, and the page where a new one begins."""

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpResponse
from django.shortcuts import redirect, render

from articles import actions
from articles.forms.details import NewArticleForm
from articles.models import Article, Version
from articles.views.desk import DeskRequest, kept_query, page_of, reads_drafts, writes_drafts


@reads_drafts
def article_list(request: DeskRequest) -> HttpResponse:
    searched = request.GET.get("q", "").strip()
    page = page_of(listed(searched), request)
    context = {
        "page": page,
        "q": searched,
        "query": kept_query(q=searched),
        "desk": request.desk,
        "section": "articles",
    }
    return render(request, "articles/article_list.html", context)


def listed(searched: str) -> QuerySet[Article]:
    """Articles with the status of their newest version and their last change, and who is in charge; two queries."""
    newest = Version.objects.filter(article=OuterRef("pk")).order_by("-number")
    last = Article.history.filter(id=OuterRef("pk")).order_by("-revision", "-history_id")
    rows = Article.objects.annotate(
        newest_status=Subquery(newest.values("status")[:1]),
        newest_number=Subquery(newest.values("number")[:1]),
        changed_at=Subquery(last.values("history_date")[:1]),
        changed_by=Subquery(last.values("history_user__printed_name")[:1]),
    )
    rows = rows.select_related("handling_editor").prefetch_related("co_editors__person")
    return rows.filter(title__icontains=searched) if searched else rows


@writes_drafts
def article_new(request: DeskRequest) -> HttpResponse:
    form = NewArticleForm(request.POST or None, initial={"question": request.GET.get("question", "")[:300]})
    if form.is_valid():
        article = actions.create_article(by=request.user, details=form.details())
        return redirect("desk:article_edit", article.pk, article.audiences[0])
    return render(request, "articles/article_new.html", {"form": form, "section": "articles"})
