"""The page on which an article is taken out of the house: one text of one edition as a file."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.audiences import Audience
from articles.forms.files import FileForm
from articles.models import Article
from articles.past import state_at
from articles.publishing.files import ArticleFile, NotRenderable, article_file
from articles.publishing.pdf import NoPages
from articles.publishing.preview import Preview, preview_of_state, preview_of_version
from articles.views.desk import DeskRequest, reads_drafts, tabs
from articles.views.history.past import privately

DRAFT, LIVE, VERSION = "draft", "live", "v"


@require_safe
@privately
@reads_drafts
def article_files(request: DeskRequest, pk: int) -> HttpResponse:
    """The page; with a choice in its address, the file. Nothing is changed by either."""
    article = get_object_or_404(Article, pk=pk)
    chosen = request.GET if "format" in request.GET else None
    form = FileForm(chosen, editions=_editions(article), audiences=_audiences(article))
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


def _editions(article: Article) -> list[tuple[str, str]]:
    """The draft, what readers see, then each version, the newest first."""
    rows = article.versions.order_by("-number").values_list("number", flat=True)
    live = [(LIVE, _("What readers see now"))] if article.publications.live().exists() else []
    draft = (DRAFT, _("The draft as it is saved, revision %d") % article.revision)
    return [draft, *live, *((f"{VERSION}{number}", _("Version %d") % number) for number in rows)]


def _file(article: Article, reader: str, *, edition: str, audience: str, format: str) -> ArticleFile:
    return article_file(preview_of(article, edition, reader=reader), Audience(audience), format)


def preview_of(article: Article, edition: str, *, reader: str) -> Preview:
    """`edition` is one of `_editions`, in the language of the article."""
    if edition == DRAFT:
        state = state_at(article, article.revision)
        assert state is not None  # an article begins with its first revision
        with translation.override(article.language):
            return preview_of_state(state, reader=reader)
    versions = article.versions.select_related("article")
    if edition == LIVE:
        version = versions.get(publications__in=article.publications.live())
    else:
        version = versions.get(number=int(edition.removeprefix(VERSION)))
    with translation.override(version.content.language):
        return preview_of_version(version, reader=reader)


def _download(file: ArticleFile) -> HttpResponse:
    response = HttpResponse(file.body, content_type=file.media_type)
    response["Content-Disposition"] = f'attachment; filename="{file.name}"'
    response["X-Robots-Tag"] = "noindex"
    return response
