"""Pictures are written anew: pixels stay, everything else goes, and what is no picture is refused in a sentence."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from articles.imaging import LARGEST_FILE, NotAPicture, Picture, written_anew
from tests import pictures
from tests.stopwatch import quickest


def opened(picture: Picture) -> Image.Image:
    return Image.open(io.BytesIO(picture.content))


def near(colour: object, wanted: tuple[int, ...]) -> bool:
    assert isinstance(colour, tuple)
    return all(abs(one - other) < 12 for one, other in zip(colour, wanted, strict=False))


@pytest.mark.parametrize(
    ("given_format", "written"), [("PNG", "PNG"), ("JPEG", "JPEG"), ("WEBP", "WEBP"), ("GIF", "PNG")]
)
def test_a_picture_keeps_its_pixels(given_format: str, written: str) -> None:
    picture = written_anew(pictures.saved(pictures.two_colours(), given_format))

    image = opened(picture).convert("RGB")
    assert (picture.format, picture.width, picture.height, picture.changes) == (written, 60, 40, ())
    assert near(image.getpixel((5, 20)), pictures.RED)
    assert near(image.getpixel((55, 20)), pictures.BLUE)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16", "CMYK"])
def test_every_kind_of_pixel_is_read(mode: str) -> None:
    original = Image.new(mode, (60, 40))
    format_ = "JPEG" if mode == "CMYK" else "PNG"

    picture = written_anew(pictures.saved(original, format_))

    assert (picture.width, picture.height) == (60, 40)
    assert opened(picture).mode in {"L", "RGB", "RGBA"}


def test_sixteen_bits_of_grey_are_scaled_and_not_cut_off() -> None:
    original = Image.new("I;16", (10, 10), 0x8000)

    image = opened(written_anew(pictures.saved(original)))

    assert image.convert("L").getpixel((5, 5)) in range(126, 131)


def test_what_is_transparent_stays_so() -> None:
    full = pictures.saved(Image.new("RGBA", (20, 20), (*pictures.GREEN, 0)))
    palette = pictures.saved(Image.new("P", (20, 20)), "GIF", transparency=0)
    flat = pictures.saved(Image.new("RGB", (20, 20)), transparency=(0, 0, 0))

    pixels = [opened(written_anew(content)).getpixel((1, 1)) for content in (full, palette, flat)]

    assert [isinstance(pixel, tuple) and pixel[3] for pixel in pixels] == [0, 0, 0]


def test_place_camera_name_and_comment_are_left_out() -> None:
    for content in (pictures.photo_with_place(), pictures.png_with_words()):
        picture = written_anew(content)

        assert b"Secret" in content
        assert b"Secret" not in picture.content
        assert dict(opened(picture).getexif()) == {}
        assert set(opened(picture).info) <= {
            "jfif",
            "jfif_version",
            "jfif_unit",
            "jfif_density",
            "progressive",
            "progression",
        }


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_turned_picture_stands_upright(orientation: int) -> None:
    image = opened(written_anew(pictures.photo_with_place(orientation))).convert("RGB")

    is_upright = orientation < 5
    assert image.size == ((60, 40) if is_upright else (40, 60))
    # Red was left; where it is shown is what the camera meant.
    red = {1: (5, 20), 2: (55, 20), 3: (55, 20), 4: (5, 20), 5: (20, 5), 6: (20, 5), 7: (20, 55), 8: (20, 55)}
    assert near(image.getpixel(red[orientation]), pictures.RED)


def test_colours_of_a_profile_become_those_of_screens() -> None:
    wide = Image.new("RGB", (20, 20), (60, 200, 60))
    profile = _wide_profile()

    image = opened(written_anew(pictures.with_profile(wide, profile))).convert("RGB")

    assert image.getpixel((5, 5)) != (60, 200, 60)
    assert "icc_profile" not in image.info


def _wide_profile() -> bytes:
    """sRGB with red and green exchanged: no screen has it, so a change shows that it was read."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    count = int.from_bytes(profile[128:132], "big")
    entries = [bytes(profile[132 + 12 * n : 144 + 12 * n]) for n in range(count)]
    places = {entry[:4]: entry[4:] for entry in entries}
    for number, entry in enumerate(entries):
        other = {b"rXYZ": b"gXYZ", b"gXYZ": b"rXYZ"}.get(entry[:4])
        if other:
            profile[136 + 12 * number : 144 + 12 * number] = places[other]
    return bytes(profile)


def test_a_profile_that_does_not_fit_is_left_aside() -> None:
    for profile in (b"nonsense", pictures.lab_profile()):
        picture = written_anew(pictures.with_profile(pictures.two_colours(), profile))

        assert near(opened(picture).convert("RGB").getpixel((5, 20)), pictures.RED)


def test_a_large_picture_is_reduced_and_that_is_said() -> None:
    picture = written_anew(pictures.png(4000, 1000))

    assert (picture.width, picture.height) == (2400, 600)
    assert [str(change) for change in picture.changes] == ["Reduced from 4000 × 1000 to 2400 × 600 pixels."]


def test_of_a_moving_picture_the_first_frame_is_kept_and_that_is_said() -> None:
    picture = written_anew(pictures.moving())

    assert [str(change) for change in picture.changes] == ["Only the first frame of the moving picture is kept."]
    assert near(opened(picture).convert("RGB").getpixel((5, 20)), pictures.RED)


def test_a_photograph_saved_as_png_does_not_stay_one() -> None:
    noise = Image.effect_noise((1600, 1200), 90).convert("RGB")

    picture = written_anew(pictures.saved(noise))

    assert (picture.format, picture.media_type) == ("WEBP", "image/webp")


@pytest.mark.parametrize("name", sorted(pictures.DOUBLES))
def test_a_second_file_inside_a_picture_is_gone(name: str) -> None:
    content = pictures.DOUBLES[name]

    picture = written_anew(content)

    assert pictures.SCRIPT in content
    assert b"script" not in picture.content
    assert (picture.width, picture.height) == (60, 40)


TOO_MANY = "This picture has 40 megapixels or more. Make it smaller first, such as 4,000 × 3,000."
UNREADABLE = "This file cannot be read as a picture: it is damaged, or not a PNG, JPEG, WebP or GIF."
SVG = "An SVG picture is a program as much as a picture, so it cannot be taken. Save it as PNG."


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty."),
        (b"\x00" * (LARGEST_FILE + 1), "This picture is larger than 25 MB. Make it smaller first."),
        (pictures.claiming(8000, 5000), TOO_MANY),
        (pictures.claiming(60000, 60000), TOO_MANY),
        (pictures.claiming(11000, 11000), TOO_MANY),
        (pictures.webp_claiming(16_000_000, 200), TOO_MANY),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", SVG),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!DOCTYPE svg>\n<svg onload='alert(1)'/>", SVG),
        (b"%PDF-1.7", "This is a PDF file, not a picture. Save the picture in it as PNG or JPEG."),
        (b"%PDF-1.7\n" + pictures.png(), "This is a PDF file, not a picture. Save the picture in it as PNG or JPEG."),
        (b"PK\x03\x04", "This is an Office or ZIP file, not a picture. Save the picture in it as PNG or JPEG."),
        (b"\x00\x00\x00\x18ftypheic", "HEIC pictures cannot be shown in all browsers. Save it as JPEG."),
        (pictures.saved(pictures.two_colours(), "TIFF"), "TIFF pictures cannot be shown in browsers. Save it as PNG or JPEG."),
        (pictures.saved(pictures.two_colours(), "BMP"), "BMP pictures cannot be taken. Save it as PNG or JPEG."),
        (b"<html>" + pictures.png(), UNREADABLE),
        (pictures.png()[:60], UNREADABLE),
        (pictures.saved(pictures.two_colours(600, 400), "JPEG")[:900], UNREADABLE),
        (b"GIF89a", UNREADABLE),
        (b"words", UNREADABLE),
    ],
    ids=range(19),
)  # fmt: skip
def test_what_cannot_be_taken_is_refused_in_a_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(NotAPicture) as refused:
        written_anew(content)

    assert str(refused.value) == sentence


def test_too_many_pixels_are_refused_before_one_is_decoded() -> None:
    content = pictures.saved(Image.new("L", (40_000, 1_000)))

    def refuse() -> None:
        with pytest.raises(NotAPicture):
            written_anew(content)

    assert quickest(refuse) < 0.05


def test_the_same_picture_is_the_same_file() -> None:
    content = pictures.photo_with_place()

    assert written_anew(content).name == written_anew(content).name


SEEDS = [pictures.png(), pictures.photo_with_place(), pictures.moving(), pictures.saved(pictures.two_colours(), "WEBP")]


@pytest.mark.filterwarnings("ignore::UserWarning")  # Pillow warns of metadata that it cannot read, and goes on
@settings(max_examples=200)
@given(st.sampled_from(SEEDS), st.data())
def test_a_damaged_file_is_a_picture_or_refused_and_nothing_else(content: bytes, data: st.DataObject) -> None:
    damaged = bytearray(content)
    for _ in range(data.draw(st.integers(1, 8))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(1, len(damaged)))

    for broken in (bytes(damaged), bytes(damaged[:cut])):
        try:
            picture = written_anew(broken)
        except NotAPicture:
            continue
        assert opened(picture).size == (picture.width, picture.height)
