"""The receipt: everything one needs to come back, and proof of what was filed."""

import re

import pytest
from django.test import Client

from huiyin.cases.models import Claim, Submission
from huiyin.record.models import Event
from huiyin.vault.receipts import receipt
from tests.portal.life import Life, confirm, file, hand_in, page, plain, tell

pytestmark = pytest.mark.django_db


def shown(client: Client) -> str:
    case = file(client)
    return plain(client.get(f"/follow/{case.number}/receipt/"))


def proof(life: Life) -> str:
    first = Event.objects.get(record=life.id, seq=1)
    return str(receipt(life.number, bytes(first.hash)))


def verified(client: Client, life: Life, code: str = "") -> str:
    return plain(client.post("/verify/", {"number": life.number, "proof": code or proof(life)}))


def test_it_carries_number_and_code(client: Client) -> None:
    words = shown(client)
    assert re.search(r"编号 990121 \d{8} \d{5}", words)
    assert re.search(r"查询码 \w{4} \w{4}", words)


def test_it_says_what_was_understood_who_has_it_and_what_comes_next(client: Client) -> None:
    words = shown(client)
    assert all(each in words for each in ("1. 希望恢复水渠。", "柳溪县信访局 钱伟", "最迟这一天告诉您由谁办", "第22条"))


def test_it_says_how_to_correct_it(client: Client) -> None:
    assert "哪里不对" in shown(client)


def test_the_scanned_code_keeps_the_query_code_from_the_server(client: Client) -> None:
    """It stands behind the #, which no browser sends."""
    tell(client)
    confirm(client)
    where = hand_in(client).headers["Location"]
    assert "<svg" in page(client.get(where))


def test_nobody_sees_a_receipt_without_the_code(client: Client, life: Life) -> None:
    assert client.get(f"/follow/{life.number}/receipt/").status_code == 404


def test_a_genuine_receipt_is_told_so(client: Client, life: Life) -> None:
    assert "是真的，内容没有动过" in verified(client, life)


def test_the_code_alone_is_enough_beside_its_number(client: Client, life: Life) -> None:
    assert "是真的" in verified(client, life, proof(life).partition("/")[2].lower().replace("-", " "))


def test_verification_tells_nothing_of_the_content(client: Client, life: Life) -> None:
    words = verified(client, life)
    assert "水渠" not in words
    assert "陈" not in words


def test_a_slip_is_told_apart(client: Client, life: Life) -> None:
    code = proof(life).partition("/")[2]
    assert "抄错了" in verified(client, life, code[:-1] + ("1" if code[-1] == "0" else "0"))


def test_the_proof_of_another_matter_does_not_fit(client: Client, life: Life) -> None:
    other = receipt(life.number, b"\x07" * 32)
    assert "对不上" in verified(client, life, str(other))


@pytest.mark.parametrize(
    ("model", "column"), [(Submission, "text"), (Claim, "request"), (Claim, "facts"), (Claim, "reasons")]
)
def test_changed_words_are_found_out(client: Client, life: Life, model: type, column: str) -> None:
    model.objects.filter(case=life.id).update(**{column: "改过的话"})
    assert "不一样了" in verified(client, life)


def test_a_changed_event_is_found_out(client: Client, life: Life) -> None:
    first = Event.objects.get(record=life.id, seq=1)
    Event.objects.filter(id=first.id).update(payload=first.payload.replace('"petitioners":1', '"petitioners":2'))
    assert "不一样了" in verified(client, life)


def test_guessing_proofs_must_wait(client: Client, life: Life) -> None:
    wrong = str(receipt(life.number, b"\x07" * 32))
    for _ in range(10):
        client.post("/verify/", {"number": life.number, "proof": wrong})
    assert client.post("/verify/", {"number": life.number, "proof": proof(life)}).status_code == 429
