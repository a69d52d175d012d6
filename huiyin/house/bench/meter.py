"""What processes have cost: CPU time from /proc, so that waiting, noise and other people's work do not count."""

from __future__ import annotations

import os
import statistics
import time
from pathlib import Path
from threading import Event, Thread

EVERY_SECONDS = 0.25
TICK_MS = 1000 / os.sysconf("SC_CLK_TCK")
_PARENT, _USER, _CHILDREN_SYSTEM = 1, 11, 14


def cpu_ms(root: int) -> float:
    """CPU milliseconds of a process and everything that descends from it, also of descendants that have ended."""
    stats = _all()
    family, found = {root}, {root}
    while found:
        found = {pid for pid, stat in stats.items() if int(stat[_PARENT]) in family} - family
        family |= found
    return sum(_own_and_ended(stats[pid]) for pid in family if pid in stats) * TICK_MS


class Yardstick:
    """Does a piece of work that is always the same, again and again while others work, and tells what it cost.

    On a busy machine everything costs more CPU time, because processors share their caches; by this figure results of
    different hours can be compared.
    """

    def __init__(self) -> None:
        self._costs: list[float] = []
        self._over = Event()
        self._thread = Thread(target=self._measure)

    def __enter__(self) -> Yardstick:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    @property
    def cpu_ms(self) -> float:
        """The median cost in CPU milliseconds."""
        return statistics.median(self._costs)

    def _measure(self) -> None:
        while not self._costs or not self._over.wait(EVERY_SECONDS):
            self._costs.append(_work())


def _work() -> float:
    before, sums = time.thread_time(), [0] * 97
    for number in range(100_000):
        sums[number % 97] += number * 3
    return (time.thread_time() - before) * 1000


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
