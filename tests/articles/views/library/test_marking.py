"""Marking a work of the library as retracted, corrected or doubted."""

from __future__ import annotations

from django.test import Client

from articles import actions
from articles.models import Event, EvidenceFlag, MarkMistake, PageChange, Person, Publication, Reference
from articles.publishing.releases import releases_for

TYPED = {"mark": "retracted", "on": "2026-11-01", "source": "https://example.org/notice", "reason": "PubMed says so."}


def test_s18_mark_stands_at_the_citation_of_live_pages_within_one_page_change(
    client: Client, publication: Publication, reference: Reference, editor: Person
) -> None:
    client.force_login(editor)
    url = f"/desk/references/{reference.pk}/mark/"
    page, changes = client.get(url), PageChange.objects.count()

    response = client.post(url, TYPED)

    assert [article.pk for article in page.context["cited_by"]] == [publication.article_id]
    assert (response.status_code, PageChange.objects.count()) == (302, changes + 1)
    assert "Retracted" in releases_for(publication.article)["leg-pain"].pages["patient"]
    assert Event.objects.latest("pk").kind == "reference.marked"
    row = Reference.objects.get()
    assert (row.mark, row.mark_source, row.history.latest("history_date").history_change_reason) == (
        "retracted",
        "https://example.org/notice",
        "PubMed says so.",
    )


def test_work_that_no_live_page_cites_changes_no_page(client: Client, reference: Reference, editor: Person) -> None:
    client.force_login(editor)

    client.post(f"/desk/references/{reference.pk}/mark/", TYPED)

    assert (Reference.objects.get().mark, PageChange.objects.count()) == ("retracted", 0)


def test_who_has_marked_a_work_goes_on_to_what_a_check_noticed(
    client: Client, reference: Reference, editor: Person
) -> None:
    flag = EvidenceFlag.objects.create(reference=reference, kind="retracted", notice="10.5555/r")
    client.force_login(editor)

    marked = client.post(f"/desk/references/{reference.pk}/mark/", TYPED)
    actions.decide_evidence(flag, by=editor, choice="revise", words="Take it out.")
    again = client.post(f"/desk/references/{reference.pk}/mark/", {**TYPED, "reason": "Once more."})

    assert [marked["Location"], again["Location"]] == [f"/desk/references/watch/{flag.pk}/", "/desk/references/"]


def test_source_and_reason_are_asked_for(client: Client, reference: Reference, editor: Person) -> None:
    client.force_login(editor)

    response = client.post(f"/desk/references/{reference.pk}/mark/", {"mark": "retracted", "source": " "})

    assert response.status_code == 422
    assert sorted(response.context["form"].errors) == ["reason", "source"]


def test_auditor_marks_nothing(client: Client, reference: Reference, auditor: Person, outsider: Person) -> None:
    for person in (auditor, outsider):
        client.force_login(person)
        assert client.post(f"/desk/references/{reference.pk}/mark/", TYPED).status_code == 403

    assert Reference.objects.get().mark == ""


def test_library_shows_the_mark(client: Client, reference: Reference, editor: Person) -> None:
    client.force_login(editor)
    client.post(f"/desk/references/{reference.pk}/mark/", TYPED)

    page = " ".join(client.get("/desk/references/").content.decode().split())

    assert '<strong class="rb-mark">Retracted</strong> 1 November 2026' in page


def test_second_editor_confirms_on_the_page_what_the_first_said(
    client: Client, publication: Publication, reference: Reference, editor: Person, other_editor: Person
) -> None:
    url = f"/desk/references/{reference.pk}/"
    client.force_login(editor)
    client.post(f"{url}mark/", TYPED)
    said = client.post(f"{url}mistake/", {"becomes": "", "reason": "Another paper."})
    own = client.get(f"{url}mark/").content.decode()
    client.force_login(other_editor)
    page = client.get(f"{url}mark/").content.decode()
    mistake = MarkMistake.objects.get()

    response = client.post(f"/desk/references/mistakes/{mistake.pk}/", {"step": "confirm"})

    assert (said.status_code, response.status_code, Reference.objects.get().mark) == (302, 302, "")
    assert ["Confirm: it is a mistake" in shown for shown in (own, page)] == [False, True]
    assert "Retracted" not in releases_for(publication.article)["leg-pain"].pages["patient"]
    assert "a mistake" in client.get(f"{url}mark/").content.decode()


def test_second_editor_keeps_the_mark_with_a_reason(
    client: Client, reference: Reference, editor: Person, other_editor: Person
) -> None:
    client.force_login(editor)
    client.post(f"/desk/references/{reference.pk}/mark/", TYPED)
    client.post(f"/desk/references/{reference.pk}/mistake/", {"becomes": "", "reason": "Another paper."})
    client.force_login(other_editor)
    url = f"/desk/references/mistakes/{MarkMistake.objects.get().pk}/"

    without = client.post(url, {"step": "keep", "reason": ""})
    kept = client.post(url, {"step": "keep", "reason": "It is the same DOI."})

    assert (without.status_code, kept.status_code, Reference.objects.get().mark) == (422, 302, "retracted")


def test_strangers_say_nothing_of_mistakes(
    client: Client, reference: Reference, editor: Person, auditor: Person
) -> None:
    client.force_login(editor)
    client.post(f"/desk/references/{reference.pk}/mark/", TYPED)
    client.post(f"/desk/references/{reference.pk}/mistake/", {"becomes": "", "reason": "Another paper."})
    urls = (
        f"/desk/references/{reference.pk}/mistake/",
        f"/desk/references/mistakes/{MarkMistake.objects.get().pk}/",
    )

    client.force_login(auditor)
    codes = [client.post(url, {"step": "confirm", "reason": "x"}).status_code for url in urls]
    client.logout()

    assert (codes, [client.post(url).status_code for url in urls]) == ([403, 403], [302, 302])


def test_work_without_a_mark_has_no_mistake(client: Client, reference: Reference, editor: Person) -> None:
    client.force_login(editor)

    page = client.get(f"/desk/references/{reference.pk}/mark/").content.decode()

    assert "The mark is a mistake" not in page
    assert client.post(f"/desk/references/{reference.pk}/mistake/", {"reason": "x"}).status_code == 404
