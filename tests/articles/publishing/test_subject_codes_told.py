"""Subject codes reach machines where an article is live: JSON-LD, JATS, API. Readers' words and the digest stay what they are."""

from __future__ import annotations

import json
import re

from django.test import Client
from lxml import etree

from articles import actions
from articles.models import Person, Publication
from articles.publishing.facts import PageFacts
from articles.publishing.jats import jats
from articles.publishing.releases import facts_for
from articles.publishing.render import render
from articles.subject_codes import SubjectCode, typed

CODES = "ICD-10 M54.5 Low back pain\nMeSH D017116 Low Back Pain"


def coded(publication: Publication, editor: Person) -> Publication:
    actions.set_subject_codes(publication.article, by=editor, codes=typed(CODES))
    return Publication.objects.select_related("article", "version").get(pk=publication.pk)


def test_facts_carry_the_codes_there_and_back(publication: Publication, editor: Person) -> None:
    facts = facts_for(coded(publication, editor))

    assert facts.subject_codes[0] == SubjectCode("icd-10", "M54.5", "Low back pain")
    assert PageFacts.from_json(facts.to_json()) == facts


def test_a_page_tells_machines_what_it_is_about_and_readers_the_same_as_before(
    publication: Publication, editor: Person
) -> None:
    manifest = publication.version.content
    before = render(manifest, facts_for(publication), "patient")
    after = render(manifest, facts_for(coded(publication, editor)), "patient")

    script = re.compile(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', re.DOTALL)
    found = script.search(after)
    assert found is not None
    assert json.loads(found.group(1))["about"] == [
        {
            "@type": "MedicalEntity",
            "name": label,
            "code": {"@type": "MedicalCode", "codeValue": code, "codingSystem": scheme},
        }
        for scheme, code, label in (("ICD-10", "M54.5", "Low back pain"), ("MeSH", "D017116", "Low Back Pain"))
    ]
    assert script.sub("", after) == script.sub("", before)


def test_jats_has_a_group_of_keywords_for_each_scheme(publication: Publication, editor: Person) -> None:
    publication = coded(publication, editor)

    tree = etree.fromstring(jats(publication.version.content, facts_for(publication)))

    groups = [
        (group.get("vocab"), [(word.get("vocab-term-identifier"), word.text) for word in group])
        for group in tree.iter("kwd-group")
    ]
    assert groups == [("icd-10", [("M54.5", "Low back pain")]), ("mesh", [("D017116", "Low Back Pain")])]


def test_the_api_tells_them(publication: Publication, editor: Person, client: Client) -> None:
    publication = coded(publication, editor)

    answer = client.get(f"/api/v1/articles/{publication.article.slug}").json()

    assert answer["subject_codes"] == publication.article.subject_codes
