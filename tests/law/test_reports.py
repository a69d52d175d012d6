"""Reports of wrongdoing: neither the accused nor anybody below them ever has one in their hands (Art. 30 ¶3)."""

from __future__ import annotations

from typing import Any

import pytest

from huiyin.law.frame.decide import openings
from huiyin.law.frame.facts import PETITIONER
from huiyin.law.matter.facts import Facts
from huiyin.law.matter.procedure import MATTER
from huiyin.law.terms import Act, Stage
from tests.cast import (
    BREACH,
    CITY_DISCIPLINE,
    CITY_GOV,
    CITY_OFFICE,
    CITY_WATER,
    DUTY,
    IDEA,
    LIUXI_DISCIPLINE,
    LIUXI_GOV,
    LIUXI_LAND,
    LIUXI_OFFICE,
    LIUXI_WATER,
    PETITION,
    PROVINCE_DISCIPLINE,
    REPORT,
    TOWN_GOV,
    TOWN_STATION,
    WORLD,
    Refused,
    after,
    ask,
    dispatcher,
    handler,
    handling,
    head,
    lodged,
    person,
    play,
    refusal,
    served,
    supervisor,
    transferred,
)

WHY = {"reason": "归它管，请办理"}


def report(*accused: int, persons: tuple[int, ...] = (), **more: Any) -> Facts:
    return lodged(REPORT, accused_organs=list(accused), accused_persons=list(persons), **more)


# --- whom it may reach ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "accused", "to", "allowed"),
    [
        ("the accused bureau", LIUXI_WATER, LIUXI_WATER, False),
        ("a station below it", LIUXI_WATER, TOWN_STATION, False),
        ("a bureau of an accused county", LIUXI_GOV, LIUXI_LAND, False),
        ("the petition office of an accused county", LIUXI_GOV, LIUXI_OFFICE, False),
        ("a township of an accused county", LIUXI_GOV, TOWN_GOV, False),
        ("a bureau whose city bureau is accused", CITY_WATER, LIUXI_WATER, False),
        ("a neighbour of the accused bureau", LIUXI_WATER, LIUXI_LAND, True),
        ("the county's discipline organ over its bureau", LIUXI_WATER, LIUXI_DISCIPLINE, True),
        ("the city's discipline organ over the county", LIUXI_GOV, CITY_DISCIPLINE, True),
    ],
)
def test_a_report_is_passed_on(words: str, accused: int, to: int, allowed: bool) -> None:
    verdict = ask(report(accused), Act.TRANSFER, dispatcher(CITY_OFFICE), to_organ=to, **WHY)
    assert verdict.allowed is allowed, words


def test_the_refusal_names_its_article_and_a_way_out() -> None:
    said = refusal(report(LIUXI_WATER), Act.TRANSFER, dispatcher(CITY_OFFICE), to_organ=LIUXI_WATER, **WHY)
    assert (said.citation.key, str(said.instead)) == ("xf2022:30.3", "请转送有管理权限的上级机关。")


def test_an_accused_person_is_never_named_to_receive_it() -> None:
    facts = report(persons=(241,))
    said = refusal(facts, Act.TRANSFER, dispatcher(CITY_OFFICE), to_organ=LIUXI_DISCIPLINE, to_person=241, **WHY)
    assert "应当回避" in str(said.reason)


def test_an_accused_person_is_passed_over_on_duty() -> None:
    facts = play(report(persons=(241,)), Act.TRANSFER, dispatcher(CITY_OFFICE), to_organ=LIUXI_DISCIPLINE, **WHY)
    assert facts.owner == 245


def test_the_accused_organ_cannot_register_it() -> None:
    with pytest.raises(Refused, match="本机关不能经手"):
        report(LIUXI_WATER, organ=LIUXI_WATER)


def test_nor_can_it_be_lodged_there_from_the_web() -> None:
    with pytest.raises(Refused, match="不能由它接收"):
        report(LIUXI_GOV, organ=LIUXI_OFFICE, channel="web")


def test_the_accused_person_cannot_own_it() -> None:
    with pytest.raises(Refused, match="不能是被反映的人"):
        report(persons=(121,), channel="web")


def test_the_owner_serves_at_the_organ_that_registers() -> None:
    with pytest.raises(Refused, match="本机关的工作人员"):
        lodged(PETITION, channel="web", owner=231)


def handled_report() -> Facts:
    facts = play(report(LIUXI_WATER), Act.TRANSFER, dispatcher(CITY_OFFICE), to_organ=LIUXI_DISCIPLINE, **WHY)
    by = handler(LIUXI_DISCIPLINE)
    return play(facts, Act.ACCEPT, by, to_person=by.person, procedure="依规依纪依法办理并反馈")


def test_the_accused_organ_helps_nobody() -> None:
    said = refusal(handled_report(), Act.INVITE, handler(LIUXI_DISCIPLINE), to_organ=TOWN_STATION,
                   part="请核实工程款", until=after(9).isoformat())  # fmt: skip
    assert "不能参与" in str(said.reason)


@pytest.mark.parametrize("by", [head(LIUXI_WATER), handler(TOWN_STATION), supervisor(LIUXI_WATER)])
def test_to_the_accused_every_button_is_closed(by: Any) -> None:
    assert not [verdict.act for verdict in openings(MATTER, handled_report(), by, after(1), WORLD) if verdict.allowed]


def test_an_organ_above_the_accused_is_not_shut_out() -> None:
    assert ask(handled_report(), Act.SUPERVISE, supervisor(CITY_OFFICE), after(1), ground="shirking", **BREACH,
               demand="限期反馈", until=after(9).isoformat(), ordered=True,
               addressed=LIUXI_DISCIPLINE).allowed  # fmt: skip


def test_it_is_answered_only_by_those_who_may_act_on_it() -> None:
    said = refusal(report(LIUXI_WATER), Act.ANSWER_ON_SPOT, dispatcher(CITY_OFFICE), answer="您反映的情况我们知道了")
    assert said.citation.key == "xf2022:22.2"


def test_a_discipline_organ_may_answer_at_once() -> None:
    facts = report(LIUXI_WATER, organ=LIUXI_DISCIPLINE)
    by = dispatcher(LIUXI_DISCIPLINE)
    assert play(facts, Act.REPLY, by, answer="您反映的情况我们已经受理", method="by_hand").stage is Stage.SERVED


def test_a_handled_report_is_answered_to_the_one_who_made_it() -> None:
    row = {"outcome": "handled", "finding": "已核查", "basis": "有关规定"}
    assert served(row, facts=handled_report()).claims[0].outcome == "handled"


# --- report and petition in one letter -------------------------------------------------------------------------------


def mixed() -> Facts:
    return lodged(PETITION, REPORT, accused_organs=[LIUXI_WATER])


def test_they_do_not_travel_together() -> None:
    said = refusal(mixed(), Act.TRANSFER, dispatcher(CITY_OFFICE), to_organ=LIUXI_DISCIPLINE, **WHY)
    assert "分案" in str(said.instead)


def test_the_petition_goes_its_way_when_the_report_has_left() -> None:
    alone = play(mixed(), Act.SPLIT, dispatcher(CITY_OFFICE), claims=[2], reason="检举控告另案处理")
    assert play(alone, Act.TRANSFER, dispatcher(CITY_OFFICE), to_organ=LIUXI_WATER, **WHY).holder == LIUXI_WATER


def test_the_accused_leave_with_the_report() -> None:
    alone = play(mixed(), Act.SPLIT, dispatcher(CITY_OFFICE), claims=[2], reason="检举控告另案处理")
    assert (alone.report, alone.accused_organs) == (False, frozenset())


def test_the_accused_stay_with_the_report() -> None:
    alone = play(mixed(), Act.SPLIT, dispatcher(CITY_OFFICE), claims=[1], reason="诉求另案处理")
    assert alone.accused_organs == {LIUXI_WATER}


# --- what is not classed yet ------------------------------------------------------------------------------------------


def test_while_nobody_knows_it_counts_as_a_report_on_those_it_names() -> None:
    facts = lodged({}, accused_organs=[LIUXI_WATER])
    said = refusal(facts, Act.TRANSFER, dispatcher(CITY_OFFICE), to_organ=LIUXI_WATER, **WHY)
    assert (facts.report, said.citation.key) == (True, "xf2022:30.3")


def test_classed_as_a_grievance_it_goes_to_the_organ_it_is_about() -> None:
    facts = lodged({}, accused_organs=[LIUXI_WATER])
    facts = play(facts, Act.CLASSIFY, dispatcher(CITY_OFFICE), classes={"1": PETITION})
    assert play(facts, Act.TRANSFER, dispatcher(CITY_OFFICE), to_organ=LIUXI_WATER, **WHY).holder == LIUXI_WATER


# --- found out on the way ---------------------------------------------------------------------------------------------


def found_out(facts: Facts, **named: int) -> Facts:
    return play(facts, Act.CLASSIFY, person(facts.owner), after(3), classes={"1": REPORT}, **named)


def test_a_report_on_the_holder_leaves_it_at_once() -> None:
    facts = found_out(transferred(PETITION), accused_organ=LIUXI_WATER)
    assert (facts.stage, facts.holder) == (Stage.REGISTERED, LIUXI_DISCIPLINE)


def test_it_goes_above_an_accused_government() -> None:
    assert found_out(transferred(PETITION, to=LIUXI_LAND), accused_organ=LIUXI_GOV).holder == CITY_DISCIPLINE


def test_it_goes_to_the_province_when_the_city_is_accused() -> None:
    assert found_out(transferred(PETITION), accused_organ=CITY_GOV).holder == PROVINCE_DISCIPLINE


def test_whoever_had_it_before_reads_it_no_more() -> None:
    facts = found_out(handling(), accused_organ=LIUXI_WATER)
    assert WORLD.readers(facts) == {CITY_OFFICE, LIUXI_DISCIPLINE} == facts.organs


def test_an_accused_first_organ_is_coordinator_no_more() -> None:
    facts = found_out(lodged(PETITION), accused_organ=CITY_GOV)
    assert (facts.coordinator, facts.holder) == (PROVINCE_DISCIPLINE, PROVINCE_DISCIPLINE)


def test_nobody_is_responsible_any_more() -> None:
    facts = found_out(handling(), accused_organ=LIUXI_WATER)
    assert (facts.responsible, facts.handler, facts.accepted_on) == (None, None, None)


def test_the_period_of_the_petition_does_not_run_on() -> None:
    """The discipline organ, which has it now, notifies by rules of its own (Art. 23 ¶4)."""
    facts = found_out(handling(), accused_organ=LIUXI_WATER)
    assert [clock.kind for clock in facts.clocks if clock.running] == []


def test_an_accused_co_handler_is_dropped() -> None:
    invited = play(handling(), Act.INVITE, handler(LIUXI_WATER), to_organ=LIUXI_LAND, part="请核实产权",
                   until=after(9).isoformat())  # fmt: skip
    assert found_out(invited, accused_organ=LIUXI_LAND).co_handlers == ()


def test_an_accused_owner_is_replaced_by_a_colleague() -> None:
    facts = handling()
    changed = play(facts, Act.CLASSIFY, head(LIUXI_WATER), after(3), classes={"1": REPORT}, accused_person=facts.owner)
    assert (changed.holder, changed.owner, changed.handler) == (LIUXI_WATER, 231, 231)


def test_an_organ_that_does_not_exist_is_not_accused() -> None:
    said = refusal(lodged(PETITION), Act.CLASSIFY, dispatcher(CITY_OFFICE), classes={"1": REPORT}, accused_organ=999)
    assert "没有这个机关" in str(said.reason)


def test_an_objection_does_not_go_back_to_an_accused_sender() -> None:
    facts = transferred(PETITION, organ=LIUXI_OFFICE, to=LIUXI_WATER)
    facts = play(facts, Act.CLASSIFY, dispatcher(LIUXI_WATER), classes={"1": REPORT}, accused_organ=LIUXI_OFFICE)
    why = {"reason": "水渠权属归国土部门管理，我局只管水量分配，不管确权登记", "basis": "三定方案"}
    assert play(facts, Act.OBJECT, handler(LIUXI_WATER), after(1), **why).stage is Stage.DISPUTED


# --- complained of, but not reported ----------------------------------------------------------------------------------


def test_who_is_complained_of_does_not_handle_the_complaint() -> None:
    facts = transferred(DUTY, accused_persons=[232])
    said = refusal(facts, Act.CONTACT, person(232), way="电话", account="谈了情况")
    assert (said.citation.key, facts.report) == ("xf2022:28.3", False)


def test_who_is_complained_of_is_not_named_to_handle_it() -> None:
    facts = transferred(DUTY, accused_persons=[232])
    by = dispatcher(LIUXI_WATER)
    assert "不能经办" in str(refusal(facts, Act.ACCEPT, by, to_person=232, procedure="调查后书面答复您").reason)


def test_a_suggestion_about_an_organ_may_reach_it() -> None:
    facts = lodged(IDEA, accused_organs=[LIUXI_WATER])
    assert play(facts, Act.TRANSFER, dispatcher(CITY_OFFICE), to_organ=LIUXI_WATER, **WHY).holder == LIUXI_WATER


def test_the_petitioner_is_never_shut_out_of_their_own_report() -> None:
    assert play(handled_report(), Act.SUPPLEMENT, PETITIONER, text="补一张照片")
