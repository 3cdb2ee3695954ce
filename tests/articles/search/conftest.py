"""The library of this folder, live and indexed."""

from __future__ import annotations

import pytest
from django.utils import timezone

from articles.models import Definition, Person, Publication
from articles.text.terms import Wording
from tests.articles.search.corpus import GLOSSARY, LIBRARY
from tests.articles.search.library import put_live
from tests.glossary import add


@pytest.fixture
def library(editor: Person) -> dict[str, Publication]:
    """Every article of the library, by its slug."""
    return put_live(LIBRARY, by=editor)


@pytest.fixture
def glossary(editor: Person) -> None:
    """Names and other names, as if a member had signed them."""
    for name, synonyms, abbreviations in GLOSSARY:
        sense = "of the heart" if name == "mitral stenosis" else ""
        wording = Wording(name, sense, patient=f"What {name} is.", synonyms=synonyms, abbreviations=abbreviations)
        term = add(wording, by=editor)
        Definition.objects.create(
            term=term,
            number=1,
            wording=term.wording.write(term.key),
            digest=term.digest,
            signed_by=editor,
            signed_as="Dr Somebody",
            signed_at=timezone.now(),
        )
