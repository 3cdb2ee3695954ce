"""Works to cite, for the editor: the article's own first, then the library's."""

from __future__ import annotations

from django.db.models import Case, IntegerField, Value, When
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from articles.models import Article, Reference
from articles.views.desk import DeskRequest, writes_drafts

MOST_SHOWN = 20


@require_safe
@writes_drafts
def article_citing(request: DeskRequest, pk: int) -> HttpResponse:
    """`?q=` searches, `?keys=` names works by key; three queries beside the session's, however many there are."""
    article = get_object_or_404(Article, pk=pk)
    listed = frozenset(article.reference_keys)
    keys = request.GET.get("keys", "").split()
    rows = Reference.objects.filter(key__in=keys) if keys else Reference.objects.matching(request.GET.get("q", ""))
    ours = Case(When(key__in=listed, then=Value(0)), default=Value(1), output_field=IntegerField())
    found = list(rows.annotate(others=ours).order_by("others", "title", "pk")[: MOST_SHOWN + 1])
    return JsonResponse(
        {
            "results": [_shown(row, is_listed=row.key in listed) for row in found[:MOST_SHOWN]],
            "more": len(found) > MOST_SHOWN,
        }
    )


def _shown(reference: Reference, *, is_listed: bool) -> dict[str, object]:
    facts = (reference.authors, reference.year, str(reference.get_type_display()))
    return {
        "key": reference.key,
        "title": reference.title,
        "detail": ", ".join(filter(None, facts)),
        "listed": is_listed,
    }
