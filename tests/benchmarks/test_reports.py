"""What `make bench` prints and judges, from figures that are given."""

import pytest

from benchmarks import comparing, large, lighthouse, nu, readability, reviewing, saving
from benchmarks.answering import Taken
from benchmarks.comparing import Figure
from benchmarks.saving import Figures


def taken(*milliseconds: float) -> list[Taken]:
    return [Taken(value / 1000, value / 2000) for value in milliseconds]


def test_a_save_is_judged_by_the_median_of_each_rounds_own_ratio() -> None:
    figures = Figures(ours=taken(10, 10, 300), theirs=taken(20, 10, 100))

    assert saving.is_reached(figures)
    assert figures.ratios == pytest.approx([0.5, 1.0, 3.0])


def test_a_slower_save_is_said() -> None:
    figures = Figures(ours=taken(30), theirs=taken(20), word=taken(9), nothing=taken(4))

    assert saving.report("SQLite 3", figures) == [
        "\nSQLite 3",
        "  ours                                   30.0 ms,   15.0 ms of them on its processor",
        "  Wagtail 8.0.1, save_revision           20.0 ms,   10.0 ms of them on its processor",
        "  ours to Wagtail's: 150% by the medians; 150% by rounds (from 150% to 150%)",
        "  not slower than Wagtail: NOT reached",
        "  ours, one word changed                  9.0 ms,    4.5 ms of them on its processor",
        "  ours, nothing changed                   4.0 ms,    2.0 ms of them on its processor",
    ]


def test_without_wagtail_our_figures_stand_alone() -> None:
    figures = Figures(ours=taken(30), word=taken(9), nothing=taken(4))

    assert saving.is_reached(figures)
    assert [line for line in saving.report("SQLite 3", figures) if "Wagtail" in line] == []


def test_a_comparison_may_take_as_many_times_as_long_as_the_words_are_more() -> None:
    first = Figure(8000, 200, Taken(0.3, 0.2), None)
    in_proportion = [first, Figure(32000, 800, Taken(9.0, 0.9), None)]
    beyond = [first, Figure(32000, 800, Taken(3.2, 3.2), None)]

    assert comparing.is_reached(in_proportion, repeated=1.0)
    assert not comparing.is_reached(beyond, repeated=1.0)
    assert not comparing.is_reached(in_proportion, repeated=60.0)


def test_a_comparison_is_printed_beside_wagtails() -> None:
    figures = [
        Figure(8000, 200, Taken(0.2, 0.1), Taken(1.0, 0.9)),
        Figure(16000, 400, Taken(0.4, 0.2), None),
    ]

    lines = comparing.report(figures, repeated=0.5)

    assert lines[1:] == [
        "   8,000 words,  200 edits: ours   0.20 s ( 0.10 s on the processor)   Wagtail 8.0.1   1.00 s ( 0.90 s on the processor)",
        "  16,000 words,  400 edits: ours   0.40 s ( 0.20 s on the processor)   Wagtail 8.0.1 not measured",
        "  100 KB of one repeated word: 0.50 s",
        "\n  under 0.5 s for 8,000 words: reached",
        "  2 times the words take 2.0 times the processor: reached",
    ]


def test_a_page_is_judged_by_its_time_and_its_queries() -> None:
    few = {"median": 0.03, "longest": 0.04, "busy": 0.03, "long": 0.05, "queries": 9}

    assert large.page_is_reached(few, {**few, "median": 0.149})
    assert not large.page_is_reached(few, {**few, "median": 0.151})
    assert not large.page_is_reached(few, {**few, "queries": 10})


def test_pages_are_printed_beside_their_bound() -> None:
    page = {"median": 0.0304, "processor": 0.0251, "longest": 0.041, "busy": 0.035, "long": 0.052, "queries": 9}
    rows = {"articles": 400, "revisions": 20000, "texts": 20400, "seconds": 12.4}

    lines = large.report("SQLite", rows, {"history": page}, {"history": page})

    assert lines[0] == "\nSQLite: 400 articles, 20,000 revisions, 20,400 texts in the history; filled in 12 s."
    assert lines[-1] == (
        "  history page            30       25       41       35       52        9        9   under 150 ms: reached"
    )


def shown(seconds: float, queries: int) -> dict[str, float]:
    """Twice as long where nothing was worked out before."""
    return {
        "nothing": seconds * 2,
        "nothing_processor": seconds,
        "new": seconds,
        "new_processor": seconds / 2,
        "known": 0.1,
        "known_processor": 0.05,
        "queries": queries,
    }


def test_a_review_page_is_judged_by_its_time_with_nothing_worked_out_and_by_queries_that_do_not_grow() -> None:
    assert reviewing.is_reached(shown(0.095, 50), shown(0.3, 50))
    assert not reviewing.is_reached(shown(0.105, 50), shown(0.3, 50))
    assert not reviewing.is_reached(shown(0.095, 50), shown(0.3, 51))


def test_a_review_page_is_reported_with_few_members_and_with_many() -> None:
    assert reviewing.report("SQLite", shown(0.41, 50), shown(0.5, 50)) == [
        "\nSQLite: review page of an article of 5,000 words in two texts, compared with the approved version;",
        "50 edits, a comment of each member. Server time, and of it on the processor. Prepared: when its review started.",
        "  3 members, 50 queries",
        "    nothing worked out before           820 ms,    410 ms",
        "    prepared, to a new worker           410 ms,    205 ms",
        "    prepared, shown before              100 ms,     50 ms",
        "  30 members, 50 queries",
        "    nothing worked out before          1000 ms,    500 ms",
        "    prepared, to a new worker           500 ms,    250 ms",
        "    prepared, shown before              100 ms,     50 ms",
        "  under 200 ms with 3 members, nothing worked out before; with 30 no more queries: NOT reached",
    ]


def test_pairs_are_ranked_by_each_score_and_a_tie_is_not_harder() -> None:
    pairs = [
        ({"smog": 12.0, "flesch_ease": 40.0}, {"smog": 10.0, "flesch_ease": 60.0}),
        ({"smog": 9.0, "flesch_ease": 60.0}, {"smog": 9.0, "flesch_ease": 60.0}),
    ]

    assert readability.ranked(pairs) == {"smog": 0.5, "flesch_ease": 0.5}


def test_ranks_are_printed_beside_textstats() -> None:
    lines = readability.report_of_ranks(
        "Cochrane", 411, {"difficulty": 0.9, "smog": 0.77}, {"smog": 0.28}, {"smog": 0.78}
    )

    assert lines == [
        "\nCochrane, 411 pairs: share in which the text for experts is scored harder\n",
        "  difficulty      ours  90.0%",
        "  smog            ours  77.0%   textstat 0.7.13  28.0%   at least 78%: NOT reached",
    ]


def test_scores_are_judged_by_the_time_for_words_that_are_new() -> None:
    loading = readability.Loading(0.1, 20)

    assert readability.is_fast(readability.Speed(new=5.0, known=1.0, theirs=None), loading)
    assert not readability.is_fast(readability.Speed(new=5.1, known=1.0, theirs=None), loading)
    assert not readability.is_fast(readability.Speed(new=1.0, known=1.0, theirs=9.0), readability.Loading(0.31, 20))
    assert readability.report_of_speed(readability.Speed(3.0, 1.5, 10.0), loading) == [
        "\nAll scores of 1,000 words, on the processor\n",
        "  ours, nothing remembered      3.0 ms   under 5 ms: reached",
        "  ours, words remembered        1.5 ms",
        "  textstat 0.7.13              10.0 ms",
        "  the lists are read in 0.10 s and take 20 MB   within 0.3 s and 40 MB: reached",
    ]


def test_samples_are_texts_of_a_thousand_words() -> None:
    sizes = [len(text.split()) for text in readability.samples()]

    assert sizes == [pytest.approx(1000, abs=150)] * len(sizes)
    assert len(sizes) >= 4


def round_of(performance: float) -> lighthouse.Round:
    scores = {"performance": performance, "accessibility": 100, "best-practices": 100, "seo": 100}
    return lighthouse.Round(scores, {"first paint": 0.94, "largest paint": 1.12}, 0.0)


def test_lighthouse_is_judged_by_the_median_of_its_rounds() -> None:
    found = {"home": [round_of(80), round_of(96), round_of(99)]}

    scores = "performance 96, accessibility 100, best-practices 100, seo 100"
    assert lighthouse.report(found)[1:] == [
        f"  home     {scores}; first paint 0.9 s, largest paint 1.1 s, layout shift 0.000",
        "  performance ≥ 95, accessibility ≥ 100, best-practices ≥ 100, seo ≥ 100: reached",
    ]
    assert not lighthouse.is_reached([round_of(94)])


def test_a_remark_of_the_nu_checker_is_no_error() -> None:
    remark, wrong = (
        {"type": "info", "message": "No heading."},
        {"type": "error", "url": "x/ask.html", "message": "Bad."},
    )

    assert nu.report(3, [remark])[1] == "  0 errors: reached"
    assert nu.report(3, [remark, wrong])[1:] == ["  ask: Bad.", "  0 errors: NOT reached"]
