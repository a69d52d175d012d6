"""A leader's visit (领导接访) as a kind of record: what the matter's own journal shows is asked before the law is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from huiyin.cases.asked import asked
from huiyin.cases.models import Case
from huiyin.cases.queries import screened
from huiyin.cases.relations import VISITED
from huiyin.cases.snapshots import load_facts
from huiyin.law.frame.facts import Actor
from huiyin.law.frame.verdict import Refusal
from huiyin.law.sources.articles import cite
from huiyin.law.terms import Manner, Stage
from huiyin.law.visit.facts import VisitFacts
from huiyin.law.visit.procedure import VISIT
from huiyin.law.visit.vocabulary import VisitAct
from huiyin.law.words import P, Phrase
from huiyin.reception.choosing import rules_of
from huiyin.reception.days import keep
from huiyin.reception.leaders import Leader, leaders_near
from huiyin.reception.models import ReceptionDay, Visit
from huiyin.reception.visit_papers import paper
from huiyin.record import rows
from huiyin.record.door import Refused
from huiyin.record.kinds import Given, Kind, Moment, Prepared, Step
from huiyin.record.models import Recorded
from huiyin.record.projection import COLUMNS, INSIDE, linked, reflect, write
from huiyin.record.rows import Past, RowFault, differing
from huiyin.record.sections import Section
from huiyin.record.snapshots import facts_from
from huiyin.record.worlds import world_on
from huiyin.store.rows import insert
from huiyin.typed.times import day_of
from huiyin.vault.opening import read_out

OWN: Final = ("matter", "manner", "leader", "day", "planned_on", "held_on")
#: Acts that write into the matter's journal, or hand the visit to somebody.
_LOOKS: Final = frozenset(VisitAct) - {VisitAct.ARRANGE, VisitAct.NOTE_OVERDUE}


def _prepare(row: Visit, act: VisitAct, given: Given, by: Actor, moment: Moment) -> Prepared:
    if act is VisitAct.ARRANGE:
        return _arranged(row, given, by, moment.day)
    if act in _LOOKS:
        facts: VisitFacts = facts_from(VISIT, row.facts)
        known = {"leader_name": row.leader_name, **_when(facts, given), **_secret(Case.objects.get(id=row.matter))}
        return {**given, **known}, ()
    return given, ()


def _when(facts: VisitFacts, given: Given) -> dict[str, str]:
    """The day that a sentence to the person names: the new one, else the one that was arranged."""
    return {} if given.get("on") else {"on": facts.planned_on.isoformat()}


def _arranged(row: Visit, given: Given, by: Actor, on: date) -> Prepared:
    case = _matter(given, by, on)
    leader = _leader(given, by, on)
    day = day_of(str(given.get("on", "")))
    row.matter, row.manner, row.leader = case.id, str(given["manner"]), leader.person
    row.leader_name = leader.said
    row.day = _published_day(leader, day) if row.manner != Manner.READS else 0
    known = {
        "title": title_of(Manner(row.manner), case.number), "matter": case.number, "matter_id": case.id,
        "leader_id": leader.person, "leader_organ": leader.organ, "leader_name": leader.said, "day_id": row.day,
        "found": [rule.value for rule in rules_of(case, on)], "taken": _taken(case), **_secret(case),
    }  # fmt: skip
    return {**given, **known}, (linked(row, VISIT.key, case.id, "matter", VISITED),)


def _published_day(leader: Leader, day: date | None) -> int:
    """The day on which this leader receives, if that day was published."""
    if not leader.person or day is None:
        return 0
    found = ReceptionDay.objects.filter(leader=leader.person, on=day, cancelled="").order_by("begins").first()
    return found.id if found is not None else 0


def _matter(given: Given, by: Actor, on: date) -> Case:
    """The matter, as far as whoever arranges may read all of it; unknown and unreadable are one answer."""
    case = asked(given.get("matter"), by, on)
    if case is None or screened(case, by, on):
        wrong = {"matter": P("没有找到这件信访事项，或者您不能看它。")}
        why = P("还有几处要补充或改正。")
        raise Refused(Refusal(VisitAct.ARRANGE, why, cite("xf2022", 18, 2), P("请核对编号。"), wrong))
    return case


def _leader(given: Given, by: Actor, on: date) -> Leader:
    """Somebody who leads here or above, by the name; whoever has no account is only named."""
    name, post = str(given.get("leader", "")).strip(), str(given.get("post", "")).strip()
    known = leaders_near(by.organ or 0, on).get(name)
    return Leader(name, post, known.person, known.organ) if known else Leader(name, post)


def title_of(manner: Manner, number: str) -> str:
    """Without a word of the matter: the title stands in lists. Its papers are Chinese in every language."""
    return f"{manner.label}：{number}"


def _secret(case: Case) -> dict[str, Any]:
    facts = load_facts(case.facts)
    return {
        "secret": case.report, "archived": facts.stage is Stage.ARCHIVED,
        "unfit": sorted(facts.recused | facts.accused_persons),
    }  # fmt: skip


def _taken(case: Case) -> str | None:
    row = Visit.objects.filter(matter=case.id, closed_on__isnull=True).first()
    return row.number if row else None


def _project(step: Step) -> None:
    """The columns by which days and leaders find their visits, beside what every kind has."""
    row, facts = step.row, step.after
    reflect(row, VISIT, facts, step.world)
    row.planned_on, row.held_on = facts.planned_on, facts.held_on
    if step.event.act == VisitAct.HOLD and row.day:
        keep(row.day, by=step.event.by, at=step.event.at)
    write(step, VISIT, (*COLUMNS, "planned_on", "held_on"), INSIDE, stands=True)
    for each in step.rows:
        insert([each])


def _derive(row: Visit, pasts: Sequence[Past]) -> Iterator[RowFault]:
    """What every kind has, and the columns of a visit by its events."""
    yield from rows.opened(row, VISIT, pasts)
    facts: VisitFacts = pasts[-1].after
    said = pasts[0].law.particulars
    wanted = Visit(
        id=row.id, matter=facts.matter, manner=facts.manner.value, leader=facts.leader, day=facts.day,
        planned_on=facts.planned_on, held_on=facts.held_on, leader_name=str(said.get("leader_name", "")),
    )  # fmt: skip
    yield from differing([row], [wanted], ("pk",), (*OWN, "leader_name"), row.id)


def _shows(row: Visit, actor: Actor, on: date) -> Iterator[Section]:
    """What was set there, whose it is, by when, and whether it was kept."""
    facts: VisitFacts = facts_from(VISIT, row.facts)
    if facts.tasks:
        yield Section(P("交办的事"), rows=tuple(_tasks(row, facts, on)))


def _tasks(row: Visit, facts: VisitFacts, on: date) -> Iterator[tuple[Phrase, Phrase]]:
    world, texts = world_on(on), task_texts(row)
    for task in facts.tasks:
        organ = world.chart.organs.get(world.standing(task.organ))
        state = P("{day}报告办好", day=task.done_on) if task.done_on else P("还没有报告")
        told = P(
            "{what}（{organ}{who}，最迟{until}）：{state}",
            what=texts.get(task.number, ""), organ=organ.name if organ else "", who=task.person, until=task.until,
            state=state,
        )  # fmt: skip
        yield P("第{n}件", n=task.number), told


def task_texts(row: Visit) -> dict[int, str]:
    """The words of each task, by its number, out of the journal."""
    texts = said_of(row, "task_text")
    return dict(enumerate(texts, 1))


def said_of(row: Recorded, name: str) -> list[str]:
    """What the events of a record said under a name, the oldest first."""
    found = (read_out(event.payload)["said"].get(name) for event in row.journal())
    return [str(each) for each in found if each]


def _suggest(row: Visit, act: VisitAct, facts: VisitFacts, on: date) -> Mapping[str, Any]:
    """The task that is spoken of: the first one open, or the last one reported."""
    if act is VisitAct.REPORT and facts.next_task is not None:
        return {"task": facts.next_task.number}
    if act is VisitAct.RETURN:
        done = [task.number for task in facts.tasks if not task.open]
        return {"task": done[-1]} if done else {}
    return {}


VISITS = Kind(
    VISIT, Visit, _project, prepare=_prepare, suggest=_suggest, derive=_derive, mark="V", shows=_shows, paper=paper,
    told={
        VisitAct.REPORT: "decided", VisitAct.RETURN: "returned", VisitAct.NOTE_OVERDUE: "overdue",
        VisitAct.SET_TASK: "pressed",
    },
)  # fmt: skip
