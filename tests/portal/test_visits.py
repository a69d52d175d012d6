"""A leader's visit as its petitioner reads it: invited, free to decline, told what was set and whether it was kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from huiyin.law.visit.vocabulary import VisitAct
from huiyin.reception.models import Visit
from huiyin.reception.visits import VISITS
from huiyin.record.door import open_record, perform
from tests.city import actor, organ
from tests.portal.life import Life, begin, plain

pytestmark = pytest.mark.django_db
Follow = Callable[[Life], Client]


def invited(life: Life, **said: Any) -> Visit:
    on = (timezone.localdate() + timedelta(days=3)).isoformat()
    given = {
        "matter": life.number, "manner": "invites", "leader": "周平", "post": "局长", "on": on, "time": "9:00—10:00",
        "place": "一楼接待厅", "cause": "other", "why": "信里说春耕用不上水", **said,
    }  # fmt: skip
    now = timezone.now()
    return open_record(VISITS, by=actor("chenhao", now), at=now, given=given)


def test_the_person_says_whether_they_come_and_a_no_costs_nothing(follow: Follow, life: Life) -> None:
    row, client = invited(life), follow(life)
    page = plain(client.get(f"/follow/{life.number}/"))
    assert "周平（局长）约您" in page and "一楼接待厅" in page and "期限也不变" in page
    before = life.row.queue_on
    assert client.post(f"/follow/{life.number}/visits/{row.number}/", {"decline": "1"}).status_code == 303
    row.refresh_from_db()
    assert (row.stage, life.row.queue_on) == ("not_held", before)
    assert client.post(f"/follow/{life.number}/visits/{row.number}/", {"agree": "1"}).status_code == 404


def test_an_invitation_is_answered_by_its_own_petitioner_alone(follow: Follow, life: Life) -> None:
    row, other = invited(life), begin()
    assert follow(other).post(f"/follow/{other.number}/visits/{row.number}/", {"agree": "1"}).status_code == 404
    assert Visit.objects.get(id=row.id).stage == "invited"


def test_what_was_set_there_stands_with_its_day_on_the_persons_page(follow: Follow, life: Life) -> None:
    row = invited(life, manner="receives", cause="", why="")
    until = (timezone.localdate() + timedelta(days=9)).isoformat()
    said = {
        "said": "渠道被占，用不上水",
        "answer": "一周内到现场定下来",
        "promise": "恢复渠道",
        "to_organ": organ("lx-slj"),
    }
    now = timezone.now()
    said["promise_until"] = until
    perform(VISITS, record=row.id, act=VisitAct.HOLD, by=actor("zhouping", now), at=now, given=said)
    page = plain(follow(life).get(f"/follow/{life.number}/"))
    assert "一周内到现场定下来" in page and "柳溪县水利局：恢复渠道" in page and "最迟" in page
    assert "答应您的事" in page and "等着落实" in page


def test_the_person_sees_who_answers_for_it_and_says_that_it_is_not_kept(follow: Follow, life: Life) -> None:
    from huiyin.reception.charges import CHARGES
    from tests.portal.life import begin as another

    now = timezone.now()
    until = (timezone.localdate() + timedelta(days=20)).isoformat()
    given = {
        "matter": life.number, "leader": "周平", "post": "局长", "rule": "other", "why": "三年没有水",
        "plan": "年底以前把渠挖通，开春放水", "until": until,
    }  # fmt: skip
    row = open_record(CHARGES, by=actor("chenhao", now), at=now, given=given)
    client, url = follow(life), f"/follow/{life.number}/lasting/charge/{row.number}/"
    page = plain(client.get(f"/follow/{life.number}/"))
    assert "周平（局长）负责到底" in page and "年底以前把渠挖通" in page and "起包案" in page and "包案没有兑现" in page
    assert client.post(url, {"word": ""}).status_code == 422
    assert client.post(url, {"word": "没有人来过", "key": "a"}).status_code == 303
    page = plain(client.get(f"/follow/{life.number}/"))
    assert "您说没有兑现，等答复" in page and "没有人来过" in page
    assert "已经说过没有兑现" in plain(client.get(url))
    other = another()
    assert follow(other).get(f"/follow/{other.number}/lasting/charge/{row.number}/").status_code == 404
