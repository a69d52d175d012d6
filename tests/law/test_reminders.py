"""A reminder (催办): whoever waits longer than the law lets them presses, and must be told how far it is."""

from datetime import date

from huiyin.law.frame.deadlines import last_day
from huiyin.law.frame.facts import PETITIONER
from huiyin.law.matter.facts import Facts
from huiyin.law.terms import Act, ClockKind
from tests.cast import (
    CALENDAR,
    LIUXI_WATER,
    PETITION,
    SUPPORTED,
    after,
    handler,
    handling,
    head,
    lodged,
    play,
    proposed,
    refusal,
    served,
)  # fmt: skip

BY = handler(LIUXI_WATER)
TOLD = {"account": "地已经丈量，正在写意见", "by": after(80).isoformat()}


def urged(facts: Facts | None = None, on: date | None = None) -> Facts:
    return play(facts or handling(), Act.URGE, PETITIONER, on or after(70))


def test_nobody_is_pressed_before_the_last_day() -> None:
    assert "还没有到期" in str(refusal(handling(), Act.URGE, PETITIONER, after(60)).reason)


def test_a_period_of_the_petitioners_own_makes_no_organ_late() -> None:
    assert refusal(served(), Act.URGE, PETITIONER, after(90))


def test_a_reminder_is_answered_within_the_days_of_the_book() -> None:
    clock = urged(handling(book="cn-2022+reminder=3")).running(ClockKind.REMINDER)
    assert clock and last_day(clock, CALENDAR) == date(2027, 1, 14)  # from Monday, 11 January


def test_a_broken_promise_may_be_pressed_too() -> None:
    assert urged(served(SUPPORTED), date(2027, 6, 1)).running(ClockKind.REMINDER)


def test_one_reminder_waits_for_its_answer() -> None:
    assert "正在等答复" in str(refusal(urged(), Act.URGE, PETITIONER, after(71)).reason)


def test_the_answer_says_how_far_it_is_and_when_it_will_be_done() -> None:
    assert refusal(urged(), Act.ANSWER_URGE, BY, after(71), account=TOLD["account"]).wrong.keys() == {"by"}
    assert play(urged(), Act.ANSWER_URGE, BY, after(71), **TOLD).running(ClockKind.REMINDER) is None


def test_after_an_answer_one_may_press_again() -> None:
    assert urged(play(urged(), Act.ANSWER_URGE, BY, after(71), **TOLD), after(90)).running(ClockKind.REMINDER)


def test_there_is_nothing_to_answer_where_nobody_pressed() -> None:
    assert "没有要答复的催办" in str(refusal(handling(), Act.ANSWER_URGE, BY, after(71), **TOLD).reason)


def test_what_was_waited_for_is_an_answer_too() -> None:
    signed = play(urged(proposed(handling())), Act.SIGN, head(LIUXI_WATER), after(71))
    taken_back = play(urged(lodged(PETITION), after(30)), Act.WITHDRAW, PETITIONER, after(31), reason="不要了")
    assert [facts.running(ClockKind.REMINDER) for facts in (signed, taken_back)] == [None, None]
