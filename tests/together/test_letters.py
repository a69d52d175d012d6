"""The head is told of a letter to be signed, the organ it is addressed to that it came; nobody else ever is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from huiyin.papers import outgoing
from huiyin.papers.kinds import Extra
from huiyin.papers.models import Outgoing
from huiyin.people.models import Person
from huiyin.record.models import Message
from huiyin.together.kinds import How, Kind
from huiyin.together.models import Notification
from huiyin.together.telling import STAFF, hear
from tests.city import at_organ, organ, person
from tests.desk.staff import Desk, words
from tests.post import Post, serving
from tests.together.told import ADDRESS, wish

pytestmark = pytest.mark.django_db
OFFICE, BUREAU = "qc-xfj", "qc-slj"


@pytest.fixture
def post(settings: Any) -> Iterator[Post]:
    with serving(settings) as box:
        yield box


@pytest.fixture
def letter() -> Outgoing:
    said = {"account": "渠道长年失修。", "basis": "《信访工作条例》第四十条", "demand": "排出维修计划。"}
    said["until"] = (timezone.localdate() + timedelta(days=30)).isoformat()
    drafter = at_organ(organ(OFFICE), "supervisor", timezone.now())
    return outgoing.draft(Extra.ADVICE_ON_WORK, drafter, organ(BUREAU), said, {}, timezone.now())


def desk_of(key: str, role: str) -> Desk:
    number = at_organ(organ(key), role, timezone.now()).person
    return Desk(Person.objects.get(id=number).username)


def step(letter: Outgoing, desk: Desk, name: str, **more: str) -> None:
    answer = desk.browser.post(f"/desk/outgoing/{letter.id}", {"step": name, **more})
    assert answer.status_code == 303


def handed_in(letter: Outgoing) -> Outgoing:
    step(letter, desk_of(OFFICE, "supervisor"), "submit")
    return letter


def sent(letter: Outgoing) -> Outgoing:
    step(handed_in(letter), desk_of(OFFICE, "head"), "approve")
    return letter


def told(letter: Outgoing, kind: Kind) -> set[int]:
    return set(Notification.objects.filter(case=letter.id, kind=kind.value).values_list("person", flat=True))


def test_the_head_is_told_that_a_letter_awaits_a_signature(letter: Outgoing) -> None:
    handed_in(letter)
    assert told(letter, Kind.TO_SIGN) == {at_organ(organ(OFFICE), "head", timezone.now()).person}


def test_the_notification_leads_to_the_letter(letter: Outgoing) -> None:
    row = Notification.objects.get(case=handed_in(letter).id)
    head = desk_of(OFFICE, "head")
    assert "改进工作建议书" in words(head.open("/desk/notifications"))
    answer = head.browser.post(f"/desk/notifications/{row.id}")
    assert answer.headers["Location"] == f"/desk/outgoing/{letter.id}"


def test_a_letter_sent_back_and_handed_in_again_is_told_again(letter: Outgoing, monkeypatch: Any) -> None:
    handed_in(letter)
    step(letter, desk_of(OFFICE, "head"), "send-back", remark="依据写全")
    assert not Notification.objects.filter(case=letter.id, read_at=None).exists()
    later = timezone.now() + timedelta(minutes=5)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    handed_in(letter)
    assert Notification.objects.filter(case=letter.id, read_at=None).count() == 1


def test_nobody_at_the_organ_hears_of_a_letter_that_is_not_signed(letter: Outgoing) -> None:
    handed_in(letter)
    assert not told(letter, Kind.LETTER)


def test_the_organ_it_comes_to_is_told(letter: Outgoing) -> None:
    sent(letter)
    assert at_organ(organ(BUREAU), "head", timezone.now()).person in told(letter, Kind.LETTER)
    assert "收到建议书或年度报告" in words(desk_of(BUREAU, "head").open("/desk/notifications"))


def test_a_signed_letter_awaits_nobody(letter: Outgoing) -> None:
    sent(letter)
    assert not Notification.objects.filter(case=letter.id, kind="to_sign", read_at=None).exists()


def test_an_answered_letter_is_read(letter: Outgoing) -> None:
    sent(letter)
    step(letter, desk_of(BUREAU, "head"), "answer", adopted="wholly", answer="已经排出计划。")
    assert not Notification.objects.filter(case=letter.id, read_at=None).exists()


def test_whoever_may_not_read_the_letter_sees_nothing_of_a_notification(letter: Outgoing) -> None:
    sent(letter)
    stranger = person("sunli")
    Notification.objects.create(
        person=stranger, organ=organ("lx-slj"), kind="letter", case=letter.id, at=timezone.now(), key="stray"
    )
    desk = Desk("sunli")
    assert "建议书" not in words(desk.open("/desk/notifications")).replace("有事交给您", "")
    assert not Notification.objects.filter(person=stranger, case=letter.id).exists()


def test_the_mail_of_it_says_only_that_it_waits(letter: Outgoing, post: Post) -> None:
    wish(at_organ(organ(OFFICE), "head", timezone.now()).person, Kind.TO_SIGN, How.EMAIL)
    handed_in(letter)
    hear(list(Message.objects.filter(topic=STAFF, record=letter.id)))
    (mail,) = post.mails
    assert mail["To"] == ADDRESS
    assert Notification.objects.get(case=letter.id).mail == "sent"
