"""Organs that most places have (``data/usual``), as a sheet to begin from: nobody types thirty departments."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from django.conf import settings

from huiyin.law.chart.organs import Level, OrganKind
from huiyin.people.models import Division, Organ

#: What stands in the file for the government of the place around it.
_AROUND: Final = "^"


@dataclass(frozen=True, slots=True)
class Usual:
    """An organ that a place most likely has and that is not there yet; ``under`` is its superior's key, or empty."""

    key: str
    code: str
    kind: str
    name: str
    short: str
    under: str
    words: str


@cache
def _known() -> tuple[dict[str, str], ...]:
    path = Path(settings.BASE_DIR) / "data" / "usual" / "organs.csv"
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return tuple(csv.DictReader(lines))


def usual(area: str) -> Iterator[Usual]:
    """What is missing in an area, place by place, the larger ones first.

    :param area: the leading digits of its code.
    """
    places = list(Division.objects.filter(code__startswith=area).order_by("code").values_list("code", "name", "level"))
    names = set(Organ.objects.values_list("name", flat=True))
    governments = dict(Organ.objects.filter(kind=OrganKind.GOVERNMENT.value).values_list("code", "key"))
    for code, name, level in places:
        for row in _rows_of(level, name):
            whole = row["name"].format(place=name)
            if whole in names or (row["kind"] == OrganKind.GOVERNMENT and code in governments):
                continue
            key = _key(code, Level(level), row["key"])
            if row["kind"] == OrganKind.GOVERNMENT:
                governments[code] = key
            under = _above(row["under"], code, Level(level), governments)
            yield Usual(key, code, row["kind"], whole, row["short"].format(place=name), under, row["words"])


def _rows_of(level: str, place: str) -> list[dict[str, str]]:
    rows: dict[str, dict[str, str]] = {}
    for row in _known():
        if row["level"] == level and place.endswith(row["ends"]):
            rows.setdefault(row["key"], row)
    return list(rows.values())


def _key(code: str, level: Level, key: str) -> str:
    return f"{code[: level.width]}-{key}"


def _above(under: str, code: str, level: Level, governments: dict[str, str]) -> str:
    """The key of what stands above: in the same place, or the government of the nearest place around that has one."""
    if under == _AROUND:
        around = (each for each in Level if each.is_above(level))
        found = (governments.get(code[: each.width].ljust(12, "0")) for each in reversed(list(around)))
        return next((key for key in found if key), "")
    if under == "zf":
        return governments.get(code, "")
    return _key(code, level, under) if under else ""
