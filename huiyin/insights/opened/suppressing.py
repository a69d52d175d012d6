"""Small numbers are hidden (小数隐藏), and with them as many others as keep them from being worked out.

A count below ``least`` that is not none is *small*. Where one of a cut is small, larger ones of the same cut are hidden
too, until what is hidden has room: every small one could be any number below ``least``, also for whoever knows this
rule. Which larger ones is decided by a keyed order and never by their size, for the size would tell something. Where
there is no room the whole cut is hidden, its zeros included. A whole that is small hides everything below it.

What is published is a tree: a whole, cut in several ways, each cut a partition of the whole. No two cuts share a
hidden number, so that every equation holds one cut alone; tests/insights/test_opened.py tries all tables.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from huiyin.insights.small import small

Counts = Mapping[str, int]
#: In which order larger numbers are hidden: by the name of the cell, never by its number.
Order = Callable[[str], Any]


def hidden(cells: Counts, least: int, order: Order) -> frozenset[str]:
    """The cells of one cut that may not be told beside their sum.

    :param cells: a partition of a whole that is told, the empty ones too.
    :param least: the smallest number that may be read.
    """
    few = frozenset(name for name, many in cells.items() if small(many, least))
    if not few:
        return few
    needed = 2 * least - 2 + len(few)
    away = set(few)
    for name in sorted((name for name, many in cells.items() if many >= least), key=order):
        away.add(name)
        if sum(cells[each] for each in away) >= needed:
            return frozenset(away)
    return frozenset(cells)


def told(cells: Counts, least: int, order: Order) -> dict[str, int | None]:
    """Every cell with its number, ``None`` where it is hidden."""
    away = hidden(cells, least, order)
    return {name: None if name in away else many for name, many in cells.items()}


def opened(whole: int, cuts: Mapping[str, Counts], least: int, order: Order) -> dict[str, Any]:
    """A whole and its cuts as everybody may read them: ``{"whole": 41, "cuts": {"channel": {"web": 12, …}}}``.

    :raises ValueError: a cut does not add up to the whole, and so would tell what it leaves out.
    """
    for name, cells in cuts.items():
        if sum(cells.values()) != whole:
            raise ValueError(f"{name} adds up to {sum(cells.values())} and not to {whole}")
    if small(whole, least):
        return {"whole": None, "cuts": {name: dict.fromkeys(cells) for name, cells in cuts.items()}}
    return {"whole": whole, "cuts": {name: told(cells, least, _within(name, order)) for name, cells in cuts.items()}}


def _within(cut: str, order: Order) -> Order:
    return lambda cell: order(f"{cut}.{cell}")
