"""The pages of templates, and a new article that begins with one."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles import actions
from articles.models import Article, ArticleTemplate, Person
from articles.text.prompts import prompts
from articles.text.skeletons import LABELS, SKELETONS, ArticleType, Section
from tests.articles.views.conftest import SignIn, address

TYPED = "left out\n\n## Symptoms\nWhat people notice,\nthe common first.\n\n## Causes\nWhy."


@pytest.mark.parametrize("kind", ArticleType)
def test_a_new_article_begins_with_a_template_in_each_text(kind: ArticleType, at_desk: Client) -> None:
    posted = {"title": "Gout", "audiences": ["patient", "student"], "template": kind.value}

    at_desk.post(address("article_new"), posted)

    bodies = list(Article.objects.get().texts.values_list("body", flat=True))
    assert [len(list(prompts(body))) for body in bodies] == [len(SKELETONS[kind])] * 2
    assert Article.objects.get().type == kind


def test_without_a_template_texts_are_empty(at_desk: Client) -> None:
    at_desk.post(address("article_new"), {"title": "Gout", "audiences": ["patient"], "template": ""})

    assert list(Article.objects.get().texts.values_list("body", flat=True)) == [""]


def test_the_publishers_own_is_offered_and_used(sign_in: SignIn, managing_editor: Person, at_desk: Client) -> None:
    desk = sign_in(managing_editor)
    desk.post(address("article_template_new"), {"name": "Ours", "sections": TYPED})
    row = ArticleTemplate.objects.get()

    posted = {"title": "Gout", "audiences": ["patient"], "template": str(row.pk), "type": "medicine"}
    at_desk.post(address("article_new"), posted)

    assert row.sections == [
        {"heading": "Symptoms", "asks": "What people notice, the common first."},
        {"heading": "Causes", "asks": "Why."},
    ]
    assert Article.objects.get().type == "medicine"
    assert Article.objects.get().texts.get().body == (
        "<h2>Symptoms</h2>\n<p>\u27e6What people notice, the common first.\u27e7</p>\n<h2>Causes</h2>\n<p>\u27e6Why.\u27e7</p>"
    )


def test_one_of_the_product_is_where_ones_own_begins(sign_in: SignIn, managing_editor: Person) -> None:
    desk = sign_in(managing_editor)

    page = desk.get(address("article_template_new"), {"from": "test"})

    assert page.context["form"].initial["name"] == LABELS[ArticleType.TEST]
    assert page.context["form"].initial["sections"].count("## ") == len(SKELETONS[ArticleType.TEST])
    assert desk.get(address("article_template_new"), {"from": "x"}).status_code == 404


def test_a_template_is_changed_and_removed_on_its_page(sign_in: SignIn, managing_editor: Person) -> None:
    row = actions.save_template(by=managing_editor, name="Ours", sections=[Section("Causes", "Why.")])
    desk, where = sign_in(managing_editor), address("article_template_edit", row.pk)

    before = desk.get(where).context["form"].initial
    desk.post(where, {"name": "Ours", "sections": TYPED, "step": "save"})
    changed = len(ArticleTemplate.objects.get().sections)
    desk.post(where, {"step": "remove"})

    assert (before["sections"], changed, ArticleTemplate.objects.count()) == ("## Causes\nWhy.", 2, 0)


def test_what_is_wrong_is_said_and_what_was_typed_stays(sign_in: SignIn, managing_editor: Person) -> None:
    desk = sign_in(managing_editor)

    nothing = desk.post(address("article_template_new"), {"name": "Ours", "sections": "no heading"})
    empty = desk.post(address("article_template_new"), {"name": "Ours", "sections": "## Causes"})

    assert (nothing.status_code, nothing.context["form"].errors) == (
        422,
        {"sections": ["Begin each section with a line like “## Symptoms”."]},
    )
    assert (empty.status_code, "“Causes”: say what belongs in this section" in empty.content.decode()) == (422, True)
    assert "no heading" in nothing.content.decode()


def test_editors_read_templates_and_change_none(at_desk: Client, managing_editor: Person, sign_in: SignIn) -> None:
    row = actions.save_template(by=managing_editor, name="Ours", sections=[Section("Causes", "Why.")])
    pages = [address("article_template_new"), address("article_template_edit", row.pk)]

    assert [at_desk.get(page).status_code for page in (address("article_templates"), *pages)] == [200, 403, 403]
    assert [at_desk.post(page, {"step": "remove"}).status_code for page in pages] == [403, 403]


@pytest.mark.parametrize("count", [1, 30])
def test_the_templates_take_the_same_queries_however_many(
    count: int, at_desk: Client, managing_editor: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        actions.save_template(by=managing_editor, name=f"Ours {number}", sections=[Section("Causes", "Why.")])

    with django_assert_num_queries(5):  # session, person, roles, templates, sample band
        page = at_desk.get(address("article_templates")).content.decode()

    assert page.count("saved by") == count


@pytest.mark.parametrize(("chosen", "becomes"), [("", "condition"), ("medicine", "medicine")])
def test_a_template_of_the_publisher_brings_its_type_unless_another_is_chosen(
    chosen: str, becomes: str, sign_in: SignIn, managing_editor: Person
) -> None:
    desk = sign_in(managing_editor)
    desk.post(address("article_template_new"), {"name": "Ours", "sections": TYPED, "type": "condition"})
    row = ArticleTemplate.objects.get()

    posted = {"title": "Gout", "audiences": ["patient"], "template": str(row.pk), "type": chosen}
    desk.post(address("article_new"), posted)

    assert Article.objects.get().type == becomes
    assert desk.get(address("article_template_edit", row.pk)).context["form"]["type"].value() == "condition"
    assert desk.get(address("article_template_new"), {"from": "test"}).context["form"]["type"].value() == "test"


def test_a_template_of_no_known_type_is_refused(managing_editor: Person) -> None:
    with pytest.raises(actions.TemplateNotWhole):
        actions.save_template(by=managing_editor, name="Ours", sections=[Section("Causes", "Why.")], type="poem")
