"""What the product holds about one person: for her to take away, and to be told what goes and what stays."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, groupby
from tempfile import TemporaryFile
from typing import IO, Any, Final

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.db import models
from django.db.models import ForeignKey, Q
from django.utils import timezone

from articles.models import Event, Person
from articles.retention.rules import Rule, registered, rule_of

Model = type[models.Model]
# Through these columns a row is about the person, and is hers as a whole. Through any other she did something to a row that is
# about something or somebody else: of that she gets which row, as what, and when. What she did is told by the events.
ABOUT: Final = frozenset(("person", "author", "owner", "user", "auditor"))
# What opens a door is not handed out, not even to its owner.
SECRET: Final = re.compile(r"token|secret|password|hash|seal|session_key")
AT_ONCE: Final = 500
PART: Final = 64 * 1024


@dataclass(frozen=True)
class Table:
    """One table with columns that name people: `about` and `named` are those columns."""

    model: Model
    about: tuple[str, ...]
    named: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.model._meta.db_table

    @property
    def columns(self) -> list[str]:
        """What is handed out of a row that is about the person."""
        hidden = {"data"} if self.model is Authenticator else set()
        fields = self.model._meta.concrete_fields
        return [field.attname for field in fields if not SECRET.search(field.name) and field.attname not in hidden]

    @property
    def moments(self) -> list[str]:
        fields = self.model._meta.concrete_fields
        return [field.attname for field in fields if isinstance(field, models.DateField)]

    def rows_about(self, person: Person) -> models.QuerySet[Any]:
        return self._rows(self.about, person)

    def rows_naming(self, person: Person) -> models.QuerySet[Any]:
        """Without those that are about the person anyway."""
        return self._rows(self.named, person).exclude(_any_of(self.about, person))

    def _rows(self, names: Iterable[str], person: Person) -> models.QuerySet[Any]:
        return self.model._base_manager.filter(_any_of(names, person)).order_by("pk")


@dataclass(frozen=True)
class Held:
    """How much is held under one rule."""

    rule: Rule
    rows: int

    @property
    def goes(self) -> bool:
        """With the contact data, all of it."""
        return bool(self.rule.erased_by)


def tables() -> list[Table]:
    """Every table that names people, by name; events are told apart."""
    found = (_table(model) for model in apps.get_models(include_auto_created=True) if model is not Event)
    return sorted((table for table in found if table.about or table.named), key=lambda table: table.name)


def _table(model: Model) -> Table:
    keys = [f for f in model._meta.concrete_fields if isinstance(f, ForeignKey) and f.related_model is Person]
    about = tuple(field.name for field in keys if field.name in ABOUT)
    return Table(model, about, tuple(field.name for field in keys if field.name not in about))


def _any_of(names: Iterable[str], person: Person) -> Q:
    chosen = Q(pk__in=())
    for name in names:
        chosen |= Q(**{name: person.pk})
    return chosen


def held(person: Person) -> list[Held]:
    """What is about the person, rule by rule, in the order of the rules; the account itself comes first."""
    counts = [(rule_of(table.model).key, table.rows_about(person).count()) for table in tables() if table.about]
    rows = {key: sum(count for _key, count in group) for key, group in groupby(sorted(counts), key=lambda one: one[0])}
    rows["people"] = rows.get("people", 0) + 1
    return [Held(rule, rows[rule.key]) for rule in registered() if rows.get(rule.key)]


def archive(person: Person, *, by: Person) -> Iterator[bytes]:
    """The parts of a ZIP, made when the first is asked for. In it: the account, each table in lines of JSON, what she did, and a list
    of it all that says how long each is kept.
    """
    with TemporaryFile() as target:
        _write(target, person, by)
        target.seek(0)
        yield from iter(lambda: target.read(PART), b"")


def _write(target: IO[bytes], person: Person, by: Person) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        _put(made, "account.json", [_account(person)])
        listed = [_put_table(made, table, person) for table in tables()]
        done = _put(made, "events.jsonl", _events(person))
        contents = {
            "person": str(person.uuid),
            "made_at": timezone.now().isoformat(),
            "made_by": str(by.uuid),
            "tables": [one for one in listed if one["rows_about"] or one["rows_naming"]],
            "events": done,
        }
        made.writestr("contents.json", json.dumps(contents, ensure_ascii=False, indent=2, default=str))


def _account(person: Person) -> dict[str, Any]:
    fields = Person._meta.concrete_fields
    return {field.attname: getattr(person, field.attname) for field in fields if not SECRET.search(field.name)}


def _put_table(made: zipfile.ZipFile, table: Table, person: Person) -> dict[str, Any]:
    rule = rule_of(table.model)
    about = table.rows_about(person).values(*table.columns).iterator(chunk_size=AT_ONCE)
    kept = {"kept": rule.time, "then": str(rule.then), "why": str(rule.why)}
    return {
        "table": table.name,
        "rows_about": _put(made, f"about/{table.name}.jsonl", about),
        "rows_naming": _put(made, f"named/{table.name}.jsonl", _named(table, person)),
        "files": _put_files(made, table, person),
        **kept,
    }


def _named(table: Table, person: Person) -> Iterator[dict[str, Any]]:
    """Which row, in which columns she stands, and the moments of it."""
    columns = [f"{name}_id" for name in table.named]
    rows = table.rows_naming(person).values("pk", *columns, *table.moments)
    for row in rows.iterator(chunk_size=AT_ONCE):
        yield {
            "row": row["pk"],
            "as": [column.removesuffix("_id") for column in columns if row[column] == person.pk],
            **{moment: row[moment] for moment in table.moments if row[moment] is not None},
        }


def _put_files(made: zipfile.ZipFile, table: Table, person: Person) -> list[str]:
    """Files that rows about the person name, as far as they are still there."""
    put = []
    for field in (one for one in table.model._meta.concrete_fields if isinstance(one, models.FileField)):
        names = table.rows_about(person).exclude(**{field.attname: ""}).values_list(field.attname, flat=True)
        for name in dict.fromkeys(names):
            if field.storage.exists(name):
                with field.storage.open(name) as source, made.open(f"files/{name}", "w") as copy:
                    copy.writelines(source.chunks())
                put.append(name)
    return put


def _events(person: Person) -> Iterator[dict[str, Any]]:
    """What she did, and what was done to her account and roles; other people in them are numbers."""
    about = Q(actor=person) | Q(body__contains=f'"person":{person.pk},') | Q(body__contains=f'"person":{person.pk}}}')
    bodies = Event.objects.filter(about).order_by("pk").values_list("body", flat=True)
    for body in bodies.iterator(chunk_size=AT_ONCE):
        yield json.loads(body)


def _put(made: zipfile.ZipFile, name: str, rows: Iterable[Any]) -> int:
    """A line of JSON for each row; no file where there is none."""
    lines = (json.dumps(row, ensure_ascii=False, default=str).encode() + b"\n" for row in rows)
    first = next(lines, None)
    if first is None:
        return 0
    with made.open(name, "w") as target:
        return sum(1 for line in chain([first], lines) if target.write(line))
