"""./run exchange trial: two real sites with two databases, and schedules of everything that can go wrong between them.

Every schedule hands one matter over and works on it while requests are lost, doubled, slow and late, processes die,
clocks are wrong and disks full; then all is mended. Lost and doubled must be 0, and both journals must verify.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

from django.utils import timezone

from huiyin.house import postgres
from huiyin.house.bench.site import free_port
from huiyin.typed.times import beijing_day
from tests.commands.test import ensure
from tests.exchange.partition import Pair, Schedule, pair
from tests.office import Office, postgresql, sqlite


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="./run exchange trial", description=__doc__.partition("\n")[0])
    parser.add_argument("--schedules", type=int, default=500, help="how many (500)")
    parser.add_argument("--seed", type=int, default=1, help="what goes wrong, and when (1)")
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    given = parser.parse_args(arguments)
    ensure(postgres.binary("initdb") or given.database == "sqlite", "PostgreSQL's server", "postgresql")
    began = time.monotonic()
    with ExitStack() as stack:
        where = "/dev/shm" if Path("/dev/shm").is_dir() else None  # nothing here has to survive a power cut
        folders = [
            Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="huiyin-exchange-", dir=where)))
            for _ in range(2)
        ]
        if given.database == "postgresql":  # one server, on which each site has a database of its own
            os.environ["HUIYIN_TEST_POSTGRES_URL"] = stack.enter_context(postgres.throwaway(careful=False))
        addresses = [(sqlite if given.database == "sqlite" else postgresql)(each) for each in folders]
        city, county = (Office(folder, address) for folder, address in zip(folders, addresses, strict=True))
        sites = stack.enter_context(pair(city, county, given.seed, (free_port(), free_port())))
        print(f"two sites on {given.database} stand after {time.monotonic() - began:.0f} s", flush=True)
        return _tried(sites, given.schedules, given.seed, given.database)


def _tried(sites: Pair, schedules: int, seed: int, database: str) -> int:
    began, wrong, entries = time.monotonic(), 0, Counter[str]()
    for number in range(schedules):
        day = beijing_day(timezone.now())
        schedule = Schedule(sites, number, day.isoformat(), (day + timedelta(days=30)).isoformat())
        schedule.run()
        faults = schedule.wrong()
        wrong += bool(faults)
        entries.update(act for _, act, _ in schedule.acted)
        for fault in faults:
            print(f"schedule {number}: {fault}", flush=True)
        if number % 10 == 9:
            print(f"{number + 1} schedules, {time.monotonic() - began:.0f} s, {wrong} wrong", flush=True)
    faults = [site.must("checked") for site in sites.both]
    line = Counter(sites.to_county.did) + sites.to_city.did
    told = {
        "seed": seed, "database": database, "schedules": schedules, "seconds": round(time.monotonic() - began),
        "wrong": wrong, "faults of both journals": faults, "acts": sum(entries.values()),
        "on the line": dict(line), "at the sites": dict(sites.done),
        "killed": sum(site.deaths for site in sites.both),
    }  # fmt: skip
    print(json.dumps(told, ensure_ascii=False, indent=1))
    return int(bool(wrong or any(each["wrong"] for each in faults)))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huiyin.house.settings")
    sys.exit(main(sys.argv[1:]))
