"""For anybody: whether what was published of an article is as signed, and all of it to take along."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from articles.models import Article, FormerSlug
from workflows.record.bundle import write_bundle
from workflows.record.proof import Proof, keys_of, proofs

# As long as a page of an article (S4).
for_a_minute = cache_control(public=True, max_age=60, must_revalidate=True)


@require_safe
@for_a_minute
def verify(request: HttpRequest, slug: str) -> HttpResponse:
    article = Article.objects.filter(slug=slug).first()
    if article is None:
        return _moved(slug)
    found = _published(article)
    context = {
        "article": article,
        "title": found[0].version.title,
        "proofs": found,
        "keys": keys_of(found),
        "all_hold": all(proof.holds for proof in found),
        "command": "python3 check.py",
    }
    return render(request, "workflows/verify.html", context)


@require_safe
@for_a_minute
def bundle(request: HttpRequest, slug: str) -> HttpResponse:
    article = Article.objects.filter(slug=slug).first()
    if article is None:
        raise Http404
    response = HttpResponse(write_bundle(article, _published(article)), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{article.slug}-signatures.zip"'
    response["X-Robots-Tag"] = "noindex"
    return response


def _published(article: Article) -> list[Proof]:
    """What never was live is nobody's outside."""
    found = proofs(article)
    if not found:
        raise Http404
    return found


def _moved(slug: str) -> HttpResponse:
    """301 for an address that a published article had."""
    former = FormerSlug.objects.select_related("article").filter(slug=slug).first()
    if former is None or not former.article.publications.exclude(live_from=None).exists():
        raise Http404
    return HttpResponsePermanentRedirect(reverse("boards:verify", args=(former.article.slug,)))
