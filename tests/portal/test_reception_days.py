"""Leaders' reception days for everybody: the schedule, a place with number and code or without, and giving it back."""

from __future__ import annotations

import re
from datetime import time, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from huiyin.portal.entering import throttle
from huiyin.reception.models import Appointment, ReceptionDay
from huiyin.reception.sealed import unseal
from tests.city import organ
from tests.portal.life import Life, plain

pytestmark = pytest.mark.django_db
CHEN = {"name": "陈大山", "phone": "13200007710", "about": "工资拖欠三个月"}


@pytest.fixture
def day() -> ReceptionDay:
    return ReceptionDay.objects.create(
        organ=organ("qc-xfj"), leader_name="周平", post="局长", on=timezone.localdate() + timedelta(days=3),
        begins=time(9), ends=time(11, 30), place="一楼接待大厅", topic="农民工工资", seats=2,
        published_at=timezone.now(),
    )  # fmt: skip


def sign_up(client: Client, day: ReceptionDay, **said: str) -> Any:
    return client.post(f"/reception/{day.id}/", said, follow=True)


def test_the_schedule_tells_who_when_where_and_how_many_places(client: Client, day: ReceptionDay) -> None:
    said = plain(client.get("/reception/"))
    parts = ("周平", "局长", "09:00–11:30", "一楼接待大厅", "农民工工资", "还有 3 天", "还有 2 个号")
    assert [part for part in parts if part not in said] == []
    assert re.search(r"\d+月\d+日（周.）", said)


def test_an_unpublished_day_is_not_found(client: Client, day: ReceptionDay) -> None:
    ReceptionDay.objects.update(published_at=None)
    assert "周平" not in plain(client.get("/reception/"))
    assert client.get(f"/reception/{day.id}/").status_code == 404


def test_the_schedule_of_one_organ(client: Client, day: ReceptionDay) -> None:
    assert "周平" not in plain(client.get(f"/reception/?organ={organ('lx-xfj')}"))
    assert "周平" in plain(client.get(f"/reception/?organ={organ('qc-xfj')}"))


def test_a_place_is_taken_with_name_and_telephone(client: Client, day: ReceptionDay) -> None:
    assert "约好了，您是 1 号" in plain(sign_up(client, day, **CHEN))
    assert unseal(Appointment.objects.get(), "phone") == "13200007710"


def another(day: ReceptionDay, ahead: int) -> ReceptionDay:
    day.pk, day.on = None, day.on + timedelta(days=ahead)
    day.id = ReceptionDay._meta.get_field("id").get_default() or None
    day.save()
    return day


def test_one_telephone_takes_places_on_so_many_days_and_no_more(day: ReceptionDay) -> None:
    """From a new browser and another address each time, and with the number written in other ways."""
    answers = [
        Client().post(f"/reception/{another(day, n).id}/", {**CHEN, "phone": phone}, REMOTE_ADDR=f"203.0.113.{n}")
        for n, phone in enumerate(("13200007710", "132 0000 7710", "+86 13200007710", "132-0000-7710"))
    ]
    assert [answer.status_code for answer in answers] == [303, 303, 303, 429]
    assert "一天最多约3次" in plain(answers[-1])


def test_codes_of_a_matter_cannot_be_tried_out_on_one_day_after_the_other(day: ReceptionDay, life: Life) -> None:
    typed = {"number": life.number, "code": "XXXX-XXXX"}
    last = [
        Client().post(f"/reception/{another(day, 1).id}/", typed, REMOTE_ADDR=f"203.0.{n // 200}.{n % 200}")
        for n in range(60)
    ][-1]
    assert last.status_code == 429


def test_a_place_is_taken_with_number_and_code(client: Client, day: ReceptionDay, life: Life) -> None:
    sign_up(client, day, number=life.number, code=life.lodged.query_code)
    assert Appointment.objects.get().case == life.id


def test_a_wrong_code_takes_no_place(client: Client, day: ReceptionDay, life: Life) -> None:
    assert "编号和查询码对不上" in plain(sign_up(client, day, number=life.number, code="AAAA2222"))
    assert not Appointment.objects.exists()


def test_guessing_codes_here_must_wait_too(client: Client, day: ReceptionDay, life: Life) -> None:
    answers = [sign_up(client, day, number=life.number, code="AAAA2222").status_code for _ in range(11)]
    assert answers[-1] == 429


def test_a_number_in_wide_digits_is_no_other_number_to_guess_at(client: Client, day: ReceptionDay, life: Life) -> None:
    for each in range(throttle.BY_NUMBER.most):
        throttle.count_failure(throttle.Guess(f"203.0.113.{each}", life.number), timezone.now())
    wide = life.number.translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"})
    assert sign_up(client, day, number=wide, code="AAAA2222").status_code == 429


def test_nothing_said_is_asked_for_and_nothing_is_lost(client: Client, day: ReceptionDay) -> None:
    said = client.post(f"/reception/{day.id}/", {"about": "工资拖欠三个月"})
    assert said.status_code == 422
    assert "请写姓名，或者填编号和查询码" in plain(said) and "工资拖欠三个月" in said.content.decode()


def test_the_code_is_told_once(client: Client, day: ReceptionDay) -> None:
    sign_up(client, day, **CHEN)
    assert "约好了" not in plain(client.get(f"/reception/{day.id}/"))


def test_a_place_is_given_back_with_its_code(client: Client, day: ReceptionDay) -> None:
    made = sign_up(client, day, **CHEN).context["made"]
    said = sign_up(client, day, withdraw="1", place=str(made["number"]), place_code=made["code"])
    assert "号已经退了" in plain(said) and Appointment.objects.get().withdrawn_at is not None


def test_the_wrong_code_gives_nothing_back(client: Client, day: ReceptionDay) -> None:
    sign_up(client, day, **CHEN)
    assert "号和退号码对不上" in plain(sign_up(client, day, withdraw="1", place="1", place_code="x"))


def test_a_full_day_says_so_and_what_to_do(client: Client, day: ReceptionDay) -> None:
    sign_up(client, day, **CHEN)
    sign_up(client, day, name="李梅", phone="13900005678")
    assert "也可以当天来" in plain(client.get("/reception/"))


def test_the_page_says_that_it_is_no_petition(client: Client, day: ReceptionDay) -> None:
    assert "不算提出信访" in plain(client.get(f"/reception/{day.id}/"))
