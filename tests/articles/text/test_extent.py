import pytest

from articles.text.extent import Extent, extent


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
