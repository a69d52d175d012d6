"""What the journal of a matter shows that must be supervised (应督办的情形), judged without asking anybody.

Pure: the facts and events of one matter, a day and a calendar give the findings. Each cause says since when, whom it
concerns, and the mark of the very occurrence, so that nothing is ordered twice for the same thing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from huiyin.law.frame.deadlines import Clock, due, ran_out
from huiyin.law.frame.verdict import Event
from huiyin.law.frame.workdays import WorkCalendar
from huiyin.law.matter import rounds
from huiyin.law.matter.facts import Facts
from huiyin.law.matter.waiting import binds, by_own_rules
from huiyin.law.order.vocabulary import Cause
from huiyin.law.terms import Act, ClockKind, Closure, Progress, Stage
from huiyin.law.undertaking.facts import UndertakingFacts
from huiyin.law.undertaking.vocabulary import UndertakingStage
from huiyin.law.words import P, Phrase


@dataclass(frozen=True, slots=True)
class Limits:
    """What no article fixes: after how long something is a cause.

    :param silent: days without a step of an organ whose turn it is.
    :param unserved: days between an opinion and its service.
    :param again: days after "solved" within which somebody who comes again makes it a cause.
    :param bounces: how often a matter may be sent back before it is one.
    """

    silent: int = 15
    unserved: int = 10
    again: int = 180
    bounces: int = 2


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Earlier:
    """The matter that this one follows: how and when it ended, and whose answer that was."""

    closure: Closure | None
    closed_on: date | None
    responsible: int


@dataclass(frozen=True, slots=True)
class Journal:
    """One matter: its facts, its events in their order, what it follows, and what was promised in it."""

    facts: Facts
    events: Sequence[Event]
    earlier: Earlier | None = None
    promises: Sequence[UndertakingFacts] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that the record shows.

    :param mark: names the occurrence within the matter; a new occurrence has another one.
    :param organ: whom it concerns; ``since`` the first day on which it was so.
    :param account: what the record shows, in a sentence for the letter.
    """

    cause: Cause
    mark: str
    organ: int
    since: date
    account: Phrase


SORTING = frozenset({Stage.REGISTERED, Stage.TRANSFERRED})
DISPUTE = frozenset({Stage.OBJECTED, Stage.DISPUTED, Stage.CONFERENCE})
REVIEW = frozenset({Stage.REVIEW_SOUGHT, Stage.REVIEWING, Stage.REREVIEW_SOUGHT, Stage.REREVIEWING})
#: An organ has to do something; where a signed opinion waits, that is another cause.
ORGANS_TURN = SORTING | DISPUTE | REVIEW | {Stage.HANDLING, Stage.PROPOSED}
UNSERVED = frozenset({Stage.DECIDED, Stage.REVIEW_DECIDED, Stage.REREVIEW_DECIDED})
ANSWERED = frozenset({Stage.SERVED, Stage.REVIEW_SERVED, Stage.REREVIEW_SERVED, Stage.CLOSED})
#: These say that the trouble was dealt with; after them nobody should have to come again.
SOLVED = frozenset({Closure.ON_SPOT, Closure.ANSWERED, Closure.ACCEPTED, Closure.AGREEMENT})
#: Ends that decide nothing, so there was nothing to hear or to look into.
UNDECIDED = frozenset({
    Closure.ON_SPOT, Closure.DIRECTED, Closure.GUIDED, Closure.NO_FURTHER, Closure.WITHDRAWN, Closure.MERGED,
    Closure.AGREEMENT,
})  # fmt: skip
#: What moves nothing: to look, to be pressed, to be late, to take another matter in.
_QUIET = frozenset({
    Act.SUPERVISE, Act.ANSWER_SUPERVISION, Act.UNMASK, Act.NOTE_OVERDUE, Act.ABSORB, Act.RATE, Act.URGE,
    Act.CONFIRM_EXECUTION, Act.DENY_EXECUTION,
})  # fmt: skip
#: What another record demands, and what comes after another period ran out.
_NOT_ITS_OWN = frozenset({ClockKind.FEEDBACK, ClockKind.REMINDER})
_PASSED_ON = frozenset({Act.TRANSFER, Act.ASSIGN, Act.ASK_DECISION})

Judge = Callable[[Journal, date, WorkCalendar, Limits], Finding | None]


def causes_of(journal: Journal, on: date, calendar: WorkCalendar, limits: Limits = LIMITS) -> tuple[Finding, ...]:
    """Everything about one matter that must be supervised on day ``on``; at most one finding for each cause."""
    if journal.facts.stage is Stage.ARCHIVED:
        return ()
    found = (judge(journal, on, calendar, limits) for judge in _JUDGES.values())
    return tuple(finding for finding in found if finding is not None)


# One judge for each cause ---------------------------------------------------------------------------------------------


def _late(facts: Facts, on: date, calendar: WorkCalendar) -> list[tuple[date, Clock]]:
    """The periods that bind an organ and have run out, the oldest first. What an order demands is its own record."""
    late = (
        (due(clock, calendar).on, clock)
        for clock in facts.clocks
        if binds(clock) and not clock.citizens and clock.kind not in _NOT_ITS_OWN and ran_out(clock, calendar, on)
    )
    return sorted(late, key=lambda pair: (pair[0], pair[1].kind.value))


def _overdue(journal: Journal, on: date, calendar: WorkCalendar, limits: Limits) -> Finding | None:
    facts = journal.facts
    redone = _redo(journal.events) is not None
    late = [pair for pair in _late(facts, on, calendar) if not (redone and pair[1].kind is ClockKind.HANDLE)]
    if not late:
        return None
    last, clock = late[0]
    account = P(
        "“{clock}”的期限到{last}为止，已经超过{n}日，还没有办。", clock=clock.kind, last=last, n=(on - last).days
    )
    return Finding(Cause.OVERDUE, f"{clock.kind.value}:{clock.started}", facts.holder, last, account)


def _not_redone(journal: Journal, on: date, calendar: WorkCalendar, limits: Limits) -> Finding | None:
    """A review revoked the opinion, and the period for the new one has run out (Art. 35, 36)."""
    facts, redo = journal.facts, _redo(journal.events)
    late = [pair for pair in _late(facts, on, calendar) if pair[1].kind is ClockKind.HANDLE]
    if redo is None or not late:
        return None
    last = late[0][0]
    account = P(
        "复查、复核在{day}撤销了原意见，责令重新办理；期限到{last}为止，还没有作出新的意见。",
        day=journal.events[redo].on, last=last,
    )  # fmt: skip
    return Finding(Cause.NOT_REDONE, f"{redo + 1}", facts.holder, last, account)


def _silence(journal: Journal, on: date, calendar: WorkCalendar, limits: Limits) -> Finding | None:
    facts = journal.facts
    if facts.stage not in ORGANS_TURN or by_own_rules(facts):
        return None
    place, last = _last_step(journal.events)
    last = max(last, *_waited_for(journal, on)) if _waited_for(journal, on) else last
    if (on - last).days < limits.silent:
        return None
    account = P("{last}以后没有任何进展，已经{n}日。", last=last, n=(on - last).days)
    return Finding(Cause.SILENCE, f"{place}", facts.holder, last, account)


def _last_step(events: Sequence[Event]) -> tuple[int, date]:
    """The last step that an organ took, or that gave the matter to another one: its number and its day."""
    found, day, stage, holder = 1, events[0].on, events[0].to, events[0].holder
    for place, event in enumerate(events, 1):
        moves = event.to is not stage or event.holder != holder
        if (event.organ is not None and event.act not in _QUIET) or moves:
            found, day = (place, event.on) if event.on >= day else (found, day)
        stage, holder = event.to, event.holder
    return found, day


def _waited_for(journal: Journal, on: date) -> list[date]:
    """Days until which somebody else was waited for: papers that were asked for, a hearing that was fixed."""
    days, asked = [], None
    for event in journal.events:
        if event.act is Act.REQUEST_MATERIAL:
            asked = date.fromisoformat(event.particulars["until"])
        elif event.act is Act.SUPPLEMENT and event.organ is None:
            asked = None
    for day in (asked, journal.facts.hearing_on):
        if day is not None:
            days.append(min(day, on))
    return days


def _pingpong(journal: Journal, on: date, calendar: WorkCalendar, limits: Limits) -> Finding | None:
    """Sent away again and again, and nobody has taken it; who must is settled once a superior says so (Art. 24 ¶1)."""
    facts = journal.facts
    if facts.stage not in SORTING | DISPUTE or facts.remit_settled:
        return None
    sent = list(_bounces(journal.events))
    turns = len(sent) // limits.bounces
    if not turns:
        return None
    place = sent[turns * limits.bounces - 1]
    account = P("这件事转来转去，已经退了{n}次，还没有机关接收。", n=len(sent))
    return Finding(Cause.PINGPONG, f"{place}", facts.holder, journal.events[place - 1].on, account)


def _bounces(events: Sequence[Event]) -> Iterator[int]:
    """The numbers of the steps by which a receiver would not have it, or somebody got it a second time."""
    had: set[int] = set()
    for place, event in enumerate(events, 1):
        if event.act is Act.OBJECT:
            yield place
        elif event.act in _PASSED_ON:
            if event.holder in had:
                yield place
            had.add(event.holder)
        elif event.act is Act.TAKE_BACK or event.act in (Act.ACCEPT, Act.REOPEN):
            had.clear()


def _unserved(journal: Journal, on: date, calendar: WorkCalendar, limits: Limits) -> Finding | None:
    facts = journal.facts
    decided = facts.decided_on
    if facts.stage not in UNSERVED or decided is None or (on - decided).days <= limits.unserved:
        return None
    account = P("意见在{day}已经作出，过了{n}日还没有送达。", day=decided, n=(on - decided).days)
    return Finding(Cause.UNSERVED, f"{facts.stage.value}:{decided}", facts.holder, decided, account)


def _promise(journal: Journal, on: date, calendar: WorkCalendar, limits: Limits) -> Finding | None:
    """Promised by a day that is past, and neither reported as carried out nor put off with a reason."""
    late = [each for each in journal.promises if each.stage in _NOT_CARRIED_OUT and each.by < on]
    if not late:
        return None
    first = min(late, key=lambda each: (each.by, each.claim))
    account = P("答应在{day}以前落实，到期没有落实，也没有说明。", day=first.by)
    return Finding(Cause.PROMISE, f"{first.claim}:{first.by}", first.holder, first.by, account)


_NOT_CARRIED_OUT = frozenset({UndertakingStage.PROMISED, UndertakingStage.OFFERED})


def _denied(journal: Journal, on: date, calendar: WorkCalendar, limits: Limits) -> Finding | None:
    """The person says that it is not so, and nobody has carried it out since."""
    denied = [each for each in journal.promises if each.stage is UndertakingStage.DENIED and each.denied_on]
    if not denied:
        return None
    last = max(denied, key=lambda each: (each.denied_on or on, each.claim))
    said = [place for place, event in enumerate(journal.events, 1) if _is_denial(event)]
    mark = f"{said[-1]}" if said else f"{last.claim}:{last.denied_on}"
    account = P("办理单位报告已经落实，信访人在{day}反映没有落实。", day=last.denied_on)
    return Finding(Cause.DENIED, mark, last.holder, last.denied_on or on, account)


def _is_denial(event: Event) -> bool:
    return event.act is Act.DENY_EXECUTION or event.particulars.get("progress") == Progress.DENIED


def _came_again(journal: Journal, on: date, calendar: WorkCalendar, limits: Limits) -> Finding | None:
    """The organ that said it was solved answers for it, whoever holds the new matter."""
    facts, earlier = journal.facts, journal.earlier
    if earlier is None or earlier.closed_on is None or earlier.closure not in SOLVED or _answered(facts):
        return None
    after = (facts.lodged_on - earlier.closed_on).days
    if not 0 <= after <= limits.again:
        return None
    account = P(
        "原来的事项在{day}按“{how}”办结，过了{n}日信访人又来反映。", day=earlier.closed_on, how=earlier.closure, n=after
    )
    return Finding(Cause.CAME_AGAIN, "1", earlier.responsible, facts.lodged_on, account)


def _answered(facts: Facts) -> bool:
    return facts.stage in ANSWERED | REVIEW | UNSERVED - {Stage.DECIDED} or facts.round > 1


def _unheard(journal: Journal, on: date, calendar: WorkCalendar, limits: Limits) -> Finding | None:
    """An opinion, and in its round nobody was heard, or nothing was looked into (Art. 31 (6))."""
    facts = journal.facts
    decided = facts.stage in ANSWERED and facts.closure not in UNDECIDED and facts.needs_opinion
    events = journal.events[rounds.begins(journal.events) :]
    if not decided or (rounds.heard(events) and rounds.looked_into(events)):
        return None
    day = facts.decided_on or events[-1].on
    account = P("{day}作出的意见，办理记录里没有调查核实。", day=day)
    if not rounds.heard(events):
        account = P("{day}作出的意见，办理记录里没有听取信访人陈述。", day=day)
    return Finding(Cause.UNHEARD, f"round:{facts.round}", facts.responsible or facts.holder, day, account)


def _redo(events: Sequence[Event]) -> int | None:
    """Where a review revoked the opinion of the round before the present one, if one did."""
    start = rounds.begins(events)
    return start - 1 if start and rounds.redoes(events[start - 1]) else None


_JUDGES: Mapping[Cause, Judge] = {
    Cause.OVERDUE: _overdue,
    Cause.SILENCE: _silence,
    Cause.PINGPONG: _pingpong,
    Cause.UNSERVED: _unserved,
    Cause.PROMISE: _promise,
    Cause.DENIED: _denied,
    Cause.CAME_AGAIN: _came_again,
    Cause.UNHEARD: _unheard,
    Cause.NOT_REDONE: _not_redone,
}
