"""WordPress eXtended RSS (WXR): posts and pages that were published, with category, excerpt and both of their addresses."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from lxml import etree

from articles.importing.exports.pages import ExportedPage, kept
from articles.importing.html.words import words_of
from articles.importing.word.package import require_plain_xml

MARK = b"wordpress.org/export/"
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_WP = re.compile(r"\{http://wordpress\.org/export/[\d.]+/(excerpt/)?\}(\w+)$")
_TAKEN = frozenset({"post", "page"})
# Attachments, menus, revisions: not pages that somebody wrote, and not worth a row.
_SHORTCODE = re.compile(
    r"\[/?(?:caption|gallery|embed|audio|video|playlist|contact-form(?:-7)?|vc_\w+|et_pb_\w+|su_\w+)(?:\s[^\[\]]{0,500})?\]"
)
_BLOCK = re.compile(
    r"</?(?:p|div|h[1-6]|ul|ol|li|table|t[rdh]|thead|tbody|blockquote|figure|section|pre|hr|dl|dt|dd)\b", re.IGNORECASE
)
_ANY_PARAGRAPH = re.compile(r"<(?:p|!-- wp:)[\s>]", re.IGNORECASE)


def pages(content: bytes) -> Iterator[ExportedPage]:
    """Raises `Refusal` for XML that is damaged or declares a document type."""
    require_plain_xml(content)
    events = etree.iterparse(io.BytesIO(content), tag="item", resolve_entities=False, no_network=True, huge_tree=False)
    for _event, item in events:
        page = _page(item)
        if page is not None:
            yield page
        item.clear()


def _page(item: etree._Element) -> ExportedPage | None:
    said = {_name(child): words_of(child) for child in item if isinstance(child.tag, str) and child.tag != "category"}
    kind, status = said.get("post_type", "post"), said.get("status", "publish")
    if kind not in _TAKEN:
        return None
    number = said.get("post_id", "").strip()
    url = said.get("link", "").strip()
    categories = [words_of(child) for child in item if child.tag == "category" and child.get("domain") == "category"]
    by_number = f"/?{'page_id' if kind == 'page' else 'p'}={number}" if number.isdecimal() else ""
    return ExportedPage(
        name=said.get("post_name", "").strip() or number,
        title=" ".join(said.get("title", "").split()),
        html=paragraphs(_SHORTCODE.sub("", said.get("content", ""))),
        url=url,
        stated=kept(
            slug=said.get("post_name", ""),
            topic=next((name for name in categories if name.strip().lower() != "uncategorized"), ""),
            addresses=f"{url} {by_number}",
            description=_plain(said.get("excerpt", ""))[:300],
        ),
        left_out="" if status == "publish" else _("It was not published there (“%s”).") % status,
    )


def _name(child: etree._Element) -> str:
    tag = str(child.tag)
    if tag == _CONTENT:
        return "content"
    found = _WP.match(tag)
    return (
        "" if found is None and tag.startswith("{") else "excerpt" if found and found[1] else found[2] if found else tag
    )


def _plain(html: str) -> str:
    return " ".join(re.sub(r"<[^<>]*>", " ", html).split())


def paragraphs(content: str) -> str:
    """The editor of old WordPress kept paragraphs as blank lines; a page that has paragraphs of its own is left as it is."""
    if _ANY_PARAGRAPH.search(content):
        return content
    parts = (part.strip() for part in re.split(r"\n\s*\n", content.replace("\r\n", "\n")))
    return "\n".join(
        part if _BLOCK.match(part) else f"<p>{part.replace(chr(10), '<br>')}</p>" for part in parts if part
    )
