"""A page of the site as a file: where it lies, where its links lead, and nothing in it that needs a server."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from typing import Final
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from lxml import html
from lxml.html import HtmlElement

from articles.management.walking import Answer, local

SEARCH: Final = "/search/"
WITHOUT_SERVER: Final = "/without-a-server/"
_ENDINGS: Final = {"application/atom+xml": "index.xml", "application/xml": "index.xml", "text/xml": "index.xml"}
# Whole addresses that say where the page has its home.
_HOME: Final = frozenset({"canonical", "alternate", "license"})
_SEGMENT: Final = re.compile(r"[^\w-]")

Lead = Callable[[str, str], str]  # from an address and the file that leads to it, to the link


class ChangedText(Exception):
    """What the file says is not what the page said; nothing was written."""


def name_of(address: str, media_type: str) -> str:
    """The file of an address: `/articles/leg-pain/patient/` is `articles/leg-pain/patient/index.html`."""
    parts = urlsplit(address)
    path = unquote(parts.path).strip("/")
    asked = [f"{name}-{_SEGMENT.sub('-', value)}" for name, value in parse_qsl(parts.query)]
    folder = posixpath.join(path, *asked)
    if media_type == "text/html":
        return posixpath.join(folder, "index.html")
    return posixpath.join(folder, _ENDINGS.get(media_type, "index")) if parts.path.endswith("/") else path


def relative(names: dict[str, str]) -> Lead:
    """Links that work wherever the folder lies, also in a folder of a site."""

    def lead(address: str, at: str) -> str:
        name = names.get(address, "")
        found = posixpath.relpath(name.removesuffix("index.html") or ".", posixpath.dirname(at) or ".")
        return quote(f"{found}/" if name.endswith("index.html") else found)

    return lead


def under_site_url(names: dict[str, str]) -> Lead:
    def lead(address: str, at: str) -> str:
        return f"{settings.SITE_URL.rstrip('/')}/{quote(names[address].removesuffix('index.html'))}"

    return lead


def as_file(answer: Answer, name: str, names: dict[str, str], lead: Lead) -> bytes:
    """The bytes to be written. Raises `ChangedText` where words of a text would differ from those of the page."""
    if answer.location or (answer.status in (301, 302)):
        return _moved(answer, name, names, lead)
    if not answer.is_page:
        return answer.body
    root: HtmlElement = html.document_fromstring(answer.body.decode())
    said = list(_texts(root))
    _without_forms(root, name, lead)
    _lead_links(root, answer.address, name, names, lead)
    if answer.status == 410:
        root.head.append(html.Element("meta", {"name": "robots", "content": "noindex"}))
    written = html.tostring(root, doctype="<!doctype html>", encoding="utf-8")
    if list(_texts(html.document_fromstring(written.decode()))) != said:
        raise ChangedText(answer.address)
    return bytes(written)


def _moved(answer: Answer, name: str, names: dict[str, str], lead: Lead) -> bytes:
    """What a redirect is where nobody answers with one."""
    to = lead(answer.location if answer.location in names else "/", name)
    return render_to_string("articles/exported/moved.html", {"to": to, "language": settings.LANGUAGE_CODE}).encode()


def _texts(root: HtmlElement) -> Iterator[str]:
    """What was signed, as `articles.publishing.proof` finds it."""
    for element in root.iter("div"):
        if "rb-text" in element.get("class", "").split():
            yield element.text_content()


def _without_forms(root: HtmlElement, name: str, lead: Lead) -> None:
    """The one for the search leads to the search in the browser; any other wants an answer."""
    for form in list(root.iter("form")):
        if urlsplit(form.get("action", "")).path == SEARCH:
            form.set("action", lead(SEARCH, name))
        else:
            form.drop_tree()


def _lead_links(root: HtmlElement, at: str, name: str, names: dict[str, str], lead: Lead) -> None:
    for element, attribute, link, _place in list(root.iterlinks()):
        if attribute not in ("href", "src") or link.startswith("#") or not _is_ours(link):
            continue
        if element.get("rel", "") in _HOME and urlsplit(link).netloc:
            continue
        address, fragment = local(link, at), urlsplit(link).fragment
        if address in names:
            element.set(attribute, lead(address, name) + (f"#{fragment}" if fragment else ""))
        elif element.tag == "a":
            element.set(attribute, lead(SEARCH if urlsplit(link).path == SEARCH else WITHOUT_SERVER, name))
        elif element.tag == "link":
            element.drop_tree()


def _is_ours(link: str) -> bool:
    parts = urlsplit(link)
    return (not parts.scheme and not parts.netloc) or link.startswith(f"{settings.SITE_URL.rstrip('/')}/")
