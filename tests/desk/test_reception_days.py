"""Leaders' reception days at the desk: planned, kept, and the matters taken on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from huiyin.house.demo.clock import clock_at
from huiyin.reception import days
from huiyin.reception.days import Made, Wish
from huiyin.reception.models import ReceptionDay, Ticket
from tests.city import organ, person
from tests.desk.life import Life, ago, report_on
from tests.desk.staff import Answer, Desk, words

Open = Callable[..., Desk]
HERE = "/desk/reception-days"
PROVINCE = "shiyang"


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    """A leader's day is over at its end: in the last minute before midnight nobody can sign up any more."""
    with clock_at(timezone.localtime().replace(hour=12)):
        yield


def plan(desk: Desk, **said: Any) -> Answer:
    usual = {"leader_name": "周平", "post": "局长", "manner": "receives", "on": timezone.localdate().isoformat(),
             "begins": "00:00", "ends": "23:59", "place": "一楼接待厅", "topic": "工资", "seats": "8"}  # fmt: skip
    return desk.browser.post(f"{HERE}/new", {**usual, **said})


def newest() -> ReceptionDay:
    return ReceptionDay.objects.latest("id")


@pytest.fixture
def wang(desk: Open) -> Desk:
    """王兰, who planned a day for 周平 today."""
    clerk = desk("wanglan")
    plan(clerk)
    return clerk


def signs_up(**said: Any) -> Made:
    made = days.book(newest().id, Wish(**{"name": "陈大山", "phone": "13200007710", **said}), at=timezone.now())
    assert isinstance(made, Made)
    return made


def url() -> str:
    return f"{HERE}/{newest().id}"


def test_a_planned_day_is_public_at_once(wang: Desk, client: Any) -> None:
    assert "周平" in client.get("/reception/").content.decode()


def test_a_leader_with_an_account_is_known(wang: Desk) -> None:
    assert newest().leader == person("zhouping")


def test_a_leader_without_one_is_only_named(desk: Open) -> None:
    plan(desk("wanglan"), leader_name="何副市长")
    assert newest().leader is None


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"on": "2020-01-01"}, "这一天已经过了"),
        ({"begins": "10:00", "ends": "09:00"}, "结束要晚于开始"),
        ({"seats": "9999"}, "请写 0 到 200 之间的数"),
        ({"leader_name": ""}, "请填写这一项"),
    ],
)
def test_a_day_that_cannot_be_is_told(desk: Open, said: dict[str, str], why: str) -> None:
    answer = plan(desk("wanglan"), **said)
    assert answer.status_code == 422 and why in words(answer)


def test_a_cancelled_day_says_why_to_the_public(wang: Desk, client: Any) -> None:
    form = {name: value for name, value in wang.open(f"{url()}/change").context["form"].initial.items()}
    usual = {**form, "on": newest().on.isoformat(), "begins": "00:00", "ends": "23:59", "cancelled": "防汛值守"}
    wang.browser.post(f"{url()}/change", usual)
    assert "防汛值守" in client.get("/reception/").content.decode()


def test_who_plans_nothing_is_turned_away(desk: Open) -> None:
    assert desk("zhengyu").open(f"{HERE}/new").status_code == 403


def test_another_organs_day_cannot_be_changed(wang: Desk, desk: Open) -> None:
    assert desk("xumei").open(f"{url()}/change").status_code == 404 == desk("xumei").open(url()).status_code


def test_who_signed_up_is_listed_masked(wang: Desk) -> None:
    signs_up(about="工资拖欠三个月")
    said = words(wang.open(url()))
    assert "陈**" in said and "132****7710" in said and "工资拖欠三个月" in said and "陈大山" not in said


def test_a_matter_the_reader_may_not_read_is_not_told(wang: Desk, desk: Open) -> None:
    report = report_on("qc-xfj", by=PROVINCE, organ=organ("sf-xfj"))
    signs_up(name="", phone="", case=report.id)
    said = words(desk("zhouping").open(url()))
    assert "凭编号预约" in said and "查处套取补贴" not in said and "看不到" not in said


def test_whoever_comes_gets_a_ticket_in_the_leaders_line(wang: Desk) -> None:
    made = signs_up()
    wang.browser.post(url(), {"arrived": str(made.appointment.id)})
    assert Ticket.objects.get().line == newest().id
    assert "B01" in words(wang.open(f"/desk/waiting?line={newest().id}"))


def test_the_counters_line_does_not_show_the_leaders_visitors(wang: Desk) -> None:
    wang.browser.post(url(), {"arrived": str(signs_up().appointment.id)})
    assert "等候 0 位" in words(wang.open("/desk/waiting"))


# Matters that leaders answer for -------------------------------------------------------------------------------------


def take_on(letter: Life, **said: str) -> Any:
    from tests.reception.test_charges import take_on as charge

    return charge(letter, ago(hours=1), by="wanglan", leader="周平", post="局长", **said)


def test_a_charge_stands_on_its_leaders_page(wang: Desk, desk: Open, letter: Life) -> None:
    until = timezone.localdate() + timedelta(days=10)
    take_on(letter, until=until.isoformat())
    said = words(desk("zhouping").open(HERE))
    assert "我包的案 1 件" in said and "恢复灌溉渠四十二米" in said and "剩 10 天" in said


def test_it_stands_on_the_day_on_which_it_was_taken_on_and_is_written_down_there(wang: Desk, letter: Life) -> None:
    page = wang.open(url())
    assert "/desk/records/charge/new?leader=%E5%91%A8%E5%B9%B3" in page.content.decode()
    take_on(letter)
    assert "这一天包下的案" in words(wang.open(url()))


def test_taking_on_changes_neither_owner_nor_period(letter: Life) -> None:
    before = (letter.row.owner, letter.row.queue_on)
    take_on(letter)
    assert (letter.row.owner, letter.row.queue_on) == before


def test_the_page_of_leaders_says_what_each_kept_and_counts_no_visitors(wang: Desk, letter: Life) -> None:
    take_on(letter)
    said = words(wang.open("/desk/leaders"))
    assert "包的案" in said and "没到期 1 件" in said
