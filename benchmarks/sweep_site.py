"""Many live articles with their whole texts that are swept for an alert, in a process of its own: `python -m benchmarks.sweep_site`.

Filled like the site of the search, but each version holds the texts that are indexed, and cites works.
"""

from __future__ import annotations

import datetime
import os
import random
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "reviewboard.settings"
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from articles import owed  # noqa: E402
from articles.audiences import Audience  # noqa: E402
from articles.manifest import AppliesTo, CitedReference, FrozenText, Manifest, digest  # noqa: E402
from articles.models import Article, DeskRole, Person, Publication, SearchEntry, Version  # noqa: E402
from articles.publishing import pages  # noqa: E402
from articles.publishing.build import build  # noqa: E402
from articles.search.indexing import Reading, run  # noqa: E402
from articles.search.other_names import of_medicine  # noqa: E402
from articles.search.stems import stems  # noqa: E402
from articles.search.sweeping import named, read  # noqa: E402
from articles.text.citations import citations  # noqa: E402
from articles.text.mentions import Names, Works  # noqa: E402
from articles.text.reading import canonical  # noqa: E402
from benchmarks.answering import answer  # noqa: E402
from benchmarks.bulk import Rows, count_on_from  # noqa: E402
from benchmarks.search_site import (  # noqa: E402
    AT_ONCE,
    NONSENSE,
    REVIEWED,
    SENTENCE,
    TEXTS,
    WORDS,
    Indexed,
    _rows,
    _sentence,
    _word,
    _write,
)
from tests.articles.search.corpus import LIBRARY  # noqa: E402
from tests.universe import PASSWORD  # noqa: E402
from workflows import actions  # noqa: E402
from workflows.actions.sweeps.confirming import seen  # noqa: E402
from workflows.actions.sweeps.reading import AT_FIRST  # noqa: E402
from workflows.credentials import Credential  # noqa: E402
from workflows.models import Sweep  # noqa: E402

ROUNDS = 3
WORKS = 2_000
CITED = 4  # works in each text
NOTICES = 100
RARE = "zolgensma"  # stands in two texts of each audience
FORMER = {"by": "A former board", "on": REVIEWED.isoformat(), "record": ""}


@dataclass(frozen=True)
class Written:
    """A text with what the index reads of it."""

    text: FrozenText
    reading: Reading
    keys: tuple[str, ...]


Texts = Mapping[Audience, Sequence[Written]]


class Site:
    def fill(self, articles: int) -> dict[str, float]:
        call_command("migrate", verbosity=0)
        begin = time.perf_counter()
        _fill(articles)
        connection.cursor().execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
        return {"seconds": time.perf_counter() - begin, "texts": SearchEntry.objects.count()}

    def measure(self) -> dict[str, Any]:
        """By what is looked for: seconds (the shortest of some rounds), articles and places found, texts searched."""
        return {name: _measured(wanted) for name, wanted in _sought().items()}

    def start(self) -> dict[str, float]:
        """A word of nearly every article, as a person does it: searched, the first findings kept, on record; then read to its end."""
        person = Person.objects.get(email="editor@example.org")
        begin = time.perf_counter()
        row = _started(person, "phrase", "rest")
        seconds = time.perf_counter() - begin
        while owed.sweep("sweep readings"):
            pass
        return {
            "seconds": seconds,
            "whole": time.perf_counter() - begin,
            "articles": row.findings.published().count(),
        }

    def post(self) -> dict[str, float]:
        """From the confirmation of a warning on a hundred articles until the last page is stored, by one process."""
        row = _confirmed(Person.objects.get(email="editor@example.org"))
        begin = time.perf_counter()
        posted = 0
        while owed.sweep("sweep notices"):
            posted = round(time.perf_counter() - begin, 3)
        while owed.sweep("pages"):
            pass
        done = row.notices.posted().count()
        return {"posted": posted, "visible": time.perf_counter() - begin, "notices": done}


def _sought() -> Mapping[str, Names | Works]:
    names = tuple(name.words for name in of_medicine("ibuprofen"))
    return {
        "a medicine that few texts name": Names((RARE,), are_drugs=True),
        "ibuprofen, its brands and products": Names(names, are_drugs=True),
        "a word of nearly every article": Names(("rest",)),
        "a phrase": Names(("call an ambulance",)),
        "a work": Works(("work-7",)),
        "nothing": Names(("onasemnogene abeparvovec",), are_drugs=True),
    }


def _measured(wanted: Names | Works) -> dict[str, float]:
    """Until the first findings can be looked at, and until the last was read."""
    shown, whole = [], []
    for _round in range(ROUNDS):
        begin = time.perf_counter()
        asked = named(wanted).articles
        found = list(read(asked[:AT_FIRST], wanted))
        shown.append(time.perf_counter() - begin)
        found += read(asked[AT_FIRST:], wanted)
        whole.append(time.perf_counter() - begin)
    places = sum(len(one.placed) for one in found)
    return {
        "seconds": min(shown),
        "whole": min(whole),
        "named": len(asked),
        "articles": len(found),
        "places": places,
    }


def _started(person: Person, kind: str = "medicine", sought: str = RARE) -> Sweep:
    alert = actions.Alert("a bulletin", timezone.now() - datetime.timedelta(minutes=5))
    return actions.start_sweep(by=person, kind=kind, sought=sought, alert=alert)


def _confirmed(person: Person) -> Sweep:
    here = pages.store()
    here.folder.mkdir(parents=True, exist_ok=True)
    here.set_build(build())
    here.set_day(timezone.localdate().isoformat())
    row = _started(person)
    while owed.sweep("sweep readings"):
        pass
    chosen = row.findings.published().order_by("pk").values_list("pk", flat=True)
    actions.choose(row, by=person, choices=dict.fromkeys(chosen[NOTICES:], False))
    due = timezone.localdate() + datetime.timedelta(days=7)
    told = actions.Announcement("warning", "A bulletin warned of it.", due, warning="medicine")
    row = actions.write_notice(row, by=person, announcement=told)
    given = Credential(password=PASSWORD, email=person.email)
    return actions.confirm_sweep(row, by=person, given=given, as_seen=seen(row))


def _fill(articles: int) -> None:
    chance = random.Random(articles)  # noqa: S311  the same site in every run
    texts = {audience: [_text(chance, audience, number) for number in range(TEXTS)] for audience in Audience}
    person = Person.objects.create_user("editor@example.org", PASSWORD, printed_name="An Editor")
    person.role_grants.create(role=DeskRole.EDITOR, granted_by=person, reason="benchmark")
    rows = _rows(person) | {"article": _articles(person), "publication": _publications(person)}
    indexed: list[Indexed] = []
    for number in range(1, articles + 1):
        indexed += _article(number, chance, rows, texts)
        if len(indexed) >= AT_ONCE or number == articles:
            _write(rows, indexed)
            indexed.clear()
    count_on_from(Article, Version, Publication, SearchEntry)


def _articles(person: Person) -> Rows:
    """Their drafts say what is live."""
    audiences = list(Audience.values)
    named = ("id", "uuid", "slug", "title")
    return Rows(Article, named, audiences=audiences, handling_editor=person, revision=1, created_at=timezone.now())


def _publications(person: Person) -> Rows:
    now = timezone.now()
    return Rows(
        Publication,
        ("id", "article_id", "version_id", "last_reviewed"),
        basis="approved_earlier",
        audiences=list(Audience.values),
        former_record=FORMER,
        planned_by=person,
        reason="moved in",
        created_at=now,
        due_at=now,
        live_from=now,
    )


def _text(chance: random.Random, audience: str, number: int) -> Written:
    """Some 800 words: sentences of a few articles of the library, between others that mean nothing, with a few works."""
    told = [sample.body for sample in chance.sample(LIBRARY, 3)]
    told += [f"<p>{RARE.capitalize()} needs care.</p>"] if number < 2 else []
    keys = tuple(f"work-{chance.randrange(WORKS)}" for _ in range(CITED))
    cites = [f'<p>It was shown.<cite data-key="{key}"></cite></p>' for key in keys]
    parts, words = [*told, *cites], sum(len(part.split()) for part in told)
    while words < WORDS:
        parts.append(f"<p>{' '.join(_sentence(chance) for _ in range(3))}</p>")
        words += 3 * SENTENCE
    chance.shuffle(parts)
    text = FrozenText("<p>Rest and keep moving.</p>", canonical("".join(parts)))
    cited = tuple(dict.fromkeys(key for found in citations(text.body) for key in found.keys))
    content = Manifest("", 1, "en", "", "", AppliesTo(), (audience,), (), {audience: text}, ())
    return Written(text, Reading(content, audience, frozenset()), cited)


def _article(number: int, chance: random.Random, rows: Mapping[str, Rows], texts: Texts) -> Iterator[Indexed]:
    title = f"{chance.choice(LIBRARY).title} {_word(chance.randrange(NONSENSE))} {number}"
    article = Article(slug=f"article-{number}")
    uuid = article.uuid.hex if connection.vendor == "sqlite" else article.uuid
    written = {audience: chance.choice(texts[audience]) for audience in Audience}
    manifest = _manifest(title, written)
    reviewed = (REVIEWED - datetime.timedelta(days=chance.randrange(1000))).isoformat()
    rows["article"].add(number, uuid, article.slug, title)
    rows["version"].add(number, number, manifest, digest(manifest), title)
    rows["publication"].add(number, number, number, reviewed)
    named = [stems(title, "en")]
    for place, audience in enumerate(Audience):
        entry, reading = number * len(Audience) + place, written[audience].reading
        lead = [*named, *reading.lines["lead"]]
        rows["entry"].add(entry, number, number, audience.value, audience.value, reviewed)
        rows["content"].add(entry, run(named), run(lead), reading.passages)
        yield audience.value, entry, {"title": named, "lead": lead, "words": [*named, *reading.lines["words"]]}


def _manifest(title: str, written: Mapping[Audience, Written]) -> str:
    keys = dict.fromkeys(key for one in written.values() for key in one.keys)
    references = tuple(
        CitedReference(key, "randomised-trial", "current", csl={"title": f"Trial {key}"}) for key in keys
    )
    texts = {audience.value: one.text for audience, one in written.items()}
    return Manifest("", 1, "en", title, "", AppliesTo(), tuple(Audience.values), (), texts, references).write()


if __name__ == "__main__":
    site = Site()
    answer({"fill": site.fill, "measure": site.measure, "start": site.start, "post": site.post})
