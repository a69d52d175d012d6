"""The petitioner sees all of a hearing and speaks to it; everybody reads of the public ones, and of nobody's name."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.meeting.hearing import Hearing, called, handled, wished

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db


def following(client: Client, hearing: Hearing) -> str:
    """The matter opened by number and code; the address of its hearing."""
    lodged = hearing.matter.lodged
    answer = client.post("/follow/", {"number": lodged.case.number, "code": lodged.query_code})
    assert answer.status_code == 303
    return f"/follow/{lodged.case.number}/hearing/"


def said(answer: Any) -> str:
    from tests.portal.life import plain

    return plain(answer)


def test_the_petitioner_reads_who_sits_where_what_was_said_and_what_came_of_it(client: Client) -> None:
    hearing = called().concluded()
    shown = said(client.get(following(client, hearing)))
    assert all(each in shown for each in ("唐云", "赵一鸣（律师）", "水利局三楼", "渠是集体的", "占渠属实，应当恢复"))


def test_what_they_wish_for_is_answered_on_their_own_page_and_asked_for_once(client: Client) -> None:
    hearing = wished(handled())
    url = following(client, hearing)
    answer = client.get(url.removesuffix("hearing/"))
    assert "还没有决定" in said(answer) and "?wish=hearing" not in answer.content.decode()
    assert "我要当面说清楚" in said(client.get(url))


def test_they_answer_object_and_read_the_record_back_by_themselves(client: Client) -> None:
    hearing = called().noticed()
    url = following(client, hearing)
    form = f"{url}{hearing.row.number}/answer/"
    assert client.post(form, {"attendance": ""}).status_code == 422
    assert client.post(form, {"attendance": "comes"}).status_code == 303
    assert client.post(f"{url}{hearing.row.number}/object/", {"whom": "主持人", "reason": "是亲戚"}).status_code == 303
    assert (hearing.facts.attendance, hearing.facts.undecided.whom) == ("comes", "主持人")
    assert "参加" in said(client.get(url)) and "等负责人决定" in said(client.get(url))


def test_the_record_is_corrected_from_the_petitioners_own_page(client: Client) -> None:
    hearing = called().held()
    url = following(client, hearing)
    form = f"{url}{hearing.row.number}/read/"
    assert "渠是集体的" in said(client.get(form))
    assert client.post(form, {"reading": "signed"}).status_code == 422
    assert client.post(form, {"reading": "corrected", "remarks": "是四十二米"}).status_code == 303
    assert hearing.facts.to_correct


def test_somebody_else_finds_nothing_there(client: Client) -> None:
    hearing, other = called().noticed(), called(handled())
    url = following(client, other)
    assert client.get(f"/follow/{hearing.matter.row.number}/hearing/").status_code == 404
    assert client.post(f"{url}{hearing.row.number}/answer/", {"attendance": "comes"}).status_code == 404


def test_everybody_reads_of_public_hearings_to_come_and_of_none_in_a_matter_that_became_a_report(
    client: Client,
) -> None:
    from django.utils import timezone

    from huiyin.cases.models import Case
    from huiyin.meeting.models import Hearing as Row

    hearing = called().noticed()
    Row.objects.filter(id=hearing.id).update(day=timezone.localdate() + timedelta(days=3))
    shown = said(client.get("/hearings/"))
    assert "灌溉渠被占一事" in shown and "陈大山" not in shown and hearing.row.number not in shown
    Case.objects.filter(id=hearing.matter.id).update(report=True)
    assert "灌溉渠被占一事" not in said(client.get("/hearings/"))
