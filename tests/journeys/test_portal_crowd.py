"""Fifty people file at once at one server with two workers, on both databases: no error, nothing lost."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest

from huiyin.house.bench.visitor import Browser
from huiyin.house.bench.web_filing import Filer
from tests.journeys.test_desk_morning import served
from tests.office import Office, postgresql, sqlite

PEOPLE = 50
PLACE = "990121101201"


@dataclass
class Rush:
    """What came of it: who filed, the numbers they were given, and what went wrong."""

    office: Office
    filers: list[Filer]
    numbers: list[str]
    faults: list[str]


@pytest.fixture(scope="module", params=[sqlite, postgresql])
def rush(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rush]:
    folder = tmp_path_factory.mktemp("rush")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HUIYIN_MODE", "demo")
        patch.setenv("HUIYIN_WORKERS", "2")
        office = Office(folder, request.param(folder))
    with served(office, folder) as root:
        port = int(root.rpartition(":")[2])
        filers = [Filer(Browser(port), number, PLACE) for number in range(PEOPLE)]
        numbers, faults = together(filers)
        yield Rush(office, filers, numbers, faults)


def together(filers: list[Filer]) -> tuple[list[str], list[str]]:
    """Everybody goes all three steps at once."""
    numbers, faults = [], []
    with ThreadPoolExecutor(len(filers)) as pool:
        for waiting in [pool.submit(file, each) for each in filers]:
            if fault := waiting.exception():
                faults.append(repr(fault))
            else:
                numbers.append(waiting.result())
    return numbers, faults


def file(filer: Filer) -> str:
    filer.prepare()
    return filer.hand_in()


def test_nobody_meets_an_error(rush: Rush) -> None:
    assert rush.faults == []


def test_everybody_has_a_number_of_their_own(rush: Rush) -> None:
    assert len(set(rush.numbers)) == PEOPLE


def test_every_word_that_got_a_receipt_is_in_the_record(rush: Rush) -> None:
    texts = "Submission.objects.values_list('text', flat=True)"
    kept = rush.office.ask(f"from huiyin.cases.models import Submission; print(*{texts}, sep=chr(10))")
    assert {each.text for each in rush.filers} <= set(kept.split("\n"))


def test_nothing_is_filed_twice(rush: Rush) -> None:
    assert rush.office.ask("from huiyin.cases.models import Case; print(Case.objects.count())") == str(PEOPLE)


def test_the_journal_is_whole_afterwards(rush: Rush) -> None:
    assert "The journal is whole" in rush.office.manage("verify")
