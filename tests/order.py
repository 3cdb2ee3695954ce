"""In which order the tests run: first what takes long, and side by side what shares something that takes long to make.

Each process of a run makes such a thing for itself, and none may be left alone with a long test at the end.
"""

from __future__ import annotations

import pytest

# Of `tests.installations`: made once by each process that needs them.
INSTALLATIONS = frozenset({"demo", "migrated", "migrated_on_postgresql"})


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=place)


def place(item: pytest.Item) -> int:
    if not INSTALLATIONS.isdisjoint(getattr(item, "fixturenames", ())):
        return 0
    if item.get_closest_marker("slow"):
        return 1
    return 2 if item.get_closest_marker("browser") else 3
