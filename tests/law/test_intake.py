"""Registration and sorting: group visits, classes, guidance, splitting and merging, what is not taken up again."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from huiyin.law.frame.facts import PETITIONER
from huiyin.law.frame.particulars import LONGEST_TEXT
from huiyin.law.matter.facts import Facts
from huiyin.law.sources.books import BOOKS, book, book_for
from huiyin.law.terms import Act, Stage
from tests.cast import (
    CITY_OFFICE,
    DUTY,
    IDEA,
    LIUXI_WATER,
    PETITION,
    REPORT,
    SUIT,
    SUPPORTED,
    Refused,
    after,
    dispatcher,
    handler,
    handling,
    lodged,
    play,
    proposed,
    refusal,
    reviewing,
    transferred,
)

CLERK = dispatcher(CITY_OFFICE)
GUIDED = {"explanation": "请到法院起诉，期限三年"}


def court(*claims: int) -> dict[str, dict[str, str]]:
    return {str(claim): {"route": "civil_suit"} for claim in claims}


# --- group visits -----------------------------------------------------------------------------------------------------


def visit(people: int, sent: int, book_key: str = "cn-2022", channel: str = "visit") -> Facts:
    return lodged(PETITION, channel=channel, petitioners=people, representatives=sent, book=book_key)


@pytest.mark.parametrize(
    ("words", "people", "sent", "book_key", "taken"),
    [
        ("five of thirty", 30, 5, "cn-2022", True),
        ("six of thirty", 30, 6, "cn-2022", False),
        ("five of eight", 8, 5, "cn-2022", True),
        ("Zhejiang: three of ten", 10, 3, "zhejiang-2016", True),
        ("Zhejiang: four of ten", 10, 4, "zhejiang-2016", False),
        ("Zhejiang: five of eleven", 11, 5, "zhejiang-2016", True),
        ("Zhejiang: six of eleven", 11, 6, "zhejiang-2016", False),
    ],
)
def test_a_group_sends_representatives(words: str, people: int, sent: int, book_key: str, taken: bool) -> None:
    if taken:
        assert visit(people, sent, book_key).petitioners == people, words
    else:
        with pytest.raises(Refused, match="代表最多"):
            visit(people, sent, book_key)


def test_the_refusal_counts_and_consoles() -> None:
    with pytest.raises(Refused, match="8人共同走访，代表最多3人，现在填了4人"):
        visit(8, 4, "zhejiang-2016")


def test_anybody_may_sign_a_letter() -> None:
    assert visit(30, 12, channel="letter")


# --- classes ----------------------------------------------------------------------------------------------------------


def test_each_claim_has_a_class_of_its_own() -> None:
    facts = play(lodged({}, {}), Act.CLASSIFY, CLERK, classes={"1": PETITION, "2": IDEA})
    assert [(claim.kind, claim.ground) for claim in facts.claims] == [("grievance", "6"), ("suggestion", None)]


def test_one_claim_may_be_classed_alone() -> None:
    assert not play(lodged({}, {}), Act.CLASSIFY, CLERK, classes={"2": IDEA}).classed


@pytest.mark.parametrize(
    "classes",
    [{}, {"1": {"kind": "wish"}}, {"1": {"kind": "grievance", "ground": "7"}}, {"1": "grievance"}, {"1": {}}, ["1"]],
)
def test_what_is_no_class_is_refused_in_the_form(classes: Any) -> None:
    assert set(refusal(lodged({}), Act.CLASSIFY, CLERK, classes=classes).wrong) == {"classes"}


def test_a_claim_that_is_not_there_is_not_classed() -> None:
    assert "编号不存在" in str(refusal(lodged({}), Act.CLASSIFY, CLERK, classes={"7": PETITION}).reason)


# --- guidance ---------------------------------------------------------------------------------------------------------


def test_a_matter_guided_whole_is_closed() -> None:
    facts = play(lodged(SUIT, channel="visit"), Act.GUIDE, CLERK, routes=court(1), **GUIDED)
    assert (facts.stage, facts.closure, facts.clocks[0].running) == (Stage.CLOSED, "guided", False)


def test_what_is_left_goes_on() -> None:
    facts = play(lodged(SUIT, PETITION, channel="visit"), Act.GUIDE, CLERK, routes=court(1), **GUIDED)
    assert (facts.stage, [claim.route for claim in facts.claims]) == (Stage.REGISTERED, ["civil_suit", None])


def test_a_petition_matter_is_not_guided_away() -> None:
    said = refusal(lodged(PETITION), Act.GUIDE, CLERK, routes=court(1), **GUIDED)
    assert said.citation.key == "xf2022:31..6"


def test_a_route_nobody_knows_is_refused_in_the_form() -> None:
    assert refusal(lodged(SUIT), Act.GUIDE, CLERK, routes={"1": {"route": "moon"}}, **GUIDED).wrong


def test_guiding_what_was_accepted_by_mistake_ends_its_period() -> None:
    by = handler(LIUXI_WATER)
    facts = play(handling(SUIT, PETITION), Act.CLASSIFY, by, classes={"2": SUIT})
    facts = play(facts, Act.GUIDE, by, routes=court(1, 2), **GUIDED)
    assert (facts.stage, [clock for clock in facts.clocks if clock.running]) == (Stage.CLOSED, [])


def test_who_was_guided_away_may_come_back() -> None:
    facts = play(lodged(SUIT, channel="visit"), Act.GUIDE, CLERK, routes=court(1), **GUIDED)
    back = play(facts, Act.REOPEN, PETITIONER, after(9), reason="法院不受理")
    assert (back.stage, back.claims[0].route) == (Stage.REGISTERED, None)


# --- answered, sent elsewhere, not taken up --------------------------------------------------------------------------


def test_an_answer_on_the_spot_closes_in_one_step() -> None:
    facts = play(lodged(IDEA), Act.ANSWER_ON_SPOT, CLERK, answer="您可以到窗口办理，带上身份证就行")
    assert (facts.closure, [clock for clock in facts.clocks if clock.running]) == ("on_spot", [])


def test_who_is_not_content_with_it_comes_back() -> None:
    facts = play(lodged(IDEA), Act.ANSWER_ON_SPOT, CLERK, answer="您可以到窗口办理，带上身份证就行")
    assert play(facts, Act.REOPEN, PETITIONER, after(1), reason="窗口说不行").stage is Stage.REGISTERED


NO_MORE = {"earlier": "9901", "reason": "与原事项事实和理由相同"}


@pytest.mark.parametrize(
    ("book_key", "closure", "refused"),
    [
        ("cn-2022", "final", False),
        ("cn-2022", "no_further", False),
        ("cn-2022", "lapsed", True),
        ("cn-2022", "answered", True),
        ("cn-2022", None, True),
        ("zhejiang-2016", "lapsed", False),
        ("zhejiang-2016", "agreement", False),
        ("zhejiang-2016", "answered", True),
    ],
)
def test_only_what_came_to_its_end_is_not_taken_up_again(book_key: str, closure: str | None, refused: bool) -> None:
    facts = lodged(PETITION, book=book_key)
    given = {**NO_MORE, "earlier_closure": closure}
    if refused:
        assert "没有终结" in str(refusal(facts, Act.NO_FURTHER, CLERK, **given).reason)
    else:
        assert play(facts, Act.NO_FURTHER, CLERK, **given).closure == "no_further"


# --- split, merged ----------------------------------------------------------------------------------------------------


def test_a_split_takes_its_claims_along() -> None:
    facts = play(lodged(PETITION, DUTY), Act.SPLIT, CLERK, claims=["2"], reason="两件事分开办理")
    assert [claim.id for claim in facts.claims] == [1]


@pytest.mark.parametrize("claims", [[1, 2], [3]])
def test_a_split_leaves_something_to_do(claims: list[int]) -> None:
    assert refusal(lodged(PETITION, DUTY), Act.SPLIT, CLERK, claims=claims, reason="两件事分开办理")


def test_a_split_does_not_leave_what_was_guided_alone() -> None:
    facts = play(lodged(SUIT, PETITION, channel="visit"), Act.GUIDE, CLERK, routes=court(1), **GUIDED)
    assert refusal(facts, Act.SPLIT, CLERK, claims=[2], reason="两件事分开办理")


def test_the_period_leaves_with_the_claim_that_had_it() -> None:
    facts = play(handling(PETITION, DUTY), Act.SPLIT, handler(LIUXI_WATER), claims=[1], reason="两件事分开办理")
    assert [clock for clock in facts.clocks if clock.running] == []


def test_a_merged_matter_is_closed_and_stays_so() -> None:
    facts = play(lodged(PETITION), Act.MERGE, CLERK, into="9902", reason="同一件事")
    assert facts.closure == "merged"
    assert "已经并入" in str(refusal(facts, Act.REOPEN, PETITIONER, reason="没有解决").reason)


def test_a_report_is_not_merged_before_it_is_settled_whom_it_is_about() -> None:
    facts = lodged(REPORT, accused_organs=[LIUXI_WATER], unsure=True, unsure_organs=[LIUXI_WATER])
    assert "还没有认定反映的是谁" in str(refusal(facts, Act.MERGE, CLERK, into="9902", reason="同一件事").reason)
    classes = {"1": REPORT}
    facts = play(facts, Act.CLASSIFY, CLERK, classes=classes, accused_organ=LIUXI_WATER)
    assert play(facts, Act.MERGE, CLERK, into="9902", reason="同一件事").closure == "merged"


def test_nothing_urgent_is_told_upward_before_it_is_settled_whom_a_report_is_about() -> None:
    facts = lodged(REPORT, accused_organs=[LIUXI_WATER], unsure=True, unsure_organs=[LIUXI_WATER])
    said = {"reason": "材料要被烧掉", "measures": "已派人"}
    assert "还没有认定反映的是谁" in str(refusal(facts, Act.REPORT_URGENT, CLERK, **said).reason)
    settled = play(facts, Act.CLASSIFY, CLERK, classes={"1": REPORT}, accused_organ=LIUXI_WATER)
    assert play(settled, Act.REPORT_URGENT, CLERK, **said).urgent


# --- withdrawn --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("facts", [lodged(PETITION), transferred(), handling()])
def test_the_petitioner_may_take_it_back(facts: Facts) -> None:
    gone = play(facts, Act.WITHDRAW, PETITIONER, reason="已经解决了")
    assert (gone.closure, [clock for clock in gone.clocks if clock.running]) == ("withdrawn", [])


def test_staff_take_it_back_with_proof_that_the_petitioner_wants_it() -> None:
    said = {"reason": "来电说已经解决", "proof": "11月9日本人来电，录音在卷"}
    assert play(lodged(PETITION), Act.WITHDRAW, CLERK, **said).closure == "withdrawn"


@pytest.mark.parametrize("facts", [lodged(PETITION), handling(), reviewing()])
def test_staff_take_nothing_back_without_proof_that_the_petitioner_wants_it(facts: Facts) -> None:
    by = dispatcher(facts.holder)
    assert "凭证" in str(refusal(facts, Act.WITHDRAW, by, after(3), reason="说是不办了").reason)


def test_taking_it_back_undoes_a_proposal_nobody_signed() -> None:
    gone = play(proposed(handling(), SUPPORTED), Act.WITHDRAW, PETITIONER, reason="已经解决了")
    assert not gone.execution_outstanding


def test_who_took_it_back_may_bring_it_again() -> None:
    gone = play(handling(), Act.WITHDRAW, PETITIONER, reason="已经解决了")
    assert play(gone, Act.REOPEN, PETITIONER, after(5), reason="又被占了").holder == LIUXI_WATER


# --- forms ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "given", "wrong"),
    [
        ("nothing said", {}, {"what", "until"}),
        ("too short", {"what": "证", "until": "2026-12-01"}, {"what"}),
        ("too long", {"what": "证" * (LONGEST_TEXT + 1), "until": "2026-12-01"}, {"what"}),
        ("no date", {"what": "请补充照片", "until": "明天"}, {"until"}),
    ],
)
def test_a_form_says_what_is_wrong_field_by_field(words: str, given: dict[str, str], wrong: set[str]) -> None:
    assert set(refusal(lodged(PETITION), Act.REQUEST_MATERIAL, CLERK, **given).wrong) == wrong, words


def test_material_is_asked_for_by_a_day_to_come() -> None:
    said = refusal(lodged(PETITION), Act.REQUEST_MATERIAL, CLERK, what="请补充照片", until=after(0).isoformat())
    assert "今天以后" in str(said.reason)


def test_what_a_form_does_not_know_is_kept() -> None:
    facts = lodged(PETITION)
    assert play(facts, Act.SUPPLEMENT, PETITIONER, text="补一张照片", files=[{"name": "渠.jpg"}]).seq == 2


# --- filing together --------------------------------------------------------------------------------------------------


def test_who_joins_counts_only_beyond_those_counted_at_the_lodging() -> None:
    twelve = lodged(PETITION, petitioners=12)
    assert play(twelve, Act.JOIN, PETITIONER, named=2).petitioners == 12
    assert play(twelve, Act.JOIN, PETITIONER, named=13).petitioners == 13


def test_nobody_joins_a_report_of_wrongdoing() -> None:
    assert "检举控告要保密" in str(refusal(lodged(REPORT), Act.JOIN, PETITIONER).reason)


def test_nobody_joins_what_is_already_decided() -> None:
    assert refusal(proposed(handling(), SUPPORTED), Act.JOIN, PETITIONER)


# --- books ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "preferred", "key"),
    [
        (date(2022, 4, 30), "cn-2022", "cn-2005"),
        (date(2022, 5, 1), "cn-2022", "cn-2022"),
        (date(2026, 1, 1), "zhejiang-2016", "zhejiang-2016"),
        (date(2016, 7, 31), "zhejiang-2016", "cn-2005"),
        (date(2026, 1, 1), "cn-2022+simplified=10", "cn-2022+simplified=10"),
    ],
)
def test_a_matter_falls_under_the_book_in_force(day: date, preferred: str, key: str) -> None:
    assert book_for(day, preferred).key == key


def test_before_the_first_book_there_was_none() -> None:
    with pytest.raises(LookupError):
        book_for(date(2005, 4, 30))


def test_a_book_with_options_says_so_in_its_key() -> None:
    changed = BOOKS["cn-2022"].with_options(simplified=10, redo_must_differ=False)
    assert (changed.key, book(changed.key)) == ("cn-2022+simplified=10+redo_must_differ=0", changed)


def test_a_book_with_the_usual_options_is_the_book() -> None:
    assert BOOKS["cn-2022"].with_options(simplified=10).with_options(simplified=None) == BOOKS["cn-2022"]


@pytest.mark.parametrize("key", ["cn-1995", "cn-2022+moon=1", "cn-2022+simplified=soon"])
def test_a_book_nobody_wrote_is_refused(key: str) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        book(key)


def test_every_book_is_found_by_its_key() -> None:
    assert all(book(key) is found for key, found in BOOKS.items())


def test_the_old_book_ends_where_the_new_one_begins() -> None:
    assert BOOKS["cn-2005"].repealed_on == BOOKS["cn-2022"].in_force
