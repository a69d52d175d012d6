"""What it takes to take a list of a million matters away: seconds, the first byte, and the memory of the process."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from django.db import connection
from django.test import Client
from django.utils import timezone

from huiyin.cases.lodging import ClaimText, Lodging
from huiyin.cases.models import Case, Claim
from huiyin.law.terms import Channel, Role
from huiyin.people.models import Person, Post
from huiyin.people.posts import actor_of
from huiyin.record.models import Standing
from huiyin.record.worlds import beijing_day
from huiyin.store.ids import new_id

#: So many rows are copied by one statement.
AT_ONCE: Final = 100_000
_NUMBERS: Final = {
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT %s UNION ALL SELECT i + 1 FROM n WHERE i + 1 < %s)",
    "postgresql": "WITH n(i) AS (SELECT generate_series(%s::bigint, %s::bigint - 1))",
}


@dataclass(frozen=True, slots=True)
class Taken:
    """One list that was taken away; ``memory`` is by how many megabytes the process grew at its highest."""

    form: str
    rows: int
    megabytes: float
    first: float
    seconds: float
    memory: float


def export(rows: str) -> list[dict[str, Any]]:
    """Copy one matter so many times, and take the list of its organ away in both forms.

    :param rows: how many; called by ``./run bench --inside export``.
    """
    many, person = int(rows), _clerk()
    _copy(_one(person), many)
    return [_told(each) for each in (_take(form, person) for form in ("csv", "xlsx"))]


def _told(taken: Taken) -> dict[str, Any]:
    return {name: getattr(taken, name) for name in Taken.__slots__}


def _clerk() -> Person:
    return Person.objects.get(id=Post.objects.filter(role=Role.HEAD).values_list("person", flat=True)[0])


def _one(person: Person) -> Case:
    from huiyin.cases.acts import lodge

    now = timezone.now()
    organ = Post.objects.filter(person=person.id, role=Role.HEAD).values_list("organ", flat=True)[0]
    by = actor_of(person.id, on=beijing_day(now), organ=organ)
    said = Lodging(
        channel=Channel.LETTER,
        organ=organ,
        place="99",
        received_at=now,
        text="水渠被占",
        claims=(ClaimText("恢复水渠"),),
    )
    return lodge(said, by=by).case


def _copy(case: Case, many: int) -> None:
    """Rows as they are, under ids and numbers of their own; due on one of forty days."""
    first = new_id() + 1
    for model, column in ((Case, "id"), (Claim, "case_id"), (Standing, "record")):
        names = [each.column for each in model._meta.concrete_fields]
        for start in range(0, many, AT_ONCE):
            end = min(start + AT_ONCE, many)
            chosen = ", ".join(_value(model, str(name), column, first) for name in names)
            quoted = ", ".join(f'"{name}"' for name in names)
            table = model._meta.db_table
            copied = f'INSERT INTO "{table}" ({quoted}) SELECT {chosen} FROM n, "{table}" t WHERE t."{column}" = %s'
            with connection.cursor() as cursor:
                cursor.execute(_with(copied), [start, end, case.id])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _with(statement: str) -> str:
    """SQLite wants what a row comes from before INSERT as PostgreSQL does."""
    return f"{_NUMBERS[connection.vendor]} {statement}"


def _value(model: Any, name: str, column: str, first: int) -> str:
    if name == column:
        return f"{first} + n.i"
    if name == "id":
        return f"{first} + {AT_ONCE * 1000} + n.i" if model is Claim else f"{first} + {AT_ONCE * 2000} + n.i"
    if name == "number":
        return "'9' || CAST(100000000000000000 + n.i AS text)"
    if name == "queue_on":
        spread = (
            "date(t.queue_on, '+' || (n.i %% 40) || ' days')"
            if connection.vendor == "sqlite"
            else ("t.queue_on + CAST(n.i %% 40 AS integer)")
        )
        return spread
    return f't."{name}"'


def _take(form: str, person: Person) -> Taken:
    """As the desk sends it, read and thrown away as it comes."""
    client = Client(headers={"host": "localhost"})
    client.force_login(person)
    # What is loaded with the first page is no part of the list.
    started: Any = client.get(f"/desk/export/organ.{form}", secure=True)
    next(iter(started.streaming_content))
    started.close()
    before, began = _high(reset=True), time.perf_counter()
    answer: Any = client.get(f"/desk/export/organ.{form}", secure=True)
    first, size, lines = 0.0, 0, 0
    chunks: Iterator[bytes] = iter(answer.streaming_content)
    for chunk in chunks:
        first = first or time.perf_counter() - began
        size += len(chunk)
        lines += chunk.count(b"\n") if form == "csv" else 0
    return Taken(
        form, lines - 1 if form == "csv" else 0, round(size / 1e6, 1), round(first, 3),
        round(time.perf_counter() - began, 1), round((_high() - before) / 1024, 1),
    )  # fmt: skip


def _high(*, reset: bool = False) -> int:
    """The most memory the process has had, in kB; since now, if that is asked for."""
    if reset:
        Path("/proc/self/clear_refs").write_text("5")
    said = Path("/proc/self/status").read_text()
    return int(next(line for line in said.splitlines() if line.startswith("VmHWM")).split()[1])
