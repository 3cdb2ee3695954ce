"""Of a logo nothing is kept but what is drawn."""

from __future__ import annotations

import pytest

from articles.imaging import NotAPicture
from articles.logos import LARGEST_SVG, logo_of
from tests.pictures import png, saved, two_colours

DRAWN = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10"><title>Heron</title>'
    b'<path d="M0 0h40v10H0z" fill="#024"/></svg>'
)


def inside(part: str, attributes: str = "") -> bytes:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 4 1"{attributes}>'
        f"{part}</svg>"
    ).encode()


def test_a_drawing_keeps_its_shapes_and_its_proportions() -> None:
    logo = logo_of(DRAWN)

    assert (logo.content, logo.extension, logo.width, logo.height) == (DRAWN, "svg", 1000, 250)


def test_the_same_drawing_has_the_same_name() -> None:
    assert logo_of(DRAWN).name == logo_of(b"<?xml version='1.0'?>\n<!-- ours -->\n" + DRAWN).name


@pytest.mark.parametrize(
    "part",
    [
        "<script>alert(1)</script>",
        '<a href="https://example.org"><script/></a>',
        "<animate/>",
        "<!-- words -->",
        '<metadata xmlns="urn:other">Heron</metadata>',
        "<?php echo 1 ?>",
        "<iframe src='https://example.org'/>",
    ],
)
def test_what_is_no_shape_goes(part: str) -> None:
    assert logo_of(inside(f'{part}<path d="M0 0h4"/>')).content == logo_of(inside('<path d="M0 0h4"/>')).content


@pytest.mark.parametrize(
    "attribute",
    [
        'onload="alert(1)"',
        'onclick="alert(1)"',
        'fill="url(https://example.org/a)"',
        "fill=\"url('//example.org/a')\"",
        'href="javascript:alert(1)"',
        'xlink:href="https://example.org"',
        'style="background:url(https://example.org)"',
        'style="-moz-binding:url(a)"',
        'data-name="layer"',
        'xml:base="https://example.org"',
        'class="a"',
        'fill="u\\72l(https://example.org)"',
    ],
)
def test_attributes_that_act_or_lead_outside_go(attribute: str) -> None:
    assert logo_of(inside(f'<path d="M0 0h4" {attribute}/>')).content == logo_of(inside('<path d="M0 0h4"/>')).content


def test_a_style_becomes_the_attributes_that_say_the_same() -> None:
    styled = logo_of(inside('<path d="M0 0h4" style="fill: #fff; stroke:url(#edge)"/>'))

    assert b'<path d="M0 0h4" fill="#fff" stroke="url(#edge)"/>' in styled.content


def test_a_drawing_without_a_view_box_gets_one() -> None:
    logo = logo_of(b'<svg xmlns="http://www.w3.org/2000/svg" width="30px" height="60"><path d="M0 0"/></svg>')

    assert b'viewBox="0 0 30 60"' in logo.content
    assert (logo.width, logo.height) == (500, 1000)


@pytest.mark.parametrize(
    ("content", "beginning"),
    [
        (b"<svg", "This file cannot be read as an SVG drawing"),
        (b"<svg><path/></svg>", "This file cannot be read as an SVG drawing"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]>' + DRAWN, "This file cannot be read as an SVG drawing"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "This SVG file does not say how large it is"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 0 9"/>', "This SVG file does not say how large it is"),
        (
            b'<svg xmlns="http://www.w3.org/2000/svg" width="100%" height="100%"/>',
            "This SVG file does not say how large",
        ),
        (inside("<style>.a{fill:red}</style>"), "This SVG file takes its look from a style sheet"),
        (inside('<image href="data:image/png;base64,aaaa"/>'), "This SVG file takes its look from a style sheet"),
        (inside('<use href="#a"/>'), "This SVG file takes its look from a style sheet"),
        (inside("<g/>" * 2001), "This logo has more than 2,000 shapes"),
        (inside("<g>" + " " * LARGEST_SVG + "</g>"), "This logo is larger than 64 KB"),
        (b"", "The file is empty"),
        (b"%PDF-1.7", "This is a PDF file"),
        (saved(two_colours(), "JPEG"), "A logo is an SVG or a PNG file"),
    ],
)
def test_what_cannot_be_shown_is_refused(content: bytes, beginning: str) -> None:
    with pytest.raises(NotAPicture) as refused:
        logo_of(content)

    assert str(refused.value).startswith(beginning)


def test_a_png_is_written_anew() -> None:
    logo = logo_of(png(40, 10))

    assert (logo.extension, logo.width, logo.height) == ("png", 40, 10)
