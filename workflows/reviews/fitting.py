"""Which approval rule of a board fits a version: by the kind of change, which the system finds (S21), and by topic."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from articles.audiences import Audience
from articles.manifest import FrozenText, Manifest
from articles.models import Article, Version
from articles.text.comparison import classification, compare
from articles.text.extent import changed_share
from workflows.models import ApprovalRule, Board, ChangeClass, Outcome, RuleChoice
from workflows.quorum import lay_member_because

_ALL = 100


@dataclass(frozen=True)
class Fit:
    """`rule` is the one that a review takes: the fitting one, or what the chair chose instead of it.

    `lay_member_because` says that so great a change of the patient text asks for a lay member; else it is empty.
    """

    kind: ChangeClass
    fitting: ApprovalRule | None
    choice: RuleChoice | None = None
    lay_member_because: str = ""

    @property
    def rule(self) -> ApprovalRule | None:
        return self.choice.approval_rule if self.choice else self.fitting


def fit_of(board: Board, version: Version) -> Fit:
    kind = change_class(version)
    rules = list(board.approval_rules.filter(is_retired=False))
    chosen = version.rule_choices.filter(approval_rule__board=board, approval_rule__is_retired=False)
    fit = Fit(kind, fitting(rules, kind, topics_of(version.article)), chosen.select_related("approval_rule").first())
    if fit.rule is None or not fit.rule.rule.lay_member_above:
        return fit
    return replace(fit, lay_member_because=lay_member_because(fit.rule.rule, patient_text_changed(version)))


def fitting(rules: Iterable[ApprovalRule], kind: ChangeClass, topics: frozenset[int]) -> ApprovalRule | None:
    """The narrowest rule that is for this: topic before kind of change, then the one that asks more; else the default."""
    rules = list(rules)
    narrow = [rule for rule in rules if _is_for(rule, kind, topics)]
    if narrow:
        return max(narrow, key=lambda rule: (bool(rule.topics), bool(rule.classes), rule.rule.approvals, -rule.pk))
    return next((rule for rule in rules if rule.is_default), None)


def _is_for(rule: ApprovalRule, kind: ChangeClass, topics: frozenset[int]) -> bool:
    if not (rule.classes or rule.topics):
        return False
    return (not rule.classes or kind in rule.classes) and (not rule.topics or not topics.isdisjoint(rule.topics))


def topics_of(article: Article) -> frozenset[int]:
    """The topic of the article and those above it."""
    found, topic = set[int](), article.topic
    while topic is not None and topic.pk not in found:
        found.add(topic.pk)
        topic = topic.parent
    return frozenset(found)


def change_class(version: Version) -> ChangeClass:
    """Renewal: this very version was approved before. Minor: against the last approved version nothing of S21 changed."""
    if version.reviews.filter(outcome=Outcome.APPROVED).exists():
        return ChangeClass.RENEWAL
    former = version.article.versions.approved().filter(number__lt=version.number).order_by("-number").first()
    if former is None:
        return ChangeClass.NEW
    return ChangeClass.MINOR if is_minor(former.content, version.content) else ChangeClass.UPDATE


def patient_text_changed(version: Version) -> int:
    """How many per cent of the words of the patient text changed since the last approved version, rounded up; 100 for a new one.

    A version that was approved before has not changed since; one without a patient text has none that could.
    """
    new = version.content.texts.get(Audience.PATIENT.value)
    if new is None or version.reviews.filter(outcome=Outcome.APPROVED).exists():
        return 0
    former = version.article.versions.approved().filter(number__lt=version.number).order_by("-number").first()
    old = former.content.texts.get(Audience.PATIENT.value) if former else None
    return changed_share(f"{old.summary}\n{old.body}", f"{new.summary}\n{new.body}") if old else _ALL


def is_minor(old: Manifest, new: Manifest) -> bool:
    """Only words of ordinary prose differ; title, byline, references, pictures and all else are as they were."""
    if _besides_words(old) != _besides_words(new) or set(old.texts) != set(new.texts):
        return False
    return all(_text_is_minor(old.texts[audience], new.texts[audience]) for audience in new.texts)


def _besides_words(content: Manifest) -> Manifest:
    """Of definitions their words: where they stand follows the words of the texts."""
    definitions = tuple(replace(term, places=()) for term in content.definitions)
    return replace(content, texts={}, definitions=definitions, number=0, change_note="", previous_approved="")


def _text_is_minor(old: FrozenText, new: FrozenText) -> bool:
    parts = ((old.summary, new.summary), (old.body, new.body))
    return old.description == new.description and all(
        classification(compare(before, after)).is_minor for before, after in parts
    )
