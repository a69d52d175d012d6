"""Members of a conference, the table of a hearing and a leader are told: asked, another day, something to sign."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.city import MONDAY, at_organ, days, organ
from tests.meeting.conference import CONVENER, OFFICE, do, listed
from tests.meeting.hearing import HELD, called

if TYPE_CHECKING:
    from huiyin.law.frame.facts import Actor

pytestmark = pytest.mark.django_db


def heard() -> None:
    from huiyin.record.models import Message
    from huiyin.together.telling import STAFF, hear

    hear(list(Message.objects.filter(topic=STAFF).order_by("record", "seq")))


def told(who: Actor, record: int) -> list[str]:
    from huiyin.together.models import Notification

    return list(
        Notification.objects.filter(person=who.person, record=record)
        .order_by("at", "id")
        .values_list("kind", flat=True)
    )


def member(key: str) -> Actor:
    return at_organ(organ(key), "head")


def test_members_hear_that_they_are_invited_that_the_day_changed_and_that_minutes_are_out() -> None:
    from tests.city import actor

    _, row, meeting = listed()
    heard()
    assert told(member("qc-nyj"), meeting.id) == []
    do(meeting, "notify", OFFICE, MONDAY)
    heard()
    assert told(member("qc-nyj"), meeting.id) == ["invited"] == told(member("lx-slj"), meeting.id)
    assert told(member("qc-jyj"), meeting.id) == []
    later = days(4)
    do(meeting, "move", OFFICE, MONDAY, day=later.date().isoformat(), hour="下午3时", place="三号会议室", reason="防汛")
    do(meeting, "start", CONVENER, later, present="市水利局、市农业农村局、市自然资源局")
    do(row, "defer", CONVENER, later, reason="再补材料")
    do(meeting, "finish", CONVENER, later, until=days(9).date().isoformat())
    do(meeting, "draft", OFFICE, later, said="各单位都说了意见，还要补材料")
    heard()
    assert told(actor(CONVENER), meeting.id) == ["to_sign"]
    do(meeting, "sign", CONVENER, later, checked=True)
    heard()
    assert told(member("qc-nyj"), meeting.id) == ["invited", "changed", "changed"]


def test_the_table_of_a_hearing_hears_of_the_day_of_another_one_and_of_the_record_to_sign() -> None:
    from tests.city import actor

    hearing = called().arranged()
    heard()
    assert told(actor("maxiaojun"), hearing.id) == []  # nothing is certain before the notice
    hearing.do("notify", actor("gaolei"))
    heard()
    assert told(actor("maxiaojun"), hearing.id) == ["invited"]
    assert told(hearing.host, hearing.id)[0] == "assigned" and told(actor("baisong"), hearing.id) == []
    moved = {"day": days(8).date().isoformat(), "hour": "上午9时", "place": "三楼", "reason": "会议室停电"}
    hearing.do("postpone", hearing.host, MONDAY, **moved)
    at = HELD + timedelta(days=1)
    hearing.do("start", hearing.host, at, present="信访人", checked=True, told=True)
    hearing.do("speak", hearing.host, at, part="statement", speaker="陈大山", words="渠是集体的")
    hearing.do("finish", hearing.host, at, asked=True)
    heard()
    assert told(actor("maxiaojun"), hearing.id) == ["invited", "changed", "to_sign"]


def test_a_leader_hears_of_the_day_and_nobody_of_a_report() -> None:
    from tests.city import actor, handler_of
    from tests.reception.test_visits import arrange, matter

    about = matter()
    row: Any = arrange(about, days(1))
    heard()
    assert told(actor("baisong"), row.id) == ["invited"]
    classes = {"1": {"kind": "accusation"}}
    about.do("classify", handler_of(about), days(2), classes=classes, accused_organ=organ("lx-zf"))
    heard()
    assert told(actor("baisong"), row.id) == []
