"""A supervision order by the book: what the record shows, whom it reaches, what carries it higher, what ends it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from huiyin.law.frame.decide import decide, openings
from huiyin.law.frame.facts import SYSTEM, Actor
from huiyin.law.frame.fold import evolve, replay
from huiyin.law.frame.verdict import Decision, Event, Refusal
from huiyin.law.frame.workdays import PLAIN_WEEK
from huiyin.law.order.causes import Earlier, Journal, causes_of
from huiyin.law.order.demands import DEMANDS
from huiyin.law.order.facts import newborn
from huiyin.law.order.procedure import ORDER
from huiyin.law.order.vocabulary import GROUNDS, Cause, OrderAct, OrderClock, OrderStage
from huiyin.law.terms import Act, Closure
from tests import cast

MONDAY = cast.MONDAY
OFFICE, WATER, CONFERENCE = cast.LIUXI_OFFICE, cast.LIUXI_WATER, cast.LIUXI_CONFERENCE
SUPERVISOR, WATER_HEAD = cast.supervisor(OFFICE), cast.head(WATER)
LETTER = {
    "account": "收到以后二十天没有告知信访人", "confirmed": True, "demand": "请尽快办理并反馈",
    "until": (MONDAY + timedelta(days=15)).isoformat(),
}  # fmt: skip
RAISED: dict[str, Any] = {
    **LETTER, "matter": "330106202611020001", "matter_id": 7, "cause": "overdue", "mark": "C3:2026-11-02",
    "addressed": WATER, "organ": OFFICE, "owner": SUPERVISOR.person, "book": "cn-2022",
    "lodged_on": MONDAY.isoformat(), "found": ["overdue"], "accused": [], "unfit": [],
}  # fmt: skip
SAID: dict[OrderAct, dict[str, Any]] = {
    OrderAct.RAISE: RAISED,
    OrderAct.ISSUE: {**LETTER, "found": ["overdue"]},
    OrderAct.DISMISS: {"reason": "电话核实，明天就办"},
    OrderAct.FALL_AWAY: {"found": []},
    OrderAct.FEED_BACK: {"answer": "人手不够，下周一定接收办理"},
    OrderAct.RETURN: {"missing": "没有写哪天办完", "until": "2026-12-01"},
    OrderAct.ACCEPT: {"note": "继续跟踪"},
    OrderAct.INSPECT: {
        "inspected_on": "2026-11-20",
        "place": "水渠边",
        "went": "吴霞",
        "seen": "水渠还是断的，没有人动过",
    },
    OrderAct.PRESS: {"demand": "请马上反馈", "until": "2027-01-01"},
    OrderAct.HAND_UP: {"to_organ": CONFERENCE, "reason": "两次都没有反馈"},
    OrderAct.SUMMON: {"whom": "局长", "said": "为什么两次都不反馈", "demand": "限期整改", "until": "2027-01-01"},
    OrderAct.CIRCULATE: {"circular": "水利局两次不反馈督办", "demand": "限期整改", "until": "2027-01-01"},
    OrderAct.LIST: {"listing": "恢复灌溉渠一事挂牌", "demand": "限期整改", "until": "2027-01-01"},
    OrderAct.SOLVE: {"summary": "已经接收办理", "found": []},
    OrderAct.REVOKE: {"reason": "事实有出入"},
    OrderAct.NOTE_OVERDUE: {"clock": "D1"},
}


class Story:
    """An order and its journal; ``does`` an act, or gives the refusal."""

    def __init__(self, by: Actor = SYSTEM, **said: Any) -> None:
        self.said = {**RAISED, **said}
        self.facts, self.journal, self.on = newborn(self.said), list[Event](), MONDAY
        self.born = self.does(OrderAct.RAISE, by)

    def does(self, act: OrderAct, by: Actor, after: int = 0, **said: Any) -> Decision | Refusal:
        on = self.on + timedelta(days=after)
        given = {**(self.said if act is OrderAct.RAISE else SAID.get(act, {})), **said}
        verdict = decide(ORDER, act, self.facts, by, on, cast.WORLD, given)
        if isinstance(verdict, Decision):
            self.on = on
            self.journal.append(cast.event_of(verdict, by, on))
            self.facts = evolve(ORDER, self.facts, self.journal[-1])
        return verdict

    def must(self, act: OrderAct, by: Actor, after: int = 0, **said: Any) -> Decision:
        verdict = self.does(act, by, after, **said)
        assert isinstance(verdict, Decision), verdict
        return verdict


def sent(**said: Any) -> Story:
    return Story(SUPERVISOR, **said)


def reason(verdict: Decision | Refusal) -> str:
    assert isinstance(verdict, Refusal)
    return str(verdict.reason)


def test_what_the_record_found_waits_for_a_person_and_what_a_person_raises_is_out_at_once() -> None:
    assert Story().facts.stage is OrderStage.PROPOSED and Story().facts.automatic is False
    assert (sent().facts.stage, sent().facts.holder) == (OrderStage.ISSUED, WATER)


def test_what_goes_out_is_written_into_the_journal_of_its_matter() -> None:
    story = Story()
    assert story.born.also == ()  # type: ignore[union-attr]
    (also,) = story.must(OrderAct.ISSUE, SUPERVISOR).also
    assert (also.kind, also.record, also.act, also.given["addressed"]) == ("matter", 7, "supervise", WATER)


@pytest.mark.parametrize("organ", [WATER, cast.LIUXI_GOV, cast.DONGLING_WATER])
def test_it_goes_down_the_edges_and_nowhere_else(organ: int) -> None:
    story = Story(cast.supervisor(WATER), addressed=organ, organ=WATER, owner=cast.supervisor(WATER).person)
    assert "不归本机关督办" in reason(story.born)


def test_an_order_about_a_report_never_reaches_the_accused() -> None:
    assert "不能接收" in reason(sent(accused=[WATER]).born)
    assert "不能接收" in reason(Story().does(OrderAct.ISSUE, SUPERVISOR, accused=[WATER]))


def test_nobody_tied_to_the_accused_gets_it() -> None:
    unfit = [number for number in cast.PEOPLE if cast.PEOPLE[number].organ == WATER]
    assert "没有可以接手的人" in reason(sent(unfit=unfit).born)


def test_one_cause_has_one_open_order() -> None:
    assert "D990121" in reason(sent(taken="D9901212026110200001").born)


def test_a_cause_that_the_record_can_show_must_be_shown_by_it() -> None:
    assert "没有“超过期限没有办”" in reason(sent(found=[]).born)
    assert "请选督办情形" in reason(sent(cause="other", found=[]).born)
    assert isinstance(sent(cause="other", ground="falsehood", found=[]).born, Decision)


def test_nothing_goes_out_unchecked() -> None:
    assert "核实" in reason(sent(confirmed=False).born)


def test_feedback_is_checked_returned_and_followed_and_solves_nothing_by_itself() -> None:
    story = sent()
    story.must(OrderAct.FEED_BACK, WATER_HEAD, 3)
    assert (story.facts.holder, story.facts.running(OrderClock.FEEDBACK)) == (OFFICE, None)
    story.must(OrderAct.RETURN, SUPERVISOR)
    assert (story.facts.holder, story.facts.running(OrderClock.FEEDBACK).fixed) == (WATER, date(2026, 12, 1))
    story.must(OrderAct.FEED_BACK, WATER_HEAD, 3)
    story.must(OrderAct.ACCEPT, SUPERVISOR)
    assert "反馈代替不了解决" in reason(story.does(OrderAct.SOLVE, SUPERVISOR, found=["overdue"]))
    story.must(OrderAct.SOLVE, SUPERVISOR)


def test_what_no_record_can_show_is_solved_when_it_was_seen_on_site() -> None:
    story = sent(cause="other", ground="falsehood", found=[])
    assert "到现场" in reason(story.does(OrderAct.SOLVE, SUPERVISOR))
    story.must(OrderAct.INSPECT, SUPERVISOR)
    assert "到现场" in reason(story.does(OrderAct.SOLVE, SUPERVISOR))
    story.must(OrderAct.INSPECT, SUPERVISOR, seen_solved=True)
    story.must(OrderAct.SOLVE, SUPERVISOR)


def test_only_the_supervised_organ_answers() -> None:
    assert "被督办的机关" in reason(sent().does(OrderAct.FEED_BACK, cast.head(OFFICE)))


def test_a_silent_organ_is_pressed_again_and_again_and_then_carried_higher() -> None:
    story = sent()
    assert "没有超过" in reason(story.does(OrderAct.PRESS, SUPERVISOR, 15))
    assert "没有逾期" in reason(story.does(OrderAct.HAND_UP, SUPERVISOR, 15))
    story.must(OrderAct.PRESS, SUPERVISOR, 16)
    story.must(OrderAct.PRESS, SUPERVISOR, 100, until="2027-06-01")
    assert story.facts.pressed == 2
    story.must(OrderAct.HAND_UP, SUPERVISOR)
    assert (story.facts.coordinator, story.facts.holder) == (CONFERENCE, CONFERENCE)


@pytest.mark.parametrize(
    ("organ", "said"), [(WATER, "上级"), (cast.LIUXI_LAND, "上级"), (cast.DONGLING_OFFICE, "上级"), (OFFICE, "上级")]
)
def test_it_is_carried_only_to_who_stands_above(organ: int, said: str) -> None:
    story = sent()
    story.must(OrderAct.PRESS, SUPERVISOR, 16)
    assert said in reason(story.does(OrderAct.HAND_UP, SUPERVISOR, to_organ=organ))


@pytest.mark.parametrize("measure", [OrderAct.SUMMON, OrderAct.CIRCULATE, OrderAct.LIST])
def test_talks_circulars_and_lists_are_for_the_joint_conference_each_once(measure: OrderAct) -> None:
    story = sent()
    story.must(OrderAct.PRESS, SUPERVISOR, 16)
    assert "联席会议" in reason(story.does(measure, SUPERVISOR))
    story.must(OrderAct.HAND_UP, SUPERVISOR)
    story.must(measure, cast.supervisor(CONFERENCE))
    assert (story.facts.stage, story.facts.holder) == (OrderStage.ISSUED, WATER)
    assert "已经做过" in reason(story.does(measure, cast.supervisor(CONFERENCE)))


def test_what_nobody_sent_falls_away_only_when_it_is_no_longer_so() -> None:
    assert "情形还在" in reason(Story().does(OrderAct.FALL_AWAY, SYSTEM, found=["overdue"]))
    Story().must(OrderAct.FALL_AWAY, SYSTEM)


def test_the_regulation_of_2005_gave_thirty_days_whatever_the_letter_says() -> None:
    clock = sent(book="cn-2005").facts.running(OrderClock.FEEDBACK)
    assert (clock.length, clock.fixed) == (30, None)


def test_the_supervised_organ_can_only_answer_or_give_it_to_a_colleague() -> None:
    story = sent()
    told = openings(ORDER, story.facts, WATER_HEAD, story.on, cast.WORLD)
    assert {each.act for each in told if each.allowed} == {OrderAct.FEED_BACK, OrderAct.NAME_HANDLER}


def test_every_stage_but_the_last_two_has_a_way_on_and_is_reached() -> None:
    ends = {stage for stage in OrderStage if not any(m.to for rows in ORDER.by_stage[stage].values() for m in rows)}
    assert ends == ORDER.over
    assert {move.to for move in ORDER.moves if move.to} == set(OrderStage) - {OrderStage.NEW}


def test_its_journal_gives_its_facts_again() -> None:
    story = sent()
    for act, by in ((OrderAct.FEED_BACK, WATER_HEAD), (OrderAct.ACCEPT, SUPERVISOR), (OrderAct.SOLVE, SUPERVISOR)):
        story.must(act, by, 1)
    assert replay(ORDER, story.journal) == story.facts


def test_every_cause_has_its_ground_and_its_letter() -> None:
    found = set(Cause) - {Cause.OTHER}
    assert set(GROUNDS) == found == set(DEMANDS)


# What the record shows -----------------------------------------------------------------------------------------------


def shown(facts: Any, events: list[Event], on: date, earlier: Earlier | None = None) -> set[str]:
    return {each.cause.value for each in causes_of(Journal(facts, events, earlier), on, PLAIN_WEEK)}


def history(facts: Any, *acts: Act, organ: int = WATER) -> list[Event]:
    """Events of which only act, day and organ matter."""
    return [cast.plain_event(act, MONDAY, facts, organ) for act in (Act.LODGE, *acts)]


def test_a_matter_that_came_again_after_it_was_called_solved_is_for_the_organ_that_said_so() -> None:
    facts = cast.lodged(cast.PETITION)
    solved = Earlier(Closure.ACCEPTED, MONDAY - timedelta(days=180), WATER)
    events = history(facts)
    assert "came_again" in shown(facts, events, MONDAY, solved)
    for other in (
        Earlier(Closure.ACCEPTED, MONDAY - timedelta(days=181), WATER),
        Earlier(Closure.LAPSED, MONDAY - timedelta(days=2), WATER),
        Earlier(None, None, WATER),
        None,
    ):
        assert "came_again" not in shown(facts, events, MONDAY, other)


@pytest.mark.parametrize(("days", "found"), [(14, False), (15, True)])
def test_half_a_month_without_a_step_is_silence(days: int, found: bool) -> None:
    facts = cast.handling()
    events = history(facts, Act.ACCEPT)
    assert ("silence" in shown(facts, events, MONDAY + timedelta(days=days))) is found


def test_a_look_a_note_of_lateness_and_an_order_break_no_silence() -> None:
    facts = cast.handling()
    events = history(facts, Act.ACCEPT)
    later = MONDAY + timedelta(days=14)
    quiet = [cast.plain_event(act, later, facts, WATER) for act in (Act.UNMASK, Act.NOTE_OVERDUE, Act.SUPERVISE)]
    assert "silence" in shown(facts, [*events, *quiet], MONDAY + timedelta(days=15))
    assert "silence" not in shown(
        facts, [*events, cast.plain_event(Act.CONTACT, later, facts, WATER)], MONDAY + timedelta(days=15)
    )


def test_an_archived_matter_shows_nothing_any_more() -> None:
    from huiyin.law.terms import Stage

    facts = cast.handling().changed({"stage": Stage.ARCHIVED})
    assert shown(facts, history(facts, Act.ACCEPT), MONDAY + timedelta(days=400)) == set()
