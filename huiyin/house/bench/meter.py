"""What processes have cost: CPU time from /proc, so that waiting, noise and other people's work do not count."""

from __future__ import annotations

import os
import time
from pathlib import Path

TICK_MS = 1000 / os.sysconf("SC_CLK_TCK")
_PARENT, _USER, _CHILDREN_SYSTEM = 1, 11, 14


def cpu_ms(root: int) -> float:
    """CPU milliseconds of a process and everything that descends from it, also of descendants that have ended."""
    stats = _all()
    family, found = {root}, True
    while found:
        found = {pid for pid, stat in stats.items() if int(stat[_PARENT]) in family} - family
        family |= found
    return sum(_own_and_ended(stats[pid]) for pid in family if pid in stats) * TICK_MS


def yardstick_ms() -> float:
    """CPU milliseconds of a piece of work that is always the same: by it figures of a busy machine can be compared."""
    before, sums = time.process_time(), [0] * 97
    for number in range(200_000):
        sums[number % 97] += number * 3
    return (time.process_time() - before) * 1000


def _all() -> dict[int, list[str]]:
    stats = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                stats[int(folder.name)] = (folder / "stat").read_text().rpartition(") ")[2].split()
            except OSError:  # it ended just now
                continue
    return stats


def _own_and_ended(stat: list[str]) -> int:
    return sum(int(ticks) for ticks in stat[_USER : _CHILDREN_SYSTEM + 1])
