"""What a value in a file of the law may be: a shape reads it, refuses it with its line, and describes itself.

The published schema (``data/law/schema``) is drawn from the very shapes that read the files, so the two cannot differ.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Protocol

import yaml

from huiyin.law.sources.files import BadFile, document, line_of, pairs
from huiyin.law.words import Phrase

Schema = dict[str, Any]


class Shape(Protocol):
    """Reads a value, or says why it cannot; and says in JSON Schema what it takes."""

    def read(self, at: Spot) -> Any: ...

    def schema(self) -> Schema: ...


@dataclass(frozen=True, slots=True)
class Spot:
    """A value in a file. ``path`` says where in it: ``periods.handle.days``."""

    file: Path
    node: yaml.Node
    path: str = ""

    def wrong(self, why: str) -> BadFile:
        return BadFile(self.file, line_of(self.node), self.path or "file", why)

    def within(self, node: yaml.Node, name: str) -> Spot:
        return Spot(self.file, node, f"{self.path}.{name}" if self.path else name)

    def entry(self, name: str) -> Spot:
        """The value that stands under a name, where this is a table."""
        return next((self.within(node, said) for said, _, node in _entries(self) if said == name), self)

    @property
    def plain(self) -> str:
        """The text of a single value.

        :raises BadFile: it is a list or a table.
        """
        if not isinstance(self.node, yaml.ScalarNode):
            raise self.wrong("must be a single value")
        return str(self.node.value)


@dataclass(frozen=True, slots=True)
class Read:
    """What a record held, each value with its place: ``read["key"]``, ``read.spot("key").wrong(…)``."""

    at: Spot
    values: Mapping[str, Any]
    spots: Mapping[str, Spot]

    def __getitem__(self, name: str) -> Any:
        return self.values.get(name)

    def __contains__(self, name: str) -> bool:
        return name in self.values

    def spot(self, name: str) -> Spot:
        return self.spots.get(name, self.at)


@dataclass(frozen=True, slots=True)
class Text:
    """Words. ``pattern`` what they must look like, ``like`` an example of it."""

    about: str = ""
    pattern: str = ""
    like: str = ""

    def read(self, at: Spot) -> str:
        said = at.plain.strip()
        if not said:
            raise at.wrong("is empty")
        if self.pattern and not re.fullmatch(self.pattern, said):
            raise at.wrong(f"{said!r} is not written like {self.like}")
        return said

    def schema(self) -> Schema:
        pattern = {"pattern": f"^(?:{self.pattern})$", "examples": [self.like]} if self.pattern else {"minLength": 1}
        return _about(self.about, {"type": ["string", "number"] if self.pattern else "string", **pattern})


@dataclass(frozen=True, slots=True)
class Day:
    about: str = ""

    def read(self, at: Spot) -> date:
        try:
            return date.fromisoformat(at.plain)
        except ValueError:
            raise at.wrong(f"{at.plain!r} is no day; write 2026-03-02") from None

    def schema(self) -> Schema:
        return _about(self.about, {"type": "string", "format": "date"})


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number within bounds."""

    least: int = 0
    most: int = 3650
    about: str = ""

    def read(self, at: Spot) -> int:
        said = at.plain
        if not re.fullmatch(r"\d{1,6}", said) or not self.least <= int(said) <= self.most:
            raise at.wrong(f"{said!r} is no whole number from {self.least} to {self.most}")
        return int(said)

    def schema(self) -> Schema:
        return _about(self.about, {"type": "integer", "minimum": self.least, "maximum": self.most})


@dataclass(frozen=True, slots=True)
class Flag:
    about: str = ""

    def read(self, at: Spot) -> bool:
        if at.plain not in ("true", "false"):
            raise at.wrong(f"{at.plain!r} is neither true nor false")
        return at.plain == "true"

    def schema(self) -> Schema:
        return _about(self.about, {"type": "boolean"})


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of certain words."""

    words: tuple[str, ...]
    about: str = ""

    def read(self, at: Spot) -> str:
        if at.plain not in self.words:
            raise at.wrong(f"there is no {at.plain!r} here{_likely(at.plain, self.words)}")
        return at.plain

    def schema(self) -> Schema:
        return _about(self.about, {"enum": list(self.words)})


@dataclass(frozen=True, slots=True)
class Many:
    """A list of values of one shape."""

    of: Shape
    about: str = ""

    def read(self, at: Spot) -> tuple[Any, ...]:
        if not isinstance(at.node, yaml.SequenceNode):
            raise at.wrong("must be a list")
        return tuple(self.of.read(at.within(node, str(number))) for number, node in enumerate(at.node.value, 1))

    def schema(self) -> Schema:
        return _about(self.about, {"type": "array", "items": self.of.schema()})


@dataclass(frozen=True, slots=True)
class Table:
    """Names, each with a value of one shape. ``names`` are the ones there are, where not every name will do."""

    of: Shape
    key: Shape
    about: str = ""

    def read(self, at: Spot) -> dict[Any, Any]:
        return {
            self.key.read(at.within(name, said)): self.of.read(at.within(node, said))
            for said, name, node in _entries(at)
        }

    def schema(self) -> Schema:
        # In JSON every name is text, also one that YAML would read as a number.
        names = {key: value for key, value in self.key.schema().items() if key in ("enum", "pattern")}
        return _about(self.about, {"type": "object", "propertyNames": names, "additionalProperties": self.of.schema()})


@dataclass(frozen=True, slots=True)
class Record:
    """Certain names, each with a shape of its own; those of ``needed`` must be there."""

    fields: Mapping[str, Shape]
    needed: tuple[str, ...] = ()
    about: str = field(default="")

    def read(self, at: Spot) -> Read:
        values, spots = {}, {}
        for said, name, node in _entries(at):
            if said not in self.fields:
                raise at.within(name, said).wrong(f"nothing is called so here{_likely(said, self.fields)}")
            spots[said] = at.within(node, said)
            values[said] = self.fields[said].read(spots[said])
        for wanted in self.needed:
            if wanted not in values:
                raise at.wrong(f"{wanted!r} is missing")
        return Read(at, values, spots)

    def schema(self) -> Schema:
        fields = {name: shape.schema() for name, shape in self.fields.items()}
        described = {"type": "object", "properties": fields, "additionalProperties": False}
        return _about(self.about, described | ({"required": list(self.needed)} if self.needed else {}))


def read(file: Path, shape: Record) -> Read:
    """One file of the law.

    :raises BadFile: with file, line, what and why.
    """
    return shape.read(Spot(file, document(file)))


def filled(at: Spot, sentence: Phrase) -> Phrase:
    """A sentence with holes, if they can be filled.

    :raises BadFile: it has a hole for something that nobody says.
    """
    try:
        str(sentence)
    except (LookupError, ValueError):
        holes = ", ".join(f"{{{name}}}" for name, _ in sentence.args)
        raise at.wrong(f"has a hole that nobody fills; there is {holes}") from None
    return sentence


def _entries(at: Spot) -> Iterable[tuple[str, yaml.Node, yaml.Node]]:
    if not isinstance(at.node, yaml.MappingNode):
        raise at.wrong("must be a table of names and values")
    seen: set[str] = set()
    for name, node in pairs(at.node):
        said = at.within(name, "").plain
        if said in seen:
            raise at.within(name, said).wrong("stands here twice")
        seen.add(said)
        yield said, name, node


def _likely(said: str, words: Iterable[str]) -> str:
    near = get_close_matches(said, list(words), 3, 0.5)
    return f"; perhaps {' or '.join(near)}" if near else f"; there are: {', '.join(list(words)[:40])}"


def _about(about: str, schema: Schema) -> Schema:
    return {"description": about, **schema} if about else schema
