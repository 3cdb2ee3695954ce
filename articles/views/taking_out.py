"""The page on which an article is taken out of the house: one text of one edition as a file."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from articles.audiences import Audience
from articles.forms.files import FileForm
from articles.models import Article
from articles.publishing.files import ArticleFile, NotRenderable, article_file
from articles.publishing.files.editions import editions, preview_of
from articles.publishing.pdf import NoPages
from articles.views.desk import DeskRequest, reads_drafts, tabs
from articles.views.history.past import privately


@require_safe
@privately
@reads_drafts
def article_files(request: DeskRequest, pk: int) -> HttpResponse:
    """The page; with a choice in its address, the file. Nothing is changed by either."""
    article = get_object_or_404(Article, pk=pk)
    chosen = request.GET if "format" in request.GET else None
    form = FileForm(chosen, editions=editions(article), audiences=_audiences(article))
    refusal = ""
    if form.is_valid():
        try:
            return _download(_file(article, request.user.printed_name, **form.cleaned_data))
        except (NotRenderable, NoPages) as refused:
            refusal = str(refused)
    context = {
        "article": article,
        "form": form,
        "sentence": refusal,
        "audiences": [(name, Audience(name).label) for name in article.declared_audiences],
        "tabs": tabs(article, "article_files"),
        "section": "articles",
    }
    return render(request, "articles/files/choose.html", context, status=422 if form.errors or refusal else 200)


def _audiences(article: Article) -> list[str]:
    """Versions may have texts that the draft no longer has."""
    return [audience.value for audience in Audience]


def _file(article: Article, reader: str, *, edition: str, audience: str, format: str) -> ArticleFile:
    return article_file(preview_of(article, edition, reader=reader), Audience(audience), format)


def _download(file: ArticleFile) -> HttpResponse:
    response = HttpResponse(file.body, content_type=file.media_type)
    response["Content-Disposition"] = f'attachment; filename="{file.name}"'
    response["X-Robots-Tag"] = "noindex"
    return response
