"""Days said with an act make sense: what happened is not ahead, what is promised not past, nothing before receipt."""

from __future__ import annotations

from datetime import date

import pytest

from huiyin.law.frame.facts import Actor
from huiyin.law.matter.facts import Facts
from huiyin.law.terms import Act
from tests.cast import SUPPORTED, after, handling, person, refusal

HEARING = {"place": "县政府", "panel": "王主持"}
LOOKED = {"place": "柳溪村", "heard": "陈大山", "account": "丈量了水渠宽度，属实"}


def said(act: Act, facts: Facts, by: Actor, on: date, /, **given: object) -> str:
    no = refusal(facts, act, by, on, **given)
    return "".join(map(str, (no.reason, *(no.wrong).values())))


@pytest.mark.parametrize(
    ("act", "given", "why"),
    [
        (Act.INVESTIGATE, {**LOOKED, "on": "2030-01-01"}, "不能晚于这一步的日子"),
        (Act.INVESTIGATE, {**LOOKED, "on": "2020-01-01"}, "不能早于收到的日子"),
        (Act.OPEN_HEARING, {**HEARING, "on": "2020-01-01"}, "已经过去了"),
        (Act.PROPOSE, {"outcomes": {"1": {**SUPPORTED, "execute_by": "2020-01-01"}}}, "已经过去了"),
        (Act.PROPOSE, {"outcomes": {"1": {**SUPPORTED, "execute_by": "9999-12-31"}}}, "年份不对"),
        (Act.REQUEST_MATERIAL, {"what": "土地承包合同", "until": "9999-12-31"}, "年份不对"),
        (Act.ASK_EXTENSION, {"days": "99999", "reason": "情况复杂，需要测绘"}, "太长"),
    ],
)
def test_a_day_that_makes_no_sense_is_refused_in_a_sentence(act: Act, given: dict[str, object], why: str) -> None:
    facts = handling()
    assert why in said(act, facts, person(facts.owner), after(3), **given)


def test_nothing_is_done_before_the_day_of_receipt() -> None:
    facts = handling()
    assert "不能早于它" in said(Act.CONTACT, facts, person(facts.owner), date(1990, 1, 1), way="电话", account="说了")
