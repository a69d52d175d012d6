"""Reading a story: how a matter was brought, and what was done with it on which day.

A step is one line: a day counted from the day of loading, perhaps a time, the act, perhaps who did it, then the
particulars of huiyin.law.matter.forms: ``- -46 10:20 transfer by chenhao: {to_organ: lx-slj, reason: …}``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from typing import Any

import yaml

from huiyin.house.config import ROOT
from huiyin.law.matter.forms import FORMS
from huiyin.law.terms import Act, Channel, ClaimKind, Ground

FOLDER = ROOT / "data" / "demo" / "matters"
#: The loader in C reads ten times as fast, where the library has it.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_STEP = re.compile(r"(?P<day>-?\d+)(?: (?P<time>\d\d:\d\d))? (?P<act>[a-z_]+)(?: by (?P<by>\S+))?")
_OPENING = frozenset(
    (
        *("channel", "sub_channel", "to", "by", "place", "who", "with", "title", "text", "claims", "petitioners"),
        *("present", "helper", "read_back", "follows", "external"),
    )
)
_BESIDE = {Act.SUPPLEMENT: {"channel"}, Act.SPLIT: {"child"}}


class StoryFault(Exception):
    """A story that cannot be read or played; the message names it."""


@dataclass(frozen=True, slots=True)
class When:
    """A day counted from the day of loading, and a time of day if the story gives one."""

    day: int
    time: time | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One act. ``by`` is a username, petitioner, system or role@organ; without it, whoever must act next."""

    when: When
    act: Act
    by: str | None
    given: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """A step as it is written, of a record of any kind."""

    when: When
    act: str
    by: str | None
    given: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Class:
    """What kind of claim it is, as the office will find."""

    kind: ClaimKind
    ground: Ground | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """One matter. A matter that is split off has no opening of its own: ``when`` and ``opening`` are empty."""

    key: str
    when: When | None
    opening: Mapping[str, Any]
    classes: Mapping[str, Class]
    steps: tuple[Step, ...]

    @property
    def channel(self) -> Channel:
        return Channel(self.opening["channel"])


def read_stories(folder: Path) -> list[Story]:
    """Every story of every file in a folder, in the order of the files.

    :raises StoryFault: with the story's name, when something in it is not known.
    """
    stories = [story for path in sorted(folder.glob("*.yaml")) for story in _read(path)]
    keys = [story.key for story in stories]
    twice = {key for key in keys if keys.count(key) > 1}
    if twice:
        raise StoryFault(f"told twice: {', '.join(sorted(twice))}")
    return stories


def _read(path: Path) -> Iterator[Story]:
    for key, told in yaml.load(path.read_text(encoding="utf-8"), LOADER).items():
        try:
            yield _story(key, told)
        except (ValueError, KeyError, TypeError) as fault:
            raise StoryFault(f"{path.name}, {key}: {fault}") from fault


def _story(key: str, told: dict[str, Any]) -> Story:
    day, hour, steps = told.pop("day", None), told.pop("time", None), told.pop("steps", [])
    split_off = told.pop("split_off", None)
    _known(told, _OPENING)
    classes = split_off or [claim.pop("class") for claim in told["claims"]]
    return Story(
        key=key,
        when=None if split_off else When(day, _time(hour)),
        opening=told,
        classes={str(number): _class(words) for number, words in enumerate(classes, 1)},
        steps=tuple(_step(step) for step in steps),
    )


def read_line(told: str | dict[str, Any]) -> Line:
    """One line of the steps of a story.

    :raises ValueError: it is none.
    """
    line, given = (told, {}) if isinstance(told, str) else next(iter(told.items()))
    parts = _STEP.fullmatch(line)
    if parts is None:
        raise ValueError(f"“{line}” is no step")
    return Line(When(int(parts["day"]), _time(parts["time"])), parts["act"], parts["by"], given)


def _step(told: str | dict[str, Any]) -> Step:
    line = read_line(told)
    act = Act(line.act)
    _known(line.given, {field.name for field in FORMS[act]} | _BESIDE.get(act, set()))
    return Step(line.when, act, line.by, line.given)


def _class(words: str) -> Class:
    kind, _, ground = words.partition(" ")
    return Class(ClaimKind(kind), Ground(ground) if ground else None)


def _time(words: str | None) -> time | None:
    return time.fromisoformat(words) if words else None


def _known(given: Mapping[str, Any], names: frozenset[str] | set[str]) -> None:
    strange = set(given) - names
    if strange:
        raise ValueError(f"unknown: {', '.join(sorted(strange))}")
