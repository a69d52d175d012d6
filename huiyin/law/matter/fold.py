"""What an event changes: facts are the fold of a matter's events, and of nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from huiyin.law.frame.deadlines import Clock
from huiyin.law.frame.facts import Particulars
from huiyin.law.frame.verdict import Event
from huiyin.law.matter import claims
from huiyin.law.matter.facts import REREVIEW_STAGES, REVIEW_STAGES, ClaimFacts, Facts, holds_report
from huiyin.law.terms import (
    Act,
    Channel,
    ClaimKind,
    ClockKind,
    Closure,
    Execution,
    Ground,
    Outcome,
    RecusalRuling,
    Ruling,
    Stage,
    Unit,
)

Change = Mapping[str, Any]


def newborn(lodging: Particulars) -> Facts:
    """The facts of a matter before it is registered, from the particulars of its lodging.

    :param lodging: ``book``, ``channel``, ``lodged_on`` (ISO day), ``organ``, ``owner``, ``claims`` (a list of
        ``{"id", "kind"?, "ground"?}``), and optionally ``petitioners``, ``anonymous``, ``repeat``,
        ``accused_organs``, ``accused_persons``, ``unsure``, ``unsure_organs``, ``unsure_persons``.
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
        unsure=bool(lodging.get("unsure", False)),
        unsure_organs=frozenset(lodging.get("unsure_organs", ())),
        unsure_persons=frozenset(lodging.get("unsure_persons", ())),
    )


def _claim(row: Particulars) -> ClaimFacts:
    kind, ground = row.get("kind"), row.get("ground")
    return ClaimFacts(int(row["id"]), ClaimKind(kind) if kind else None, Ground(ground) if ground else None)


def everyday(facts: Facts, event: Event) -> Change:
    """What every act changes of a matter: an open hearing, and who has dealt with it in which instance."""
    hearing = event.to in _HEARING
    return {
        "hearing_since": facts.hearing_since if hearing else None,
        "hearing_on": facts.hearing_on if hearing else None,
        "untouched": facts.untouched and event.organ != facts.holder,
        **_taking_part(facts, event),
    }


_HEARING = frozenset({Stage.HANDLING, Stage.REVIEWING, Stage.REREVIEWING})
#: Looking at a name or passing on a request is not dealing with the matter.
_BYSTANDING = frozenset({Act.UNMASK, Act.SUPPLEMENT, Act.ABSORB, Act.SEEK_REVIEW, Act.SEEK_REREVIEW})


def _taking_part(facts: Facts, event: Event) -> Change:
    """Who has dealt with the matter in which instance (xf2022 Art. 28 ¶3, 35, 36)."""
    if event.person is None or event.act in _BYSTANDING:
        return {}
    if facts.stage in REVIEW_STAGES:
        return {"reviewed_by": facts.reviewed_by | {event.person}}
    if facts.stage in REREVIEW_STAGES:
        return {"rereviewed_by": facts.rereviewed_by | {event.person}}
    return {"handled_by": facts.handled_by | {event.person}}


# Sorting and remit ---------------------------------------------------------------------------------------------------


def _lodge(facts: Facts, event: Event) -> Change:
    """Whoever only took a report down for another organ (代为登记) has nothing more to do with it."""
    elsewhere = event.organ is not None and event.organ != event.holder
    return {"lodged_on": event.on, "leaving": frozenset({event.organ})} if elsewhere else {"lodged_on": event.on}


def _classify(facts: Facts, event: Event) -> Change:
    said = event.particulars
    after = claims.each(facts.claims, said["classes"], claims.reclassed)
    return {
        "claims": after,
        **_accused(facts, said, holds_report(after, True)),
        **_shut_out(facts, event, frozenset(said.get("shut_out", ()))),
    }


def _accused(facts: Facts, said: Particulars, report: bool) -> Change:
    """What is no report leaves nobody who only may be meant."""
    now = facts.settled(said if report else {**said, "accused_elsewhere": True})
    return {
        "accused_organs": now.organs,
        "accused_persons": now.persons,
        "unsure": now.unsure,
        "unsure_organs": now.unsure_organs,
        "unsure_persons": now.unsure_persons,
    }


def _shut_out(facts: Facts, event: Event, shut: frozenset[int]) -> Change:
    """Whom a report is about leaves the matter altogether (xf2022 Art. 30 ¶3)."""
    if not shut:
        return _new_owner(facts, event)
    change: dict[str, Any] = {
        "leaving": shut,
        "co_handlers": tuple(organ for organ in facts.co_handlers if organ not in shut),
    }
    if facts.coordinator in shut:
        change["coordinator"] = event.holder
    if facts.responsible in shut:
        change |= {"responsible": None, "handler": None, "accepted_on": None, "extension_asked": 0, "extended": False}
    return change


def _guide(facts: Facts, event: Event) -> Change:
    led = claims.each(facts.claims, event.particulars["routes"], claims.guided)
    return {"claims": led, "closure": Closure.GUIDED if event.to is Stage.CLOSED else facts.closure}


def _split(facts: Facts, event: Event) -> Change:
    """When the report leaves (分案), those whom it accuses leave with it."""
    left = claims.without(facts.claims, event.particulars["claims"])
    if not facts.report or any(claim.accusation for claim in left):
        return {"claims": left}
    return {"claims": left, **_NOBODY_ACCUSED}


_NOBODY_ACCUSED: Change = {
    "accused_organs": frozenset(), "accused_persons": frozenset(),
    "unsure": False, "unsure_organs": frozenset(), "unsure_persons": frozenset(),
}  # fmt: skip


def _transfer(facts: Facts, event: Event) -> Change:
    settled = event.act in (Act.DETERMINE, Act.COORDINATE)
    return {
        "sender": facts.holder,
        "sender_person": event.person,
        "transfers": facts.transfers + 1,
        "objections": 0,
        "remit_settled": settled,
        "determined": event.holder if settled else facts.determined,
        "untouched": "sent_by" in event.particulars,
        "consulted": False,
    }


def _report_urgent(facts: Facts, event: Event) -> Change:
    """Older entries do not say who was told."""
    return {"urgent": True, "urgent_told": facts.urgent_told | set(event.particulars.get("told", ()))}


def _take_back(facts: Facts, event: Event) -> Change:
    """As if it had never been passed on; the organ that got it by mistake has nothing more to do with it."""
    keep = {facts.coordinator, event.holder}
    return {"sender": None, "sender_person": None, "untouched": False, "leaving": frozenset({facts.holder} - keep)}


def _join(facts: Facts, event: Event) -> Change:
    """Those who join may have been counted at the lodging: the number grows only beyond it."""
    return {"petitioners": max(facts.petitioners, int(event.particulars.get("named") or 0))}


def _leave(facts: Facts, event: Event) -> Change:
    return {"petitioners": max(1, facts.petitioners - 1)}


def _object(facts: Facts, event: Event) -> Change:
    return {"objector": facts.holder, "objector_person": facts.owner, "objections": facts.objections + 1}


def _accept(facts: Facts, event: Event) -> Change:
    return {"responsible": event.holder, "handler": event.owner, "accepted_on": event.on}


# Handling ------------------------------------------------------------------------------------------------------------


def _new_owner(facts: Facts, event: Event) -> Change:
    """Whoever takes over from the handler is the handler now."""
    taken_over = event.holder == facts.responsible and facts.owner == facts.handler
    return {"handler": event.owner} if taken_over else {}


def _recuse(facts: Facts, event: Event) -> Change:
    who = event.particulars.get("who", event.person)
    return {"recused": facts.recused | {who}, **_new_owner(facts, event)}


def _decide_recusal(facts: Facts, event: Event) -> Change:
    decided: dict[str, Any] = {"recusal_asked": False}
    if event.particulars["ruling"] != RecusalRuling.GRANTED:
        return decided
    return {**decided, "recused": facts.recused | {event.particulars["who"]}, **_new_owner(facts, event)}


def _name_handler(facts: Facts, event: Event) -> Change:
    return {"handler": event.owner} if event.holder == facts.responsible else {}


def _invite(facts: Facts, event: Event) -> Change:
    organ = event.particulars["to_organ"]
    awaited = {event.particulars["awaited"]} if "awaited" in event.particulars else set()
    return {
        "co_handlers": (*facts.co_handlers, organ),
        "joining": frozenset({organ}),
        "awaited": facts.awaited | awaited,
    }


def _co_report(facts: Facts, event: Event) -> Change:
    return {"awaited": facts.awaited - {event.organ}} if event.organ in facts.awaited else {}


def _open_hearing(facts: Facts, event: Event) -> Change:
    day = event.particulars.get("hearing_on")
    opened = {"hearing_since": event.on, "hearing_on": date.fromisoformat(day) if day else None}
    pauses = event.particulars.get("pauses")
    if pauses is None or facts.stage is not Stage.REREVIEWING:
        return opened
    return {**opened, "clocks": _adjust(facts, ClockKind.REREVIEW, paused=date.fromisoformat(pauses))}


def _close_hearing(facts: Facts, event: Event) -> Change:
    """Only re-review leaves the hearing out of its period (xf2022 Art. 36 ¶2)."""
    clock = facts.running(ClockKind.REREVIEW)
    excluded = _heard_for(facts, event, clock) + (clock.excluded if clock else 0)
    counted = _adjust(facts, ClockKind.REREVIEW, excluded=excluded, paused=None)
    heard = facts.heard_in_rereview or (facts.stage is Stage.REREVIEWING and facts.hearing_on is not None)
    return {"hearing_since": None, "hearing_on": None, "clocks": counted, "heard_in_rereview": heard}


def _heard_for(facts: Facts, event: Event, clock: Clock | None) -> int:
    """The days of a hearing, its first and its last among them; older entries say only when the notice was given."""
    if clock is not None and clock.paused is not None:
        return max(1, (event.on - clock.paused).days + 1)
    return (event.on - facts.hearing_since).days if facts.hearing_since else 0


def _simplify(facts: Facts, event: Event) -> Change:
    length = facts.book.options.simplified
    return {"simple": True, "clocks": _adjust(facts, ClockKind.HANDLE, length=length, unit=Unit.WORKDAYS)}


def _extend(facts: Facts, event: Event) -> Change:
    """A matter that needs longer is not simple any more: it has the ordinary period, extended."""
    period = facts.book.periods[ClockKind.HANDLE]
    days = event.particulars["days"]
    longer = _adjust(facts, ClockKind.HANDLE, length=period.length, unit=period.unit, extended=days)
    return {"extended": True, "extension_asked": 0, "simple": False, "clocks": longer}


def _adjust(facts: Facts, kind: ClockKind, **values: Any) -> tuple[Clock, ...]:
    return tuple(replace(clock, **values) if clock.kind is kind and clock.running else clock for clock in facts.clocks)


def _mediate(facts: Facts, event: Event) -> Change:
    until = date.fromisoformat(event.particulars["until"])
    return {"claims": tuple(claims.settled(claim, until) for claim in facts.claims)}


def _break_agreement(facts: Facts, event: Event) -> Change:
    return {"claims": tuple(claims.unsettled(claim) for claim in facts.claims), "executed_on": None, "content": False}


# Answers and review --------------------------------------------------------------------------------------------------


def _reply(facts: Facts, event: Event) -> Change:
    told = {str(claim.id): {"outcome": Outcome.ANSWERED} for claim in facts.claims if claim.open}
    return {
        "claims": claims.each(facts.claims, told, claims.answered),
        "responsible": event.holder,
        "handler": event.owner,
        "decided_on": event.on,
        "served_on": event.on,
    }


def _propose(facts: Facts, event: Event) -> Change:
    said = event.particulars
    return {
        "claims": claims.each(facts.claims, said["outcomes"], claims.answered),
        "heard": facts.heard or bool(said.get("heard")),
        "suffices": facts.suffices or bool(said.get("suffices")),
    }


def _send_back(facts: Facts, event: Event) -> Change:
    return {"claims": claims.unproposed(facts.claims)}


def _decide_review(facts: Facts, event: Event) -> Change:
    ruling = Ruling(event.particulars["ruling"])
    changed = event.particulars.get("outcomes", {}) if ruling is Ruling.CHANGE else {}
    return {
        "ruling": ruling,
        "claims": claims.each(facts.claims, changed, claims.answered),
        "decided_on": event.on,
    }


def _serve(facts: Facts, event: Event) -> Change:
    served = {"served_on": date.fromisoformat(event.particulars["served_on"])}
    if event.to is not Stage.HANDLING:
        return served
    return {**served, **_again(event), "round": facts.round + 1, "claims": claims.quashed(facts.claims)}


def _again(event: Event) -> dict[str, Any]:
    """A new round: what belonged to the old one no longer counts."""
    return {
        "investigations": 0,
        "heard": False,
        "suffices": False,
        "heard_in_rereview": False,
        "extended": False,
        "extension_asked": 0,
        "simple": False,
        "ruling": None,
        "content": False,
        "closure": None,
        "executed_on": None,
        "accepted_on": _taken_on(event) if event.to is Stage.HANDLING else None,
    }


def _taken_on(event: Event) -> date:
    """From when the new round counts: where its clock begins."""
    return next((clock.started for clock in event.opens if clock.kind is ClockKind.HANDLE), event.on)


def _seek_review(facts: Facts, event: Event) -> Change:
    return {"reviewer" if event.act is Act.SEEK_REVIEW else "rereviewer": event.holder}


# Execution, the end, the way back ------------------------------------------------------------------------------------


def _execute(facts: Facts, event: Event) -> Change:
    named = set(event.particulars["claims"])
    done = tuple(replace(claim, execution=Execution.DONE) if claim.id in named else claim for claim in facts.claims)
    return {"claims": done, "executed_on": event.on}


def _confirm(facts: Facts, event: Event) -> Change:
    confirmed = claims.with_execution(facts.claims, Execution.CONFIRMED)
    content = all(claim.execution is Execution.CONFIRMED or claim.route for claim in confirmed)
    return {"claims": confirmed, "content": content}


def _deny(facts: Facts, event: Event) -> Change:
    return {"claims": claims.with_execution(facts.claims, Execution.DENIED), "content": False, "closure": None}


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


def _withdraw(facts: Facts, event: Event) -> Change:
    """Taking back the petition ends it; taking back a request for review leaves the opinion as it is."""
    if event.to is not Stage.CLOSED:
        return {}
    return {"closure": Closure.WITHDRAWN, "claims": claims.unproposed(facts.claims)}


def _reopen(facts: Facts, event: Event) -> Change:
    return {**_again(event), "round": facts.round + 1, "claims": claims.reopened(facts.claims)}


def _ending(closure: Closure) -> Callable[[Facts, Event], Change]:
    return lambda facts, event: {"closure": closure}


def _overdue(facts: Facts, event: Event) -> Change:
    return {"clocks": _adjust(facts, ClockKind(event.particulars["clock"]), overdue=True)}


CHANGES: Mapping[Act, Callable[[Facts, Event], Change]] = {
    Act.LODGE: _lodge,
    Act.CLASSIFY: _classify,
    Act.REPORT_URGENT: _report_urgent,
    Act.NOTE_REPLY: lambda facts, event: {"urgent_told": facts.urgent_told - {event.particulars["from_organ"]}},
    Act.ASK_DECISION: _transfer,
    Act.CONSULT: lambda facts, event: {"consulted": True},
    Act.ASK_RECUSAL: lambda facts, event: {"recusal_asked": True},
    Act.DECIDE_RECUSAL: _decide_recusal,
    Act.OFFER_RELIEF: lambda facts, event: {"relief_open": True},
    Act.FOLLOW_RELIEF: lambda facts, event: {"relief_open": False},
    Act.RECONCILE: _mediate,
    Act.ANSWER_ON_SPOT: _ending(Closure.ON_SPOT),
    Act.CONCLUDE_CHECK: _ending(Closure.CHECKED),
    Act.DIRECT_ELSEWHERE: _ending(Closure.DIRECTED),
    Act.NO_FURTHER: _ending(Closure.NO_FURTHER),
    Act.WITHDRAW: _withdraw,
    Act.JOIN: _join,
    Act.LEAVE: _leave,
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
    Act.NAME_HANDLER: _name_handler,
    Act.RECUSE: _recuse,
    Act.INVESTIGATE: lambda facts, event: {"investigations": facts.investigations + 1},
    Act.INVITE: _invite,
    Act.OPEN_HEARING: _open_hearing,
    Act.LISTEN: lambda facts, event: {"heard": True},
    Act.CO_REPORT: _co_report,
    Act.TAKE_BACK: _take_back,
    Act.CLOSE_HEARING: _close_hearing,
    Act.SIMPLIFY: _simplify,
    Act.ASK_EXTENSION: lambda facts, event: {"extension_asked": event.particulars["days"]},
    Act.EXTEND: _extend,
    Act.MEDIATE: _mediate,
    Act.BREAK_AGREEMENT: _break_agreement,
    Act.REPLY: _reply,
    Act.PROPOSE: _propose,
    Act.SEND_BACK: _send_back,
    Act.SIGN: lambda facts, event: {"decided_on": event.on},
    Act.DECIDE_REVIEW: _decide_review,
    Act.SERVE: _serve,
    Act.EXECUTE: _execute,
    Act.CONFIRM_EXECUTION: _confirm,
    Act.DENY_EXECUTION: _deny,
    Act.SEEK_REVIEW: _seek_review,
    Act.SEEK_REREVIEW: _seek_review,
    Act.CLOSE: _close,
    Act.REOPEN: _reopen,
    Act.NOTE_OVERDUE: _overdue,
}
