"""Who stands behind a work, said by a person; and that no dose may rest on a self-published one alone."""

from __future__ import annotations

import json

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from articles import actions
from articles.models import Article, Event, Person, Reference, Version
from articles.refusals import Refusal
from tests.articles.views.conftest import address
from tests.universe import CLINICIAN, write
from workflows.actions import NotReady, submit

WHY = "Read the imprint."
REFUSED = (
    "“Health professionals”: nobody but its author published “My tablets and I”, and this dose rests on nothing else: "
    "“Start gabapentin at 300 mg daily.” Cite a guideline, a label or a study for it, or take it out. If somebody else "
    "stands behind that work, say so on its page."
)


def say(reference: Reference, by: Person, published_by: str = "others", reason: str = WHY) -> Reference:
    return actions.say_who_published(reference, by=by, published_by=published_by, reason=reason)


@pytest.fixture
def blog(editor: Person) -> Reference:
    author = {"author": [{"family": "Doe", "given": "Jane"}]}
    work = actions.ReferenceData(
        title="My tablets and I", type="web-page", key="blog", url="https://jane.wordpress.com/tablets", csl=author
    )
    return actions.add_reference(work, by=editor)


@pytest.fixture
def told_by_a_blog(draft: Article, blog: Reference, editor: Person) -> Article:
    """A draft whose only dose cites the blog and nothing else."""
    write(draft, "clinician", CLINICIAN.replace("doe-2020", "blog"), by=editor)
    return Article.objects.get(pk=draft.pk)


def test_a_dose_on_a_self_published_work_alone_cannot_be_submitted(told_by_a_blog: Article, editor: Person) -> None:
    with pytest.raises(NotReady) as refused:
        submit(told_by_a_blog, by=editor, change_note="")

    assert [str(sentence) for sentence in refused.value.details] == [REFUSED]
    assert Version.objects.count() == 0


def test_another_work_beside_it_lets_the_article_pass(told_by_a_blog: Article, editor: Person) -> None:
    write(told_by_a_blog, "clinician", CLINICIAN.replace("doe-2020", "blog doe-2020"), by=editor)

    submit(told_by_a_blog, by=editor, change_note="")

    assert Version.objects.count() == 1


def test_a_retracted_work_beside_it_does_not(told_by_a_blog: Article, editor: Person, reference: Reference) -> None:
    write(told_by_a_blog, "clinician", CLINICIAN.replace("doe-2020", "blog doe-2020"), by=editor)
    actions.mark_reference(reference, by=editor, mark="retracted", source="PMID 1", reason="Said there.")

    with pytest.raises(NotReady) as refused:
        submit(told_by_a_blog, by=editor, change_note="")

    assert REFUSED in [str(sentence) for sentence in refused.value.details]


def test_what_is_no_dose_may_rest_on_it(draft: Article, blog: Reference, editor: Person) -> None:
    write(draft, "patient", '<h2>Rest</h2><p>Most people get better.<cite data-key="blog"></cite></p>', by=editor)

    submit(draft, by=editor, change_note="")

    assert Version.objects.count() == 1


def test_the_way_out_is_a_reason_by_name(told_by_a_blog: Article, blog: Reference, editor: Person) -> None:
    say(blog, editor)

    submit(told_by_a_blog, by=editor, change_note="")

    newest = blog.history.latest("history_id")
    assert (newest.history_user, newest.history_change_reason, newest.published_by) == (editor, WHY, "others")


def test_the_refusal_is_told_before_anybody_submits(client: Client, told_by_a_blog: Article, editor: Person) -> None:
    client.force_login(editor)

    submitting = client.get(address("article_submit", told_by_a_blog.pk))
    citations = client.get(address("article_citations", told_by_a_blog.pk))

    assert REFUSED in [str(sentence) for sentence in submitting.context["problems"]]
    kind, lines = citations.context["checks"].groups[0]
    assert (kind.label, [line.advice for line in lines]) == (
        "Dose with a self-published source only",
        [
            "Only its author stands behind “My tablets and I”: it cannot be submitted without a guideline, label or study."
        ],
    )


def test_what_a_person_says_goes_before_what_the_record_suggests(
    blog: Reference, reference: Reference, editor: Person
) -> None:
    suggested = (blog.is_self_published, reference.is_self_published)

    said = (say(blog, editor, "others").is_self_published, say(reference, editor, "author").is_self_published)

    assert (suggested, said) == ((True, False), (False, True))
    assert say(blog, editor, "").is_self_published is True


def test_saying_it_leaves_one_event_and_the_same_again_none(blog: Reference, editor: Person) -> None:
    say(blog, editor)
    event, left = Event.objects.latest("pk"), Event.objects.count()

    say(blog, editor, reason="Once more.")

    assert (event.kind, event.stream, Event.objects.count()) == ("reference.publisher_said", "library", left)
    assert json.loads(event.body)["data"] == {"reference": "blog", "published_by": "others"}


@pytest.mark.parametrize(
    ("published_by", "reason", "said"),
    [("nobody", WHY, "Choose who published it"), ("others", " ", "Say why, in a sentence")],
)
def test_an_unknown_answer_and_a_missing_reason_are_refused(
    blog: Reference, editor: Person, published_by: str, reason: str, said: str
) -> None:
    with pytest.raises(Refusal, match=said):
        say(blog, editor, published_by, reason)


def test_who_may_not_draft_says_nothing(blog: Reference, auditor: Person, outsider: Person) -> None:
    for person in (auditor, outsider):
        with pytest.raises(PermissionDenied):
            say(blog, person)

    assert Reference.objects.get(pk=blog.pk).published_by == ""


def test_a_record_that_was_merged_away_is_not_judged(reference: Reference, blog: Reference, editor: Person) -> None:
    actions.merge_references(reference, gone=blog, by=editor, reason="One text.")

    with pytest.raises(Refusal, match="This record was merged into another"):
        say(blog, editor)
