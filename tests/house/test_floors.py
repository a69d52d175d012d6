"""A room may use only the floors below it: never one above, never one beside."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps

FLOORS = (
    ("typed",),
    ("law", "vault"),
    ("wording", "store", "media"),
    ("people",),
    ("library",),
    ("papers",),
    ("record",),
    ("cases",),
    ("channels", "together", "insights", "joint", "reception"),
    ("oversight", "outreach", "field"),
    ("meeting",),
    ("gate",),
    ("portal", "desk", "api"),
    ("house",),
)
HEIGHT = {room: height for height, floor in enumerate(FLOORS) for room in floor}
MODULES = sorted(path for path in Path("huiyin").rglob("*.py") if len(path.parts) > 2)
DJANGO_FREE = (*FLOORS[0], *FLOORS[1])


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            yield from (f"{module}.{alias.name}" for alias in node.names) if module == "huiyin" else (module,)
            assert not node.level, f"{path}:{node.lineno} imports by dots"


def may_use(user: str, used: str) -> bool:
    return user == used or HEIGHT[used] < HEIGHT[user]


def rooms(path: Path) -> set[str]:
    parts = (name.split(".") for name in imported(path))
    return {names[1] for names in parts if names[0] == "huiyin" and len(names) > 1 and names[1] != "__version__"}


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_a_module_imports_only_from_floors_below(path: Path) -> None:
    assert [room for room in rooms(path) if not may_use(path.parts[1], room)] == []


@pytest.mark.parametrize("path", [path for path in MODULES if path.parts[1] in DJANGO_FREE], ids=str)
def test_the_ground_floor_knows_no_django(path: Path) -> None:
    assert [name for name in imported(path) if name.split(".")[0] == "django"] == []


@pytest.mark.parametrize(
    "path",
    sorted(path for room in ("frame", "sources", "chart") for path in Path("huiyin/law", room).glob("*.py")),
    ids=str,
)
def test_what_every_kind_of_record_shares_knows_no_kind(path: Path) -> None:
    kinds = {folder.name for folder in Path("huiyin/law").iterdir() if (folder / "procedure.py").exists()} - {"frame"}
    assert [
        name for name in imported(path) if name.split(".")[:2] == ["huiyin", "law"] and name.split(".")[2] in kinds
    ] == []


def test_every_room_stands_on_a_floor() -> None:
    assert {path.parts[1] for path in MODULES} <= set(HEIGHT)


def test_foreign_keys_point_only_downwards() -> None:
    edges = (
        (model._meta.app_label, field.related_model._meta.app_label, f"{model.__name__}.{field.name}")
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.concrete and field.is_relation and field.related_model
    )
    ours = ((user, used, name) for user, used, name in edges if user in HEIGHT and used in HEIGHT)
    assert [name for user, used, name in ours if not may_use(user, used)] == []
