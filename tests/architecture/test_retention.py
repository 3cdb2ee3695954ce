"""Every kind of data has a rule that says how long it is kept, and every rule that the product is to keep is kept by somebody."""

from __future__ import annotations

from collections import Counter

from django.apps import apps
from django.core.management import call_command

from articles import owed
from articles.models import Person
from articles.retention.rules import Doer, registered, rule_of
from workflows.record import personal


def test_every_table_has_one_rule() -> None:
    """A new model: name it in `articles/retention/` or `workflows/retention.py`, then run `manage.py retention_reference`."""
    named = Counter(label for rule in registered() for label in rule.tables)
    wanted = {
        model._meta.label for model in apps.get_models() if model._meta.managed and not hasattr(model, "history_object")
    }

    assert (wanted - named.keys(), named.keys() - wanted) == (set(), set())
    assert {label for label, times in named.items() if times > 1} == set()


def test_lists_between_tables_and_histories_are_kept_as_what_they_belong_to() -> None:
    rules = {model: rule_of(model) for model in apps.get_models(include_auto_created=True)}

    assert rules[Person.groups.through].key == "people"
    assert rules[apps.get_model("articles.HistoricalText")].key == "drafts"
    assert rules[apps.get_model("workflows.HistoricalMembership")].key == "judgement"


def test_what_the_product_is_to_delete_is_deleted_by_the_clock_or_by_work_that_exists() -> None:
    theirs = {rule.key: rule for rule in registered() if rule.doer is Doer.WORK}
    by_clock = {key for key, rule in theirs.items() if rule.over}
    by_work = {key for key, rule in theirs.items() if rule.work}

    # The next row takes the place of the one before; a cache forgets by itself.
    assert theirs.keys() - by_clock - by_work == {"upkeep", "caches"}
    assert {rule.work for rule in registered() if rule.work} - owed.registry().keys() == set()
    assert {
        rule.key for rule in registered() if rule.over and (rule.doer is not Doer.WORK or rule.kept is None)
    } == set()


def test_what_goes_with_the_contact_data_belongs_to_the_person() -> None:
    columns = {table.model: table.about for table in personal.tables()}

    lost = [
        model
        for rule in registered()
        if rule.erased_by
        for model in rule.models
        if rule.erased_by not in columns[model]
    ]
    assert lost == []


def test_the_page_of_rules_is_as_the_code_says() -> None:
    call_command("retention_reference", check=True)
