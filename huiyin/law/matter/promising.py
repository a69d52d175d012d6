"""What an act promises the person, and which promises it takes back. Each is a record of its own, an undertaking
(huiyin.law.undertaking): it tells the matter what was carried out, confirmed or denied, and nobody else does.

The record knows which undertakings there are (``undertakings``: the matter's id and number, and of each open one its
id, its claim and the day promised).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from huiyin.law.frame.procedure import Move
from huiyin.law.frame.verdict import Also, Event, Refusal
from huiyin.law.matter.facts import ClaimFacts
from huiyin.law.matter.fold import CHANGES
from huiyin.law.matter.situation import Situation
from huiyin.law.sources.articles import cite
from huiyin.law.terms import Act, Execution, Stage
from huiyin.law.words import P

KIND = "undertaking"
#: Acts by which something is promised to the person.
_PROMISING: Mapping[Act, str] = {Act.SERVE: "opinion", Act.MEDIATE: "agreement", Act.RECONCILE: "agreement"}
#: Acts by which a promise is made, or falls.
TOUCHING = frozenset({*_PROMISING, Act.BREAK_AGREEMENT, Act.REOPEN, Act.SPLIT, Act.WITHDRAW})
#: Written by an undertaking alone.
TOLD = frozenset({Act.EXECUTE, Act.CONFIRM_EXECUTION, Act.DENY_EXECUTION, Act.CHANGE_PROMISE, Act.NOTE_PROMISE})
#: What the record tells the law for it, and the journal does not keep.
ASKED = "undertakings"


def through_an_undertaking(s: Situation) -> Refusal | None:
    """Only an undertaking writes what became of a promise, so that there is one place where that is known."""
    if s.given is None or s.value("undertaken"):
        return None
    return s.no(P("落实情况记在“落实事项”里，会自动记到这里。"), P("请打开答应的那一件，在那里报告、确认。"))


def no_promise_is_open(s: Situation) -> Refusal | None:
    """What was promised beside the claims keeps a matter open, too (Art. 32 ¶2)."""
    number = s.value("promise_open")
    if not number:
        return None
    return s.no(P("落实事项{number}还没有落实，不能办结。", number=number), P("请先落实。"), cite("xf2022", 32, 2))


def also(move: Move, s: Situation) -> tuple[Also, ...]:
    """Undertakings that the act opens, and those that it releases."""
    known: Mapping[str, Any] | None = s.value(ASKED)
    if known is None:
        return ()
    after = {claim.id: claim for claim in _claims_after(move, s)}
    return (*_released(s, known, after), *_opened(move, s, known, after))


def _claims_after(move: Move, s: Situation) -> tuple[ClaimFacts, ...]:
    """The claims as the fold will make them."""
    facts, by, change = s.facts, s.by, CHANGES.get(s.act)
    if change is None:
        return facts.claims
    role, said = next(iter(by.roles)), s.given or {}
    where = (move.to or facts.stage, facts.holder, facts.owner, by.organ, by.person, role)
    changed = change(facts, Event(s.act, s.on, *where, particulars=said))
    claims: tuple[ClaimFacts, ...] = changed.get("claims", facts.claims)
    return claims


def _opened(move: Move, s: Situation, known: Mapping[str, Any], after: Mapping[int, ClaimFacts]) -> Iterator[Also]:
    """One for each claim of which something is to be carried out and for which none stands yet."""
    source = _PROMISING.get(Act(s.act))
    if source is None or move.to is Stage.HANDLING:
        return
    standing = {claim for _, claim, by in known["open"] if claim in after and _day(after[claim]) == by}
    whose = s.holder if s.facts.responsible is None else s.world.standing(s.facts.responsible)
    shared = {"matter": known["number"], "matter_id": known["id"], "source": source, "from_matter": True}
    for claim in after.values():
        if claim.execution is Execution.DUE and claim.execute_by is not None and claim.id not in standing:
            said = {**shared, "claim": claim.id, "until": _day(claim), "to_organ": whose}
            yield Also(KIND, None, "promise", said)


def _released(s: Situation, known: Mapping[str, Any], after: Mapping[int, ClaimFacts]) -> Iterator[Also]:
    """Those whose claim promises nothing any more, or something else."""
    for record, number, by in known["open"]:
        claim = after.get(number)
        if number and (claim is None or claim.execution is Execution.NONE or not _same(claim, by)):
            said = {"reason": f"{s.act.label}：原来答应的不再适用", "from_matter": True}
            yield Also(KIND, record, "release", said)


def _same(claim: ClaimFacts, by: str) -> bool:
    """Whether it is the promise that was made: what a review changed has another day, and is owed anew."""
    return claim.execution is not Execution.DUE or _day(claim) == by


def _day(claim: ClaimFacts) -> str:
    return claim.execute_by.isoformat() if claim.execute_by else ""
