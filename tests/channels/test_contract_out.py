"""What every way out keeps, wherever a worker dies: each message arrives, and is known where it arrives twice."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from functools import partial
from typing import Any

import pytest
import yaml

from huiyin.channels.registry import ADAPTERS, adapter
from huiyin.vault.points import POINTS
from tests.channels.gateways import Gateway, sms_row
from tests.channels.mailroom import DOMAIN, Mailroom, carrying
from tests.exchange.partition import POINTS as OF_THE_EXCHANGE
from tests.office import ROOT, Office, sqlite

#: Where something that goes out may be half done.
NOTICES = ["notice.claimed", "notice.sent", "outbox.handled"]
#: What carries no notice of its own and yet goes out: results to registers, and webhooks, which are no adapter.
BESIDE = {"orders", "hooks"}
MOST = 3


@dataclass
class Out:
    """The other side of one way out.

    :param row: the connection as the file of channels has it; empty where none is needed.
    :param arrived: the mark of each message that arrived, as often as it did, with all that was said.
    :param points: where a worker dies on this way, in the order in which it comes past them.
    :param reached: what the petitioner left; nothing where no petitioner is told.
    :param moves: whether the matter is sent on, by which something comes to an organ.
    """

    row: dict[str, Any]
    arrived: Callable[[], list[tuple[str, str]]]
    points: list[str] = field(default_factory=lambda: NOTICES)
    reached: dict[str, str] = field(default_factory=dict)
    moves: bool = False
    topic: str = "notice"
    more: dict[str, Any] = field(default_factory=dict)


@contextmanager
def mail() -> Iterator[Out]:
    room = Mailroom()
    try:
        with carrying(room) as smtp:
            yield Out({}, partial(_letters, room), reached={"email": f"chen@{DOMAIN}"}, more={"smtp": smtp})
    finally:
        room.close()


def _letters(room: Mailroom) -> list[tuple[str, str]]:
    """By their Message-ID, once Postfix has delivered them all."""
    deadline = time.monotonic() + 20
    while len(room.letters()) < MOST + 1 and time.monotonic() < deadline:
        time.sleep(0.1)
    found = [message_from_bytes(each) for each in room.letters()]
    return [(each["Message-ID"], f"{each['Subject']}{each.get_payload()}") for each in found]


@contextmanager
def gateway(make: Callable[[Gateway], Out]) -> Iterator[Out]:
    box = Gateway()
    try:
        yield make(box)
    finally:
        box.close()


def sms(box: Gateway) -> Out:
    return Out(sms_row(box), partial(_by_id, box), reached={"phone": "13200007710"})


def voice(box: Gateway) -> Out:
    row = sms_row(box, adapter="voice")
    return Out(row, partial(_by_id, box), reached={"phone": "0571-88001234"}, more={"way": "voice"})


def _by_id(box: Gateway) -> list[tuple[str, str]]:
    return [(said["id"], json.dumps(said)) for _, _, said in box.heard]


def robot(kind: str, box: Gateway) -> Out:
    """A group knows its messages by the number that stands in their words."""

    def arrived() -> list[tuple[str, str]]:
        said = [json.dumps(said.get("text") or said["content"], ensure_ascii=False) for _, _, said in box.heard]
        return [(re.search(r"提醒号(n-[0-9a-z]+)", each)[1], each) for each in said]  # type: ignore[index]

    box.answers = [(200, {"errcode": 0, "code": 0})] * 20
    return Out({"name": "g", "adapter": kind, "organ": "lx-slj", "url": box.url}, arrived, moves=True)


def http(box: Gateway) -> Out:
    row = {"name": "g", "adapter": "http", "organ": "lx-slj", "url": box.url}
    return Out(row, lambda: [(said["mark"], json.dumps(said)) for _, _, said in box.heard], moves=True)


def orders(box: Gateway) -> Out:
    row = {"name": "o", "adapter": "orders", "organ": "qc-xfj", "mapping": "12345", "results_url": box.url}
    arrived = partial(_known_by, box, "Idempotency-Key")
    return Out(row, arrived, points=["result.given", "outbox.handled"], reached={"email": ""}, moves=True)


def hooks(box: Gateway) -> Out:
    arrived = partial(_known_by, box, "webhook-id")
    return Out({}, arrived, points=["outbox.handled", "hook.sent"], topic="hook", more={"url": box.url})


def _known_by(box: Gateway, name: str) -> list[tuple[str, str]]:
    found = [({key.lower(): value for key, value in headers.items()}, said) for _, headers, said in box.heard]
    return [(headers[name.lower()], json.dumps(said)) for headers, said in found]


#: Way out → its other side. A new adapter that sends needs a line here, or the contract fails.
WAYS: dict[str, Callable[[], Any]] = {
    "mail": mail,
    "sms": partial(gateway, sms),
    "voice": partial(gateway, voice),
    **{kind: partial(gateway, partial(robot, kind)) for kind in ("wecom", "dingtalk", "feishu")},
    "http": partial(gateway, http),
    "orders": partial(gateway, orders),
    "hooks": partial(gateway, hooks),
}


def test_every_adapter_that_sends_is_killed_here_and_the_exchange_in_its_trial() -> None:
    assert {name for name in ADAPTERS if adapter(name).outward} | BESIDE == set(WAYS)
    assert {point for point in POINTS if point.startswith("exchange.")} <= set(OF_THE_EXCHANGE)
    out = {point for point in POINTS if point.startswith(("notice.", "result.", "hook."))}
    assert out == {"notice.claimed", "notice.sent", "result.given", "hook.sent"}


@dataclass(frozen=True)
class Ran:
    """How it went: what the worker said, where it had to die, and what arrived, by way."""

    said: str
    points: dict[str, list[str]]
    arrived: dict[str, list[tuple[str, str]]]


@pytest.fixture(scope="module", params=[sqlite])
def ran(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """Three messages wait by every way; workers die at every point, then one works to the end, and one more."""
    folder = tmp_path_factory.mktemp("out")
    office = Office(folder, request.param(folder))
    with ExitStack() as stack:
        ways = {name: stack.enter_context(way()) for name, way in WAYS.items()}
        told = {}
        for name, way in ways.items():
            (folder / f"{name}.yaml").write_text(yaml.safe_dump([way.row] if way.row else []))
            told[name] = {"points": way.points, "reached": way.reached, "moves": way.moves, "topic": way.topic}
            told[name] |= way.more
        (folder / "ways.json").write_text(json.dumps(told))
        environ = {**office.environ, "HUIYIN_DIE_AT": "notice.sent:1000000"}
        command = [sys.executable, "tests/channels/outward_worker.py", str(folder)]
        done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)
        arrived = {name: way.arrived() for name, way in ways.items()}
        return Ran(done.stdout + done.stderr[-3000:], {name: way.points for name, way in ways.items()}, arrived)


@pytest.mark.parametrize("name", WAYS)
def test_a_worker_dies_at_every_point_on_the_way_out_and_nothing_stays_behind(ran: Ran, name: str) -> None:
    mine = [line.split()[1:] for line in ran.said.splitlines() if line.startswith(f"{name} ")]
    died = [[point, "-9"] for point in ran.points[name]]
    assert mine == [*died, ["end", "0"], ["end", "0"], ["left", "0"]], ran.said


@pytest.mark.parametrize("name", WAYS)
def test_every_message_arrives_and_whoever_knows_its_mark_has_it_once(ran: Ran, name: str) -> None:
    found = ran.arrived[name]
    often = Counter(mark for mark, _ in found)
    assert len(often) == (2 * MOST if name == "orders" else MOST)
    assert len(set(found)) == len(often), "the same mark says the same"
    # Between an effect and its mark a worker died; a register has no mark but the message that comes back.
    assert len(found) - len(often) <= (len(often) + 1 if name in BESIDE else 1)
