"""Text messages and work groups, by gateways that really listen; what they may be told, and what becomes of it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.management import call_command
from django.utils import timezone

from huiyin.cases.identity import Identity
from huiyin.cases.lodging import Capacity, ClaimText, PartyText
from huiyin.channels.account import month_of, told_of
from huiyin.channels.adapter import Connection, Message
from huiyin.channels.models import Posting, Sent
from huiyin.channels.notices import NotSent, send_waiting, tell
from huiyin.channels.registry import adapter, connection
from huiyin.channels.robots import signed
from huiyin.channels.sms.adapter import TRIES
from huiyin.law.terms import ClaimKind
from huiyin.record import models as record
from huiyin.store.mail import Became
from tests.channels.gateways import Gateway
from tests.channels.gateways import sms_row as sms
from tests.channels.mailroom import connect
from tests.city import Matter, lodge

pytestmark = pytest.mark.django_db
NOON, NIGHT = "2026-11-30T12:00:00+08:00", "2026-11-30T23:30:00+08:00"


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    box = Gateway()
    yield box
    box.close()


@pytest.fixture
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, NOON)


def at(monkeypatch: pytest.MonkeyPatch, moment: str) -> datetime:
    now = datetime.fromisoformat(moment)
    monkeypatch.setattr(timezone, "now", lambda: now)
    return now


def chen(way: str = "", **identity: str) -> PartyText:
    return PartyText(Capacity.PETITIONER, Identity("陈大山", **(identity or {"phone": "13200007710"})), way=way)


def told(party: PartyText, **more: Any) -> Matter:
    matter = Matter(lodge(parties=(party,), **more))
    tell(list(record.Message.objects.filter(record=matter.id, topic="notice")))
    return matter


@pytest.mark.usefixtures("noon")
def test_whoever_gives_a_mobile_number_and_chooses_nothing_is_told_by_it(
    gateway: Gateway, settings: Any, tmp_path: Path
) -> None:
    connect(settings, tmp_path, sms(gateway))
    matter = told(chen())
    ((_, headers, said),) = gateway.heard
    assert (said["to"], said["tpl"], said["args"][0], headers["Authorization"]) == (
        "13200007710",
        "T1",
        matter.row.number,
        "Bearer t",
    )
    assert not any(word in json.dumps(said, ensure_ascii=False) for word in ("渠", "陈", "信访"))
    assert month_of("sms", timezone.localdate()) == (1, 5)
    assert [str(each.words) for each in told_of(matter.id)] == ["发出去了"]
    sent = Sent.objects.get(case=matter.id)
    assert (sent.way, sent.reference, sent.cost, sent.sent_at is not None) == ("sms", "m-7", 5, True)


@pytest.mark.usefixtures("noon")
@pytest.mark.parametrize(
    ("party", "way"),
    [
        (chen(phone="0571-88001234"), "phone"),
        (chen(phone="13200007710", way="phone"), "phone"),
        (chen(address="上桥村三组"), "letter"),
        (chen("sms", phone="0571-88001234"), "phone"),
    ],
)
def test_a_line_is_called_and_an_address_written_to(
    gateway: Gateway, settings: Any, tmp_path: Path, party: PartyText, way: str
) -> None:
    connect(settings, tmp_path, sms(gateway))
    matter = told(party)
    assert (gateway.heard, list(Posting.objects.filter(case=matter.id).values_list("way", flat=True))) == ([], [way])


@pytest.mark.usefixtures("noon")
def test_who_looks_themselves_is_told_nothing(gateway: Gateway, settings: Any, tmp_path: Path) -> None:
    connect(settings, tmp_path, sms(gateway))
    told(chen("portal"))
    assert (gateway.heard, Posting.objects.count()) == ([], 0)


@pytest.mark.usefixtures("noon")
def test_of_a_report_nobody_is_told_by_a_way_they_did_not_choose_but_a_call(
    gateway: Gateway, settings: Any, tmp_path: Path
) -> None:
    connect(settings, tmp_path, sms(gateway))
    matter = told(chen(), claims=(ClaimText("查处虚报", kind=ClaimKind.ACCUSATION),))
    assert (gateway.heard, Posting.objects.get(case=matter.id).way) == ([], "phone")


def test_at_night_nothing_rings_and_in_the_morning_it_is_sent_once(
    gateway: Gateway, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect(settings, tmp_path, sms(gateway))
    at(monkeypatch, NIGHT)
    matter = told(chen())
    assert (gateway.heard, Sent.objects.get(case=matter.id).waits_until) == (
        [],
        datetime.fromisoformat("2026-12-01T08:00:00+08:00"),
    )
    for _ in range(2):
        send_waiting(at(monkeypatch, "2026-12-01T08:00:05+08:00"))
    assert len(gateway.heard) == 1 and Sent.objects.get(case=matter.id).waits_until is None


@pytest.mark.usefixtures("noon")
def test_a_number_that_is_none_is_not_tried_again_and_the_person_is_called(
    gateway: Gateway, settings: Any, tmp_path: Path
) -> None:
    connect(settings, tmp_path, sms(gateway))
    gateway.answers = [(200, {"code": "BAD_NUMBER"})]
    matter = told(chen())
    sent = Sent.objects.get(case=matter.id)
    assert (sent.fault, sent.returned_at is not None, Posting.objects.get(case=matter.id).way) == (
        "gateway BAD_NUMBER",
        True,
        "phone",
    )


@pytest.mark.usefixtures("noon")
@pytest.mark.parametrize(
    "answer", [(500, {}), (429, {}), (403, {}), (200, {"code": "BUSY"}), (200, b"<html>"), (302, {}), (200, b"")]
)
def test_a_gateway_that_is_ill_is_asked_again_with_the_same_mark(
    gateway: Gateway, settings: Any, tmp_path: Path, answer: tuple[int, Any]
) -> None:
    connect(settings, tmp_path, sms(gateway))
    gateway.answers = [answer]
    with pytest.raises(NotSent):
        told(chen())
    matter = record.Message.objects.filter(topic="notice").latest("id").record
    tell(list(record.Message.objects.filter(record=matter, topic="notice")))
    assert Sent.objects.get(case=matter).sent_at is not None
    assert len({said["id"] for _, _, said in gateway.heard}) == 1 and len(gateway.heard) == 2


def test_each_step_has_its_template_and_a_form_is_sent_as_one(gateway: Gateway, settings: Any, tmp_path: Path) -> None:
    connect(settings, tmp_path, sms(gateway, form=True, body={"tpl": "{template}", "to": "{phone}"}))
    with said_by("sms") as send:
        assert send(Message("13200007710", "t", "b", "n-1-a", act="accept")).became is Became.SENT
    assert gateway.heard[0][2] == {"tpl": ["T2"], "to": ["13200007710"]}


def said_by(name: str) -> Any:
    channel = connection(name)
    assert channel is not None
    outward = adapter(channel.adapter).outward
    assert outward is not None
    return outward.sending(channel)


@pytest.mark.parametrize("kind", ["wecom", "dingtalk", "feishu", "http"])
def test_a_work_group_is_told_that_something_came_and_nothing_of_it(
    gateway: Gateway, settings: Any, tmp_path: Path, kind: str
) -> None:
    secret = {"secret": "SEC1"} if kind in ("dingtalk", "feishu") else {}
    connect(settings, tmp_path, {"name": "g", "adapter": kind, "organ": "lx-slj", "url": gateway.url, **secret})
    gateway.answers = [(200, {"errcode": 0, "code": 0})] * 3
    matter = Matter(lodge(parties=())).handled()
    for _ in range(2):
        tell(list(record.Message.objects.filter(record=matter.id, topic="notice")))
    ((path, _, said),) = gateway.heard
    words = json.dumps(said, ensure_ascii=False)
    assert "到了本单位" in words and matter.row.number not in words and "渠" not in words
    _signed_well(kind, path, said)


def _signed_well(kind: str, path: str, said: dict[str, Any]) -> None:
    asked = parse_qs(urlsplit(path).query)
    if kind == "dingtalk":
        assert asked["sign"] == [signed("SEC1", f"{asked['timestamp'][0]}\nSEC1")] and asked["key"] == ["k"]
    if kind == "feishu":
        assert said["sign"] == signed(f"{said['timestamp']}\nSEC1")


def test_of_a_report_no_group_is_told_anything(gateway: Gateway, settings: Any, tmp_path: Path) -> None:
    connect(settings, tmp_path, {"name": "g", "adapter": "wecom", "organ": "qc-xfj", "url": gateway.url})
    told(chen("portal"), claims=(ClaimText("查处虚报", kind=ClaimKind.ACCUSATION),))
    assert gateway.heard == []


def test_a_check_says_what_lacks_and_sends_nothing(gateway: Gateway, settings: Any, tmp_path: Path) -> None:
    connect(settings, tmp_path, sms(gateway, body={"x": "{template}"}, templates={}))
    channel = connection("sms")
    assert isinstance(channel, Connection)
    looked = list(adapter("sms").check(channel))
    assert [each.well for each in looked] == [True, False, False]
    assert all(str(each.todo) for each in looked if not each.well) and gateway.heard == []


@pytest.mark.usefixtures("noon")
def test_an_answer_that_is_not_understood_is_not_asked_for_for_ever(
    gateway: Gateway, settings: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    connect(settings, tmp_path, sms(gateway, ok="code=0"))
    with pytest.raises(NotSent):
        told(chen())
    matter = record.Message.objects.filter(topic="notice").latest("id").record
    for _ in range(TRIES - 2):
        with pytest.raises(NotSent):
            tell(list(record.Message.objects.filter(record=matter, topic="notice")))
    tell(list(record.Message.objects.filter(record=matter, topic="notice")))
    assert len(gateway.heard) == TRIES and Posting.objects.get(case=matter).way == "phone"
    call_command("channel", "list", stdout=sys.stdout)
    assert "gateway OK" in capsys.readouterr().out


@pytest.mark.usefixtures("noon")
def test_a_gateway_that_is_away_is_waited_for_without_end(gateway: Gateway, settings: Any, tmp_path: Path) -> None:
    connect(settings, tmp_path, sms(gateway))
    gateway.answers = [(503, {})] * (TRIES + 3)
    with pytest.raises(NotSent):
        told(chen())
    matter = record.Message.objects.filter(topic="notice").latest("id").record
    for _ in range(TRIES + 2):
        with pytest.raises(NotSent):
            tell(list(record.Message.objects.filter(record=matter, topic="notice")))
    tell(list(record.Message.objects.filter(record=matter, topic="notice")))
    assert Sent.objects.get(case=matter).sent_at is not None
