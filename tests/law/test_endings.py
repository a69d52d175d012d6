"""Answered, carried out and confirmed are three things; closing, coming back, supervision, the archive."""

from __future__ import annotations

import pytest

from huiyin.law.frame.facts import PETITIONER, SYSTEM, Actor
from huiyin.law.matter.facts import Facts
from huiyin.law.terms import Act, ClockKind, Execution, Stage
from tests.cast import (
    BREACH,
    CITY_GOV,
    CITY_OFFICE,
    DONGLING_OFFICE,
    IDEA,
    LIUXI_GOV,
    LIUXI_LAND,
    LIUXI_OFFICE,
    LIUXI_WATER,
    NOT_SUPPORTED,
    PETITION,
    SUPPORTED,
    after,
    ask,
    dispatcher,
    handler,
    handling,
    head,
    lodged,
    play,
    refusal,
    reviewing,
    ruled,
    served,
    supervisor,
)

BY = handler(LIUXI_WATER)
#: As an undertaking tells it.
TOLD = {"undertaken": True}
PHOTO = {"claims": [1], "evidence": "水渠已经恢复，有照片", **TOLD}


def done(day: int = 40, facts: Facts | None = None) -> Facts:
    return play(facts or served(SUPPORTED), Act.EXECUTE, BY, after(day), **PHOTO)


# --- verified to the end (Shanghai Art. 42 ¶1 (2)) --------------------------------------------------------------------

CHECKED = {"conclusion": "经核查，原意见事实清楚", "done": True, "approval": "沪信〔2026〕3号"}


def lapsed(book: str) -> Facts:
    """Served on the first day under a book, and nobody asked for review."""
    return play(served(facts=handling(book=book)), Act.LAPSE, SYSTEM, after(40))


def test_a_book_may_let_a_matter_end_by_verification() -> None:
    facts = play(lapsed("shanghai-2018"), Act.CONCLUDE_CHECK, head(LIUXI_WATER), after(41), **CHECKED,
                 approved_on=after(41).isoformat())  # fmt: skip
    assert (facts.stage, facts.closure) == (Stage.CLOSED, "checked")
    assert refusal(facts, Act.REOPEN, PETITIONER, after(50), reason="我还是不服").citation.key == "sh2018:42.1"


def test_no_other_book_knows_verification() -> None:
    said = refusal(lapsed("cn-2022"), Act.CONCLUDE_CHECK, head(LIUXI_WATER), after(41), **CHECKED,
                   approved_on=after(41).isoformat())  # fmt: skip
    assert "没有规定这一步" in str(said.reason)


def test_verification_cuts_off_no_review() -> None:
    open_window = served(facts=handling(book="shanghai-2018"))
    said = refusal(
        open_window, Act.CONCLUDE_CHECK, head(LIUXI_WATER), after(3), **CHECKED, approved_on=after(3).isoformat()
    )
    assert "还可以申请复查或复核" in str(said.reason)


# --- execution --------------------------------------------------------------------------------------------------------


def test_what_was_promised_is_due() -> None:
    assert served(SUPPORTED).claims[0].execution is Execution.DUE


def test_what_was_promised_keeps_it_open() -> None:
    said = refusal(served(SUPPORTED), Act.CLOSE, BY, after(90))
    assert said.citation.key == "xf2022:32.2"


def test_said_to_be_done_is_not_confirmed() -> None:
    assert done().claims[0].execution is Execution.DONE


@pytest.mark.parametrize("act", [Act.EXECUTE, Act.CONFIRM_EXECUTION, Act.DENY_EXECUTION])
@pytest.mark.parametrize("by", [BY, head(LIUXI_WATER), PETITIONER])
def test_nobody_writes_into_the_matter_what_an_undertaking_has_not_told_it(act: Act, by: Actor) -> None:
    said = refusal(done(), act, by, after(41), claims=[1], evidence="水渠已经恢复，有照片", reason="没有")
    assert "落实事项" in str(said.reason)


def test_of_two_promises_each_is_confirmed_by_itself() -> None:
    both = served(SUPPORTED, SUPPORTED, facts=handling(PETITION, PETITION))
    facts = play(done(3, both), Act.CONFIRM_EXECUTION, PETITIONER, after(4), claims=[1], undertaken=True)
    assert [claim.execution for claim in facts.claims] == [Execution.CONFIRMED, Execution.DUE] and not facts.content


def test_what_was_confirmed_and_breaks_may_be_denied() -> None:
    kept = play(done(5), Act.CONFIRM_EXECUTION, PETITIONER, after(6), claims=[1], undertaken=True)
    facts = play(kept, Act.DENY_EXECUTION, PETITIONER, after(9), claims=[1], reason="又堵上了", undertaken=True)
    assert facts.execution_outstanding and not facts.content


def test_another_day_is_the_day_promised() -> None:
    facts = play(served(SUPPORTED), Act.CHANGE_PROMISE, BY, after(5), claims=[1], until=after(90).isoformat(),
                 reason="材料没有到", **TOLD)  # fmt: skip
    assert facts.claims[0].execute_by == after(90)


def test_what_was_promised_beside_the_claims_keeps_it_open() -> None:
    facts = play(done(5), Act.CONFIRM_EXECUTION, PETITIONER, after(6), undertaken=True)
    assert "U990121" in str(refusal(facts, Act.CLOSE, BY, after(6), promise_open="U990121").reason)


def test_nothing_is_confirmed_before_it_is_reported() -> None:
    assert "还没有报告" in str(refusal(served(SUPPORTED), Act.CONFIRM_EXECUTION, PETITIONER, undertaken=True).reason)


def test_a_denial_makes_it_due_again() -> None:
    facts = play(done(), Act.DENY_EXECUTION, PETITIONER, after(41), reason="只修了一半", undertaken=True)
    assert (facts.execution_outstanding, bool(refusal(facts, Act.CLOSE, BY, after(90)))) == (True, True)


def test_what_nobody_promised_is_not_carried_out() -> None:
    assert refusal(served(NOT_SUPPORTED), Act.EXECUTE, BY, **PHOTO)


def test_it_may_be_carried_out_while_a_review_of_the_rest_goes_on() -> None:
    facts = reviewing(served(SUPPORTED, NOT_SUPPORTED, facts=handling(PETITION, PETITION)))
    assert done(3, facts).stage is Stage.REVIEWING


def test_confirmed_by_the_petitioner_it_closes_at_once() -> None:
    facts = play(done(5), Act.CONFIRM_EXECUTION, PETITIONER, after(6), undertaken=True)
    assert play(facts, Act.CLOSE, BY, after(6)).closure == "accepted"


def test_unconfirmed_it_waits_for_a_month_of_silence() -> None:
    assert "等信访人确认" in str(refusal(done(40), Act.CLOSE, BY, after(70)).reason)
    assert play(done(40), Act.CLOSE, BY, after(71)).closure == "lapsed"


def silently_closed(facts: Facts | None = None) -> Facts:
    return play(done(40, facts), Act.CLOSE, BY, after(90))


def test_false_closure_is_contradicted_with_one_word() -> None:
    facts = play(silently_closed(), Act.DENY_EXECUTION, PETITIONER, after(91), reason="根本没修", undertaken=True)
    assert (facts.stage, facts.closure, facts.execution_outstanding) == (Stage.SERVED, None, True)


def test_contradicted_after_the_last_word_it_stays_the_last_word() -> None:
    facts = silently_closed(ruled("change", facts=reviewing(ruled()), outcomes={"1": SUPPORTED}))
    denied = play(facts, Act.DENY_EXECUTION, PETITIONER, after(91), reason="根本没修", undertaken=True)
    assert denied.stage is Stage.REREVIEW_SERVED


def test_a_late_confirmation_is_welcome() -> None:
    facts = play(silently_closed(), Act.CONFIRM_EXECUTION, PETITIONER, after(120), undertaken=True)
    assert (facts.stage, facts.content) == (Stage.CLOSED, True)


# --- closing and coming back ------------------------------------------------------------------------------------------


def test_a_matter_with_an_open_claim_is_not_closed() -> None:
    half = served().changed({"claims": (*served().claims, *lodged(PETITION).claims)})
    assert "没有答复" in str(refusal(half, Act.CLOSE, BY, after(90)).reason)


def test_a_suggestion_answered_is_closed_as_answered() -> None:
    facts = play(lodged(IDEA), Act.REPLY, dispatcher(CITY_OFFICE), answer="采纳了", method="electronic")
    assert play(facts, Act.CLOSE, dispatcher(CITY_OFFICE)).closure == "answered"


def test_a_promise_is_not_shaken_off_by_reopening() -> None:
    said = refusal(served(SUPPORTED), Act.REOPEN, head(LIUXI_WATER), after(60), reason="发现原意见有错")
    assert "仍然有效" in str(said.reason)


def test_reopening_leaves_what_was_carried_out() -> None:
    facts = served(SUPPORTED, NOT_SUPPORTED, facts=handling(PETITION, PETITION))
    back = play(silently_closed(facts), Act.REOPEN, PETITIONER, after(100), reason="第二件事有新证据")
    assert [claim.open for claim in back.claims] == [False, True]


def test_when_all_was_carried_out_reopening_takes_up_all() -> None:
    back = play(silently_closed(), Act.REOPEN, PETITIONER, after(100), reason="水渠又被占了")
    assert (back.stage, back.claims[0].open, back.round) == (Stage.HANDLING, True, 2)


def test_zhejiang_ends_what_was_not_taken_to_review() -> None:
    closed = play(served(facts=handling(book="zhejiang-2016")), Act.CLOSE, SYSTEM, after(60))
    assert (closed.closure, refusal(closed, Act.REOPEN, PETITIONER, after(61), reason="不服").citation.key) == (
        "lapsed", "zj2016:25.2",
    )  # fmt: skip


def test_the_nation_does_not() -> None:
    closed = play(served(), Act.CLOSE, SYSTEM, after(60))
    assert play(closed, Act.REOPEN, PETITIONER, after(61), reason="有新证据").stage is Stage.HANDLING


# --- rating -----------------------------------------------------------------------------------------------------------


def test_only_the_petitioner_rates() -> None:
    assert refusal(served(), Act.RATE, BY, unit="satisfied")


def test_a_rating_says_something() -> None:
    assert refusal(served(), Act.RATE, PETITIONER)
    assert play(served(), Act.RATE, PETITIONER, reason="谢谢")


def test_a_rating_may_be_given_for_thirty_days_after_the_answer() -> None:
    assert play(served(), Act.RATE, PETITIONER, after(30), unit="fair")
    assert "评价到" in str(refusal(served(), Act.RATE, PETITIONER, after(31), unit="fair").reason)


def test_what_was_promised_can_be_rated_once_it_is_reported_done() -> None:
    done = play(served(SUPPORTED), Act.EXECUTE, BY, after(29), **PHOTO)
    assert play(done, Act.RATE, PETITIONER, after(59), unit="dissatisfied")


def test_service_can_be_rated_alone() -> None:
    assert play(served(), Act.RATE, PETITIONER, unit_service="dissatisfied")


# --- supervision ------------------------------------------------------------------------------------------------------

ORDER = {"ground": "shirking", **BREACH, "demand": "限期办结并反馈", "until": after(10).isoformat(), "ordered": True}


def pressed(facts: Facts | None = None) -> Facts:
    return play(facts or handling(), Act.SUPERVISE, supervisor(CITY_OFFICE), **ORDER, addressed=LIUXI_WATER)


@pytest.mark.parametrize(
    ("words", "organ", "allowed"),
    [
        ("the office first asked", CITY_OFFICE, True),
        ("the petition office of the county", LIUXI_OFFICE, True),
        ("the government above", LIUXI_GOV, True),
        ("the government above that", CITY_GOV, True),
        ("the organ itself", LIUXI_WATER, False),
        ("a neighbour", LIUXI_LAND, False),
        ("the petition office of another county", DONGLING_OFFICE, False),
    ],
)
def test_who_stands_above_presses(words: str, organ: int, allowed: bool) -> None:
    given = {**ORDER, "addressed": LIUXI_WATER}
    assert ask(handling(), Act.SUPERVISE, supervisor(organ), **given).allowed is allowed, words


def test_only_an_order_writes_that_a_matter_is_supervised() -> None:
    given = {**ORDER, "ordered": False, "addressed": LIUXI_WATER}
    assert "督办单" in str(refusal(handling(), Act.SUPERVISE, supervisor(CITY_OFFICE), **given).reason)


def test_a_matter_may_be_supervised_by_several_orders_and_no_clock_of_it_runs_for_that() -> None:
    facts = pressed(pressed())
    assert facts.running(ClockKind.FEEDBACK) is None


def test_what_was_pressed_before_orders_were_records_is_answered_as_it_began() -> None:
    clock = handling().book.start(ClockKind.FEEDBACK, after(1), until=after(10))
    facts = handling().changed({"clocks": (*handling().clocks, clock)})
    office = refusal(facts, Act.ANSWER_SUPERVISION, dispatcher(CITY_OFFICE), account="已经整改")
    assert "被督办的机关" in str(office.reason)
    assert play(facts, Act.ANSWER_SUPERVISION, BY, account="已经整改").running(ClockKind.FEEDBACK) is None
    assert "没有要反馈" in str(refusal(handling(), Act.ANSWER_SUPERVISION, BY, account="已经整改").reason)


def test_a_closed_matter_may_still_be_pressed() -> None:
    closed = play(served(), Act.CLOSE, SYSTEM, after(60))
    given = {**ORDER, "ground": "falsehood", "until": after(80).isoformat(), "addressed": LIUXI_WATER}
    assert ask(closed, Act.SUPERVISE, supervisor(CITY_OFFICE), after(61), **given).allowed


# --- the archive ------------------------------------------------------------------------------------------------------


def test_the_archive_is_the_end() -> None:
    closed = play(served(), Act.CLOSE, SYSTEM, after(60))
    gone = play(closed, Act.ARCHIVE, BY, after(61))
    said = refusal(gone, Act.REOPEN, PETITIONER, after(62), reason="有新证据")
    assert (str(said.reason), "注明原编号" in str(said.instead)) == ("事项已经归档，不再变动。", True)


def test_an_organ_that_only_helped_does_not_archive() -> None:
    closed = play(served(), Act.CLOSE, SYSTEM, after(60))
    assert refusal(closed, Act.ARCHIVE, dispatcher(CITY_OFFICE), after(61))
