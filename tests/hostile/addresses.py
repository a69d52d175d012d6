"""Every address, and every name under which one of its forms or links sends something: read from the program itself."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django import forms
from django.urls import URLPattern, URLResolver, get_resolver

from huiyin.law.matter.forms import FORMS

_HOLE = re.compile(r"<(?:(\w+):)?(\w+)>")
_NAMES = (
    re.compile(r'\.(?:get|getlist|said|pop)\(\s*"([\w-]+)"'),
    re.compile(r'(?:GET|POST|FILES|typed|said|given)\[\s*"([\w-]+)"\s*\]'),
    re.compile(r'"([\w-]+)" in (?:request\.)?(?:GET|POST|said|typed)'),
)
_FIELD = re.compile(r'\bname="([\w-]+)"')


@dataclass(frozen=True)
class Address:
    route: str
    view: Any

    @property
    def holes(self) -> list[tuple[str, str]]:
        return [(kind or "str", name) for kind, name in _HOLE.findall(self.route)]

    def filled(self, **values: object) -> str:
        return "/" + _HOLE.sub(lambda hole: str(values[hole[2]]), self.route)

    @property
    def names(self) -> list[str]:
        """What the view's own module reads."""
        source = inspect.getsource(inspect.getmodule(inspect.unwrap(self.view)))
        return sorted({name for pattern in _NAMES for name in pattern.findall(source)})


def addresses() -> list[Address]:
    return list(_walk(get_resolver().url_patterns, ""))


def _walk(patterns: Any, before: str) -> Iterator[Address]:
    for each in patterns:
        if isinstance(each, URLResolver):
            yield from _walk(each.url_patterns, before + str(each.pattern))
        elif isinstance(each, URLPattern):
            yield Address(before + str(each.pattern), each.callback)


@cache
def all_names() -> tuple[str, ...]:
    """Every name any form, template or view knows."""
    found = {name for path in Path("huiyin").rglob("*.html") for name in _FIELD.findall(path.read_text())}
    for room in ("portal", "desk", "gate", "house"):
        for path in (Path("huiyin") / room).rglob("*.py"):
            found |= {name for pattern in _NAMES for name in pattern.findall(path.read_text())}
    found |= {name for form in _forms(forms.BaseForm) for name in getattr(form, "base_fields", {})}
    found |= {f"{field.name}{end}" for row in FORMS.values() for field in row for end in ("", "_typed")}
    found |= {f"{table}-1-{part}" for table in ("claims", "outcomes", "classes", "routes") for part in _PARTS}
    return tuple(sorted(found))


_PARTS = ("request", "facts", "reasons", "kind", "ground", "outcome", "finding", "basis", "execute_by", "route")


def _forms(kind: type[Any]) -> Iterator[type[Any]]:
    for each in kind.__subclasses__():
        yield each
        yield from _forms(each)
