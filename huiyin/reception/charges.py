"""Leaders' charges (领导包案) as a kind of record: what the matter's own journal shows is asked before the law is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

from huiyin.cases.asked import matter_for
from huiyin.cases.lending import titles
from huiyin.cases.models import Case
from huiyin.cases.relations import AWAITED, CHARGED, SUPERVISED, resting
from huiyin.cases.snapshots import load_facts
from huiyin.law.charge.facts import ChargeFacts
from huiyin.law.charge.procedure import CHARGE
from huiyin.law.charge.vocabulary import ChargeAct, ChargeClock, ChargeStage, Unsolved
from huiyin.law.chart.organs import Level
from huiyin.law.chart.watching import offices_over
from huiyin.law.frame.facts import Actor
from huiyin.law.matter.promising import KIND as PROMISED
from huiyin.law.sources.articles import cite
from huiyin.law.terms import Execution, Role, Stage
from huiyin.law.words import P, Phrase
from huiyin.reception.charge_papers import paper
from huiyin.reception.leaders import Leader, leader_of
from huiyin.reception.leading import leading_on
from huiyin.reception.level_rules import asked_level, levels_asked
from huiyin.reception.models import Charge
from huiyin.reception.visits import promised_table, said_of
from huiyin.record import rows
from huiyin.record.kinds import Given, Kind, Moment, Prepared, Tells
from huiyin.record.models import Event
from huiyin.record.projection import linked, with_columns
from huiyin.record.reading import linked_to
from huiyin.record.rows import Past, RowFault, differing
from huiyin.record.sections import Section
from huiyin.record.snapshots import facts_from
from huiyin.record.worlds import beijing_day, world_on

A = ChargeAct
#: Stages of an undertaking in which nobody may say that what was promised is done.
_NOT_KEPT: Final = frozenset({"promised", "offered", "denied", "reported"})
#: Who at an office is told that a charge is not kept, in this order.
_WATCHERS: Final = (Role.SUPERVISOR, Role.DISPATCHER, Role.HEAD)
_OVER: Final = frozenset({Stage.CLOSED, Stage.ARCHIVED})


def _prepare(row: Charge, act: ChargeAct, given: Given, by: Actor, moment: Moment) -> Prepared:
    if act is A.TAKE_ON:
        return _taken_on(row, given, by, moment.day)
    if act is A.NOTE_OVERDUE or act is A.NAME_HANDLER:
        return given, ()
    case = Case.objects.get(id=row.matter)
    known = {"matter": case.number, "leader_name": row.leader_name, **_secret(case)}
    if act is A.HAND_ON:
        known |= {**_led_by(leader_of(given, by, moment.day), by, moment.day), "number": row.number, "plan": _plan(row)}
    if act is A.SOLVE:
        known["unsolved"] = [each.value for each in unsolved(case)]
    if act is A.DENY:
        facts: ChargeFacts = facts_from(CHARGE, row.facts)
        known["answer_by"] = _days_after(moment.day, leading_on(moment.day).charging.answer_days)
        known["watching"] = [organ for _, organ in _watching(facts, case, moment.day)]
    if act is A.NOTE_LEFT:
        known["succeed_by"] = _days_after(moment.day, leading_on(moment.day).charging.succeed_days)
    return {**given, **known}, ()


def _taken_on(row: Charge, given: Given, by: Actor, on: date) -> Prepared:
    case = matter_for(A.TAKE_ON, given, by, on, cite("xf2022", 18, 2))
    leader, found = leader_of(given, by, on), levels_asked(case, on)
    facts, world = load_facts(case.facts), world_on(on)
    near = {facts.coordinator, facts.holder, facts.responsible or facts.holder} - world.barred(facts)
    row.leader_name = leader.said
    known = {
        "title": title_of(case.number), "matter": case.number, "matter_id": case.id, "near": sorted(near),
        "found": {rule.value: level.value for rule, level in found.items()}, "asked": asked_level(found),
        "meet_by": _days_after(on, leading_on(on).charging.meet_days), "taken": _taken(case),
        **_led_by(leader, by, on), **_secret(case),
    }  # fmt: skip
    return {**given, **known}, (linked(row, CHARGE.key, case.id, "matter", CHARGED),)


def _days_after(day: date, days: int) -> str:
    return (day + timedelta(days=days)).isoformat()


def _led_by(leader: Leader, by: Actor, on: date) -> dict[str, Any]:
    organ = world_on(on).chart.organs.get(leader.organ)
    return {
        "leader_id": leader.person, "leader_organ": leader.organ, "leader_name": leader.said,
        "level": organ.level.value if organ else "",
    }  # fmt: skip


def title_of(number: str) -> str:
    """Without a word of the matter: the title stands in lists."""
    return f"包案：{number}"


def _plan(row: Charge) -> str:
    """What the leader meant to do, for whoever comes after."""
    return said_of(row, "plan")[-1]


def _secret(case: Case) -> dict[str, Any]:
    facts = load_facts(case.facts)
    return {
        "secret": case.report, "archived": facts.stage is Stage.ARCHIVED,
        "unfit": sorted(facts.recused | facts.accused_persons),
    }  # fmt: skip


def _taken(case: Case) -> str | None:
    row = Charge.objects.filter(matter=case.id, closed_on__isnull=True).first()
    return row.number if row else None


def _watching(facts: ChargeFacts, case: Case, on: date) -> Iterator[tuple[int, int]]:
    """Who supervises the leader's organ: the nearest office above that may read the matter, and who does so there."""
    world, of_matter = world_on(on), load_facts(case.facts)
    shut, unfit = world.barred(of_matter), world.unfit(of_matter) | of_matter.recused | {facts.leader}
    for office in offices_over(world.chart, world.standing(facts.leader_organ)):
        person = world.duty(office, _WATCHERS, unfit)
        if person is not None and office not in shut:
            yield person, office
            return


def _tells(row: Charge, event: Event) -> Iterator[Tells]:
    """The supervisor, when the person says that it is not kept."""
    if event.act == A.DENY:
        facts: ChargeFacts = facts_from(CHARGE, row.facts)
        for person, office in _watching(facts, Case.objects.get(id=row.matter), beijing_day(event.at)):
            yield person, office, "pressed"


# Solved or not --------------------------------------------------------------------------------------------------------


def unsolved(case: Case) -> Iterator[Unsolved]:
    """What the record holds against a solution, the weightiest first."""
    facts = load_facts(case.facts)
    if any(claim.execution is Execution.DENIED for claim in facts.claims):
        yield Unsolved.DENIED
    elif facts.stage not in _OVER and not facts.content:
        yield Unsolved.HANDLING
    if any(_unanswered(row) for row in resting(case, how=CHARGED)):
        yield Unsolved.SAID
    if any(row.stage in _NOT_KEPT for row in resting(case, record_kind=PROMISED)):
        yield Unsolved.PROMISE
    if any(row.closed_on is None and row.stage != "proposed" for row in resting(case, how=SUPERVISED)):
        yield Unsolved.ORDER
    if any(row.closed_on is None for row in resting(case, how=AWAITED)):
        yield Unsolved.CONDITION


def _unanswered(row: Any) -> bool:
    """Whether the person said that a charge is not kept, and nobody has answered."""
    facts: ChargeFacts = facts_from(CHARGE, row.facts)
    return row.closed_on is None and facts.running(ChargeClock.ANSWER) is not None


# Beside the journal ---------------------------------------------------------------------------------------------------


def _first(record: int) -> Iterable[tuple[str, int]]:
    """The matter changes with it, and is locked before it: an act of the matter locks them in the same order."""
    return (("matter", matter) for matter in Charge.objects.filter(id=record).values_list("matter", flat=True))


def _columns(facts: ChargeFacts) -> Mapping[str, Any]:
    return {
        "matter": facts.matter, "leader": facts.leader, "leader_organ": facts.leader_organ, "rule": facts.rule.value,
        "level": facts.level, "until": facts.until, "met_on": facts.met_on, "solved_on": facts.solved_on,
    }  # fmt: skip


_shared = rows.with_columns(CHARGE, _columns)


def _derive(row: Charge, pasts: Sequence[Past]) -> Iterator[RowFault]:
    """What every kind has, and the leader's name as it was written down."""
    yield from _shared(row, pasts)
    wanted = Charge(id=row.id, leader_name=str(pasts[0].law.particulars.get("leader_name", "")))
    yield from differing([row], [wanted], ("pk",), ("leader_name",), row.id)


# What its page shows --------------------------------------------------------------------------------------------------


def _shows(row: Charge, actor: Actor, on: date) -> Iterator[Section]:
    """Who answers for it, whether the day was kept, and what was promised in it."""
    facts: ChargeFacts = facts_from(CHARGE, row.facts)
    yield Section(P("包案的领导"), rows=tuple(_led(row, facts, on)))
    found = [each.row for each in linked_to(row, actor, on) if each.kind.key == PROMISED and not each.rests]
    if found:
        yield Section(P("包案时答应的事"), table=promised_table(found, on))


_KEPT: Final = {True: P("按期解决"), False: P("没有按期解决"), None: P("不计入按期、逾期")}


def _led(row: Charge, facts: ChargeFacts, on: date) -> Iterator[tuple[Phrase, Phrase | str]]:
    organ = world_on(on).chart.organs.get(world_on(on).standing(facts.leader_organ))
    yield P("领导"), P("{name}，{organ}", name=row.leader_name, organ=organ.name if organ else "")
    yield P("为什么包案"), facts.rule.label
    if facts.asked:
        yield P("按规则"), P("由{level}或者更高的领导包案", level=Level(facts.asked).label)
    kept = facts.kept(on)
    said = P("还没有到期") if kept is None and row.closed_on is None else _KEPT[kept]
    yield P("期限"), P("{day}以前解决：{kept}", day=facts.until, kept=said)
    if facts.extended:
        yield P("原来定的"), P("{day}，延了{n}次", day=facts.first_until, n=facts.extended)
    if facts.denied_on:
        answered = facts.answered_on is not None and facts.running(ChargeClock.ANSWER) is None
        told = P("{day}答复了", day=facts.answered_on) if answered else P("还没有答复")
        yield P("信访人说没有兑现"), P("{n}次，最近{day}：{told}", n=facts.denied, day=facts.denied_on, told=told)
    yield P("与信访人见面"), P("{n}次，最近{day}", n=facts.met, day=facts.met_on) if facts.met_on else P("还没有见面")


def _suggest(row: Charge, act: ChargeAct, facts: ChargeFacts, on: date) -> Mapping[str, Any]:
    """The day that stands, for whoever comes after a leader."""
    return {"until": facts.until.isoformat()} if act is A.HAND_ON and facts.until >= on else {}


def _wants(facts: ChargeFacts, on: date) -> ChargeAct | None:
    """What is to be done next: whoever comes after a leader, the person's word, the first talk, then its progress."""
    if facts.stage is ChargeStage.LEFT:
        return A.HAND_ON
    if facts.running(ChargeClock.ANSWER) is not None:
        return A.ANSWER
    return A.NOTE if facts.met else A.MEET


CHARGES = Kind(
    CHARGE, Charge, with_columns(_columns), prepare=_prepare, first=_first, derive=_derive, mark="B", shows=_shows,
    suggest=_suggest, paper=paper, borrows=titles,
    wants=_wants, tells=_tells,
    told={A.DENY: "pressed", A.NOTE_OVERDUE: "overdue", A.NOTE_LEFT: "overdue"},
)  # fmt: skip
