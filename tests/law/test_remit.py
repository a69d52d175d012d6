"""Transfer, objection, dispute: who has the matter, and who decides when nobody wants it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from huiyin.law.chart.organs import OrganChart
from huiyin.law.frame.facts import PETITIONER
from huiyin.law.matter.facts import Facts
from huiyin.law.terms import Act, ClockKind, Role, Stage
from tests.cast import (
    CHART,
    CITY_CONFERENCE,
    CITY_COURT,
    CITY_DISCIPLINE,
    CITY_OFFICE,
    CITY_WATER,
    DONGLING_WATER,
    LIUXI_CONFERENCE,
    LIUXI_DISCIPLINE,
    LIUXI_GOV,
    LIUXI_LAND,
    LIUXI_OFFICE,
    LIUXI_WATER,
    PETITION,
    REPORT,
    TOWN_STATION,
    WORLD,
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
    transferred,
    who,
)

NOT_OURS = {"reason": "水渠权属归国土部门管理，我局只管水量分配，不管确权登记", "basis": "三定方案"}
WHY = {"reason": "归它管，请办理"}


def objected(facts: Facts | None = None, days: int = 1) -> Facts:
    facts = facts or transferred()
    talked = {"consulted": "通了电话，没有谈成"} if facts.objections else {}
    return play(facts, Act.OBJECT, handler(facts.holder), after(days), **NOT_OURS, **talked)


def disputed() -> Facts:
    again = play(objected(), Act.REJECT_OBJECTION, dispatcher(CITY_OFFICE), after(2), **WHY)
    return objected(again, 3)


def determined(to: int = LIUXI_LAND) -> Facts:
    facts = disputed()
    return play(facts, Act.DETERMINE, head(facts.holder), after(4), to_organ=to, **WHY)


# --- transfer ---------------------------------------------------------------------------------------------------------


def test_the_receiver_has_it_with_a_named_person() -> None:
    facts = transferred()
    assert (facts.holder, facts.owner) == (LIUXI_WATER, dispatcher(LIUXI_WATER).person)


def test_the_sender_may_name_the_person() -> None:
    facts = play(lodged(PETITION), Act.TRANSFER, dispatcher(CITY_OFFICE), to_organ=LIUXI_WATER, to_person=232, **WHY)
    assert facts.owner == 232


def test_a_person_of_another_organ_cannot_be_named() -> None:
    said = refusal(lodged(PETITION), Act.TRANSFER, dispatcher(CITY_OFFICE), to_organ=LIUXI_WATER, to_person=252, **WHY)
    assert "不在柳溪县水利局" in str(said.reason)


def test_it_is_not_transferred_to_an_organ_that_does_not_exist() -> None:
    said = refusal(lodged(PETITION), Act.TRANSFER, dispatcher(CITY_OFFICE), to_organ=999, **WHY)
    assert "没有这个机关" in str(said.reason)


def test_it_is_not_transferred_to_oneself() -> None:
    assert refusal(lodged(PETITION), Act.TRANSFER, dispatcher(CITY_OFFICE), to_organ=CITY_OFFICE, **WHY)


def test_an_organ_where_nobody_serves_receives_nothing() -> None:
    empty = replace(WORLD, duty=lambda organ, roles, excluded: None)
    said = refusal(lodged(PETITION), Act.TRANSFER, dispatcher(CITY_OFFICE), world=empty, to_organ=LIUXI_WATER, **WHY)
    assert "没有可以接手的人" in str(said.reason)


def test_only_who_holds_it_passes_it_on() -> None:
    said = refusal(lodged(PETITION), Act.TRANSFER, dispatcher(LIUXI_WATER), to_organ=LIUXI_LAND, **WHY)
    assert "现在由市信访局经手" in str(said.reason)


@pytest.mark.parametrize(
    ("words", "holder", "to", "allowed"),
    [
        ("a bureau passes down its own line", LIUXI_WATER, TOWN_STATION, True),
        ("a bureau does not pass on to a neighbour", LIUXI_WATER, LIUXI_LAND, False),
        ("a bureau does not pass up", LIUXI_WATER, CITY_WATER, False),
        ("a county's petition office sorts its county", LIUXI_OFFICE, LIUXI_LAND, True),
        ("a county's petition office does not reach another county", LIUXI_OFFICE, DONGLING_WATER, False),
        ("a discipline organ follows its own rules", LIUXI_DISCIPLINE, CITY_DISCIPLINE, True),
    ],
)
def test_what_was_passed_on_goes_only_down(words: str, holder: int, to: int, allowed: bool) -> None:
    facts = transferred(REPORT if holder == LIUXI_DISCIPLINE else PETITION, to=holder)
    verdict = ask(facts, Act.TRANSFER, dispatcher(facts.holder), after(1), to_organ=to, **WHY)
    assert verdict.allowed is allowed, words


def test_the_sender_stays_coordinator() -> None:
    assert handling().coordinator == CITY_OFFICE


def test_a_petition_office_does_not_decide_itself() -> None:
    said = refusal(lodged(PETITION), Act.ACCEPT, dispatcher(CITY_OFFICE), to_person=122, procedure="调查后书面答复您")
    assert "不代替有权处理的机关" in str(said.reason)


def test_what_is_not_classified_is_not_accepted() -> None:
    facts = transferred({})
    by = handler(LIUXI_WATER)
    said = refusal(facts, Act.ACCEPT, by, to_person=by.person, procedure="调查后书面答复您")
    assert (said.citation.key, "分类" in str(said.instead)) == ("xf2022:31", True)


# --- assignment -------------------------------------------------------------------------------------------------------


def assigned(until: int = 30) -> Facts:
    by = dispatcher(CITY_OFFICE)
    return play(lodged(PETITION), Act.ASSIGN, by, to_organ=LIUXI_OFFICE, until=after(until).isoformat(), **WHY)


def test_an_assignment_runs_to_the_day_that_was_set() -> None:
    clock = assigned().running(ClockKind.ASSIGNMENT)
    assert clock is not None and clock.fixed == after(30)


def test_an_assignment_is_not_passed_on_with_a_later_day() -> None:
    by = dispatcher(LIUXI_OFFICE)
    said = refusal(assigned(), Act.ASSIGN, by, to_organ=LIUXI_WATER, until=after(31).isoformat(), **WHY)
    assert "不能晚于上级交办的期限" in str(said.reason)


def test_an_assignment_ends_in_the_future() -> None:
    said = refusal(lodged(PETITION), Act.ASSIGN, dispatcher(CITY_OFFICE), to_organ=LIUXI_WATER,
                   until=after(0).isoformat(), **WHY)  # fmt: skip
    assert "今天以后" in str(said.reason)


def test_an_assigned_matter_is_not_closed_without_its_report() -> None:
    facts = play(assigned(), Act.TRANSFER, dispatcher(LIUXI_OFFICE), to_organ=LIUXI_WATER, **WHY)
    by = handler(LIUXI_WATER)
    facts = served(facts=play(facts, Act.ACCEPT, by, to_person=by.person, procedure="调查后书面答复您"))
    assert "办结报告" in str(refusal(facts, Act.CLOSE, by, after(90)).reason)
    reported = play(facts, Act.REPORT_CONCLUSION, by, after(20), report="已经调查并答复信访人")
    assert play(reported, Act.CLOSE, by, after(90)).stage is Stage.CLOSED


def test_no_report_is_given_before_there_is_an_answer() -> None:
    assert refusal(assigned(), Act.REPORT_CONCLUSION, dispatcher(LIUXI_OFFICE), report="已经调查并答复信访人")


# --- objection --------------------------------------------------------------------------------------------------------


def test_the_sender_decides_the_first_objection() -> None:
    facts = objected()
    assert (facts.stage, facts.holder, facts.owner) == (Stage.OBJECTED, CITY_OFFICE, dispatcher(CITY_OFFICE).person)


def test_an_objection_gives_its_reasons_at_length() -> None:
    said = refusal(transferred(), Act.OBJECT, handler(LIUXI_WATER), after(1), reason="不归我管", basis="三定方案")
    assert set(said.wrong) == {"reason"}


def test_an_objection_comes_within_five_working_days() -> None:
    said = refusal(transferred(), Act.OBJECT, handler(LIUXI_WATER), after(8), **NOT_OURS)
    assert (str(said.reason), said.citation.key) == ("提出异议的期限到2026年11月9日为止，已经过了。", "xf2022:23.3")


def test_an_agreed_objection_brings_it_back_to_be_sorted() -> None:
    facts = play(objected(), Act.AGREE_OBJECTION, dispatcher(CITY_OFFICE), after(2), **WHY)
    assert (facts.stage, facts.holder, facts.running(ClockKind.SORT) is not None) == (
        Stage.REGISTERED, CITY_OFFICE, True,
    )  # fmt: skip


def test_a_rejected_objection_goes_back_to_who_objected() -> None:
    facts = play(objected(), Act.REJECT_OBJECTION, dispatcher(CITY_OFFICE), after(2), **WHY)
    assert (facts.stage, facts.holder) == (Stage.TRANSFERRED, LIUXI_WATER)


def test_a_second_objection_goes_to_the_common_superior() -> None:
    facts = disputed()
    assert (facts.stage, facts.holder) == (Stage.DISPUTED, CHART.common_superior(CITY_OFFICE, LIUXI_WATER))


def test_after_another_organ_was_tried_the_sender_decides_again() -> None:
    back = play(objected(), Act.AGREE_OBJECTION, dispatcher(CITY_OFFICE), after(2), **WHY)
    tried = play(back, Act.TRANSFER, dispatcher(CITY_OFFICE), after(2), to_organ=LIUXI_LAND, **WHY)
    assert objected(tried, 3).stage is Stage.OBJECTED


def test_organs_without_a_common_superior_meet_in_the_joint_conference() -> None:
    facts = transferred(REPORT, to=LIUXI_DISCIPLINE)
    facts = play(objected(facts), Act.REJECT_OBJECTION, dispatcher(CITY_OFFICE), after(2), **WHY)
    facts = objected(facts, 3)
    assert (facts.stage, facts.holder) == (Stage.CONFERENCE, CITY_CONFERENCE)


def test_the_convener_names_who_accepts() -> None:
    facts = transferred(REPORT, to=LIUXI_DISCIPLINE)
    facts = play(objected(facts), Act.REJECT_OBJECTION, dispatcher(CITY_OFFICE), after(2), **WHY)
    by = who(CITY_CONFERENCE, Role.CONVENER)
    facts = play(objected(facts, 3), Act.COORDINATE, by, after(4), to_organ=CITY_DISCIPLINE, **WHY)
    assert (facts.holder, facts.remit_settled) == (CITY_DISCIPLINE, True)


# --- settled ----------------------------------------------------------------------------------------------------------


def test_whom_the_superior_names_cannot_object() -> None:
    said = refusal(determined(), Act.OBJECT, handler(LIUXI_LAND), after(5), **NOT_OURS)
    assert (said.citation.key, str(said.instead)) == ("xf2022:24.1", "请接收办理。")


def test_whom_the_superior_names_cannot_pass_it_to_a_neighbour() -> None:
    assert "本系统的下级" in str(
        refusal(determined(), Act.TRANSFER, dispatcher(LIUXI_LAND), after(5), to_organ=LIUXI_WATER, **WHY).reason
    )


def test_whom_the_named_organ_asks_below_may_object_to_it() -> None:
    facts = determined(LIUXI_WATER)
    below = play(facts, Act.TRANSFER, dispatcher(LIUXI_WATER), after(5), to_organ=TOWN_STATION, **WHY)
    assert objected(below, 6).holder == LIUXI_WATER


def test_the_superior_does_not_name_an_office_that_only_passes_on() -> None:
    facts = disputed()
    for office in (LIUXI_OFFICE, LIUXI_CONFERENCE):
        assert "信访部门" in str(refusal(facts, Act.DETERMINE, head(facts.holder), to_organ=office, **WHY).reason)


# --- charts that change -----------------------------------------------------------------------------------------------


def merged_bureau(heir: int | None = LIUXI_LAND) -> OrganChart:
    """Liuxi's water bureau is gone; its powers went to the land bureau, or to nobody."""
    left = {key: organ for key, organ in CHART.organs.items() if key != LIUXI_WATER}
    edges = {key: above for key, above in CHART.superiors.items() if key != LIUXI_WATER}
    return OrganChart(left, edges, {LIUXI_WATER: heir} if heir else {})


def test_the_heir_of_a_dissolved_organ_goes_on() -> None:
    world = replace(WORLD, chart=merged_bureau())
    by = handler(LIUXI_LAND)
    facts = play(transferred(), Act.ACCEPT, by, world=world, to_person=by.person, procedure="调查后书面答复您")
    assert (facts.holder, facts.responsible) == (LIUXI_LAND, LIUXI_LAND)


def test_somebody_of_the_heir_takes_over_with_the_next_act() -> None:
    facts = play(
        transferred(), Act.SUPPLEMENT, PETITIONER, world=replace(WORLD, chart=merged_bureau()), text="补一张照片"
    )
    assert (facts.holder, person(facts.owner).organ) == (LIUXI_LAND, LIUXI_LAND)


def test_without_an_heir_the_organ_first_asked_has_it_again() -> None:
    world = replace(WORLD, chart=merged_bureau(None))
    facts = play(
        transferred(), Act.REPORT_URGENT, dispatcher(CITY_OFFICE), world=world, reason="无人接手", measures="已报告"
    )
    assert facts.holder == CITY_OFFICE


def test_the_superior_of_the_heir_reviews() -> None:
    facts = play(served(), Act.SEEK_REVIEW, PETITIONER, world=replace(WORLD, chart=merged_bureau()), reason="我不服")
    assert facts.reviewer == LIUXI_GOV


def test_an_objection_to_a_dissolved_sender_goes_to_its_heir() -> None:
    left = {key: organ for key, organ in CHART.organs.items() if key != CITY_OFFICE}
    world = replace(WORLD, chart=OrganChart(left, CHART.superiors, {CITY_OFFICE: CITY_COURT}))
    facts = play(transferred(), Act.OBJECT, handler(LIUXI_WATER), after(1), world=world, **NOT_OURS)
    assert facts.holder == CITY_COURT
