"""An approved version that could not go live: who learns of it, and how it goes on."""

from __future__ import annotations

from django.test import Client

from articles import actions as desk
from articles.models import Person, Publication, Reference, Version
from workflows import actions


def test_managing_editor_finds_it_in_my_work_and_publishes_it_for_a_reason(
    client: Client, approved_version: Version, reference: Reference, editor: Person, managing_editor: Person
) -> None:
    desk.mark_reference(reference, by=editor, mark="retracted", source="https://example.org/n", reason="PubMed.")
    actions.publish_due(approved_version.publications.get().pk)
    client.force_login(managing_editor)
    url = f"/desk/versions/{approved_version.pk}/publish/"

    tasks = [task for section in client.get("/desk/").context["sections"] for task in section.tasks]
    refused = client.post(url, {"reason": "Now."})
    done = client.post(url, {"reason": "Now.", "cited_as_retracted": "It is about the retraction."})

    assert [(task.url, task.meta) for task in tasks if task.next_step == "Decide about its publication"] == [
        (
            f"/desk/versions/{approved_version.pk}/",
            "The version cites a work that was retracted: A trial of walking (doe-2020)",
        )
    ]
    assert refused.context["wrong"].non_field_errors() == [
        "The version cites a work that was retracted:",
        "A trial of walking (doe-2020)",
    ]
    assert (refused.status_code, done.status_code, Publication.objects.live().count()) == (422, 302, 1)


def test_article_page_says_that_it_is_held_and_why(
    client: Client, approved_version: Version, reference: Reference, editor: Person
) -> None:
    desk.mark_reference(reference, by=editor, mark="retracted", source="https://example.org/n", reason="PubMed.")
    actions.publish_due(approved_version.publications.get().pk)
    client.force_login(editor)

    page = client.get(f"/desk/articles/{approved_version.article_id}/").content.decode()

    assert "held back since" in page
    assert "The version cites a work that was retracted" in page


def test_nothing_is_asked_about_retractions_where_there_are_none(
    client: Client, approved_version: Version, managing_editor: Person
) -> None:
    client.force_login(managing_editor)

    (panel,) = client.get(f"/desk/versions/{approved_version.pk}/").context["panels"]

    assert list(panel.form.fields) == ["reason"]
