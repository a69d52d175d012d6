"""What is said with an act whose history does not say it: valid words, so that only the dates are in question."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any

from huiyin.law.frame.particulars import Field
from huiyin.law.matter import promising
from huiyin.law.matter.facts import ClaimFacts, Facts
from huiyin.law.matter.procedure import MATTER
from huiyin.law.terms import Act, ClaimKind, Ground, Role, Ruling
from huiyin.law.trial import cast

Said = dict[str, Any]
Fill = Callable[[Field, Facts, date], Any]
#: Days within which something is asked for when a history does not say: material, feedback, an agreement.
SOON = 15
_TEXT = "试算填写的内容，只为计算期限，不针对任何人和事"
_ROUTES: Mapping[Ground, str] = {
    Ground.LITIGATION: "civil_suit",
    Ground.ARBITRATION: "labour_arbitration",
    Ground.PARTY_APPEAL: "party_appeal",
    Ground.ADMINISTRATIVE: "reconsideration",
}
_OUTCOMES: Mapping[ClaimKind, str] = {ClaimKind.SUGGESTION: "adopted", ClaimKind.ACCUSATION: "handled"}
#: Acts that give the matter to another organ, and to which one when a history does not say.
_TO: Mapping[Act, int] = {Act.INVITE: cast.DISCIPLINE}


def completed(act: Act, facts: Facts, on: date, given: Mapping[str, Any]) -> Said:
    """``given`` with every field of the act's form filled that it leaves out; organs may be named as the cast is."""
    said: Said = {**_OWN.get(act, {}), **{name: _organ(value) for name, value in given.items()}}
    for field in _to_fill(act):
        if field.name not in said:
            said[field.name] = _FILL[field.kind](field, facts, on)
    if said.get("ruling") == Ruling.CHANGE:
        said.setdefault("outcomes", _changed(facts, on))
    return said


@cache
def _to_fill(act: Act) -> tuple[Field, ...]:
    return tuple(field for field in MATTER.needs(act) if field.required or field.name in _ALSO)


#: Not demanded by the form, yet by the law where the record holds nothing else (Art. 31 (6)).
_ALSO = frozenset({"heard", "suffices"})
#: What the record would add by itself.
_OWN: Mapping[Act, Said] = {
    Act.NO_FURTHER: {"earlier_closure": "final"},
    Act.JOIN: {"named": 2},
    Act.LEAVE: {"joined": True},
    Act.WITHDRAW: {"others": 0, "proof": "签名的撤回申请"},
    Act.REPLY: {"method": "electronic"},
    **{act: {"undertaken": True} for act in promising.TOLD},
}


def _organ(value: Any) -> Any:
    return cast.BY_NAME.get(value, value) if isinstance(value, str) else value


def _to_organ(field: Field, facts: Facts, on: date) -> int:
    return cast.UNIT if facts.holder != cast.UNIT else cast.DISCIPLINE


def _person(field: Field, facts: Facts, on: date) -> int:
    role = Role.REVIEWER if facts.reviewer or facts.rereviewer else Role.HANDLER
    return cast.person(facts.holder, role)


def _date(field: Field, facts: Facts, on: date) -> str:
    return (on + timedelta(days=SOON) if field.name == "until" else on).isoformat()


def _choice(field: Field, facts: Facts, on: date) -> str:
    return next(iter(field.choices), "one")


def _outcomes(field: Field, facts: Facts, on: date) -> Said:
    by = (on + timedelta(days=SOON)).isoformat()
    return {str(claim.id): _outcome(claim, by) for claim in facts.claims if claim.open}


def _changed(facts: Facts, on: date) -> Said:
    """A change says claim by claim what the opinion says now (Art. 35)."""
    by = (on + timedelta(days=SOON)).isoformat()
    return {str(claim.id): _outcome(claim, by) for claim in facts.claims if claim.petition}


def _outcome(claim: ClaimFacts, by: str) -> Said:
    if claim.ground is Ground.DUTY:
        return {"outcome": "performed", "finding": _TEXT, "basis": _TEXT}
    outcome = _OUTCOMES.get(claim.kind or ClaimKind.GRIEVANCE, "supported")
    promised = {} if outcome == "handled" else {"execute_by": by}
    return {"outcome": outcome, "finding": _TEXT, "basis": _TEXT, **promised}


def _routes(field: Field, facts: Facts, on: date) -> Said:
    grounds = {str(claim.id): claim.ground or Ground.LITIGATION for claim in facts.claims if claim.open}
    return {claim: {"route": _ROUTES.get(ground, _ROUTES[Ground.LITIGATION])} for claim, ground in grounds.items()}


def _classes(field: Field, facts: Facts, on: date) -> Said:
    return {
        str(claim.id): {"kind": claim.kind or ClaimKind.GRIEVANCE, "ground": claim.ground or Ground.PETITION}
        for claim in facts.claims
    }


_FILL: Mapping[str, Fill] = {
    "text": lambda field, facts, on: _TEXT,
    "line": lambda field, facts, on: "试算填写的内容",
    "date": _date,
    "days": lambda field, facts, on: 1,
    "integer": lambda field, facts, on: 1,
    "organ": _to_organ,
    "person": _person,
    "choice": _choice,
    "claims": lambda field, facts, on: [claim.id for claim in facts.claims],
    "classes": _classes,
    "outcomes": _outcomes,
    "routes": _routes,
    "case": lambda field, facts, on: "9901",
    "flag": lambda field, facts, on: True,
}
