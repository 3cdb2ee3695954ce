"""Recomputes everything that the record promises: guards, digests, signatures, chains, checkpoints."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.db import connection

from articles import guards, manifest, record
from articles.models import Image, Publication, Version
from articles.record import Fault
from workflows import signing
from workflows.models import Review, SignOff
from workflows.quorum import Rule


def guard_faults() -> Iterator[Fault]:
    for name in guards.missing(connection):
        yield Fault(f"guard {name}", "is missing: the database no longer keeps this rule; run `migrate` to install it")


def version_faults() -> Iterator[Fault]:
    """Each manifest's digest again; the reader must know it, and the columns must say what it says."""
    for version in Version.objects.select_related("article").order_by("pk").iterator(chunk_size=200):
        name = f"version {version.number} of “{version.article.slug}”"
        if manifest.digest(version.manifest) != version.digest:
            yield Fault(name, "its fingerprint does not fit its manifest: the stored text was changed")
            continue
        try:
            content = manifest.read(version.manifest)
        except manifest.UnknownManifest as error:
            yield Fault(name, f"its manifest cannot be read ({error})")
            continue
        if (content.article, content.number) != (str(version.article.uuid), version.number):
            yield Fault(name, "its manifest is of another version")
        if content.write() != version.manifest:
            yield Fault(name, "its manifest is not in canonical form")


def sign_off_faults() -> Iterator[Fault]:
    rows = SignOff.objects.select_related("version", "review", "person", "key").order_by("pk")
    for sign_off in rows.iterator(chunk_size=500):
        name = f"sign-off {sign_off.pk}"
        if not signing.is_valid(sign_off):
            yield Fault(name, "its signature does not fit its statement")
        elif not signing.columns_fit(sign_off):
            yield Fault(name, "its columns do not fit its signed statement")


def review_faults() -> Iterator[Fault]:
    """A frozen rule is canonical JSON that still reads; a sign-off's statement names its hash."""
    for review in Review.objects.order_by("pk").iterator(chunk_size=500):
        if Rule.from_json(review.frozen_rule).to_json() != review.frozen_rule:
            yield Fault(f"review {review.pk}", "its rule was changed after it began")


def publication_faults() -> Iterator[Fault]:
    """Live as approved here, yet no approving sign-off names the digest: readers see what nobody signed."""
    for publication in Publication.objects.live().filter(basis="approved").select_related("version"):
        approving = SignOff.objects.filter(
            version=publication.version, digest=publication.version.digest, verdict__startswith="approve"
        )
        if not approving.exists():
            yield Fault(f"publication {publication.pk}", "is live as approved, but no sign-off names its version")


def image_faults() -> Iterator[Fault]:
    """S19: every picture's file again; it is what its address says."""
    for image in Image.objects.order_by("pk").iterator(chunk_size=100):
        if image.content() is None:
            yield Fault(f"image {image.sha256}", "its file is gone or is another picture")


CHECKS: tuple[tuple[str, Callable[[], Iterator[Fault]]], ...] = (
    ("guards", guard_faults),
    ("versions", version_faults),
    ("sign-offs", sign_off_faults),
    ("reviews", review_faults),
    ("publications", publication_faults),
    ("images", image_faults),
    ("events", record.chain_faults),
    ("checkpoints", record.checkpoint_faults),
)
