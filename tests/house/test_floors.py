"""A room may use only the floors below it: never one above, never one beside; nor name one in words or templates."""

import ast
import re
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
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
    ("oversight", "field"),
    ("meeting", "keeping"),
    ("gate",),
    ("portal", "desk", "api"),
    ("house",),
)
HEIGHT = {room: height for height, floor in enumerate(FLOORS) for room in floor}
MODULES = sorted(path for path in Path("huiyin").rglob("*.py") if len(path.parts) > 2)
DJANGO_FREE = (*FLOORS[0], *FLOORS[1])
TEMPLATES = sorted(path for path in Path("huiyin").rglob("templates/**/*") if path.is_file())
#: Pages of the public that other rooms tell people of.
TOLD = frozenset({
    "portal:law-article", "portal:order", "portal:panel", "portal:reception-days", "portal:room", "portal:room-word",
    "portal:short", "portal:track",
})  # fmt: skip
DOTTED = re.compile(r"huiyin\.(\w+)[\w.]*")
ADDRESS = re.compile(r"(\w+):[\w-]+")
#: Words in quotes: what a template extends, includes and links to.
QUOTED = re.compile(r"""["']([\w.:/-]+)["']""")
LOADED = re.compile(r"{% load ([\w ]+?)(?: from (\w+))? %}")


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


# What is named and not imported --------------------------------------------------------------------------------------


def named(text: str) -> Iterator[str]:
    """The rooms that one string names: as a module, as an address, as a template. The shell is of the house for all."""
    if (found := DOTTED.fullmatch(text)) or ((found := ADDRESS.fullmatch(text)) and text not in TOLD):
        yield found[1]
    elif "." in text:
        yield from rooms_of_templates().get(text, set()) - {"house"}


@cache
def rooms_of_templates() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for path in TEMPLATES:
        found.setdefault(str(path).partition("templates/")[2], set()).add(path.parts[1])
    return found


def too_high(user: str, texts: Iterator[str]) -> list[str]:
    return [text for text in texts for room in named(text) if room in HEIGHT and not may_use(user, room)]


def strings(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_no_string_names_what_stands_above() -> None:
    found = {str(path): too_high(path.parts[1], strings(path)) for path in MODULES if path.parts[1] != "house"}
    assert {path: names for path, names in found.items() if names} == {}


def test_no_template_uses_what_stands_above() -> None:
    own = {path.stem: path.parts[1] for path in Path("huiyin").rglob("templatetags/*.py")}
    found = {}
    for path in TEMPLATES:
        text, room = path.read_text(), path.parts[1]
        libraries = [name for names, library in LOADED.findall(text) for name in (library or names).split()]
        high = [name for name in libraries if own.get(name, "house") not in {"house", room}]
        found[str(path)] = [*too_high(room, iter(QUOTED.findall(text))), *high]
    assert {path: names for path, names in found.items() if names and not path.startswith("huiyin/house")} == {}


def test_every_kind_of_record_is_listed_and_made_of_what_its_room_may_use() -> None:
    from huiyin.record.kinds import KINDS
    from huiyin.record.models import Recorded

    procedures = {folder.parent.name for folder in Path("huiyin/law").glob("*/procedure.py")} - {"frame"}
    listed = {kind.procedure.facts.__module__.split(".")[2] for kind in KINDS}
    assert listed == procedures
    assert {kind.model for kind in KINDS} == {each for each in apps.get_models() if issubclass(each, Recorded)}
    for kind in KINDS:
        parts = (getattr(kind, field.name) for field in fields(kind))
        rooms = {each.__module__.split(".")[1] for each in parts if callable(each)}
        room = kind.model.__module__.split(".")[1]
        assert [each for each in rooms if not may_use(room, each)] == [], kind.key


def test_the_map_shows_every_room_on_its_floor() -> None:
    drawn = Path("ARCHITECTURE.md").read_text().partition("```\n")[2].partition("```")[0]
    rooms = [room for line in drawn.splitlines() for room in line.partition("  ")[0].split()]
    assert sorted(rooms) == sorted(HEIGHT)
    assert [HEIGHT[room] for room in rooms] == sorted(HEIGHT.values(), reverse=True)


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
