"""Letters of no single matter that an earlier version kept beside the record are taken into it, once, after migrating.

That version wrote advice (三项建议) and yearly reports into a table of their own, overwriting its columns. Each row
becomes a record whose journal tells what the row knew: when it was drafted, signed, answered, by whom. Its papers keep
their numbers. The law is not asked again about what was done long ago; the journal says from which row it came.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final

from django.db import connection
from django.utils import timezone

from huiyin.law.advice.vocabulary import AdviceAct, AdviceClock, AdviceKind, AdviceStage
from huiyin.law.annual.vocabulary import AnnualAct, AnnualStage
from huiyin.law.frame.deadlines import Clock
from huiyin.law.frame.facts import Actor, World
from huiyin.law.frame.turn import HEADS, RECEIVERS
from huiyin.law.frame.verdict import Decision
from huiyin.law.papers import Paper
from huiyin.law.sources.articles import cite
from huiyin.law.sources.books import book_for
from huiyin.law.terms import Role, Unit
from huiyin.oversight.advice import ADVICES
from huiyin.oversight.annual import ANNUALS
from huiyin.papers.models import Paper as Issued
from huiyin.people import ledgers
from huiyin.people.charts import book_for as preferred_book
from huiyin.record.door import append
from huiyin.record.kinds import Kind, Moment, Step
from huiyin.record.models import Message, OwedPaper
from huiyin.record.numbers import next_of_kind
from huiyin.record.worlds import BEIJING, beijing_day, world_on
from huiyin.store.ids import new_id
from huiyin.store.locks import writing
from huiyin.together.models import Notification

TABLE: Final = "papers_outgoing"
#: What stands in the journal of a record that was taken over: the row it came from.
CARRIED: Final = "carried"
_ARTICLE: Final = cite("xf2022", 40, 1)
_REPORT: Final = cite("xf2022", 41)
_KINDS: Final = {
    "advice_on_work": AdviceKind.WORK,
    "advice_on_policy": AdviceKind.POLICY,
    "advice_on_liability": AdviceKind.LIABILITY,
}


@dataclass(frozen=True, slots=True)
class Stride:
    """One step of a letter's life as its row tells it."""

    at: datetime
    by: int
    organ: int
    decision: Decision


def carry_over() -> int:
    """Take every row over and give up the table; 0 where there is none any more."""
    if TABLE not in connection.introspection.table_names():
        return 0
    with writing():
        rows = list(_rows())
        for row in rows:
            _take_over(row)
        # What was told of the letters led to pages that are gone.
        Notification.objects.filter(kind__in=("to_sign", "letter")).delete()
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what waits for the commit would hold the table
            cursor.execute(f"DROP TABLE {TABLE}")
    return len(rows)


def _rows() -> Iterator[dict[str, Any]]:
    """The rows as the last version wrote them, read without its model."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {TABLE} ORDER BY id")
        names = [column[0] for column in cursor.description]
        for values in cursor.fetchall():
            row = dict(zip(names, values, strict=True))
            yield {**row, **{name: _day(row[name]) for name in ("issued_on", "answered_on", "answer_by")},
                   "drafted_at": _moment(row["drafted_at"])}  # fmt: skip


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _moment(value: Any) -> datetime:
    found = datetime.fromisoformat(value) if isinstance(value, str) else value
    return found if found.tzinfo else found.replace(tzinfo=timezone.get_default_timezone())


def _take_over(row: Mapping[str, Any]) -> None:
    kind, day = ADVICES if row["kind"] in _KINDS else ANNUALS, beijing_day(row["drafted_at"])
    strides = list(_of_advice(row, day) if kind is ADVICES else _of_report(row, day))
    record = kind.model(id=new_id(), seq=0, head=b"", lodged_at=row["drafted_at"])
    record.title = str(strides[0].decision.particulars["title"])
    facts = kind.procedure.newborn(strides[0].decision.particulars)
    for stride in strides:
        facts = _write(kind, record, facts, stride)
    # Nobody is told today of what was done long ago.
    Message.objects.filter(record=record.id, topic="staff").delete()
    if row["paper_id"] is not None:
        _keep_paper(record.id, row["paper_id"])


def _write(kind: Kind, record: Any, facts: Any, stride: Stride) -> Any:
    now = timezone.now()
    moment = Moment(min(stride.at, now), now, None)
    world, by = world_on(moment.day), Actor(stride.by, stride.organ, frozenset({stride.decision.role}))
    event, after = append(kind, record, facts, stride.decision, by, moment)
    if event.seq == 1:
        table = kind.model._meta.db_table
        record.number = next_of_kind(table, kind.mark, world.chart.organ(stride.organ).code, moment.day)
    kind.project(Step(record, facts, after, stride.decision, event, world))
    return after


def _keep_paper(record: int, paper: int) -> None:
    """The paper that was issued is the one this record owed; its number, day and files stay as they are."""
    owed = OwedPaper.objects.get(record=record)
    issued = Issued.objects.get(id=paper)
    issued.matter, issued.event_seq, issued.owed = record, owed.event_seq, owed.id
    issued.save(update_fields=["matter", "event_seq", "owed"])
    ledgers.bind(ledgers.PAPERS, "carried", [issued])
    if issued.drawn_at is not None:
        OwedPaper.objects.filter(id=owed.id).update(issued_on=issued.issued_on)


def _begun(row: Mapping[str, Any], day: date) -> dict[str, Any]:
    said = {name: value for name, value in json.loads(row["said"]).items() if value}
    book = book_for(day, preferred_book(row["organ"], day)).key
    start = {"organ": row["organ"], "owner": row["drafted_by"], "book": book, "lodged_on": day.isoformat()}
    return {**said, **start, CARRIED: row["id"]}


def _decided(act: Any, role: Role, to: Any, holder: int, owner: int, **more: Any) -> Decision:
    article = more.pop("article", _ARTICLE)
    return Decision(act=act, role=role, to=to, citation=article, holder=holder, owner=owner, **more)


def _of_advice(row: Mapping[str, Any], day: date) -> Iterator[Stride]:
    act, stage, at, organ, drafter = AdviceAct, AdviceStage, row["drafted_at"], row["organ"], row["drafted_by"]
    kind, world = _KINDS[row["kind"]], world_on(day)
    said = {**_begun(row, day), "kind": kind.value, "to_organ": row["to_organ"], "links": []}
    said["title"] = f"{kind.label}（{world.chart.organ(row['to_organ']).name}）"[:120]
    until = said.pop("until", None)
    yield Stride(
        at, drafter, organ, _decided(act.RAISE, Role.SUPERVISOR, stage.DRAFT, organ, drafter, particulars=said)
    )
    if row["state"] == "draft":
        return
    head = row["approved_by"] or _duty(world, organ, HEADS, drafter)
    yield Stride(at, drafter, organ, _decided(act.SUBMIT, Role.SUPERVISOR, stage.SUBMITTED, organ, head))
    if row["issued_on"] is None:
        return
    to, signed = row["to_organ"], _evening(row["issued_on"])
    last = row["answer_by"] or _day(until)
    clock = Clock(kind=AdviceClock.ANSWER, started=row["issued_on"], length=0, unit=Unit.DAYS, fixed=last)
    there = row["answered_by"] or _duty(world_on(row["issued_on"]), to, RECEIVERS, head)
    yield Stride(signed, head, organ, _decided(
        act.ISSUE, Role.HEAD, stage.ISSUED, to, there, opens=(clock,), papers=(Paper(row["kind"]),),
        particulars={"until": last.isoformat()} if last else {},
    ))  # fmt: skip
    if row["answered_on"] is None:
        return
    answer = {"adoption": row["adopted"], "answer": row["answer"]}
    yield Stride(_evening(row["answered_on"]), there, to, _decided(
        act.ANSWER, Role.HEAD, stage.ANSWERED, organ, drafter, stops=(AdviceClock.ANSWER,), particulars=answer,
    ))  # fmt: skip


def _of_report(row: Mapping[str, Any], day: date) -> Iterator[Stride]:
    act, stage, at, organ, drafter = AnnualAct, AnnualStage, row["drafted_at"], row["organ"], row["drafted_by"]
    said = _begun(row, day)
    said |= {"title": f"{said['year']}年信访情况年度报告", "year": int(said["year"])}
    said["figures"] = json.loads(row["figures"]) if row["figures"] else {}
    begun = _decided(act.DRAW_UP, Role.SUPERVISOR, stage.DRAFT, organ, drafter, particulars=said, article=_REPORT)
    yield Stride(at, drafter, organ, begun)
    if row["state"] == "draft":
        return
    head = row["approved_by"] or _duty(world_on(day), organ, HEADS, drafter)
    laid = _decided(act.SUBMIT, Role.SUPERVISOR, stage.SUBMITTED, organ, head, article=_REPORT)
    yield Stride(at, drafter, organ, laid)
    if row["issued_on"] is not None:
        yield Stride(_evening(row["issued_on"]), head, organ, _decided(
            act.ISSUE, Role.HEAD, stage.ISSUED, organ, head, papers=(Paper.ANNUAL_REPORT,), article=_REPORT,
            particulars={"addressees": [row["to_organ"]]},
        ))  # fmt: skip


def _duty(world: World, organ: int, roles: tuple[Role, ...], otherwise: int) -> int:
    return world.duty(organ, roles, frozenset()) or otherwise


def _evening(day: date) -> datetime:
    return datetime.combine(day, time(17, 0), BEIJING)
