"""A story that is like a report of wrongdoing, without a word of the law: at every door where somebody can be asked it
is asked about once and then taken; where nobody can be asked, whoever may be meant never has it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from huiyin.cases.models import Case
from huiyin.channels.arrivals.taking import take_in
from huiyin.channels.registry import connection
from huiyin.law.accused.heard import heard
from huiyin.record.models import Event
from tests.api.client import machine
from tests.channels import mails
from tests.channels.mailroom import connect
from tests.channels.stands import workbook as sheet_of
from tests.channels.workbooks import HEADINGS, take, workbook
from tests.city import organ, person
from tests.desk.life import begin
from tests.desk.staff import Desk, form_on
from tests.desk.test_field import clerk as village
from tests.desk.test_field import sent as noted
from tests.desk.test_orders import take as take_sheet
from tests.hostile.doors import CHANNELS, PLACE, _work
from tests.portal.life import confirm, tell

pytestmark = pytest.mark.django_db
STORY = "单位的救护车，周局长开回老家给他妈过寿，油都是公家加的，账还报在外面。"


@pytest.fixture(autouse=True)
def connected(settings: Any, tmp_path: Path) -> None:
    connect(settings, tmp_path, *map(dict, CHANNELS))


def test_the_story_is_like_a_report_and_says_no_word_of_it() -> None:
    assert heard(STORY).like and not heard(STORY).signs


# Where somebody can be asked ------------------------------------------------------------------------------------------


def at_the_counter(channel: str) -> Callable[[], tuple[Any, Any]]:
    def come() -> tuple[Any, Any]:
        clerk, url = Desk("wanglan"), f"/desk/intake/{channel}"
        first = clerk.fill(url, text=STORY, place=PLACE, name="陈大山", phone="13900001231")
        return first, lambda: clerk.send(url, form_on(first))

    return come


def by_mail() -> tuple[Any, Any]:
    channel = connection("xfj-mail")
    assert channel is not None
    came = take_in(channel, mails.plain("一件事", STORY, mark="w1"), "1", timezone.now())
    _work()
    clerk, url = Desk("zhaoning"), f"/desk/intake/email?mail={came.id}"
    first = clerk.fill(url, place=PLACE)
    return first, lambda: clerk.send(url, form_on(first))


def at_the_portal() -> tuple[Any, Any]:
    client = Client()
    tell(client, kind="help", text=STORY, place=PLACE)
    first = confirm(client)
    return client.get(first.headers["Location"]), lambda: client.post(first.headers["Location"], {"report": "no"})


def added_at_the_desk() -> tuple[Any, Any]:
    matter, clerk = begin(), Desk("chenhao")
    said = {"text": STORY, "_channel": "visit"}
    return clerk.act(matter.number, "supplement", **said), lambda: clerk.act(
        matter.number, "supplement", **said, no_report="on"
    )


def added_by_a_machine() -> tuple[Any, Any]:
    matter, office = begin(), machine("office")
    said, url = {"text": STORY}, f"/matters/{matter.number}/acts/supplement"
    return office.post(url, {"said": said}), lambda: office.post(url, {"said": {**said, "no_report": True}})


def noted_in_a_village() -> tuple[Any, Any]:
    desk = village()
    return noted(desk, account=STORY), lambda: noted(desk, "k2", account=STORY, no_report="on")


ASKING: dict[str, Callable[[], tuple[Any, Any]]] = {
    **{f"counter, {each}": at_the_counter(each) for each in ("visit", "phone", "letter", "telegram", "email")},
    "mail": by_mail, "portal": at_the_portal, "added at the desk": added_at_the_desk,
    "added by a machine": added_by_a_machine, "village": noted_in_a_village,
}  # fmt: skip
#: What the pages and answers of each say; all of them speak of what somebody in office did.
QUESTIONS = ("是不是检举", "是要举报吗", "检举控告")


@pytest.mark.parametrize("door", ASKING)
def test_it_is_asked_once_and_then_taken(door: str) -> None:
    first, again = ASKING[door]()
    before = Event.objects.count()
    shown = first.content.decode()
    assert first.status_code != 303 and any(each in shown for each in QUESTIONS), shown[:2000]
    assert again().status_code in (200, 201, 303) and Event.objects.count() >= before


# Where nobody can be asked --------------------------------------------------------------------------------------------


def a_row(tmp_path: Path) -> None:
    take(workbook(tmp_path, ("7001", "UU1", "", "2026-11-02 08:05", STORY, "", ""), headings=HEADINGS))


def a_work_order(tmp_path: Path) -> None:
    channel = connection("hotline")
    assert channel is not None
    row = ["G1", "2026-11-02 08:00", STORY, "13200007710"]
    came = take_in(channel, sheet_of(["工单编号", "来电时间", "诉求内容", "来电号码"], row), "G1", timezone.now())
    _work()
    take_sheet(Desk("wanglan"), came)


def a_machine(tmp_path: Path) -> None:
    said = {"channel": "phone", "text": STORY, "place": PLACE, "parties": [], "claims": [{"request": "请管一管"}]}
    assert machine("office").post("/matters", said).status_code == 201


def a_report_of_the_city(tmp_path: Path) -> None:
    app = machine("open311")
    said = {"api_key": app.given.text, "service_code": "light", "description": STORY, "address_string": "柳溪县",
            "attribute[pole]": "1", "attribute[fault]": "dark"}  # fmt: skip
    assert app.browser.post("/open311/v2/requests.json", said).status_code == 200


@pytest.mark.parametrize("door", [a_row, a_work_order, a_machine, a_report_of_the_city], ids=lambda each: each.__name__)
def test_whoever_may_be_meant_never_has_it(door: Callable[[Path], None], tmp_path: Path) -> None:
    door(tmp_path)
    case = Case.objects.latest("id")
    assert case.report and case.holder != organ("qc-xfj") and case.owner != person("zhouping")
    assert Desk("zhouping").open(f"/desk/cases/{case.number}").status_code == 404


def test_who_was_asked_already_is_believed() -> None:
    said = {"channel": "phone", "text": STORY, "place": PLACE, "parties": [], "asked": True}
    assert machine("office").post("/matters", said).status_code == 201
    assert not Case.objects.latest("id").report
