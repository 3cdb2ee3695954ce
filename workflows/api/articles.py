"""Articles as the desk lists them, their versions and tasks; beginning one, and what stands beside its texts."""

from __future__ import annotations

import hashlib
import json
from typing import Annotated, Any, Final, Literal, cast
from uuid import UUID

from django.conf import settings
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from ninja import Field, Header, Path, Query, Router, Schema, Status

from articles import actions
from articles.forms.details import BylineFormSet, BylineFormSetBase, DetailsForm
from articles.models import Article, Person, TokenScope, Topic
from articles.narrowing import Narrowing
from articles.publisher_texts import base
from articles.publishing.listing import site_url
from articles.views.article_list import described, with_columns
from workflows.api import shapes, telling
from workflows.api.opening import Needs, WorkRequest
from workflows.api.problems import NotDone, not_valid, precondition, wanted_precondition

router = Router(tags=["Articles"])
MOST_PER_PAGE: Final = 100
LAST_PAGE: Final = 1_000_000
# What may come back instead of the answer of every operation.
ALWAYS: Final[dict[int, Any]] = dict.fromkeys((401, 403, 422, 429, 503), shapes.Problem)
OF_ONE: Final[dict[int, Any]] = {**ALWAYS, 404: shapes.Problem}
WRITTEN: Final[dict[int, Any]] = {**ALWAYS, 400: shapes.Problem, 409: shapes.Problem, 413: shapes.Problem}

Known = Annotated[UUID, Path(description="The id of an article.")]
IfMatch = Annotated[
    str | None, Header(alias="If-Match", max_length=200, description="The `ETag` that the change is based on.")
]


class Filters(Schema):
    """Which articles, in which order, and how many at once; as the list at the desk."""

    q: str = Field("", max_length=300, pattern=shapes.PLAIN, description="In title, question, or an address.")
    status: shapes.Standing | None = None
    topic: str | None = Field(None, pattern=shapes.SLUG, description="In this topic (`slug`), or in one below it.")
    type: Literal["", "none", "condition", "treatment", "medicine", "test", "question"] = Field(
        "", description="`none`: of which nobody said it."
    )
    mine: bool = Field(False, description="That the token's person handles, edits or reviews.")
    due: Literal["", "overdue", "none", "30", "60", "90"] = Field("", description="Review due; in so many days.")
    flags: Literal["", "with", "without"] = Field("", description="Open flags that must be answered.")
    language: str = Field("", max_length=16, pattern=shapes.PLAIN)
    archived: Literal["", "archived", "all"] = ""
    sort: Literal["title", "status", "topic", "editor", "due", "flags", "changed"] = "title"
    falling: bool = False
    page: int = Field(1, ge=1, le=LAST_PAGE)
    per_page: int = Field(25, ge=1, le=MOST_PER_PAGE)


def ours(request: HttpRequest) -> WorkRequest:
    """Let in by `opening.worked`."""
    return cast("WorkRequest", request)


def article_of(uuid: UUID) -> Article:
    """Whoever gets here may read drafts, and so may know of each."""
    found = Article.objects.select_related("topic").filter(uuid=uuid).first()
    if found is None:
        raise Http404
    return found


@router.get("/me", response={200: shapes.Me, **ALWAYS}, auth=Needs(), url_name="me")
def me(request: HttpRequest) -> shapes.Me:
    """For whom this token works, and what it may do now."""
    token, desk = ours(request).token, ours(request).desk
    scopes = [scope for scope in TokenScope if actions.may_use(token, desk, [scope])]
    return shapes.Me(name=token.person.printed_name, token=token.name, scopes=scopes, expires_at=token.expires_at)


@router.get(
    "/articles",
    response={200: shapes.ArticlePage, **OF_ONE},
    auth=Needs(TokenScope.READ),
    url_name="articles",
)
def articles(request: HttpRequest, filters: Query[Filters]) -> shapes.ArticlePage:
    """The articles of the desk, archived ones only where asked for."""
    wanted = _narrowing(filters, ours(request).user)
    rows = wanted.in_order().values_list("pk", flat=True) if wanted else Article.objects.none().values_list("pk")
    page: Any = Paginator(rows, filters.per_page).get_page(filters.page)
    if filters.page > page.paginator.num_pages:
        raise Http404
    return shapes.ArticlePage(
        count=page.paginator.count,
        page=page.number,
        pages=page.paginator.num_pages,
        next=_at(filters, page.number + 1) if page.has_next() else None,
        previous=_at(filters, page.number - 1) if page.has_previous() else None,
        articles=[shapes.Article(**telling.article(row)) for row in described(list(page.object_list))],
    )


def _narrowing(filters: Filters, person: Person) -> Narrowing | None:
    """None where there is no such topic, so that nothing is in it."""
    topic = ""
    if filters.topic is not None:
        found = Topic.objects.filter(slug=filters.topic).values_list("pk", flat=True).first()
        if found is None:
            return None
        topic = str(found)
    same = {name: getattr(filters, name) for name in ("q", "type", "due", "flags", "language", "archived")}
    sort = f"-{filters.sort}" if filters.falling else filters.sort
    status = filters.status.value if filters.status else ""
    return Narrowing(**same, status=status, topic=topic, person=str(person.pk) if filters.mine else "", sort=sort)


def _at(filters: Filters, page: int) -> str:
    asked = {**filters.model_dump(mode="json", exclude_defaults=True), "page": page}
    return f"{site_url()}{reverse('work_api:articles')}?{urlencode(asked)}"


@router.post(
    "/articles", response={201: shapes.WholeArticle, **WRITTEN}, auth=Needs(TokenScope.WRITE), url_name="articles"
)
def create_article(request: HttpRequest, details: shapes.Details) -> Status[shapes.WholeArticle]:
    """A new article with an empty text for each audience; its handling editor is the token's person."""
    made = actions.create_article(by=ours(request).user, details=_details(details))
    return Status(201, _whole(made))


@router.get(
    "/articles/{article}",
    response={200: shapes.WholeArticle, **OF_ONE},
    auth=Needs(TokenScope.READ),
    url_name="article",
)
def article(request: HttpRequest, article: Known) -> shapes.WholeArticle:
    """One article."""
    return _whole(article_of(article))


@router.put(
    "/articles/{article}",
    response={200: shapes.WholeArticle, **WRITTEN, 404: shapes.Problem},
    auth=Needs(TokenScope.WRITE),
    url_name="article",
)
def save_details(request: HttpRequest, article: Known, details: shapes.ChangedDetails) -> shapes.WholeArticle:
    """What stands beside its texts, all of it. Refused where somebody else changed it since `base_revision`."""
    found = article_of(article)
    typed = _details(details, of=found)
    actions.save_details(found, by=ours(request).user, details=typed, base_revision=details.base_revision)
    return _whole(found)


def _details(typed: shapes.Details, *, of: Article | None = None) -> actions.Details:
    """By the rules of the desk's form."""
    topic = Topic.objects.filter(slug=typed.topic).first() if typed.topic else None
    if typed.topic and topic is None:
        raise not_valid({"topic": [_("There is no such topic.")]})
    language = typed.language or (of.language if of else base(settings.LANGUAGE_CODE))
    kind = (of.type if of else "") if typed.type is None else typed.type.value
    data = typed.model_dump(mode="json") | {"topic": topic.pk if topic else "", "type": kind, "language": language}
    form = DetailsForm(data | {"base_revision": 0})
    if not form.is_valid():
        raise not_valid(form.errors)
    return form.details()


def _whole(found: Article) -> shapes.WholeArticle:
    row = with_columns(Article.objects.filter(pk=found.pk)).defer(None).get()
    more = {name: getattr(row, name) for name in ("population", "country", "applies_to_note", "funding")}
    return shapes.WholeArticle(**telling.article(row), **more, references=row.reference_keys)


@router.get(
    "/articles/{article}/versions",
    response={200: shapes.Versions, **OF_ONE},
    auth=Needs(TokenScope.READ),
    url_name="versions",
)
def versions(request: HttpRequest, article: Known) -> shapes.Versions:
    """Its versions with their statuses, the newest first."""
    rows = article_of(article).versions.select_related("submitted_by").defer("manifest").order_by("-number")
    return shapes.Versions(versions=[telling.version(row) for row in rows])


@router.get(
    "/articles/{article}/tasks",
    response={200: shapes.Tasks, **OF_ONE},
    auth=Needs(TokenScope.READ),
    url_name="tasks",
)
def tasks(request: HttpRequest, article: Known) -> shapes.Tasks:
    """What is to be done, or was done, before it is submitted."""
    rows = article_of(article).draft_tasks.filter(dropped_at=None).select_related("person")
    return shapes.Tasks(tasks=[telling.task(row, timezone.localdate()) for row in rows])


@router.get(
    "/articles/{article}/contributors",
    response={200: shapes.Contributors, **OF_ONE},
    auth=Needs(TokenScope.READ),
    url_name="contributors",
)
def contributors(request: HttpRequest, response: HttpResponse, article: Known) -> shapes.Contributors:
    """Who wrote it. Its `ETag` is wanted to write the list again."""
    return _contributors(article_of(article), response)


@router.put(
    "/articles/{article}/contributors",
    response={200: shapes.Contributors, **WRITTEN, 404: shapes.Problem, 412: shapes.Problem, 428: shapes.Problem},
    auth=Needs(TokenScope.WRITE),
    url_name="contributors",
)
def set_contributors(
    request: HttpRequest,
    response: HttpResponse,
    article: Known,
    typed: shapes.TypedContributors,
    if_match: IfMatch = None,
) -> shapes.Contributors:
    """The whole list, in its order, in the place of the one that `If-Match` names."""
    found, formset = article_of(article), _byline(typed)
    if if_match is None:
        raise wanted_precondition()
    with transaction.atomic():
        locked = Article.objects.locked().get(pk=found.pk)
        if if_match not in ("*", _tag(locked)):
            raise precondition()
        actions.set_byline(locked, by=ours(request).user, byline=formset.bylines())
    return _contributors(found, response)


def _byline(typed: shapes.TypedContributors) -> BylineFormSetBase:
    """By the rules of the desk's form."""
    people = list(Person.objects.filter(is_active=True))
    keys = {person.uuid: person.pk for person in people}
    count = len(typed.contributors)
    data: dict[str, Any] = {"byline-TOTAL_FORMS": count, "byline-INITIAL_FORMS": 0}
    for place, one in enumerate(typed.contributors):
        person = keys.get(one.person, "unknown") if one.person else ""
        values = one.model_dump(mode="json") | {"person": person}
        data |= {f"byline-{place}-{name}": value for name, value in values.items()}
    formset = BylineFormSet(data, prefix="byline", form_kwargs={"people": people, "empty_permitted": False})
    if not formset.is_valid():
        raise _not_valid(formset)
    return formset


def _not_valid(formset: BylineFormSetBase) -> NotDone:
    rows = {
        f"contributors/{place}/{name}": sentences
        for place, form in enumerate(formset.forms)
        for name, sentences in form.errors.items()
    }
    return not_valid({**rows, "contributors": formset.non_form_errors()})


def _contributors(found: Article, response: HttpResponse) -> shapes.Contributors:
    response.headers["ETag"] = _tag(found)
    rows = found.contributors.select_related("person")
    return shapes.Contributors(contributors=[telling.contributor(row) for row in rows])


def _tag(found: Article) -> str:
    told = json.dumps(list(found.contributors.values_list(*actions.Byline.__dataclass_fields__)))
    return f'"{hashlib.sha256(told.encode()).hexdigest()[:32]}"'
