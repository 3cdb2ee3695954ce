"""Submitting a draft: the one change of a status that a program may bring about."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router, Status

from articles.models import TokenScope
from workflows import actions
from workflows.actions.reviews.reviewing import TasksOpen
from workflows.api import shapes, telling
from workflows.api.articles import WRITTEN, Known, article_of, ours
from workflows.api.opening import Needs
from workflows.api.problems import NotDone, refused

router = Router(tags=["Submission"])


@router.post(
    "/articles/{article}/submit",
    response={201: shapes.Version, **WRITTEN, 404: shapes.Problem},
    auth=Needs(TokenScope.SUBMIT),
    url_name="submit",
)
def submit(request: HttpRequest, article: Known, submission: shapes.Submission) -> Status[shapes.Version]:
    """Freeze the draft as the next version and tell the managing editors. 422 with everything that is missing."""
    try:
        made = actions.submit(article_of(article), by=ours(request).user, **submission.model_dump())
    except TasksOpen as refusal:
        raise NotDone(refused(refusal, field="with_open_tasks")) from None
    return Status(201, telling.version(made))
