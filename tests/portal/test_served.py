"""What was not served is not said, on no page of the person's: no outcome, no promise, nothing that rests on them."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from huiyin.channels.notices import tell
from huiyin.law.matter.served import UNSERVED
from huiyin.law.terms import Act, Stage
from huiyin.portal.entering.grants import Opened
from huiyin.portal.following.matter import gather
from huiyin.portal.following.standing import coming, now_words
from huiyin.portal.mine import accounts
from huiyin.record.models import Message
from tests.city import GROUNDS
from tests.portal.life import DAY, Life, begin, just_now, page, plain, proof

pytestmark = pytest.mark.django_db
Follow = Callable[[Life], Client]

PROMISED = timezone.localdate() + DAY * 90
MARKS = ("支持您的要求", "等着落实", "前落实", "单位说已经落实", "查明的独一句", "依据的独一句")
SAID = {"finding": "查明的独一句", "basis": "依据的独一句", "outcome": "supported", "execute_by": PROMISED.isoformat()}
NOT_YET = {"finding": "查明先前", "basis": "依据先前", "outcome": "explained"}


def proposed(life: Life) -> None:
    life.handled()
    life.do("propose", life.as_role("handler"), outcomes={"1": SAID}, **GROUNDS)


def decided(life: Life) -> None:
    proposed(life)
    life.do("sign", life.as_role("head"))


def review_decided(life: Life) -> None:
    life.handled()
    life.do("propose", life.as_role("handler"), outcomes={"1": NOT_YET}, **GROUNDS)
    life.do("sign", life.as_role("head"))
    served(life, "handler")
    judged(life, "seek_review", ruling="change", outcomes={"1": SAID})


def rereview_decided(life: Life) -> None:
    life.handled()
    life.do("propose", life.as_role("handler"), outcomes={"1": NOT_YET}, **GROUNDS)
    life.do("sign", life.as_role("head"))
    served(life, "handler")
    judged(life, "seek_review", ruling="uphold", reason="原来的意见没有错")
    served(life, "reviewer")
    judged(life, "seek_rereview", ruling="change", outcomes={"1": SAID})


def served(life: Life, role: str) -> None:
    life.issue(just_now())
    life.do("serve", life.as_role(role), **proof())


def judged(life: Life, sought: str, **decision: object) -> None:
    life.do(sought, "petitioner", reason="不服")
    reviewer = life.as_role("reviewer")
    life.do("admit_review", reviewer, to_person=reviewer.person)
    life.do("decide_review", life.as_role("head"), **{"reason": "查明的独一句，重新认定", **decision})


WAYS: dict[Stage, Callable[[Life], None]] = {
    Stage.PROPOSED: proposed,
    Stage.DECIDED: decided,
    Stage.REVIEW_DECIDED: review_decided,
    Stage.REREVIEW_DECIDED: rereview_decided,
}


def told(follow: Follow, life: Life) -> str:
    """Everything that the person can read of the matter."""
    client = follow(life)
    places = ("", "receipt/", "supplement/", "seek_review/", "seek_rereview/", "rate/", "reopen/")
    shown = [page(client.get(f"/follow/{life.number}/{place}")) for place in places]
    shown.append(page(client.get(f"/documents/{life.number}/")))
    account = accounts.opened_or_made("13200007710", "一句很长的密码", timezone.now())
    accounts.keep(account, life.row, timezone.now())
    client.post("/mine/", {"login": "13200007710", "password": "一句很长的密码"})
    shown += [page(client.get(place)) for place in ("/mine/", "/mine/list.csv")]
    return re.sub(r"\s+", "", "".join(shown))


def said_of_it(text: str) -> list[str]:
    days = (f"{PROMISED.month}月{PROMISED.day}日", PROMISED.isoformat())
    return [mark for mark in (*MARKS, *days) if mark in text]


def test_every_stage_before_service_is_walked() -> None:
    assert set(WAYS) == UNSERVED


@pytest.mark.parametrize("stage", WAYS)
def test_no_page_speaks_of_what_was_not_served(follow: Follow, life: Life, stage: Stage) -> None:
    WAYS[stage](life)
    assert life.row.stage == stage.value
    assert said_of_it(told(follow, life)) == []


@pytest.mark.parametrize("stage", [Stage.DECIDED, Stage.REVIEW_DECIDED, Stage.REREVIEW_DECIDED])
def test_the_same_pages_speak_of_it_once_it_is_served(follow: Follow, life: Life, stage: Stage) -> None:
    WAYS[stage](life)
    served(life, "handler" if stage is Stage.DECIDED else "reviewer")
    assert {"查明的独一句", "等着落实"} <= set(said_of_it(told(follow, life)))


def test_what_was_not_served_promises_nothing_that_could_be_carried_out(life: Life) -> None:
    from huiyin.oversight.models import Undertaking

    decided(life)
    assert not Undertaking.objects.filter(matter=life.row.id).exists()


def test_a_promise_never_stands_beside_no_answer_yet(follow: Follow, life: Life) -> None:
    life.handled()
    until = (timezone.localdate() + DAY * 20).isoformat()
    life.do("mediate", life.as_role("handler"), terms="恢复水渠四十二米", parties="双方", until=until, consent=True)
    words = plain(follow(life).get(f"/follow/{life.number}/"))
    assert "等着落实" in words and "还没有答复" not in words


def test_the_list_and_the_page_say_the_same(life: Life) -> None:
    review_decided(life)
    from huiyin.portal.following.matter import gather_many

    (listed,) = gather_many([life.row])
    alone = gather(Opened(life.row))
    assert (now_words(listed), coming(listed)) == (now_words(alone), coming(alone))


def test_a_sent_back_draft_leaves_no_word(follow: Follow, life: Life) -> None:
    proposed(life)
    life.do("send_back", life.as_role("head"), reason="请把查明的独一句写细")
    assert said_of_it(told(follow, life)) == []


def test_a_decision_that_was_not_served_sends_no_notice() -> None:
    life = begin()
    review_decided(life)
    mail.outbox.clear()
    events = [Act.DECIDE_REVIEW.value, Act.PROPOSE.value, Act.SIGN.value]
    from huiyin.cases.models import Party
    from huiyin.record.models import Event

    Party.objects.filter(case=life.id).update(way="email", email=b"x")
    seqs = Event.objects.filter(record=life.id, act__in=events).values_list("seq", flat=True)
    tell([Message(topic="notice", record=life.id, seq=seq, ready_at=timezone.now()) for seq in seqs])
    assert mail.outbox == []
