"""Filing without a net: the page the device keeps, its sending under one key, and the worker's narrow scope."""

import json
import uuid

import pytest
from django.http import HttpResponse
from django.test import Client

from huiyin.cases.models import Case, Claim, Submission
from tests.portal.life import STORY, page, plain

pytestmark = pytest.mark.django_db

WRITTEN = {"text": STORY, "place": "990121101201", "spot": "", "kind": "help", "name": "陈大山", "phone": "13200007710"}


def send(client: Client, key: str = "", **changes: str) -> HttpResponse:
    return client.post("/submit/offline/", {**WRITTEN, "key": key or uuid.uuid4().hex, **changes})


def test_what_was_written_without_a_net_is_filed_when_it_is_sent(client: Client) -> None:
    assert send(client).headers["Location"].endswith("/receipt/")
    assert [claim.request for claim in Claim.objects.order_by("seq")] == ["希望恢复水渠。", "希望赔偿我的损失3200元。"]


def test_sent_twice_it_is_filed_once(client: Client) -> None:
    key = uuid.uuid4().hex
    places = {send(client, key).headers["Location"] for _try in range(2)}
    assert len(places) == Case.objects.count() == 1


def test_sent_again_from_another_session_it_is_still_one(client: Client) -> None:
    key = uuid.uuid4().hex
    assert send(client, key).headers["Location"] == send(Client(), key).headers["Location"]


def test_nobody_is_said_to_have_seen_how_it_was_understood(client: Client) -> None:
    send(client)
    assert not Submission.objects.get().read_back


def test_a_report_goes_on_to_say_whom_it_is_about(client: Client) -> None:
    assert send(client, kind="report").headers["Location"] == "/submit/claims/"
    assert Case.objects.count() == 0


def test_what_cannot_be_filed_yet_goes_on_with_every_word(client: Client) -> None:
    assert send(client, phone="一三二").headers["Location"] == "/submit/claims/"
    client.post("/submit/claims/", {"claim": "a1", "request-a1": "希望恢复水渠"})
    assert 'value="一三二"' in page(client.get("/submit/you/"))


def test_without_a_place_it_goes_on_to_where_that_is_asked_with_every_word(client: Client) -> None:
    answer = send(client, place="")
    shown = plain(client.get(answer.headers["Location"]))
    assert "春耕用不上水" in shown and "只差一样：事情发生在哪里？" in shown


def test_the_kept_page_shows_nobodys_draft(client: Client) -> None:
    send(client, kind="report")
    whole = page(client.get("/submit/offline/"))
    assert "春耕用不上水" not in whole and "陈大山" not in whole


def test_name_and_phone_are_not_kept_on_the_device(client: Client) -> None:
    whole = page(client.get("/submit/offline/"))
    assert whole.count("data-private") == 2


def test_the_worker_sees_the_filing_and_nothing_else(client: Client) -> None:
    answer = client.get("/submit/worker.js")
    assert answer.headers["Content-Type"] == "text/javascript"
    assert "Service-Worker-Allowed" not in answer.headers


def test_the_worker_keeps_the_blank_page_and_its_looks(client: Client) -> None:
    script = page(client.get("/submit/worker.js"))
    assert '"/submit/offline/"' in script and "huiyin.css" in script
    assert "/follow/" not in script


def test_the_worker_may_reach_this_house_alone(client: Client) -> None:
    policy = client.get("/submit/worker.js").headers["Content-Security-Policy"]
    assert policy == "default-src 'none'; connect-src 'self'"


def test_the_manifest_makes_it_an_app(client: Client) -> None:
    said = json.loads(client.get("/manifest.webmanifest").content)
    assert (said["name"], said["start_url"], said["display"]) == ("回音", "/submit/", "standalone")


def test_every_public_page_names_the_manifest(client: Client) -> None:
    assert 'rel="manifest" href="/manifest.webmanifest"' in page(client.get("/guide/"))
