"""Number and code are lost: the telephone given at the filing brings a new code, never of a report."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from huiyin.cases.identity import Identity
from huiyin.cases.lodging import Capacity, ClaimText, PartyText
from huiyin.gate.way_back_notices import tell
from huiyin.joint.models import Proof, Reissued
from huiyin.law.terms import ClaimKind
from huiyin.record.models import Message
from tests.channels.mailroom import connect
from tests.channels.test_gateways import Gateway, at, gateway, sms
from tests.city import Matter, lodge

__all__ = ["gateway"]
pytestmark = pytest.mark.django_db
PHONE, NAME, DOCUMENT = "13200007710", "陈大山", "990121195001010011"
SAID = {"phone": PHONE, "name": NAME, "tail": ""}


@pytest.fixture(autouse=True)
def connected(gateway: Gateway, settings: Any, tmp_path: Path) -> None:
    connect(settings, tmp_path, sms(gateway, organ=""))


def matter(**identity: str) -> Matter:
    party = PartyText(Capacity.PETITIONER, Identity(NAME, phone=PHONE, **identity))
    return Matter(lodge(parties=(party,), text="砂场占了渠", place="990121101201"))


def sent(gateway: Gateway) -> str:
    """The number for one use that came to the telephone; empty if none did."""
    gateway.heard.clear()
    tell(list(Message.objects.filter(topic="way-back")))
    return str(gateway.heard[0][2]["args"][0]) if gateway.heard else ""


def proved(client: Client, gateway: Gateway, **said: str) -> Any:
    client.post("/follow/lost/", {**SAID, **said})
    return client.post("/follow/lost/number/", {"once": sent(gateway)})


def code_for(client: Client, filed: Matter) -> str:
    page = client.post("/follow/lost/codes/", {"party": str(filed.row.parties.get().id)})
    return str(page.context["code"])


def test_whoever_has_the_telephone_and_the_name_gets_a_new_code(client: Client, gateway: Gateway) -> None:
    filed = matter()
    assert proved(client, gateway).headers["Location"] == "/follow/lost/codes/"
    code = code_for(client, filed)
    opened = Client().post("/follow/", {"number": filed.row.number, "code": code})
    assert opened.headers["Location"] == f"/follow/{filed.row.number}/"
    assert Reissued.objects.get(case=filed.id).proof == Proof.SMS


def test_the_old_code_goes_on_for_the_pause_and_its_holder_may_stop_the_new_one(
    client: Client, gateway: Gateway
) -> None:
    filed = matter()
    proved(client, gateway)
    new = code_for(client, filed)
    holder = Client()
    holder.post("/follow/", {"number": filed.row.number, "code": filed.lodged.query_code})
    holder.post(f"/follow/{filed.row.number}/code/stop/")
    assert Client().post("/follow/", {"number": filed.row.number, "code": new}).status_code == 422
    assert Message.objects.filter(topic="code").exists()
    # Once stopped, only the counter gives another, and two persons there.
    assert proved(client, gateway).status_code == 422


def test_the_message_says_neither_number_nor_matter_and_comes_at_night_too(
    client: Client, gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    filed = matter()
    at(monkeypatch, "2026-12-01T23:30:00+08:00")
    client.post("/follow/lost/", SAID)
    once = sent(gateway)
    text = gateway.heard[0][2]["text"]
    assert len(once) == 6 and once in text
    assert not any(each in text for each in (filed.row.number, "信访", "举报", "砂场", NAME))


@pytest.mark.parametrize("wrong", [{"name": "陈小山"}, {"phone": "13200007711"}])
def test_what_does_not_fit_brings_no_message_and_the_same_page(
    client: Client, gateway: Gateway, wrong: dict[str, str]
) -> None:
    matter()
    answer = client.post("/follow/lost/", {**SAID, **wrong})
    assert answer.headers["Location"] == "/follow/lost/number/"
    assert sent(gateway) == ""
    assert client.post("/follow/lost/number/", {"once": "000000"}).status_code == 422


def test_whoever_gave_a_document_must_know_its_end(client: Client, gateway: Gateway) -> None:
    matter(id_number=DOCUMENT)
    assert proved(client, gateway).status_code == 422
    assert proved(client, gateway, tail="0011").status_code == 303


def test_of_a_report_nothing_comes_and_nothing_tells_that_it_is_there(client: Client, gateway: Gateway) -> None:
    party = PartyText(Capacity.PETITIONER, Identity(NAME, phone=PHONE))
    lodge(parties=(party,), claims=(ClaimText("查一查", kind=ClaimKind.ACCUSATION),), place="990121101201")
    answer = client.post("/follow/lost/", SAID)
    assert answer.headers["Location"] == "/follow/lost/number/"
    assert sent(gateway) == ""


def test_a_telephone_is_sent_three_in_a_day_and_a_number_is_tried_five_times(client: Client, gateway: Gateway) -> None:
    matter()
    for _time in range(3):
        assert client.post("/follow/lost/", SAID).status_code == 303
    assert client.post("/follow/lost/", SAID).status_code == 429
    once = sent(gateway)
    last = str(gateway.heard[-1][2]["args"][0])
    wrong = "000000" if last != "000000" else "000001"
    for _time in range(5):
        client.post("/follow/lost/number/", {"once": wrong})
    assert client.post("/follow/lost/number/", {"once": last}).status_code == 422
    assert once


def test_without_a_gateway_the_page_sends_to_counter_and_telephone(
    client: Client, settings: Any, tmp_path: Path
) -> None:
    connect(settings, tmp_path)
    page = client.get("/follow/lost/").content.decode()
    assert "到窗口" in page and "打电话" in page and 'name="phone"' not in page


def test_nobody_gets_a_code_without_the_number_for_one_use(client: Client, gateway: Gateway) -> None:
    filed = matter()
    client.post("/follow/lost/", SAID)
    answer = client.post("/follow/lost/codes/", {"party": str(filed.row.parties.get().id)})
    assert answer.headers["Location"] == "/follow/lost/"


def test_a_matter_that_was_not_proved_gets_none(client: Client, gateway: Gateway) -> None:
    matter()
    other = Matter(lodge(parties=(PartyText(Capacity.PETITIONER, Identity("王二梅", phone="13200007712")),)))
    proved(client, gateway)
    page = client.post("/follow/lost/codes/", {"party": str(other.row.parties.get().id)})
    assert "code" not in page.context and not Reissued.objects.exists()
