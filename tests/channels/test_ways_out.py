"""What every way out keeps, whatever the other side does: nothing that was not taken counts as sent, nobody waits for a
server that never ends, one way that is away holds up no other, and the administrator is told which, and what to do."""

from __future__ import annotations

import json
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from huiyin.api.hooks import sending
from huiyin.cases.identity import Identity
from huiyin.cases.lodging import Capacity, ClaimText, PartyText
from huiyin.channels import asking
from huiyin.channels.adapter import Message
from huiyin.channels.faring import not_going_out, went_out
from huiyin.channels.models import Posting, Sent, Watched
from huiyin.channels.notices import NotSent, tell
from huiyin.channels.registry import ADAPTERS, adapter, connection, connections
from huiyin.law.terms import ClaimKind
from huiyin.record import models as record
from huiyin.store.mail import Became
from tests.channels.gateways import Gateway, sms_row
from tests.channels.mailroom import connect
from tests.channels.test_gateways import NOON, at, said_by
from tests.channels.test_slow_servers import answering
from tests.city import Matter, lodge

pytestmark = pytest.mark.django_db
#: Everything that is carried over HTTP: the adapter, and the least that its settings need.
OVER_HTTP = {
    **{name: {"body": {"to": "{phone}", "text": "{text}"}} for name in ("sms", "voice")},
    **{name: {} for name in ("wecom", "dingtalk", "feishu", "http")},
}
ILL = (301, 302, 303, 307, 308, 400, 401, 403, 404, 429, 500, 502, 503)


def _row(name: str, gateway: Gateway) -> dict[str, Any]:
    return {"name": "g", "adapter": name, "organ": "lx-slj", "url": gateway.url, **OVER_HTTP[name]}


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    box = Gateway()
    yield box
    box.close()


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, NOON)


def test_every_adapter_that_sends_over_http_is_here() -> None:
    assert {name for name in ADAPTERS if adapter(name).outward} - {"mail"} == set(OVER_HTTP)


@pytest.mark.parametrize("status", ILL)
@pytest.mark.parametrize("name", OVER_HTTP)
def test_what_was_not_answered_by_a_yes_was_not_sent(
    gateway: Gateway, settings: Any, tmp_path: Path, name: str, status: int
) -> None:
    connect(settings, tmp_path, _row(name, gateway))
    gateway.answers = [(status, {})]
    with said_by("g") as send:
        result = send(Message("13200007710", "t", "b", "n-1-a"))
    assert result.became is Became.AWAY and len(gateway.heard) == 1
    went_out(connection("g"), result, timezone.now())
    (stuck,) = not_going_out(connections()).values()
    assert stuck.word == f"HTTP {status}" and str(stuck.said) and str(stuck.todo)


def dripping(line: socket.socket) -> None:
    line.recv(65536)
    for sign in "HTTP/1.1 200 OK\r\nX: " + "x" * 600:
        line.sendall(sign.encode())
        time.sleep(0.05)


def test_a_gateway_that_answers_letter_by_letter_is_left_when_the_time_is_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking.posted, "__defaults__", (asking.WAIT, 0.5))
    with answering(dripping) as port:
        began = time.monotonic()
        answer = asking.ask(f"http://127.0.0.1:{port}/", b"{}", {})
        assert (answer.status, time.monotonic() - began < 8) == (0, True)


def test_a_receiver_of_webhooks_that_answers_letter_by_letter_is_left_too(
    monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    monkeypatch.setattr(sending, "WITHIN", 0.5)
    settings.HUIYIN_HOOK_NETWORKS = ("127.0.0.0/8",)
    with answering(dripping) as port:
        began = time.monotonic()
        with pytest.raises((OSError, sending.http.client.HTTPException)):
            sending.post(f"http://127.0.0.1:{port}/", b"{}", {})
        assert time.monotonic() - began < 8


def _moved(party: PartyText, **more: Any) -> Matter:
    """A matter of a register, sent on to an organ with a work group."""
    matter = Matter(lodge(parties=(party,), external=(("12345热线", "G1"),), **more))
    matter.transferred()
    return matter


def _told(matter: Matter) -> None:
    tell(list(record.Message.objects.filter(record=matter.id, topic="notice")))


CHEN = PartyText(Capacity.PETITIONER, Identity("陈大山", email="chen@example.org"))


def test_who_waits_for_one_way_holds_up_no_other(gateway: Gateway, settings: Any, tmp_path: Path) -> None:
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = "huiyin.store.mail.Backend", "127.0.0.1", 9
    results = tmp_path / "results"
    results.mkdir()
    connect(
        settings, tmp_path, {"name": "g", "adapter": "http", "organ": "lx-slj", "url": gateway.url},
        {"name": "o", "adapter": "orders", "organ": "qc-xfj", "mapping": "12345", "results": str(results)},
    )  # fmt: skip
    matter = _moved(CHEN)
    with pytest.raises(NotSent):
        _told(matter)
    assert len(gateway.heard) == 1 and any(results.iterdir())
    assert set(not_going_out([None, *connections()])) == {""}


def test_the_administrator_is_told_which_way_does_not_go_why_and_what_to_do(
    gateway: Gateway, settings: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    connect(settings, tmp_path, {"name": "g", "adapter": "wecom", "organ": "lx-slj", "url": gateway.url})
    gateway.answers = [(200, {"errcode": 93000}), (200, {"errcode": 0})]
    matter = _moved(CHEN)
    for said in ("robot 93000", None):
        with pytest.raises(NotSent) if said else _nothing():
            _told(matter)
        call_command("channel", "list", stdout=sys.stdout)
        shown = capsys.readouterr().out
        assert (said in shown and "发不出去" in shown) if said else "发不出去" not in shown


def _nothing() -> Any:
    from contextlib import nullcontext

    return nullcontext()


def test_of_what_a_report_sends_not_even_a_failure_is_kept(gateway: Gateway, settings: Any, tmp_path: Path) -> None:
    connect(settings, tmp_path, sms_row(gateway))
    gateway.answers = [(503, {})]
    party = PartyText(Capacity.PETITIONER, Identity("陈大山", phone="13200007710"), way="sms")
    matter = Matter(lodge(parties=(party,), claims=(ClaimText("查处虚报", kind=ClaimKind.ACCUSATION),)))
    with pytest.raises(NotSent):
        _told(matter)
    assert len(gateway.heard) == 1 and not Watched.objects.exists()


@pytest.mark.parametrize("phone", ["0571-88001234", "13200007710"])
def test_whoever_wants_to_be_rung_hears_that_something_happened_and_nothing_else(
    gateway: Gateway, settings: Any, tmp_path: Path, phone: str
) -> None:
    connect(settings, tmp_path, sms_row(gateway, adapter="voice"))
    matter = Matter(lodge(parties=(PartyText(Capacity.PETITIONER, Identity("陈大山", phone=phone), way="voice"),)))
    _told(matter)
    ((_, _, said),) = gateway.heard
    words = json.dumps(said, ensure_ascii=False)
    assert said["to"] == phone.replace("-", "") and "新的进展" in words
    assert not any(word in words for word in (matter.row.number, "渠", "陈", "信访"))
    assert Sent.objects.get(case=matter.id).way == "voice"


def test_of_a_report_no_machine_rings_and_a_colleague_does(gateway: Gateway, settings: Any, tmp_path: Path) -> None:
    connect(settings, tmp_path, sms_row(gateway, adapter="voice"))
    party = PartyText(Capacity.PETITIONER, Identity("陈大山", phone="13200007710"), way="voice")
    matter = Matter(lodge(parties=(party,), claims=(ClaimText("查处虚报", kind=ClaimKind.ACCUSATION),)))
    _told(matter)
    assert (gateway.heard, Posting.objects.get(case=matter.id).way) == ([], "phone")


def test_a_voice_that_is_not_taken_is_given_up_and_a_colleague_calls(
    gateway: Gateway, settings: Any, tmp_path: Path
) -> None:
    connect(settings, tmp_path, sms_row(gateway, adapter="voice"))
    gateway.answers = [(200, {"code": "BUSY"})] * 9
    party = PartyText(Capacity.PETITIONER, Identity("陈大山", phone="0571-88001234"), way="voice")
    matter = Matter(lodge(parties=(party,)))
    for _ in range(2):
        with pytest.raises(NotSent):
            _told(matter)
    _told(matter)
    assert len(gateway.heard) == 3 and Posting.objects.get(case=matter.id).way == "phone"


@pytest.mark.parametrize("name", OVER_HTTP)
def test_an_administrator_tries_a_way_out_with_one_message(
    gateway: Gateway, settings: Any, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    connect(settings, tmp_path, _row(name, gateway))
    gateway.answers = [(200, {"code": 0, "errcode": 0}), (401, {})]
    to = ("13200007710",) if name in ("sms", "voice") else ()
    call_command("channel", "try", "g", *to, stdout=sys.stdout)
    assert "对方说收了" in capsys.readouterr().out and len(gateway.heard) == 1
    with pytest.raises(CommandError, match="HTTP 401"):
        call_command("channel", "try", "g", *to)
    assert not Sent.objects.exists() and not Watched.objects.exists()


def test_a_number_is_asked_for_where_a_way_needs_one(gateway: Gateway, settings: Any, tmp_path: Path) -> None:
    connect(settings, tmp_path, sms_row(gateway))
    with pytest.raises(CommandError, match="发到哪里"):
        call_command("channel", "try", "sms")
    assert gateway.heard == []
