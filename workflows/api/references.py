"""The library, and the reference list of an article."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Path, Query, Router, Schema, Status

from articles import actions
from articles.actions.looking_up import WorkUnknown
from articles.models import Reference, TokenScope
from articles.permissions import Desk, require
from articles.refusals import Refusal
from articles.views.library.statements import sentence_of
from articles.views.limits import asks_too_often
from workflows.api import shapes, telling
from workflows.api.articles import LAST_PAGE, MOST_PER_PAGE, OF_ONE, WRITTEN, Known, article_of, ours
from workflows.api.opening import Needs
from workflows.api.problems import NotDone, refused, too_often

router = Router(tags=["References"])
Key = Annotated[str, Path(pattern=shapes.KEY, description="The key of a work.")]


class Searched(Schema):
    q: str = Field(
        "", max_length=300, pattern=shapes.PLAIN, description="Words of title, authors, journal, year, identifier."
    )
    page: int = Field(1, ge=1, le=LAST_PAGE)
    per_page: int = Field(25, ge=1, le=MOST_PER_PAGE)


@router.get(
    "/references",
    response={200: shapes.ReferencePage, **OF_ONE},
    auth=Needs(TokenScope.REFERENCES),
    url_name="references",
)
def references(request: HttpRequest, searched: Query[Searched]) -> shapes.ReferencePage:
    """Works of the library, by title."""
    rows = Reference.objects.matching(searched.q).select_related("merged_into").order_by("title", "pk")
    page = Paginator(rows, searched.per_page).get_page(searched.page)
    if searched.page > page.paginator.num_pages:
        raise Http404
    told = [telling.reference(row) for row in page]
    return shapes.ReferencePage(
        count=page.paginator.count, page=page.number, pages=page.paginator.num_pages, references=told
    )


@router.post(
    "/references",
    response={200: shapes.AddedReference, 201: shapes.AddedReference, **WRITTEN},
    auth=Needs(TokenScope.REFERENCES, waits=True),
    url_name="references",
)
def add_reference(request: HttpRequest, named: shapes.Identifier) -> Status[shapes.AddedReference]:
    """The work that a DOI, PMID or PMCID names, as Crossref or PubMed state it; 200 where the library has it already."""
    by = ours(request).user
    require(Desk.of(by).may_keep_library)
    if asks_too_often(by, "look-up"):
        raise NotDone(too_often(_("Too many works at once; not looked up."), 60))
    try:
        work, found = actions.add_looked_up(named.identifier, by=by)
    except WorkUnknown as refusal:
        raise NotDone(refused(refusal, field="identifier")) from None
    status = HTTPStatus.CREATED if found else HTTPStatus.OK
    return Status(status, telling.added_reference(work, sentence_of(found.statements) if found else ""))


@router.get(
    "/references/{key}",
    response={200: shapes.Reference, **OF_ONE},
    auth=Needs(TokenScope.REFERENCES),
    url_name="reference",
)
def reference(request: HttpRequest, key: Key) -> shapes.Reference:
    """One work, also by a key that was merged into another."""
    return telling.reference(_work(key))


@router.get(
    "/articles/{article}/references",
    response={200: shapes.References, **OF_ONE},
    auth=Needs(TokenScope.READ),
    url_name="article_references",
)
def article_references(request: HttpRequest, article: Known) -> shapes.References:
    """The works on the reference list of an article, in its order."""
    keys = article_of(article).reference_keys
    rows = {row.key: row for row in Reference.objects.filter(key__in=keys).select_related("merged_into")}
    return shapes.References(references=[telling.reference(rows[key]) for key in keys if key in rows])


@router.post(
    "/articles/{article}/references",
    response={200: shapes.References, **WRITTEN, 404: shapes.Problem},
    auth=Needs(TokenScope.WRITE, TokenScope.REFERENCES),
    url_name="article_references",
)
def list_reference(request: HttpRequest, article: Known, cited: shapes.Cited) -> shapes.References:
    """Put a work of the library on the list. A text cites it with `<cite data-key="…"></cite>`. Twice changes nothing."""
    work = Reference.objects.filter(key=cited.key).first()
    if work is None:
        raise NotDone(refused(Refusal(_("The library has no such work.")), field="key"))
    actions.list_reference(article_of(article), work, by=ours(request).user)
    return article_references(request, article)


def _work(key: str) -> Reference:
    found = Reference.objects.filter(key=key).select_related("merged_into").first()
    if found is None:
        raise Http404
    return found
