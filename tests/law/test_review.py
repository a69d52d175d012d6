"""Review and re-review: when, by whom, with what result."""

from __future__ import annotations

from dataclasses import replace

import pytest

from huiyin.law.chart.organs import OrganChart
from huiyin.law.frame.facts import PETITIONER, SYSTEM
from huiyin.law.matter.facts import Facts
from huiyin.law.terms import Act, ClockKind, Execution, Outcome, Stage
from tests.cast import (
    CHART,
    CITY_GOV,
    CITY_OFFICE,
    DUTY,
    LIUXI_GOV,
    LIUXI_WATER,
    NOT_SUPPORTED,
    PETITION,
    PROVINCE_GOV,
    SUPPORTED,
    WORLD,
    after,
    decided,
    dispatcher,
    handler,
    handling,
    head,
    person,
    play,
    refusal,
    reviewer,
    reviewing,
    ruled,
    served,
)

NOT_SATISFIED = {"reason": "我不服"}
BECAUSE = {"reason": "事实清楚，依据充分"}


def sought(facts: Facts | None = None, day: int = 1) -> Facts:
    facts = facts or served()
    act = Act.SEEK_REVIEW if facts.stage is Stage.SERVED else Act.SEEK_REREVIEW
    return play(facts, act, PETITIONER, after(day), **NOT_SATISFIED)


# --- when ------------------------------------------------------------------------------------------------------------


def test_the_last_day_counts() -> None:
    assert sought(day=30).stage is Stage.REVIEW_SOUGHT


def test_the_day_after_is_too_late() -> None:
    said = refusal(served(), Act.SEEK_REVIEW, PETITIONER, after(31), **NOT_SATISFIED)
    assert (str(said.reason), said.citation.key) == ("申请期限到2026年12月2日为止，已经过了。", "xf2022:35")


def test_what_was_not_served_is_not_reviewed() -> None:
    assert "意见已送达" in str(refusal(decided(), Act.SEEK_REVIEW, PETITIONER, **NOT_SATISFIED).reason)


def test_an_answer_outside_petition_work_is_not_reviewed() -> None:
    done = {"outcome": "performed", "finding": "已查处", "basis": "《水法》"}
    said = refusal(served(done, facts=handling(DUTY)), Act.SEEK_REVIEW, PETITIONER, **NOT_SATISFIED)
    assert "行政复议或诉讼" in str(said.instead)


def test_an_opinion_with_a_claim_of_petition_work_is_reviewed() -> None:
    done = {"outcome": "performed", "finding": "已查处", "basis": "《水法》"}
    assert sought(served(NOT_SUPPORTED, done, facts=handling(PETITION, DUTY)))


def test_service_is_not_before_the_decision() -> None:
    by = dispatcher(LIUXI_WATER)
    said = refusal(
        decided(on=after(5)), Act.SERVE, by, after(6),
        method="by_hand", receiver="陈大山", served_on=after(4).isoformat(), proof="签名",
    )  # fmt: skip
    assert "不能早于作出意见的日期" in str(said.reason)


def test_service_is_not_in_the_future() -> None:
    by = dispatcher(LIUXI_WATER)
    given = {"method": "by_hand", "receiver": "陈大山", "served_on": after(2).isoformat(), "proof": "签名"}
    assert "今天以后" in str(refusal(decided(), Act.SERVE, by, after(1), **given).reason)


# --- by whom ---------------------------------------------------------------------------------------------------------


def test_the_organ_above_reviews_and_the_one_above_that_re_reviews() -> None:
    assert (sought().holder, sought(ruled()).holder) == (LIUXI_GOV, CITY_GOV)


def test_at_the_top_there_is_nobody_above() -> None:
    facts = served(facts=handling(to=PROVINCE_GOV))
    assert "没有可以接手的上一级机关" in str(refusal(facts, Act.SEEK_REVIEW, PETITIONER, **NOT_SATISFIED).reason)


def judged_before() -> Facts:
    """Liuxi's first reviewer moved: as a handler they took part in the matter."""
    return served().changed({"handled_by": frozenset({reviewer(LIUXI_GOV).person or 0})})


def test_who_took_part_is_not_given_the_review() -> None:
    assert sought(judged_before()).owner == 217


def test_who_took_part_may_not_take_it_up() -> None:
    by = reviewer(LIUXI_GOV)
    said = refusal(sought(judged_before()), Act.ADMIT_REVIEW, by, to_person=217)
    assert (said.citation.key, str(said.instead)) == ("xf2022:28.3", "请换一位没有经手过的人。")


def test_who_took_part_may_not_be_given_it_by_a_colleague() -> None:
    facts = sought(judged_before())
    for act in (Act.ADMIT_REVIEW, Act.NAME_HANDLER):
        assert refusal(facts, act, head(LIUXI_GOV), to_person=reviewer(LIUXI_GOV).person).citation.key == "xf2022:28.3"


@pytest.mark.parametrize("act", [Act.INVESTIGATE, Act.LISTEN, Act.PROPOSE_REVIEW])
def test_who_took_part_does_none_of_the_work_of_the_review(act: Act) -> None:
    facts = play(sought(judged_before()), Act.ADMIT_REVIEW, person(217), to_person=217)
    given = {
        "on": "2026-11-02", "way": "当面", "place": "柳溪村", "heard": "陈大山",
        "account": "重新丈量水渠宽度", "panel": "王",
        "ruling": "uphold", **BECAUSE,
    }  # fmt: skip
    assert "参与过前面办理" in str(refusal(facts, act, reviewer(LIUXI_GOV), **given).reason)


def test_a_reviewer_takes_no_part_in_the_re_review() -> None:
    took_part = {reviewer(LIUXI_GOV).person, head(LIUXI_GOV).person, dispatcher(LIUXI_GOV).person}
    assert ruled().reviewed_by == took_part


def test_after_a_redo_the_same_reviewer_may_review_again() -> None:
    again = served(SUPPORTED, facts=ruled("redo"))
    assert sought(again).owner == reviewer(LIUXI_GOV).person


def test_registering_a_request_or_looking_at_a_name_is_not_taking_part() -> None:
    facts = play(served(), Act.UNMASK, handler(LIUXI_WATER), purpose="电话联系本人")
    facts = play(facts, Act.SEEK_REVIEW, dispatcher(CITY_OFFICE), **NOT_SATISFIED)
    assert facts.handled_by == served().handled_by


# --- taken up or declined --------------------------------------------------------------------------------------------


def declined(day: int = 10) -> Facts:
    return play(sought(), Act.DECLINE_REVIEW, reviewer(LIUXI_GOV), after(day), reason="没有写明不服什么")


def test_a_declined_request_leaves_the_opinion_as_it_was() -> None:
    facts = declined()
    assert (facts.stage, facts.holder, facts.running(ClockKind.REVIEW)) == (Stage.SERVED, LIUXI_WATER, None)


def test_a_declined_request_may_be_made_better_while_the_period_runs() -> None:
    assert sought(declined(), 30).owner == reviewer(LIUXI_GOV).person


def test_a_declined_request_does_not_lengthen_the_period() -> None:
    assert refusal(declined(), Act.SEEK_REVIEW, PETITIONER, after(31), **NOT_SATISFIED)


def test_a_declined_re_review_leaves_the_review() -> None:
    facts = play(sought(ruled()), Act.DECLINE_REVIEW, reviewer(CITY_GOV), after(2), reason="没有写明不服什么")
    assert (facts.stage, facts.running(ClockKind.SEEK_REREVIEW) is not None) == (Stage.REVIEW_SERVED, True)


@pytest.mark.parametrize(
    ("facts", "stage"),
    [(sought(), Stage.SERVED), (reviewing(), Stage.SERVED), (reviewing(ruled()), Stage.REVIEW_SERVED)],
)
def test_a_withdrawn_request_leaves_the_opinion_as_it_was(facts: Facts, stage: Stage) -> None:
    back = play(facts, Act.WITHDRAW, PETITIONER, after(3), reason="已经谈好了")
    assert (back.stage, back.holder, back.closure) == (stage, LIUXI_WATER, None)


# --- with what result ------------------------------------------------------------------------------------------------


def test_an_upheld_opinion_stands() -> None:
    facts = ruled("uphold")
    assert (facts.stage, facts.holder, facts.claims[0].outcome) == (
        Stage.REVIEW_SERVED, LIUXI_WATER, Outcome.NOT_SUPPORTED,
    )  # fmt: skip


def test_a_changed_opinion_is_carried_out_by_the_first_organ() -> None:
    facts = ruled("change", outcomes={"1": SUPPORTED})
    assert (facts.claims[0].outcome, facts.claims[0].execution, facts.holder) == (
        Outcome.SUPPORTED, Execution.DUE, LIUXI_WATER,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "outcomes"),
    [
        ("nothing is changed", None),
        ("support without a day", {"1": {k: v for k, v in SUPPORTED.items() if k != "execute_by"}}),
        ("no reasons", {"1": {"outcome": "explained"}}),
    ],
)
def test_a_change_is_a_whole_opinion(words: str, outcomes: dict[str, dict[str, str]] | None) -> None:
    facts = reviewing()
    given = {"ruling": "change", "outcomes": outcomes, **BECAUSE}
    assert refusal(facts, Act.DECIDE_REVIEW, head(facts.holder), **given), words


def test_a_review_changes_petition_claims_only() -> None:
    done = {"outcome": "performed", "finding": "已查处", "basis": "《水法》"}
    facts = reviewing(served(NOT_SUPPORTED, done, facts=handling(PETITION, DUTY)))
    said = refusal(facts, Act.DECIDE_REVIEW, head(facts.holder), ruling="change", outcomes={"2": done}, **BECAUSE)
    assert "不适用信访程序" in str(said.reason)


@pytest.mark.parametrize("facts", [reviewing(), reviewing(ruled())])
def test_a_revoked_opinion_goes_back_to_be_done_again(facts: Facts) -> None:
    again = ruled("redo", facts=facts)
    assert (again.stage, again.holder, again.round, again.claims[0].open) == (Stage.HANDLING, LIUXI_WATER, 2, True)


def test_what_the_petitioner_confirmed_is_not_revoked() -> None:
    facts = served(SUPPORTED, NOT_SUPPORTED, facts=handling(PETITION, PETITION))
    facts = play(facts, Act.EXECUTE, handler(LIUXI_WATER), claims=[1], evidence="水渠已经恢复，有照片", undertaken=True)
    facts = play(facts, Act.CONFIRM_EXECUTION, PETITIONER, undertaken=True)
    assert [claim.open for claim in ruled("redo", facts=reviewing(facts)).claims] == [False, True]


# --- the end of the road ---------------------------------------------------------------------------------------------


def last_word() -> Facts:
    return ruled(facts=reviewing(ruled()))


def test_after_re_review_it_is_closed_for_good() -> None:
    facts = play(last_word(), Act.CLOSE, SYSTEM, after(1))
    assert facts.closure == "final"


@pytest.mark.parametrize("facts", [last_word(), play(last_word(), Act.CLOSE, SYSTEM, after(1))])
def test_after_re_review_the_same_facts_are_not_taken_up_again(facts: Facts) -> None:
    said = refusal(facts, Act.REOPEN, PETITIONER, after(2), reason="我还是不服")
    assert (said.citation.key, "作为新的信访事项" in str(said.instead)) == ("xf2022:36.3", True)


def test_the_organ_may_still_put_it_right_itself() -> None:
    closed = play(last_word(), Act.CLOSE, SYSTEM, after(1))
    assert play(closed, Act.REOPEN, head(LIUXI_WATER), after(2), reason="发现原意见有错").stage is Stage.HANDLING


def test_the_window_lapses_the_day_after() -> None:
    assert refusal(served(), Act.LAPSE, SYSTEM, after(30))
    assert play(served(), Act.LAPSE, SYSTEM, after(31)).running(ClockKind.SEEK_REVIEW) is None


def test_a_lapsed_opinion_is_closed_as_lapsed() -> None:
    assert play(play(served(), Act.LAPSE, SYSTEM, after(31)), Act.CLOSE, SYSTEM, after(31)).closure == "lapsed"


def test_it_is_not_closed_while_review_is_open() -> None:
    said = refusal(served(), Act.CLOSE, handler(LIUXI_WATER), after(30))
    assert "2026年12月2日以前" in str(said.reason)


def test_who_may_ask_for_review_does_not_reopen() -> None:
    assert "申请复查" in str(refusal(served(), Act.REOPEN, PETITIONER, after(30), reason="没有解决").instead)


def test_when_the_period_is_over_new_facts_reopen() -> None:
    facts = play(served(), Act.REOPEN, PETITIONER, after(31), reason="找到了当年的图纸")
    assert (facts.stage, facts.round, facts.holder) == (Stage.HANDLING, 2, LIUXI_WATER)


# --- charts that change ----------------------------------------------------------------------------------------------


def test_the_organ_above_the_reviewers_heir_re_reviews() -> None:
    left = {key: organ for key, organ in CHART.organs.items() if key != LIUXI_GOV}
    world = replace(WORLD, chart=OrganChart(left, CHART.superiors, {LIUXI_GOV: CITY_OFFICE}))
    facts = play(ruled(), Act.SEEK_REREVIEW, PETITIONER, world=world, **NOT_SATISFIED)
    assert facts.rereviewer == CITY_GOV


def test_an_opinion_goes_back_to_whoever_carries_on_for_the_handler() -> None:
    left = {key: organ for key, organ in CHART.organs.items() if key != LIUXI_WATER}
    world = replace(WORLD, chart=OrganChart(left, CHART.superiors, {LIUXI_WATER: 25}))
    facts = reviewing()
    facts = play(facts, Act.DECIDE_REVIEW, head(facts.holder), ruling="uphold", **BECAUSE)
    served_again = play(
        facts, Act.SERVE, dispatcher(LIUXI_GOV), world=world,
        method="by_hand", receiver="陈大山", served_on="2026-11-02", proof="签名",
    )  # fmt: skip
    assert served_again.holder == 25
