"""Twenty guesses at the same moment, on a real database file and on a real PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.office import Office, postgresql, sqlite

GUESSES = """
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from django.db import connection
from huiyin.gate.sign_in import From, authenticate_or_wait

NOON = datetime(2026, 11, 2, 4, 0, tzinfo=UTC)

def guess(number):
    try:
        answer = authenticate_or_wait(username="chenhao", password="wrong", come=From("10.0.0.1"), at=NOON)
        return answer.phrase.text.startswith("用户名")
    finally:
        connection.close()

with ThreadPoolExecutor(8) as pool:
    print(sum(pool.map(guess, range(20))))
"""


@pytest.fixture(scope="module", params=[sqlite, postgresql])
def office(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder: Path = tmp_path_factory.mktemp("gate")
    yield Office(folder, request.param(folder))


def test_no_more_guesses_are_looked_at_than_one_after_the_other(office: Office) -> None:
    assert office.ask(GUESSES) == "4"
