"""Works to cite, for the editor: the article's own first, then the library's, then what is looked up elsewhere."""

from __future__ import annotations

from django.db.models import Case, IntegerField, Value, When
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles import actions
from articles.models import Article, Reference
from articles.references import identifiers
from articles.refusals import Refusal
from articles.views.desk import DeskRequest, writes_drafts
from articles.views.library.statements import sentence_of
from articles.views.limits import asks_too_often

MOST_SHOWN = 20
LONGEST_IDENTIFIER = 300
# A shorter bare number is rather a year or a volume than a PMID.
FEWEST_DIGITS = 5


@require_safe
@writes_drafts
def article_citing(request: DeskRequest, pk: int) -> HttpResponse:
    """`?q=` searches, `?keys=` names works by key; three queries beside the session's, however many there are."""
    article = get_object_or_404(Article, pk=pk)
    listed = frozenset(article.reference_keys)
    keys = request.GET.get("keys", "").split()
    searched = request.GET.get("q", "")
    rows = Reference.objects.filter(key__in=keys) if keys else Reference.objects.matching(searched)
    ours = Case(When(key__in=listed, then=Value(0)), default=Value(1), output_field=IntegerField())
    found = list(rows.annotate(others=ours).order_by("others", "title", "pk")[: MOST_SHOWN + 1])
    return JsonResponse(
        {
            "results": [_shown(row, is_listed=row.key in listed) for row in found[:MOST_SHOWN]],
            "more": len(found) > MOST_SHOWN,
            "offer": "" if keys or found else _offered(searched),
        }
    )


def _offered(searched: str) -> str:
    """What may be looked up elsewhere: an identifier that no work of the library has."""
    named = identifiers.recognised(searched[:LONGEST_IDENTIFIER])
    if named is None or named.kind not in ("doi", "pmid", "pmcid"):
        return ""
    is_bare = searched.strip().isdecimal()
    return "" if is_bare and len(named.value) < FEWEST_DIGITS else f"{named.kind.upper()} {named.value}"


@require_POST
@writes_drafts
def article_look_up(request: DeskRequest, pk: int) -> HttpResponse:
    """A work by DOI, PMID or PMCID, into the library as it is stated, for the citation that is being put together."""
    article = get_object_or_404(Article, pk=pk)
    typed = request.POST.get("identifier", "")[:LONGEST_IDENTIFIER]
    if asks_too_often(request.user, "look-up"):
        return JsonResponse({"sentence": _("Too many works at once; not looked up.")}, status=429)
    try:
        reference, found = actions.add_looked_up(typed, by=request.user)
    except Refusal as refusal:
        return JsonResponse({"sentence": str(refusal)}, status=422)
    said = sentence_of(found.statements) if found else ""
    work = _shown(reference, is_listed=reference.key in article.reference_keys)
    return JsonResponse({"work": work, "sentence": said})


def _shown(reference: Reference, *, is_listed: bool) -> dict[str, object]:
    facts = (reference.authors, reference.year, str(reference.get_type_display()))
    return {
        "key": reference.key,
        "title": reference.title,
        "detail": ", ".join(filter(None, facts)),
        "listed": is_listed,
    }
