"""The query code goes to the telephone of whoever presses for it beside the receipt, never of a report."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from huiyin.cases.identity import Identity
from huiyin.cases.lodging import Capacity, ClaimText, PartyText
from huiyin.cases.models import Case
from huiyin.gate.own_code_notices import tell
from huiyin.law.terms import ClaimKind
from huiyin.record.models import Message
from tests.channels.mailroom import connect
from tests.channels.test_gateways import Gateway, gateway, sms
from tests.city import Matter, lodge

__all__ = ["gateway"]
pytestmark = pytest.mark.django_db
PHONE = "13200007710"
BUTTON = "把查询码发到 132****7710"


@pytest.fixture(autouse=True)
def connected(gateway: Gateway, settings: Any, tmp_path: Path) -> None:
    connect(settings, tmp_path, sms(gateway, organ=""))


def filed(client: Client, phone: str = PHONE, **claim: Any) -> Matter:
    party = PartyText(Capacity.PETITIONER, Identity("陈大山", phone=phone))
    claims = (ClaimText("修好水渠", **claim),)
    matter = Matter(lodge(parties=(party,), text="砂场占了渠", claims=claims, place="990121101201"))
    client.post("/follow/", {"number": matter.row.number, "code": matter.lodged.query_code})
    return matter


def press(client: Client, matter: Matter) -> Any:
    return client.post(f"/follow/{matter.row.number}/card/code/")


def sent(gateway: Gateway) -> list[str]:
    gateway.heard.clear()
    tell(list(Message.objects.filter(topic="own-code")))
    return [str(said[2]["text"]) for said in gateway.heard]


def test_it_comes_to_the_telephone_and_opens_nothing_by_itself(client: Client, gateway: Gateway) -> None:
    matter = filed(client)
    assert BUTTON in client.get(f"/follow/{matter.row.number}/receipt/").content.decode()
    assert press(client, matter).status_code == 303
    (text,) = sent(gateway)
    code = matter.lodged.query_code
    assert f"{code[:4]} {code[4:]}" in text
    assert not any(each in text for each in (matter.row.number, "信访", "查询码", "砂场", "陈大山"))


def test_nothing_comes_that_nobody_pressed_for(client: Client, gateway: Gateway) -> None:
    filed(client)
    assert sent(gateway) == []


def test_the_outbox_does_not_hold_the_code(client: Client, gateway: Gateway) -> None:
    matter = filed(client)
    press(client, matter)
    held = str(Message.objects.filter(topic="own-code").values().get())
    assert matter.lodged.query_code not in held


def test_of_a_report_there_is_no_button_and_no_address(client: Client, gateway: Gateway) -> None:
    matter = filed(client, kind=ClaimKind.ACCUSATION)
    assert "发到" not in client.get(f"/follow/{matter.row.number}/receipt/").content.decode()
    assert press(client, matter).status_code == 404 and sent(gateway) == []


def test_what_became_a_report_after_the_press_is_not_sent(client: Client, gateway: Gateway) -> None:
    matter = filed(client)
    press(client, matter)
    Case.objects.filter(id=matter.id).update(report=True)
    assert sent(gateway) == []


@pytest.mark.parametrize("phone", ["", "057188001234"])
def test_without_a_mobile_number_there_is_no_button(client: Client, gateway: Gateway, phone: str) -> None:
    matter = filed(client, phone=phone)
    assert "发到" not in client.get(f"/follow/{matter.row.number}/card/").content.decode()
    assert press(client, matter).status_code == 404


def test_a_stranger_cannot_press_and_the_owner_three_times_a_day(client: Client, gateway: Gateway) -> None:
    matter = filed(client)
    assert press(Client(), matter).status_code == 404
    for _time in range(4):
        press(client, matter)
    assert Message.objects.filter(topic="own-code").count() == 3
