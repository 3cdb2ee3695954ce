"""Who may write what: statuses in one module, tracked rows through one door, readers through one queryset."""

from __future__ import annotations

import ast

import pytest
from django.apps import apps
from django.db.models import Model

from tests.architecture.sources import calls, modules

WRITES_STATUS = {"workflows/actions/steps.py"}
MAKES_VERSIONS = {"workflows/actions/reviews/reviewing.py"}
PASSES_HISTORY_BY = {"aupdate", "bulk_create", "bulk_update", "abulk_create", "abulk_update", "update"}
READS_FOR_READERS = ("articles/views/reader", "articles/search", "articles/feeds", "articles/api")
STORES = {"default_storage", "storage"}
FILES = {"file", "scan", "logo", "consent_document"}
# A name of its content, one that is written over, and what an import takes back itself.
STORES_FILES = {
    *("articles/stored_files.py", "articles/actions/images.py", "articles/actions/bulk_exporting.py"),
    *("articles/actions/publisher.py", "workflows/record/moving/taking.py"),
}
# They delete for good and at once: what is written over next, or what an import that failed had stored.
DELETES_FILES = {
    *("articles/stored_files.py", "articles/actions/images.py", "articles/actions/bulk_exporting.py"),
    "workflows/record/moving/taking.py",
}
READERS_NEVER_SEE = {"Text", "Version", "WorkingCopy"}


def status_writes(tree: ast.AST) -> list[int]:
    """Lines that set an attribute `status` of anything but `self`, by assignment, `setattr` or `update`."""
    found = [
        target.lineno
        for node in ast.walk(tree)
        for target in _targets(node)
        if isinstance(target, ast.Attribute) and target.attr == "status" and not _is_self(target.value)
    ]
    for call, chain in calls(tree):
        sets = chain == ("setattr",) and any(isinstance(a, ast.Constant) and a.value == "status" for a in call.args)
        updates = chain[-1:] == ("update",) and any(keyword.arg == "status" for keyword in call.keywords)
        found += [call.lineno] if sets or updates else []
    return found


def _targets(node: ast.AST) -> list[ast.AST]:
    """Everything that this statement assigns to, inside tuples too."""
    assigned: list[ast.expr] = []
    if isinstance(node, ast.Assign):
        assigned = node.targets
    elif isinstance(node, (ast.AnnAssign, ast.AugAssign)):
        assigned = [node.target]
    return [inner for target in assigned for inner in ast.walk(target)]


def _is_self(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "self"


def version_makings(tree: ast.AST) -> list[int]:
    makers = {("Version",), ("Version", "objects", "create"), ("Version", "objects", "bulk_create")}
    return [call.lineno for call, chain in calls(tree) if chain in makers]


def tracked_names() -> set[str]:
    """Names of tracked models and of the managers by which other models reach them."""
    tracked: list[type[Model]] = [model for model in apps.get_models() if hasattr(model, "history")]
    reached = {
        str(relation.get_accessor_name())
        for model in apps.get_models()
        for relation in model._meta.related_objects
        if relation.related_model in tracked and relation.get_accessor_name()
    }
    return {model.__name__ for model in tracked} | reached


def untracked_changes(tree: ast.AST, tracked: set[str]) -> list[int]:
    return [
        call.lineno
        for call, chain in calls(tree)
        if chain[-1:] and chain[-1] in PASSES_HISTORY_BY and tracked & {*chain[:-1]}
    ]


def reader_queries(tree: ast.AST) -> list[int]:
    """Lines that ask for what no reader sees, or for publications other than live ones."""
    return [
        call.lineno
        for call, chain in calls(tree)
        if chain[1:2] == ("objects",)
        and (chain[0] in READERS_NEVER_SEE or (chain[0] == "Publication" and chain[2:3] != ("live",)))
    ]


def file_deletions(tree: ast.AST) -> list[int]:
    """Lines that name the deletion of a file of a store, called or handed on."""
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == "delete" and _last_name(node.value) in STORES
    ]


def file_writes(tree: ast.AST) -> list[int]:
    """Lines that write a file into a store, by the store or by a field of files."""
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == "save" and _last_name(node.value) in {*STORES, *FILES}
    ]


def _last_name(node: ast.AST) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def places(found: dict[str, list[int]]) -> list[str]:
    return [f"{path}:{line}" for path, numbers in found.items() for line in numbers]


def test_one_module_writes_a_status() -> None:
    found = {path: status_writes(tree) for path, tree in modules().items() if path not in WRITES_STATUS}

    assert places(found) == []


def test_one_module_makes_versions() -> None:
    found = {path: version_makings(tree) for path, tree in modules().items() if path not in MAKES_VERSIONS}

    assert places(found) == []


def test_tracked_rows_are_never_changed_past_their_history() -> None:
    tracked = tracked_names()

    found = {path: untracked_changes(tree, tracked) for path, tree in modules().items()}

    assert {"Article", "Text", "Reference", "ApprovalRule", "Membership"} <= tracked
    assert places(found) == []


def test_files_are_given_up_and_never_just_deleted() -> None:
    """By `articles/stored_files.py`, which does it again when the store is back."""
    found = {path: lines for path, tree in modules().items() if (lines := file_deletions(tree))}

    assert found.keys() == DELETES_FILES


def test_a_file_of_a_row_is_stored_where_it_goes_if_the_row_is_never_written() -> None:
    """By `stored_files.stored`, which notes it before."""
    found = {path: lines for path, tree in modules().items() if (lines := file_writes(tree))}

    assert found.keys() == STORES_FILES


def test_readers_are_answered_from_live_publications() -> None:
    found = {path: reader_queries(tree) for path, tree in modules().items() if path.startswith(READS_FOR_READERS)}

    assert "articles/views/reader.py" in found
    assert places(found) == []


@pytest.mark.parametrize(
    "source",
    [
        "version.status = Status.APPROVED",
        "former, version.status = version.status, to",
        "review.version.status: str = 'approved'",
        "setattr(version, 'status', 'approved')",
        "Version.objects.filter(pk=1).update(status='approved')",
    ],
)
def test_every_way_to_write_a_status_is_seen(source: str) -> None:
    assert status_writes(ast.parse(source)) == [1]


@pytest.mark.parametrize(
    "source",
    [
        "Text.objects.filter(article=article).update(body='')",
        "article.texts.update(body='')",
        "Text.objects.bulk_update(rows, [])",
    ],
)
def test_every_way_past_the_history_is_seen(source: str) -> None:
    assert untracked_changes(ast.parse(source), {"Text", "texts"}) == [1]


@pytest.mark.parametrize(
    "source", ["Version.objects.approved()", "Publication.objects.filter(live_from=None)", "Text.objects.get(pk=1)"]
)
def test_every_way_past_live_publications_is_seen(source: str) -> None:
    assert reader_queries(ast.parse(source)) == [1]


@pytest.mark.parametrize(
    "source", ["default_storage.save(name, content)", "made.file.save(name, content)", "keep = image.scan.storage.save"]
)
def test_every_way_to_store_a_file_is_seen(source: str) -> None:
    assert file_writes(ast.parse(source)) == [1]


@pytest.mark.parametrize(
    "source",
    [
        "default_storage.delete(name)",
        "transaction.on_commit(partial(default_storage.delete, name))",
        "brought.file.storage.delete(name)",
    ],
)
def test_every_way_to_delete_a_file_is_seen(source: str) -> None:
    assert file_deletions(ast.parse(source)) == [1]
