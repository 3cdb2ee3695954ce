"""What makes a text hard: positions, replacements, what a text lacks, what is known, for whom, and how fast."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given

from articles.audiences import Audience
from articles.text.blocks import blocks
from articles.text.dialect import canonical
from articles.text.doses import has_dose
from articles.text.drugs import drugs
from articles.text.plainness import PROFILES, Finding, Kind, Known, findings, worst_first
from articles.text.plainness.lexicon import plurals, sections
from articles.text.plainness.plain_words import forms
from articles.text.replacing import replaced
from articles.text.terms import Entry, Matcher
from tests.articles.text.markup import HTML
from tests.stopwatch import quickest

SAMPLES = sorted(Path("workflows/samples/articles").glob("*/*[!y].html"))
PLAIN = "The nerve runs down the leg and it can hurt at night. "
# Words of patients that must not change: a side or a part of the body has one name, whatever the sentence.
SIDES = ("left", "right", "bilateral", "unilateral", "distal", "proximal", "anterior", "posterior", "medial", "lateral")


def found(body: str, audience: str = "patient", summary: str = "", known: Known | None = None) -> tuple[Finding, ...]:
    parts = {"summary": canonical(summary), "body": canonical(body)}
    return findings(parts, audience, known or Known())


def quotes(kind: Kind, body: str, audience: str = "patient", known: Known | None = None) -> list[str]:
    return [one.quote for one in found(body, audience, known=known) if one.kind is kind]


def kinds(body: str, audience: str = "patient") -> set[Kind]:
    return {one.kind for one in found(body, audience)}


def test_finding_says_where_it_stands_and_what_to_write() -> None:
    body = "<h2>Walking</h2>\n<p>You may <strong>utilise</strong> a stick.</p>"

    (one,) = found(body)

    assert (one.kind, one.part, one.section, one.quote, one.start) == (
        Kind.HARD_WORD,
        "body",
        "Walking",
        "utilise",
        8,
    )
    assert one.key == blocks(body)[1].key
    assert (one.before, one.after, one.instead) == ("You may ", " a stick.", "use")
    assert str(one.why) == "A plainer word says the same. Write “use”."


def test_s32_what_another_text_counts_out_of_is_the_number_for_this_one_too() -> None:
    body = "<p>The pain comes back in 1 in 7 people.</p>"

    alone, beside = (quotes(Kind.DENOMINATOR, body, known=Known(wholes=others)) for others in ({}, {100: 3}))

    assert (alone, beside) == ([], ["1 in 7"])


def test_s32_the_number_that_most_are_counted_out_of_is_the_one_to_keep() -> None:
    body = "<p>Of those, 3 in 100 people got ill. Another 4 in 100 people had a rash. It helps 20 in 1,000 people.</p>"

    (one,) = (one for one in found(body) if one.kind is Kind.DENOMINATOR)

    assert one.quote == "20 in 1,000"
    assert str(one.why).startswith("Say it out of every 100,")


def test_words_around_are_shown_whole() -> None:
    (one,) = found(
        "<p>After the operation on your knee you may utilise a stick of good wood that will not break soon.</p>"
    )

    assert (one.lead, one.tail) == ("… operation on your knee you may ", " a stick of good wood that will …")


def test_what_is_found_can_be_replaced_where_it_stands() -> None:
    body = canonical("<p>Rest.</p>\n<p>You may <strong>utilise</strong> a stick. <em>Utilise</em> it daily.</p>")

    first, second = found(body)

    assert replaced(body, 1, first.spot, first.instead) == body.replace("utilise", "use")
    assert replaced(body, 1, second.spot, second.instead) == body.replace("Utilise", "Use")


def test_past_that_may_be_a_participle_is_decided_by_the_word_before() -> None:
    body = "<p>It was administered. She administered it. The dose administered was small.</p>"

    assert [(one.instead, one.offered) for one in found(body) if one.kind is Kind.HARD_WORD] == [
        ("given", ""),
        ("gave", ""),
        ("", "gave"),
    ]


def test_words_of_a_list_are_exchanged_in_every_form() -> None:
    known = {" ".join(form.words): form.pair.plain for some in forms().values() for form in some}

    assert {
        word: known[word]
        for word in ("undergoes", "underwent", "recurred", "clarifies", "postponing", "physicians", "comorbidities")
    } == {
        "undergoes": "has",
        "underwent": "had",
        "recurred": "came back",
        "clarifies": "explains",
        "postponing": "putting off",
        "physicians": "doctors",
        "comorbidities": "other illnesses",
    }


def test_list_has_four_hundred_hard_words_each_once_and_changes_no_drug_dose_or_side() -> None:
    rows = [line.partition(" = ") for heading, line in sections("plain_words.txt") if heading != "names"]
    hard = [word for row in rows for word in row[0].split(", ")]
    plain = [row[2] for row in rows]

    assert len(hard) >= 400
    assert [word for word, count in Counter(hard).items() if count > 1] == []
    assert [word for word in hard if word in plain] == []
    assert [words for words in (*hard, *plain) if has_dose(words) or not set(SIDES).isdisjoint(words.split())] == []
    assert [words for words in hard if drugs(words)] == ["analgesic", "anticoagulant", "blood glucose"]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_sample_articles_mislead_nobody(path: Path) -> None:
    misleading = {Kind.DENOMINATOR, Kind.SUM, Kind.DOUBLE_NEGATIVE, Kind.NO_ACTION}

    assert [one for one in found(path.read_text(), path.stem) if one.kind in misleading] == []


def test_long_stretch_is_found_at_its_first_block() -> None:
    stretch = f"<p>{PLAIN * 10}</p>\n<p>{PLAIN * 10}</p>"
    body = f"<h2>One</h2>\n{stretch}\n<h2>Two</h2>\n<p>{PLAIN * 2}</p>"

    (one,) = (one for one in found(body) if one.kind is Kind.NO_HEADING)

    assert (one.section, one.quote, str(one.why)) == (
        "One",
        PLAIN.strip(),
        "Put a heading in: the next 240 words have none.",
    )


def test_heading_or_box_parts_a_stretch() -> None:
    half = f"<p>{PLAIN * 10}</p>"

    assert Kind.NO_HEADING not in kinds(f"{half}\n<h3>Two</h3>\n{half}")
    assert Kind.NO_HEADING not in kinds(f'{half}\n<aside data-kind="note">\n{half}\n</aside>')


@pytest.mark.parametrize(
    "action",
    [
        "<p>Keep the leg warm.</p>",
        "<p>If it hurts at night, put a pillow there.</p>",
        "<p>At night you can put a pillow there.</p>",
        '<aside data-kind="see-someone">\n<p>Numb feet.</p>\n</aside>',
        "<ul>\n<li>Please ask for help</li>\n</ul>",
    ],
)
def test_text_that_says_what_to_do_lacks_no_action(action: str) -> None:
    assert Kind.NO_ACTION in kinds(f"<p>{PLAIN * 6}</p>")
    assert Kind.NO_ACTION not in kinds(f"<p>{PLAIN * 6}</p>\n{action}")


def test_question_is_no_action_and_a_short_text_lacks_none() -> None:
    assert Kind.NO_ACTION in kinds(f"<p>{PLAIN * 6} Ask why?</p>")
    assert Kind.NO_ACTION not in kinds("<p>The nerve runs down the leg.</p>")


@pytest.mark.parametrize(
    "points", ['<aside data-kind="key-points">\n<p>Walk.</p>\n</aside>', "<h2>Key points</h2>\n<p>Walk.</p>"]
)
def test_long_text_wants_key_points(points: str) -> None:
    body = "\n".join(f"<h2>Part {number}</h2>\n<p>{PLAIN * 10}</p>" for number in range(3))

    assert Kind.NO_KEY_POINTS in kinds(body)
    assert Kind.NO_KEY_POINTS not in kinds(f"{points}\n{body}")


def test_what_is_asked_of_a_text_depends_on_its_audience() -> None:
    body = (
        "<p>Patients with radiculopathy may utilise pyrexia. It is not uncommon. An MRI was performed. "
        "14% of people get better.</p>"
    )

    assert kinds(body, "patient") == {
        *(Kind.JARGON, Kind.HARD_WORD, Kind.DOUBLE_NEGATIVE, Kind.ABBREVIATION, Kind.PASSIVE, Kind.PERCENT),
    }
    assert kinds(body, "student") == {Kind.HARD_WORD, Kind.DOUBLE_NEGATIVE, Kind.ABBREVIATION}
    assert kinds(body, "clinician") == {Kind.DOUBLE_NEGATIVE, Kind.ABBREVIATION}
    assert [one.quote for one in found(body, "student") if one.kind is Kind.HARD_WORD] == ["utilise", "performed"]


def test_every_audience_has_a_profile() -> None:
    assert set(PROFILES) == set(Audience.values)


def test_glossary_term_is_jargon_until_its_sense_is_attached_in_the_section() -> None:
    matcher = Matcher([Entry("cauda-equina", ("cauda equina",), ("CES",))])
    body = "<h2>Signs</h2>\n<p>The cauda equina hurts. CES is rare.</p>"
    attached = Known(matcher, {"cauda-equina": ["body/Signs"]})
    elsewhere = Known(matcher, {"cauda-equina": ["body/Treatment"]})

    assert quotes(Kind.JARGON, body, known=elsewhere) == ["cauda equina"]
    assert quotes(Kind.ABBREVIATION, body, known=elsewhere) == ["CES"]
    assert found(body, known=attached) == ()


def test_glossary_term_of_everyday_words_is_no_jargon() -> None:
    known = Known(Matcher([Entry("blood-pressure", ("blood pressure",))]))

    assert quotes(Kind.JARGON, "<p>Your blood pressure is fine.</p>", known=known) == []


def test_word_that_the_summary_explains_is_known_in_the_body() -> None:
    summary = "<p>A radiculopathy (a pressed nerve root) hurts.</p>"

    assert found("<p>Radiculopathy gets better.</p>", summary=summary) == ()


def test_tables_captions_and_sources_are_left_out() -> None:
    body = "<table><tr><th>Utilise</th></tr><tr><td>utilise it</td></tr></table>\n<h2>References</h2>\n<p>Utilise of MRI.</p>"

    assert found(body) == ()


def test_worst_come_first_by_kind_then_by_size() -> None:
    long, longer = " ".join(["word"] * 26), " ".join(["word"] * 30)
    body = f"<p>You may utilise it. It is taken. {long}. {longer}. It is twice as likely. Walk.</p>"

    ordered = worst_first(found(body))

    assert [one.kind for one in ordered] == [
        *(Kind.RELATIVE_RISK, Kind.HARD_WORD, Kind.LONG_SENTENCE, Kind.LONG_SENTENCE, Kind.PASSIVE),
    ]
    assert [one.size for one in ordered if one.kind is Kind.LONG_SENTENCE] == [30, 26]


@pytest.mark.parametrize(
    "text", ["", "<p>word</p>", "<p>Ωμέγα αλφα 😀</p>", "<table><tr><td>x</td></tr></table>", "<p>…</p>"]
)
def test_text_without_prose_of_ours_has_nothing_to_find(text: str) -> None:
    assert [found(text, audience) for audience in PROFILES] == [()] * 3


@given(HTML)
def test_every_quote_stands_where_it_is_said_to(html: str) -> None:
    body = canonical(html)
    texts = {block.key: block.text for block in blocks(body)}

    for one in found(body):
        if one.key:
            assert texts[one.key][one.start : one.start + len(one.quote)] == one.quote
            assert one.quote


LONG = {
    "one word": "a" * 300_000,
    "digits": "1 in 12 of 1,000 " * 10_000,
    "no full stop": "utilise not without risk by 5 % of your dose " * 7_000,
    "sentences": "Your risk is doubled. If 5% of people were called MRI (an aneurysm, ask. " * 2_700,
    "capitals": "AB CD EF (" * 13_000,
    "orders": "if " + ", call and divide your" * 7_000,
}


@pytest.mark.slow
@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_time_is_in_proportion_to_the_length(text: str) -> None:
    some, all_of_it = _seconds(text[: len(text) // 4]), _seconds(text)

    assert all_of_it < max(12 * some, 0.5)


def _seconds(text: str) -> float:
    """Of two tries, each over words that no cache has seen."""
    return min(_tried(f"{number} {text}") for number in range(2))


def _tried(text: str) -> float:
    body = canonical(f"<p>{text}</p>")
    blocks(body)
    return quickest(lambda: found(body), tries=1)


def test_three_thousand_words_take_a_moment() -> None:
    """On an idle machine under 50 ms; the limit leaves room for one that counts lines."""
    texts = [_text(number) for number in range(4)]

    times = [quickest(lambda text=text: findings({"summary": "", "body": text}, "patient"), tries=1) for text in texts]

    assert min(times) < 0.3


def _text(number: int) -> str:
    sentence = "In week {0} of study {1} the tablets were taken by 14 out of 100 people, and their risk of pain is lower by day. "
    paragraphs = ("".join(sentence.format(n, number) for n in range(p * 8, p * 8 + 8)) for p in range(16))
    body = canonical("\n".join(f"<h3>Part {place}</h3>\n<p>{words}</p>" for place, words in enumerate(paragraphs)))
    assert len(blocks(body)) == 32
    return body


@pytest.mark.parametrize(
    ("noun", "plural"),
    [("diagnosis", "diagnoses"), ("rash", "rashes"), ("biopsy", "biopsies"), ("day", "days"), ("tablet", "tablets")],
)
def test_a_noun_has_its_plural(noun: str, plural: str) -> None:
    assert plurals(noun) == (plural,)


@pytest.mark.parametrize(
    ("word", "plain"),
    [
        ("coagulated", "clotted"),
        ("coagulating", "clotting"),
        ("occurs", "happens"),
        ("complying with", "following"),
        ("clarifies", "explains"),
        ("elected to", "chose to"),
        ("discontinuing", "stopping"),
    ],
)
def test_a_form_of_a_verb_has_the_same_form_of_the_plain_one(word: str, plain: str) -> None:
    (known,) = (form for form in forms()[word.split()[0]] if " ".join(form.words) == word)

    assert known.pair.plain == plain
