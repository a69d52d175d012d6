"""The periods as the law has them: what runs on, what runs from receipt, what the book and not somebody sets."""

from __future__ import annotations

from datetime import date

import pytest

from huiyin.law.frame.deadlines import due
from huiyin.law.frame.facts import PETITIONER, SYSTEM
from huiyin.law.matter.facts import Facts
from huiyin.law.terms import Act, ClockKind
from tests.cast import (
    CALENDAR,
    CITY_COURT,
    CITY_DISCIPLINE,
    CITY_OFFICE,
    LIUXI_GOV,
    LIUXI_WATER,
    PETITION,
    REPORT,
    SUIT,
    after,
    ask,
    decided,
    dispatcher,
    handler,
    handling,
    head,
    lodged,
    play,
    refusal,
    reviewing,
    served,
    transferred,
)

NOT_OURS = {"reason": "水渠权属归国土部门管理，我局只管水量分配，不管确权登记", "basis": "三定方案"}
TAKE_BACK = {"reason": "填错了单位，不归它管"}


def last_day(facts: Facts, kind: ClockKind) -> date:
    clock = facts.running(kind)
    assert clock is not None
    return due(clock, CALENDAR).on


def running(facts: Facts) -> list[str]:
    return [clock.kind.value for clock in facts.clocks if clock.running]


# --- the rest runs on (Art. 23 ¶3, 33–34) -----------------------------------------------------------------------------


def refused(book: str = "cn-2022") -> Facts:
    """Transferred on a Monday, objected on the Wednesday, refused on the Monday after."""
    objected = play(transferred(book=book), Act.OBJECT, handler(LIUXI_WATER), after(2), **NOT_OURS)
    return play(objected, Act.REJECT_OBJECTION, dispatcher(CITY_OFFICE), after(7), reason="归它管，请办理")


def test_after_a_rejected_objection_what_was_left_is_left() -> None:
    facts = refused()
    assert (last_day(facts, ClockKind.NOTIFY), last_day(facts, ClockKind.OBJECT)) == (after(20), after(10))


def test_an_office_may_give_the_whole_periods_again() -> None:
    facts = refused("cn-2022+objection_restarts=1")
    assert (last_day(facts, ClockKind.NOTIFY), last_day(facts, ClockKind.OBJECT)) == (after(22), after(14))


def test_a_clock_that_ran_on_stands_once() -> None:
    kinds = [clock.kind for clock in refused().clocks]
    assert kinds.count(ClockKind.NOTIFY) == 1


def agreed(on: int) -> Facts:
    return play(handling(), Act.MEDIATE, handler(LIUXI_WATER), after(on), terms="恢复水渠四十二米",
                parties="陈大山、村委会", until=after(on + 20).isoformat(), consent=True)  # fmt: skip


@pytest.mark.parametrize(("on", "broken", "last"), [(59, 100, 101), (10, 40, 90), (60, 90, 90)])
def test_a_broken_agreement_gives_no_new_period(on: int, broken: int, last: int) -> None:
    facts = play(agreed(on), Act.BREAK_AGREEMENT, PETITIONER, after(broken), reason="村委会没有履行")
    assert last_day(facts, ClockKind.HANDLE) == after(last)


def test_a_transfer_put_right_leaves_the_period_of_sorting_as_it_was() -> None:
    sent = play(
        lodged(PETITION), Act.TRANSFER, dispatcher(CITY_OFFICE), after(5), to_organ=LIUXI_WATER, reason="归它管，请办理"
    )
    back = play(sent, Act.TAKE_BACK, dispatcher(CITY_OFFICE), after(6), **TAKE_BACK)
    assert (back.holder, running(back), last_day(back, ClockKind.SORT)) == (CITY_OFFICE, ["C1"], after(15))


def test_the_wrong_receiver_has_nothing_more_to_do_with_it() -> None:
    back = play(transferred(), Act.TAKE_BACK, dispatcher(CITY_OFFICE), **TAKE_BACK)
    assert back.organs == {CITY_OFFICE} and back.sender is None


def test_once_the_receiver_has_acted_it_objects_instead() -> None:
    touched = play(transferred(), Act.CONTACT, handler(LIUXI_WATER), way="电话", account="谈了情况")
    assert "着手" in str(refusal(touched, Act.TAKE_BACK, dispatcher(CITY_OFFICE), **TAKE_BACK).reason)


# --- from receipt -----------------------------------------------------------------------------------------------------


def test_a_redo_runs_from_the_receipt_of_what_revoked_the_opinion() -> None:
    by = head(LIUXI_GOV)
    facts = play(reviewing(), Act.DECIDE_REVIEW, by, after(5), ruling="redo", reason="事实不清，证据不足")
    facts = play(facts, Act.SERVE, dispatcher(LIUXI_GOV), after(20), method="post", receiver="陈大山",
                 served_on=after(9).isoformat(), proof="EMS 1")  # fmt: skip
    assert (last_day(facts, ClockKind.HANDLE), facts.accepted_on) == (after(69), after(9))


def test_proof_of_an_earlier_service_comes_late() -> None:
    facts = play(decided(), Act.SERVE, dispatcher(LIUXI_WATER), after(20), method="post", receiver="陈大山",
                 served_on=after(3).isoformat(), proof="EMS 1")  # fmt: skip
    assert last_day(facts, ClockKind.SEEK_REVIEW) == after(35)  # a Monday: the Saturday before is no working day


# --- by rules of their own (Art. 22 ¶2, 23 ¶4) ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("claim", "to", "book", "clocks"),
    [
        (REPORT, CITY_DISCIPLINE, "cn-2022", []),
        (SUIT, CITY_COURT, "cn-2022", []),
        (PETITION, CITY_COURT, "cn-2022", ["C3", "C4"]),
        (REPORT, CITY_DISCIPLINE, "cn-2005", ["C3", "C4"]),
    ],
)
def test_discipline_and_political_legal_organs_notify_by_their_own_rules(
    claim: dict[str, str], to: int, book: str, clocks: list[str]
) -> None:
    assert running(transferred(claim, to=to, book=book)) == clocks


def test_nobody_is_late_there() -> None:
    said = ask(transferred(REPORT, to=CITY_DISCIPLINE), Act.NOTE_OVERDUE, SYSTEM, after(60), clock="C3")
    assert not said.allowed


def test_a_served_opinion_is_served_once_it_was_issued() -> None:
    assert served().served_on == after(0)
