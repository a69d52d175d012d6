"""Two sites that exchange matters on trial: each dies at its own points, and in the end both hold the same, once."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from typing import Final

from django.utils import timezone

from huiyin.house.bench.site import free_port
from huiyin.typed.times import beijing_day
from tests.exchange.partition import Schedule, pair
from tests.office import Office, postgresql, sqlite

BETWEEN_SITES: Final = ("exchange.taken", "exchange.repeated", "exchange.told")


class Fair(Schedule):
    """A matter that is handed over on a day on which nothing goes wrong but what was ordered to."""

    def _trouble(self) -> None:
        self.pair.weather(0.0)


def die_between_sites(folder: Path, address: str, seed: int) -> tuple[dict[str, bool], list[str]]:
    """At which of the points one of two sites died, and what was lost or doubled.

    :param address: of a database on the server, or beside the file, that theirs are to be on.
    """
    database = sqlite if address.startswith("sqlite") else postgresql
    os.environ |= {"HUIYIN_MODE": "test"}
    if database is postgresql:
        os.environ |= {"HUIYIN_TEST_POSTGRES_URL": address}
    places = [folder / name for name in ("city", "county")]
    for place in places:
        place.mkdir()
    offices = [Office(place, database(place)) for place in places]
    reached, wrong, day = {}, [], beijing_day(timezone.now())
    with pair(offices[0], offices[1], seed, (free_port(), free_port())) as sites:
        for number, point in enumerate(BETWEEN_SITES):
            before = sum(site.deaths for site in sites.both)
            for site in sites.both:
                site.must("die", point=point)
            schedule = Fair(sites, number, day.isoformat(), (day + timedelta(days=30)).isoformat())
            schedule.run()
            reached[point] = sum(site.deaths for site in sites.both) > before
            wrong += [f"between sites: {each}" for each in schedule.wrong()]
    return reached, wrong
