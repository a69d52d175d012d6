"""From when on the record asks an organ a question (信号): thresholds of no article, kept in ``data/law/signs``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from huiyin.law.sources.files import each_folder
from huiyin.law.sources.shapes import Record, Text, Whole, read


@dataclass(frozen=True, slots=True)
class Signs:
    """The thresholds in force.

    :param eve_days: answered within so many days before the last one; asked about from ``eve_percent`` of at least
        ``eve_least`` timed answers on.
    :param anew_days: registered under another number within so many days after an answer.
    :param content_back_days: came again within so many days after having said to be satisfied.
    :param same_matters: the same words in so many answers of at least ``same_characters``.
    :param held_short: whether it came back within so many days, or within ``held_long``.
    :param group_people: a visit of so many is a group visit; ``skipped_levels`` above who decides is a skip.
    :param served_days: service later than so many days after the signature.
    """

    version: str = ""
    eve_days: int = 2
    eve_percent: int = 25
    eve_least: int = 10
    anew_days: int = 180
    content_back_days: int = 90
    same_matters: int = 30
    same_characters: int = 20
    held_short: int = 90
    held_long: int = 180
    group_people: int = 5
    skipped_levels: int = 2
    served_days: int = 10


_signs: list[Signs] = [Signs()]


def signs() -> Signs:
    """Those of the file that was read last."""
    return _signs[-1]


def _numbers(**names: Whole) -> Record:
    return Record(names, needed=tuple(names))


_DAYS: Final = Whole(1, 3650)
_PARTS: Final = {
    "eve": _numbers(days=Whole(0, 60), percent=Whole(1, 100), least=Whole(1, 10_000)),
    "anew": _numbers(days=_DAYS),
    "content_back": _numbers(days=_DAYS),
    "same_words": _numbers(matters=Whole(2, 100_000), characters=Whole(1, 10_000)),
    "held": _numbers(short=_DAYS, long=_DAYS),
    "group": _numbers(people=Whole(2, 1000)),
    "skipped": _numbers(levels=Whole(1, 4)),
    "served": _numbers(days=_DAYS),
}
_NAMES: Final = {
    ("same_words", "matters"): "same_matters",
    ("same_words", "characters"): "same_characters",
}
FILE: Final = Record(
    {"version": Text("Changes with every change."), "source": Text("Where it comes from."), **_PARTS},
    needed=("version", "source"),
    about="Thresholds of the questions that the record asks an organ. What a file leaves out stays as it was.",
)


def _read(files: Sequence[Path]) -> None:
    for file in files:
        said = read(file, FILE)
        given = {
            _NAMES.get((part, name), f"{part}_{name}"): value
            for part in _PARTS
            if said[part] is not None
            for name, value in said[part].values.items()
        }
        _signs.append(replace(signs(), version=said["version"], **given))


each_folder("signs", _read)
