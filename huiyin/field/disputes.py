"""Disputes (矛盾纠纷) as a kind of record: who they concern is put apart, and whence they came is asked first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

from huiyin.cases.asked import asked
from huiyin.cases.identity import open_identity
from huiyin.cases.lodging import PETITIONING
from huiyin.cases.models import Case, Claim, Party
from huiyin.field import people
from huiyin.field.models import Dispute, Involved
from huiyin.field.paper import agreement_of
from huiyin.field.petitions import lodged_for
from huiyin.field.places import called, to_choose
from huiyin.field.rounds import ROUNDS
from huiyin.field.shown import in_the_clear, shows
from huiyin.field.telling import tells
from huiyin.law.dispute.facts import DisputeFacts, Instalment
from huiyin.law.dispute.measures import measures
from huiyin.law.dispute.procedure import DISPUTE
from huiyin.law.dispute.vocabulary import DisputeAct, DisputeStage, Grade, Sort
from huiyin.law.frame.facts import Actor
from huiyin.law.frame.particulars import Unfit
from huiyin.law.frame.verdict import Refusal, to_correct
from huiyin.law.reading import CONFIDANTS
from huiyin.law.rounds.procedure import ROUND
from huiyin.law.words import P, Phrase
from huiyin.record import rows
from huiyin.record.conditions import Condition
from huiyin.record.door import Refused
from huiyin.record.kinds import Choices, Given, Kind, Moment, Narrowing, Prepared, Step
from huiyin.record.projection import COLUMNS, INSIDE, linked, reflect, write
from huiyin.record.reading import find, standing_readers
from huiyin.record.rows import Past, RowFault, differing
from huiyin.store.rows import insert

#: How a dispute is linked to the petition that it came from or became.
PETITION: Final = "petition"
#: How it is linked to the round on which it was found.
FOUND_ON: Final = "found"
_OWN: Final = ("place", "sort", "grade", "matter", "settled_on")
_NAMES_SOMEBODY: Final = frozenset({DisputeAct.FIND, DisputeAct.NAME_PARTIES})


def _prepare(row: Dispute, act: DisputeAct, given: Given, by: Actor, moment: Moment) -> Prepared:
    values, brought = dict(given), list[Any]()
    if act is DisputeAct.FIND:
        brought += _found(row, values, by, moment.day)
    if act in _NAMES_SOMEBODY and values.get(people.PARTIES):
        said = _people(act, values)
        brought += people.rows_of(row.id, said)
        values[people.PARTIES] = people.marked(row.id, said)
        if act is DisputeAct.FIND:
            values["people"] = values.get("people") or len(said)
    if act is DisputeAct.BECOME:
        lodged = lodged_for(row, values, by, moment)
        values |= {"matter_id": lodged.id, "matter": lodged.number}
        brought.append(linked(row, DISPUTE.key, lodged.id, "matter", PETITION))
    return values, tuple(brought)


def _people(act: DisputeAct, given: Given) -> list[dict[str, str]]:
    try:
        return people.said_in(given)
    except Unfit as unfit:
        raise Refused(_to_correct(act, people.PARTIES, unfit.phrase)) from None


def _to_correct(act: DisputeAct, field: str, why: Phrase) -> Refusal:
    return to_correct(act, DISPUTE.by_act[act][0].article, {field: why})


def _found(row: Dispute, values: dict[str, Any], by: Actor, on: date) -> list[Any]:
    """The place by its name; of the petition behind it whatever was not said anew."""
    values["title"] = title_of(str(values["place"]), str(values["sort"]))
    brought = _on_a_round(row, values, by, on)
    case = asked(values.get("matter"), by, on) if values.get("matter") else None
    if case is None:
        return brought
    values |= {"matter_id": case.id, "matter_report": case.report}
    if case.report:
        return brought
    values["account"] = values.get("account") or _asked_in(case)
    values[people.PARTIES] = values.get(people.PARTIES) or _petitioners_of(case)
    return [*brought, linked(row, DISPUTE.key, case.id, "matter", PETITION)]


def _on_a_round(row: Dispute, values: Mapping[str, Any], by: Actor, on: date) -> list[Any]:
    """The round on which it was found; one that nobody here may read finds nothing, as one that there is not."""
    found = find(ROUNDS, by, on, str(values["round"]).strip()) if values.get("round") else None
    if values.get("round") and found is None:
        raise Refused(_to_correct(DisputeAct.FIND, "round", P("没有找到这次走访，请核对编号。")))
    return [linked(row, DISPUTE.key, found.id, ROUND.key, FOUND_ON)] if found else []


def title_of(place: str, sort: str) -> str:
    """Place and sort and nothing else: titles stand in lists and in the search."""
    return f"{called(place)}{Sort(sort).label}"


def _asked_in(case: Case) -> str:
    claims = Claim.objects.filter(case=case, split_to__isnull=True).order_by("seq")
    return "\n".join(each.request for each in claims)


def _petitioners_of(case: Case) -> list[dict[str, str]]:
    """Who petitioned is the first side; who the other is, is still to be said."""
    found = Party.objects.filter(case=case, capacity__in=[each.value for each in PETITIONING]).order_by("id")
    opened = [(party, open_identity(party)) for party in found]
    rows = [{"side": "a", **{name: getattr(each, name) for name in people.FIELDS}} for _, each in opened]
    return [row for row in rows if row["name"]]


# Beside the journal --------------------------------------------------------------------------------------------------


def _project(step: Step) -> None:
    row: Dispute = step.row
    reflect(row, DISPUTE, step.after, step.world)
    _own_columns(row, step.after)
    write(step, DISPUTE, (*COLUMNS, "grade", "matter", "settled_on"), INSIDE, stands=True)
    for each in step.rows:
        insert([each])


def _own_columns(row: Dispute, facts: DisputeFacts) -> None:
    row.place, row.sort, row.grade = facts.place, facts.sort.value, facts.grade.value
    row.matter, row.settled_on = facts.matter, facts.settled_on


def _derive(row: Dispute, pasts: Sequence[Past]) -> Iterator[RowFault]:
    yield from rows.opened(row, DISPUTE, pasts)
    wanted = Dispute(id=row.id)
    _own_columns(wanted, pasts[-1].after)
    yield from differing([row], [wanted], ("pk",), _OWN, row.id)


def _belongings(row: Dispute) -> list[Involved]:
    return people.involved_in(row.id)


def _readable(actor: Actor, on: date) -> Condition | None:
    """Whoever mediates; who leads the organs that have to do with it; who oversees the area. Nobody else there."""
    found = standing_readers(actor, on)
    if found is None or actor.roles & CONFIDANTS:
        return found
    sql, values = found.in_braces
    return Condition(f"({sql} AND {{owner}} = %s)", (*values, actor.person))


def _suggest(row: Dispute, act: DisputeAct, facts: DisputeFacts, on: date) -> Mapping[str, Any]:
    """Soon, the sooner the graver (tiaojie2010 Art. 21 ¶2); a person may say another day."""
    if act is DisputeAct.PERFORM and (left := _left(facts)):
        return {"which": left[0][0]}
    if act not in (DisputeAct.ASSIGN, DisputeAct.MEDIATE, DisputeAct.RECUR):
        return {}
    return {"until": (on + timedelta(days=measures().first_talk[facts.grade])).isoformat()}


def _left(facts: DisputeFacts) -> list[tuple[int, Instalment]]:
    """What is not done yet of what was promised, with its number."""
    return [(number, each) for number, each in enumerate(facts.instalments, 1) if each.done is None]


def _choose(row: Dispute, act: DisputeAct, facts: DisputeFacts, on: date) -> Choices:
    """The instalment that is spoken of, by its day and words."""
    if act is not DisputeAct.PERFORM:
        return {}
    words = (
        (number, P("第{n}期：{what}（{on}）", n=number, what=each.what, on=each.on)) for number, each in _left(facts)
    )
    return {"which": [(str(number), said) for number, said in words]}


def _wants(facts: DisputeFacts, on: date) -> DisputeAct | None:
    """What comes next, whoever does it: nothing where the parties have their own time."""
    match facts.stage:
        case DisputeStage.FOUND:
            return DisputeAct.ASSIGN
        case DisputeStage.MEDIATING:
            return DisputeAct.MEDIATE
        case DisputeStage.AGREED:
            return DisputeAct.PERFORM
        case DisputeStage.FOLLOWED:
            return DisputeAct.VISIT
    return None


DISPUTES = Kind(
    DISPUTE,
    Dispute,
    _project,
    prepare=_prepare,
    kept=people.kept,
    derive=_derive,
    belongings=_belongings,
    mark="J",
    told={DisputeAct.NOTE_OVERDUE: "overdue"},
    tells=tells,
    readable=_readable,
    suggest=_suggest,
    choose=_choose,
    wants=_wants,
    shows=shows,
    narrowed=(
        Narrowing("place", "地方", to_choose, begins=True),
        Narrowing("sort", "什么纠纷", lambda area: [(sort.value, sort.label) for sort in Sort]),
        Narrowing("grade", "等级", lambda area: [(grade.value, grade.label) for grade in Grade]),
    ),
    told_once={DisputeAct.UNMASK: in_the_clear},
    paper=agreement_of,
)
