"""What earlier versions kept in a visit of what a leader set there becomes undertakings, once, after migrating.

Each thing that was set gets its record: promised when it was set, reported when its organ said that it was done. The
visit says so with one more entry and keeps no list of its own from then on; nothing of its journal is changed. Of what
became a report of wrongdoing, or lies in the archive, no undertaking is made: its words stay where they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from django.utils import timezone

from huiyin.cases.models import Case
from huiyin.cases.snapshots import load_facts
from huiyin.law.frame.decide import decide
from huiyin.law.frame.facts import SYSTEM, Actor
from huiyin.law.frame.verdict import Decision
from huiyin.law.matter.promising import KIND
from huiyin.law.terms import Role, Stage
from huiyin.law.undertaking.facts import periods
from huiyin.law.undertaking.vocabulary import Source, UndertakingAct, UndertakingClock, UndertakingStage
from huiyin.law.visit.facts import Task, VisitFacts
from huiyin.law.visit.procedure import VISIT
from huiyin.law.visit.table import LAW
from huiyin.law.visit.vocabulary import VisitAct, VisitClock
from huiyin.oversight.models import Undertaking
from huiyin.oversight.undertakings import UNDERTAKINGS, title_of
from huiyin.reception.models import Visit
from huiyin.reception.visits import VISITS
from huiyin.record.door import FROM, append, as_law
from huiyin.record.kinds import Moment, Step
from huiyin.record.models import Event, Message
from huiyin.record.numbers import next_of_kind
from huiyin.record.projection import linked
from huiyin.record.snapshots import facts_from
from huiyin.record.worlds import beijing_day, world_on
from huiyin.store.ids import new_id
from huiyin.store.locks import writing

A, S, C = UndertakingAct, UndertakingStage, UndertakingClock
_SLICE: Final = 500
_WORK: Final = (C.CARRY_OUT, C.REDO)


def carry_visits_over() -> int:
    """How many undertakings were opened; none where no visit keeps a list of its own any more."""
    done = 0
    with writing():
        for row in _visits():
            facts: VisitFacts = facts_from(VISIT, row.facts)
            if facts.tasks:
                done += sum(_open(row, facts, task) for task in facts.tasks) if _may_be_promised(facts) else 0
                _carried(row, facts)
    return done


def _visits() -> Iterator[Visit]:
    after = 0
    while rows := list(Visit.objects.filter(id__gt=after, held_on__isnull=False).order_by("id")[:_SLICE]):
        yield from rows
        after = rows[-1].id


def _may_be_promised(facts: VisitFacts) -> bool:
    case = Case.objects.get(id=facts.matter)
    return not case.report and case.merged_into is None and load_facts(case.facts).stage is not Stage.ARCHIVED


def _open(visit: Visit, facts: VisitFacts, task: Task) -> bool:
    """The record of one thing that was set, with what its organ said of it."""
    events = list(visit.journal())
    told = [as_law(event) for event in events]
    first = [place for place, each in enumerate(told) if each.particulars.get("task_text")][task.number - 1]
    event, said = events[first], told[first].particulars
    row = Undertaking(id=new_id(), seq=0, head=b"", lodged_at=event.at)
    links = (
        linked(row, KIND, facts.matter, "matter", FROM),
        linked(row, KIND, visit.id, VISIT.key, FROM, event.seq),
    )
    begun, decision = _promised(facts, task, event, str(said["task_text"]))
    row.title = str(decision.particulars["title"])
    after = _write(row, begun, decision, event, links)
    for place in _reports(told, task) if not task.open else ():
        lengths = periods(after.book)
        opened = lengths[C.CONFIRM].start(C.CONFIRM, told[place].on)
        words = {"account": told[place].particulars["done"], "carried": events[place].id}
        reported = replace(
            decision, act=A.REPORT, to=S.REPORTED, opens=(opened,), stops=_WORK, particulars=words, also=()
        )
        after = _write(row, after, reported, events[place], ())
    # Nobody is told today of what was done long ago.
    Message.objects.filter(record=row.id, topic="staff").delete()
    return True


def _reports(told: Sequence[Any], task: Task) -> Iterator[int]:
    """Where its organ said last that it was done."""
    named = [
        place
        for place, each in enumerate(told)
        if each.act is VisitAct.REPORT and str(each.particulars.get("task")) == str(task.number)
    ]
    yield from named[-1:]


def _promised(facts: VisitFacts, task: Task, event: Event, what: str) -> tuple[Any, Decision]:
    """As the law would have it; where nobody is on duty there, whoever arranged the visit follows it."""
    case, day = Case.objects.get(id=facts.matter), beijing_day(event.at)
    matter, world = load_facts(case.facts), world_on(day)
    near = {matter.coordinator, matter.holder, matter.responsible or matter.holder} - world.barred(matter)
    until = task.until.isoformat()
    said = {
        "title": title_of(case.number, task.until), "matter": case.number, "matter_id": case.id, "until": until,
        "what": what, "whose": task.person, "source": Source.VISIT.value, "to_organ": task.organ,
        "near": sorted(near), "organ": facts.coordinator, "owner": event.by or facts.drafter, "book": case.book,
        "lodged_on": day.isoformat(), "from_matter": True,
    }  # fmt: skip
    born = UNDERTAKINGS.procedure.newborn(said)
    by = Actor(event.by, event.organ, frozenset({Role.SYSTEM}))
    verdict = decide(UNDERTAKINGS.procedure, A.PROMISE, born, by, day, world, said)
    words = {name: value for name, value in said.items() if name != "from_matter" and value != ""}
    words["carried"] = event.id
    if isinstance(verdict, Decision):
        return born, replace(verdict, particulars={**words, **dict(verdict.particulars)})
    opened = periods(born.book)[C.CARRY_OUT].start(C.CARRY_OUT, day, task.until)
    holder, owner = facts.coordinator, facts.drafter
    return born, Decision(
        act=A.PROMISE, role=Role.SYSTEM, to=S.PROMISED, citation=LAW, holder=holder, owner=owner, opens=(opened,),
        particulars=words,
    )  # fmt: skip


def _write(row: Undertaking, facts: Any, decision: Decision, past: Event, rows: tuple[Any, ...]) -> Any:
    now = timezone.now()
    moment = Moment(min(past.at, now), now, None)
    world = world_on(moment.day)
    by = Actor(past.by, past.organ, frozenset({decision.role}))
    event, after = append(UNDERTAKINGS, row, facts, decision, by, moment, rows)
    if event.seq == 1:
        code = world.chart.organ(world.standing(facts.holder)).code
        row.number = next_of_kind(Undertaking._meta.db_table, UNDERTAKINGS.mark, code, beijing_day(now))
    UNDERTAKINGS.project(Step(row, facts, after, decision, event, world, rows))
    return after


def _carried(row: Visit, facts: VisitFacts) -> None:
    """The visit says that its list is one no more; whoever arranged it follows what comes of it."""
    now = timezone.now()
    moment = Moment(now, now, None)
    over = facts.stage in VISIT.over
    world = world_on(moment.day)
    decision = Decision(
        act=VisitAct.CARRY, role=Role.SYSTEM, to=facts.stage, citation=LAW,
        holder=facts.holder if over else world.standing(facts.coordinator),
        owner=facts.owner if over else facts.drafter, stops=(VisitClock.TASK,),
    )  # fmt: skip
    event, after = append(VISITS, row, facts, decision, SYSTEM, moment)
    VISITS.project(Step(row, facts, after, decision, event, world, ()))
    Message.objects.filter(record=row.id, seq=event.seq, topic="staff").delete()
