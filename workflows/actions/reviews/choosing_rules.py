"""The chair has another approval rule than the fitting one used for a version, and says why."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from articles import record
from articles.models import Article, Person, Status, Version
from articles.permissions import require
from articles.refusals import Refusal
from workflows.actions.steps import needs_reason
from workflows.models import ApprovalRule, RuleChoice
from workflows.permissions import chairs
from workflows.reviews.fitting import fit_of


@transaction.atomic
def choose_rule(version: Version, *, by: Person, rule: ApprovalRule, reason: str) -> RuleChoice:
    """For the next review of this version by the rule's board. A review that runs keeps what it began with."""
    article = Article.objects.locked().get(pk=version.article_id)
    require(chairs(by, rule.board))
    current = Version.objects.get(pk=version.pk)
    current.article = article
    if rule.is_retired:
        raise Refusal(_("This rule is not in use."))
    if current.status == Status.UNDER_REVIEW:
        raise Refusal(_("The review runs already, by the rule that it began with."))
    if fit_of(rule.board, current).rule == rule:
        raise Refusal(_("This rule is used already."))
    choice = RuleChoice.objects.create(version=current, approval_rule=rule, reason=needs_reason(reason), chosen_by=by)
    record.append(article.stream, "rule_chosen", by=by, version=current.number, rule=rule.pk, choice=choice.pk)
    return choice
