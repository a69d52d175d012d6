"""What an event changes: facts are the fold of a matter's events, and of nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import reduce
from typing import Any

from huiyin.law.deadlines import Clock
from huiyin.law.facts import ClaimFacts, Facts, Particulars
from huiyin.law.guards import fingerprint
from huiyin.law.terms import (
    Act,
    Channel,
    ClaimKind,
    ClockKind,
    Closure,
    Execution,
    Ground,
    Outcome,
    Ruling,
    Stage,
    Unit,
)
from huiyin.law.verdict import Event

Change = Mapping[str, Any]


def newborn(lodging: Particulars) -> Facts:
    """The facts of a matter before it is registered, from the particulars of its lodging.

    :param lodging: ``book``, ``channel``, ``lodged_on`` (ISO day), ``organ``, ``owner``, ``claims`` (a list of
        ``{"id", "kind"?, "ground"?}``), and optionally ``petitioners``, ``anonymous``, ``repeat``,
        ``accused_organs``, ``accused_persons``.
    """
    organ = int(lodging["organ"])
    return Facts(
        book_key=lodging["book"],
        stage=Stage.NEW,
        channel=Channel(lodging["channel"]),
        lodged_on=date.fromisoformat(lodging["lodged_on"]),
        coordinator=organ,
        holder=organ,
        owner=int(lodging["owner"]),
        claims=tuple(_claim(row) for row in lodging["claims"]),
        petitioners=int(lodging.get("petitioners", 1)),
        anonymous=bool(lodging.get("anonymous", False)),
        repeat=bool(lodging.get("repeat", False)),
        accused_organs=frozenset(lodging.get("accused_organs", ())),
        accused_persons=frozenset(lodging.get("accused_persons", ())),
    )


def _claim(row: Particulars) -> ClaimFacts:
    kind, ground = row.get("kind"), row.get("ground")
    return ClaimFacts(int(row["id"]), ClaimKind(kind) if kind else None, Ground(ground) if ground else None)


def evolve(facts: Facts, event: Event) -> Facts:
    """The facts after ``event``."""
    special = _SPECIAL.get(event.act)
    changes: dict[str, Any] = dict(special(facts, event)) if special else {}
    clocks = changes.pop("clocks", facts.clocks)
    organs = facts.organs | {event.holder} | ({event.organ} if event.organ is not None else set())
    return replace(
        facts,
        **{
            "stage": event.to,
            "holder": event.holder,
            "owner": event.owner,
            "clocks": _turn(clocks, event),
            "organs": organs | changes.pop("organs", frozenset()),
            "tier_part": _taking_part(facts, event),
            "seq": facts.seq + 1,
            "last_on": event.on,
            **changes,
        },
    )


def replay(events: Iterable[Event]) -> Facts:
    """Fold a whole history, the first event being the lodging."""
    history = iter(events)
    first = next(history)
    return reduce(evolve, history, evolve(newborn(first.particulars), first))


def _taking_part(facts: Facts, event: Event) -> frozenset[int]:
    """Who has dealt with the matter in the present instance; looking at a name is not dealing with it."""
    if event.person is None or event.act is Act.UNMASK:
        return facts.tier_part
    return facts.tier_part | {event.person}


def _turn(clocks: tuple[Clock, ...], event: Event) -> tuple[Clock, ...]:
    """Stop what ends, then start what begins; a kind that starts anew ends its predecessor."""
    ending = {*event.stops, *(clock.kind for clock in event.opens)}
    kept = tuple(clock.stop(event.on) if clock.running and clock.kind in ending else clock for clock in clocks)
    return kept + event.opens


# Acts that change more than stage, ball and clocks --------------------------------------------------------------------


def _lodge(facts: Facts, event: Event) -> Change:
    return {"lodged_on": event.on}


def _classify(facts: Facts, event: Event) -> Change:
    rows = event.particulars["classes"]
    return {"claims": tuple(_reclassed(claim, rows.get(str(claim.id))) for claim in facts.claims)}


def _reclassed(claim: ClaimFacts, row: Particulars | None) -> ClaimFacts:
    if row is None:
        return claim
    kind, ground = ClaimKind(row["kind"]), row.get("ground")
    return replace(claim, kind=kind, ground=Ground(ground) if ground and kind is ClaimKind.GRIEVANCE else None)


def _guide(facts: Facts, event: Event) -> Change:
    routes = event.particulars["routes"]
    claims = tuple(
        replace(claim, route=routes[str(claim.id)]["route"]) if str(claim.id) in routes else claim
        for claim in facts.claims
    )
    return {"claims": claims, "closure": Closure.GUIDED if event.to is Stage.CLOSED else facts.closure}


def _split(facts: Facts, event: Event) -> Change:
    gone = set(event.particulars["claims"])
    return {"claims": tuple(claim for claim in facts.claims if claim.id not in gone)}


def _transfer(facts: Facts, event: Event) -> Change:
    return {
        "sender": facts.holder,
        "sender_person": event.person,
        "transfers": facts.transfers + 1,
        "objections": 0,
        "remit_settled": facts.remit_settled or event.act in (Act.DETERMINE, Act.COORDINATE),
    }


def _object(facts: Facts, event: Event) -> Change:
    return {"objector": facts.holder, "objector_person": facts.owner, "objections": facts.objections + 1}


def _accept(facts: Facts, event: Event) -> Change:
    return {"responsible": event.holder, "handler": event.owner, "accepted_on": event.on}


def _new_owner(facts: Facts, event: Event) -> Change:
    return {"handler": event.owner} if event.holder == facts.responsible else {}


def _recuse(facts: Facts, event: Event) -> Change:
    who = event.particulars.get("who", event.person)
    return {"recused": facts.recused | {who}, **_new_owner(facts, event)}


def _investigate(facts: Facts, event: Event) -> Change:
    return {"investigations": facts.investigations + 1}


def _invite(facts: Facts, event: Event) -> Change:
    organ = event.particulars["to_organ"]
    return {"co_handlers": (*facts.co_handlers, organ), "organs": frozenset({organ})}


def _open_hearing(facts: Facts, event: Event) -> Change:
    return {"hearing_since": event.on}


def _close_hearing(facts: Facts, event: Event) -> Change:
    """Only re-review leaves the hearing out of its period (xf2022 Art. 36 ¶2)."""
    days = (event.on - facts.hearing_since).days if facts.hearing_since else 0
    return {"hearing_since": None, "clocks": _adjust(facts, ClockKind.REREVIEW, excluded=days)}


def _simplify(facts: Facts, event: Event) -> Change:
    length = facts.book.options.simplified
    return {"simple": True, "clocks": _adjust(facts, ClockKind.HANDLE, length=length, unit=Unit.WORKDAYS)}


def _ask_extension(facts: Facts, event: Event) -> Change:
    return {"extension_asked": event.particulars["days"]}


def _extend(facts: Facts, event: Event) -> Change:
    days = event.particulars["days"]
    return {"extended": True, "extension_asked": 0, "clocks": _adjust(facts, ClockKind.HANDLE, extended=days)}


def _adjust(facts: Facts, kind: ClockKind, **values: Any) -> tuple[Clock, ...]:
    return tuple(replace(clock, **values) if clock.kind is kind and clock.running else clock for clock in facts.clocks)


def _mediate(facts: Facts, event: Event) -> Change:
    until = date.fromisoformat(event.particulars["until"])
    return {
        "claims": tuple(
            replace(claim, execution=Execution.DUE, execute_by=until) if claim.open else claim for claim in facts.claims
        )
    }


def _break_agreement(facts: Facts, event: Event) -> Change:
    return {
        "claims": tuple(replace(claim, execution=Execution.NONE, execute_by=None) for claim in facts.claims),
        "executed_on": None,
    }


def _reply(facts: Facts, event: Event) -> Change:
    answered = tuple(replace(claim, outcome=Outcome.ANSWERED) if claim.open else claim for claim in facts.claims)
    return {"claims": answered, "responsible": event.holder, "handler": event.owner, "served_on": event.on}


def _decided(facts: Facts, outcomes: Particulars) -> tuple[ClaimFacts, ...]:
    return tuple(_with_outcome(claim, outcomes.get(str(claim.id))) for claim in facts.claims)


def _with_outcome(claim: ClaimFacts, row: Particulars | None) -> ClaimFacts:
    if row is None or not row.get("outcome"):
        return claim
    by = row.get("execute_by")
    return replace(
        claim,
        outcome=Outcome(row["outcome"]),
        finding=fingerprint(str(row.get("finding", ""))),
        execution=Execution.DUE if by else Execution.NONE,
        execute_by=date.fromisoformat(by) if by else None,
    )


def _propose(facts: Facts, event: Event) -> Change:
    return {"claims": _decided(facts, event.particulars["outcomes"])}


def _unanswered(claim: ClaimFacts) -> ClaimFacts:
    return replace(claim, outcome=None, finding="", execution=Execution.NONE, execute_by=None)


def _send_back(facts: Facts, event: Event) -> Change:
    return {"claims": tuple(_unanswered(claim) for claim in facts.claims)}


def _decide_review(facts: Facts, event: Event) -> Change:
    ruling = Ruling(event.particulars["ruling"])
    claims = _decided(facts, event.particulars.get("outcomes", {})) if ruling is Ruling.CHANGE else facts.claims
    return {"ruling": ruling, "claims": claims}


def _serve(facts: Facts, event: Event) -> Change:
    served = {"served_on": date.fromisoformat(event.particulars["served_on"])}
    if event.to is not Stage.HANDLING:
        return served
    quashed = tuple(
        replace(_unanswered(claim), quashed=(claim.outcome, claim.finding)) if claim.outcome else claim
        for claim in facts.claims
    )
    return {**served, **_again(facts), "claims": quashed}


def _again(facts: Facts) -> dict[str, Any]:
    """A new round: what belonged to the old one no longer counts."""
    return {
        "round": facts.round + 1,
        "investigations": 0,
        "extended": False,
        "extension_asked": 0,
        "ruling": None,
        "content": False,
        "closure": None,
        "executed_on": None,
    }


def _reopen(facts: Facts, event: Event) -> Change:
    return {**_again(facts), "claims": tuple(replace(_unanswered(claim), route=None) for claim in facts.claims)}


def _execute(facts: Facts, event: Event) -> Change:
    named = set(event.particulars["claims"])
    claims = tuple(replace(claim, execution=Execution.DONE) if claim.id in named else claim for claim in facts.claims)
    return {"claims": claims, "executed_on": event.on}


def _confirm(facts: Facts, event: Event) -> Change:
    claims = _with_execution(facts, Execution.CONFIRMED)
    content = all(claim.execution is Execution.CONFIRMED or claim.route for claim in claims)
    return {"claims": claims, "content": content}


def _deny(facts: Facts, event: Event) -> Change:
    return {"claims": _with_execution(facts, Execution.DENIED), "content": False}


def _with_execution(facts: Facts, execution: Execution) -> tuple[ClaimFacts, ...]:
    return tuple(
        replace(claim, execution=execution) if claim.execution is Execution.DONE else claim for claim in facts.claims
    )


def _seek_review(facts: Facts, event: Event) -> Change:
    """Who dealt with the matter so far may not judge it now (Art. 28 ¶3, 35, 36)."""
    instance = "reviewer" if event.act is Act.SEEK_REVIEW else "rereviewer"
    return {"took_part": facts.took_part | facts.tier_part, "tier_part": frozenset(), instance: event.holder}


def _close(facts: Facts, event: Event) -> Change:
    return {"closure": closure_of(facts)}


def closure_of(facts: Facts) -> Closure:
    """Why a matter that is closed from where it stands is over."""
    if facts.stage is Stage.REREVIEW_SERVED:
        return Closure.FINAL
    if facts.stage is Stage.AGREED:
        return Closure.AGREEMENT
    if facts.content:
        return Closure.ACCEPTED
    return Closure.LAPSED if facts.needs_opinion else Closure.ANSWERED


def _ending(closure: Closure) -> Callable[[Facts, Event], Change]:
    return lambda facts, event: {"closure": closure}


def _overdue(facts: Facts, event: Event) -> Change:
    return {"clocks": _adjust(facts, ClockKind(event.particulars["clock"]), overdue=True)}


_SPECIAL: Mapping[Act, Callable[[Facts, Event], Change]] = {
    Act.LODGE: _lodge,
    Act.CLASSIFY: _classify,
    Act.REPORT_URGENT: lambda facts, event: {"urgent": True},
    Act.ANSWER_ON_SPOT: _ending(Closure.ON_SPOT),
    Act.DIRECT_ELSEWHERE: _ending(Closure.DIRECTED),
    Act.NO_FURTHER: _ending(Closure.NO_FURTHER),
    Act.WITHDRAW: _ending(Closure.WITHDRAWN),
    Act.MERGE: _ending(Closure.MERGED),
    Act.GUIDE: _guide,
    Act.SPLIT: _split,
    Act.TRANSFER: _transfer,
    Act.ASSIGN: _transfer,
    Act.DETERMINE: _transfer,
    Act.COORDINATE: _transfer,
    Act.OBJECT: _object,
    Act.AGREE_OBJECTION: lambda facts, event: {"objections": 0},
    Act.ACCEPT: _accept,
    Act.NAME_HANDLER: _new_owner,
    Act.RECUSE: _recuse,
    Act.INVESTIGATE: _investigate,
    Act.INVITE: _invite,
    Act.OPEN_HEARING: _open_hearing,
    Act.CLOSE_HEARING: _close_hearing,
    Act.SIMPLIFY: _simplify,
    Act.ASK_EXTENSION: _ask_extension,
    Act.EXTEND: _extend,
    Act.MEDIATE: _mediate,
    Act.BREAK_AGREEMENT: _break_agreement,
    Act.REPLY: _reply,
    Act.PROPOSE: _propose,
    Act.SEND_BACK: _send_back,
    Act.DECIDE_REVIEW: _decide_review,
    Act.SERVE: _serve,
    Act.EXECUTE: _execute,
    Act.CONFIRM_EXECUTION: _confirm,
    Act.DENY_EXECUTION: _deny,
    Act.SEEK_REVIEW: _seek_review,
    Act.SEEK_REREVIEW: _seek_review,
    Act.CLOSE: _close,
    Act.REOPEN: _reopen,
    Act.SUPERVISE: lambda facts, event: {"supervised": True},
    Act.ANSWER_SUPERVISION: lambda facts, event: {"supervised": False},
    Act.NOTE_OVERDUE: _overdue,
}
