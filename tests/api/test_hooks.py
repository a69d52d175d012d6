"""Webhooks: what official libraries read, in order, again after failures, never inside and never more than is read."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.api.client import Machine
    from tests.api.receiver import Receiver

pytestmark = pytest.mark.django_db


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    from tests.api.receiver import receiving

    settings.HUIYIN_HOOK_NETWORKS = ("127.0.0.0/8",)
    with receiving() as found:
        yield found


def listen(office: Machine, receiver: Receiver, **more: Any) -> dict[str, Any]:
    answer = office.post("/webhooks", {"url": receiver.url, **more})
    assert answer.status_code == 201, answer.content.decode()
    told: dict[str, Any] = answer.json()
    return told


def work(later: timedelta = timedelta()) -> int:
    """What the worker would do now, or later."""
    from django.utils import timezone

    from huiyin.api.hooks.work import send, spread
    from huiyin.record.models import Message

    rows = list(Message.objects.filter(topic="hook"))
    spread(rows)
    spread(rows)  # a worker died between the effect and the deletion
    Message.objects.filter(id__in=[row.id for row in rows]).delete()
    return send(timezone.now() + later)


def contact(office: Machine, number: str, words: str) -> None:
    assert office.do(number, "contact", way="电话", account=words).status_code == 200


def test_what_arrives_is_read_by_the_official_libraries(office: Machine, receiver: Receiver) -> None:
    from cloudevents.core.bindings.http import HTTPMessage, from_http_event
    from standardwebhooks import Webhook

    hook = listen(office, receiver)
    number = office.file()
    assert work() == 1
    _, headers, body = receiver.got[0]
    Webhook(hook["secret"]).verify(body.decode(), headers)
    event = from_http_event(HTTPMessage(headers, body))
    assert (event.get_type(), event.get_subject()) == ("org.huiyin.matter.lodge", number)
    assert "灌溉渠" not in body.decode() and "陈" not in body.decode()


def test_nobody_is_told_before_somebody_listens(office: Machine) -> None:
    from huiyin.record.models import Message

    office.file()
    assert not Message.objects.filter(topic="hook").exists()


def test_what_fails_comes_again_and_nothing_of_its_record_overtakes_it(office: Machine, receiver: Receiver) -> None:
    listen(office, receiver)
    number = office.file()
    contact(office, number, "第一次联系")
    receiver.answers = [503]
    assert [work(), work(), work(timedelta(seconds=10)), work(timedelta(seconds=10))] == [1, 0, 1, 1]
    ids = [headers["webhook-id"] for _, headers, _ in receiver.got]
    acts = [b'"org.huiyin.matter.contact"' in body for _, _, body in receiver.got]
    assert ids[0] == ids[1] and acts == [False, False, True]


def test_a_dead_letter_waits_for_a_person_and_others_go_on(office: Machine, receiver: Receiver) -> None:
    from huiyin.api.hooks.work import PAUSES

    hook = listen(office, receiver)
    office.file()
    receiver.answers = [500] * (len(PAUSES) + 1)
    for day in range(len(PAUSES) + 1):
        work(timedelta(days=2 * day))
    (failed,) = office.get(f"/webhooks/{hook['id']}/failed").json()
    assert (failed["dead"], failed["fault"]) == (True, "500") and work(timedelta(days=90)) == 0
    assert office.post(f"/webhooks/{hook['id']}/replay").json() == {"replayed": 1}
    assert work() == 1 and office.get(f"/webhooks/{hook['id']}/failed").json() == []


def test_a_redirect_is_followed_nowhere_and_a_server_that_is_gone_is_left_alone(
    office: Machine, receiver: Receiver
) -> None:
    listen(office, receiver)
    office.file()
    receiver.answers = [302, 410]
    work()
    work(timedelta(minutes=1))
    assert [path for path, _, _ in receiver.got] == ["/hook", "/hook"]
    assert office.get("/webhooks").json() == []


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "https://10.1.2.3/", "https://[::1]/", "https://169.254.169.254/latest", "https://0.0.0.0/",
        "https://[::ffff:10.0.0.1]/", "https://2130706433/", "https://nobody:secret@example.org/", "https://localhost/",
        "https://100.64.0.1/", "https://[fd00::1]/", "https://[2002:7f00:1::]/", "https://224.0.0.1/", "https:///x",
    ],
)  # fmt: skip
def test_nothing_is_sent_inside(office: Machine, url: str) -> None:
    assert office.post("/webhooks", {"url": url}).status_code in (409, 422)


def test_a_name_that_changes_its_address_reaches_only_the_one_that_was_checked(
    receiver: Receiver, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from huiyin.api.hooks import sending

    asked: list[str] = []

    def rebinding(host: str, *more: Any, **named: Any) -> Any:
        """The checked address the first time, another one inside ever after."""
        asked.append(host)
        address = "127.0.0.1" if len(asked) == 1 else "10.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, receiver.server.server_port))]

    monkeypatch.setattr(sending.socket, "getaddrinfo", rebinding)
    target = sending.target_of(f"http://rebind.example:{receiver.server.server_port}/hook")
    assert (target.host, target.address) == ("rebind.example", "127.0.0.1")
    with pytest.raises(sending.Forbidden):
        sending.target_of("http://rebind.example/hook")


def test_a_report_of_wrongdoing_is_told_to_no_hook(office: Machine, receiver: Receiver) -> None:
    listen(office, receiver)
    claims = [{"request": "查处套取补贴的人", "facts": "虚报面积", "kind": "accusation"}]
    office.file(claims=claims, accused={"organ": "柳溪县水利局"})
    work()
    assert receiver.got == []


def test_a_hook_of_one_kind_hears_of_no_other_and_whoever_reads_nothing_hears_nothing(
    office: Machine, machine: Any, receiver: Receiver
) -> None:
    from huiyin.api.keys import CLIENTS, Scope

    listen(office, receiver, kinds=["advice"])
    listen(machine("analyst", scopes=(*CLIENTS["analyst"].scopes, Scope.HOOKS)), receiver)
    office.file()
    work()
    assert receiver.got == [] and work(timedelta(days=1)) == 0
