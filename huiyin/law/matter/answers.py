"""What an answer must be: claim by claim, of the right kind, complete, and not the one that a review revoked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from huiyin.law.frame.verdict import Refusal
from huiyin.law.matter.claims import fingerprint
from huiyin.law.matter.facts import ClaimFacts
from huiyin.law.matter.situation import Situation
from huiyin.law.sources.articles import cite
from huiyin.law.terms import ClaimKind, Ground, Outcome, Role, Ruling
from huiyin.law.words import P

_BY_KIND: Mapping[ClaimKind, frozenset[Outcome]] = {
    ClaimKind.SUGGESTION: frozenset({Outcome.ADOPTED, Outcome.PARTLY_ADOPTED, Outcome.NOTED}),
    ClaimKind.ACCUSATION: frozenset({Outcome.HANDLED, Outcome.ANSWERED}),
    ClaimKind.GRIEVANCE: frozenset({Outcome.SUPPORTED, Outcome.EXPLAINED, Outcome.NOT_SUPPORTED}),
}
_REFUSED = cite("xf2022", 32, 1, 3)
_DUTY = frozenset({Outcome.PERFORMED, Outcome.ANSWERED})


def allowed_outcomes(claim: ClaimFacts) -> frozenset[Outcome]:
    """The outcomes open to a claim by its class: Art. 29, 30, 31 (5), 32; none to what belongs to another procedure."""
    if claim.kind is None:
        return frozenset(Outcome)
    if claim.statutory:
        return frozenset()
    return _DUTY if claim.ground is Ground.DUTY else _BY_KIND[claim.kind]


def statutory_claims_guided(s: Situation) -> Refusal | None:
    """Art. 31 (1)–(4): led into their procedure, never decided here."""
    if Role.SYSTEM in s.by.roles:
        return None
    for claim in s.facts.claims:
        if claim.statutory and claim.open:
            return s.no(
                P("第{n}项诉求有法定途径，不能用信访答复代替。", n=claim.id),
                P("请先“引导法定途径”，告诉信访人去哪里、期限是多久。"),
                cite("xf2022", 31),
            )
    return None


def every_claim_answered(s: Situation) -> Refusal | None:
    if s.given is None:
        return None
    rows = s.rows("outcomes")
    named = [claim for claim in s.facts.claims if claim.open or str(claim.id) in rows]
    return _first_flaw(s, named)


def _first_flaw(s: Situation, named: list[ClaimFacts]) -> Refusal | None:
    for claim in named:
        row = s.rows("outcomes").get(str(claim.id), {})
        if not (row.get("outcome") and row.get("finding") and row.get("basis")):
            return s.no(P("第{n}项诉求还缺查明的事实、意见或法律依据。", n=claim.id), P("意见书要逐项答复，请补齐。"))
        if row["outcome"] == Outcome.SUPPORTED and not row.get("execute_by"):
            return s.no(P("第{n}项诉求予以支持，要写明由谁、最迟哪天落实。", n=claim.id), None, cite("xf2022", 32, 2))
        if row["outcome"] == Outcome.NOT_SUPPORTED and not row.get("lacking"):
            return s.no(P("第{n}项诉求不予支持，要写明缺乏事实根据，还是不符合规定。", n=claim.id), None, _REFUSED)
    return None


def outcomes_fit(s: Situation) -> Refusal | None:
    for claim in s.facts.claims:
        outcome = s.rows("outcomes").get(str(claim.id), {}).get("outcome")
        if outcome is not None and outcome not in allowed_outcomes(claim):
            known = tuple(term for term in Outcome if term in allowed_outcomes(claim))
            return s.no(P("第{n}项诉求的意见只能是：{known}。", n=claim.id, known=known))
    return None


def change_says_what(s: Situation) -> Refusal | None:
    """A changed opinion is a whole opinion, on claims of the petition procedure only (Art. 35)."""
    rows = s.rows("outcomes")
    if s.value("ruling") != Ruling.CHANGE:
        return None
    if not rows:
        return s.no(P("变更原意见，要逐项写明变更后的意见。"))
    changed = [claim for claim in s.facts.claims if str(claim.id) in rows]
    for claim in changed:
        if not claim.petition:
            return s.no(P("第{n}项诉求不适用信访程序，不能复查复核。", n=claim.id))
    return _first_flaw(s, changed)


def redo_differs(s: Situation) -> Refusal | None:
    if not s.facts.book.options.redo_must_differ:
        return None
    for claim in s.facts.claims:
        row = s.rows("outcomes").get(str(claim.id), {})
        if _repeats(claim, row) and not _new_facts(s, claim, row):
            return s.no(
                P("第{n}项诉求的原意见已被撤销，不能以同一事实和理由作出相同的意见。", n=claim.id),
                P("请重新调查，写明新查明的事实，或改变意见。"),
                cite("xf2022", 28, 1),
            )
    return None


def _repeats(claim: ClaimFacts, row: Mapping[str, Any]) -> bool:
    return any(outcome == row.get("outcome") for outcome, _ in claim.quashed)


def _new_facts(s: Situation, claim: ClaimFacts, row: Mapping[str, Any]) -> bool:
    """New facts are a new investigation since the revocation, and a finding that was not revoked before."""
    known = {finding for _, finding in claim.quashed}
    return s.facts.investigations > 0 and fingerprint(str(row.get("finding", ""))) not in known
