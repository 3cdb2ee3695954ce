"""The report over the texts of all articles: difficulty as a picture, open flags, overruled kinds, words without a definition."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import actions
from articles.audiences import Audience
from articles.models import Article, Demotion, HardWord, Person, TextLevel
from articles.text.consistency import Kind
from articles.text.terms import Wording
from articles.views.checks import figures, strips
from articles.views.checks.figures import Difficulty
from tests.articles.actions.test_demoting import settle
from tests.universe import PATIENT, write

AT = "/desk/reports/texts/"


@pytest.fixture
def checked(draft: Article) -> Article:
    actions.check_draft(draft.pk)
    return draft


def test_each_audience_has_its_texts_and_their_middle(client: Client, checked: Article, editor: Person) -> None:
    client.force_login(editor)

    response = client.get(AT)

    found = response.context["difficulty"]
    kept = {level.audience: level.difficulty for level in TextLevel.objects.all()}
    assert [(one.audience, one.values) for one in found] == [
        (Audience.PATIENT, (kept["patient"],)),
        (Audience.CLINICIAN, (kept["clinician"],)),
    ]
    page = response.content.decode()
    assert page.count('role="img"') == 1
    assert "Patients, families and carers: one text, the middle one " in page


def test_a_text_that_cannot_be_scored_is_counted_and_not_shown_as_easy(checked: Article) -> None:
    TextLevel.objects.filter(audience="patient").update(difficulty=None, smog=None, why_not="too short")

    patient = figures.difficulty()[0]

    assert (patient.values, patient.unscored, patient.median) == ((), 1, None)


def test_texts_above_the_limit_of_their_audience_are_counted(checked: Article) -> None:
    TextLevel.objects.update(smog=12.5)

    assert [(one.limit, one.above) for one in figures.difficulty()] == [(12.0, 1), (None, 0)]


def test_a_text_that_changed_is_measured_again(checked: Article, editor: Person) -> None:
    before = TextLevel.objects.get(audience="patient").words

    write(checked, "patient", f"{PATIENT}\n<p>Rest is good for you.</p>", by=editor)
    actions.check_draft(checked.pk)

    after = TextLevel.objects.get(audience="patient")
    checked.refresh_from_db()
    assert (after.words, after.revision) == (before + 5, checked.revision)


def test_open_flags_lead_to_their_article(client: Client, checked: Article, editor: Person) -> None:
    settle(checked, editor, Kind.ORDER, overruled=1, mended=0)
    total = checked.flags.open().count()
    client.force_login(editor)

    response = client.get(AT)

    assert [(one.pk, one.total) for one in response.context["articles"]] == [(checked.pk, total)]
    assert f'href="/desk/articles/{checked.pk}/flags/"' in response.content.decode()


def test_a_kind_that_is_overruled_too_often_is_proposed_to_the_managing_editor_alone(
    client: Client, draft: Article, editor: Person, managing_editor: Person
) -> None:
    settle(draft, editor, Kind.SECTION, overruled=45, mended=5)
    action = f'action="{AT}kinds/section/"'

    pages = []
    for person in (editor, managing_editor):
        client.force_login(person)
        pages.append(client.get(AT).content.decode())

    assert ["45 of 50 (90%)" in page for page in pages] == [True, True]
    assert [action in page for page in pages] == [False, True]


def test_a_kind_that_is_never_demoted_is_not_proposed(client: Client, draft: Article, managing_editor: Person) -> None:
    settle(draft, managing_editor, Kind.DOSE, overruled=60, mended=0)
    client.force_login(managing_editor)

    page = client.get(AT).content.decode()

    assert ("60 of 60 (100%)" in page, "kinds/dose/" in page) == (True, False)


def test_a_managing_editor_demotes_a_kind_and_takes_it_back(
    client: Client, draft: Article, managing_editor: Person
) -> None:
    settle(draft, managing_editor, Kind.SECTION, overruled=45, mended=5)
    client.force_login(managing_editor)

    empty = client.post(f"{AT}kinds/section/", {"reason": " "})
    client.post(f"{AT}kinds/section/", {"reason": "Sections differ on purpose."})
    said = Demotion.objects.get()
    shown = client.get(AT).content.decode()
    unsaid = client.post(f"{AT}demotions/{said.pk}/end/", {"reason": ""})
    client.post(f"{AT}demotions/{said.pk}/end/", {"reason": "One was overlooked."})

    said.refresh_from_db()
    assert (empty.status_code, unsaid.status_code) == (422, 422)
    assert "Say why, in a sentence." in empty.content.decode()
    assert "Sections differ on purpose." in shown
    assert (said.reason, said.ended_by) == ("Sections differ on purpose.", managing_editor)


def test_a_refusal_is_said_on_the_page(client: Client, draft: Article, managing_editor: Person) -> None:
    client.force_login(managing_editor)

    response = client.post(f"{AT}kinds/section/", {"reason": "Too many."})

    assert response.status_code == 422
    assert "This kind was not overruled often enough" in response.content.decode()


def test_a_kind_that_does_not_exist_is_not_found(client: Client, managing_editor: Person) -> None:
    client.force_login(managing_editor)

    assert client.post(f"{AT}kinds/nothing/", {"reason": "So."}).status_code == 404


def test_an_editor_cannot_decide(client: Client, draft: Article, editor: Person) -> None:
    settle(draft, editor, Kind.SECTION, overruled=45, mended=5)
    client.force_login(editor)

    assert client.post(f"{AT}kinds/section/", {"reason": "So."}).status_code == 403


@pytest.mark.parametrize(("who", "status"), [("auditor", 200), ("pharmacist", 403), ("outsider", 403)])
def test_the_report_is_for_those_who_read_drafts(
    client: Client, request: pytest.FixtureRequest, who: str, status: int
) -> None:
    client.force_login(request.getfixturevalue(who))

    assert client.get(AT).status_code == status


def test_a_stranger_is_asked_to_sign_in(client: Client, db: None) -> None:
    assert client.get(AT).status_code == 302


def test_hard_words_are_counted_by_article_until_the_glossary_holds_them(checked: Article, editor: Person) -> None:
    HardWord.objects.all().delete()
    for word in ("syncope", "neuropathy"):
        HardWord.objects.create(article=checked, word=word)
    before = [(term.word, term.articles) for term in figures.wanted_terms()]

    actions.add_term(
        Wording(term="Vasovagal syncope", patient="A faint that passes by itself within a minute."), by=editor
    )

    assert before == [("neuropathy", 1), ("syncope", 1)]
    assert [term.word for term in figures.wanted_terms()] == ["neuropathy"]


def test_hard_words_go_with_the_words_of_the_text(checked: Article, editor: Person) -> None:
    write(checked, "patient", f"{PATIENT}\n<p>Talk about plasmapheresis.</p>", by=editor)
    actions.check_draft(checked.pk)
    held = checked.hard_words.filter(word="plasmapheresis").count()

    write(checked, "patient", PATIENT, by=editor)
    actions.check_draft(checked.pk)

    assert (held, checked.hard_words.filter(word="plasmapheresis").count()) == (1, 0)


def test_s35_how_many_articles_were_checked_stands_above(client: Client, draft: Article, editor: Person) -> None:
    client.force_login(editor)
    never = client.get(AT).content.decode()
    actions.check_draft(draft.pk)
    now = client.get(AT).content.decode()

    assert "Checked as they are saved now: 0 of 1 articles." in never
    assert "Checked as they are saved now: 1 of 1 articles." in now


def test_query_count_is_the_same_with_one_article_and_with_thirty(
    client: Client, checked: Article, editor: Person, managing_editor: Person
) -> None:
    settle(checked, editor, Kind.SECTION, overruled=45, mended=5)
    client.force_login(managing_editor)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(AT).status_code == 200
        return len(captured)

    one = queries()
    for number in range(29):
        article = actions.create_article(
            by=editor, details=actions.Details(title=f"Article {number}", audiences=["patient", "clinician"])
        )
        write(article, "patient", f"<p>Words about plasmapheresis, number {number} of many.</p>", by=editor)
        actions.check_draft(article.pk)

    assert (queries(), TextLevel.objects.count() > 25) == (one, True)


def test_the_picture_joins_texts_of_one_difficulty_in_a_larger_dot() -> None:
    found = Difficulty(Audience.PATIENT, (19.0, 20.0, 21.0, 60.0), 0, 0, None)

    strip = strips.drawn([found]).strips[0]

    assert [(dot.x, dot.count) for dot in strip.dots] == [(70.0, 3), (190.0, 1)]
    assert strip.dots[0].r > strip.dots[1].r
    assert strip.words == "4 texts, the middle one 20 (easy)"
