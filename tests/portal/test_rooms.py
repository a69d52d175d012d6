"""A room as everybody reads it, one's own word by the code on the slip, and a complaint that goes above the room."""

from __future__ import annotations

from datetime import time

import pytest
from django.test import Client
from django.utils import timezone

from huiyin.cases.models import Case
from huiyin.reception.models import Complaint, Room, Ticket, Waiting, Word
from huiyin.reception.rooms import keep
from huiyin.reception.words import code_of
from tests.city import organ
from tests.portal.life import ME, TOLD, confirm, plain

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> Room:
    found = Room(organ=organ("lx-xfj"), name="柳溪县接待室", address="府前街3号", opens=time(8), closes=time(17))
    keep(Room.objects.filter(organ=found.organ).first() or found, by=None)
    return found


def heard() -> Ticket:
    now = timezone.now()
    return Ticket.objects.create(
        organ=organ("lx-xfj"), day=timezone.localdate(), series="A", number=901, purpose="new", arrived_at=now,
        queued_at=now, called_at=now, seated_at=now, state=Waiting.SEATED,
    )  # fmt: skip


def test_a_room_says_when_it_is_open_what_it_has_and_what_is_promised(room: Room, client: Client) -> None:
    page = plain(client.get("/rooms/lx-xfj/"))
    assert "府前街3号" in page and "08:00" in page and "三十分钟以内接谈" in page
    assert "柳溪县接待室" in plain(client.get("/rooms/")) and client.get("/rooms/nowhere/").status_code == 404


def test_a_word_needs_the_code_of_the_slip_and_is_taken_once(room: Room, client: Client) -> None:
    ticket = heard()
    url = f"/rooms/lx-xfj/word/{ticket.id}/{code_of(ticket)}/"
    assert client.get(f"/rooms/lx-xfj/word/{ticket.id}/abcdefgh/").status_code == 404
    assert all(each in plain(client.get(url)) for each in ("满意", "基本满意", "不满意"))
    assert client.post(url, {"rating": "splendid"}).status_code == 422
    assert client.post(url, {"rating": "fair", "reason": ["long"], "text": "等了一小时"}).status_code == 303
    client.post(url, {"rating": "dissatisfied"})
    assert [word.rating for word in Word.objects.all()] == ["fair"] and "谢谢您" in plain(client.get(url))


def test_a_complaint_about_a_room_is_heard_by_the_office_above_it(room: Room, client: Client) -> None:
    client.get("/submit/?kind=room&room=lx-xfj")
    said = "昨天上午我去柳溪县接待室，窗口的人不听我说完就叫我走。希望当面道歉，改正态度。"
    client.post("/submit/", {**TOLD, "kind": "room", "text": said, "place": "990121000000"})
    confirm(client)
    client.post("/submit/you/", ME)
    case = Case.objects.latest("id")
    assert (case.holder, case.report) == (organ("qc-xfj"), False)
    assert Complaint.objects.get().organ == organ("lx-xfj")
