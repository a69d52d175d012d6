"""The card of the next step: no stage without one, nothing prompted that the table does not know."""

from __future__ import annotations

import pytest

from huiyin.desk.matter.buttons import NOT_AT_THE_DESK
from huiyin.desk.matter.next_step import FIRST_OF_ALL, STEPS
from huiyin.desk.matter.offered import guess_words
from huiyin.law.matter.procedure import MATTER
from huiyin.law.matter.promising import TOLD
from huiyin.law.terms import Act, Role, Seat, Stage


@pytest.mark.parametrize("stage", Stage)
def test_every_stage_has_its_steps(stage: Stage) -> None:
    assert bool(STEPS[stage]) is (stage not in (Stage.NEW, Stage.ARCHIVED))


@pytest.mark.parametrize("stage", Stage)
def test_only_acts_that_start_there_are_prompted(stage: Stage) -> None:
    strangers = [step.act for step in STEPS[stage] if not any(stage in move.from_ for move in MATTER.by_act[step.act])]
    assert strangers == []


def test_nothing_is_prompted_that_the_desk_does_not_do() -> None:
    prompted = {step.act for steps in STEPS.values() for step in steps} | {step.act for step in FIRST_OF_ALL}
    assert prompted.isdisjoint(NOT_AT_THE_DESK - TOLD), "what an undertaking tells is prompted where that is reported"


@pytest.mark.parametrize("act", sorted(NOT_AT_THE_DESK - {Act.LODGE, Act.ABSORB}))
def test_the_desk_leaves_out_only_what_staff_may_not_do(act: Act) -> None:
    moves = MATTER.by_act[act]
    written_elsewhere = all(move.seat is Seat.RECORDED for move in moves)
    assert written_elsewhere or all(set(move.by) <= {Role.PETITIONER, Role.SYSTEM} for move in moves)


def test_a_word_written_out_is_guessed_first() -> None:
    guesses = guess_words("我们村的农田灌溉渠坏了", ["农田灌溉", "农村道路", "拖欠工资"])
    assert guesses[0].word == "农田灌溉" and "拖欠工资" not in [guess.word for guess in guesses]


def test_a_text_without_any_of_the_words_gets_no_guess() -> None:
    assert guess_words("你好", ["农田灌溉", "拖欠工资"]) == ()
