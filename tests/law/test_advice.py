"""An advice by the book: whom it may reach, who is heard first, when it is late, and what its journal says again."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.law.advice.accountability import SIGNS, Clause, Told, borne_out
from huiyin.law.advice.facts import newborn
from huiyin.law.advice.procedure import ADVICE
from huiyin.law.advice.vocabulary import AdviceAct, AdviceClock, AdviceStage
from huiyin.law.frame.decide import decide, openings
from huiyin.law.frame.facts import SYSTEM, Actor
from huiyin.law.frame.fold import evolve, replay
from huiyin.law.frame.verdict import Decision, Event, Refusal
from huiyin.law.matter.forms import FORMS as MATTER_FORMS
from huiyin.law.terms import Act, ClockKind, Role
from tests import cast

MONDAY = cast.MONDAY
OFFICE, WATER = cast.LIUXI_OFFICE, cast.LIUXI_WATER
SUPERVISOR, HEAD = cast.supervisor(OFFICE), cast.head(OFFICE)
RAISED: dict[str, Any] = {
    "kind": "work", "title": "按期告知信访人", "to_organ": WATER, "account": "三件来信都没有按期书面告知信访人。",
    "basis": "《信访工作条例》第二十三条", "demand": "建立收件台账，按期告知。", "evidence": "330106202611020001",
    "organ": OFFICE, "owner": SUPERVISOR.person, "book": "cn-2022", "lodged_on": MONDAY.isoformat(),
    "links": [["matter", 1, 3]], "accused": [], "borne_out": ["44.3"],
}  # fmt: skip
LIABILITY = {"kind": "liability", "whom": "水利局办公室主任", "clause": "44.3", "to_organ": cast.LIUXI_GOV}
SAID: dict[AdviceAct, dict[str, Any]] = {
    AdviceAct.RAISE: RAISED,
    AdviceAct.AMEND: RAISED,
    AdviceAct.HEAR: {"heard_on": MONDAY.isoformat(), "said": "承认晚了，人手不够"},
    AdviceAct.SEND_BACK: {"reason": "依据写得不全"},
    AdviceAct.ISSUE: {"until": (MONDAY + timedelta(days=30)).isoformat()},
    AdviceAct.ANSWER: {"adoption": "partly", "answer": "台账已经建立，告知由专人负责"},
    AdviceAct.PRESS: {"demand": "请尽快书面反馈"},
    AdviceAct.FOLLOW: {"done": "台账已经在用", "carried_out": True},
    AdviceAct.FINISH: {"summary": "已经全部落实"},
    AdviceAct.TAKE_BACK: {"reason": "事实有出入，重新核实"},
    AdviceAct.NOTE_OVERDUE: {"clock": "A1"},
}
WATER_HEAD = cast.head(WATER)


class Story:
    """An advice and its journal; ``does`` an act, or gives the refusal."""

    def __init__(self, **said: Any) -> None:
        self.said = {**RAISED, **said}
        self.facts, self.journal, self.on = newborn(self.said), list[Event](), MONDAY

    def does(self, act: AdviceAct, by: Actor, after: int = 0, **said: Any) -> Decision | Refusal:
        on = self.on + timedelta(days=after)
        given = {**(self.said if act in (AdviceAct.RAISE, AdviceAct.AMEND) else SAID.get(act, {})), **said}
        verdict = decide(ADVICE, act, self.facts, by, on, cast.WORLD, given)
        if isinstance(verdict, Decision):
            self.on = on
            self.journal.append(cast.event_of(verdict, by, on))
            self.facts = evolve(ADVICE, self.facts, self.journal[-1])
        return verdict

    def issued(self) -> Story:
        for act, by in ((AdviceAct.RAISE, SUPERVISOR), (AdviceAct.SUBMIT, SUPERVISOR), (AdviceAct.ISSUE, HEAD)):
            assert isinstance(self.does(act, by), Decision), act
        return self


def reason(verdict: Decision | Refusal) -> str:
    assert isinstance(verdict, Refusal)
    return str(verdict.reason)


def test_an_advice_goes_from_the_office_to_the_organ_and_back_to_whoever_raised_it() -> None:
    story = Story().issued()
    assert story.facts.holder == WATER and story.facts.running(AdviceClock.ANSWER).fixed == date(2026, 12, 2)
    story.does(AdviceAct.ANSWER, WATER_HEAD)
    assert (story.facts.holder, story.facts.owner) == (OFFICE, SUPERVISOR.person)
    assert story.facts.running(AdviceClock.ANSWER) is None


def test_what_was_adopted_is_laid_to_rest_only_when_it_is_carried_out() -> None:
    story = Story().issued()
    story.does(AdviceAct.ANSWER, WATER_HEAD)
    assert "还没有落实完" in reason(story.does(AdviceAct.FINISH, SUPERVISOR))
    story.does(AdviceAct.FOLLOW, WATER_HEAD)
    story.does(AdviceAct.FINISH, SUPERVISOR)
    assert story.facts.stage is AdviceStage.CLOSED


def test_what_was_not_adopted_needs_nothing_to_be_carried_out() -> None:
    story = Story().issued()
    story.does(AdviceAct.ANSWER, WATER_HEAD, adoption="not")
    assert isinstance(story.does(AdviceAct.FINISH, SUPERVISOR), Decision)


@pytest.mark.parametrize("organ", [WATER, cast.CITY_GOV])
def test_policy_is_advised_to_the_government_of_the_same_level_only(organ: int) -> None:
    assert "本级党委和政府" in reason(Story(kind="policy", to_organ=organ).does(AdviceAct.RAISE, SUPERVISOR))


def test_policy_advice_reaches_the_government_of_the_same_level() -> None:
    assert isinstance(Story(kind="policy", to_organ=cast.LIUXI_GOV).does(AdviceAct.RAISE, SUPERVISOR), Decision)


def test_nobody_is_held_responsible_unheard() -> None:
    story = Story(**LIABILITY)
    story.does(AdviceAct.RAISE, SUPERVISOR)
    assert "听取" in reason(story.does(AdviceAct.SUBMIT, SUPERVISOR))
    story.does(AdviceAct.HEAR, SUPERVISOR)
    assert isinstance(story.does(AdviceAct.SUBMIT, SUPERVISOR), Decision)


def test_whoever_is_named_anew_must_be_heard_anew() -> None:
    story = Story(**LIABILITY)
    story.does(AdviceAct.RAISE, SUPERVISOR)
    story.does(AdviceAct.HEAR, SUPERVISOR)
    story.does(AdviceAct.AMEND, SUPERVISOR, whom="水利局局长")
    assert "听取" in reason(story.does(AdviceAct.SUBMIT, SUPERVISOR))


def test_a_clause_that_journals_can_bear_out_must_be_borne_out() -> None:
    assert "没有“" in reason(Story(**LIABILITY, borne_out=[]).does(AdviceAct.RAISE, SUPERVISOR))


def test_an_advice_rests_on_a_journal() -> None:
    assert "依据" in reason(Story(links=[]).does(AdviceAct.RAISE, SUPERVISOR))


def test_only_a_petition_office_advises() -> None:
    there = cast.supervisor(cast.LIUXI_LAND)
    story = Story(organ=cast.LIUXI_LAND, owner=there.person)
    assert "信访部门" in reason(story.does(AdviceAct.RAISE, there))


def test_what_rests_on_a_report_never_goes_to_the_accused_or_below() -> None:
    story = Story(accused=[WATER], to_organ=cast.TOWN_STATION)
    assert "不能接收" in reason(story.does(AdviceAct.RAISE, SUPERVISOR))


def test_whom_a_report_accuses_since_the_draft_is_asked_again_when_it_is_sent() -> None:
    story = Story()
    story.does(AdviceAct.RAISE, SUPERVISOR)
    assert "不能接收" in reason(story.does(AdviceAct.SUBMIT, SUPERVISOR, accused=[WATER]))


def test_a_letter_without_a_last_day_is_not_issued() -> None:
    story = Story()
    story.does(AdviceAct.RAISE, SUPERVISOR)
    story.does(AdviceAct.SUBMIT, SUPERVISOR)
    assert "哪天以前" in str(story.does(AdviceAct.ISSUE, HEAD, until=None).instead)  # type: ignore[union-attr]


def test_the_regulation_of_2005_gave_thirty_days() -> None:
    story = Story(book="cn-2005")
    story.does(AdviceAct.RAISE, SUPERVISOR)
    story.does(AdviceAct.SUBMIT, SUPERVISOR)
    story.does(AdviceAct.ISSUE, HEAD, until=None)
    assert story.facts.running(AdviceClock.ANSWER).length == 30


def test_a_silent_organ_is_pressed_when_late_and_again() -> None:
    story = Story().issued()
    assert "没有超过" in reason(story.does(AdviceAct.PRESS, SUPERVISOR, after=30))
    for count in (1, 2):
        story.does(AdviceAct.PRESS, SUPERVISOR, after=31)
        assert story.facts.pressed == count


def test_the_system_notes_once_that_it_is_late() -> None:
    story = Story().issued()
    story.does(AdviceAct.NOTE_OVERDUE, SYSTEM, after=31)
    assert story.facts.running(AdviceClock.ANSWER).overdue


def test_the_addressed_organ_neither_presses_nor_takes_back() -> None:
    story = Story().issued()
    open_to_them = {
        each.act for each in openings(ADVICE, story.facts, WATER_HEAD, story.on, cast.WORLD) if each.allowed
    }
    assert open_to_them == {AdviceAct.ANSWER, AdviceAct.NAME_HANDLER}


def test_the_office_that_gave_it_does_not_answer_it_itself() -> None:
    story = Story().issued()
    open_to_it = {each.act for each in openings(ADVICE, story.facts, SUPERVISOR, story.on, cast.WORLD) if each.allowed}
    assert AdviceAct.ANSWER not in open_to_it


def test_every_stage_but_the_last_has_a_way_on() -> None:
    ends = {stage for stage in AdviceStage if not any(m.to for rows in ADVICE.by_stage[stage].values() for m in rows)}
    assert ends == {AdviceStage.CLOSED}


def test_the_signs_of_a_clause_are_acts_and_clocks_that_exist() -> None:
    for sign in (each for signs in SIGNS.values() for each in signs):
        forms: Any = MATTER_FORMS if sign.kind == "matter" else ADVICE.forms
        act: Any = Act(sign.act) if sign.kind == "matter" else AdviceAct(sign.act)
        assert set(sign.said) <= {field.name for field in forms[act]}
        assert "clock" not in sign.said or ClockKind(sign.said["clock"])


def test_a_clause_is_ticked_by_the_event_that_bears_it_out() -> None:
    late = Told(1, 7, "matter", "note_overdue", {"clock": "C3"})
    assert list(borne_out([late, Told(1, 2, "matter", "transfer", {})])) == [(Clause.NOT_TOLD, late)]


PEOPLE = [SUPERVISOR, HEAD, WATER_HEAD, cast.handler(WATER), cast.head(cast.LIUXI_GOV), SYSTEM]
STEPS = st.lists(st.tuples(st.sampled_from(list(AdviceAct)), st.sampled_from(PEOPLE), st.integers(0, 20)), max_size=25)


@given(STEPS, st.sampled_from(["work", "policy", "liability"]))
def test_whatever_people_do_an_advice_keeps_its_promises(steps: list[Any], kind: str) -> None:
    said = {"work": {}, "policy": {"kind": "policy", "to_organ": cast.LIUXI_GOV}, "liability": LIABILITY}[kind]
    story = Story(**said)  # type: ignore[arg-type]
    story.does(AdviceAct.RAISE, SUPERVISOR)
    for act, by, after in steps:
        until = (story.on + timedelta(days=after + 9)).isoformat()
        story.does(act, by, after, **({"until": until} if act is AdviceAct.ISSUE else {}))
        facts = story.facts
        assert (facts.running(AdviceClock.ANSWER) is not None) == (facts.stage is AdviceStage.ISSUED)
        assert facts.owner in cast.PEOPLE and cast.organ_of(facts.owner) == facts.holder
        assert kind != "liability" or facts.heard or facts.stage in (AdviceStage.DRAFT, AdviceStage.CLOSED)
        assert Role.SYSTEM not in (event.role for event in story.journal if event.act is not AdviceAct.NOTE_OVERDUE)
    assert replay(ADVICE, story.journal) == story.facts
