"""What a reviewer reads behind a number: the work, its quotes, and whether they name the amounts of the text."""

from __future__ import annotations

from django.test import Client
from lxml import html
from lxml.html import HtmlElement

from articles.audiences import Audience
from articles.manifest import AppliesTo, CitedReference, FrozenText, Manifest
from articles.models import Person, Publication
from articles.publishing.bibliography import entries
from articles.text.citations import numbering
from tests.selecting import select, text, texts
from workflows.models import Review
from workflows.views.versions.sources import Amount, Quote, Source, Statement, sources


def work(key: str, *quotes: tuple[str, str]) -> CitedReference:
    held = tuple({"quote": words, "where": where} for words, where in quotes)
    return CitedReference(key, "review", "confirmed", csl={"title": f"Work {key}"}, quotes=held)


def told(body: str, *references: CitedReference) -> list[Source]:
    """Of a text for patients that cites these works."""
    content = Manifest(
        article="9b2f2c1e-0000-4000-8000-000000000001",
        number=1,
        language="en",
        title="Gout",
        question="",
        applies_to=AppliesTo(),
        audiences=("patient",),
        contributors=(),
        texts={"patient": FrozenText("", body)},
        references=references,
    )
    written = {reference.key: f"Work {reference.key}." for reference in references}
    return sources(content, Audience.PATIENT, entries(content, numbering([body]), {}, {}, written))


def cite(*keys: str) -> str:
    return f'<cite data-key="{" ".join(keys)}"></cite>'


def test_each_work_comes_with_its_quotes_and_where_they_stand() -> None:
    (source,) = told(f"<p>Walk.{cite('a')}</p>", work("a", ("Walking helped.", "p. 4"), ("Most walked.", "")))

    assert source.quotes == (Quote("Walking helped.", "p. 4"), Quote("Most walked.", ""))
    assert source.statements == ()


def test_an_amount_is_found_in_a_quote_in_any_spelling() -> None:
    (source,) = told(f"<p>Take 0.3 g.{cite('a')}</p>", work("a", ("The dose was 300 mg daily.", "")))

    assert source.statements == (Statement("Take 0.3 g.", (Amount("0.3 g", is_quoted=True),)),)


def test_an_amount_that_another_cited_work_names_leads_there() -> None:
    both = told(f"<p>Take 300 mg.{cite('a', 'b')}</p>", work("a"), work("b", ("They took 300 mg.", "")))

    assert [source.statements[0].amounts for source in both] == [
        (Amount("300 mg", is_quoted=False, others=(2,)),),
        (Amount("300 mg", is_quoted=True),),
    ]


def test_an_amount_that_no_quote_names_says_so() -> None:
    (source,) = told(f"<p>Take 300 mg.{cite('a')}</p>", work("a", ("They took 100 mg.", "")))

    assert source.statements[0].amounts == (Amount("300 mg", is_quoted=False),)


def test_a_sentence_that_is_cited_elsewhere_is_not_told_of_this_work() -> None:
    first, second = told(
        f"<p>Take 300 mg.{cite('a')}</p><p>It helped 14% of them.{cite('b')}</p>", work("a"), work("b")
    )

    assert [statement.words for statement in first.statements] == ["Take 300 mg."]
    assert [statement.words for statement in second.statements] == ["It helped 14% of them."]


def page(client: Client, review: Review, person: Person, audience: str) -> HtmlElement:
    client.force_login(person)
    return html.fromstring(client.get(f"/desk/reviews/{review.pk}/?text={audience}").content.decode())


def test_a_number_of_the_review_opens_its_work_without_a_script(
    client: Client, review: Review, pharmacist: Person
) -> None:
    tree = page(client, review, pharmacist, "clinician")

    (number,) = select(tree, ".rb-cite button")
    opened = tree.get_element_by_id(number.get("popovertarget"))
    assert (number.get("type"), number.get("aria-label"), number.text) == ("button", "Reference 1", "1")
    assert opened.get("popover") == "auto"
    assert "A trial of walking" in opened.text_content()
    assert text(opened, ".rb-sourced__none") == "Nobody quoted a sentence of it."
    assert texts(opened, ".rb-sourced__statement") == ["“Start gabapentin at 300 mg daily.” 300 mg: in no quote"]


def test_readers_are_shown_no_quotes_and_their_numbers_stay_links(client: Client, publication: Publication) -> None:
    tree = html.fromstring(client.get("/articles/leg-pain/clinician/").content.decode())

    assert [link.get("href") for link in select(tree, ".rb-cite a")] == ["#ref-1"]
    assert (select(tree, ".rb-cite button"), select(tree, ".rb-sourced")) == ([], [])
