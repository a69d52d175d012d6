"""Four clerks press the button at once, on a real database file and on a real PostgreSQL: nobody is called twice."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.office import ROOT, Office, postgresql, sqlite

VISITORS = 40
CLERKS = ("wanglan", "linxiaoman", "chenhao", "zhaoning")
FILL = """
from huiyin.reception.tickets import Visitor, take
from tests.city import MONDAY, organ
for _ in range({n}): take(Visitor("new"), organ=organ("qc-xfj"), at=MONDAY)
"""


@pytest.fixture(scope="module", params=[sqlite, postgresql])
def called(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[list[str]]]:
    folder: Path = tmp_path_factory.mktemp("room")
    office = Office(folder, request.param(folder))
    office.ask(FILL.format(n=VISITORS))
    command = [sys.executable, "tests/reception/caller.py"]
    clerks = [
        subprocess.Popen([*command, name], cwd=ROOT, env=office.environ, stdout=subprocess.PIPE, text=True)
        for name in CLERKS
    ]
    yield [clerk.communicate(timeout=120)[0].split() for clerk in clerks]


def test_no_ticket_is_called_twice(called: list[list[str]]) -> None:
    everything = [ticket for clerk in called for ticket in clerk]
    assert len(everything) == len(set(everything))


def test_nobody_is_left_waiting(called: list[list[str]]) -> None:
    assert {ticket for clerk in called for ticket in clerk} == {f"A{n:02d}" for n in range(1, VISITORS + 1)}
