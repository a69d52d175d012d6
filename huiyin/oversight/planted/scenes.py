"""What happens in planted matters, and what a person who reads them would say must be supervised.

Each scene knows its truth from the days it chose, not from the judge: thresholds stand here a second time, on purpose,
so that a slip in :mod:`huiyin.law.order.causes` shows. Most scenes lie close to both sides of a threshold.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

from huiyin.law.order.vocabulary import Cause
from huiyin.law.terms import Act, Role
from huiyin.law.undertaking.vocabulary import UndertakingAct
from huiyin.oversight.planted.life import LAND, UNITS, WATER, Life

Truth = set[Cause]
C = Cause
NOTHING: Truth = set()


def _at(condition: bool, *causes: Cause) -> Truth:
    return set(causes) if condition else set()


def lies_at_the_office(life: Life) -> Truth:
    """Received and not sorted: fifteen days, and as many of silence."""
    ago = life.rng.choice((0, 3, 9, 14, 15, 16, 17, 30, 55))
    life.lodge(ago)
    return _at(ago > 15, C.OVERDUE) | _at(ago >= 15, C.SILENCE)


def lies_where_it_was_passed_on_to(life: Life) -> Truth:
    ago = life.rng.choice((1, 7, 14, 15, 16, 18, 40))
    life.lodge(ago + life.rng.randint(1, 10)).transfer(ago, life.rng.choice(UNITS))
    return _at(ago > 15, C.OVERDUE) | _at(ago >= 15, C.SILENCE)


def is_worked_on(life: Life) -> Truth:
    """Sixty days for the opinion; the last step long ago or not."""
    ago, last = life.rng.choice((20, 45, 59, 60, 61, 70, 100)), life.rng.choice((1, 8, 14, 15, 16))
    life.accepted(ago).busy(ago, last)
    if life.rng.random() < 0.4 and last > 2:
        life.noise(1)
    return _at(ago > 60, C.OVERDUE) | _at(last >= 15, C.SILENCE)


def is_extended(life: Life) -> Truth:
    ago = life.rng.choice((65, 80, 89, 90, 91, 110))
    life.accepted(ago).busy(ago, 55).do(Act.EXTEND, Role.HEAD, 54, days=30).busy(54, 3)
    return _at(ago > 90, C.OVERDUE)


def waits_for_papers_of_the_person(life: Life) -> Truth:
    """Silence is counted from the day until which the person was waited for."""
    asked, until = life.rng.choice((25, 30)), life.rng.choice((3, 14, 15, 20))
    day = (life.today - timedelta(days=until)).isoformat()
    life.accepted(asked + 5).do(Act.REQUEST_MATERIAL, Role.HANDLER, asked, until=day)
    return _at(until >= 15, C.SILENCE)


def is_sent_to_and_fro(life: Life) -> Truth:
    """Twice refused, or given again to whoever had it, and taken by nobody."""
    how = life.rng.choice(("twice", "once", "taken", "again", "settled"))
    one, other, third = life.rng.sample(UNITS, 3)
    life.lodge(24).transfer(22, one).do(Act.OBJECT, Role.DISPATCHER, 20)
    life.do(Act.AGREE_OBJECTION, Role.DISPATCHER, 18)
    if how == "once":
        life.transfer(6, other)
        return NOTHING
    if how == "again":
        life.transfer(6, one)
        return {C.PINGPONG}
    life.transfer(14, other).do(Act.OBJECT, Role.DISPATCHER, 11)
    if how == "settled":
        life.do(Act.REJECT_OBJECTION, Role.DISPATCHER, 9).do(Act.ACCEPT, Role.HANDLER, 8)
        return NOTHING
    life.do(Act.AGREE_OBJECTION, Role.DISPATCHER, 9)
    if how == "taken":
        life.transfer(8, third).do(Act.ACCEPT, Role.HANDLER, 5)
        return NOTHING
    return {C.PINGPONG}


def is_decided_and_not_served(life: Life) -> Truth:
    ago = life.rng.choice((1, 6, 9, 10, 11, 12, 25))
    life.accepted(ago + 20).decided(ago)
    return _at(ago > 10, C.UNSERVED)


def is_answered(life: Life) -> Truth:
    """Served in time, nothing promised; only the person may still ask for review."""
    life.accepted(life.rng.randint(35, 60)).busy(34, 31).served(life.rng.randint(2, 25))
    return NOTHING


def something_was_promised(life: Life) -> Truth:
    until, how = life.rng.choice((-20, -1, 0, 1, 2, 15)), life.rng.choice(("nothing", "nothing", "done"))
    life.accepted(70).promised(40, until)
    if how == "done":
        life.carried_out(max(until, 0) + 1)
        return NOTHING
    return _at(until > 0, C.PROMISE)


def what_was_done_is_denied(life: Life) -> Truth:
    how = life.rng.choice(("denied", "denied", "done again", "confirmed"))
    life.accepted(70).promised(40, 20).carried_out(22)
    if how == "confirmed":
        life.word(UndertakingAct.CONFIRM, Role.PETITIONER, 20)
        return NOTHING
    life.word(UndertakingAct.DENY, Role.PETITIONER, 20, reason="没有落实")
    if how == "done again":
        life.carried_out(5)
        return NOTHING
    return {C.DENIED}


def nobody_was_heard(life: Life) -> Truth:
    """As journals show it that are older than the rule: an opinion, and no word of a hearing or an investigation."""
    how = life.rng.choice(("neither", "not heard", "not looked into", "on paper"))
    life.accepted(60).served(12)
    acts = {"neither": {Act.LISTEN, Act.INVESTIGATE}, "not heard": {Act.LISTEN}, "not looked into": {Act.INVESTIGATE}}
    gone, words = acts.get(how, {Act.LISTEN, Act.INVESTIGATE}), {"heard", "suffices"} if how != "on paper" else set()
    kept = [event for event in life.events if event.act not in gone]
    life.events[:] = [
        replace(event, particulars={name: value for name, value in event.particulars.items() if name not in words})
        if event.act is Act.PROPOSE
        else event
        for event in kept
    ]
    return _at(how != "on paper", C.UNHEARD)


def a_review_revoked_it(life: Life) -> Truth:
    ago, last = life.rng.choice((10, 40, 59, 60, 61, 75)), life.rng.choice((2, 14, 15, 18))
    last = min(last, ago)
    life.accepted(ago + 90).served(ago + 40)
    life.do(Act.SEEK_REVIEW, Role.PETITIONER, ago + 20).do(Act.ADMIT_REVIEW, Role.REVIEWER, ago + 15)
    life.do(Act.DECIDE_REVIEW, Role.HEAD, ago + 3, ruling="redo")
    day = (life.today - timedelta(days=ago)).isoformat()
    life.do(Act.SERVE, Role.REVIEWER, ago, served_on=day)
    life.busy(ago, last)
    return _at(ago > 60, C.NOT_REDONE) | _at(last >= 15, C.SILENCE)


def closed(life: Life, ago: int, *, solved: bool) -> Life:
    """Carried out and confirmed, or left until the window closed, so many days ago."""
    if solved:
        life.accepted(ago + 60).promised(ago + 20, ago + 5).carried_out(ago + 8)
        life.word(UndertakingAct.CONFIRM, Role.PETITIONER, ago + 2)
        return life.do(Act.CLOSE, Role.HANDLER, ago)
    life.accepted(ago + 80).served(ago + 36)
    return life.do(Act.LAPSE, Role.SYSTEM, ago).do(Act.CLOSE, Role.SYSTEM, ago)


def comes_again(life: Life, earlier: Life) -> Truth:
    """The second matter of a pair; the first was closed before."""
    how = life.rng.choice(("soon", "soon", "late", "not called solved", "answered"))
    since, lodged = life.rng.choice((1, 60, 179, 180)), 4
    if how == "late":
        since = life.rng.choice((181, 240))
    closed(earlier, since + (60 if how == "answered" else lodged), solved=how != "not called solved")
    if how == "answered":
        life.accepted(52).served(10)
        return NOTHING
    life.lodge(lodged).transfer(3, life.rng.choice((WATER, LAND)))
    return _at(how == "soon", C.CAME_AGAIN)


Scene = Callable[[Life], Truth]
#: Every scene with its weight; pairs are told apart.
SCENES: Mapping[Scene, int] = {
    lies_at_the_office: 10,
    lies_where_it_was_passed_on_to: 12,
    is_worked_on: 16,
    is_extended: 6,
    waits_for_papers_of_the_person: 6,
    is_sent_to_and_fro: 10,
    is_decided_and_not_served: 8,
    is_answered: 12,
    something_was_promised: 8,
    what_was_done_is_denied: 8,
    nobody_was_heard: 6,
    a_review_revoked_it: 8,
}
PAIRS = 8
