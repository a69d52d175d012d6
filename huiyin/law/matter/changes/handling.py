"""What handling changes of a matter: who has it in hand, hearings, further time, agreements."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from huiyin.law.frame.deadlines import Clock
from huiyin.law.frame.verdict import Event
from huiyin.law.matter import claims
from huiyin.law.matter.facts import Facts
from huiyin.law.terms import ClockKind, RecusalRuling, Stage, Unit

Change = Mapping[str, Any]


def new_owner(facts: Facts, event: Event) -> Change:
    """Whoever takes over from the handler is the handler now."""
    taken_over = event.holder == facts.responsible and facts.owner == facts.handler
    return {"handler": event.owner} if taken_over else {}


def recuse(facts: Facts, event: Event) -> Change:
    who = event.particulars.get("who", event.person)
    return {"recused": facts.recused | {who}, **new_owner(facts, event)}


def decide_recusal(facts: Facts, event: Event) -> Change:
    decided: dict[str, Any] = {"recusal_asked": False}
    if event.particulars["ruling"] != RecusalRuling.GRANTED:
        return decided
    return {**decided, "recused": facts.recused | {event.particulars["who"]}, **new_owner(facts, event)}


def investigate(facts: Facts, event: Event) -> Change:
    return {
        "investigations": facts.investigations + 1,
        "on_spot": facts.on_spot + bool(event.particulars.get("on_spot")),
    }


def name_handler(facts: Facts, event: Event) -> Change:
    return {"handler": event.owner} if event.holder == facts.responsible else {}


def invite(facts: Facts, event: Event) -> Change:
    organ = event.particulars["to_organ"]
    awaited = {event.particulars["awaited"]} if "awaited" in event.particulars else set()
    return {
        "co_handlers": (*facts.co_handlers, organ),
        "joining": frozenset({organ}),
        "awaited": facts.awaited | awaited,
    }


def co_report(facts: Facts, event: Event) -> Change:
    return {"awaited": facts.awaited - {event.organ}} if event.organ in facts.awaited else {}


def open_hearing(facts: Facts, event: Event) -> Change:
    day = event.particulars.get("hearing_on")
    opened = {"hearing_since": event.on, "hearing_on": date.fromisoformat(day) if day else None}
    pauses = event.particulars.get("pauses")
    if pauses is None or facts.stage is not Stage.REREVIEWING:
        return opened
    return {**opened, "clocks": adjust(facts, ClockKind.REREVIEW, paused=date.fromisoformat(pauses))}


def close_hearing(facts: Facts, event: Event) -> Change:
    """Only re-review leaves the hearing out of its period (xf2022 Art. 36 ¶2), and only one that was held."""
    if event.particulars.get("cancelled"):
        ended = adjust(facts, ClockKind.REREVIEW, paused=None)
        return {"hearing_since": None, "hearing_on": None, "clocks": ended}
    clock = facts.running(ClockKind.REREVIEW)
    excluded = _heard_for(facts, event, clock) + (clock.excluded if clock else 0)
    counted = adjust(facts, ClockKind.REREVIEW, excluded=excluded, paused=None)
    heard = facts.heard_in_rereview or (facts.stage is Stage.REREVIEWING and facts.hearing_on is not None)
    return {"hearing_since": None, "hearing_on": None, "clocks": counted, "heard_in_rereview": heard}


def _heard_for(facts: Facts, event: Event, clock: Clock | None) -> int:
    """The days of a hearing, its first and its last among them; older entries say only when the notice was given."""
    if clock is not None and clock.paused is not None:
        return max(1, (event.on - clock.paused).days + 1)
    return (event.on - facts.hearing_since).days if facts.hearing_since else 0


def simplify(facts: Facts, event: Event) -> Change:
    length = facts.book.options.simplified
    return {"simple": True, "clocks": adjust(facts, ClockKind.HANDLE, length=length, unit=Unit.WORKDAYS)}


def extend(facts: Facts, event: Event) -> Change:
    """A matter that needs longer is not simple any more: it has the ordinary period, extended."""
    period = facts.book.periods[ClockKind.HANDLE]
    days = event.particulars["days"]
    longer = adjust(facts, ClockKind.HANDLE, length=period.length, unit=period.unit, extended=days)
    return {"extended": True, "extension_asked": 0, "simple": False, "clocks": longer}


def adjust(facts: Facts, kind: ClockKind, **values: Any) -> tuple[Clock, ...]:
    return tuple(clock.changed(**values) if clock.kind is kind and clock.running else clock for clock in facts.clocks)


def mediate(facts: Facts, event: Event) -> Change:
    until = date.fromisoformat(event.particulars["until"])
    return {"claims": tuple(claims.settled(claim, until) for claim in facts.claims)}


def break_agreement(facts: Facts, event: Event) -> Change:
    return {"claims": tuple(claims.unsettled(claim) for claim in facts.claims), "executed_on": None, "content": False}
