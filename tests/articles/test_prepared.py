"""A prepared query asks what the same query built anew would ask, with the values of today and of whoever asks."""

from __future__ import annotations

import datetime
import importlib
import inspect
import itertools
from collections.abc import Iterator
from typing import Any, get_type_hints

import pytest
import time_machine
from django.conf import settings
from django.core.exceptions import EmptyResultSet
from django.db.models import F, Prefetch, QuerySet
from django.test import Client
from django.utils import timezone

from articles import prepared as module
from articles.models import Person, RoleGrant
from articles.prepared import Prepared, prepared

importlib.import_module(settings.ROOT_URLCONF)
EVERY = tuple(module.known)
SAMPLES: dict[type, tuple[Any, ...]] = {
    int: (7, 1_000_000_007),
    str: ("one", "another"),
    datetime.datetime: (
        datetime.datetime(2026, 5, 1, 12, tzinfo=datetime.UTC),
        datetime.datetime(2024, 2, 29, tzinfo=datetime.UTC),
    ),
}
pytestmark = pytest.mark.django_db


def _asked(query: Prepared[Any]) -> Iterator[tuple[tuple[Any, ...], dict[str, bool]]]:
    """Two sets of values for each thing that the query can look like."""
    hints = get_type_hints(query.build, vars(module) | {"datetime": datetime} | vars(inspect.getmodule(query.build)))
    parameters = inspect.signature(query.build).parameters.values()
    names = [one.name for one in parameters if one.kind is one.KEYWORD_ONLY]
    assert all(hints[name] is bool for name in names)
    for number, flags in itertools.product((0, 1), itertools.product((False, True), repeat=len(names))):
        values = tuple(SAMPLES[hints[one.name]][number] for one in parameters if one.kind is one.POSITIONAL_OR_KEYWORD)
        yield values, dict(zip(names, flags, strict=True))


def _built_anew(queryset: QuerySet[Any, Any]) -> tuple[str, tuple[Any, ...]] | None:
    try:
        sql, parameters = queryset.query.get_compiler(queryset.db).as_sql()
    except EmptyResultSet:
        return None
    return sql, tuple(map(repr, parameters))


def _prepared(
    query: Prepared[Any], values: tuple[Any, ...], shape: dict[str, bool]
) -> tuple[str, tuple[Any, ...]] | None:
    try:
        sql, parameters = query.made(*values, **shape).sql(values)
    except EmptyResultSet:
        return None
    return sql, tuple(map(repr, parameters))


@pytest.mark.parametrize("query", EVERY, ids=lambda query: f"{query.build.__module__}.{query.build.__name__}")
def test_it_asks_what_the_same_query_built_anew_asks(query: Prepared[Any]) -> None:
    midnight = timezone.localtime().replace(hour=0, minute=0, second=30, microsecond=0)
    for values, shape in _asked(query):
        with time_machine.travel(midnight, tick=False):
            _prepared(query, values, shape)
    for later in (datetime.timedelta(hours=22), datetime.timedelta(days=40)):
        with time_machine.travel(midnight + later, tick=False):
            for values, shape in _asked(query):
                assert _prepared(query, values, shape) == _built_anew(query.build(*values, **shape))


def test_every_query_of_the_desk_is_known_here() -> None:
    assert len(EVERY) > 20


def a_person(name: str = "nora") -> Person:
    return Person.objects.create_user(email=f"{name}@example.org", printed_name=name)


def test_each_asks_with_their_own_values() -> None:
    people = [a_person(), a_person("otto")]

    @prepared
    def by_key(key: int) -> QuerySet[Person]:
        return Person.objects.filter(pk=key)

    assert [by_key(person.pk) for person in people] == [[person] for person in people]
    assert by_key(people[0].pk) == [people[0]]


def test_rows_have_what_was_annotated_and_what_goes_along_with_them() -> None:
    person = a_person()
    RoleGrant.objects.filter(person=person).delete()
    grant = RoleGrant.objects.create(person=person, role="editor", granted_by=person, reason="for a test")

    @prepared
    def grants(key: int) -> QuerySet[RoleGrant]:
        return (
            RoleGrant.objects.filter(person=key)
            .annotate(same=F("role"))
            .select_related("person")
            .prefetch_related("granted_by")
        )

    (found,) = grants(person.pk)
    assert (found, found.same, found.person.printed_name) == (grant, "editor", person.printed_name)
    assert {"person", "granted_by"} <= found._state.fields_cache.keys()


def test_values_come_as_tuples_or_alone() -> None:
    person = a_person()

    @prepared
    def pairs(key: int) -> QuerySet[Person, tuple[int, str]]:
        return Person.objects.filter(pk=key).values_list("pk", "email")

    @prepared
    def mails(key: int) -> QuerySet[Person, str]:
        return Person.objects.filter(pk=key).values_list("email", flat=True)

    assert (pairs(person.pk), mails(person.pk)) == ([(person.pk, person.email)], [person.email])


def test_what_is_given_by_name_makes_a_query_of_its_own() -> None:
    person = a_person()

    @prepared
    def people(key: int, *, others: bool) -> QuerySet[Person]:
        return Person.objects.exclude(pk=key) if others else Person.objects.filter(pk=key)

    assert people(person.pk, others=False) == [person]
    assert person not in people(person.pk, others=True)


def test_its_sql_is_made_once_a_day() -> None:
    built = []

    @prepared
    def people(key: int) -> QuerySet[Person]:
        built.append(timezone.localdate())
        return Person.objects.filter(pk=key, date_joined__date__lte=timezone.localdate())

    with time_machine.travel(datetime.datetime(2026, 5, 1, 12, tzinfo=datetime.UTC)):
        people(1), people(2)
    with time_machine.travel(datetime.datetime(2026, 5, 2, 12, tzinfo=datetime.UTC)):
        people(1)
    assert built == [datetime.date(2026, 5, 1), datetime.date(2026, 5, 2)]


def test_nobody_s_rows_are_asked_for_where_nothing_can_be_found() -> None:
    @prepared
    def nobody(key: int) -> QuerySet[Person]:
        return Person.objects.filter(pk=key, pk__in=[])

    assert nobody(a_person().pk) == []


def test_to_compile_changes_nothing_that_another_thread_may_be_compiling(editor: Person) -> None:
    @prepared
    def grants(key: int) -> QuerySet[RoleGrant]:
        return RoleGrant.objects.filter(person__email="", person=key).select_related("person", "granted_by")

    query = grants.made(editor.pk).queryset.query
    before = (dict(query.alias_refcount), list(query.alias_map), query.where.children[:])
    grants(editor.pk)

    assert (dict(query.alias_refcount), list(query.alias_map), query.where.children[:]) == before


def test_a_number_that_no_column_holds_finds_nothing() -> None:
    @prepared
    def by_key(key: int) -> QuerySet[Person]:
        return Person.objects.filter(pk=key)

    assert [by_key(key) for key in (2**31, -(2**31), 2**63, 10**30)] == [[], [], [], []]


@pytest.mark.parametrize("path", ["articles/{}/", "versions/{}/", "reviews/{}/"])
def test_an_address_with_a_number_that_no_column_holds_is_of_nothing(path: str, editor: Person) -> None:
    client = Client()
    client.force_login(editor)

    assert client.get(f"/desk/{path.format(10**30)}").status_code == 404


def test_a_value_that_does_not_go_in_as_it_is_is_refused() -> None:
    @prepared
    def next_one(key: int) -> QuerySet[Person]:
        return Person.objects.filter(pk=key + 5)

    @prepared
    def some(key: bool) -> QuerySet[Person]:
        return Person.objects.filter(is_active=key)

    with pytest.raises(TypeError, match="does not go into the query as it is"):
        next_one(1)
    with pytest.raises(TypeError, match="give it by name"):
        some(True)


def test_rows_of_a_queryset_of_its_own_are_refused_since_it_would_hold_the_stand_in() -> None:
    @prepared
    def grants(key: int) -> QuerySet[Person]:
        return Person.objects.filter(pk=key).prefetch_related(
            Prefetch("role_grants", queryset=RoleGrant.objects.filter(person=key))
        )

    with pytest.raises(TypeError, match="for the rows"):
        grants(1)
