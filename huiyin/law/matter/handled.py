"""What the journal of a matter shows of how it was handled (办理情况). Pure: events give marks."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise, zip_longest

from huiyin.law.frame.deadlines import last_day
from huiyin.law.frame.verdict import Event
from huiyin.law.matter import rounds
from huiyin.law.matter.documents import How
from huiyin.law.matter.shown import Around, Mark, Shown, Told
from huiyin.law.matter.signs import Signs
from huiyin.law.matter.visits import visit
from huiyin.law.terms import Act, Channel, ClockKind, Rating, Ruling, Stage


@dataclass(frozen=True, slots=True)
class _Answer:
    """One answer that reached the person: where it stands in the journal, its day, whose it is."""

    place: int
    on: date
    organ: int


_CONCLUDED = frozenset({Act.SIGN, Act.REPLY, Act.MEDIATE, Act.RECONCILE})
_DIRECT = frozenset({Act.ANSWER_ON_SPOT, Act.REPLY, Act.MEDIATE, Act.RECONCILE})
_CONTENT = frozenset({Rating.SATISFIED.value, Rating.FAIR.value})
_NOT_WORDS = re.compile(r"[\W_]+")


def marks(told: Told, earlier: Told | None, again: Mapping[int, date], around: Around) -> Iterator[Mark]:
    """Everything that the journal shows.

    :param earlier: the matter that it follows.
    :param again: matters that follow it, each with the day on which it was brought.
    """
    answers = list(_answers(told))
    yield from (Mark(Shown.ANSWERED, each.organ, each.on) for each in answers)
    yield from _handling(told, around)
    yield from _timed(told, around)
    yield from _came_back(told, answers, again, around.signs)
    yield from _words(told, answers, around.signs)
    yield from visit(told, earlier, around)
    yield from _root(told)


def _answers(told: Told) -> Iterator[_Answer]:
    for place, event in enumerate(told.events):
        if event.act in _DIRECT:
            yield _Answer(place, event.on, event.holder)
        elif event.act is Act.SERVE and event.to is Stage.SERVED:
            yield _Answer(place, date.fromisoformat(event.particulars["served_on"]), event.holder)


def _handling(told: Told, around: Around) -> Iterator[Mark]:
    """How it was handled, step by step."""
    signed: Event | None = None
    for before, event in pairwise(told.events):
        if event.act is Act.NOTE_OVERDUE and event.particulars["clock"] != ClockKind.FEEDBACK.value:
            yield Mark(Shown.LATE, before.holder, event.on, event.particulars["clock"])
        elif event.act is Act.SIGN:
            signed = event
        elif event.act is Act.SERVE and event.to is Stage.SERVED and signed is not None:
            served = date.fromisoformat(event.particulars["served_on"])
            if (served - signed.on).days > around.signs.served_days:
                yield Mark(Shown.SLOW, event.holder, served)
        elif event.act is Act.DENY_EXECUTION:
            yield Mark(Shown.DENIED, event.holder, event.on)
    yield from _decided(told)
    yield from _needless(told)


def _needless(told: Told) -> Iterator[Mark]:
    """What was asked for although it was there, and the trip that it cost; of whoever asked, once for each ask."""
    asked: Event | None = None
    for event in told.events:
        if event.act is Act.REQUEST_MATERIAL:
            asked = event if _had(event) else None
            if asked is not None:
                yield Mark(Shown.ASKED_HELD, asked.holder, asked.on)
        elif event.act is Act.SUPPLEMENT and asked is not None:
            if event.particulars.get("channel") == Channel.VISIT.value:
                yield Mark(Shown.TRIP, asked.holder, event.on)
            asked = None


def _had(ask: Event) -> bool:
    """Whether something that was asked for was there; that it had been asked for is no more than a reminder."""
    return any(row["how"] != How.ASKED for row in ask.particulars.get("held", ()))


def _decided(told: Told) -> Iterator[Mark]:
    owner = 0
    for place, event in enumerate(told.events):
        steps = told.events[:place]
        if event.act is Act.SIGN:
            owner, steps = event.holder, steps[rounds.begins(steps) :]
            if not rounds.heard(steps):
                yield Mark(Shown.UNHEARD, owner, event.on)
            if not rounds.looked_into(steps):
                yield Mark(Shown.UNLOOKED, owner, event.on)
        elif event.act is Act.DECIDE_REVIEW and owner and event.particulars["ruling"] != Ruling.UPHOLD.value:
            yield Mark(Shown.QUASHED, owner, event.on)


def _timed(told: Told, around: Around) -> Iterator[Mark]:
    """Answers that had a period, and those among them given in its last days."""
    days = {event.on: event.holder for event in told.events if event.act in _CONCLUDED}
    for clock in told.facts.clocks:
        if clock.kind is ClockKind.HANDLE and clock.stopped in days:
            organ = days[clock.stopped]
            yield Mark(Shown.TIMED, organ, clock.stopped)
            if 0 <= (last_day(clock, around.calendar) - clock.stopped).days < around.signs.eve_days:
                yield Mark(Shown.EVE, organ, clock.stopped)


def _came_back(told: Told, answers: Sequence[_Answer], again: Mapping[int, date], limits: Signs) -> Iterator[Mark]:
    """Whether an answer held: nobody had it opened again, nobody brought the same thing as a new matter."""
    for answer, following in zip_longest(answers, answers[1:]):
        later = told.events[answer.place + 1 : following.place if following else None]
        ends = following.on if following else date.max
        returns = [(event.on, 0) for event in later if event.act is Act.REOPEN]
        returns += [(on, other) for other, on in again.items() if answer.on <= on <= ends]
        for day, other in sorted(returns)[:1]:
            passed = (day - answer.on).days
            if passed <= limits.held_short:
                yield Mark(Shown.BACK_SHORT, answer.organ, answer.on, str(passed), other)
            if passed <= limits.held_long:
                yield Mark(Shown.BACK_LONG, answer.organ, answer.on, str(passed), other)
        yield from _rated(later, answer, sorted(returns), limits)


def _rated(
    later: Sequence[Event], answer: _Answer, returns: Sequence[tuple[date, int]], limits: Signs
) -> Iterator[Mark]:
    """What a rating of this answer shows, whatever it says: from where it came, and whether the person came again."""
    rated = [event for event in later if event.act is Act.RATE]
    for event in rated[-1:]:
        if event.particulars.get("at_office"):
            yield Mark(Shown.AT_OFFICE, answer.organ, event.on)
        back = [pair for pair in returns if 0 <= (pair[0] - event.on).days <= limits.content_back_days]
        if event.particulars.get("unit") in _CONTENT and back:
            yield Mark(Shown.CONTENT_BACK, answer.organ, back[0][0], "", back[0][1])


# What was said ------------------------------------------------------------------------------------------------------


def _words(told: Told, answers: Sequence[_Answer], limits: Signs) -> Iterator[Mark]:
    """The fingerprint of each answer's words; one answer for many on purpose (举一反三) says so and is left out."""
    proposed: Event | None = None
    ends = {answer.place: answer for answer in answers}
    for place, event in enumerate(told.events):
        if event.act is Act.PROPOSE:
            proposed = event
        answer = ends.get(place)
        said = proposed if event.act is Act.SERVE else event
        if answer is None or said is None or said.particulars.get("plan"):
            continue
        words = _NOT_WORDS.sub("", "".join(_told_in(said)))
        if len(words) >= limits.same_characters:
            yield Mark(Shown.SAME_WORDS, answer.organ, answer.on, fingerprint(words))


def _told_in(event: Event) -> Iterator[str]:
    yield str(event.particulars.get("answer", ""))
    outcomes = event.particulars.get("outcomes", {})
    yield from (str(outcomes[claim].get("finding", "")) for claim in sorted(outcomes))


def fingerprint(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()[:24]


def _root(told: Told) -> Iterator[Mark]:
    """The root as it was chosen last."""
    for event in [each for each in told.events if each.act is Act.NAME_ROOT][-1:]:
        yield Mark(Shown.ROOT, told.facts.responsible or event.holder, event.on, event.particulars["root"])
        if rule := str(event.particulars.get("rule", "")).strip():
            yield Mark(Shown.RULE, told.facts.responsible or event.holder, event.on, rule[:60])
