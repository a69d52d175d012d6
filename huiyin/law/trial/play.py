"""One history played against its book: what runs until when, what was refused and why, which papers it owes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from huiyin.law.frame.deadlines import Clock, last_day, ran_out
from huiyin.law.frame.decide import decide
from huiyin.law.frame.facts import Actor, World
from huiyin.law.frame.fold import evolve
from huiyin.law.frame.procedure import Move
from huiyin.law.frame.verdict import Decision, Refusal
from huiyin.law.matter.facts import Facts
from huiyin.law.matter.fold import newborn
from huiyin.law.matter.procedure import MATTER
from huiyin.law.sources.books import BOOKS, as_of, book_for
from huiyin.law.terms import Act, Role, Seat
from huiyin.law.trial import cast
from huiyin.law.trial.particulars import completed

Line = Mapping[str, Any]
Step = tuple[Act, date, Line]
_ACTS: Mapping[str, Act] = {act.value: act for act in Act}
#: In a line of a history: when and what; everything else is said with the act.
ABOUT = frozenset({"on", "act"})
#: What a history calls otherwise than the form, because it has another meaning there.
SAID_AS = {"hearing_on": "on"}


class Unplayable(ValueError):
    """A history that says something no history can: the message says what and where."""


@dataclass(frozen=True, slots=True)
class Refused:
    """The first step that the law does not allow; what comes after it is not played."""

    index: int
    refusal: Refusal


@dataclass(frozen=True, slots=True)
class Played:
    """:param facts: where the history stands; ``papers`` what it owes in the order of its acts."""

    facts: Facts | None
    papers: tuple[str, ...]
    refused: Refused | None


class Done(NamedTuple):
    """One step: what the law said of it, and the facts after it; as they were before it if it was refused."""

    on: date
    act: Act
    verdict: Decision | Refusal
    facts: Facts


def steps_of(history: Line, world: World) -> Iterator[Done]:
    """Play a history step by step, to its end or to its first refusal.

    :param history: ``book``, ``class``, ``ground``, ``channel``, ``lodged_with``, ``acts`` (docs/law.md).
    :raises Unplayable: a word of it is in no vocabulary, or its acts do not begin with the lodging.
    """
    steps = _steps(history)
    facts = _born(history, steps[0][1])
    for act, on, step in steps:
        given = {SAID_AS.get(name, name): value for name, value in step.items() if name not in ABOUT}
        found = _first_allowed(act, facts, on, world, given)
        if isinstance(found, Refusal):
            yield Done(on, act, found, facts)
            return
        decision, by = found
        facts = evolve(MATTER, facts, decision.happened(on, by.organ, by.person))
        yield Done(on, act, decision, facts)


def play(history: Line, world: World) -> Played:
    """Where a history ends, or where the law first refuses a step of it.

    :raises Unplayable: see :func:`steps_of`.
    """
    facts, papers = None, list[str]()
    for place, done in enumerate(steps_of(history, world)):
        if isinstance(done.verdict, Refusal):
            return Played(facts, tuple(papers), Refused(place, done.verdict))
        facts = done.facts
        papers += [paper.value for paper in done.verdict.papers]
    return Played(facts, tuple(papers), None)


def _steps(history: Line) -> list[Step]:
    said = history.get("acts") if isinstance(history, Mapping) else None
    if not isinstance(said, list) or not all(isinstance(step, Mapping) for step in said):
        raise Unplayable("acts: a history has a list of acts, each with act and on")
    steps = [(_act(step, place), _day(step, "on"), step) for place, step in enumerate(said)]
    if not steps or steps[0][0] is not Act.LODGE:
        raise Unplayable("acts[0]: a history begins with the act lodge")
    return steps


def _act(step: Line, place: int) -> Act:
    act = _ACTS.get(str(step.get("act")))
    if act is None:
        raise Unplayable(f"acts[{place}]: there is no act called {step.get('act')!r}")
    return act


def _day(step: Line, name: str) -> date:
    try:
        return date.fromisoformat(str(step[name]))
    except (KeyError, ValueError):
        raise Unplayable(f"{name}: {step.get(name)!r} is no day; write 2026-03-02") from None


def _born(history: Line, on: date) -> Facts:
    organ = cast.BY_NAME.get(str(history.get("lodged_with") or "petition_office"))
    if organ is None:
        raise Unplayable(f"lodged_with: {history['lodged_with']!r} is none of {', '.join(cast.BY_NAME)}")
    claim = {"id": 1, **({"kind": history["class"]} if history.get("class") else {})}
    if history.get("ground"):
        claim["ground"] = str(history["ground"])
    given = {
        "book": _book(history.get("book"), on),
        "channel": history.get("channel") or "letter",
        "lodged_on": on.isoformat(),
        "organ": organ,
        "owner": cast.person(organ, Role.DISPATCHER),
        "claims": [claim],
    }
    try:
        facts: Facts = newborn(given)
    except (KeyError, ValueError) as fault:
        raise Unplayable(f"class, ground or channel: {fault}") from None
    return facts


def _book(said: Any, on: date) -> str:
    """The key of the book a history falls under: the one it names as it stood on the day of its lodging."""
    try:
        return (book_for(on) if said is None else as_of(str(said), on)).key
    except (KeyError, TypeError, ValueError):
        raise Unplayable(f"book: there is no {said!r}; there are: {', '.join(BOOKS)}") from None
    except LookupError as nothing:
        raise Unplayable(f"book: {nothing}") from None


def _first_allowed(
    act: Act, facts: Facts, on: date, world: World, given: Mapping[str, Any]
) -> tuple[Decision, Actor] | Refusal:
    """Whoever of the cast may do it does it; if nobody may, the refusal of whoever came closest says why."""
    said = completed(act, facts, on, given)
    closest: Refusal | None = None
    for by in _candidates(MATTER.by_stage[facts.stage].get(act) or MATTER.by_act[act], facts, world):
        verdict = decide(MATTER, act, facts, by, on, world, said)
        if isinstance(verdict, Decision):
            return verdict, by
        if closest is None or decide(MATTER, act, facts, by, on, world).allowed:
            closest = verdict
    assert closest is not None
    return closest


def _candidates(rows: Iterable[Move], facts: Facts, world: World) -> Iterator[Actor]:
    for move in rows:
        for organ in _organs(move.seat, facts, world):
            yield from (cast.actor(organ, role) for role in move.by)


def _organs(seat: Seat, facts: Facts, world: World) -> tuple[int, ...]:
    match seat:
        case Seat.RESPONSIBLE:
            return (facts.responsible or facts.holder,)
        case Seat.CO_HANDLER:
            return facts.co_handlers or (facts.holder,)
        case Seat.OVERSEER | Seat.LINKED:
            return (cast.PETITION_OFFICE, cast.SUPERIOR, cast.TOP)
        case Seat.SENDER:
            return (facts.sender or facts.holder,)
        case _:
            return (facts.holder, *sorted(facts.organs - {facts.holder}))


def answered(history: Line, world: World) -> dict[str, Any]:
    """The answer to one line, as it is written out.

    :raises Unplayable: see :func:`play`; or one of its periods ends beyond the year 9999.
    """
    try:
        return _answered(history, world)
    except OverflowError:
        raise Unplayable("acts: a period ends beyond the year 9999") from None


def _answered(history: Line, world: World) -> dict[str, Any]:
    played = play(history, world)
    ask = _day(history, "ask") if history.get("ask") else None
    clocks = played.facts.clocks if played.facts else ()
    return {
        "id": history.get("id"),
        "clocks": [_told(played.facts, clock, ask, world) for clock in clocks if played.facts],
        "refused": _why(played.refused),
        "papers": list(played.papers),
    }


def _told(facts: Facts, clock: Clock, ask: date | None, world: World) -> dict[str, Any]:
    late = clock.running and ask is not None and ran_out(clock, world.calendar, ask)
    return {
        "kind": clock.kind.value,
        "from": clock.started.isoformat(),
        "due": last_day(clock, world.calendar).isoformat(),
        "article": facts.book.periods[clock.kind].citation.key,
        "state": "stopped" if clock.stopped else "overdue" if late else "running",
        "stopped_on": clock.stopped.isoformat() if clock.stopped else None,
        "excluded_days": clock.excluded + (clock.stood or 0),
    }


def _why(refused: Refused | None) -> dict[str, Any] | None:
    if refused is None:
        return None
    refusal = refused.refusal
    wrong = "；".join(f"{name}：{phrase}" for name, phrase in refusal.wrong.items())
    reason = f"{refusal.reason}{wrong}"
    return {"index": refused.index, "act": refusal.act.value, "article": refusal.citation.key, "reason": reason}
