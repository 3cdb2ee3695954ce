"""A text, its sections and its sentences."""

from articles.text.blocks import blocks
from articles.text.dialect import canonical
from articles.text.readability import Score, Unscored, score, score_of_plain, section_scores, sentence_scores
from articles.text.readability.passages import paragraphs

TEXT = canonical(
    """
    <p>This page is about gout, which hurts.</p>
    <h2>What it is</h2>
    <p>Gout is a painful joint. It comes fast.</p>
    <h3>Where</h3>
    <ul><li>big toe</li><li>Ankle. Knee, too.</li></ul>
    <table><tr><th>Hyperuricaemia concentrations</th><td>360 micromoles</td></tr></table>
    <h2>Treatment</h2>
    <p>Colchicine 0.5 mg is taken twice a day. Drink water<cite data-key="hart2001"></cite>.</p>
    <h2>Sources</h2>
    <p>Hart J. Gout and its treatment in hospital.</p>
    """
)


def counted(found: Score | Unscored) -> tuple[int, int]:
    return found.counts.sentences, found.counts.words


def test_a_text_is_scored_without_tables_and_sources() -> None:
    assert counted(score(TEXT)) == (11, 35)


def test_sections_add_up_to_the_text() -> None:
    found = section_scores(TEXT)

    assert [(part.title, counted(part.score)) for part in found] == [
        ("", (1, 7)),
        ("What it is", (7, 17)),
        ("Treatment", (3, 11)),
    ]
    assert [part.key for part in found] == [
        "",
        *(block.key for block in blocks(TEXT) if block.text in ("What it is", "Treatment")),
    ]


def test_sentences_say_where_they_stand() -> None:
    texts = {block.key: block.text for block in blocks(TEXT)}

    found = sentence_scores(TEXT)

    assert [part.text for part in found] == [texts[part.key][part.start : part.end] for part in found]
    assert [part.text for part in found][3:8] == ["It comes fast.", "Where", "big toe", "Ankle.", "Knee, too."]


def test_sentences_can_be_put_in_order_of_difficulty() -> None:
    found = {part.text: part.score for part in sentence_scores(TEXT) if isinstance(part.score, Score)}

    hardest = max(found, key=lambda text: found[text].difficulty)

    assert hardest == "Colchicine 0.5 mg is taken twice a day."


def test_the_same_words_have_the_same_score_with_and_without_markup() -> None:
    plain = (
        "What helps\n\nRest helps most people. So does ice, e.g. in a towel.\n\n- sleep\n- time and a little patience"
    )
    html = (
        "<h2>What helps</h2><p>Rest helps most people. So does ice, e.g. in a towel.</p>"
        "<ul><li>sleep</li><li>time and a little patience</li></ul>"
    )

    assert score_of_plain(plain) == score(canonical(html))


def test_wrapped_lines_are_joined_and_headings_and_items_are_not() -> None:
    text = (
        "What it is\nGout is a disease of the joints that comes in attacks which are\nvery painful. It is treated with\n"
        "tablets.\n- first item\n1. second item\r\n\r\nLast words"
    )

    assert list(paragraphs(text)) == [
        "What it is",
        "Gout is a disease of the joints that comes in attacks which are very painful. It is treated with tablets.",
        "- first item",
        "1. second item",
        "Last words",
    ]


def test_a_box_does_not_begin_a_section() -> None:
    html = canonical(
        '<h2>One</h2><aside data-kind="note"><h2>Two</h2><p>Words stand here, five at least.</p></aside><p>Three</p>'
    )

    assert [part.title for part in section_scores(html)] == ["One"]
