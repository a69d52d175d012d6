"""Leaders' visits at the desk: who is behind, whom to invite, the sheet before the talk, the day itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from huiyin.people.models import Person
from huiyin.reception.models import ReceptionDay, Visit
from tests.desk.life import Life, ago, begin, report_on
from tests.desk.staff import Desk, words
from tests.desk.test_reception_days import newest, plan

pytestmark = pytest.mark.django_db
Open = Callable[..., Desk]
ON = {"leader": "周平", "post": "局长", "time": "9:00—11:00", "place": "一楼接待厅"}


def arranged(desk: Open, matter: Life, **said: str) -> Visit:
    given = {"matter": matter.number, "manner": "receives", "on": timezone.localdate().isoformat(), **ON, **said}
    answer = desk("chenhao").fill("/desk/records/visit/new", **given)
    assert answer.status_code == 303, words(answer)
    return Visit.objects.latest("id")


def test_a_leader_who_has_not_received_is_first_and_no_number_of_people_is_told(desk: Open) -> None:
    said = words(desk("wanglan").open("/desk/leaders?level=city"))
    assert "周平" in said and "还没有接访" in said and "人次" not in said
    plan(desk("wanglan"))
    desk("wanglan").browser.post(f"/desk/reception-days/{newest().id}", {"kept": "1"})
    again = desk("wanglan").open("/desk/leaders?level=city").content.decode()
    assert "已经接访" in again and again.index("已经接访") > again.index("还没有接访")


def test_a_day_without_its_leader_says_why_to_everybody(desk: Open, client: Any) -> None:
    plan(desk("wanglan"))
    ReceptionDay.objects.update(on=timezone.localdate() - timedelta(days=1))
    url = f"/desk/reception-days/{newest().id}"
    desk("wanglan").browser.post(url, {"unheld": "1", "why": ""})
    assert newest().unheld == ""
    desk("wanglan").browser.post(url, {"unheld": "1", "why": "临时到省里开会"})
    assert "临时到省里开会" in client.get("/reception/").content.decode()


def test_what_has_been_open_for_long_is_offered_and_a_report_never(desk: Open) -> None:
    old, report = begin(ago(days=200)), report_on("lx-slj", at=ago(days=200))
    page = desk("chenhao").open("/desk/visits/choose").content.decode()
    assert f"matter={old.number}&amp;cause=long_open&amp;manner=invites" in page and report.number not in page
    arranged(desk, old)
    assert old.number not in desk("chenhao").open("/desk/visits/choose").content.decode()


def test_the_sheet_says_what_is_asked_what_is_late_and_what_the_law_still_offers(desk: Open) -> None:
    matter = begin(ago(days=30))
    row = arranged(desk, matter)
    desk("chenhao").fill(f"/desk/records/visit/{row.number}/acts/prepare", offer="先到现场看，再定补偿")
    said = words(desk("zhouping").open(f"/desk/visits/{row.number}/sheet"))
    assert "恢复灌溉渠四十二米" in said and "登记分流" in said and "告知或协助申请救助" in said
    assert "先到现场看，再定补偿" in said and "陈大山" not in said


def test_a_visit_on_a_published_day_is_listed_there_and_its_record_says_that_the_leader_came(desk: Open) -> None:
    plan(desk("wanglan"))
    row = arranged(desk, begin())
    page = words(desk("wanglan").open(f"/desk/reception-days/{newest().id}"))
    assert row.day == newest().id and "恢复灌溉渠四十二米 已安排" in page and "准备单" in page
    said = {"said": "渠道被占，用不上水", "answer": "一周内到现场"}
    assert desk("zhouping").fill(f"/desk/records/visit/{row.number}/acts/hold", **said).status_code == 303
    assert newest().held_at is not None


def test_who_may_not_read_the_visit_opens_no_sheet(desk: Open) -> None:
    row = arranged(desk, begin())
    assert desk("gaolei").open(f"/desk/visits/{row.number}/sheet").status_code == 404
    assert desk("gaolei").open(f"/desk/visits/{row.number}x/sheet").status_code == 404


def test_leaders_visits_have_one_place_in_the_navigation(desk: Open) -> None:
    for who, page in (("zhouping", "/desk/"), ("zhouping", "/desk/records/visit")):
        html = desk(who).open(page).content.decode()
        menu = html[html.index("<nav") : html.index("<main")]
        assert menu.count("/desk/reception-days") == 1 and 'href="/desk/records/visit"' not in menu


def test_a_leaders_account_lists_each_matter_and_promise_that_its_figures_count(desk: Open) -> None:
    zhou, matter = Person.objects.get(username="zhouping"), begin()
    day = (timezone.localdate() + timedelta(days=9)).isoformat()
    taken = {"matter": matter.number, "leader": "周平", "post": "局长", "rule": "other", "why": "三年没有水"}
    answer = desk("chenhao").fill("/desk/records/charge/new", **taken, plan="年底以前把渠挖通，开春放水", until=day)
    assert answer.status_code == 303, words(answer)
    said = {"promise": "每三天送一次水", "promise_until": day}
    answer = desk("chenhao").fill(f"{answer.url}/acts/promise", **said)
    assert answer.status_code == 303, words(answer)
    page = words(desk("zhouping").open(f"/desk/leaders/{zhou.id}"))
    assert "我包的案、答应的事" in page and matter.row.title in page and "每三天送一次水" in page
    assert "没到期 1 件" in page and "没有兑现" in page
    assert f"/desk/leaders/{zhou.id}" in desk("wuxia").open("/desk/leaders?level=city").content.decode()


def test_nobody_reads_the_account_of_a_leader_beside_or_below_whom_they_stand_elsewhere(desk: Open) -> None:
    elsewhere = Person.objects.get(username="zhanghua")  # the other county's government
    assert desk("jiangwen").open(f"/desk/leaders/{elsewhere.id}").status_code == 404
    assert desk("wuxia").open(f"/desk/leaders/{elsewhere.id}").status_code == 200
    assert desk("gaolei").open(f"/desk/leaders/{elsewhere.id}").status_code == 403
