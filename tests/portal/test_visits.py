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
        "task_text": "恢复渠道",
        "to_organ": organ("lx-slj"),
    }
    now = timezone.now()
    perform(VISITS, record=row.id, act=VisitAct.HOLD, by=actor("zhouping", now), at=now, given={**said, "until": until})
    page = plain(follow(life).get(f"/follow/{life.number}/"))
    assert "一周内到现场定下来" in page and "柳溪县水利局：恢复渠道" in page and "最迟" in page
