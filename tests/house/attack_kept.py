"""What of an attack is done, written down as each test ends: whoever stops it loses no more than the one that ran.

A plugin of pytest (``-p tests.house.attack_kept``). ``ATTACK_KEPT`` names the file; of a part that was begun what ended
is left out. A test that could not be set up has not ended.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

#: How a test ends where all held, and where something was noticed.
HELD, FOUND = "held", "found"
#: Stands for all tests of a part: it is through.
WHOLE = "*"


@dataclass(frozen=True, slots=True)
class Ended:
    """One line of the file: which part, which test of it, how it ended."""

    part: str
    test: str
    how: str


def ended(kept: Path) -> Iterator[Ended]:
    """What ended, the newest last; a line that was cut off while it was written is none."""
    for line in kept.read_text("utf-8").splitlines() if kept.exists() else ():
        words = line.split(" ")
        if len(words) == 3 and words[2] in (HELD, FOUND):
            yield Ended(*words)


def write(kept: Path, *lines: Ended) -> None:
    """Add lines; on the disk when this returns."""
    with kept.open("a", encoding="utf-8") as file:
        file.writelines(f"{each.part} {each.test} {each.how}\n" for each in lines)
        file.flush()
        os.fsync(file.fileno())


def _kept() -> tuple[Path, str]:
    return Path(os.environ["ATTACK_KEPT"]), os.environ["ATTACK_PART"].partition("/")[0]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    kept, part = _kept()
    done = {each.test for each in ended(kept) if each.part == part}
    items[:] = [item for item in items if item.name not in done]


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.when == "call" or report.skipped:
        kept, part = _kept()
        write(kept, Ended(part, report.nodeid.rpartition("::")[2], FOUND if report.failed else HELD))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A part is through when each of its tests has ended, also those of an earlier call."""
    kept, part = _kept()
    of_part = {each.test: each.how for each in ended(kept) if each.part == part}
    if session.items is not None and all(item.name in of_part for item in session.items) and not session.shouldstop:
        write(kept, Ended(part, WHOLE, FOUND if FOUND in of_part.values() else HELD))
