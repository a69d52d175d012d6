"""Rows of every kind of record, so many that a database weighs its questions as it does in a big record.

They are there for its statistics alone: nobody can open one, for no journal stands behind them. The lists of orders are
measured on orders that were really raised (huiyin.house.bench.orders).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import Any, Final

from django.db import models
from django.utils import timezone

from huiyin.cases.models import Case
from huiyin.house.bench import bulk
from huiyin.people.charts import chart_on
from huiyin.record.kinds import KINDS, Kind
from huiyin.record.models import Link, Standing
from huiyin.record.worlds import beijing_day
from huiyin.store.ids import first_id_at, new_id

#: Of so many records one is open, and so many days back the oldest lies.
OPEN: Final = 12
OWNERS: Final = 500
DAYS: Final = 900
_SIGNS: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def crowd(count: int, seed: int) -> dict[str, int]:
    """At least ``count`` rows in the table of each kind that shares its pages; how many came to each."""
    chance, added = Random(seed), dict[str, int]()
    for kind in KINDS:
        if not kind.page:
            added[kind.key] = max(0, count - kind.model.objects.count())
            _write(kind, added[kind.key], chance)
    return added


def _write(kind: Kind, count: int, chance: Random) -> None:
    today = beijing_day(timezone.now())
    # Nobody has them in hand: their pages would say of each what its journal tells.
    owners = [new_id() for _ in range(OWNERS)]
    matters = list(Case.objects.order_by("-id").values_list("id", flat=True)[:count])
    codes = {organ.id: organ.code for organ in chart_on(today).organs.values()}
    seats = list(codes)
    rows, standings, links = list[list[Any]](), list[list[Any]](), list[list[Any]]()
    for n in range(count):
        holder = chance.choice(seats)
        row = _row(kind, n, chance, owner=chance.choice(owners), holder=holder, holder_code=codes[holder])
        rows.append([bulk.spell(value) for value in row.values()])
        other = chance.choice(seats)
        standings += [_values(Standing, id=new_id(), record=row["id"], organ=each) for each in {holder, other}]
        if kind.rests and matters:
            at = {"other": matters[n % len(matters)], "other_kind": "matter", "how": "matter", "seq": 0, "entry": 0}
            links.append(_values(Link, id=new_id(), record=row["id"], record_kind=kind.key, **at))
    for model, some in ((kind.model, rows), (Standing, standings), (Link, links)):
        bulk.write(model, some)


def _values(model: type[models.Model], **values: Any) -> list[Any]:
    row = model(**values)
    return [bulk.spell(getattr(row, field.attname)) for field in model._meta.concrete_fields]


def _row(kind: Kind, n: int, chance: Random, **known: Any) -> dict[str, Any]:
    """The columns of one record, in the order of its table."""
    began = timezone.now() - timedelta(days=chance.randrange(DAYS), seconds=chance.randrange(86_400))
    stages = [stage for stage in kind.procedure.stages if kind.procedure.by_stage[stage]][1:]
    over = [each for each in kind.procedure.over] if n % OPEN else []
    day = beijing_day(began)
    known |= {
        "id": first_id_at(began) + n,
        "number": f"{kind.mark}9{n:017}"[:19],
        "title": f"{kind.procedure.label}{n}",
        "stage": chance.choice(over or stages).value,
        "lodged_at": began,
        "queue_on": None if n % OPEN else day + timedelta(days=chance.randrange(DAYS)),
        "queue_clock": next((clock.value for clock in kind.procedure.clocks), ""),
        "closed_on": day + timedelta(days=30) if n % OPEN else None,
        "last_on": day,
        "report": False,
    }
    fields = kind.model._meta.concrete_fields
    return {each.attname: known.get(each.name) if each.name in known else _any(each, n, chance) for each in fields}


def _any(field: Any, n: int, chance: Random) -> Any:
    """Some value of a column that only this kind has, different in each row where its type lets it be."""
    match field:
        case models.BooleanField():
            return n % OPEN == 0
        case models.DateTimeField():
            return timezone.now() - timedelta(days=chance.randrange(DAYS))
        case models.DateField():
            return beijing_day(timezone.now()) - timedelta(days=chance.randrange(DAYS))
        case models.BigIntegerField():
            return new_id()
        case models.IntegerField():
            return n % 1000
        case models.BinaryField():
            return b"\0" * 32
        case models.CharField():
            return "".join(_spelled(n))[: field.max_length]
    return "{}"


def _spelled(n: int) -> Iterator[str]:
    """A number in few letters, the quickest first."""
    while n:
        n, rest = divmod(n, len(_SIGNS))
        yield _SIGNS[rest]
