"""What was promised to the person: seen thing by thing, proved, and said to be so or not so by them alone."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from huiyin.cases import materials
from tests.portal.life import CARRIED_OUT, Life, plain

Follow = Callable[[Life], Client]
pytestmark = pytest.mark.django_db


def say(client: Client, life: Life, act: str, **given: object) -> Any:
    (row,) = life.promises
    said = {"key": uuid.uuid4().hex, "seen": row.seq, **given}
    return client.post(f"/follow/{life.number}/promised/{row.number}/{act}/", said)


def test_what_is_promised_says_who_keeps_it_until_when(follow: Follow, life: Life) -> None:
    words = plain(follow(life.served()).get(f"/follow/{life.number}/"))
    assert "答应您的事" in words and "等着落实" in words and "柳溪县水利局" in words


def test_each_thing_that_is_said_to_be_done_waits_for_the_persons_word(follow: Follow, life: Life) -> None:
    client = follow(life.executed())
    words = plain(client.get(f"/follow/{life.number}/"))
    assert "是不是真的" in words and CARRIED_OUT in words
    say(client, life, "deny", reason="只挖了十米")
    assert (life.promises[0].stage, life.facts.claims[0].execution) == ("denied", "denied")
    assert "您说没有落实，单位要接着落实" in plain(client.get(f"/follow/{life.number}/"))


def test_what_was_carried_out_can_be_confirmed(follow: Follow, life: Life) -> None:
    client = follow(life.executed())
    assert say(client, life, "confirm", note="水来了").status_code == 303
    assert (life.promises[0].stage, life.facts.claims[0].execution) == ("kept", "confirmed")


def test_a_no_without_a_reason_keeps_the_form_and_nothing_is_said_too_early(follow: Follow, life: Life) -> None:
    client = follow(life.served())
    assert "这一步已经做过了，或者现在不用做" in plain(say(client, life, "confirm"))
    life.executed_now()
    assert say(client, life, "deny").status_code == 422
    assert life.promises[0].stage == "reported"


def test_evidence_opens_for_the_person_and_for_nobody_else(follow: Follow, life: Life) -> None:
    from tests.portal.life import just_now

    slip = asdict(materials.store(SimpleUploadedFile("回单.txt", "转账回单".encode())))
    life.served()
    life.word("report", life.as_role("handler"), just_now(), account=CARRIED_OUT, kind="payment", files=[slip])
    client = follow(life)
    assert "回单.txt" in plain(client.get(f"/follow/{life.number}/"))
    seq = life.row.seq
    answer = client.get(f"/follow/{life.number}/evidence/{seq}/0/")
    assert b"".join(answer.streaming_content).decode() == "转账回单"
    assert Client().get(f"/follow/{life.number}/evidence/{seq}/0/").status_code == 404
    assert client.get(f"/follow/{life.number}/evidence/{seq}/1/").status_code == 404


def test_another_matters_promise_is_no_promise_here(follow: Follow, life: Life) -> None:
    from tests.portal.life import begin

    other = begin().executed()
    (row,) = other.promises
    client = follow(life.executed())
    assert client.get(f"/follow/{life.number}/promised/{row.number}/confirm/").status_code == 404
    assert client.get(f"/follow/{other.number}/promised/{row.number}/confirm/").status_code == 404
