"""Two versions of the code beside each other: the same city in each, the same requests, one after the other.

What one hour's figures say of another hour's is worth little on a machine that others share. Here both sites serve at
the same time and are asked in turns, so that whatever disturbs one disturbs the other; what is told is the middle of
the ratios of turns.
"""

from __future__ import annotations

import json
import statistics
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from huiyin.house.bench import counted as counting
from huiyin.house.bench.fill import CASTS
from huiyin.house.bench.measure import visited
from huiyin.house.bench.site import Server, serving, sites
from huiyin.house.config import ROOT
from huiyin.house.welcome import aligned

ASKED = (
    "intake", "act", "my queue", "organ queue", "case page", "form of an act", "search: words", "search: number",
)  # fmt: skip
HEADINGS = ("", "before, CPU ms", "now", "now : before", "of turns from", "to")


@dataclass(frozen=True, slots=True)
class Pair:
    """One kind of request in both versions, turn by turn.

    :param before: CPU milliseconds a request, application and database, of the other checkout; ``now`` of this one.
    """

    what: str
    before: list[float]
    now: list[float]

    @property
    def ratios(self) -> list[float]:
        return sorted(now / before for before, now in zip(self.before, self.now, strict=True))


def beside(
    other: Path, vendor: str, cases: int, seed: int, turns: int, seconds: float, told: Callable[[str], None]
) -> Iterator[Pair]:
    """Fill a site of each version with as many matters and ask both in turns.

    :param other: the checkout of the other version; it has to have a bench of its own.
    :param seconds: how long each kind of request is asked of each in a turn.
    """
    with ExitStack() as stack:
        servers = []
        for root in (other, ROOT):
            told(f"{vendor}, {cases:,} matters: filling {root}")
            site = next(stack.enter_context(sites(vendor, root)))
            site.inside("fill", cases, seed)
            casts = json.loads((site.folder / CASTS).read_text())
            servers.append((stack.enter_context(serving(site)), casts))
        for what in ASKED:
            told(what)
            spent: tuple[list[float], list[float]] = ([], [])
            for turn in range(turns):
                for side in (0, 1) if turn % 2 else (1, 0):
                    spent[side].append(_asked(*servers[side], what, seconds))
            yield Pair(what, *spent)


def _asked(server: Server, casts: list[Any], what: str, seconds: float) -> float:
    return visited(server, casts, what, 1, seconds, None).cpu_ms


def counted(
    other: Path, vendor: str, cases: int, seed: int, told: Callable[[str], None]
) -> dict[str, tuple[float, float]]:
    """Function calls a request of each version takes, by what was asked: no clock, so nothing disturbs it."""
    found = []
    for root in (other, ROOT):
        told(f"{vendor}, {cases:,} matters: filling {root}")
        with sites(vendor, root) as some:
            site = next(some)
            site.inside("fill", cases, seed)
            found.append(json.loads(site.run("-c", Path(counting.__file__).read_text("utf-8"), json.dumps(ASKED))))
    return {what: (found[0][what], found[1][what]) for what in ASKED}


def counted_table(vendor: str, cases: int, found: Mapping[str, tuple[float, float]]) -> str:
    rows = [("", "before, calls", "now", "now : before")]
    rows += [(what, f"{a:,.0f}", f"{b:,.0f}", f"{b / a:.3f}") for what, (a, b) in found.items()]
    return "\n".join([f"{vendor}, {cases:,} matters", *("  " + line for line in aligned(rows)), ""])


def pairs_table(vendor: str, cases: int, pairs: Iterable[Pair]) -> str:
    rows = [HEADINGS, *(_row(each) for each in pairs)]
    return "\n".join([f"{vendor}, {cases:,} matters", *("  " + line for line in aligned(rows)), ""])


def _row(pair: Pair) -> tuple[str, ...]:
    middle = [statistics.median(each) for each in (pair.before, pair.now, pair.ratios)]
    costs = (f"{middle[0]:.2f}", f"{middle[1]:.2f}", f"{middle[2]:.2f}")
    return (pair.what, *costs, f"{pair.ratios[0]:.2f}", f"{pair.ratios[-1]:.2f}")
