"""A process killed between two effects: whoever comes next finishes what was begun, once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import huiyin
from huiyin.vault.points import POINTS
from tests.office import Office, postgresql, sqlite

ROOM = Path(huiyin.__file__).parent


def test_every_point_named_is_passed_somewhere_and_no_other() -> None:
    passed = {name for path in ROOM.rglob("*.py") for name in re.findall(r'\breach\("([^"]+)"\)', path.read_text())}
    assert passed == set(POINTS)


@pytest.fixture(scope="module", params=[sqlite, postgresql])
def office(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("office")
    yield Office(folder, request.param(folder))


@pytest.mark.parametrize("point", ["paper.numbered", "paper.kept"])
def test_a_paper_broken_off_is_drawn_under_its_number_and_paid_for(office: Office, point: str) -> None:
    owed = office.ask("from tests.cases.writer import owe; owe()")
    assert office.start("issue", owed, HUIYIN_DIE_AT=point).wait(120) == -9
    office.manage("work", "--once")
    assert office.ask(f"from tests.cases.writer import paid; paid({owed})") == "1 drawn, paid"


@pytest.mark.parametrize("point", ["act.written", "act.committed"])
def test_a_matter_broken_off_is_registered_once_when_it_is_sent_again(office: Office, point: str) -> None:
    office.start("lodge", f"断{point}", HUIYIN_DIE_AT=f"{point}:1").wait(120)
    again = office.start("again", f"断{point}-0").communicate(timeout=120)[0].strip()
    asked = f"from tests.cases.writer import registered; registered('断{point}-0')"
    assert office.ask(asked) == again
