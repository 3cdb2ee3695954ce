"""How readers find an article without searching: home, all articles from A to Z, the tree of topics."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.db.models.functions import Left, Upper
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.models import Publication, Topic
from articles.publishing.isolating import isolated
from articles.views.listing import chooser, known_audience, listed, live

LISTED = 20
RECENT = 5


@dataclass
class Branch:
    """A topic with those below it. `articles` counts live ones here and below; a branch without any is not shown."""

    topic: Topic
    articles: int = 0
    below: list[Branch] = field(default_factory=list)

    @property
    def keys(self) -> list[int]:
        return [self.topic.pk, *(key for one in self.below for key in one.keys)]

    @property
    def shown(self) -> list[Branch]:
        return [one for one in self.below if one.articles]


def branches() -> dict[int, Branch]:
    """Key of a topic → its branch; two queries, however many there are."""
    found = {topic.pk: Branch(topic) for topic in Topic.objects.order_by("name")}
    counted = (
        Publication.objects.live().exclude(article__topic=None).values_list("article__topic").annotate(Count("pk"))
    )
    for one in found.values():
        if one.topic.parent_id in found:
            found[one.topic.parent_id].below.append(one)
    for key, number in counted:
        for above in _upwards(found, key):
            above.articles += number
    return found


def _upwards(found: dict[int, Branch], key: int | None) -> Iterable[Branch]:
    seen: set[int] = set()
    while key is not None and key not in seen:
        seen.add(key)
        yield found[key]
        key = found[key].topic.parent_id


def tops(found: dict[int, Branch]) -> list[Branch]:
    return [one for one in found.values() if one.topic.parent_id is None and one.articles]


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    reviewed = live().filter(last_reviewed__isnull=False).order_by("-last_reviewed", "-pk")[:RECENT]
    chosen = known_audience(request.GET.get("audience"))
    context = {
        "articles": [listed(row, chosen) for row in reviewed],
        "topics": tops(branches()),
        **chooser(chosen),
    }
    return render(request, "articles/reader/home.html", context)


@require_safe
def article_list(request: HttpRequest) -> HttpResponse:
    rows, letters = live().order_by("version__title", "pk"), _letters()
    letter = request.GET.get("letter", "").upper()
    if letter in letters:
        rows = rows.filter(version__title__istartswith=letter)
    chosen = known_audience(request.GET.get("audience"))
    page = Paginator(rows, LISTED).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "articles": [listed(row, chosen) for row in page.object_list],
        "letters": letters if len(letters) > 1 else [],
        "letter": letter if letter in letters else "",
        **chooser(chosen),
    }
    if context["letter"]:
        context["query"] = f"{context['query']}&letter={letter}"
    return render(request, "articles/reader/list.html", context)


def _letters() -> list[str]:
    """With which letters titles begin."""
    first = Publication.objects.live().annotate(letter=Upper(Left("version__title", 1)))
    return sorted({letter for letter in first.values_list("letter", flat=True).distinct() if letter})


@require_safe
def topics(request: HttpRequest) -> HttpResponse:
    return render(request, "articles/reader/topics.html", {"branches": tops(branches())})


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    found = branches()
    branch = next((one for one in found.values() if one.topic.slug == slug and one.articles), None)
    if branch is None:
        raise Http404
    chosen = known_audience(request.GET.get("audience"))
    page = Paginator(_in(branch), LISTED).get_page(request.GET.get("page"))
    context = {
        "branch": branch,
        "titled": isolated(branch.topic.name),
        "above": [one.topic for one in _upwards(found, branch.topic.parent_id)][::-1],
        "page": page,
        "articles": [listed(row, chosen) for row in page.object_list],
        **chooser(chosen),
    }
    return render(request, "articles/reader/topic.html", context)


def _in(branch: Branch) -> QuerySet[Publication]:
    return live().filter(article__topic__in=branch.keys).order_by("version__title", "pk")
