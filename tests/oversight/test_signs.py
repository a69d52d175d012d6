"""Early signs of the record: the machine asks, a person says yes or no; none rests on a report or tells of one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from huiyin.cases.lodging import ClaimText
from huiyin.insights.spoken import Spoken, matters
from huiyin.law.terms import ClaimKind
from huiyin.oversight import noticing
from huiyin.oversight.models import Sign
from huiyin.oversight.signs import SIGNS, judged
from huiyin.record.door import Refused, open_record, perform
from huiyin.record.models import Event
from huiyin.record.reading import visible_to
from tests.city import MONDAY, actor, at_organ, organ
from tests.insights.test_gathering import Matter, brought

pytestmark = pytest.mark.django_db
NOW = MONDAY + timedelta(days=1)
COUNTY = "990121000000"


@pytest.fixture(autouse=True)
def a_small_city(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(noticing, "FEWEST_MATTERS", 20)
    monkeypatch.setattr(noticing, "SHUFFLES", 10)


def usual() -> list[Spoken]:
    """What a county hears in a year, as it is read from the record."""
    things = ("路灯不亮", "公交车晚点", "医保报销慢")
    return [
        Spoken(-n, things[n % 3], things[n % 3], f"old{n}", COUNTY, MONDAY - timedelta(days=3 + n * 7))
        for n in range(1, 50)
    ]


def yellow_water() -> list[Matter]:
    return [
        brought("翠竹园小区自来水发黄", "自来水发黄有铁锈味，孩子拉肚子", by, at=MONDAY - timedelta(days=by % 4))
        for by in range(8)
    ]


def noticed() -> int:
    return noticing.notice([*usual(), *matters(MONDAY - timedelta(days=30))], NOW)


def counted() -> dict[str, int]:
    mine = visible_to(SIGNS, actor("qianwei"), NOW.date())
    return judged(mine, MONDAY.date() - timedelta(days=9))


def do(row: Any, act: str, by: str, **given: Any) -> Event:
    return perform(SIGNS, record=row.id, act=SIGNS.procedure.acts(act), by=actor(by), at=NOW, given=given)


def test_what_begins_is_put_before_the_office_of_its_place_and_ends_in_a_persons_word() -> None:
    behind = yellow_water()
    assert noticed() == 1
    sign = Sign.objects.get(named="翠竹园")
    assert (sign.stage, sign.holder, sign.place) == ("asked", organ("lx-xfj"), COUNTY)
    said = Event.objects.get(record=sign.id, seq=1).payload
    assert '"people":8' in said and "平常" in said and "old7" not in said and "1990000" not in said
    do(sign, "confirm", "qianwei", reason="水厂在大修，几户在一条支管上")
    assert counted() == {"true": 1}
    assert noticed() == 0 and len(behind) == 8


def test_a_no_says_why_and_is_counted_as_wrong() -> None:
    yellow_water()
    noticed()
    sign = Sign.objects.get(named="翠竹园")
    with pytest.raises(Refused):
        do(sign, "dismiss", "qianwei", reason="没有说为什么")
    do(sign, "dismiss", "qianwei", why="known", reason="水厂上周已经公告")
    assert counted() == {"false": 1} and Sign.objects.get().why == "known"


def test_only_who_looks_after_the_place_judges_and_reads_it() -> None:
    yellow_water()
    noticed()
    sign = Sign.objects.get(named="翠竹园")
    for by in (at_organ(organ("lx-slj"), "head"), at_organ(organ("yh-xfj"), "dispatcher")):
        assert not visible_to(SIGNS, by, NOW.date()).filter(id=sign.id).exists()
        with pytest.raises(Refused):
            perform(
                SIGNS, record=sign.id, act=SIGNS.procedure.acts("confirm"), by=by, at=NOW, given={"reason": "看过了的"}
            )


def test_no_sign_comes_of_reports_and_one_closes_when_its_matter_becomes_one() -> None:
    claim = (ClaimText("查处水厂厂长王麻子受贿", "翠竹园小区自来水发黄", kind=ClaimKind.ACCUSATION),)
    for by in range(8):
        brought("翠竹园小区自来水发黄，举报王麻子", "自来水发黄", by, claims=claim)
    assert noticed() == 0
    behind = yellow_water()
    noticed()
    sign = Sign.objects.get(named="翠竹园")
    behind[0].do("classify", "chenhao", NOW, classes={"1": {"kind": "accusation"}}, accused_organ=organ("lx-slj"))
    handler = at_organ(organ("lx-xfj"), "handler")
    assert not visible_to(SIGNS, handler, NOW.date()).filter(id=sign.id).exists()


def test_a_sign_typed_by_hand_is_refused_where_it_reads_like_a_report() -> None:
    given = {"place": COUNTY, "thing": "举报局长受贿", "since": MONDAY.date().isoformat(), "people": 3}
    with pytest.raises(Refused):
        open_record(SIGNS, by=actor("qianwei"), at=timezone.now(), given=given)
