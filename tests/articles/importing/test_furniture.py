"""What belongs to the former page is left out, and nothing else is."""

import pytest

from articles.importing import parse

BODY = "Gout hurts. It comes at night, and it goes again after some days."


def left_out(source: str, name: str = "a.txt") -> list[tuple[int, str]]:
    return [(passage.line, passage.text) for passage in parse(source, filename=name).left_out]


@pytest.mark.parametrize(
    "line",
    [
        "Last updated: 3 March 2024",
        "Last reviewed on 2024-03-03",
        "Updated March 2024",
        "Page last modified: 03/03/2024",
        "Next review due: March 2027",
        "For informational purposes only",
        "Medically reviewed by Dr Jane Roe",
        "By Jane Roe, MD",
        "Home > Conditions > Gout",
        "Home | About | Contact",
        "Skip to main content",
        "Back to top",
        "5 min read",
        "Share on Facebook",
        "© 2024 Example Publisher",
        "All rights reserved.",
        "Was this page helpful? Yes No",
        "This site uses cookies to work.",
        "View editorial policy",
    ],
)
def test_furniture_is_known_wherever_it_stands(line: str) -> None:
    found = parse(f"{BODY}\n\n{line}\n\nRest the foot. Drink enough.")

    assert [(passage.line, passage.text) for passage in found.left_out] == [(3, line)]
    assert found.body == f"<p>{BODY}</p>\n<p>Rest the foot. Drink enough.</p>"


@pytest.mark.parametrize(
    "line",
    [
        "The guideline was last updated in a year that nobody remembers.",
        "Educational programmes help many people with gout.",
        "By mouth, colchicine works within a day.",
        "Approved drugs are listed below.",
        "Share decisions with the patient.",
        "Reviewed by the doctor, the dose is lowered.",
        "Print is easier to read for some people.",
    ],
)
def test_a_sentence_that_begins_like_furniture_stays(line: str) -> None:
    found = parse(f"{BODY}\n\n{line}\n")

    assert found.left_out == ()
    assert found.body == f"<p>{BODY}</p>\n<p>{line}</p>"


def test_a_weak_word_counts_only_beside_other_furniture() -> None:
    source = f"Skip to content\nMenu\nSearch\n\n{BODY}\n\nSearch\n\nLook for crystals in the joint fluid.\n"

    assert left_out(source) == [(1, "Skip to content"), (2, "Menu"), (3, "Search")]


def test_steps_of_a_status_go_with_their_heading() -> None:
    source = f"Article Review Status\nSubmitted\nUnder Review\nApproved\n\n{BODY}\n"

    assert left_out(source) == [
        (1, "Article Review Status"),
        (2, "Submitted"),
        (3, "Under Review"),
        (4, "Approved"),
    ]


def test_a_disclaimer_goes_up_to_the_next_heading() -> None:
    source = f"{BODY}\n\n## Medical Disclaimer\n\nThis is no advice.\n\n## Treatment\n\nRest.\n"

    found = parse(source, filename="a.md")

    assert [passage.line for passage in found.left_out] == [3, 5]
    assert found.body == f"<p>{BODY}</p>\n<h2>Treatment</h2>\n<p>Rest.</p>"


def test_a_disclaimer_never_takes_a_list_along() -> None:
    found = parse(f"{BODY}\n\nDisclaimer\n\nNo advice.\n\n- Rest the foot\n- Drink enough\n")

    assert [passage.line for passage in found.left_out] == [3, 5]
    assert found.counts.bullets == 2


def test_every_passage_tells_why_it_is_left_out() -> None:
    found = parse(f"Last updated: 3 March 2024\n\n{BODY}")

    assert [str(passage.reason) for passage in found.left_out] == [
        "A date of the former page. Dates are kept by this system."
    ]
