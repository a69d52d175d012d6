"""One database at one size: filled, served, visited, timed."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from huiyin.house.bench.fill import CASTS
from huiyin.house.bench.meter import Yardstick, cpu_ms
from huiyin.house.bench.site import WORKERS, Server, Site, clients, serving
from huiyin.house.config import ROOT

#: Measured one at a time by one visitor: what a request costs.
SINGLE = ("intake", "act", "my queue", "organ queue", "case page", "form of an act",
          "search: words", "search: number", "search: person", "figures", "oversight", "orders", "orders: one stage",
          "for leaders")  # fmt: skip
CROWD = 8
LIVES = ("lifecycle", "lifecycle with pages")


@dataclass(frozen=True, slots=True)
class Measure:
    """What one kind of request costs.

    :param app_ms: CPU milliseconds of the application per request; ``database_ms`` of the database beside it.
    :param visitor_ms: CPU milliseconds per request of those who asked, on the same machine.
    :param statements: SQL statements per request.
    :param yardstick_ms: how slow the machine was just then, see meter.py.
    """

    what: str
    clients: int
    count: int
    per_second: float
    p50_ms: float
    p95_ms: float
    app_ms: float
    database_ms: float
    visitor_ms: float = 0.0
    statements: float | None = None
    yardstick_ms: float = 0.0

    @property
    def cpu_ms(self) -> float:
        return self.app_ms + self.database_ms


@dataclass(frozen=True, slots=True)
class Result:
    """Everything about one database at one size."""

    database: str
    cases: int
    generated_per_second: float
    measures: list[Measure]
    raw: Measure
    share: float = field(default=0.0)


def measure(site: Site, cases: int, seed: int, seconds: float, told: Callable[[str], None], orders: int = 0) -> Result:
    """Fill the site with ``cases`` matters and ``orders`` over them; measure each kind of request for some seconds."""
    told(f"{site.vendor}, {cases:,} matters: filling")
    filled = site.inside("fill", cases, seed)
    if orders:
        told(f"{orders:,} orders")
        site.inside("orders", orders, seed)
    casts = json.loads((site.folder / CASTS).read_text())
    told("counting statements")
    statements = _means(site.inside("statements"))
    with serving(site) as server:
        measures = []
        for what, crowd in [*((what, 1) for what in SINGLE), *((what, CROWD) for what in ("intake", *LIVES))]:
            told(f"{what}, {crowd} at a time")
            measures.append(visited(server, casts, what, crowd, seconds, statements.get(what)))
    told("the bare driver")
    raw = _raw(site, seconds, seed)
    crowd_intake = next(each for each in measures if each.what == "intake" and each.clients == CROWD)
    return Result(site.vendor, cases, filled["per_second"], measures, raw, crowd_intake.per_second / raw.per_second)


def _means(counts: dict[str, int]) -> dict[str, float]:
    acts = [count for name, count in counts.items() if name.startswith("act: ") and name != "act: serve"]
    return {**counts, "act": sum(acts) / len(acts)}


def visited(
    server: Server, casts: list[Any], what: str, crowd: int, seconds: float, statements: float | None
) -> Measure:
    """So many at a time ask the server for one thing for some seconds."""
    order = {"casts": casts, "what": what, "clients": crowd, "seconds": seconds}
    with clients(server, order) as visitors, Yardstick() as yardstick:
        before = (*server.spent(), cpu_ms(visitors.pid))
        visitors.say("go")
        heard = json.loads(visitors.hear())
        after = (*server.spent(), cpu_ms(visitors.pid))
    if heard["faults"]:
        raise RuntimeError(f"{what}: {heard['faults'][0]}")
    spent = [late - early for early, late in zip(before, after, strict=True)]
    return replace(_measured(what, crowd, heard, spent), statements=statements, yardstick_ms=yardstick.cpu_ms)


def _measured(what: str, crowd: int, heard: Any, spent: list[float]) -> Measure:
    took = sorted(each * 1000 for each in heard["took"])
    count = len(took)
    return Measure(
        what=what,
        clients=crowd,
        count=count,
        per_second=count / heard["seconds"],
        p50_ms=statistics.median(took),
        p95_ms=took[int(count * 0.95)],
        app_ms=spent[0] / count,
        database_ms=spent[1] / count,
        visitor_ms=spent[2] / count,
    )


def _raw(site: Site, seconds: float, seed: int) -> Measure:
    """As many connections as the web server has busy at most; SQLite has one writer whoever asks."""
    writers = 1 if site.vendor == "sqlite" else CROWD // WORKERS
    command = [sys.executable, "manage.py", "bench", "--inside", "raw", str(seconds), str(writers), str(seed)]
    pipe = subprocess.PIPE
    processes = [
        subprocess.Popen(command, cwd=ROOT, env=site.environ, stdin=pipe, stdout=pipe, text=True)
        for _ in range(1 if site.vendor == "sqlite" else WORKERS)
    ]
    for process in processes:
        assert process.stdout is not None
        process.stdout.readline()
    before = _spent(site, processes)
    for process in processes:
        assert process.stdin is not None
        print("go", file=process.stdin, flush=True)
    heard = [_heard(process) for process in processes]
    after = _spent(site, processes)
    for process in processes:
        process.communicate()
    count = sum(each["count"] for each in heard)
    per_second = sum(each["count"] / each["seconds"] for each in heard)
    app, database = ((late - early) / count for early, late in zip(before, after, strict=True))
    return Measure("intake by the bare driver", len(processes) * writers, int(count), per_second, 0, 0, app, database)


def _spent(site: Site, processes: list[subprocess.Popen[str]]) -> tuple[float, float]:
    database = cpu_ms(site.postmaster) if site.postmaster else 0.0
    return sum(cpu_ms(process.pid) for process in processes), database


def _heard(process: subprocess.Popen[str]) -> dict[str, float]:
    assert process.stdout is not None
    heard: dict[str, float] = json.loads(process.stdout.readline())
    return heard
