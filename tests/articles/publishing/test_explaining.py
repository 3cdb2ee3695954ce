"""S20 on pages: definitions at the frozen places alone, word for word; anything else is refused and never repaired."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from lxml.html import HtmlElement, fromstring

from articles.manifest import ExplainedTerm, FrozenText, Manifest, TermPlace
from articles.publishing.checking import NotRenderable
from articles.publishing.facts import PageFacts
from articles.publishing.render import render
from articles.text.blocks import blocks
from articles.text.dialect import canonical
from articles.text.terms import Entry, Matcher, first_uses
from tests.selecting import select, texts

DEFINITION = "A cord that carries signals < 1 ms & takes 5 mg."
Changed = Callable[..., Manifest]


def explained(text: FrozenText, name: str, audience: str = "patient", **more: str) -> ExplainedTerm:
    """The term at its first use in each section."""
    uses = first_uses({"summary": text.summary, "body": text.body}, Matcher([Entry("x", (name,))]))
    places = tuple(TermPlace(use.place.part, use.place.block, use.place.at, use.place.words) for use in uses)
    values = {"key": name, "term": name, "sense": "body", "definition": DEFINITION, **more}
    return ExplainedTerm(audience=audience, digest="0" * 64, places=places, **values)


@pytest.fixture
def terms(manifest: Manifest) -> Changed:
    """The manifest, explaining these words of the patient text."""

    def with_terms(*names: str) -> Manifest:
        text = manifest.texts["patient"]
        return replace(manifest, definitions=tuple(explained(text, name) for name in names))

    return with_terms


def page(manifest: Manifest, facts: PageFacts, audience: str = "patient") -> HtmlElement:
    return fromstring(render(manifest, facts, audience))


def test_s20_a_word_explains_itself_where_it_was_confirmed(terms: Changed, facts: PageFacts) -> None:
    tree = page(terms("nerve pain", "urine"), facts)

    shown = set(zip(texts(tree, ".rb-term__word"), texts(tree, ".rb-term__meaning"), strict=True))
    assert shown == {
        ("Nerve pain", f"nerve pain (body): {DEFINITION}"),
        ("urine", f"urine (body): {DEFINITION}"),
    }


def test_the_button_opens_its_own_definition_without_a_script(terms: Changed, facts: PageFacts) -> None:
    tree = page(terms("nerves", "urine"), facts)

    opened = [word.get("popovertarget") for word in select(tree, "button.rb-term__word")]
    described = [word.get("aria-describedby") for word in select(tree, "button.rb-term__word")]
    meanings = [
        one
        for one in select(tree, ".rb-term__meaning")
        if one.get("popover") == "auto" and "data-nosnippet" in one.attrib
    ]
    assert opened == described == [meaning.get("id") for meaning in meanings]
    assert len(set(opened)) == len(opened) >= 2
    assert select(tree, "script:not([type])") == []


def test_definitions_are_listed_for_print_and_for_old_browsers(terms: Changed, facts: PageFacts) -> None:
    tree = page(terms("urine", "nerves"), facts)

    assert texts(tree, "#_terms dt") == ["nerves (body)", "urine (body)"]
    assert texts(tree, "#_terms dd") == [DEFINITION, DEFINITION]


def test_a_page_of_another_text_or_without_definitions_has_none(
    terms: Changed, manifest: Manifest, facts: PageFacts
) -> None:
    for tree in (page(terms("nerves"), facts, "clinician"), page(manifest, facts)):
        assert select(tree, ".rb-term, #_terms") == []


def test_no_word_of_the_text_changes(terms: Changed, manifest: Manifest, facts: PageFacts) -> None:
    plain, tree = page(manifest, facts), page(terms("nerves", "urine", "you"), facts)

    for meaning in select(tree, ".rb-term__meaning"):
        meaning.drop_tree()
    assert texts(tree, ".rb-text") == texts(plain, ".rb-text")


def test_a_dose_in_a_definition_is_no_dose_of_the_text(manifest: Manifest, facts: PageFacts) -> None:
    definition = explained(manifest.texts["clinician"], "tested", "clinician")

    tree = page(replace(manifest, definitions=(definition,)), facts, "clinician")
    plain = page(manifest, facts, "clinician")

    assert len(select(tree, ".rb-prescribers")) == len(select(plain, ".rb-prescribers"))
    assert len(select(tree, ".rb-text [data-nosnippet]")) == len(select(plain, ".rb-text [data-nosnippet]")) + 1


def test_a_card_that_is_shown_twice_explains_its_words_once(terms: Changed, facts: PageFacts) -> None:
    tree = page(terms("urine"), facts)

    assert " ".join(texts(tree, ".rb-text")).count("you cannot pass") == 2
    assert len(select(tree, ".rb-term")) == 1


def test_s22_a_hidden_passage_explains_nothing_and_the_others_go_on(terms: Changed, facts: PageFacts) -> None:
    made = terms("nerves", "urine")
    hidden = next(block for block in blocks(made.texts["patient"].body) if "urine" in block.text)

    tree = page(made, replace(facts, hidden_blocks=(hidden.key,)))

    assert "nerves" in texts(tree, ".rb-term__word")
    assert "urine" not in texts(tree, ".rb-term__word")


@pytest.mark.parametrize(
    "change",
    [
        {"definition": ""},
        {"definition": " two  blanks"},
        {"definition": "unseen\u200b"},
        {"term": "a\u202eb"},
        {"sense": "\n"},
        {"audience": "student"},
    ],
)
def test_a_definition_that_the_glossary_would_not_keep_is_refused(
    change: dict[str, str], terms: Changed, facts: PageFacts
) -> None:
    made = terms("urine")
    wrong = replace(made, definitions=(replace(made.definitions[0], **change),))

    with pytest.raises(NotRenderable, match="not what was signed"):
        page(wrong, facts)


@pytest.mark.parametrize(
    "change",
    [{"at": 1}, {"at": 10_000}, {"words": "Urine"}, {"block": "0" * 12}, {"part": "summary"}, {"part": "else"}],
)
def test_a_place_where_other_words_stand_is_refused(
    change: dict[str, object], terms: Changed, facts: PageFacts
) -> None:
    made = terms("urine")
    (term,) = made.definitions
    wrong = replace(term, places=(replace(term.places[0], **change),))  # type: ignore[arg-type]

    with pytest.raises(NotRenderable, match="has other words where"):
        page(replace(made, definitions=(wrong,)), facts)


def test_places_that_overlap_are_refused(terms: Changed, facts: PageFacts) -> None:
    with pytest.raises(NotRenderable, match="has other words where"):
        page(terms("nerve pain", "nerve"), facts)


def test_a_definition_is_words_and_never_markup(terms: Changed, facts: PageFacts) -> None:
    made = terms("urine")
    term = replace(made.definitions[0], definition="<script>alert(1)</script>")

    tree = page(replace(made, definitions=(term,)), facts)

    assert texts(tree, "#_terms dd") == ["<script>alert(1)</script>"]
    assert select(tree, ".rb-term script, #_terms script") == []


def test_a_heading_gets_no_id_of_a_definition(manifest: Manifest, facts: PageFacts) -> None:
    body = canonical("<h2>Words explained</h2><p>Urine.</p><h2>Explained place 1</h2><p>Urine again.</p>")
    text = replace(manifest.texts["patient"], body=body)
    made = replace(manifest, texts={**manifest.texts, "patient": text}, definitions=(explained(text, "urine"),))

    ids = [element.get("id") for element in select(page(made, facts), "[id]")]

    assert len(ids) == len(set(ids))
