"""Handling: extension, hearing, mediation, simplified handling, co-handlers, recusal, the opinion claim by claim."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from huiyin.law.frame.deadlines import due
from huiyin.law.frame.facts import PETITIONER, SYSTEM, Actor
from huiyin.law.matter.answers import allowed_outcomes
from huiyin.law.matter.claims import fingerprint
from huiyin.law.matter.facts import ClaimFacts, Facts
from huiyin.law.papers import Paper
from huiyin.law.terms import Act, ClaimKind, ClockKind, Execution, Ground, Outcome, Role, Stage
from tests.cast import (
    ARBITRATION,
    CALENDAR,
    CITY_OFFICE,
    DUTY,
    IDEA,
    LIUXI_GOV,
    LIUXI_LAND,
    LIUXI_WATER,
    NOT_SUPPORTED,
    PETITION,
    REPORT,
    SUIT,
    SUPPORTED,
    WORLD,
    after,
    ask,
    decided,
    dispatcher,
    handler,
    handling,
    head,
    lodged,
    person,
    play,
    proposed,
    refusal,
    reviewing,
    ruled,
    served,
    transferred,
)

WHY = {"reason": "情况复杂，需要补充测绘"}
BY = handler(LIUXI_WATER)
HEAD = head(LIUXI_WATER)
DONE_BY_OFFICE = {"outcome": "performed", "finding": "已查处", "basis": "《水法》"}
HEARING = {"on": "2026-11-09", "place": "县政府", "panel": "王主持"}


def last_day(facts: Facts, kind: ClockKind = ClockKind.HANDLE) -> date:
    clock = facts.running(kind)
    assert clock is not None
    return due(clock, CALENDAR).on


# --- extension --------------------------------------------------------------------------------------------------------


def test_the_head_extends_by_at_most_thirty_days() -> None:
    assert last_day(
        play(
            handling(),
            Act.EXTEND,
            HEAD,
            after(59),
            days=30,
            **WHY,
        )
    ) == after(90)


def test_nobody_else_extends() -> None:
    assert "负责人" in str(refusal(handling(), Act.EXTEND, BY, after(10), days=30, reason="情况复杂，需要测绘").reason)


@pytest.mark.parametrize(
    ("words", "day", "days", "said"),
    [
        ("too long", 10, 31, "延期最多30日。"),
        ("after it ran out", 61, 10, "办理期限已经过了，不能补办延期。"),
    ],
)
def test_it_does_not_extend(words: str, day: int, days: int, said: str) -> None:
    refused = refusal(handling(), Act.EXTEND, HEAD, after(day), days=days, **WHY)
    assert (str(refused.reason), refused.citation.key) == (said, "xf2022:34"), words


def test_it_extends_once() -> None:
    facts = play(handling(), Act.EXTEND, HEAD, after(10), days=10, **WHY)
    assert "不能再延" in str(refusal(facts, Act.EXTEND, HEAD, after(11), days=10, **WHY).reason)


def test_on_the_last_day_it_still_extends() -> None:
    assert play(handling(), Act.EXTEND, HEAD, after(60), days=1, **WHY).extended


def test_zhejiang_extends_by_sixty() -> None:
    facts = handling(book="zhejiang-2016")
    assert last_day(play(facts, Act.EXTEND, HEAD, after(29), days=60, **WHY)) == after(90)


def test_the_petitioner_is_told_of_the_extension_and_why() -> None:
    verdict = ask(handling(), Act.EXTEND, HEAD, after(10), days=10, **WHY)
    assert verdict.allowed and verdict.papers == (Paper.EXTENSION_NOTICE,)  # type: ignore[union-attr]


def test_what_has_no_period_is_not_extended() -> None:
    assert "没有正在计算的办理期限" in str(refusal(handling(DUTY), Act.EXTEND, HEAD, days=5, **WHY).reason)


def test_a_new_round_may_be_extended_again() -> None:
    facts = play(handling(), Act.EXTEND, HEAD, days=10, **WHY)
    again = ruled("redo", facts=reviewing(served(facts=facts)))
    assert play(again, Act.EXTEND, HEAD, days=30, **WHY).extended


# --- hearing ----------------------------------------------------------------------------------------------------------


def heard(facts: Facts, opened: int, closed: int, held: int | None = None) -> Facts:
    """Notice is given on the first of the days, the hearing held from then or from ``held`` until the second."""
    by, day = person(facts.owner), after(opened if held is None else held)
    facts = play(facts, Act.OPEN_HEARING, by, after(opened), **{**HEARING, "on": day.isoformat()})
    return play(facts, Act.CLOSE_HEARING, by, after(closed), conclusion="听证认为占渠属实")


@pytest.mark.parametrize(
    ("words", "facts", "kind", "days"),
    [
        ("handling goes on", handling(), ClockKind.HANDLE, 60),
        ("so does review", reviewing(), ClockKind.REVIEW, 30),
        ("re-review waits for it", reviewing(ruled()), ClockKind.REREVIEW, 35),
    ],
)
def test_only_re_review_leaves_the_hearing_out(words: str, facts: Facts, kind: ClockKind, days: int) -> None:
    assert last_day(heard(facts, 3, 7), kind) == after(days), words


def test_two_hearings_are_both_left_out() -> None:
    assert last_day(heard(heard(reviewing(ruled()), 3, 7), 9, 10), ClockKind.REREVIEW) == after(37)


@pytest.mark.parametrize(
    ("words", "book", "held", "closed", "days"),
    [
        ("one day of hearing is one day", "cn-2022", 8, 8, 31),
        ("three days are three", "cn-2022", 8, 10, 33),
        ("an office may leave out the time since the notice", "cn-2022+hearing_from_notice=1", 8, 10, 38),
    ],
)
def test_the_hearings_days_are_left_out_from_its_day_on(
    words: str, book: str, held: int, closed: int, days: int
) -> None:
    facts = heard(reviewing(ruled(facts=reviewing(served(facts=handling(book=book))))), 3, closed, held)
    assert last_day(facts, ClockKind.REREVIEW) == after(days), words


def in_hearing(held: int) -> Facts:
    facts = reviewing(ruled())
    said = {**HEARING, "on": after(held).isoformat()}
    return play(facts, Act.OPEN_HEARING, person(facts.owner), after(3), **said)


@pytest.mark.parametrize(
    ("words", "held", "day", "noted"),
    [("while it stands still", 28, 45, False), ("when it ran out before the hearing", 33, 45, True)],
)
def test_a_clock_in_which_a_hearing_runs_is_not_overdue(words: str, held: int, day: int, noted: bool) -> None:
    assert ask(in_hearing(held), Act.NOTE_OVERDUE, SYSTEM, after(day), clock="C10").allowed is noted, words


def test_a_hearing_does_not_end_before_its_day() -> None:
    said = refusal(
        in_hearing(28), Act.CLOSE_HEARING, person(in_hearing(28).owner), after(20), conclusion="听证认为占渠属实"
    )
    assert "还没有举行" in str(said.reason)


def test_nothing_is_decided_while_a_hearing_is_open() -> None:
    facts = play(handling(), Act.OPEN_HEARING, BY, **HEARING)
    assert "听证还没有结束" in str(refusal(facts, Act.PROPOSE, BY, outcomes={"1": NOT_SUPPORTED}).reason)


def test_a_hearing_ends_once() -> None:
    assert refusal(heard(handling(), 1, 2), Act.CLOSE_HEARING, BY, conclusion="听证认为占渠属实")


def test_who_withdraws_and_comes_back_finds_no_hearing_open() -> None:
    facts = play(handling(), Act.OPEN_HEARING, BY, **HEARING)
    gone = play(facts, Act.WITHDRAW, PETITIONER, reason="想再想想")
    assert play(gone, Act.REOPEN, PETITIONER, reason="想好了").hearing_since is None


# --- mediation --------------------------------------------------------------------------------------------------------

TERMS = {"terms": "恢复水渠四十二米", "parties": "陈大山、村委会", "until": after(20).isoformat(), "consent": True}


def agreed() -> Facts:
    return play(handling(), Act.MEDIATE, BY, after(5), **TERMS)


def test_an_agreement_ends_the_period() -> None:
    facts = agreed()
    assert (facts.stage, facts.running(ClockKind.HANDLE)) == (Stage.AGREED, None)


def test_there_is_no_agreement_without_consent() -> None:
    assert "自愿" in str(refusal(handling(), Act.MEDIATE, BY, **{**TERMS, "consent": "false"}).reason)


def test_an_agreement_is_performed_in_the_future() -> None:
    assert refusal(handling(), Act.MEDIATE, BY, after(30), **TERMS)


@pytest.mark.parametrize("classes", [(IDEA,), (PETITION, IDEA), (REPORT,)])
def test_only_disputes_are_mediated(classes: tuple[dict[str, str], ...]) -> None:
    facts = handling(*classes, **({"to": LIUXI_LAND} if REPORT in classes else {}))
    assert "只有申诉求决类" in str(refusal(facts, Act.MEDIATE, handler(facts.holder), **TERMS).reason)


def test_an_agreement_that_is_not_performed_is_not_closed() -> None:
    assert "还没有履行" in str(refusal(agreed(), Act.CLOSE, BY, after(40)).reason)


def performed() -> Facts:
    return play(agreed(), Act.EXECUTE, BY, after(15), claims=[1], evidence="水渠已经恢复，有照片", undertaken=True)


def test_a_performed_agreement_closes_when_confirmed() -> None:
    facts = play(
        play(performed(), Act.CONFIRM_EXECUTION, PETITIONER, after(16), undertaken=True), Act.CLOSE, BY, after(17)
    )
    assert facts.closure == "agreement"


def test_a_performed_agreement_that_nobody_contradicts_closes_after_a_month() -> None:
    assert refusal(performed(), Act.CLOSE, BY, after(45)) and play(performed(), Act.CLOSE, BY, after(46)).closure


def test_silence_is_never_confirmation() -> None:
    closed = play(performed(), Act.CLOSE, BY, after(46))
    assert closed.claims[0].execution is Execution.DONE


def test_after_a_broken_agreement_the_rest_of_the_period_runs_on() -> None:
    facts = play(agreed(), Act.BREAK_AGREEMENT, PETITIONER, after(30), reason="村委会没有履行")
    assert (facts.stage, facts.claims[0].open, last_day(facts)) == (Stage.HANDLING, True, after(85))


def test_only_a_party_says_that_an_agreement_is_broken() -> None:
    said = refusal(agreed(), Act.BREAK_AGREEMENT, BY, after(30), reason="村委会没有履行")
    assert "当事一方" in str(said.reason)
    assert play(agreed(), Act.BREAK_AGREEMENT, BY, after(30), reason="村委会没有履行", party="陈大山", proof="电话记录")


def test_a_confirmed_agreement_is_not_broken() -> None:
    facts = play(performed(), Act.CONFIRM_EXECUTION, PETITIONER, after(16), undertaken=True)
    assert refusal(facts, Act.BREAK_AGREEMENT, PETITIONER, after(17), reason="我又不满意了")


# --- simplified handling ----------------------------------------------------------------------------------------------

SIMPLE_BOOK = "cn-2022+simplified=10"


def test_simplified_handling_is_not_offered_by_default() -> None:
    assert "没有启用" in str(refusal(handling(), Act.SIMPLIFY, BY, reason="事情简单清楚").reason)


def simple(**more: Any) -> Facts:
    return play(handling(book=SIMPLE_BOOK, **more), Act.SIMPLIFY, BY, reason="事情简单清楚")


def test_an_office_may_offer_it_in_ten_working_days() -> None:
    assert last_day(simple()) == date(2026, 11, 16)


@pytest.mark.parametrize("more", [{"repeat": True}, {"petitioners": 5}])
def test_it_is_for_first_and_small_matters(more: dict[str, Any]) -> None:
    assert refusal(handling(book=SIMPLE_BOOK, **more), Act.SIMPLIFY, BY, reason="事情简单清楚")


def test_what_turns_out_complicated_has_the_ordinary_period_extended() -> None:
    facts = play(simple(), Act.EXTEND, HEAD, after(9), days=20, **WHY)
    assert (last_day(facts), facts.simple) == (after(80), False)


# --- co-handlers ------------------------------------------------------------------------------------------------------

PART = {"to_organ": LIUXI_LAND, "part": "请核实产权", "until": after(10).isoformat()}


def test_a_co_handler_reports_and_the_lead_keeps_the_matter() -> None:
    facts = play(handling(), Act.INVITE, BY, **PART)
    facts = play(facts, Act.CO_REPORT, handler(LIUXI_LAND), after(3), account="产权已经核实")
    assert (facts.holder, facts.co_handlers) == (LIUXI_WATER, (LIUXI_LAND,))


def test_who_was_not_invited_reports_nothing() -> None:
    assert "协办单位" in str(refusal(handling(), Act.CO_REPORT, handler(LIUXI_LAND), account="产权已经核实").reason)


def test_nobody_is_invited_twice() -> None:
    assert "已经邀请过" in str(refusal(play(handling(), Act.INVITE, BY, **PART), Act.INVITE, BY, **PART).reason)


# --- recusal ----------------------------------------------------------------------------------------------------------


def test_the_owner_recuses_only_with_a_successor() -> None:
    said = refusal(handling(), Act.RECUSE, BY, reason="是我的亲戚")
    assert str(said.reason) == "回避的是经办人，请指定接替的人。"


def test_after_recusal_the_successor_handles_it() -> None:
    facts = play(handling(), Act.RECUSE, BY, reason="是我的亲戚", to_person=235)
    assert (facts.owner, facts.handler, BY.person in facts.recused) == (235, 235, True)


def test_who_recused_touches_it_no_more() -> None:
    facts = play(handling(), Act.RECUSE, BY, reason="是我的亲戚", to_person=235)
    assert "已经回避" in str(refusal(facts, Act.CONTACT, BY, way="电话", account="谈了情况").reason)


def test_who_recused_is_not_named_again() -> None:
    facts = play(handling(), Act.RECUSE, BY, reason="是我的亲戚", to_person=235)
    assert refusal(facts, Act.NAME_HANDLER, HEAD, to_person=BY.person).citation.key == "xf2022:28.3"


def test_a_colleagues_recusal_moves_nothing() -> None:
    facts = play(handling(), Act.RECUSE, HEAD, reason="与信访人有利害关系", who=235, to_person=231)
    assert facts.owner == BY.person


def test_others_are_recused_by_the_head() -> None:
    assert "负责人决定" in str(refusal(handling(), Act.RECUSE, BY, reason="是他的亲戚", who=235, to_person=231).reason)


def test_when_the_head_recuses_before_signing_the_handler_stays_the_handler() -> None:
    facts = play(proposed(handling()), Act.RECUSE, HEAD, reason="是我的亲戚", to_person=235)
    assert (facts.owner, facts.handler) == (235, BY.person)


def test_who_left_is_replaced_with_the_next_act() -> None:
    left = replace(WORLD, organ_of=lambda number: None if number == BY.person else person(number).organ)
    facts = play(handling(), Act.SUPPLEMENT, PETITIONER, world=left, text="补一张照片")
    assert facts.owner == dispatcher(LIUXI_WATER).person


def test_somebody_with_two_posts_serves_at_both() -> None:
    both = replace(WORLD, serves_at=lambda number, organ: organ in (LIUXI_LAND, LIUXI_WATER))
    assert play(transferred(), Act.ACCEPT, BY, world=both, to_person=252, procedure="调查后书面答复您").owner == 252


# --- the opinion ------------------------------------------------------------------------------------------------------


def test_every_claim_is_answered() -> None:
    said = refusal(handling(PETITION, PETITION), Act.PROPOSE, BY, outcomes={"1": NOT_SUPPORTED})
    assert str(said.reason) == "第2项诉求还缺查明的事实、意见或法律依据。"


@pytest.mark.parametrize("lack", ["finding", "basis"])
def test_every_answer_gives_its_facts_and_its_law(lack: str) -> None:
    row = {name: value for name, value in NOT_SUPPORTED.items() if name != lack}
    assert refusal(handling(), Act.PROPOSE, BY, outcomes={"1": row}).citation.key == "xf2022:32.1"


def test_support_says_by_when_it_is_carried_out() -> None:
    row = {name: value for name, value in SUPPORTED.items() if name != "execute_by"}
    assert refusal(handling(), Act.PROPOSE, BY, outcomes={"1": row}).citation.key == "xf2022:32.2"


@pytest.mark.parametrize(
    ("claim", "outcomes"),
    [
        (ClaimFacts(1, ClaimKind.GRIEVANCE, Ground.PETITION), {"supported", "explained", "not_supported"}),
        (ClaimFacts(1, ClaimKind.GRIEVANCE, Ground.DUTY), {"performed", "answered"}),
        (ClaimFacts(1, ClaimKind.GRIEVANCE, Ground.LITIGATION), set()),
        (ClaimFacts(1, ClaimKind.SUGGESTION), {"adopted", "partly_adopted", "noted"}),
        (ClaimFacts(1, ClaimKind.ACCUSATION), {"handled", "answered"}),
        (ClaimFacts(1), set(Outcome)),
    ],
)
def test_a_claim_has_the_outcomes_of_its_class(claim: ClaimFacts, outcomes: set[str]) -> None:
    assert allowed_outcomes(claim) == outcomes


def test_an_outcome_of_another_class_is_refused() -> None:
    said = refusal(handling(), Act.PROPOSE, BY, outcomes={"1": {**NOT_SUPPORTED, "outcome": "noted"}})
    assert str(said.reason) == "第1项诉求的意见只能是：支持、解释说明、不予支持。"


def test_an_answer_to_a_claim_that_is_not_there_is_refused() -> None:
    assert "编号不存在" in str(
        refusal(handling(), Act.PROPOSE, BY, outcomes={"1": NOT_SUPPORTED, "9": NOT_SUPPORTED}).reason
    )


def test_claims_of_several_classes_are_answered_in_one_opinion() -> None:
    facts = decided(SUPPORTED, DONE_BY_OFFICE, facts=handling(PETITION, DUTY))
    assert [claim.outcome for claim in facts.claims] == [Outcome.SUPPORTED, Outcome.PERFORMED]


@pytest.mark.parametrize(
    ("classes", "row", "paper", "article"),
    [
        ((PETITION,), NOT_SUPPORTED, Paper.OPINION, "xf2022:32.1"),
        ((DUTY,), DONE_BY_OFFICE, Paper.REPLY_LETTER, "xf2022:31..5"),
        ((IDEA,), {"outcome": "adopted", "finding": "可行", "basis": "研究意见"}, Paper.REPLY_LETTER, "xf2022:29.1"),
        ((REPORT,), {"outcome": "handled", "finding": "已核查", "basis": "规定"}, Paper.REPLY_LETTER, "xf2022:30.1"),
    ],
)
def test_each_class_is_signed_under_its_article(
    classes: tuple[dict[str, str], ...], row: dict[str, str], paper: Paper, article: str
) -> None:
    facts = proposed(handling(*classes), row)
    verdict = ask(facts, Act.SIGN, HEAD)
    assert (verdict.citation.key, getattr(verdict, "papers", ())) == (article, (paper,))


def test_what_another_procedure_decides_is_not_decided_here() -> None:
    said = refusal(handling(ARBITRATION), Act.PROPOSE, BY, outcomes={"1": NOT_SUPPORTED})
    assert "法定途径" in str(said.reason)


def test_once_it_is_guided_the_rest_is_decided() -> None:
    facts = play(handling(SUIT, PETITION), Act.GUIDE, BY, routes={"1": {"route": "civil_suit"}},
                 explanation="请到法院起诉，期限三年")  # fmt: skip
    assert served(facts=facts).needs_opinion


def test_a_sent_back_opinion_has_answered_nothing() -> None:
    facts = play(proposed(handling()), Act.SEND_BACK, HEAD, reason="请补充依据")
    assert (facts.owner, facts.claims[0].open) == (BY.person, True)


# --- a direct reply ---------------------------------------------------------------------------------------------------

ANSWER = {"answer": "您好，已经办理", "method": "electronic"}


def test_a_suggestion_is_replied_to_at_once() -> None:
    facts = play(lodged(IDEA), Act.REPLY, dispatcher(CITY_OFFICE), **ANSWER)
    assert (facts.stage, facts.served_on, facts.running(ClockKind.SORT)) == (Stage.SERVED, facts.lodged_on, None)


@pytest.mark.parametrize("classes", [(PETITION,), (REPORT,), (SUIT,), ({},)])
def test_nothing_else_is_brushed_off_with_a_reply(classes: tuple[dict[str, str], ...]) -> None:
    assert refusal(lodged(*classes), Act.REPLY, dispatcher(CITY_OFFICE), **ANSWER)


def test_a_reply_of_long_ago_is_taken_in_as_it_was() -> None:
    assert play(lodged(), Act.REPLY, SYSTEM, **ANSWER).claims[0].outcome is Outcome.ANSWERED


def test_who_comes_back_after_a_mere_reply_is_sorted_again_by_the_first_organ() -> None:
    facts = play(transferred(IDEA), Act.REPLY, handler(LIUXI_WATER), **ANSWER)
    back = play(facts, Act.REOPEN, PETITIONER, after(5), reason="没有解决")
    assert (back.stage, back.holder, back.running(ClockKind.SORT) is not None) == (Stage.REGISTERED, CITY_OFFICE, True)


# --- a redo -----------------------------------------------------------------------------------------------------------


def redone() -> Facts:
    return ruled("redo")


def test_a_redo_does_not_repeat_the_revoked_opinion() -> None:
    said = refusal(redone(), Act.PROPOSE, BY, outcomes={"1": {**NOT_SUPPORTED, "finding": "未见，损失。"}})
    assert "不能以同一事实和理由" in str(said.reason)


def test_a_redo_may_decide_otherwise() -> None:
    assert proposed(redone(), SUPPORTED).claims[0].outcome is Outcome.SUPPORTED


def test_new_words_without_a_new_investigation_are_no_new_facts() -> None:
    assert refusal(redone(), Act.PROPOSE, BY, outcomes={"1": {**NOT_SUPPORTED, "finding": "重新研究后仍未见损失"}})


def test_a_redo_may_come_to_the_same_result_on_new_facts() -> None:
    looked = play(
        redone(), Act.INVESTIGATE, BY, on="2026-11-02", place="柳溪村", heard="陈大山", account="重新丈量水渠宽度"
    )
    assert proposed(looked, {**NOT_SUPPORTED, "finding": "重新丈量，水渠未被占用"})


def test_what_any_review_revoked_stays_revoked() -> None:
    second = ruled("redo", facts=reviewing(served(SUPPORTED, facts=redone())))
    assert refusal(second, Act.PROPOSE, BY, outcomes={"1": NOT_SUPPORTED})


def test_an_office_may_choose_otherwise() -> None:
    facts = ruled("redo", facts=reviewing(served(facts=handling(book="cn-2022+redo_must_differ=0"))))
    assert proposed(facts, NOT_SUPPORTED)


def test_only_petition_claims_are_revoked() -> None:
    facts = ruled("redo", facts=reviewing(served(NOT_SUPPORTED, DONE_BY_OFFICE, facts=handling(PETITION, DUTY))))
    assert [claim.open for claim in facts.claims] == [True, False]


def test_a_finding_is_known_by_its_words_not_its_commas() -> None:
    assert fingerprint("未见，损失。") == fingerprint("未见 损失") != fingerprint("见损失")


def test_long_findings_that_differ_at_the_end_differ() -> None:
    assert fingerprint("甲" * 500 + "一") != fingerprint("甲" * 500 + "二")


# --- a notice nobody can receive ------------------------------------------------------------------------------------


def test_no_written_notice_is_owed_to_somebody_unknown() -> None:
    facts = transferred(anonymous=True)
    verdict = ask(facts, Act.ACCEPT, BY, to_person=BY.person, procedure="调查后书面答复您")
    assert verdict.allowed and getattr(verdict, "papers", None) == ()


def test_the_head_of_an_organ_above_does_not_sign() -> None:
    assert refusal(proposed(handling()), Act.SIGN, head(LIUXI_GOV))


# --- a named handler --------------------------------------------------------------------------------------------------

#: Somebody who serves at the counter (接待) and nowhere else.
COUNTER = Actor(handler(CITY_OFFICE).person, CITY_OFFICE, frozenset({Role.RECEPTION}))


def test_a_receptionist_passes_on_what_came_in_at_the_own_counter() -> None:
    facts = replace(lodged(PETITION), owner=COUNTER.person or 0)
    to = dispatcher(CITY_OFFICE).person
    assert play(facts, Act.NAME_HANDLER, COUNTER, to_person=to).owner == to


def test_a_receptionist_takes_nothing_from_a_colleague() -> None:
    facts = replace(lodged(PETITION), owner=dispatcher(CITY_OFFICE).person or 0)
    said = refusal(facts, Act.NAME_HANDLER, COUNTER, to_person=COUNTER.person)
    assert "只能移交自己经手的" in str(said.reason)


def test_the_dispatcher_gives_a_receptionists_matter_to_a_colleague() -> None:
    facts = replace(lodged(PETITION), owner=COUNTER.person or 0)
    by = dispatcher(CITY_OFFICE)
    assert play(facts, Act.NAME_HANDLER, by, to_person=by.person).owner == by.person
