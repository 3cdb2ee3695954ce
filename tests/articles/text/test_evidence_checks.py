"""What is noticed of the evidence of an article: lists of what must be found, and of what must not."""

from __future__ import annotations

import pytest

from articles.text.dialect import canonical
from articles.text.evidence_checks import Ages, Finding, Place, Work, findings
from articles.text.evidence_kinds import Kind
from tests.stopwatch import quickest

YEAR = 2026
TRIAL = Work("trial", "A trial of tablets", 2020)
STUDY = Work("study", "A study of tablets", 2021)
BLOG = Work("blog", "My tablets and I", 2024, is_self_published=True)
DIARY = Work("diary", "My tablets, again", 2025, is_self_published=True)
GONE = Work("gone", "A trial that was taken back", 2022, mark="retracted")
ALL = (TRIAL, STUDY, BLOG, DIARY, GONE)


def found(html: str, *works: Work, **more: Ages) -> list[Finding]:
    return findings({"patient": canonical(html)}, works, year=YEAR, **more)


def kinds(html: str, *works: Work, **more: Ages) -> list[Kind]:
    return [one.kind for one in found(html, *works, **more)]


def of_dose(html: str) -> list[tuple[Kind, str]]:
    cited = [work for work in ALL if f"'{work.key}'" in html or f"{work.key} " in html or f" {work.key}'" in html]
    about = (Kind.UNSOURCED_DOSE, Kind.SELF_PUBLISHED_DOSE, Kind.SINGLE_SOURCE_DOSE)
    return [(one.kind, one.subject) for one in found(html, *cited) if one.kind in about]


def cite(*keys: str) -> str:
    return f"<cite data-key='{' '.join(keys)}'></cite>"


# Works


@pytest.mark.parametrize(
    ("work", "expected"),
    [
        (Work("a", "A", 2020, mark="retracted"), [Kind.RETRACTED]),
        (Work("a", "A", 2020, mark="concern"), [Kind.CONCERN]),
        (Work("a", "A", 2020, is_preprint=True), [Kind.PREPRINT]),
        (Work("a", "A", 2020, superseded_by="B"), [Kind.SUPERSEDED]),
        (Work("a", "A", 2015), [Kind.OLD]),
        (Work("a", "A", 2020, is_guideline=True), [Kind.OLD]),
        (Work("a", "A", 1999, is_preprint=True, mark="retracted"), [Kind.RETRACTED, Kind.PREPRINT, Kind.OLD]),
        (Work("a", "A", 2016), []),
        (Work("a", "A", 2021, is_guideline=True), []),
        (Work("a", "A", 0), []),
        (Work("a", "A", 2020, mark="corrected"), []),
        (Work("a", "A", 2027), []),
    ],
)
def test_a_cited_work_is_judged_by_its_age_and_what_became_of_it(work: Work, expected: list[Kind]) -> None:
    assert kinds(f"<p>Walking helps most people.{cite('a')}</p>", work) == expected


def test_the_publisher_says_when_a_work_is_old() -> None:
    html = f"<p>Walking helps most people.{cite('trial')}</p>"

    assert kinds(html, TRIAL, ages=Ages(works=5)) == [Kind.OLD]


def test_a_work_that_no_text_cites_is_named_once_and_a_retracted_one_as_both() -> None:
    html = f"<p>Walking helps most people.{cite('trial')}</p>"

    assert kinds(html, TRIAL, Work("old", "Old", 1980, is_preprint=True), GONE) == [
        Kind.RETRACTED,
        Kind.NEVER_CITED,
        Kind.NEVER_CITED,
    ]


def test_a_work_that_no_text_cites_is_found_by_its_key() -> None:
    (finding,) = findings({"patient": canonical("<p>Walk.</p>")}, [TRIAL], year=YEAR)

    assert finding == Finding(Kind.NEVER_CITED, TRIAL.title, (), TRIAL.key)


def test_a_finding_of_a_work_says_in_which_sections_of_which_texts_it_is_cited() -> None:
    body = f"<h2>Care</h2><p>Rest for some days.{cite('gone')} Then walk.{cite('gone')}</p><h2>Later</h2><p>Go on.{cite('gone')}</p>"
    texts = {"patient": canonical(body), "clinician": canonical(f"<p>Mobilise the patient early.{cite('gone')}</p>")}

    (finding,) = findings(texts, [GONE], year=YEAR)

    assert finding == Finding(
        Kind.RETRACTED,
        "A trial that was taken back",
        (Place("patient", "Care"), Place("patient", "Later"), Place("clinician")),
        "gone",
    )


def test_advice_says_what_to_do_and_names_the_year_or_the_other_work() -> None:
    html = f"<p>Walking helps most people.{cite('a')}</p>"

    superseded, old = found(html, Work("a", "A", 2001, superseded_by="100 % new"))

    assert superseded.advice == "“100 % new” took its place: read that, and cite it instead."
    assert old.advice == "It is from 2001: see whether something newer says otherwise, or whether it still holds."
    assert Kind.OLD.label == "Old"


# Doses


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (f"<p>Take 300 mg.{cite('trial')}</p>", [(Kind.SINGLE_SOURCE_DOSE, "Take 300 mg.")]),
        (f"<p>Take 300 mg.{cite('trial', 'gone')}</p>", [(Kind.SINGLE_SOURCE_DOSE, "Take 300 mg.")]),
        (f"<p>Take 300 mg.{cite('trial', 'blog')}</p>", [(Kind.SINGLE_SOURCE_DOSE, "Take 300 mg.")]),
        (f"<p>Take 300 mg.{cite('blog')}</p>", [(Kind.SELF_PUBLISHED_DOSE, "Take 300 mg.")]),
        (f"<p>Take 300 mg.{cite('blog', 'diary')}</p>", [(Kind.SELF_PUBLISHED_DOSE, "Take 300 mg.")]),
        (f"<p>Take 300 mg.{cite('gone')}</p>", [(Kind.UNSOURCED_DOSE, "Take 300 mg.")]),
        ("<p>Take 300 mg.</p>", [(Kind.UNSOURCED_DOSE, "Take 300 mg.")]),
        (
            f"<p>Start low:{cite('trial')}</p><ul><li>Adults 300 mg</li><li>Children 5 mg/kg</li></ul>",
            [(Kind.SINGLE_SOURCE_DOSE, "Adults 300 mg"), (Kind.SINGLE_SOURCE_DOSE, "Children 5 mg/kg")],
        ),
        (
            f"<table><tbody><tr><td>Adults</td><td>300 mg</td></tr></tbody></table><p>From a label.{cite('blog')}</p>",
            [(Kind.SELF_PUBLISHED_DOSE, "Adults | 300 mg")],
        ),
        (
            f"<p>Take 300 mg.{cite('trial')}</p><p>Later take 600 mg.</p>",
            [(Kind.UNSOURCED_DOSE, "Later take 600 mg."), (Kind.SINGLE_SOURCE_DOSE, "Take 300 mg.")],
        ),
    ],
)
def test_a_dose_on_fewer_than_two_works_that_stand_is_found(html: str, expected: list[tuple[Kind, str]]) -> None:
    assert of_dose(html) == expected


@pytest.mark.parametrize(
    "html",
    [
        f"<p>Take 300 mg.{cite('trial', 'study')}</p>",
        f"<p>Take 300 mg.{cite('trial')} More is no better.{cite('study')}</p>",
        f"<p>Start low:{cite('trial', 'study')}</p><ul><li>Adults 300 mg</li></ul>",
        f"<p>The bottom line: 0.3 g.</p><h2>Dose</h2><p>Take 300 mg.{cite('trial', 'study')}</p>",
        f"<table><caption>Doses{cite('trial', 'study')}</caption><tbody><tr><td>300 mg</td></tr></tbody></table>",
        f"<p>It lowers pressure by 10 mmHg in 14 % of people within 6 weeks.{cite('trial')}</p>",
        f"<p>A calcium of 9 mg/dL is normal at 70 kg.{cite('trial')}</p>",
        f"<p>Take 300 mg.{cite('unresolved:a', 'unresolved:b')}</p>",
    ],
)
def test_a_dose_on_two_works_and_what_is_no_dose_are_not_found(html: str) -> None:
    assert of_dose(html) == []


def test_a_dose_that_one_work_is_cited_for_twice_is_told_once() -> None:
    html = f"<p>Take 300 mg.{cite('trial')}</p><p>Again, take 0.3 g.{cite('trial')}</p>"

    assert of_dose(html) == [(Kind.SINGLE_SOURCE_DOSE, "Take 300 mg.")]


def test_advice_about_a_dose_names_the_one_work() -> None:
    (finding,) = found(f"<p>Take 300 mg.{cite('blog')}</p>", BLOG)

    assert (
        finding.advice
        == "Only its author stands behind “My tablets and I”: it cannot be submitted without a guideline, label or study."
    )
    assert (finding.key, finding.places) == ("blog", (Place("patient"),))


# Sections


@pytest.mark.parametrize(
    "html",
    [
        "<h2>Care</h2><p>Rest makes most back pain worse.</p>",
        "<h2>Care</h2><ul><li>Walk every single day</li></ul>",
        "<h2>Care</h2><h3>At home</h3><p>Heat helps many people sleep.</p>",
        f"<h2>Causes</h2><p>Lifting hurts some backs.{cite('trial')}</p><h2>Care</h2><p>Rest makes most back pain worse.</p>",
        "<h2>Care</h2><table><tbody><tr><td>Heat helps</td><td>many people</td></tr></tbody></table>",
    ],
)
def test_a_section_that_states_something_and_cites_nothing_is_found(html: str) -> None:
    bare = [(one.subject, one.places) for one in found(html, TRIAL) if one.kind is Kind.UNCITED_SECTION]

    assert bare == [("Care", (Place("patient", "Care"),))]


@pytest.mark.parametrize(
    "html",
    [
        f"<h2>Care</h2><p>Rest makes most back pain worse.</p><p>So walk.{cite('trial')}</p>",
        f"<h2>Care{cite('trial')}</h2><p>Rest makes most back pain worse.</p>",
        f"<h2>Care</h2><h3>At home</h3><p>Heat helps many people.{cite('trial')}</p>",
        "<h2>Care</h2>",
        "<h2>Care</h2><p>What can you do yourself?</p>",
        "<h2>Care</h2><p>See below.</p>",
        "<h2>Sources</h2><p>We read what the societies published.</p>",
        "<h2>More information</h2><ul><li>The society of people with pain</li></ul>",
        "<h2>Asking</h2><aside data-kind='ask-your-doctor'><p>Tell your doctor what you tried.</p></aside>",
        f"<p>Most backs heal by themselves.</p><h2>Care</h2><p>Rest is no cure.{cite('trial')}</p>",
    ],
)
def test_a_section_that_cites_or_states_nothing_is_not_found(html: str) -> None:
    assert [one for one in found(html, TRIAL) if one.kind is Kind.UNCITED_SECTION] == []


# Words


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (f"<p>Rest for days.{cite('gone')} Then walk.</p>", ["Rest for days."]),
        (f"<p>Rest for days. Then walk{cite('gone')}. Go on.</p>", ["Then walk."]),
        (f"<p>{cite('gone')}Rest for days. Then walk.</p>", ["Rest for days."]),
        (
            f"<p>At 10<sup>9</sup>/L stop.{cite('trial')} Then CO<sub>2</sub> &lt; 4.{cite('gone')}</p>",
            ["Then CO₂ < 4."],
        ),
        (f"<ul><li>Walk a little</li><li>Rest a little{cite('gone')}</li></ul>", ["Rest a little"]),
        (
            (
                "<table><tbody><tr><td>Adults</td><td>Rest</td></tr>"
                f"<tr><td>Children</td><td>Walk{cite('gone')}</td></tr></tbody></table>"
            ),
            ["Children | Walk"],
        ),
        (f"<h2>Care{cite('gone')}</h2><p>Rest for days.</p>", ["Care"]),
    ],
)
def test_a_finding_of_a_work_names_the_words_that_cite_it(html: str, expected: list[str]) -> None:
    (finding,) = [one for one in found(html, TRIAL, GONE) if one.kind is Kind.RETRACTED]

    assert [spot.words for spot in finding.spots] == expected


def test_a_work_has_one_spot_in_each_text_that_cites_it() -> None:
    body = f"<p>Rest for some days.{cite('gone')}</p><p>Then walk.{cite('gone')}</p>"

    (finding,) = findings({"patient": canonical(body), "clinician": canonical(body)}, [GONE], year=YEAR)

    assert [(spot.audience, spot.words) for spot in finding.spots] == [
        ("patient", "Rest for some days."),
        ("clinician", "Rest for some days."),
    ]


def test_two_sections_of_one_name_are_two_findings() -> None:
    html = "<h2>Care</h2><p>Rest makes most back pain worse.</p><h2>Care</h2><p>Heat helps many people sleep.</p>"

    assert kinds(html) == [Kind.UNCITED_SECTION, Kind.UNCITED_SECTION]


def test_a_text_without_headings_is_one_section() -> None:
    assert found("<p>Rest makes most back pain worse.</p>") == [Finding(Kind.UNCITED_SECTION, "", (Place("patient"),))]


def test_no_text_has_no_findings() -> None:
    assert findings({"patient": ""}, [], year=YEAR) == []


def test_what_was_found_is_in_order_from_the_worst() -> None:
    html = f"<h2>Care</h2><p>Rest makes most back pain worse.</p><h2>Dose</h2><p>Take 300 mg.{cite('blog', 'gone')}</p>"

    assert kinds(html, TRIAL, BLOG, GONE) == [
        Kind.RETRACTED,
        Kind.SELF_PUBLISHED_DOSE,
        Kind.UNCITED_SECTION,
        Kind.NEVER_CITED,
    ]


def test_time_is_in_proportion_to_the_length_of_the_text() -> None:
    def text(sections: int, marker: int) -> dict[str, str]:
        parts = (
            f"<h2>Part {n}</h2><p>Start {marker} at {n} mg:</p><ul><li>Then {n + 1} mg{cite(f'k{n}')}</li></ul>"
            for n in range(sections)
        )
        return {"patient": canonical("".join(parts))}

    def seconds(sections: int) -> float:
        fresh = iter([text(sections, marker) for marker in range(3)])
        works = [Work(f"k{n}", f"Work {n}", 2020) for n in range(sections)]
        return quickest(lambda: findings(next(fresh), works, year=YEAR))

    seconds(10)

    assert seconds(800) < 8 * seconds(200)
