"""What earlier versions kept of promises in the matter alone becomes undertakings, once, after migrating.

Each claim of which something was promised, and of which somebody may still say something, gets its record: promised
when it was served or agreed, reported, confirmed or denied when the matter's journal says so. The law is not asked
again about what was done long ago, and no words are copied: they stand in the matter.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils import timezone

from huiyin.cases.models import Case, Claim
from huiyin.cases.snapshots import load_facts
from huiyin.law.frame.facts import Actor
from huiyin.law.frame.verdict import Decision
from huiyin.law.frame.verdict import Event as Told
from huiyin.law.matter.facts import ClaimFacts, Facts
from huiyin.law.matter.promising import KIND
from huiyin.law.sources.articles import cite
from huiyin.law.terms import Act, Execution, Role, Stage
from huiyin.law.undertaking.facts import periods
from huiyin.law.undertaking.vocabulary import Source, UndertakingAct, UndertakingClock, UndertakingStage
from huiyin.oversight.models import Undertaking
from huiyin.oversight.undertakings import UNDERTAKINGS, title_of
from huiyin.record.door import FROM, append, as_law
from huiyin.record.kinds import Moment, Step
from huiyin.record.models import Event, Message
from huiyin.record.numbers import next_of_kind
from huiyin.record.projection import linked
from huiyin.record.worlds import beijing_day, world_on
from huiyin.store.ids import new_id
from huiyin.store.locks import writing

A, S, C = UndertakingAct, UndertakingStage, UndertakingClock
_SLICE: Final = 200
_PROMISED: Final = (Execution.DUE.value, Execution.DONE.value, Execution.DENIED.value, Execution.CONFIRMED.value)
_BINDING: Final = {Act.SERVE: Source.OPINION, Act.MEDIATE: Source.AGREEMENT, Act.RECONCILE: Source.AGREEMENT}
#: Nothing was served yet, or nothing can be said any more.
_NOT_NOW: Final = frozenset({Stage.PROPOSED, Stage.DECIDED, Stage.ARCHIVED})
_WORK: Final = (C.CARRY_OUT, C.REDO)
_SAID: Final = {Act.EXECUTE: A.REPORT, Act.CONFIRM_EXECUTION: A.CONFIRM, Act.DENY_EXECUTION: A.DENY}
_TO: Final = {A.REPORT: S.REPORTED, A.CONFIRM: S.KEPT, A.DENY: S.DENIED}


@dataclass(frozen=True, slots=True)
class Past:
    """One entry of the matter's journal, as it was written and as the law reads it."""

    event: Event
    told: Told


def carry_promises_over() -> int:
    """Open what is missing; nothing where there are undertakings already. How many there are then."""
    if Undertaking.objects.exists():
        return 0
    done = 0
    with writing():
        for case in _matters():
            done += sum(_open(case, claim, pasts) for claim, pasts in _promises(case))
    return done


def _matters() -> Iterator[Case]:
    after = 0
    while True:
        claims = Claim.objects.filter(execution__in=_PROMISED, case_id__gt=after).order_by("case_id")
        ids = list(claims.values_list("case_id", flat=True).distinct()[:_SLICE])
        if not ids:
            return
        yield from Case.objects.filter(id__in=ids, merged_into__isnull=True).order_by("id")
        after = ids[-1]


def _promises(case: Case) -> Iterator[tuple[ClaimFacts, list[Past]]]:
    """The claims that promise something, with the journal from the entry on by which that bound somebody."""
    facts = load_facts(case.facts)
    if facts.stage in _NOT_NOW:
        return
    journal = [Past(event, as_law(event)) for event in case.events.order_by("seq")]
    for claim in facts.claims:
        bound = [place for place, past in enumerate(journal) if past.told.act in _BINDING]
        if claim.execution is not Execution.NONE and claim.execute_by is not None and bound:
            yield claim, journal[_first(journal, claim, bound) :]


def _first(journal: Sequence[Past], claim: ClaimFacts, bound: Sequence[int]) -> int:
    """Where the promise was made: the last time before something was said of it, else the last time at all."""
    said = [place for place, past in enumerate(journal) if _is_about(past, claim)]
    before = [place for place in bound if not said or place < said[0]]
    return (before or bound)[-1]


def _is_about(past: Past, claim: ClaimFacts) -> bool:
    return past.told.act is Act.EXECUTE and claim.id in past.told.particulars["claims"]


def _open(case: Case, claim: ClaimFacts, pasts: Sequence[Past]) -> bool:
    facts, first = load_facts(case.facts), pasts[0]
    whose = facts.responsible or facts.holder
    row = Undertaking(id=new_id(), seq=0, head=b"", lodged_at=first.event.at)
    born = _said(case, facts, claim, first, whose)
    row.title = str(born["title"])
    undertaking = UNDERTAKINGS.procedure.newborn(born)
    opened = periods(undertaking.book)[C.CARRY_OUT].start(C.CARRY_OUT, first.told.on, claim.execute_by)
    decision = _decided(A.PROMISE, Role.SYSTEM, S.PROMISED, undertaking, opens=(opened,), particulars=born)
    because = linked(row, KIND, case.id, "matter", FROM, first.event.seq)
    undertaking = _write(row, undertaking, decision, first, (because,))
    for past in pasts[1:]:
        act = _SAID.get(Act(past.told.act))
        if act is not None and _applies(act, undertaking, claim, past):
            undertaking = _write(row, undertaking, _step(act, undertaking, past), past)
    # Nobody is told today of what was done long ago.
    Message.objects.filter(record=row.id, topic="staff").delete()
    return True


def _said(case: Case, facts: Facts, claim: ClaimFacts, first: Past, whose: int) -> dict[str, Any]:
    assert claim.execute_by is not None
    near = {facts.coordinator, facts.holder, whose} - world_on(first.told.on).barred(facts)
    return {
        "title": title_of(case.number, claim.execute_by), "matter": case.number, "matter_id": case.id,
        "claim": claim.id, "until": claim.execute_by.isoformat(), "source": _BINDING[Act(first.told.act)].value,
        "to_organ": whose, "near": sorted(near), "organ": whose, "owner": facts.handler or facts.owner,
        "book": case.book, "lodged_on": first.told.on.isoformat(), "carried": first.event.id,
    }  # fmt: skip


def _applies(act: UndertakingAct, undertaking: Any, claim: ClaimFacts, past: Past) -> bool:
    """What an entry says of this claim: what was reported names it, a word of the person's all that was reported."""
    if act is A.REPORT:
        return undertaking.stage in (S.PROMISED, S.DENIED) and _is_about(past, claim)
    return undertaking.stage is S.REPORTED


def _step(act: UndertakingAct, undertaking: Any, past: Past) -> Decision:
    lengths, on = periods(undertaking.book), past.told.on
    opens: Mapping[UndertakingAct, UndertakingClock] = {A.REPORT: C.CONFIRM, A.DENY: C.REDO}
    started = tuple(lengths[kind].start(kind, on) for kind in (opens.get(act),) if kind is not None)
    stops = _WORK if act is A.REPORT else (C.CONFIRM,)
    said = {"carried": past.event.id}
    return _decided(act, past.told.role, _TO[act], undertaking, opens=started, stops=stops, particulars=said)


def _decided(act: UndertakingAct, role: Role, to: UndertakingStage, undertaking: Any, **more: Any) -> Decision:
    holder, owner = undertaking.holder, undertaking.owner
    return Decision(act=act, role=role, to=to, citation=cite("xf2022", 32, 2), holder=holder, owner=owner, **more)


def _write(row: Undertaking, facts: Any, decision: Decision, past: Past, rows: tuple[Any, ...] = ()) -> Any:
    now, at = timezone.now(), past.event.at
    moment = Moment(min(at, now), now, None)
    world = world_on(moment.day)
    by = Actor(past.told.person, past.told.organ, frozenset({decision.role}))
    event, after = append(UNDERTAKINGS, row, facts, decision, by, moment, rows)
    if event.seq == 1:
        code = world.chart.organ(world.standing(facts.holder)).code
        row.number = next_of_kind(Undertaking._meta.db_table, UNDERTAKINGS.mark, code, beijing_day(now))
    UNDERTAKINGS.project(Step(row, facts, after, decision, event, world, rows))
    return after
