"""Hostile words through every way in: forms, API, files of each kind, other services, and what readers send."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace
from html import escape
from io import BytesIO

from django.test import Client

from articles import actions as desk
from articles.actions.publisher_texts import put_text_in_force
from articles.models import Article, BulkImport, BulkStage, EvidenceFlag, NewWork, Person, Publication, TextKind
from articles.refusals import Refusal
from articles.text.terms import Wording
from tests.fixtures.moving_in.archives import archive
from tests.fixtures.moving_in.documents import Document, h, p, table, ul
from tests.fixtures.moving_in.word import docx
from tests.security.hostile_words import HOSTILE, InTurn
from tests.security.scenery import Scenery, Staff, approved, built
from tests.universe import CLINICIAN, PATIENT, write
from tests.workflows.api.programs import program_of
from workflows.models import Board

FORMATS_OF_WORKS = ("ris", "bib", "json", "nbib", "txt")


def people_and_boards(people: dict[str, Person], board: Board, says: InTurn) -> None:
    """What an identity provider calls them, and what they say of themselves."""
    for person in people.values():
        said = {"printed_name": f"Ada{says}", "credentials": f"MD{says}", "affiliation": f"Hospital{says}"}
        Person.objects.filter(pk=person.pk).update(**said)
        person.refresh_from_db()
    Board.objects.filter(pk=board.pk).update(name=f"Board{says}")
    board.refresh_from_db()


def everything(staff: Staff, says: InTurn, *, step: int) -> Scenery:
    """The scenery, with these words in all that somebody typed, and what came in by other ways beside it."""
    scenery = built(replace(staff, says=says))
    published(staff, says)
    drafted(staff)
    by_form_and_program(staff.editor, says)
    files(staff.editor, says, step)
    works(staff.editor, says)
    glossary(staff.editor)
    of_the_publisher(staff, says)
    of_readers(says)
    of_services(staff, says)
    return scenery


def literally() -> str:
    """As words of a text, which a page has to show as they are."""
    return "".join(f"<p>Read: {escape(words)}</p>" for words in HOSTILE)


def published(staff: Staff, says: InTurn) -> None:
    """A live page, all of whose words are hostile: as markup where that is refused, and as words where they are kept."""
    review = approved(replace(staff, says=says), "Another")
    live = Publication.objects.get(version=review.version_id)
    desk.add_words(desk.note_feedback(live, audience="patient", is_helpful=False), words=f"Not helpful.{says}")


def drafted(staff: Staff) -> None:
    draft = Article.objects.order_by("pk").first()
    assert draft is not None
    for audience, body in (("patient", PATIENT), ("clinician", CLINICIAN)):
        write(draft, audience, body + literally() + "".join(HOSTILE), by=staff.editor)


def by_form_and_program(editor: Person, says: InTurn) -> None:
    client = Client()
    client.force_login(editor)
    client.post("/desk/articles/new/", {"title": f"Typed{says}", "question": f"What{says}", "audiences": "patient"})
    sent = {"title": f"Sent{says}", "question": f"What{says}", "audiences": ["patient"]}
    assert program_of(editor).post("/articles", sent).status_code == 201


def files(editor: Person, says: InTurn, step: int) -> None:
    """Of each kind that is taken; of every so many of the words one file of a kind."""
    brought: dict[str, bytes | str] = {}
    for number, words in list(enumerate(HOSTILE))[::step]:
        # Else it would be the name of a folder, or lead out of the archive.
        name = words.translate(str.maketrans("/\\:", "∕∖∶"))
        brought[f"{number} {name}.md"] = f"# Marked {number} {words}\n\n## {words}\n\n{words}\n\n* {words}\n"
        brought[f"{number} {name}.txt"] = f"Plain {number} {words}\n\n{words}\n"
        brought[f"{number} {name}.html"] = f"<h1>Web {number} {words}</h1><p>{words}</p><p>{escape(words)}</p>"
    said = [words for words in HOSTILE if words.isprintable()][::step]
    blocks = (*map(p, said), h(said[0]), ul(*said), table((said[0], said[1])))
    brought["word.docx"] = docx(Document(f"Word{says}", blocks))
    by_zip = desk.bring_archive(archive(brought), by=editor, name=f"files{says}.zip", audience="patient")
    while BulkImport.objects.due().filter(pk=by_zip.pk).exists():
        desk.go_on_with_bulk_import(by_zip.pk)
    assert BulkImport.objects.get(pk=by_zip.pk).stage == BulkStage.DONE


def works(editor: Person, says: InTurn) -> None:
    for made in (ris(), bibtex(), csl(), typed()):
        brought = desk.bring_references(BytesIO(made.encode()), by=editor, name=f"works{says}")
        desk.go_on_with_import(brought.pk, asks_others=False)
        brought.refresh_from_db()
        desk.save_references(brought, by=editor)
        desk.go_on_with_import(brought.pk, asks_others=False)


def one_line(words: str) -> str:
    return " ".join(words.split())


def ris() -> str:
    rows = (
        f"TY  - JOUR\nTI  - Tea {n} {w}\nAU  - {w}\nJO  - {w}\nPY  - 20{n % 20:02}\nUR  - {w}\nAB  - {w}\nKW  - {w}\nN1  - {w}\nER  - \n"
        for n, w in enumerate(map(one_line, HOSTILE))
    )
    return "\n".join(rows)


def bibtex() -> str:
    said = (one_line(words).replace("{", "").replace("}", "").replace("\\", "") for words in HOSTILE)
    rows = (
        f"@article{{k{n}, title={{Milk {n} {w}}}, author={{{w}}}, journal={{{w}}}, year={{2019}}, url={{{w}}}, note={{{w}}}}}"
        for n, w in enumerate(said)
    )
    return "\n".join(rows)


def csl() -> str:
    return json.dumps(
        [
            {
                "id": words,
                "type": "article-journal",
                "title": f"Water {number} {words}",
                "container-title": words,
                "author": [{"family": words, "given": words}],
                "issued": {"date-parts": [[2018]]},
                "URL": words,
                "publisher": words,
                "page": words,
                "volume": words,
                "DOI": f"10.5555/{number}{words}",
            }
            for number, words in enumerate(HOSTILE)
        ]
    )


def typed() -> str:
    return "\n".join(
        f"{n}. Doe J. Juice {n} {one_line(w)}. J Tests. 2017;1:1-2." for n, w in enumerate(HOSTILE, start=1)
    )


def glossary(editor: Person) -> None:
    """It refuses what holds HTML."""
    for number, words in enumerate(HOSTILE):
        said = {"patient": f"Plain: {words}", "clinician": f"Exact: {words}", "synonyms": (f"synonym {words}",)}
        with suppress(Refusal):
            desk.add_term(Wording(f"term {number} {words}", sense=words, **said), by=editor)  # type: ignore[arg-type]


def of_the_publisher(staff: Staff, says: InTurn) -> None:
    desk.set_publisher(desk.PublisherEntry(name=f"Heron{says}"), by=staff.administrator)
    for kind in TextKind:
        words = "\n\n".join(f"* {words}\n\n{words}" for words in HOSTILE[::7])
        put_text_in_force(kind.value, "en", words[:900])


def of_readers(says: InTurn) -> None:
    for number in range(6):
        desk.ask_question(f"Can I fly with gout {number}?{says}", audience="patient")


def of_services(staff: Staff, says: InTurn) -> None:
    draft = Article.objects.order_by("pk").first()
    assert draft is not None
    for number in range(6):
        said = {"title": f"Answer{says}", "journal": f"Journal{says}", "published": "2026"}
        NewWork.objects.create(article=draft, pmid=f"9{number}", **said)
    EvidenceFlag.objects.create(reference=staff.reference, kind="corrected", notice=f"10.5555/n{says}")
