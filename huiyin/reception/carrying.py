"""Matters that leaders took on under earlier versions (包案) become charges, once, after migrating.

That version kept a row beside the record: leader, matter, by when, what was said, how it ended. Each becomes a record
whose journal tells what the row knew; the law is not asked again about what was done long ago.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from django.db import connection
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from huiyin.cases.models import Case
from huiyin.cases.relations import CHARGED
from huiyin.cases.snapshots import load_facts
from huiyin.law.charge.facts import periods
from huiyin.law.charge.procedure import CHARGE
from huiyin.law.charge.vocabulary import ChargeAct, ChargeClock, ChargeStage, Rule
from huiyin.law.frame.facts import Actor
from huiyin.law.frame.verdict import Decision
from huiyin.law.sources.articles import cite
from huiyin.law.terms import Role
from huiyin.people.models import Person
from huiyin.people.posts import actor_of
from huiyin.reception.charges import CHARGES, title_of, unsolved
from huiyin.reception.models import Charge
from huiyin.record.door import append
from huiyin.record.kinds import Moment, Step
from huiyin.record.models import Message
from huiyin.record.numbers import next_of_kind
from huiyin.record.projection import linked
from huiyin.record.worlds import BEIJING, beijing_day, world_on
from huiyin.store.ids import new_id
from huiyin.store.locks import writing

TABLE: Final = "reception_takenon"
#: A row without a day gets this one, counted from when it was taken on.
USUAL: Final = timedelta(days=180)
_LAW: Final = cite("xf2022", 18, 2)


def carry_charges_over() -> int:
    """Take every row over and give up the table; 0 where there is none any more."""
    if TABLE not in connection.introspection.table_names():
        return 0
    with writing():
        rows = list(_rows())
        for row in _once(rows):
            _take_over(row)
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what waits for the commit would hold the table
            cursor.execute(f"DROP TABLE {TABLE}")
    return len(rows)


def _rows() -> Iterator[dict[str, Any]]:
    """The rows as the last version wrote them, read without its model."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {TABLE} ORDER BY taken_at, id")
        names = [column[0] for column in cursor.description]
        for values in cursor.fetchall():
            row = dict(zip(names, values, strict=True))
            yield {**row, "taken_at": _moment(row["taken_at"]), "ended_at": _moment(row["ended_at"]),
                   "until": _day(row["until"])}  # fmt: skip


def _once(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Those that ended first. Of a matter that several leaders have still, the last one has it: the others handed it
    on. What a leader called finished, and the record does not bear out, is not finished."""
    cases = Case.objects.in_bulk({row["case"] for row in rows})
    solved = {number for number, case in cases.items() if not any(unsolved(case))}
    told = [{**row, "solved": row["ended_at"] is not None and row["case"] in solved} for row in rows]
    last = {row["case"]: row["id"] for row in told if not row["solved"]}
    for row in sorted(told, key=lambda row: last.get(row["case"]) == row["id"]):
        if row["case"] in cases:
            yield {**row, "handed_on": not row["solved"] and last[row["case"]] != row["id"]}


def _moment(value: Any) -> datetime | None:
    """SQLite gives a moment as text without its zone, which is that of the sea."""
    found = value if value is None or isinstance(value, datetime) else parse_datetime(str(value))
    return found if found is None or found.tzinfo else found.replace(tzinfo=UTC)


def _day(value: Any) -> date | None:
    return value if value is None or isinstance(value, date) else parse_date(str(value))


def _take_over(old: dict[str, Any]) -> None:
    case = Case.objects.get(id=old["case"])
    at: datetime = old["taken_at"]
    until = old["until"] or (beijing_day(at) + USUAL)
    row = Charge(id=new_id(), seq=0, head=b"", lodged_at=at)
    born = _said(case, old, until)
    row.title, row.leader_name = str(born["title"]), str(born["leader_name"])
    facts = CHARGE.newborn(born)
    lengths = periods(facts.book)
    opened = lengths[ChargeClock.SETTLE].start(ChargeClock.SETTLE, beijing_day(at), until)
    begun = _decided(ChargeAct.TAKE_ON, ChargeStage.RUNNING, old, opens=(opened,), particulars=born)
    because = linked(row, CHARGE.key, case.id, "matter", CHARGED)
    facts = _write(row, facts, begun, old, at, (because,))
    for step in _steps(old):
        facts = _write(row, facts, step, old, old["ended_at"] or at, ())
    # Nobody is told today of what was done long ago.
    Message.objects.filter(record=row.id, topic="staff").delete()


def _said(case: Case, old: dict[str, Any], until: date) -> dict[str, Any]:
    day, facts = beijing_day(old["taken_at"]), load_facts(case.facts)
    world = world_on(day)
    organ = world.chart.organs.get(world.standing(old["organ"]))
    near = {facts.coordinator, facts.holder, facts.responsible or facts.holder} - world.barred(facts)
    name = Person.objects.filter(id=old["leader"]).values_list("name", flat=True).first()
    return {
        "title": title_of(case.number), "matter": case.number, "matter_id": case.id, "near": sorted(near),
        "leader_id": old["leader"], "leader_organ": old["organ"], "leader_name": str(name or ""),
        "level": organ.level.value if organ else "", "asked": "", "rule": Rule.OTHER.value,
        "plan": old["note"] or "", "until": until.isoformat(), "organ": old["organ"], "owner": old["leader"],
        "book": case.book, "lodged_on": day.isoformat(), "carried": old["id"],
    }  # fmt: skip


def _steps(old: dict[str, Any]) -> Iterator[Decision]:
    """What came after: how it ended, or what its leader said of it."""
    said = {"carried": old["id"], **({"progress": old["result"], "summary": old["result"]} if old["result"] else {})}
    stops = (ChargeClock.SETTLE,)
    if old["solved"]:
        yield _decided(ChargeAct.SOLVE, ChargeStage.SOLVED, old, stops=stops, particulars=said)
    elif old["result"]:
        yield _decided(ChargeAct.NOTE, ChargeStage.RUNNING, old, particulars=said)
    if old["handed_on"]:
        yield _decided(ChargeAct.HAND_ON, ChargeStage.HANDED_ON, old, stops=stops, particulars=said)


def _decided(act: ChargeAct, to: ChargeStage, old: dict[str, Any], **more: Any) -> Decision:
    return Decision(act=act, role=Role.HEAD, to=to, citation=_LAW, holder=old["organ"], owner=old["leader"], **more)


def _write(
    row: Charge, facts: Any, decision: Decision, old: dict[str, Any], at: datetime, rows: tuple[Any, ...]
) -> Any:
    now = timezone.now()
    moment = Moment(min(at.astimezone(BEIJING), now), now, None)
    world, by = world_on(moment.day), actor_of(old["leader"], on=moment.day, organ=old["organ"])
    event, after = append(CHARGES, row, facts, decision, Actor(old["leader"], old["organ"], by.roles), moment, rows)
    if event.seq == 1:
        code = world.chart.organ(world.standing(facts.holder)).code
        row.number = next_of_kind(Charge._meta.db_table, CHARGES.mark, code, beijing_day(now))
    CHARGES.project(Step(row, facts, after, decision, event, world, rows))
    return after
