"""Choosing a hearing, agreeing to mediation, saying that one was not understood: recorded, and seen by the handler."""

import json
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from huiyin.law.hearing.vocabulary import HearingAct
from huiyin.meeting.hearings import HEARINGS
from huiyin.meeting.models import Hearing
from huiyin.people.models import Person
from huiyin.record.door import perform
from huiyin.record.models import Event
from tests.portal.life import Life, begin, page, plain

pytestmark = pytest.mark.django_db
Follow = Callable[[Life], Client]


def said(life: Life) -> dict[str, str]:
    event = Event.objects.filter(record=life.id, act="supplement").latest("seq")
    return dict(json.loads(event.payload)["said"])


def test_a_hearing_can_be_wished_for_while_it_is_handled(follow: Follow) -> None:
    life = begin()
    life.handled()
    assert "希望开听证会" in plain(follow(life).get(f"/follow/{life.number}/"))


def test_no_hearing_is_offered_before_somebody_handles_it(life: Life, follow: Follow) -> None:
    assert "希望开听证会" not in plain(follow(life).get(f"/follow/{life.number}/"))


def test_the_wish_begins_with_words_one_may_change(life: Life, follow: Follow) -> None:
    shown = page(follow(life).get(f"/follow/{life.number}/supplement/?wish=mediation"))
    assert "我愿意调解" in shown and "愿意调解</h1>" in shown


@pytest.mark.parametrize("wish", ["hearing", "mediation", "correction"])
def test_the_wish_is_recorded_by_its_kind(life: Life, follow: Follow, wish: str) -> None:
    follow(life).post(f"/follow/{life.number}/supplement/", {"text": "我的意思是这样", "wish": wish})
    assert said(life)["wish"] == wish


def test_a_plain_addition_has_no_wish(life: Life, follow: Follow) -> None:
    follow(life).post(f"/follow/{life.number}/supplement/", {"text": "昨天来人看过", "wish": ""})
    assert "wish" not in said(life)


def test_a_wish_the_law_does_not_know_is_refused(life: Life, follow: Follow) -> None:
    answer = follow(life).post(f"/follow/{life.number}/supplement/", {"text": "昨天来人看过", "wish": "gold"})
    assert answer.status_code == 422


def test_each_claim_can_be_said_not_to_be_what_was_meant(life: Life, follow: Follow) -> None:
    client = follow(life)
    assert "wish=correction&amp;claim=1" in page(client.get(f"/follow/{life.number}/"))
    assert "第1项写的不是我的意思" in plain(client.get(f"/follow/{life.number}/supplement/?wish=correction&claim=1"))


def test_the_history_tells_the_wish(life: Life, follow: Follow) -> None:
    client = follow(life)
    client.post(f"/follow/{life.number}/supplement/", {"text": "我要当面说", "wish": "hearing"})
    assert "您希望开听证会" in plain(client.get(f"/follow/{life.number}/"))


def at_desk(who: str = "xiongzihan") -> Client:
    desk = Client()
    desk.post("/desk/login", {"username": who, "password": "huiyin-demo"})
    return desk


@pytest.fixture
def handled(follow: Follow) -> Life:
    """Whose petitioner has said what they wish, while it is handled."""
    life = begin()
    life.handled()
    return life


def wish(life: Life, follow: Follow, kind: str) -> None:
    follow(life).post(f"/follow/{life.number}/supplement/", {"text": "我要当面说清楚", "wish": kind})


def handler_of(life: Life) -> Client:
    return at_desk(Person.objects.get(id=life.row.owner).username)


def test_the_wish_stands_on_the_matters_page_with_the_way_to_do_it(handled: Life, follow: Follow) -> None:
    wish(handled, follow, "hearing")
    shown = page(handler_of(handled).get(f"/desk/cases/{handled.number}"))
    assert "我要当面说清楚" in shown and f'class="button" href="/desk/cases/{handled.number}/hearing"' in shown


def test_the_wish_is_a_request_of_record_and_leads_there(handled: Life, follow: Follow) -> None:
    wish(handled, follow, "hearing")
    desk = handler_of(handled)
    answer = desk.get(f"/desk/cases/{handled.number}/hearing")
    assert "我要当面说清楚" in page(desk.get(answer.url)) and "已申请，待决定" in page(desk.get(answer.url))


def test_the_form_of_mediation_begins_with_the_petitioner(handled: Life, follow: Follow) -> None:
    wish(handled, follow, "mediation")
    assert "表示愿意调解" in page(handler_of(handled).get(f"/desk/cases/{handled.number}/acts/mediate"))


def test_without_a_wish_the_way_leads_to_an_empty_form(handled: Life) -> None:
    desk = handler_of(handled)
    form = page(desk.get(desk.get(f"/desk/cases/{handled.number}/hearing").url))
    assert handled.number in form and "希望举行听证：" not in form


def test_a_wish_that_was_answered_waits_no_longer(handled: Life, follow: Follow) -> None:
    wish(handled, follow, "hearing")
    row = Hearing.objects.get(matter=handled.id)
    head = handled.as_role("head")
    given = {"reason": "双方没有争议，不用听证"}
    perform(HEARINGS, record=row.id, act=HearingAct.REFUSE, by=head, at=timezone.now(), given=given)
    shown = page(handler_of(handled).get(f"/desk/cases/{handled.number}"))
    assert "信访人：希望举行听证" not in shown and "不举行" in shown


def test_the_handler_sees_the_wish(life: Life, client: Client, follow: Follow) -> None:
    follow(life).post(f"/follow/{life.number}/supplement/", {"text": "我要当面说", "wish": "hearing"})
    desk = Client()
    desk.post("/desk/login", {"username": "chenhao", "password": "huiyin-demo"})
    assert "希望举行听证" in page(desk.get(f"/desk/cases/{life.number}"))
