"""The glossary of the sample site, and which of its words the sample articles explain."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings

from articles import actions as desk
from articles.explaining import Glossary
from articles.importing.glossary import read_terms
from articles.manifest import FrozenText
from articles.models import Article, DeskRole, GlossaryTerm, Person
from workflows import actions
from workflows.credentials import Credential
from workflows.samples.cast import PASSWORD, Cast


def load_glossary(cast: Cast) -> None:
    """The project's own terms, signed by the pharmacist of the sample board."""
    rows = read_terms((settings.BASE_DIR / "articles" / "glossary.json").read_text()).rows
    desk.import_terms(rows, by=cast.of(DeskRole.EDITOR), source="glossary.json", is_sample=True)
    chosen = dict(GlossaryTerm.objects.values_list("pk", "digest"))
    signer = cast.of("pharmacist")
    actions.sign_definitions(chosen, by=signer, given=Credential(PASSWORD, signer.email))


def explain(article: Article, terms: Mapping[str, list[str]], *, by: Person) -> None:
    """Confirm each of these terms (audience → keys) wherever it stands first in a section of the text."""
    glossary = Glossary.of(article.language)
    for audience, keys in terms.items():
        text = article.texts.get(audience=audience)
        words = FrozenText(text.summary, text.body)
        uses = glossary.uses(words, audience, language=article.language)
        sections = {key: [use.section for use in uses if key in use.keys] for key in keys}
        desk.confirm_terms(article, by=by, audience=audience, sections=sections, seen=text.revision)
