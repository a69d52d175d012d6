"""Another system pushes files by itself and is sent the results; a gateway reports on its messages (推送)."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from huiyin.cases.acts import perform
from huiyin.cases.identity import Identity
from huiyin.cases.lodging import Capacity, PartyText
from huiyin.cases.models import Case, ExternalNumber
from huiyin.channels.account import told_of
from huiyin.channels.arrivals.models import Arrival
from huiyin.channels.arrivals.work import Readers, work_on_next
from huiyin.channels.models import Posting, Sent
from huiyin.channels.notices import NotSent, tell
from huiyin.channels.orders.registering import register
from huiyin.channels.registry import WrongChannels, connections
from huiyin.law.terms import Act
from huiyin.record import models as record
from tests.api.client import machine
from tests.channels.mailroom import connect
from tests.channels.stands import workbook
from tests.channels.test_gateways import Gateway, gateway, noon, sms
from tests.city import Matter, actor, lodge

__all__ = ["gateway", "noon"]
pytestmark = pytest.mark.django_db
URL = "/channels/hotline/files"
SHEET = workbook(["工单编号", "来电时间", "诉求内容"], ["G9", "2026-11-03 09:00", "路灯不亮"])
WORD = "k7" * 12


def hotline(**more: Any) -> dict[str, Any]:
    return {"name": "hotline", "adapter": "orders", "organ": "qc-xfj", "mapping": "12345", **more}


@pytest.fixture
def connected(settings: Any, tmp_path: Path) -> None:
    connect(settings, tmp_path, hotline())


def push(data: bytes = SHEET, at_organ: str = "qc-xfj", url: str = f"{URL}?name=11月3日.xlsx") -> Any:
    who = machine("office", at_organ)
    return who.browser.post(url, data, content_type="application/octet-stream", headers=who.headers)


def worked() -> None:
    with closing(Readers()) as readers:
        while work_on_next(readers):
            pass
    register(Event(), once=True)


@pytest.mark.usefixtures("connected")
def test_a_pushed_sheet_becomes_matters_and_says_so_when_asked() -> None:
    answer = push()
    assert answer.status_code == 202 and answer.json()["state"] == "waiting"
    worked()
    who = machine("office")
    said = who.browser.get(answer["Location"], headers=who.headers).json()
    assert ExternalNumber.objects.filter(number="G9").count() == 1
    assert (said["state"], said["said"]) == ("registered", "新登记 1")


@pytest.mark.usefixtures("connected")
def test_the_same_bytes_pushed_twice_are_one_file() -> None:
    assert push().json()["id"] == push().json()["id"] and Arrival.objects.get().mark == "11月3日.xlsx"


@pytest.mark.usefixtures("connected")
def test_only_a_key_of_the_organ_that_receives_pushes_there() -> None:
    stranger = Client().post(URL, SHEET, content_type="application/octet-stream")
    statuses = [push(at_organ="lx-xfj").status_code, push(url="/channels/nothing/files").status_code]
    assert (stranger.status_code, statuses, push(b"").status_code) == (401, [404, 404], 422)
    assert not Arrival.objects.exists()


def test_results_are_sent_back_by_http_under_one_key_for_one_step(
    gateway: Gateway, settings: Any, tmp_path: Path
) -> None:
    url = gateway.url.partition("?")[0]
    connect(settings, tmp_path, hotline(results_url=url, results_headers={"Authorization": "Bearer t"}))
    push()
    worked()
    case = Case.objects.get(external_numbers__number="G9")
    now, said = timezone.now(), {"way": "电话", "account": "问清了是哪盏灯"}
    perform(case=case.id, act=Act.CONTACT, by=actor("chenhao", now), at=now, given=said)
    steps = list(record.Message.objects.filter(record=case.id, topic="notice"))
    gateway.answers = [(503, {})]
    with pytest.raises(NotSent):
        tell(steps)
    tell(steps)
    tell(steps)
    keys = {headers["Idempotency-Key"] for _, headers, _ in gateway.heard}
    assert len(keys) == 1 and gateway.heard[0][1]["Authorization"] == "Bearer t"
    assert gateway.heard[-1][2]["工单编号"] == "G9"


# What became of a text message ----------------------------------------------------------------------------------------

HOW = {"word": WORD, "list": "reports", "reference": "id", "state": "stat", "delivered": "DELIVRD", "failed": "UNDELIV"}


@pytest.fixture
def messaged(gateway: Gateway, noon: None, settings: Any, tmp_path: Path) -> Matter:
    connect(settings, tmp_path, sms(gateway, reports=HOW))
    party = PartyText(Capacity.PETITIONER, Identity("陈大山", phone="13200007710", address="柳溪村三组"))
    matter = Matter(lodge(parties=(party,)))
    tell(list(record.Message.objects.filter(record=matter.id, topic="notice")))
    return matter


def report(state: str, reference: str = "m-7", word: str = WORD) -> int:
    said = json.dumps({"reports": [{"id": reference, "stat": state}]})
    return Client().post(f"/channels/sms/reports/{word}", said, content_type="application/json").status_code


def test_a_message_that_arrived_is_told_as_such(messaged: Matter) -> None:
    assert report("DELIVRD") == 200 and [str(each.words) for each in told_of(messaged.id)] == ["送到了"]


def test_a_message_that_never_will_arrive_goes_on_the_clerks_list_once(messaged: Matter) -> None:
    assert [report("UNDELIV"), report("UNDELIV")] == [200, 200]
    assert [str(each.words) for each in told_of(messaged.id)] == ["没有送到"]
    assert Posting.objects.filter(case=messaged.id).count() == 1


def test_a_report_that_is_faster_than_our_own_note_may_come_again(messaged: Matter) -> None:
    assert report("DELIVRD", "m-8") == 404 and Sent.objects.get(case=messaged.id).delivered_at is None


@pytest.mark.parametrize("word", ["", "wrong", "k7" * 11])
def test_without_the_word_nothing_is_believed(word: str, messaged: Matter) -> None:
    assert report("DELIVRD", word=word or "x") == 404


def test_a_word_that_anybody_could_guess_is_no_setting(gateway: Gateway, settings: Any, tmp_path: Path) -> None:
    connect(settings, tmp_path, sms(gateway, reports={**HOW, "word": "123"}))
    with pytest.raises(WrongChannels, match="reports is wrong"):
        connections()
