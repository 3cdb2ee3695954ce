"""What the frame of every page knows."""

from __future__ import annotations

from django.test import RequestFactory
from pytest_django.fixtures import DjangoAssertNumQueries, Settings

from articles.context import frame
from articles.models import Article


def test_frame_names_publisher_language_and_emergency_number(rf: RequestFactory, settings: Settings) -> None:
    settings.PUBLISHER_NAME, settings.EMERGENCY_NUMBER, settings.LANGUAGE_CODE = "Example Press", "112", "en-gb"

    context = frame(rf.get("/"))

    assert [context[name] for name in ("publisher_name", "emergency_number", "page_language")] == [
        "Example Press",
        "112",
        "en-gb",
    ]


def test_s28_samples_are_looked_for_only_by_a_page_that_asks(
    rf: RequestFactory, draft: Article, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        context = frame(rf.get("/"))

    with django_assert_num_queries(1):
        assert bool(context["has_samples"]) is False


def test_s28_one_sample_marks_every_page(rf: RequestFactory, draft: Article) -> None:
    Article.objects.bulk_create(
        [Article(title="Sample", slug="sample", is_sample=True, handling_editor=draft.handling_editor)]
    )

    assert bool(frame(rf.get("/"))["has_samples"]) is True
