"""What a matter waits for while no period binds an organ, and since when or until when.

The law sets no period for serving a signed opinion (送达), for deciding on an objection (异议), for naming the organ
in a dispute (争议) or for the joint conference (联席会议): such matters must not sink out of sight for that.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from huiyin.law.frame.deadlines import Clock
from huiyin.law.frame.waiting import Waiting
from huiyin.law.matter.facts import Facts
from huiyin.law.terms import ClockKind, Execution, Ground, Stage
from huiyin.law.words import P, Phrase

#: Periods in which the petitioner or another organ may do something; when they run out nobody is late.
RIGHTS = frozenset({ClockKind.OBJECT, ClockKind.SEEK_REVIEW, ClockKind.SEEK_REREVIEW})
OVER = frozenset({Stage.CLOSED, Stage.ARCHIVED})

_FOR: Mapping[Stage, Phrase] = {
    Stage.OBJECTED: P("等转来的机关审核异议"),
    Stage.DISPUTED: P("等上级机关指定受理机关"),
    Stage.CONFERENCE: P("等联席会议协调确定"),
    Stage.DECIDED: P("意见已签发，等送达"),
    Stage.REVIEW_DECIDED: P("复查意见已作出，等送达"),
    Stage.REREVIEW_DECIDED: P("复核意见已作出，等送达"),
}


class Cause(StrEnum):
    """Why a matter waits, as its row keeps it: with its stage and its day in the queues that is all a list says."""

    HEARING = "hearing"
    OWN_RULES = "rules"
    STAGE = "stage"
    PROMISE = "promise"
    PERSON = "person"
    NEXT = "next"


_WHAT: Mapping[Cause, Phrase] = {
    Cause.HEARING: P("等听证结束，期限停止计算"),
    Cause.OWN_RULES: P("由纪检监察、政法机关按有关规定告知"),
    Cause.PROMISE: P("答应落实的日子"),
    Cause.PERSON: P("等信访人：还可以申请复查、复核"),
    Cause.NEXT: P("等下一步"),
}
#: Nobody but somebody outside may move these.
_NO_DAY = frozenset({Cause.OWN_RULES, Cause.PERSON})


def binds(clock: Clock) -> bool:
    """Whether it is a period that an organ has to keep, and that counts now."""
    return clock.running and clock.kind not in RIGHTS and not clock.standing_still


def bound(facts: Facts) -> bool:
    """Whether a period runs that binds an organ."""
    return any(binds(clock) for clock in facts.clocks)


def waiting(facts: Facts) -> Waiting | None:
    """What the matter waits for; ``None`` while a period binds an organ, and after the end."""
    cause = cause_of(facts)
    if cause is None:
        return None
    return told(cause, facts.stage, _promised(facts) if cause is Cause.PROMISE else facts.moved_on or facts.lodged_on)


def told(cause: Cause, stage: Stage, on: date | None) -> Waiting:
    """The same in words.

    :param on: the day since which it waits, or by which something was promised.
    """
    what = _FOR[stage] if cause is Cause.STAGE else _WHAT[cause]
    if cause in _NO_DAY:
        return Waiting(what)
    return Waiting(what, until=on) if cause is Cause.PROMISE else Waiting(what, since=on)


def cause_of(facts: Facts) -> Cause | None:
    """Why it waits; ``None`` while it does not."""
    if facts.stage in OVER or bound(facts):
        return None
    if any(clock.running and clock.standing_still for clock in facts.clocks):
        return Cause.HEARING
    if by_own_rules(facts):
        return Cause.OWN_RULES
    if facts.stage in _FOR:
        return Cause.STAGE
    if _promised(facts):
        return Cause.PROMISE
    if any(clock.running and clock.kind is not ClockKind.OBJECT for clock in facts.clocks):
        return Cause.PERSON
    return Cause.NEXT


def by_own_rules(facts: Facts) -> bool:
    """Passed to an organ that notifies by rules of its own: reports and litigation (Art. 22 ¶2, 23 ¶4)."""
    return facts.stage is Stage.TRANSFERRED and (
        all(claim.accusation for claim in facts.claims)
        or all(claim.ground is Ground.LITIGATION for claim in facts.claims)
    )


def _promised(facts: Facts) -> date | None:
    """The nearest day by which something promised has to be carried out (Art. 32)."""
    outstanding = [claim for claim in facts.claims if claim.execution in (Execution.DUE, Execution.DENIED)]
    return min((claim.execute_by for claim in outstanding if claim.execute_by), default=None)
