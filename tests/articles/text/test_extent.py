import pytest

from articles.text.extent import Extent, changed_share, extent


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("<p>rest at home</p>", "<p>rest at home</p>", Extent()),
        ("<p>rest at home</p>", "<p>rest in bed at home</p>", Extent(added=2)),
        ("<p>rest at home</p><p>gone now</p>", "<p>rest at home</p>", Extent(removed=2)),
        ("<p>see 10 people a day</p>", "<p>see 20 people a day</p>", Extent(1, 1, has_number=True)),
        ("<p>take 10 mg now</p>", "<p>take 20 mg now</p>", Extent(1, 1, has_number=True, has_dose=True)),
        ("<p>a</p><p>take 5 mg</p><p>b</p>", "<p>take 5 mg</p><p>a</p><p>b</p>", Extent()),
    ],
)
def test_the_extent_of_a_change(old: str, new: str, expected: Extent) -> None:
    assert extent(old, new) == expected


@pytest.mark.parametrize(
    ("old", "new", "share"),
    [
        ("one two three four", "one two three four", 0),
        ("one two three four", "one two three five", 25),
        ("one two three", "one two four", 34),
        ("one two", "one two three four five six", 100),
        ("one two three four", "one", 75),
        ("", "one two", 100),
        ("", "", 0),
    ],
)
def test_changed_share_is_of_the_words_that_a_text_had(old: str, new: str, share: int) -> None:
    assert changed_share(f"<p>{old}</p>" if old else "", f"<p>{new}</p>" if new else "") == share
