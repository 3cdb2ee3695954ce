"""Puts the library of `corpus` live, as rows: what is searched is what was published, however it came to be."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.utils import timezone

from articles import record
from articles.manifest import AppliesTo, FrozenText, Manifest, digest
from articles.models import Article, Basis, Person, Publication, Status, Version
from articles.search import indexing
from articles.text.reading import canonical
from tests.articles.search.corpus import Sample

REVIEWED = datetime.date(2026, 3, 1)


def put_live(samples: Iterable[Sample], *, by: Person) -> dict[str, Publication]:
    """Slug → publication; the later one in the library was reviewed a day later."""
    found = {sample.slug: publish(sample, by=by, day=number) for number, sample in enumerate(samples)}
    work_off()
    return found


def work_off() -> None:
    for article in list(indexing.due()):
        indexing.index(article)


def publish(sample: Sample, *, by: Person, day: int = 0) -> Publication:
    texts = {"patient": sample.body, **({"clinician": sample.clinician} if sample.clinician else {})}
    article = Article(
        slug=sample.slug, title=sample.title, question=sample.question, audiences=list(texts), handling_editor=by
    )
    article.record(by=by, reason="moved in")
    version = make_version(article, sample, texts, by=by)
    publication = Publication.objects.create(
        article=article,
        version=version,
        basis=Basis.APPROVED_EARLIER,
        audiences=list(texts),
        former_record={"by": "A former board", "on": REVIEWED.isoformat(), "record": ""},
        last_reviewed=REVIEWED + datetime.timedelta(days=day),
        planned_by=by,
        reason="moved in",
        due_at=timezone.now(),
        live_from=timezone.now(),
    )
    record.page_change(article, reason="published")
    return publication


def make_version(article: Article, sample: Sample, texts: dict[str, str], *, by: Person, number: int = 1) -> Version:
    summary = canonical(sample.summary)
    frozen = {name: FrozenText(summary, canonical(body)) for name, body in texts.items()}
    manifest = Manifest(
        article=str(article.uuid),
        number=number,
        language="en",
        title=sample.title,
        question=sample.question,
        applies_to=AppliesTo(),
        audiences=tuple(texts),
        contributors=(),
        texts=frozen,
        references=(),
    ).write()
    return Version.objects.create(
        article=article,
        number=number,
        revision=1,
        manifest=manifest,
        digest=digest(manifest),
        title=sample.title,
        submitted_by=by,
        status=Status.APPROVED,
    )
