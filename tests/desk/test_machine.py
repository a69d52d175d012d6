"""The administrator sees what was set aside and what to do, and of nobody's matter a word."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from huiyin.channels.adapter import Result
from huiyin.channels.faring import went_out
from huiyin.channels.registry import connection
from huiyin.law.terms import Role
from huiyin.people.models import Post
from huiyin.record import setting_aside
from huiyin.record.clock_guard import WORD
from huiyin.record.models import ClockWord, Message
from huiyin.store.mail import Became
from tests.channels.mailroom import connect
from tests.city import lodge
from tests.desk.keys import keyed
from tests.desk.staff import Desk, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin() -> Desk:
    name = Post.objects.filter(role=Role.ADMIN.value).values_list("person__username", flat=True)[0]
    return Desk(name)


def set_aside(topic: str = "index") -> Any:
    message = Message.objects.create(topic=topic, record=lodge().case.id, seq=1, ready_at=setting_aside.NEVER)
    return setting_aside.failed(topic, message.id, ValueError("陈大山的渠"), timezone.now(), most=1)


def test_it_says_what_was_set_aside_and_what_to_do_and_nothing_of_the_matter(admin: Desk) -> None:
    set_aside()
    text = words(admin.open("/desk/machine"))
    assert ("进不了查找和统计" in text, "再试一次" in text, "陈大山" in text) == (True, True, False)


def test_what_is_tried_again_is_due_at_once(admin: Desk) -> None:
    row = set_aside()
    assert admin.browser.post("/desk/machine", {"again": str(row.id)}).status_code == 303
    assert Message.objects.get(id=row.row).ready_at <= timezone.now() and setting_aside.waiting() == []


def test_it_says_that_the_clock_is_not_believed(admin: Desk) -> None:
    ClockWord.objects.create(id=WORD, seen=timezone.now(), doubt="记录里最新的一条比现在的时钟还晚。")
    assert "./run clock --right" in words(admin.open("/desk/machine"))


def test_a_mail_server_that_is_away_is_told_without_a_number(admin: Desk) -> None:
    Message.objects.create(topic="receipt", record=1, seq=1, ready_at=timezone.now(), attempts=3, fault="NotSent: x")
    assert "有邮件送不出去" in words(admin.open("/desk/machine"))


def test_the_way_out_that_takes_nothing_is_named_and_the_mail_server_is_not_blamed_for_it(
    admin: Desk, settings: Any, tmp_path: Path
) -> None:
    connect(settings, tmp_path, {"name": "group", "adapter": "http", "organ": "qc-xfj", "url": "http://127.0.0.1:9/"})
    Message.objects.create(topic="notice", record=1, seq=1, ready_at=timezone.now(), attempts=3, fault="NotSent: x")
    went_out(connection("group"), Result(Became.AWAY, "HTTP 401"), timezone.now())
    for page in ("/desk/machine", "/desk/place/channels"):
        text = words(admin.open(page))
        assert ("group" in text, "不认我们的钥匙" in text, "有邮件送不出去" in text) == (True, True, False)
    went_out(None, Result(Became.AWAY, "ConnectionRefusedError"), timezone.now())
    assert "有邮件送不出去" in words(admin.open("/desk/machine"))


def test_it_is_for_administrators() -> None:
    assert Desk("chenhao").open("/desk/machine").status_code == 403


def test_organs_that_take_reports_and_have_no_key_are_named_until_they_have_one(admin: Desk) -> None:
    before = words(admin.open("/desk/machine"))
    assert "收检举控告的机关还没有密封的钥匙" in before and "青川市信访局" in before and "柳溪县水利局" not in before
    keyed("qc-xfj")
    assert "青川市信访局" not in words(admin.open("/desk/machine"))
