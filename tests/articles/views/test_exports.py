"""Files of a live article: for programs, for other authors, for archives."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from django.test import Client
from lxml import etree

from articles.models import Publication, Version
from articles.publishing.exports import references_export


@pytest.fixture
def folder(publication: Publication) -> str:
    return f"/articles/{publication.article.slug}/"


def test_references_come_in_each_format(client: Client, folder: str) -> None:
    answers = {name: client.get(f"{folder}references.{name}") for name in ("ris", "bib", "nbib", "json")}

    assert {answer.status_code for answer in answers.values()} == {200}
    assert [item["title"] for item in json.loads(answers["json"].content)] == ["A trial of walking"]
    assert answers["ris"]["Content-Type"] == "application/x-research-info-systems; charset=utf-8"
    assert answers["ris"]["Content-Disposition"] == f'attachment; filename="{folder.split("/")[2]}-references.ris"'
    assert answers["bib"]["X-Robots-Tag"] == "noindex"
    assert "TI  - A trial of walking\r\n" in answers["ris"].content.decode()


def test_a_level_of_evidence_goes_with_the_work_in_each_format(publication: Publication) -> None:
    content = publication.version.content
    (work,) = content.references
    judged = replace(work, evidence={"scheme": "ocebm-2011", "level": "2"})
    publication.version.content = replace(content, references=(judged,))

    files = {name: references_export(publication, name).body.decode() for name in ("ris", "bib", "nbib", "json")}

    assert "\r\nN1  - OCEBM 2011: 2\r\n" in files["ris"]
    assert "  note = {OCEBM 2011: 2},\n" in files["bib"]
    assert "\nGN  - OCEBM 2011: 2\n" in files["nbib"]
    assert [item["note"] for item in json.loads(files["json"])] == ["OCEBM 2011: 2"]


def test_page_is_cited_by_its_authors_title_and_address(client: Client, folder: str, publication: Publication) -> None:
    (item,) = json.loads(client.get(f"{folder}patient/cite.json").content)

    assert (item["type"], item["title"]) == ("webpage", publication.version.title)
    assert item["author"] == [{"literal": "Edith Editor"}]
    assert item["URL"].endswith(f"{folder}patient/")


def test_version_comes_as_jats(client: Client, folder: str, publication: Publication) -> None:
    answer = client.get(f"{folder}article.xml")

    tree = etree.fromstring(answer.content)
    assert answer["Content-Type"] == "application/xml; charset=utf-8"
    assert tree.findtext(".//article-title") == publication.version.title
    assert [name.text for name in tree.iterfind(".//custom-meta/meta-value")][1] == publication.version.digest


def test_reader_page_leads_to_every_file(client: Client, folder: str) -> None:
    page = client.get(f"{folder}patient/").content.decode()

    found = [link.split('"')[0] for link in page.split('href="')[1:] if "download>" in link.split("</a>")[0]]
    assert len(found) == 9
    assert {client.get(address).status_code for address in found} == {200}


@pytest.mark.parametrize("file", ["references.ris", "patient/cite.ris", "article.xml"])
def test_what_is_not_live_is_not_there(client: Client, submitted_version: Version, file: str) -> None:
    assert client.get(f"/articles/{submitted_version.article.slug}/{file}").status_code == 404


def test_unknown_text_or_format_is_not_there(client: Client, folder: str) -> None:
    asked = ("student/cite.ris", "nobody/cite.ris", "references.exe", "references.", "patient/cite.%00")

    assert {client.get(f"{folder}{file}").status_code for file in asked} == {404}


@pytest.mark.parametrize("file", ["references.ris", "patient/cite.ris", "article.xml"])
def test_nothing_can_be_posted(client: Client, folder: str, file: str) -> None:
    assert client.post(f"{folder}{file}").status_code == 405
    assert client.head(f"{folder}{file}").status_code == 200


def test_the_same_queries_for_one_reference_and_for_many(
    client: Client, folder: str, publication: Publication, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(2):  # type: ignore[operator]
        client.get(f"{folder}references.bib")
