"""Pictures of the library: added once, by their content; described; noted when a version that shows them is frozen."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from articles import record, stored_files
from articles.imaging import NotAPicture, Picture, written_anew
from articles.models import Image, Person, ShownImage, Version
from articles.permissions import Desk, require
from articles.refusals import Refusal, Sentence

LARGEST_CONSENT = 10 * 1024 * 1024


@dataclass(frozen=True)
class AboutImage:
    """What is said of a picture. `consent`: who gave it, when, where the signed form is kept; `consent_form`: its scan."""

    alt: str
    caption: str = ""
    credit: str = ""
    licence: str = ""
    shows_patient: bool = False
    consent: str = ""
    consent_form: bytes = b""


@dataclass(frozen=True)
class AddedImage:
    """The picture in the library, and in sentences what is no longer as it was in the file."""

    image: Image
    changes: Sequence[Sentence] = ()


def add_image(content: bytes, *, by: Person, about: AboutImage) -> AddedImage:
    """Write the picture anew and keep it; one that is there already stays as it is described. Raises `NotAPicture`."""
    require(Desk.of(by).may_keep_library)
    _require_described(about)
    # Decoding takes a second: it happens before the transaction, which others wait for.
    return add_picture(written_anew(content), by=by, about=about)


def add_picture(picture: Picture, *, by: Person, about: AboutImage) -> AddedImage:
    """As `add_image`, of one that was written anew already."""
    require(Desk.of(by).may_keep_library)
    _require_described(about)
    _keep(picture)
    with _form_stored(about) as scan, transaction.atomic():
        known = Image.objects.select_for_update().filter(sha256=picture.sha256).first()
        image = _recognised(known, by, about, scan) if known else _added(picture, by, about, scan)
    return AddedImage(image, picture.changes)


def _require_described(about: AboutImage) -> None:
    if not about.alt.strip():
        raise Refusal(_("Say in words what the picture shows, for readers who do not see it."))
    if about.shows_patient and not about.consent.strip():
        raise Refusal(_("Say who consented to the picture of a patient, when, and where the signed form is kept."))


def _keep(picture: Picture) -> None:
    """Create the file; one that is there is never overwritten (S19), unless it is the rest of an upload that broke off."""
    name = picture.name
    if default_storage.exists(name) and not _is_complete(picture):
        if Image.objects.filter(sha256=picture.sha256).exists():
            raise Refusal(_("The file of this picture was changed on the server. An operator must look."))
        # At once or not at all: the name is of the content, and this very file is written next.
        default_storage.delete(name)
    if not default_storage.exists(name):
        written = default_storage.save(name, ContentFile(picture.content))
        # Somebody added the same picture at the same instant: theirs has the name, ours is not needed.
        if written != name:
            stored_files.take_back(written)


def _is_complete(picture: Picture) -> bool:
    with default_storage.open(picture.name) as stored:
        return bool(stored.read() == picture.content)


@contextmanager
def _form_stored(about: AboutImage) -> Iterator[str]:
    """The name of the signed form for an image that comes to want it; nothing where there is none."""
    if not about.consent_form:
        yield ""
        return
    form = _form(about.consent_form)
    with stored_files.stored(str(form.name), form) as name:
        yield name


def _form(form: bytes) -> ContentFile[bytes]:
    """As it is stored; a picture of it is written anew like every picture."""
    if len(form) > LARGEST_CONSENT:
        raise Refusal(_("The signed form is larger than 10 MB."))
    if form.startswith(b"%PDF-"):
        return ContentFile(form, f"consents/{uuid.uuid4()}.pdf")
    try:
        picture = written_anew(form)
    except NotAPicture:
        raise Refusal(_("The signed form must be a PDF file or a picture.")) from None
    return ContentFile(picture.content, f"consents/{uuid.uuid4()}.{picture.extension}")


def _added(picture: Picture, by: Person, about: AboutImage, scan: str) -> Image:
    image = Image(
        sha256=picture.sha256,
        media_type=picture.media_type,
        width=picture.width,
        height=picture.height,
        size=len(picture.content),
        file=picture.name,
        added_by=by,
    )
    _describe(image, about)
    _consent(image, about, scan)
    image.save()
    record.append(record.LIBRARY, "image.added", by=by, image=image.sha256, shows_patient=image.shows_patient)
    return image


def _describe(image: Image, about: AboutImage) -> None:
    image.alt, image.caption = " ".join(about.alt.split()), " ".join(about.caption.split())
    image.credit, image.licence = about.credit.strip(), about.licence.strip()


def _consent(image: Image, about: AboutImage, scan: str) -> None:
    """A consent is set once and stays; only what is missing is added. `scan`: the name of its stored form, if there is one."""
    image.shows_patient = about.shows_patient
    image.consent = image.consent or about.consent.strip()
    if scan and not image.consent_document:
        image.consent_document = scan
        stored_files.wanted(scan)


def _recognised(image: Image, by: Person, about: AboutImage, scan: str) -> Image:
    """The row that is there. That a patient can be recognised is never forgotten because somebody else did not see it."""
    if about.shows_patient and not image.shows_patient:
        _consent(image, about, scan)
        image.save()
        record.append(record.LIBRARY, "image.described", by=by, image=image.sha256, shows_patient=True)
    return image


def describe_image(image: Image, *, by: Person, about: AboutImage) -> Image:
    """Change what is said of a picture; versions that were frozen keep what they say."""
    require(Desk.of(by).may_keep_library)
    with _form_stored(about) as scan:
        return _redescribed(image, by, about, scan)


@transaction.atomic
def _redescribed(image: Image, by: Person, about: AboutImage, scan: str) -> Image:
    current = Image.objects.select_for_update().get(pk=image.pk)
    _require_described(replace(about, consent=current.consent or about.consent))
    before = _described(current)
    _describe(current, about)
    _consent(current, about, scan)
    if _described(current) != before:
        current.save()
        shows_patient = current.shows_patient
        record.append(record.LIBRARY, "image.described", by=by, image=current.sha256, shows_patient=shows_patient)
    return current


def _described(image: Image) -> tuple[object, ...]:
    return (
        image.alt, image.caption, image.credit, image.licence,
        image.shows_patient, image.consent, image.consent_document.name,
    )  # fmt: skip


def note_shown_images(version: Version) -> None:
    """For the action that freezes a version: which pictures its readers will see."""
    digests = [frozen.sha256 for frozen in version.content.images]
    rows = Image.objects.filter(sha256__in=digests)
    ShownImage.objects.bulk_create([ShownImage(version=version, image=image) for image in rows])
