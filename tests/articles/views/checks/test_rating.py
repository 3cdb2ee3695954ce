"""The page on which an editor rates a text, and the ratings that were given."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Article, Person, Rating
from articles.text.rating import INSTRUMENTS, Answer, InstrumentKey
from tests.universe import PATIENT, write

CDC = "cdc-index-2019"
PEMAT = "pemat-p-2013"


def url(draft: Article, instrument: str = "", audience: str = "patient") -> str:
    return f"/desk/articles/{draft.pk}/ratings/{audience}/" + (f"{instrument}/" if instrument else "")


def answers(key: str, answer: str = "yes", **changes: str) -> dict[str, str]:
    items = INSTRUMENTS[InstrumentKey(key)].items
    return {f"item_{item.number}": answer for item in items} | changes


def post(client: Client, draft: Article, key: str = CDC, **changes: str):  # type: ignore[no-untyped-def]
    revision = draft.texts.get(audience="patient").revision
    return client.post(url(draft, key), {**answers(key), "seen": str(revision), "note": "", **changes})


def test_decided_items_are_answered_with_the_reason_and_the_others_asked(
    client: Client, draft: Article, editor: Person
) -> None:
    client.force_login(editor)

    response = client.get(url(draft, CDC))

    form, page = response.context["form"], response.content.decode()
    assert [row.item.number for row in form.to_judge] == [1, 7, 10, 11, 13, 14, 15, 16, 18, 19]
    assert [row.item.number for row in form.decided] == [2, 3, 4, 5, 6, 8, 9, 12, 17, 20]
    assert "The check says: No. There is no picture." in page
    assert page.count(" checked") == 10


def test_rating_is_kept_and_shown_with_its_words(client: Client, draft: Article, editor: Person) -> None:
    client.force_login(editor)

    response = post(client, draft, note="Needs <b>pictures</b>.", item_4="no", item_8="yes")

    page = client.get(url(draft)).content.decode()
    assert response["Location"] == url(draft)
    assert "CDC Clear Communication Index: score 95 %" in page
    assert "Needs &lt;b&gt;pictures&lt;/b&gt;." in page
    assert f"These words (revision {draft.texts.get(audience='patient').revision})" in page
    assert page.count("A person saw it otherwise.") == 2
    assert "Its authors call a text clear from 90 %." in page


def test_rating_of_former_words_says_so(client: Client, draft: Article, editor: Person) -> None:
    client.force_login(editor)
    post(client, draft)
    write(draft, "patient", f"{PATIENT}\n<p>More.</p>", by=editor)

    page = client.get(url(draft)).content.decode()

    assert "Former words (revision 2)" in page


def test_item_without_an_answer_is_asked_again(client: Client, draft: Article, editor: Person) -> None:
    client.force_login(editor)

    response = post(client, draft, item_1="", item_3="na")

    errors = response.context["form"].errors
    assert (response.status_code, sorted(errors)) == (422, ["item_1", "item_3"])
    assert "Choose an answer." in response.content.decode()
    assert not Rating.objects.exists()


def test_text_that_was_saved_meanwhile_is_rated_with_a_second_click(
    client: Client, draft: Article, editor: Person
) -> None:
    client.force_login(editor)

    stale = post(client, draft, seen="1")
    seen = stale.context["form"]["seen"].value()
    again = post(client, draft, seen=seen)

    assert (stale.status_code, "The text was saved in the meantime." in stale.content.decode()) == (422, True)
    assert (again.status_code, Rating.objects.get().answers["1"]["answer"]) == (302, Answer.YES)


def test_pemat_has_two_scores(client: Client, draft: Article, editor: Person) -> None:
    client.force_login(editor)

    post(client, draft, PEMAT, item_20="no", item_24="na")

    page = client.get(url(draft)).content.decode()
    assert "PEMAT for printed materials: understandability 100 %, actionability 83 %" in page


def test_reason_with_words_of_the_text_is_shown_as_words(client: Client, draft: Article, editor: Person) -> None:
    write(draft, "patient", PATIENT, by=editor, summary="<p>Keep 5 &lt; 6 &lt;b&gt; in mind.</p>")
    client.force_login(editor)

    page = client.get(url(draft, CDC)).content.decode()

    assert "For example: “Keep 5 &lt; 6 &lt;b&gt; in mind.”" in page


@pytest.mark.parametrize("instrument", ["", CDC])
def test_who_reads_and_who_rates(
    instrument: str, client: Client, draft: Article, auditor: Person, chair: Person
) -> None:
    strange = client.get(url(draft, instrument)).status_code
    client.force_login(auditor)
    audited = client.get(url(draft, instrument)).status_code
    client.force_login(chair)

    assert (strange, audited) == (302, 403 if instrument else 200)
    assert client.get(url(draft, instrument)).status_code == 403


def test_what_is_not_there_is_not_found(client: Client, draft: Article, editor: Person) -> None:
    client.force_login(editor)

    assert client.get(url(draft, "other")).status_code == 404
    assert client.get(url(draft, CDC, "student")).status_code == 404


def test_page_of_flags_has_the_newest_rating_in_one_line(client: Client, draft: Article, editor: Person) -> None:
    client.force_login(editor)
    post(client, draft)

    page = client.get(f"/desk/articles/{draft.pk}/flags/").content.decode()

    assert page.count("CDC Clear Communication Index: score 100 %") == 1


def test_query_count_is_the_same_with_one_rating_and_with_thirty(
    client: Client, draft: Article, editor: Person
) -> None:
    client.force_login(editor)

    def queries(address: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    post(client, draft)
    pages = [url(draft), f"/desk/articles/{draft.pk}/flags/"]
    one = [queries(page) for page in pages]
    for number in range(30):
        post(client, draft, note=str(number))

    assert Rating.objects.count() == 31
    assert [queries(page) for page in pages] == one
