"""How surely lines of danger are seen that were not learned from: the written lines in folds, and lines kept aside."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from huiyin.law.chart.routes import examples
from huiyin.law.danger import by_phrases
from huiyin.law.danger_lines import Likeness, lines

FOLDS: Final = 5
#: A line with its kind, which is empty for an ordinary one.
Line = tuple[str, str]


def left_out(seed: int) -> list[tuple[str, str, bool]]:
    """Every line with its kind, and whether it is seen by what was learned from the other folds."""
    dangers, ordinary = lines()
    every: list[Line] = [(kind, line) for kind, some in dangers.items() for line in some]
    every += [("", line) for line in ordinary]
    random.Random(seed).shuffle(every)
    return [answer for at in range(FOLDS) for answer in _fold(every, at)]


def _fold(every: Sequence[Line], at: int) -> Iterator[tuple[str, str, bool]]:
    mine, others = every[at::FOLDS], [each for place, each in enumerate(every) if place % FOLDS != at]
    kinds = dict.fromkeys(kind for kind, _ in others if kind)
    of_kind = {kind: [line for each, line in others if each == kind] for kind in kinds}
    usual = [line for kind, line in others if not kind]
    like = Likeness.of(of_kind, [*usual, *(each for each in examples() if not by_phrases(each))])
    for kind, line in mine:
        yield kind, line, bool(by_phrases(line)) or bool(like.told(line))


def shares(answers: Iterable[tuple[str, str, bool]]) -> tuple[float, float]:
    """Recall and precision."""
    said = [(bool(kind), seen) for kind, _, seen in answers]
    right = said.count((True, True))
    return right / (right + said.count((True, False))), right / max(right + said.count((False, True)), 1)
