"""What journals show of handling, held against a second way of telling it from planted histories; and of visits."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from huiyin.law.frame.workdays import PLAIN_WEEK
from huiyin.law.matter.handled import marks
from huiyin.law.matter.roots import ROOTS, proposals
from huiyin.law.matter.shown import Mark, Shown, Told, Why, around
from huiyin.law.terms import Act, Role
from huiyin.oversight.planted.files import TODAY, plant
from huiyin.oversight.planted.life import CHART, Life

WORLD = around(CHART, PLAIN_WEEK)


@pytest.fixture(scope="module")
def lives() -> list[Life]:
    return [each.life for each in plant(5, 400)]


def told(life: Life) -> Told:
    return Told(life.number, life.events)


def shown(life: Life, *names: Shown, earlier: Life | None = None, again: dict[int, date] | None = None) -> list[Mark]:
    found = marks(told(life), told(earlier) if earlier else None, again or {}, WORLD)
    return [mark for mark in found if mark.name in names]


def begun(ago: int, follows: int | None = None) -> Life:
    from random import Random

    return Life(1 if follows is None else 2, Random(1), TODAY, follows).accepted(ago)


def test_what_was_late_is_a_mark_of_whoever_held_it_then(lives: list[Life]) -> None:
    for life in lives:
        said = {
            (before.holder, event.on)
            for before, event in pairwise(life.events)
            if event.act is Act.NOTE_OVERDUE and event.particulars["clock"] != "C13"
        }
        assert {(mark.organ, mark.on) for mark in shown(life, Shown.LATE)} == said


def test_an_opinion_without_hearing_or_looking_is_marked_as_assessment_counts_it(lives: list[Life]) -> None:
    for life in lives:
        signed = [n for n, event in enumerate(life.events) if event.act is Act.SIGN]
        back = [n for n, event in enumerate(life.events) if event.act is Act.REOPEN or (n and _redone(life, n))]
        for at, acts, name in (
            (0, {Act.LISTEN, Act.CLOSE_HEARING}, "heard"), (1, {Act.INVESTIGATE, Act.CLOSE_HEARING}, "suffices"),
        ):  # fmt: skip
            lacking = 0
            for n in signed:
                since = max((b + 1 for b in back if b < n), default=0)
                steps = life.events[since:n]
                lacking += not any(e.act in acts or (e.act is Act.PROPOSE and e.particulars.get(name)) for e in steps)
            assert len(shown(life, (Shown.UNHEARD, Shown.UNLOOKED)[at])) == lacking


def _redone(life: Life, n: int) -> bool:
    return life.events[n].act is Act.SERVE and life.events[n].to.value == "handling"


@pytest.mark.parametrize(("left", "eve"), [(3, False), (2, False), (1, True), (0, True)])
def test_an_answer_in_the_last_two_days_of_its_period_is_given_on_its_eve(left: int, eve: bool) -> None:
    life = begun(70).decided(10 + left)
    assert bool(shown(life, Shown.EVE)) is eve and len(shown(life, Shown.TIMED)) == 1


@pytest.mark.parametrize(("days", "found"), [(89, 2), (90, 2), (91, 1), (180, 1), (181, 0)])
def test_an_answer_that_came_back_says_after_how_many_days(days: int, found: int) -> None:
    life = begun(300).served(190)
    day = TODAY - timedelta(days=190) + timedelta(days=days)
    came = shown(life, Shown.BACK_SHORT, Shown.BACK_LONG, again={9: day})
    assert [mark.value for mark in came] == [str(days)] * found


def test_who_rated_content_and_came_back_within_ninety_days_is_a_question_and_nobody_else() -> None:
    for unit, days, asked in (("satisfied", 60, 1), ("fair", 60, 1), ("dissatisfied", 60, 0), ("satisfied", 120, 0)):
        life = begun(300).served(150).do(Act.RATE, Role.PETITIONER, 145, unit=unit)
        day = TODAY - timedelta(days=145) + timedelta(days=days)
        assert len(shown(life, Shown.CONTENT_BACK, again={9: day})) == asked


def test_the_same_words_have_one_fingerprint_whatever_their_stops_unless_they_answer_many_on_purpose() -> None:
    said = "现场丈量以后，渠道被占四十二米属实，春灌以前恢复。"
    prints = {mark.value for words in (said, said.replace("，", " ")) for mark in _answered_with(words)}
    assert len(prints) == 1
    assert _answered_with(said.replace("二", "三"))[0].value not in prints
    assert _answered_with(said, plan="J1") == []


def _answered_with(words: str, **more: str) -> list[Mark]:
    outcomes = {"1": {"outcome": "explained", "finding": words, "basis": "水法"}}
    life = begun(60)
    life.do(Act.LISTEN, Role.HANDLER, 30).do(Act.INVESTIGATE, Role.HANDLER, 29)
    life.do(Act.PROPOSE, Role.HANDLER, 28, outcomes=outcomes, **more).do(Act.SIGN, Role.HEAD, 28)
    life.do(Act.SERVE, Role.HANDLER, 27, served_on=(TODAY - timedelta(days=27)).isoformat())
    return shown(life, Shown.SAME_WORDS)


@pytest.mark.parametrize(
    ("earlier", "reason"),
    [
        (lambda: begun(200).served(100), Why.NOTHING),
        (lambda: begun(200), Why.UNANSWERED),
        (lambda: begun(200).decided(60), Why.UNSERVED),
        (lambda: begun(200).promised(100, 50), Why.UNDONE),
        (lambda: begun(200).do(Act.NOTE_OVERDUE, Role.SYSTEM, 130, clock="C5").served(100), Why.LATE),
    ],
)
def test_why_somebody_came_again_is_what_the_earlier_handling_shows(earlier: object, reason: Why) -> None:
    before = earlier()  # type: ignore[operator]
    came = shown(begun(20, follows=1), Shown.AGAIN, earlier=before)
    assert reason.value in {mark.value for mark in came}
    assert {mark.organ for mark in came} == {before.facts.responsible or before.facts.holder}


def test_what_happened_after_somebody_came_again_does_not_explain_why_they_came() -> None:
    before = begun(200).promised(100, 10)
    came = shown(begun(60, follows=1), Shown.AGAIN, earlier=before)
    assert Why.UNDONE.value not in {mark.value for mark in came}


def test_what_is_proposed_as_root_has_its_reason_in_the_journal(lives: list[Life]) -> None:
    for life in lives:
        assert life.facts is not None
        found = proposals(life.facts, life.events)
        assert {each.root for each in found} <= set(ROOTS) and len({each.root for each in found}) == len(found)
        late = any(event.act is Act.NOTE_OVERDUE for event in life.events)
        assert late <= ("procedure" in {each.root for each in found})
