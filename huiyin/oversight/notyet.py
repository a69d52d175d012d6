"""Claims that are reasonable and not yet possible (合理但暂不具备条件) as a kind of record.

What the answer says of the claim, and whether it was served, is asked of the matter before the law is: a claim is kept
here beside its answer, never instead of one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from huiyin.cases.asked import matter_for
from huiyin.cases.lending import requests
from huiyin.cases.models import Case
from huiyin.cases.relations import AWAITED
from huiyin.cases.snapshots import load_facts
from huiyin.law.frame.facts import Actor
from huiyin.law.frame.verdict import to_correct
from huiyin.law.matter.table import AFTER_ANSWER
from huiyin.law.notyet.facts import NotYetFacts
from huiyin.law.notyet.procedure import NOTYET
from huiyin.law.notyet.vocabulary import NotYetAct, NotYetStage
from huiyin.law.sources.articles import cite
from huiyin.law.terms import Execution
from huiyin.law.words import P
from huiyin.oversight.behind import secret
from huiyin.oversight.models import NotYet
from huiyin.oversight.notyet_papers import paper, request_of
from huiyin.record import rows
from huiyin.record.door import Refused
from huiyin.record.kinds import Given, Kind, Moment, Prepared
from huiyin.record.projection import linked, with_columns
from huiyin.record.reading import linked_to
from huiyin.record.sections import Section
from huiyin.record.worlds import world_on

A = NotYetAct
#: Acts that hand it to another organ.
_SENDS: Final = frozenset({A.ENTRUST, A.RAISE, A.ANSWER})


def _prepare(row: NotYet, act: NotYetAct, given: Given, by: Actor, moment: Moment) -> Prepared:
    if act is A.KEEP:
        return _kept(row, given, by, moment.day)
    if act in _SENDS:
        return {**given, **secret({row.matter}, moment.day, row.matter)}, ()
    return given, ()


def _kept(row: NotYet, given: Given, by: Actor, on: date) -> Prepared:
    case = matter_for(A.KEEP, given, by, on, cite("xf2022", 32, 2))
    facts = load_facts(case.facts)
    number = int(given["claim"])
    claim = next((each for each in facts.claims if each.id == number), None)
    if claim is None:
        raise _wrong("claim", P("这件事没有第{n}项请求。", n=number), P("请核对是第几项。"))
    near = {facts.coordinator, facts.holder, facts.responsible or facts.holder} - world_on(on).barred(facts)
    known = {
        "title": title_of(case.number, number), "matter": case.number, "matter_id": case.id, "report": case.report,
        "answered": claim.outcome is not None and facts.stage in AFTER_ANSWER,
        "outcome": claim.outcome.value if claim.outcome else "",
        "executing": claim.execution is not Execution.NONE, "taken": _taken(case, number), "near": sorted(near),
        **secret({case.id}, on, case.id),
    }  # fmt: skip
    return {**given, **known}, (linked(row, NOTYET.key, case.id, "matter", AWAITED),)


def _wrong(field: str, what: Any, instead: Any) -> Refused:
    return Refused(to_correct(A.KEEP, cite("xf2022", 32, 2), {field: what}, instead))


def title_of(number: str, claim: int) -> str:
    """Without a word of the matter: the title stands in lists."""
    return f"等条件：{number}第{claim}项"


def _taken(case: Case, claim: int) -> str | None:
    row = NotYet.objects.filter(matter=case.id, claim=claim, closed_on__isnull=True).first()
    return row.number if row else None


def _first(record: int) -> Iterable[tuple[str, int]]:
    """The matter changes with it, and is locked before it: an act of the matter locks them in the same order."""
    return (("matter", matter) for matter in NotYet.objects.filter(id=record).values_list("matter", flat=True))


def _columns(facts: NotYetFacts) -> Mapping[str, Any]:
    return {
        "matter": facts.matter, "claim": facts.claim, "lack": facts.lack.value, "watcher": facts.watcher,
        "looked_on": facts.looked_on,
    }  # fmt: skip


def _shows(row: NotYet, actor: Actor, on: date) -> Iterator[Section]:
    """What is asked for, in the words of the claim, for whoever may read the matter."""
    if any(each.row.id == row.matter and each.rests for each in linked_to(row, actor, on)):
        yield Section(P("信访人的请求"), rows=((P("请求"), request_of(row)),))


def _wants(facts: NotYetFacts, on: date) -> NotYetAct | None:
    """What is to be done next, whoever does it: the organ above answers, whoever watches looks."""
    return A.ANSWER if facts.stage is NotYetStage.RAISED else A.LOOK


NOTYETS = Kind(
    NOTYET, NotYet, with_columns(_columns), prepare=_prepare, first=_first, derive=rows.with_columns(NOTYET, _columns),
    shows=_shows, mark="T", plural="notyet", paper=paper, borrows=requests, wants=_wants,
    told={A.RAISE: "pressed", A.ANSWER: "returned", A.SAY: "pressed", A.NOTE_OVERDUE: "overdue"},
)  # fmt: skip
