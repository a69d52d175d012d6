"""Filling a site's database, and finding who in it may be asked to work."""

from __future__ import annotations

import csv
import json
import sys
import time
from dataclasses import asdict
from datetime import date
from typing import Any

from django.conf import settings
from django.utils import timezone

from huiyin.cases.models import Case
from huiyin.cases.queries import visible_to
from huiyin.house.bench.bulk import hurried
from huiyin.house.bench.crowds import crowd
from huiyin.house.bench.generate import generate
from huiyin.house.bench.orders import raise_orders
from huiyin.house.bench.rehearsal import AREAS, DEPARTMENTS
from huiyin.house.bench.scenes import Cast
from huiyin.house.demo.cast import Cast as Handles
from huiyin.house.welcome import DEMO
from huiyin.law.terms import Role
from huiyin.people.models import Person
from huiyin.record.worlds import beijing_day

CASES = 250
CASTS = "casts.json"


def fill(count: int, seed: int) -> dict[str, Any]:
    """Generate, tell how fast that was, and leave word of who plays, for :func:`casts`."""
    started = time.perf_counter()
    with hurried():
        generate(count, seed, lambda done: _tell(done, count))
    seconds = time.perf_counter() - started
    found = [asdict(cast) for cast in find_casts()]
    (settings.HUIYIN_DATA_DIR / CASTS).write_text(json.dumps(found))
    return {"per_second": count / seconds}


def fill_orders(count: int, seed: int) -> dict[str, Any]:
    """Raise orders over the matters that are there."""
    with hurried():
        done = raise_orders(count, seed, lambda done: _tell_orders(done, count))
    return {"orders": done}


def fill_crowds(count: int, seed: int) -> dict[str, int]:
    """So many rows of each kind of record that its questions are weighed as in a big one."""
    with hurried():
        return crowd(count, seed)


def _tell_orders(done: int, count: int) -> None:
    print(f"\r{done:>9,} of {count:,} orders", file=sys.stderr, flush=True)


def _tell(done: int, count: int) -> None:
    print(f"\r{done:>9,} of {count:,} matters", end="\n" if done == count else "", file=sys.stderr, flush=True)


def casts() -> list[Cast]:
    """Who plays in this site's scenes, area by area."""
    return [Cast(**told) for told in json.loads((settings.HUIYIN_DATA_DIR / CASTS).read_text())]


def find_casts() -> list[Cast]:
    """Who can play: at each petition office and in the department of its area that has most to do."""
    handles, today = Handles(), beijing_day(timezone.now())
    return [_cast(handles, area, place, today) for area, place in AREAS]


def _cast(handles: Handles, area: str, place: str, today: date) -> Cast:
    """The petition office of an area, the department with most to do, and matters the office may read."""
    office = handles.organ(f"{area}-xfj")
    department = _busiest([handles.organ(f"{area}-{each}") for each in DEPARTMENTS])
    at = {
        "clerk": handles.on_duty(office, Role.RECEPTION, today),
        "dispatcher": handles.on_duty(office, Role.DISPATCHER, today),
        "handler": handles.on_duty(department, Role.HANDLER, today),
        "head": handles.on_duty(department, Role.HEAD, today),
        "supervisor": handles.on_duty(office, Role.SUPERVISOR, today),
    }
    names = {
        part: Person.objects.values_list("username", flat=True).get(id=actor.person or 0) for part, actor in at.items()
    }
    readable = visible_to(at["dispatcher"], today).filter(report=False).order_by("-id").values_list("number", flat=True)
    return Cast(
        **names,
        place=handles.place(place),
        department=department,
        handler_id=at["handler"].person or 0,
        password=_password(names["clerk"]),
        cases=[number for ended in (True, False) for number in readable.filter(queue_on__isnull=ended)[:CASES]],
    )


def _busiest(organs: list[int]) -> int:
    return max(organs, key=lambda organ: Case.objects.filter(holder=organ, queue_on__isnull=False).count())


def _password(username: str) -> str:
    with DEMO.open(encoding="utf-8") as file:
        return next(line["password"] for line in csv.DictReader(file) if line["username"] == username)
