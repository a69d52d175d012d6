"""The page of letters to be posted: print what is ticked, note what is at the post."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from huiyin.cases.identity import Identity
from huiyin.cases.lodging import Capacity, PartyText
from huiyin.channels.models import Posting
from huiyin.channels.notices import tell
from huiyin.record.models import Message
from tests.desk.life import Life, begin
from tests.desk.staff import Desk, asked, words

pytestmark = pytest.mark.django_db
PAGE = "/desk/postings"


@pytest.fixture
def letter() -> Life:
    who = PartyText(Capacity.PETITIONER, Identity("陈大山", address="石桥镇上桥村三组"), way="letter")
    life = begin(parties=(who,))
    tell(list(Message.objects.filter(record=life.id, topic="notice")))
    return life


def waiting() -> str:
    return str(Posting.objects.get().id)


def test_the_list_names_the_matter_and_no_address(letter: Life, desk: Callable[..., Desk]) -> None:
    text = words(desk("chenhao").open(PAGE))
    assert letter.row.title in text and "上桥村" not in text


def test_printing_shows_the_address_once(letter: Life, desk: Callable[..., Desk]) -> None:
    answer: Any = desk("chenhao").browser.post(PAGE, {"letter": waiting()})
    assert "石桥镇上桥村三组" in words(answer) and answer.headers["Cache-Control"] == "no-store"


def test_posted_with_its_number_it_leaves_the_list(letter: Life, desk: Callable[..., Desk]) -> None:
    chen, number = desk("chenhao"), waiting()
    chen.browser.post(PAGE, {"letter": number})
    chen.browser.post(PAGE, {"posted": number, f"tracking-{number}": "XA12345678933"})
    text = words(chen.open(PAGE))
    assert "没有要寄的信，也没有要打的电话" in text and "XA12345678933" in text


def test_nothing_ticked_says_what_to_do(letter: Life, desk: Callable[..., Desk]) -> None:
    answer = desk("chenhao").browser.post(PAGE, {})
    assert (answer.status_code, "请先勾上要打印的信" in words(answer)) == (422, True)


def test_who_asked_for_a_call_is_called_and_leaves_the_list(desk: Callable[..., Desk]) -> None:
    who = PartyText(Capacity.PETITIONER, Identity("陈大山", phone="13200007710"), way="phone")
    life = begin(parties=(who,))
    tell(list(Message.objects.filter(record=life.id, topic="notice")))
    chen = desk("chenhao")
    before = words(chen.open(PAGE))
    chen.browser.post(PAGE, {"called": waiting()})
    chen.browser.post(PAGE, {"nobody": waiting()})
    assert "打过 1 次没人接" in words(chen.open(PAGE))
    chen.browser.post(PAGE, {"called": waiting(), f"said-{waiting()}": "告诉了本人，已经受理。"})
    assert "告诉了本人" in words(chen.open(f"/desk/cases/{life.number}"))
    assert "要打电话告诉的" in before and "13200007710" not in before
    assert "没有要寄的信，也没有要打的电话" in words(chen.open(PAGE))


def test_another_organ_prints_nothing(letter: Life, desk: Callable[..., Desk]) -> None:
    desk("xiongzihan").browser.post(PAGE, {"letter": waiting()})
    assert Posting.objects.get().printed_at is None


def test_a_few_queries_suffice(letter: Life, desk: Callable[..., Desk]) -> None:
    assert asked(desk("chenhao"), PAGE) <= 12


def test_what_became_of_each_notice_is_shown(letter: Life, desk: Callable[..., Desk]) -> None:
    assert "寄信 ● 列进了待办清单" in words(desk("chenhao").open(f"/desk/cases/{letter.number}/told"))
