"""The limit: the rows of an intake written by the bare driver, with nothing thought about them."""

from __future__ import annotations

import sqlite3
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from random import Random
from threading import Thread
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection
from django.utils import timezone

from huiyin.cases.acts import MATTERS
from huiyin.house.bench.bulk import spell
from huiyin.house.bench.multiply import Plate, Press
from huiyin.house.bench.rehearsal import TABLES, rehearse
from huiyin.house.bench.shapes import SHAPES
from huiyin.house.databases import SQLITE_PRAGMAS
from huiyin.insights.models import Contribution
from huiyin.record.models import Message
from huiyin.record.projection import TOPICS
from huiyin.store.ids import new_id

Statement = tuple[str, Sequence[Any]]
Intake = list[Statement]
Execute = Callable[[str, Sequence[Any]], Any]
_COUNT = (
    "INSERT INTO record_numbercounter (prefix, last) VALUES (?, 1)"
    " ON CONFLICT (prefix) DO UPDATE SET last = record_numbercounter.last + 1 RETURNING last"
)


def write_raw(seconds: float, writers: int, seed: int) -> dict[str, float]:
    """Write intakes for so long, with so many connections; waits for a line before it begins."""
    portions = [list(_intakes(int(seconds * 2500), Random(seed + number))) for number in range(writers)]
    print("ready", flush=True)
    sys.stdin.readline()
    done: list[int] = []
    threads = [Thread(target=lambda portion: done.append(_write(portion, seconds)), args=[each]) for each in portions]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {"count": sum(done), "seconds": time.perf_counter() - started}


def _intakes(count: int, chance: Random) -> Iterator[Intake]:
    templates = rehearse([SHAPES[0]], chance, timezone.now())
    plate, press = Plate(templates[0], chance, spell), Press(chance, count)
    for _ in range(count):
        copy = press.copy(plate)
        tables = {model: copy.rows[model] for model in TABLES if model in copy.rows and model is not Contribution}
        tables[Message] = [
            [new_id(), topic, copy.case, MATTERS.key, 1, spell(timezone.now()), 0, ""] for topic in TOPICS
        ]
        # The number is drawn from the counter on the way, so that here it only has to be nobody else's.
        row = tables[TABLES[0]][0]
        row[1] = f"9{new_id() % 10**18:018}"
        yield [
            _insert(model._meta.db_table, [f.column for f in model._meta.concrete_fields], rows)
            for model, rows in tables.items()
        ]


def _insert(table: str, columns: Sequence[str | None], rows: list[list[Any]]) -> Statement:
    holes = f"({','.join('?' * len(columns))})"
    names = ",".join(f'"{column}"' for column in columns)
    text = f'INSERT INTO "{table}" ({names}) VALUES {",".join([holes] * len(rows))}'
    return text, [value for row in rows for value in row]


def _write(intakes: list[Intake], seconds: float) -> int:
    execute = _sqlite() if connection.vendor == "sqlite" else _postgresql()
    end = time.perf_counter() + seconds
    for number, intake in enumerate(intakes, 1):
        execute("BEGIN", ())
        execute(_COUNT, ["99010020990101"]).fetchone()
        for text, values in intake:
            execute(text, values)
        execute("COMMIT", ())
        if time.perf_counter() > end:
            return number
    return len(intakes)


def _sqlite() -> Execute:
    line = sqlite3.connect(settings.DATABASES["default"]["NAME"], isolation_level=None, timeout=20)
    for pragma in SQLITE_PRAGMAS.split(";"):
        line.execute(pragma)
    return lambda text, values: line.execute("BEGIN IMMEDIATE" if text == "BEGIN" else text, values)


def _postgresql() -> Execute:
    told = connection.get_connection_params()
    names = ("dbname", "user", "password", "host", "port")
    line = psycopg.connect(**{name: told[name] for name in names if name in told}, autocommit=True)
    cursor = line.cursor()
    texts: dict[str, str] = {}
    return lambda text, values: cursor.execute(texts.setdefault(text, text.replace("?", "%s")), values or None)
