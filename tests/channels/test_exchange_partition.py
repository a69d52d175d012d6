"""Two real sites, a line that cuts, doubles and delays, processes that die: nothing is lost and nothing is doubled."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from huiyin.house.bench.site import free_port
from huiyin.typed.times import beijing_day
from tests.exchange.partition import Pair, Schedule, pair
from tests.office import Office, postgresql, sqlite


@pytest.fixture(scope="module", params=[sqlite, postgresql])
def sites(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    address: Callable[[Path], str] = request.param
    folders = [tmp_path_factory.mktemp(name) for name in ("city", "county")]
    city, county = (Office(folder, address(folder)) for folder in folders)
    with pair(city, county, 7, (free_port(), free_port())) as found:
        yield found


def scheduled(sites: Pair, number: int) -> Schedule:
    day = beijing_day(timezone.now())
    return Schedule(sites, number, day.isoformat(), (day + timedelta(days=30)).isoformat())


def test_a_few_schedules_lose_and_double_nothing(sites: Pair) -> None:
    wrong = []
    for number in range(4):
        schedule = scheduled(sites, number)
        schedule.run()
        wrong += schedule.wrong()
    assert wrong == []
    assert [site.must("checked")["wrong"] for site in sites.both] == [[], []]
