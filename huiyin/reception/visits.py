"""A leader's visit (领导接访) as a kind of record: what the matter's own journal shows is asked before the law is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Final

from huiyin.cases.asked import matter_for
from huiyin.cases.lending import titles
from huiyin.cases.models import Case
from huiyin.cases.relations import VISITED
from huiyin.cases.snapshots import load_facts
from huiyin.law.beside import Manner
from huiyin.law.frame.facts import Actor
from huiyin.law.matter.promising import KIND as PROMISED
from huiyin.law.sources.articles import cite
from huiyin.law.terms import Stage
from huiyin.law.visit.facts import VisitFacts
from huiyin.law.visit.procedure import VISIT
from huiyin.law.visit.vocabulary import VisitAct, VisitStage
from huiyin.law.words import P, Phrase
from huiyin.reception.choosing import rules_of
from huiyin.reception.days import keep
from huiyin.reception.leaders import Leader, leader_of
from huiyin.reception.models import ReceptionDay, Visit
from huiyin.reception.visit_papers import paper
from huiyin.record import rows
from huiyin.record.door import FROM
from huiyin.record.kinds import KINDS, Given, Kind, Moment, Prepared, Step, Tells
from huiyin.record.models import Event, Link, Recorded
from huiyin.record.projection import COLUMNS, INSIDE, linked, reflect, write
from huiyin.record.reading import linked_to, visible_to
from huiyin.record.rows import Past, RowFault, differing
from huiyin.record.sections import Cell, Section, Table
from huiyin.record.snapshots import facts_from
from huiyin.record.worlds import world_on
from huiyin.store.rows import insert
from huiyin.typed.times import day_of
from huiyin.vault.opening import read_out

OWN: Final = ("matter", "manner", "leader", "day", "planned_on", "held_on")
#: Acts that write into the matter's journal, or hand the visit to somebody.
#: Acts by which a leader's note goes to the organ that it names.
_NOTES: Final = frozenset({VisitAct.INSTRUCT, VisitAct.SET_TASK})
#: Stages of an undertaking in which the organ has still to do something.
_TO_DO: Final = ("promised", "offered", "denied")
_LOOKS: Final = frozenset(VisitAct) - {VisitAct.ARRANGE, VisitAct.NOTE_OVERDUE}


def _prepare(row: Visit, act: VisitAct, given: Given, by: Actor, moment: Moment) -> Prepared:
    if act is VisitAct.ARRANGE:
        return _arranged(row, given, by, moment.day)
    if act in _LOOKS:
        facts: VisitFacts = facts_from(VISIT, row.facts)
        case = Case.objects.get(id=row.matter)
        known = {"leader_name": row.leader_name, "matter_number": case.number, **_when(facts, given), **_secret(case)}
        if act is VisitAct.TELL:
            known["open_tasks"] = [each.number for each in _open_tasks(row.id)]
        if act in _NOTES:
            known["addressees"] = [given.get("to_organ")]
        return {**given, **known}, ()
    return given, ()


def _open_tasks(visit: int) -> Any:
    """What was set there and of which the organ has still to say something."""
    links = Link.objects.filter(other=visit, record_kind=PROMISED, how=FROM)
    model = KINDS[PROMISED].model
    return model.objects.filter(id__in=links.values("record"), stage__in=_TO_DO).order_by("id")


def _first(record: int) -> Iterable[tuple[str, int]]:
    """The matter changes with it, and is locked before it: an act of the matter locks them in the same order."""
    return (("matter", matter) for matter in Visit.objects.filter(id=record).values_list("matter", flat=True))


def _when(facts: VisitFacts, given: Given) -> dict[str, str]:
    """The day that a sentence to the person names: the new one, else the one that was arranged."""
    return {} if given.get("on") else {"on": facts.planned_on.isoformat()}


def _arranged(row: Visit, given: Given, by: Actor, on: date) -> Prepared:
    case = matter_for(VisitAct.ARRANGE, given, by, on, cite("xf2022", 18, 2))
    leader = leader_of(given, by, on)
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
    """What was set there: promises to the person."""
    found = [each.row for each in linked_to(row, actor, on) if each.kind.key == PROMISED and not each.rests]
    if found:
        yield Section(P("交办、答应的事"), table=promised_table(found, on))


def promised_table(found: Sequence[Any], on: date) -> Table:
    """Undertakings with what was promised, whose it is, by when, and whether it was kept."""
    procedure, whats = KINDS[PROMISED].procedure, whats_of(found)
    lines = tuple(
        (
            Cell(each.number, "record", (PROMISED, each.number)),
            Cell(whats.get(each.id, "")),
            Cell(_organ(each.to_organ, on)),
            Cell(P("{day}", day=each.by)),
            Cell(procedure.stages(each.stage).label),
            Cell(_said(each, on)),
        )
        for each in found
    )
    heads = (P("落实事项"), P("什么事"), P("单位"), P("最迟哪天"), P("到哪一步"), P("办到没有"))
    return Table.of_words(heads, lines)


def _said(row: Any, on: date) -> Phrase:
    """Whether it was kept, in words."""
    if row.stage == "released":
        return P("不再适用")
    kept = kept_on(row, on)
    if kept is not None:
        return P("办到了") if kept else P("没有按期办到")
    return P("还没有到期") if row.reported_on is None else P("等信访人确认")


def set_at(visits: Iterable[int], actor: Actor, on: date, kind: str = VISIT.key) -> Any:
    """What was set at visits, or promised in other records of a leader, as far as the reader may read it; ``visit`` of
    each says in which."""
    links = Link.objects.filter(record_kind=PROMISED, other_kind=kind, how=FROM, other__in=list(visits))
    which = dict(links.values_list("record", "other"))
    rows = list(visible_to(KINDS[PROMISED], actor, on).filter(id__in=list(which)).order_by("id"))
    for row in rows:
        row.visit = which[row.id]
    return rows


def whats_of(found: Iterable[Any]) -> dict[int, str]:
    """What each undertaking said that was promised, by its id."""
    events = Event.objects.filter(record__in=[row.id for row in found], seq=1)
    return {event.record: str(read_out(event.payload)["said"].get("what", "")) for event in events}


def kept_on(row: Any, on: date) -> bool | None:
    """Whether what was set was kept: said to be done by the day first named, and so by the person's own word. Nothing
    while it is not due, or while the person has not said so."""
    if row.stage == "denied" or (row.reported_on or on) > row.first_by:
        return False
    return True if row.stage == "kept" else None


def _organ(organ: int, on: date) -> str:
    world = world_on(on)
    found = world.chart.organs.get(world.standing(organ))
    return found.name if found is not None else ""


def said_of(row: Recorded, name: str) -> list[str]:
    """What the events of a record said under a name, the oldest first."""
    found = (read_out(event.payload)["said"].get(name) for event in row.journal())
    return [str(each) for each in found if each]


def _wants(facts: VisitFacts, on: date) -> VisitAct | None:
    """What is to be done next, whoever does it: before the day what the leader could offer, on it what was said."""
    match facts.stage:
        case VisitStage.INVITED:
            return VisitAct.AGREE
        case VisitStage.PLANNED:
            return VisitAct.HOLD if facts.planned_on <= on else VisitAct.PREPARE
        case VisitStage.LAID:
            return VisitAct.INSTRUCT
        case VisitStage.WORKING | VisitStage.REPORTED:
            return VisitAct.TELL
    return None


_TOLD: Final = {VisitAct.ARRANGE: "invited", VisitAct.MOVE: "changed", VisitAct.CALL_OFF: "changed",
                VisitAct.DECLINE: "changed"}  # fmt: skip


def _tells(row: Visit, event: Event) -> Iterator[Tells]:
    """The leader, of the day and of any other."""
    facts: VisitFacts = facts_from(VISIT, row.facts)
    act = VisitAct(event.act)
    if act in _TOLD and facts.leader and facts.leader_organ:
        yield facts.leader, facts.leader_organ, _TOLD[act]


VISITS = Kind(
    VISIT, Visit, _project, prepare=_prepare, first=_first, derive=_derive, mark="V", shows=_shows, paper=paper,
    borrows=titles, wants=_wants, tells=_tells,
    told={
        VisitAct.NOTE_OVERDUE: "overdue",
    },
)  # fmt: skip
