from articles.text.heading_ids import page_ids


def test_headings_with_the_same_words_are_counted_from_the_second() -> None:
    ids = page_ids()

    assert [ids.next(heading) for heading in ("Pain", "Pain ", "Rest", "pain")] == ["pain", "pain-2", "rest", "pain-3"]


def test_ids_of_the_frame_are_left_to_it() -> None:
    ids = page_ids()

    assert [ids.next(heading) for heading in ("References", "Ref 1", "…")] == [
        "references-2",
        "section-ref-1",
        "section",
    ]
