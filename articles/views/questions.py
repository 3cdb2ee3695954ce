"""The desk's page of questions that no text answered, those that are alike together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from articles import actions
from articles.audiences import Audience
from articles.forms.questions import CloseForm
from articles.models import QuestionEnd, ReaderQuestion
from articles.refusals import Refusal
from articles.views.desk import DeskRequest, reads_drafts, writes_drafts

LOOKED_AT = 1000
SHOWN = 50
_ALIKE = 0.6


@dataclass(frozen=True)
class Group:
    """Questions that are alike, the newest first."""

    questions: list[ReaderQuestion]

    @property
    def first(self) -> ReaderQuestion:
        return self.questions[0]

    @property
    def others(self) -> list[str]:
        words = dict.fromkeys(question.words for question in self.questions[1:])
        return [one for one in words if one != self.first.words][:5]

    @property
    def count(self) -> int:
        return len(self.questions)

    @property
    def to_tell(self) -> int:
        return sum(bool(question.mail) for question in self.questions)

    @property
    def audiences(self) -> str:
        names = {question.audience for question in self.questions}
        return ", ".join(str(name.label) for name in Audience if name in names)

    @property
    def start(self) -> str:
        """Where an article about it begins."""
        return f"{reverse('desk:article_new')}?{urlencode({'question': self.first.words[:300]})}"


def groups(rows: Iterable[ReaderQuestion]) -> list[Group]:
    """Each question goes with the first group that shares most of its stems; the largest groups first."""
    found: list[tuple[frozenset[str], list[ReaderQuestion]]] = []
    for row in rows:
        own = frozenset(row.likeness.split())
        for stems, members in found:
            if own == stems or len(own & stems) >= _ALIKE * len(own | stems):
                members.append(row)
                break
        else:
            found.append((own, [row]))
    return sorted((Group(members) for _stems, members in found), key=lambda group: -group.count)


@require_safe
@reads_drafts
def question_list(request: DeskRequest) -> HttpResponse:
    return _page(request)


@require_POST
@writes_drafts
def questions_close(request: DeskRequest, pk: int) -> HttpResponse:
    group = next((one for one in _open() if any(question.pk == pk for question in one.questions)), None)
    if group is None:
        raise Http404
    form = CloseForm(request.POST, auto_id=f"id_{group.first.pk}_%s")
    if not form.is_valid():
        return _page(request, group.first.pk, form)
    try:
        closed = actions.close_questions(
            ReaderQuestion.objects.filter(pk__in=[question.pk for question in group.questions]),
            by=request.user,
            how=QuestionEnd(form.cleaned_data["how"]),
            answer=form.cleaned_data.get("article"),
        )
    except Refusal as refusal:
        form.add_error("answer", str(refusal))
        return _page(request, group.first.pk, form)
    messages.success(request, ngettext("%d question closed.", "%d questions closed.", closed) % closed)
    return redirect("desk:questions")


def _open() -> list[Group]:
    return groups(ReaderQuestion.objects.open().select_related("about")[:LOOKED_AT])


def _page(request: DeskRequest, typed: int = 0, form: CloseForm | None = None) -> HttpResponse:
    found = _open()
    context = {
        "groups": [(group, _form(group, typed, form)) for group in found[:SHOWN]],
        "more": max(0, len(found) - SHOWN),
        "form": form,
        "may_draft": request.desk.may_draft,
        "section": "work",
    }
    return render(request, "articles/questions.html", context, status=422 if form else 200)


def _form(group: Group, typed: int, form: CloseForm | None) -> CloseForm:
    key = group.first.pk
    return form if form is not None and key == typed else CloseForm(auto_id=f"id_{key}_%s")
