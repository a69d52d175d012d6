"""What a reception room promises is changed at the desk: shown first, agreed to by a second, kept, taken back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from huiyin.people.models import Organ, RoomText
from huiyin.reception.models import Room
from tests.city import organ
from tests.desk.staff import Desk, words
from tests.gate.test_changes import says
from tests.portal.life import plain
from tests.reception.test_rooms import a_room

pytestmark = pytest.mark.django_db
NEW = "取号以后二十分钟以内接谈。"


@pytest.fixture
def office() -> int:
    found = organ("qc-xfj")
    if not Room.objects.filter(organ=found).exists():
        a_room()
    return found


def typed(office: int, **said: str) -> Any:
    first = {"promise": "", "say": "", "never": "", "since": timezone.localdate().isoformat()}
    return Desk("fangqing").browser.post(f"/desk/place/rooms/{office}", {**first, **said}, follow=True)


def shown() -> str:
    return plain(Client().get("/rooms/qc-xfj/standard/"))


def colleague() -> Desk:
    from huiyin.people.models import Person
    from tests.city import at_organ

    return Desk(Person.objects.get(id=at_organ(organ("qc-xfj"), "head").person).username)


def test_it_is_shown_first_and_counts_with_a_second_persons_yes(office: int) -> None:
    page = words(typed(office, promise=NEW, say="您好，请坐。"))
    assert NEW in page and "我们这样说" in page and not RoomText.objects.exists()
    says(Desk("fangqing"), "ask")
    assert NEW not in shown() and not RoomText.objects.exists()
    says(colleague(), "yes")
    assert NEW in shown() and "急什么，没看见我在忙吗" in shown(), "a part that nobody wrote is that of the standard"


def test_what_was_said_before_stays_to_be_read_and_comes_back(office: int) -> None:
    typed(office, promise=NEW)
    says(Desk("fangqing"), "ask")
    says(colleague(), "yes")
    RoomText.objects.update(since=timezone.localdate() - timedelta(days=9))
    typed(office, promise="取号以后五分钟以内接谈。")
    says(Desk("fangqing"), "ask")
    says(colleague(), "yes")
    assert NEW not in shown() and "五分钟" in shown()
    assert NEW in words(Desk("fangqing").open(f"/desk/place/rooms/{office}"))
    says(Desk("fangqing"), "undo")
    says(Desk("fangqing"), "ask")
    says(colleague(), "yes")
    assert NEW in shown() and "五分钟" not in shown()


def test_only_who_administers_there_may_and_a_line_has_its_length(office: int) -> None:
    assert Desk("wanglan").open("/desk/place/rooms").status_code == 403
    assert Desk("fangqing").open("/desk/place/rooms/1").status_code == 404
    assert typed(office, promise="长" * 121).status_code == 422 and Organ.objects.filter(id=office).exists()
