"""Nobody is asked for what any organ has in the matter without a reason; a trip for it counts against who asked."""

from __future__ import annotations

from typing import Any

import pytest

from huiyin.people.models import Person
from tests.city import Matter, days, handler_of, holder_as, lodge
from tests.desk.staff import Desk, words

pytestmark = pytest.mark.django_db
ASK = {"what": "请带身份证复印件和土地承包合同来", "until": "2026-11-20"}


def handled(**said: Any) -> Matter:
    return Matter(lodge(**said)).handled()


def refused(matter: Matter, **said: str) -> str:
    from huiyin.record.door import Refused

    with pytest.raises(Refused) as no:
        matter.do("request_material", handler_of(matter), **{**ASK, **said})
    return str(no.value.refusal.reason)


def marked(matter: Matter) -> list[tuple[str, int]]:
    from huiyin.insights.handling import refresh
    from huiyin.insights.models import HandlingMark
    from huiyin.law.matter.shown import NEEDLESS

    refresh({matter.id})
    rows = HandlingMark.objects.filter(case=matter.id, name__in=[each.value for each in NEEDLESS])
    return list(rows.order_by("on", "name").values_list("name", "organ"))


def test_what_was_checked_handed_in_or_asked_for_is_named_with_its_day() -> None:
    from huiyin.cases.lodging import File

    matter = handled(files=(File("土地承包合同.jpg", "image/jpeg", 9, "a" * 64),))
    why = refused(matter)
    assert "身份证件" in why and "登记时已经核对" in why and "承包合同和经营权证" in why and "已经交来" in why
    matter.do("request_material", handler_of(matter), what="请带购房合同来", until="2026-11-20")
    assert "购房合同" in refused(matter, what="购房合同请再带一次")


def test_what_the_matter_has_not_may_be_asked_for_and_counts_nothing() -> None:
    matter = handled()
    matter.do("request_material", handler_of(matter), what="请带购房合同来", until="2026-11-20")
    matter.do("supplement", "chenhao", days(1), text="带来了", channel="visit")
    assert marked(matter) == []


def test_a_reminder_is_no_needless_ask() -> None:
    matter = handled()
    matter.do("request_material", handler_of(matter), what="请带购房合同来", until="2026-11-20")
    again = {"what": "购房合同还没有收到", "until": "2026-11-25", "despite": "提醒一次"}
    matter.do("request_material", handler_of(matter), days(1), **again)
    assert marked(matter) == []


@pytest.mark.parametrize(("channel", "trips"), [("visit", 1), ("phone", 0)])
def test_a_needless_ask_and_the_trip_it_cost_count_against_whoever_asked_and_are_shown_there(
    channel: str, trips: int
) -> None:
    matter = handled()
    matter.do("request_material", handler_of(matter), **ASK, despite="复印件不清楚")
    matter.do("supplement", "chenhao", days(1), text="又带了一次", channel=channel)
    organ = matter.row.holder
    assert marked(matter) == [("asked_held", organ), ("trip", organ)][: 1 + trips]
    head = Desk(Person.objects.get(id=holder_as(matter, "head").person).username)
    page = words(head.open("/desk/trouble"))
    assert "近一年有 1 次" in page and ("多跑了 1 趟" in page) is bool(trips)
    assert matter.row.title in words(head.open("/desk/trouble/needless"))


def test_the_form_comes_back_with_what_is_there_and_every_word() -> None:
    matter = handled()
    desk = Desk(Person.objects.get(id=handler_of(matter).person).username)
    answer = desk.browser.post(
        f"/desk/cases/{matter.row.number}/acts/request_material", {**ASK, "until": "2027-01-20", "_once": "x"}
    )
    page = words(answer)
    assert answer.status_code == 422 and "登记时已经核对" in page and ASK["what"] in answer.content.decode()
    assert not matter.row.events.filter(act="request_material").exists()
