"""Every indicator held against a second way of counting it, on journals of random acts; plain to read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from random import Random

import pytest

from huiyin.law.assessment.formulas import Days
from huiyin.oversight.assessment.indicators import INDICATORS
from huiyin.oversight.assessment.skeleton import Step

TODAY, DAYS = date(2026, 11, 27), Days()
ACTS = {
    "matter": (
        "transfer", "assign", "accept", "object", "agree_objection", "reject_objection", "determine", "take_back",
        "listen", "close_hearing", "investigate", "propose", "sign", "serve", "reply", "answer_on_spot", "mediate",
        "reconcile", "extend", "execute", "confirm_execution", "deny_execution", "reopen", "rate", "decide_review",
        "seek_rereview", "lapse", "close", "guide",
    ),
    "order": ("raise", "issue", "feed_back", "return", "press", "accept"),
}  # fmt: skip
#: Acts that belong together; each journal has some of them, and two that do not.
NEAR = (
    ("transfer", "object", "agree_objection", "reject_objection", "accept"), ("accept", "extend", "sign", "serve"),
    ("accept", "listen", "investigate", "sign"), ("sign", "serve", "decide_review", "listen", "close"),
    ("execute", "confirm_execution", "deny_execution"), ("reply", "reopen", "rate", "sign", "serve"),
    ("mediate", "reconcile", "sign", "accept"),
)  # fmt: skip
#: Whoever is no organ: the person, and the system.
NOBODY = {"confirm_execution", "deny_execution", "reopen", "rate", "seek_rereview", "lapse"}
Told = tuple[int, date, bool]


def journal(kind: str, rng: Random) -> list[Step]:
    day = TODAY - timedelta(days=rng.randint(40, 400))
    steps = [Step("lodge" if kind == "matter" else "raise", day, 1)]
    some = [*rng.sample(ACTS[kind], 2), *rng.choice(NEAR)]
    for _ in range(rng.randint(1, 14)):
        day = min(TODAY, day + timedelta(days=rng.choice((0, 0, 1, 5, 9, 10, 11, 14, 15, 16, 29, 30, 31, 60))))
        act = rng.choice(some if kind == "matter" else ACTS[kind])
        steps.append(Step(act, day, None if act in NOBODY else rng.randint(1, 4)))
    return steps


def _after(steps: list[Step], at: int, *acts: str) -> int | None:
    """Where the first of these acts by an organ stands behind a place."""
    places = [n for n, each in enumerate(steps) if n > at and each.act in acts and each.organ is not None]
    return min(places, default=None)


def _round_of(steps: list[Step], at: int) -> list[Step]:
    """Since it was taken up, opened again or sent back last."""
    begins = [n for n in range(at) if steps[n].act in ("accept", "reopen", "decide_review")]
    return steps[(begins or [0])[-1] : at]


def _soon(one: Step, other: Step, days: int) -> bool:
    return one.day + timedelta(days=days) >= other.day


PASSING = ("transfer", "assign", "determine", "coordinate", "reject_objection")
TAKING = ("accept", "object", "guide", "reply", "transfer", "assign", "direct_elsewhere", "merge")
SORTING = (
    *PASSING, "answer_on_spot", "reply", "accept", "guide", "direct_elsewhere", "no_further", "ask_decision", "merge",
)  # fmt: skip


def sorted_in_time(steps: list[Step]) -> Iterator[Told]:
    if (at := _after(steps, 0, *SORTING)) is not None:
        yield steps[at].organ or 0, steps[at].day, _soon(steps[0], steps[at], 15)


def taken_up_in_time(steps: list[Step]) -> Iterator[Told]:
    for n, step in enumerate(steps):
        at = _after(steps, n, *TAKING, "take_back")
        if step.act in PASSING and at is not None and steps[at].act != "take_back" and steps[at].organ != step.organ:
            yield steps[at].organ or 0, steps[at].day, _soon(step, steps[at], 15)


def passed_on_rightly(steps: list[Step]) -> Iterator[Told]:
    wrong = ("agree_objection", "take_back", "determine", "coordinate")
    for n, step in enumerate(steps):
        if step.act in ("transfer", "assign"):
            at = _after(steps, n, *TAKING, "agree_objection", "take_back")
            if at is not None and steps[at].act == "object":
                at = _after(steps, at, "agree_objection", "reject_objection", "determine", "coordinate")
            if at is not None:
                yield step.organ or 0, steps[at].day, steps[at].act not in wrong


def _opinions(steps: list[Step], *acts: str) -> Iterator[Told]:
    for n, step in enumerate(steps):
        if step.act == "sign":
            yield step.organ or 0, step.day, bool({each.act for each in _round_of(steps, n)} & set(acts))


def heard(steps: list[Step]) -> Iterator[Told]:
    return _opinions(steps, "listen", "close_hearing")


def looked_into(steps: list[Step]) -> Iterator[Told]:
    return _opinions(steps, "investigate", "close_hearing")


def answered_in_time(steps: list[Step]) -> Iterator[Told]:
    for n, step in enumerate(steps):
        mine = _round_of(steps, n)
        if step.act in ("sign", "mediate", "reconcile", "reply") and mine and mine[0].act == "accept":
            yield step.organ or 0, step.day, _soon(mine[0], step, 90 if "extend" in {e.act for e in mine} else 60)


def served_soon(steps: list[Step]) -> Iterator[Told]:
    for n, step in enumerate(steps):
        if step.act == "sign" and (at := _after(steps, n, "serve")) is not None:
            yield step.organ or 0, steps[at].day, _soon(step, steps[at], 10)


def settled(steps: list[Step]) -> Iterator[Told]:
    for step in steps:
        if step.act in ("sign", "mediate", "reconcile"):
            yield step.organ or 0, step.day, step.act in ("mediate", "reconcile")


def stood_review(steps: list[Step]) -> Iterator[Told]:
    again = ("listen", "investigate", "propose", "extend", "mediate", "reconcile")
    for n, step in enumerate(steps):
        served = [m for m in range(n) if steps[m].act == "serve"]
        since = steps[served[-1] + 1 : n] if served else steps[:n]
        signed = [each for each in steps[:n] if each.act == "sign"]
        if step.act == "serve" and signed and any(each.act == "decide_review" for each in since):
            at = _after(steps, n, *again, "seek_rereview", "close", "lapse", "execute", "archive")
            yield signed[-1].organ or 0, step.day, at is None or steps[at].act not in again


def carried_out(steps: list[Step]) -> Iterator[Told]:
    done = [each for each in steps if each.act == "execute"]
    words = [each for each in steps if each.act.endswith("_execution")]
    if done and words:
        yield done[-1].organ or 0, words[-1].day, words[-1].act == "confirm_execution"


def _answered(steps: list[Step]) -> Iterator[tuple[int, int]]:
    for n, step in enumerate(steps):
        signed = [each for each in steps[:n] if each.act == "sign"]
        if step.act in ("reply", "answer_on_spot"):
            yield n, step.organ or 0
        elif step.act == "serve" and signed:
            yield n, signed[-1].organ or 0


def not_reopened(steps: list[Step]) -> Iterator[Told]:
    for n, organ in _answered(steps):
        last = steps[n].day + timedelta(days=180)
        again = [each.day for each in steps[n + 1 :] if each.act == "reopen"]
        if again and again[0] <= last:
            yield organ, again[0], False
        elif last < TODAY:
            yield organ, last, True


def rated(steps: list[Step]) -> Iterator[Told]:
    for n, organ in _answered(steps):
        last = steps[n].day + timedelta(days=30)
        if last < TODAY:
            yield organ, last, "rate" in {each.act for each in steps[n + 1 :] if each.day <= last}


def supervision_answered(steps: list[Step]) -> Iterator[Told]:
    for n, step in enumerate(steps):
        then = [each for each in steps[n + 1 :] if each.act in ("feed_back", "press", "return")]
        if step.act in ("raise", "issue", "return", "press") and then and then[0].act == "feed_back":
            yield then[0].organ or 0, then[0].day, _soon(step, then[0], 15)


REFERENCES: tuple[Callable[[list[Step]], Iterator[Told]], ...] = (
    sorted_in_time, taken_up_in_time, passed_on_rightly, heard, looked_into, answered_in_time, served_soon, settled,
    stood_review, carried_out, not_reopened, rated, supervision_answered,
)  # fmt: skip


def test_every_indicator_has_a_second_way_of_counting_it() -> None:
    assert {each.__name__ for each in REFERENCES} == set(INDICATORS)


@pytest.mark.parametrize("reference", REFERENCES, ids=lambda each: each.__name__)
def test_an_indicator_counts_what_its_second_way_counts(reference: Callable[[list[Step]], Iterator[Told]]) -> None:
    kind, indicator = INDICATORS[reference.__name__]
    rng, seen = Random(reference.__name__), Counter[bool]()
    for _ in range(500):
        steps = journal(kind, rng)
        told = list(indicator(steps, TODAY, DAYS))
        assert told == list(reference(steps)), steps
        seen.update(hit for _, _, hit in told)
    assert min(seen[True], seen[False]) > 3, "the journals tried nothing"
