"""What is promised at the window of a reception room, and how a year of it is appraised: data of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

import yaml

from huiyin.people.models import RoomPart, RoomText, in_force
from huiyin.reception.leading import newest


@dataclass(frozen=True, slots=True)
class Standard:
    """One version.

    :param promises: what a visitor may expect; ``say`` and ``never`` what is said at the window and what is not.
    :param access: what a room can have for those who need it, by key; ``reasons`` why somebody was not content.
    :param weights: what each indicator of the appraisal counts; one with fewer than ``least`` cases is only shown.
    """

    version: str
    source: str
    wait_minutes: int
    promises: tuple[str, ...]
    say: tuple[str, ...]
    never: tuple[str, ...]
    access: Mapping[str, str]
    reasons: Mapping[str, str]
    weights: Mapping[str, int]
    least: int


def standard_of(year: int) -> Standard:
    """The version for a year: the newest file that is not of a later one."""
    return _read(newest("room", year))


def standard_at(organ: int, on: date) -> Standard:
    """The same with what this room says of itself on a day, part by part, where somebody wrote it at the desk."""
    standard, own = standard_of(on.year), texts_of(organ, on)
    if not own:
        return standard
    return replace(
        standard, promises=own.get(RoomPart.PROMISE, standard.promises), say=own.get(RoomPart.SAY, standard.say),
        never=own.get(RoomPart.NEVER, standard.never),
    )  # fmt: skip


def texts_of(organ: int, on: date) -> dict[RoomPart, tuple[str, ...]]:
    """What a room says of itself instead of the standard, by part."""
    found: dict[RoomPart, tuple[str, ...]] = {}
    for part, words in RoomText.objects.filter(in_force(on), organ=organ).order_by("line").values_list("part", "words"):
        found[RoomPart(part)] = (*found.get(RoomPart(part), ()), words)
    return found


@cache
def _read(path: Path) -> Standard:
    said = yaml.safe_load(path.read_text(encoding="utf-8"))
    return Standard(
        version=str(said["version"]),
        source=str(said["source"]),
        wait_minutes=int(said["wait_minutes"]),
        promises=tuple(map(str, said["standard"])),
        say=tuple(map(str, said["say"])),
        never=tuple(map(str, said["never"])),
        access={str(key): str(words) for key, words in said["access"].items()},
        reasons={str(key): str(words) for key, words in said["reasons"].items()},
        weights={str(key): int(weight) for key, weight in said["weights"].items()},
        least=int(said["least"]),
    )
