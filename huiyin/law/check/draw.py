"""The draw (抽取): by chance with a published seed, so that everybody who has seed and numbers draws the same.

Each number has a rank, the SHA-256 of seed and number. The lowest ranks are drawn; a matter that is not drawn changes
nothing of the others' ranks. By risk the rest is ordered by how much the journal shows of its handling, then by rank.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


def digest_of(numbers: Iterable[str]) -> str:
    """What fixes the frame of a draw before anybody knows the seed."""
    return hashlib.sha256("\n".join(sorted(numbers)).encode()).hexdigest()


def rank(seed: str, number: str) -> str:
    return hashlib.sha256(f"{seed}:{number}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Drawn:
    """A sample: by chance, by risk, and which of both are read twice."""

    chance: tuple[str, ...]
    risk: tuple[str, ...]
    twice: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """How many are to be drawn by chance, how many by risk; of all of them ``twice`` of a hundred, at least ``least``,
    are read a second time."""

    chance: int
    risk: int
    twice: int
    least: int


def draw(numbers: Sequence[str], seed: str, wanted: Wanted, risks: Mapping[str, int]) -> Drawn:
    """The sample.

    :param risks: how many marks of risk a matter bears; what bears none is not drawn for risk.
    """
    ordered = sorted(numbers, key=lambda number: rank(seed, number))
    chance, rest = ordered[: wanted.chance], ordered[wanted.chance :]
    risky = sorted((each for each in rest if risks.get(each)), key=lambda each: (-risks[each], rank(seed, each)))
    drawn = [*chance, *risky[: wanted.risk]]
    again = sorted(drawn, key=lambda number: rank(f"{seed}:twice", number))
    many = max(wanted.least, -(-len(drawn) * wanted.twice // 100)) if wanted.twice else 0
    return Drawn(tuple(chance), tuple(risky[: wanted.risk]), tuple(sorted(again[:many])))
