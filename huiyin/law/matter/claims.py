"""What an act makes of a claim (诉求): small folds that decide (to look ahead) and evolve (to record) share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import Any

from huiyin.law.matter.facts import ClaimFacts
from huiyin.law.terms import ClaimKind, Execution, Ground, Outcome

Claims = tuple[ClaimFacts, ...]
Rows = Mapping[str, Mapping[str, Any]]

PROMISES = frozenset({Outcome.SUPPORTED, Outcome.ADOPTED, Outcome.PARTLY_ADOPTED, Outcome.PERFORMED})
"""Outcomes with which an organ binds itself to do something by a day."""


def fingerprint(text: str) -> str:
    """A finding without spaces and punctuation, so that a comma does not make new facts; hashed, so it says nothing."""
    bare = "".join(filter(str.isalnum, text))
    return sha256(bare.encode()).hexdigest()[:32] if bare else ""


def each(claims: Claims, rows: Rows, change: Callable[[ClaimFacts, Mapping[str, Any]], ClaimFacts]) -> Claims:
    """The claims after ``change`` of those that ``rows`` name."""
    return tuple(change(claim, rows[str(claim.id)]) if str(claim.id) in rows else claim for claim in claims)


def reclassed(claim: ClaimFacts, row: Mapping[str, Any]) -> ClaimFacts:
    kind, ground = ClaimKind(row["kind"]), row.get("ground")
    return replace(claim, kind=kind, ground=Ground(ground) if ground and kind is ClaimKind.GRIEVANCE else None)


def guided(claim: ClaimFacts, row: Mapping[str, Any]) -> ClaimFacts:
    return replace(claim, route=row["route"])


def answered(claim: ClaimFacts, row: Mapping[str, Any]) -> ClaimFacts:
    """The claim with the outcome of ``row``; a promise with a day is something to execute."""
    if not row.get("outcome"):
        return claim
    outcome = Outcome(row["outcome"])
    by = row.get("execute_by") if outcome in PROMISES else None
    return replace(
        claim,
        outcome=outcome,
        # Of a report the finding itself rests in an envelope.
        finding=str(row.get("fingerprint") or fingerprint(str(row.get("finding", "")))),
        execution=Execution.DUE if by else Execution.NONE,
        execute_by=date.fromisoformat(by) if by else None,
    )


def without(claims: Claims, gone: Iterable[int]) -> Claims:
    left = set(gone)
    return tuple(claim for claim in claims if claim.id not in left)


def unanswered(claim: ClaimFacts) -> ClaimFacts:
    return replace(claim, outcome=None, finding="", execution=Execution.NONE, execute_by=None)


def unproposed(claims: Claims) -> Claims:
    """A proposal that is not signed has answered nothing; what was carried out before it stays."""
    done = (Execution.DONE, Execution.CONFIRMED)
    return tuple(claim if claim.execution in done else unanswered(claim) for claim in claims)


def quashed(claims: Claims) -> Claims:
    """After a revocation (撤销): the opinions are gone, but not forgotten. What the petitioner confirmed stands."""
    under_review = [claim for claim in claims if claim.petition and claim.outcome]
    unsolved = [claim.id for claim in under_review if claim.execution is not Execution.CONFIRMED]
    anew = unsolved or [claim.id for claim in under_review]
    return tuple(_quashed(claim) if claim.id in anew else claim for claim in claims)


def _quashed(claim: ClaimFacts) -> ClaimFacts:
    assert claim.outcome is not None
    return replace(unanswered(claim), quashed=(*claim.quashed, (claim.outcome, claim.finding)))


def reopened(claims: Claims) -> Claims:
    """What a reopening takes up again: everything that was not carried out; if all was, everything."""
    left = [claim.id for claim in claims if claim.execution is Execution.NONE] or [claim.id for claim in claims]
    return tuple(replace(unanswered(claim), route=None) if claim.id in left else claim for claim in claims)


def settled(claim: ClaimFacts, until: date) -> ClaimFacts:
    """Settled by agreement (调解), to be performed by ``until``."""
    return replace(claim, execution=Execution.DUE, execute_by=until) if claim.open else claim


def unsettled(claim: ClaimFacts) -> ClaimFacts:
    """The agreement was not kept: what rested on it alone is open again."""
    return unanswered(claim) if claim.outcome is None and claim.route is None else claim


def with_execution(claims: Claims, execution: Execution, named: Iterable[int] | None = None) -> Claims:
    """The petitioner's word about what was reported as done: about the claims that are named, or about all of it."""
    those = {claim.id for claim in claims if claim.execution is Execution.DONE} if named is None else set(named)
    return tuple(replace(claim, execution=execution) if claim.id in those else claim for claim in claims)
