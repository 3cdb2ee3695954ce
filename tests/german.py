"""An article in German, written for these tests: through every action to its publication. Fictional, and no medical advice."""

from __future__ import annotations

import pytest

from articles import actions as desk
from articles.manifest import DISCLOSURES
from articles.models import Article, Person, Publication, Reference
from tests.built_once import built_once
from tests.universe import ask, sign, submit_again
from workflows import actions
from workflows.models import Answer, Board

TITLE = "Wadenkrämpfe in der Nacht"
SUMMARY = "<p>Nächtliche Wadenkrämpfe tun weh und sind fast immer harmlos. Dehnen Sie den Muskel.</p>"
PATIENT = (
    '<aside data-kind="emergency">\n<p>Rufen Sie die 112 an, wenn Sie plötzlich schlecht Luft bekommen und die Wade '
    "dick und warm ist.</p>\n</aside>\n"
    "<h2>Was hilft</h2>\n"
    '<p>Ziehen Sie die Zehen 30 Sekunden lang zum Schienbein.<cite data-key="doe-2020"></cite></p>\n'
    "<ul>\n<li>Trinken Sie über den Tag verteilt 1,5 Liter.</li>\n<li>Dehnen Sie die Waden jeden Abend.</li>\n</ul>\n"
    "<h2>Wann Sie ärztlichen Rat brauchen</h2>\n"
    '<aside data-kind="see-someone">\n<p>Gehen Sie in Ihre Hausarztpraxis, wenn die Krämpfe auch am Tag kommen.</p>\n</aside>'
)
CLINICIAN = (
    "<h2>Behandlung</h2>\n"
    '<p>Magnesium 300 mg einmal täglich wirkt nicht besser als Placebo.<cite data-key="doe-2020"></cite></p>\n'
    '<aside data-kind="warning">\n<p>Chinin nur nach Abwägung: Arrhythmien.</p>\n</aside>'
)


@pytest.fixture
@built_once
def german_draft(editor: Person, reference: Reference) -> Article:
    details = desk.Details(
        title=TITLE,
        question="Was hilft gegen Wadenkrämpfe?",
        audiences=["patient", "clinician"],
        population=["adults"],
        language="de",
    )
    article = desk.create_article(by=editor, details=details)
    for audience, body in (("patient", PATIENT), ("clinician", CLINICIAN)):
        text = article.texts.get(audience=audience)
        desk.save_text(
            text,
            by=editor,
            summary=SUMMARY,
            body=body,
            description="Was gegen Wadenkrämpfe in der Nacht hilft.",
            base_revision=text.revision,
        )
    desk.set_byline(article, by=editor, byline=[desk.Byline(role="author", person=editor, none_of=DISCLOSURES)])
    article.refresh_from_db()
    return article


@pytest.fixture
@built_once
def german_publication(
    german_draft: Article,
    editor: Person,
    managing_editor: Person,
    board: Board,
    chair: Person,
    pharmacist: Person,
    lay_member: Person,
) -> Publication:
    """Live, signed by two members, on a site whose own language is English."""
    version = submit_again(german_draft, by=editor, change_note="")
    review = ask(version, managing_editor, board, chair, pharmacist, lay_member)
    for person in (chair, pharmacist, lay_member):
        actions.disclose(review, by=person, answer=Answer.NONE)
    sign(review, chair)
    sign(review, pharmacist)
    return actions.publish_due(version.publications.get().pk)
