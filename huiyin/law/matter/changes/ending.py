"""What execution, the end and the way back change of a matter."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from huiyin.law.frame.verdict import Event
from huiyin.law.matter import claims
from huiyin.law.matter.changes import answering, handling
from huiyin.law.matter.facts import Facts
from huiyin.law.terms import ClockKind, Closure, Execution, Stage

Change = Mapping[str, Any]


def execute(facts: Facts, event: Event) -> Change:
    named = set(event.particulars["claims"])
    done = tuple(replace(claim, execution=Execution.DONE) if claim.id in named else claim for claim in facts.claims)
    return {"claims": done, "executed_on": event.on}


def change_promise(facts: Facts, event: Event) -> Change:
    """Another day, told with its reason; another organ only carries it out."""
    said = event.particulars
    until, named = said.get("until"), set(said.get("claims") or ())
    if until is None:
        return {}
    day = date.fromisoformat(until)
    later = tuple(replace(claim, execute_by=day) if claim.id in named else claim for claim in facts.claims)
    return {"claims": later}


def confirm(facts: Facts, event: Event) -> Change:
    confirmed = claims.with_execution(facts.claims, Execution.CONFIRMED, event.particulars.get("claims"))
    content = all(claim.execution is Execution.CONFIRMED or claim.route for claim in confirmed)
    return {"claims": confirmed, "content": content}


def deny(facts: Facts, event: Event) -> Change:
    denied = claims.with_execution(facts.claims, Execution.DENIED, event.particulars.get("claims"))
    return {"claims": denied, "content": False, "closure": None}


def close(facts: Facts, event: Event) -> Change:
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


def withdraw(facts: Facts, event: Event) -> Change:
    """Taking back the petition ends it; taking back a request for review leaves the opinion as it is."""
    if event.to is not Stage.CLOSED:
        return {}
    return {"closure": Closure.WITHDRAWN, "claims": claims.unproposed(facts.claims)}


def reopen(facts: Facts, event: Event) -> Change:
    return {**answering.again(event), "round": facts.round + 1, "claims": claims.reopened(facts.claims)}


def closed_as(closure: Closure) -> Callable[[Facts, Event], Change]:
    return lambda facts, event: {"closure": closure}


def overdue(facts: Facts, event: Event) -> Change:
    return {"clocks": handling.adjust(facts, ClockKind(event.particulars["clock"]), overdue=True)}
