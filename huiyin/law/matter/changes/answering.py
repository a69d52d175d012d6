"""What answers, service and review change of a matter."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from huiyin.law.frame.verdict import Event
from huiyin.law.matter import claims
from huiyin.law.matter.facts import Facts
from huiyin.law.terms import Act, ClockKind, Outcome, Ruling, Stage

Change = Mapping[str, Any]


def reply(facts: Facts, event: Event) -> Change:
    told = {str(claim.id): {"outcome": Outcome.ANSWERED} for claim in facts.claims if claim.open}
    return {
        "claims": claims.each(facts.claims, told, claims.answered),
        "responsible": event.holder,
        "handler": event.owner,
        "decided_on": event.on,
        "served_on": event.on,
    }


def propose(facts: Facts, event: Event) -> Change:
    said = event.particulars
    return {
        "claims": claims.each(facts.claims, said["outcomes"], claims.answered),
        "heard": facts.heard or bool(said.get("heard")),
        "suffices": facts.suffices or bool(said.get("suffices")),
    }


def send_back(facts: Facts, event: Event) -> Change:
    return {"claims": claims.unproposed(facts.claims)}


def decide_review(facts: Facts, event: Event) -> Change:
    ruling = Ruling(event.particulars["ruling"])
    changed = event.particulars.get("outcomes", {}) if ruling is Ruling.CHANGE else {}
    return {
        "ruling": ruling,
        "claims": claims.each(facts.claims, changed, claims.answered),
        "decided_on": event.on,
    }


def serve(facts: Facts, event: Event) -> Change:
    served = {"served_on": date.fromisoformat(event.particulars["served_on"])}
    if event.to is not Stage.HANDLING:
        return served
    return {**served, **again(event), "round": facts.round + 1, "claims": claims.quashed(facts.claims)}


def again(event: Event) -> dict[str, Any]:
    """A new round: what belonged to the old one no longer counts."""
    return {
        "investigations": 0,
        "on_spot": 0,
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


def seek_review(facts: Facts, event: Event) -> Change:
    return {"reviewer" if event.act is Act.SEEK_REVIEW else "rereviewer": event.holder}
