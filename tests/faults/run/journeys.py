"""Articles from the first word to a notice, each decision through HTTP by the person whose it is, and noted in the ledger."""

from __future__ import annotations

import datetime
import random
import re
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from django.db import connection
from django.utils import timezone

from articles.models import Article, Person, Publication, Text, Version
from tests.faults.run.browser import Answer, Browser, Lost
from tests.faults.run.ledger import Decision, Ledger, asked
from tests.faults.run.people import PASSWORD, REFERENCE, People
from workflows.models import Review

SETTLED_AFTER = 1.0  # seconds in which a commit that was on its way has come to its end
ATTEMPTS = 40
TYPED_AGAIN = 12
PUBLISHED_WITHIN = 20.0
ONE_IN = 6  # articles that are retired
SYLLABLES = [consonant + vowel for consonant in "bdfgklmnprstv" for vowel in "aeiou"]
Fields = Mapping[str, str | Sequence[str]]


class Refused(Exception):
    """A page said no; the journey ends there."""


@dataclass
class Desk:
    """What all journeys share. `word()` is a word that was never said before."""

    people: People
    ports: Sequence[int]
    ledger: Ledger
    seed: int
    stop: threading.Event = field(default_factory=threading.Event)
    numbers: Any = field(default_factory=count)
    lock: threading.Lock = field(default_factory=threading.Lock)
    failures: list[str] = field(default_factory=list)

    def word(self) -> str:
        with self.lock:
            number = next(self.numbers) + len(SYLLABLES) ** 2
        letters = []
        while number:
            number, place = divmod(number, len(SYLLABLES))
            letters.append(SYLLABLES[place])
        return "".join(letters)


class Journey(threading.Thread):
    """One editor's working day, with a managing editor and the board."""

    def __init__(self, desk: Desk, number: int) -> None:
        super().__init__(name=f"journey {number}")
        self.desk, self.chance = desk, random.Random(f"{desk.seed}/{number}")
        self.editor = desk.people.editors[number]
        self.manager = desk.people.managers[number % len(desk.people.managers)]
        people = (self.editor, self.manager, *desk.people.members)
        self.browsers = {one.pk: Browser(desk.ports, one.email, PASSWORD, self.chance) for one in people}

    def run(self) -> None:
        while not self.desk.stop.is_set():
            try:
                self._article()
            except Refused:
                continue
            except Exception as error:  # noqa: BLE001  # told at the end, and the run fails
                self.desk.failures.append(f"{self.name}: {type(error).__name__}: {error}")
                break
        connection.close()

    def _article(self) -> None:
        """Until the day is over, after any decision."""
        version = self._submitted(self._written())
        members = self.chance.sample(self.desk.people.members, 2)
        review = self._reviewed(version, members)
        self._judged(review, version, members)
        self._published(version)

    def _written(self) -> Article:
        title = f"Sore legs and {self.desk.word()}"
        new = {"title": title, "question": "", "audiences": ["patient"], "template": ""}
        self._decide("create", (title,), self.editor, "/desk/articles/new/", lambda: new)
        article: Article = asked(lambda: Article.objects.get(title=title))
        question = f"What helps against {self.desk.word()}?"
        address = f"/desk/articles/{article.pk}/details/"
        self._decide("details", (question,), self.editor, address, lambda: self._details(article, question))
        for _time in range(2):
            mark = self.desk.word()
            address = f"/desk/articles/{article.pk}/edit/patient/"
            self._decide("save", (mark,), self.editor, address, lambda mark=mark: self._words(article, mark))
        return article

    def _details(self, article: Article, question: str) -> Fields:
        revision = asked(lambda: Article.objects.get(pk=article.pk).revision)
        byline = {
            **{f"byline-{name}": value for name, value in (("TOTAL_FORMS", "1"), ("INITIAL_FORMS", "0"))},
            "byline-0-person": str(self.editor.pk),
            "byline-0-role": "author",
            "byline-0-none_of": ["credentials", "interests", "funding", "software"],
        }
        details = {"title": article.title, "question": question, "audiences": ["patient"], "population": ["adults"]}
        return {**details, "language": "en", "slug": article.slug, "base_revision": str(revision), **byline}

    def _words(self, article: Article, mark: str) -> Fields:
        revision = asked(lambda: Text.objects.get(article=article, audience="patient").revision)
        body = (
            "<h2>What helps</h2>\n"
            f'<p>Most people with {mark} get better with rest.<cite data-key="{REFERENCE}"></cite></p>'
        )
        return {
            "summary": "<p>Rest the leg and keep moving.</p>",
            "body": body,
            "description": f"About sore legs and {mark}.",
            "note": "",
            "base_revision": str(revision),
        }

    def _submitted(self, article: Article) -> Version:
        note = f"Ready, and about {self.desk.word()}."
        address = f"/desk/articles/{article.pk}/submit/"
        self._decide("submit", (note,), self.editor, address, lambda: {"change_note": note})
        version: Version = asked(lambda: Version.objects.get(change_note=note))
        return version

    def _reviewed(self, version: Version, members: Sequence[Person]) -> Review:
        due = timezone.localdate() + datetime.timedelta(days=14)
        fields = {"members": [str(one.pk) for one in members], "due_on": due.isoformat()}
        fields |= {"board": str(self.desk.people.board.pk), "reason": "as planned"}
        address = f"/desk/versions/{version.pk}/start-review/"
        self._decide("start review", (version.pk,), self.manager, address, lambda: fields)
        review: Review = asked(lambda: Review.objects.get(version=version))
        return review

    def _judged(self, review: Review, version: Version, members: Sequence[Person]) -> None:
        """Interests one after the other, a comment, then both signatures at the same instant."""
        for member in members:
            address = f"/desk/reviews/{review.pk}/interests/"
            answer = {"answer": "none", "details": ""}
            self._decide("disclose", (review.pk, member.pk), member, address, lambda answer=answer: answer)
            self.browsers[member.pk].get(f"/desk/reviews/{review.pk}/")
        body = f"What about {self.desk.word()}?"
        address = f"/desk/versions/{version.pk}/comments/patient/"
        self._decide("comment", (body,), members[0], address, lambda: {"body": body, "block": ""})
        with ThreadPoolExecutor(len(members)) as together:
            signed = [together.submit(self._sign, review, version, member) for member in members]
        for one in signed:
            one.result()

    def _sign(self, review: Review, version: Version, member: Person) -> None:
        try:
            address = f"/desk/reviews/{review.pk}/sign/"
            verdict = {"verdict": "approve", "scope": ["clinical_accuracy"], "audiences": ["patient"]}
            verdict |= {"comment": "", "digest": version.digest}

            def signing() -> Fields:
                """The line that readers will see, then the credential."""
                shown = self._shown(member, address, verdict)
                line = re.search(r'name="line" value="([0-9a-f]+)"', shown.body)
                credential = {"email": member.email, "password": PASSWORD, "line": line[1] if line else ""}
                return {**verdict, **credential, "step": "sign"}

            self._decide("sign", (review.pk, member.pk), member, address, signing)
        finally:
            connection.close()

    def _shown(self, member: Person, address: str, verdict: Fields) -> Answer:
        """What signing would look like: asked for again while nobody answers, because it decides nothing."""
        for _attempt in range(ATTEMPTS):
            try:
                return self.browsers[member.pk].post(address, verdict)
            except Lost:
                time.sleep(0.3)
        raise TimeoutError(address)

    def _published(self, version: Version) -> None:
        """By a worker; it is owed, whenever. Where it comes soon, readers are told something more."""
        self.desk.ledger.open("publish", version.pk).told = True
        live = Publication.objects.live().filter(version=version)
        deadline = time.monotonic() + PUBLISHED_WITHIN
        while not asked(live.exists):
            if time.monotonic() > deadline or self.desk.stop.wait(0.3):
                return
        sentence = f"We are looking into what is said about {self.desk.word()}."
        fields = {"kind": "concern", "sentence": sentence, "reason": "a letter from a reader"}
        self._decide("notice", (sentence,), self.manager, _notices(version, "post_notice"), lambda: fields)
        if self.chance.randrange(ONE_IN) == 0:
            reason = f"Replaced by what is said of {self.desk.word()}."
            retired = {"reason": reason, "told": "", "replaced_by": ""}
            self._decide("retire", (reason,), self.manager, _notices(version, "retire"), lambda: retired)

    def _decide(self, kind: str, key: tuple[Any, ...], by: Person, address: str, fields: Callable[[], Fields]) -> None:
        """Until it is done, by somebody who looks before they do it again."""
        if self.desk.stop.is_set():
            raise Refused(kind)
        decision = self.desk.ledger.open(kind, *key)
        for _attempt in range(ATTEMPTS):
            try:
                answer = self.browsers[by.pk].post(address, fields())
            except Lost:
                decision.lost += 1
                time.sleep(SETTLED_AFTER)
                if decision.count():
                    return
                decision.absent += 1
                continue
            if answer.status == 302:
                decision.told = True
                return
            if decision.lost and decision.count():
                # It was lost and is there after all: then it is refused the second time.
                return
            self._typed_again(decision, answer)
        raise TimeoutError(f"{kind} {key}")

    def _typed_again(self, decision: Decision, answer: Answer) -> None:
        """The page came back and said what was wrong, such as a visit that is over because the clock jumped: nothing was done."""
        decision.typed_again += 1
        if decision.typed_again > TYPED_AGAIN:
            shown = re.sub(r"<(script|style|head).*?</\1>", " ", answer.body, flags=re.DOTALL)
            words = " ".join(re.sub(r"<[^>]+>", " ", shown).split())
            at = max(words.find("There is a problem"), 0)
            decision.refused = f"{answer.status} {words[at : at + 500]}"
            raise Refused(decision.refused)
        time.sleep(SETTLED_AFTER)


def _notices(version: Version, deed: str) -> str:
    return f"/desk/versions/{version.pk}/notices/{deed}/"
