"""Topics of the record itself: gathered once a day, counted as far as somebody may read, no report among them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from huiyin.cases.identity import Identity
from huiyin.cases.lodging import Capacity, ClaimText, PartyText
from huiyin.desk.topics.where import where_of
from huiyin.insights.gathering import gather
from huiyin.insights.models import Topic, TopicMember
from huiyin.insights.topics.kept import figures_of, topics_for
from huiyin.law.frame.facts import Actor
from huiyin.law.terms import ClaimKind
from huiyin.people.gazetteer import place
from tests.city import MONDAY, Matter, actor, at_organ, lodge, organ
from tests.desk.life import report_on
from tests.desk.staff import Desk, asked, words
from tests.insights.test_topics import OTHERS, PLANT

pytestmark = pytest.mark.django_db
NOW = MONDAY + timedelta(days=1)
VILLAGE, ELSEWHERE = "990121101201", "990102001000"


def brought(title: str, text: str, by: int, **changes: Any) -> Matter:
    who = PartyText(Capacity.PETITIONER, Identity(f"人{by}", "", f"1990000{by:04d}", ""))
    claims = changes.pop("claims", (ClaimText(title, text),))
    return Matter(lodge(title=title, text=text, claims=claims, parties=(who,), **changes))


def a_city(at: datetime = MONDAY, **changes: Any) -> list[Matter]:
    matters = [brought(title, text, by, at=at, **changes) for by, (title, text) in enumerate(PLANT)]
    for by, (title, text) in enumerate(OTHERS, 20):
        brought(title, text, by, at=at)
    return matters


def seen(who: Actor) -> list[Any]:
    return topics_for(who, NOW.date(), "99")


def test_matters_about_one_event_are_one_topic_for_who_may_read_them_and_none_for_others() -> None:
    matters = a_city()
    assert gather(NOW) == 1
    (hot,) = seen(actor("chenhao"))
    assert {case.id for case in hot.cases} == {each.id for each in matters}
    assert (hot.matters, hot.people, hot.now, hot.before) == (3, 3, 3, 0) and "搅拌站" in hot.title
    assert seen(at_organ(organ("yh-zf"), "head")) == [] and seen(at_organ(organ("qc-xfj"), "admin")) == []


def test_one_person_who_comes_again_is_counted_once() -> None:
    a_city()
    brought(f"{PLANT[0][0]}又来了", PLANT[0][1], 0)
    gather(NOW)
    assert (seen(actor("chenhao"))[0].matters, seen(actor("chenhao"))[0].people) == (4, 3)


def test_a_day_is_gathered_once_and_a_topic_keeps_its_number() -> None:
    a_city()
    gather(NOW)
    before = Topic.objects.get().pk
    brought(f"{PLANT[1][0]}没人管", PLANT[1][1], 9)
    assert gather(NOW) == 0 and gather(NOW + timedelta(days=1)) == 1
    assert Topic.objects.get().pk == before and TopicMember.objects.count() == 4


def test_a_report_is_in_no_topic_also_when_it_became_one_after_it_was_gathered() -> None:
    matters = a_city()
    claims = (ClaimText("查处搅拌站老板王麻子行贿", "翠竹园搅拌站半夜施工，噪音灰尘", kind=ClaimKind.ACCUSATION),)
    told = brought("举报翠竹园搅拌站王麻子行贿", "搅拌站半夜施工", 11, claims=claims)
    gather(NOW)
    assert not TopicMember.objects.filter(case=told.id).exists()
    matters[0].do("classify", "chenhao", NOW, classes={"1": {"kind": "accusation"}}, accused_organ=organ("lx-slj"))
    (hot,) = seen(actor("chenhao"))
    assert hot.matters == 2 and matters[0].id not in {case.id for case in hot.cases}
    held = [field for row in (*Topic.objects.values_list(), *TopicMember.objects.values_list()) for field in row]
    assert "王麻子" not in str(held) and "搅拌站" not in str(held)


def test_who_sees_figures_alone_sees_a_word_and_numbers_of_large_topics() -> None:
    a_city()
    gather(NOW)
    assert figures_of(NOW.date(), "99") == []
    for by in (31, 32):
        brought("翠竹园搅拌站扰民", "搅拌站噪音和灰尘，睡不着", by)
    gather(NOW, anew=True)
    (hot,) = figures_of(NOW.date(), "99")
    assert (hot.title, hot.matters, hot.cases) == ("", 5, ())


def test_the_pages_lead_from_a_topic_to_its_matters() -> None:
    matters = a_city()
    gather(NOW)
    desk = Desk("chenhao")
    page = desk.open("/desk/topics")
    number = Topic.objects.get().pk
    assert f"/desk/topics/{number}" in page.content.decode() and "搅拌站" in words(page)
    topic = Desk("wuxia").open(f"/desk/topics/{number}").content.decode()
    assert "/desk/records/plan/new?title=" in topic and "matters=" in topic
    assert asked(desk, "/desk/topics") <= 12
    one = desk.open(f"/desk/topics/{number}")
    assert all(each.row.number in one.content.decode() for each in matters)
    assert desk.open(f"/desk/topics/{number + 1}").status_code == 404
    assert Desk("chenhao").open(f"/desk/topics/{2**70}").status_code == 404


def test_a_topic_stands_in_its_place_which_leads_to_it_down_to_the_village() -> None:
    a_city(place=VILLAGE)
    gather(NOW)
    desk = Desk("chenhao")
    for digits, below in ((6, 9), (9, 12)):
        listed = desk.open(f"/desk/topics?place={VILLAGE[:digits]}")
        assert "搅拌站" in words(listed) and f"?place={VILLAGE[:below]}" in listed.content.decode()
    assert "搅拌站" in words(desk.open(f"/desk/topics?place={VILLAGE}"))
    assert "搅拌站" not in words(desk.open(f"/desk/topics?place={ELSEWHERE}"))


def test_where_a_topic_is_nobody_is_told_who_may_not_read_it_and_no_figures_below_a_county() -> None:
    a_city()
    for by in (31, 32):
        brought("翠竹园搅拌站扰民", "搅拌站噪音和灰尘，睡不着", by)
    gather(NOW)
    before = words(Desk("chenhao").open("/desk/topics"))
    case = seen(actor("chenhao"))[0].cases[0]
    found = where_of(figures_of(NOW.date(), "99"), "99", place(case.place[:6]))
    assert found.spots == () and found.drawn is None
    assert "翠竹园" not in words(Desk("zhengyu").open("/desk/topics"))
    report_on("lx-slj")
    assert words(Desk("chenhao").open("/desk/topics")) == before


def test_an_analyst_without_large_topics_is_not_told_that_there_are_none() -> None:
    said = words(Desk("zhengyu").open("/desk/topics"))
    assert "没有五件以上的热点" in said and "还没有热点" not in said
