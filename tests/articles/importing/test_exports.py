"""Exports of WordPress, Wagtail and Drupal: each page with its words, its address and what is said of it."""

from __future__ import annotations

import json

import pytest

from articles.importing.converting import convert
from articles.importing.exports import ExportedPage, expanded
from articles.refusals import Refusal

WXR = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Our Practice</title>
<item><title>Gout &amp; you</title><link>https://old.example/advice/gout/</link><dc:creator><![CDATA[jo]]></dc:creator>
<content:encoded><![CDATA[Gout makes a joint hot.

[caption id="a" width="3"]<img src="https://old.example/a.png" alt="A foot" /> A foot[/caption]

<h2>What helps</h2>
Rest the joint.
Cool it.

<ul>
<li>Ice</li>
<li>Rest</li>
</ul>]]></content:encoded><excerpt:encoded><![CDATA[In <b>short</b>.]]></excerpt:encoded>
<wp:post_id>12</wp:post_id><wp:post_name>gout-and-you</wp:post_name><wp:status>publish</wp:status><wp:post_type>post</wp:post_type>
<category domain="post_tag" nicename="x">tag</category><category domain="category" nicename="joints">Joints</category></item>
<item><title>Later</title><link>https://old.example/?p=13</link><content:encoded><![CDATA[Words.]]></content:encoded>
<wp:post_id>13</wp:post_id><wp:post_name></wp:post_name><wp:status>draft</wp:status><wp:post_type>post</wp:post_type></item>
<item><title>a.png</title><link>https://old.example/a.png</link><wp:post_id>14</wp:post_id><wp:status>inherit</wp:status>
<wp:post_type>attachment</wp:post_type></item></channel></rss>"""


def one(content: object, name: str = "pages.json") -> ExportedPage:
    (page,) = expanded(json.dumps(content).encode(), name)
    return page


def body(page: ExportedPage) -> str:
    return convert(page.document.encode(), "a.html").texts[0].imported.body


def test_a_post_of_wordpress_comes_with_its_addresses_topic_and_excerpt() -> None:
    gout, later = expanded(WXR.encode(), "export.xml")

    assert (gout.title, gout.url, gout.left_out) == ("Gout & you", "https://old.example/advice/gout/", "")
    assert gout.stated == {
        "slug": "gout-and-you",
        "topic": "Joints",
        "addresses": "https://old.example/advice/gout/ /?p=12",
        "description": "In short .",
    }
    assert (later.name, later.left_out) == ("13", "It was not published there (“draft”).")


def test_blank_lines_of_old_wordpress_are_paragraphs() -> None:
    gout = expanded(WXR.encode(), "export.xml")[0]

    assert body(gout) == (
        "<p>Gout makes a joint hot.</p>\n<p>A foot</p>\n<h2>What helps</h2>\n<p>Rest the joint. Cool it.</p>\n"
        "<ul>\n<li>Ice</li>\n<li>Rest</li>\n</ul>"
    )


def test_an_export_with_a_document_type_is_refused() -> None:
    hostile = WXR.replace("<rss", '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss', 1)

    with pytest.raises(Refusal) as refused:
        expanded(hostile.encode(), "export.xml")

    assert str(refused.value) == "This file declares a document type, which could load other files. It was not opened."


def test_other_xml_is_no_export() -> None:
    with pytest.raises(Refusal) as refused:
        expanded(b"<a/>", "a.xml")

    assert str(refused.value) == "This XML is no export of WordPress (WXR)."


STREAM = [
    {"type": "heading", "value": "What helps", "id": "1"},
    {"type": "paragraph", "value": "<p>Rest the <b>joint</b>.</p>", "id": "2"},
    {"type": "list", "value": ["Ice", "Rest"]},
    {
        "type": "table",
        "value": {"data": [["Drug", "Dose"], ["Colchicine", "500 micrograms"]], "first_row_is_table_header": True},
    },
    {"type": "quote", "value": {"text": "Words that somebody said."}},
]
STREAM_BODY = (
    "<p>In short words.</p>\n<h2>What helps</h2>\n<p>Rest the <strong>joint</strong>.</p>\n<ul>\n<li>Ice</li>\n<li>Rest</li>\n</ul>\n"
    '<table>\n<thead>\n<tr><th scope="col">Drug</th><th scope="col">Dose</th></tr>\n</thead>\n<tbody>\n'
    "<tr><td>Colchicine</td><td>500 micrograms</td></tr>\n</tbody>\n</table>\n<p>Words that somebody said.</p>"
)


def test_a_page_of_wagtails_api_is_read_block_by_block() -> None:
    page = one(
        {
            "items": [
                {
                    "id": 3,
                    "title": "Gout",
                    "meta": {"slug": "gout", "html_url": "https://old.example/gout/"},
                    "intro": "In short words.",
                    "body": STREAM,
                }
            ]
        }
    )

    assert (page.name, page.url, page.stated) == (
        "gout",
        "https://old.example/gout/",
        {"slug": "gout", "addresses": "https://old.example/gout/"},
    )
    assert body(page) == STREAM_BODY


def test_a_page_of_a_wagtail_package_has_its_stream_as_json_in_json() -> None:
    content = {
        "title": "Gout",
        "slug": "gout",
        "live": False,
        "url_path": "/home/gout/",
        "intro": "In short words.",
        "body": json.dumps(STREAM),
    }

    page = one({"pages": [{"model": "blog.page", "content": content}]})

    assert (body(page), page.left_out) == (STREAM_BODY, "It was not published there (“live: false”).")


def test_a_node_of_drupals_json_api() -> None:
    page = one(
        {
            "data": [
                {
                    "type": "node--article",
                    "attributes": {
                        "drupal_internal__nid": 17,
                        "title": "Gout",
                        "status": True,
                        "langcode": "en",
                        "path": {"alias": "/advice/gout"},
                        "body": {"value": "x", "processed": "<p>Rest.</p>", "summary": "In short."},
                        "field_more": [{"value": "<p>And cool.</p>", "format": "basic_html"}],
                    },
                }
            ]
        }
    )

    assert (page.title, page.stated) == (
        "Gout",
        {"slug": "gout", "addresses": "/advice/gout /node/17", "description": "In short."},
    )
    assert body(page) == "<p>Rest.</p>\n<p>And cool.</p>"


def test_a_node_of_drupals_serialiser() -> None:
    page = one(
        {
            "nid": [{"value": 17}],
            "status": [{"value": False}],
            "title": [{"value": "Gout"}],
            "body": [{"value": "Rest.\n\nCool.", "format": "plain_text", "summary": ""}],
            "path": [{"alias": None}],
        }
    )

    assert (page.name, page.stated, page.left_out) == (
        "17",
        {"addresses": "/node/17"},
        "It was not published there (“status: 0”).",
    )
    assert body(page) == "<p>Rest.</p>\n<p>Cool.</p>"


def test_a_node_of_drupals_default_content_is_a_file_of_its_own() -> None:
    page = one(
        {
            "_links": {"self": {"href": "https://old.example/node/17?_format=hal_json"}},
            "nid": [{"value": "17"}],
            "type": [{"target_id": "article"}],
            "langcode": [{"lang": "en", "value": "en"}],
            "title": [{"lang": "en", "value": "Gout"}],
            "status": [{"lang": "en", "value": "1"}],
            "path": [{"alias": "/advice/gout", "lang": "en"}],
            "body": [{"lang": "en", "value": "<p>Rest.</p>", "format": "basic_html", "summary": ""}],
        }
    )

    assert (page.title, page.language, page.left_out) == ("Gout", "en", "")
    assert page.stated == {"slug": "gout", "addresses": "/advice/gout /node/17"}
    assert body(page) == "<p>Rest.</p>"


@pytest.mark.parametrize("name", ["node.17.yml", "content.yaml", "dump.sql"])
def test_what_is_not_read_of_drupal_gets_a_sentence(name: str) -> None:
    with pytest.raises(Refusal, match="are not imported: Word"):
        convert(b"title: Gout\n", name)


def test_a_table_of_nodes() -> None:
    (page,) = expanded(b'nid,title,body,path\n17,Gout,"<p>Rest.</p>",/advice/gout\n', "nodes.csv")

    assert (page.title, page.stated, body(page)) == (
        "Gout",
        {"slug": "gout", "addresses": "/advice/gout /node/17"},
        "<p>Rest.</p>",
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("table.csv", b"file,title,body\na.md,Gout,x\n"),
        ("own.json", b'{"title": "Gout", "slug": "gout", "texts": {"patient": {"body": "<p>a</p>"}}}'),
        ("list.json", b"[1, 2]"),
        ("broken.json", b"{"),
        ("empty.json", b"[]"),
    ],
)
def test_what_is_no_export_has_no_pages(name: str, content: bytes) -> None:
    assert expanded(content, name) == []
