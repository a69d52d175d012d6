"""Small counts (小数): the one place that says which are too small to be told, to whom, and what is told instead.

Reports of wrongdoing stand in no figure that somebody reads who may not read them (huiyin.insights.figures), so no
small count can be one of them. What is left speaks of few people: whoever reads no matter is not told it, nor is the
public, and it cannot be worked out from what stands beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from django.conf import settings

from huiyin.law.frame.facts import Actor
from huiyin.law.reading import WORKERS

T = TypeVar("T")


def smallest_for(actor: Actor | None) -> int:
    """From which count on somebody is told; 0 where all are, because they read the matters themselves.

    :param actor: ``None`` is the public.
    """
    reads = actor is not None and bool(actor.roles & WORKERS)
    return 0 if reads else int(settings.HUIYIN_SMALLEST_COUNT)


def small(count: int, smallest: int) -> bool:
    """Whether a count tells of few; none is no secret."""
    return 0 < count < smallest


def large(counts: Mapping[T, int], smallest: int) -> Sequence[tuple[T, int]]:
    """Of parts of a whole those that may be told, the largest first; the others together are never small."""
    shown = sorted(counts.items(), key=lambda pair: (-pair[1], str(pair[0])))
    told = [pair for pair in shown if not small(pair[1], smallest)]
    few = sum(counts.values()) - sum(count for _, count in told)
    while told and small(few, smallest):
        few += told.pop()[1]
    return told
