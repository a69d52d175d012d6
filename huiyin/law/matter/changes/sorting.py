"""What sorting, passing on and taking over change of a matter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from huiyin.law.frame.facts import Particulars
from huiyin.law.frame.verdict import Event
from huiyin.law.matter import claims
from huiyin.law.matter.changes import handling
from huiyin.law.matter.facts import Facts, holds_report
from huiyin.law.terms import Act, Closure, Stage

Change = Mapping[str, Any]


def lodge(facts: Facts, event: Event) -> Change:
    """Whoever only took a report down for another organ (代为登记) has nothing more to do with it."""
    elsewhere = event.organ is not None and event.organ != event.holder
    return {"lodged_on": event.on, "leaving": frozenset({event.organ})} if elsewhere else {"lodged_on": event.on}


def classify(facts: Facts, event: Event) -> Change:
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
        return handling.new_owner(facts, event)
    change: dict[str, Any] = {
        "leaving": shut,
        "co_handlers": tuple(organ for organ in facts.co_handlers if organ not in shut),
    }
    if facts.coordinator in shut:
        change["coordinator"] = event.holder
    if facts.responsible in shut:
        change |= {"responsible": None, "handler": None, "accepted_on": None, "extension_asked": 0, "extended": False}
    return change


def guide(facts: Facts, event: Event) -> Change:
    led = claims.each(facts.claims, event.particulars["routes"], claims.guided)
    return {"claims": led, "closure": Closure.GUIDED if event.to is Stage.CLOSED else facts.closure}


def split(facts: Facts, event: Event) -> Change:
    """When the report leaves (分案), those whom it accuses leave with it."""
    left = claims.without(facts.claims, event.particulars["claims"])
    if not facts.report or any(claim.accusation for claim in left):
        return {"claims": left}
    return {"claims": left, **_NOBODY_ACCUSED}


_NOBODY_ACCUSED: Change = {
    "accused_organs": frozenset(), "accused_persons": frozenset(),
    "unsure": False, "unsure_organs": frozenset(), "unsure_persons": frozenset(),
}  # fmt: skip


def transfer(facts: Facts, event: Event) -> Change:
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


def report_urgent(facts: Facts, event: Event) -> Change:
    """Older entries do not say who was told."""
    return {"urgent": True, "urgent_told": facts.urgent_told | set(event.particulars.get("told", ()))}


def take_back(facts: Facts, event: Event) -> Change:
    """As if it had never been passed on; the organ that got it by mistake has nothing more to do with it."""
    keep = {facts.coordinator, event.holder}
    return {"sender": None, "sender_person": None, "untouched": False, "leaving": frozenset({facts.holder} - keep)}


def join(facts: Facts, event: Event) -> Change:
    """Those who join may have been counted at the lodging: the number grows only beyond it."""
    return {"petitioners": max(facts.petitioners, int(event.particulars.get("named") or 0))}


def leave(facts: Facts, event: Event) -> Change:
    return {"petitioners": max(1, facts.petitioners - 1)}


def objected(facts: Facts, event: Event) -> Change:
    return {"objector": facts.holder, "objector_person": facts.owner, "objections": facts.objections + 1}


def accept(facts: Facts, event: Event) -> Change:
    return {"responsible": event.holder, "handler": event.owner, "accepted_on": event.on}
