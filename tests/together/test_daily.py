"""What falls due is told once; the digest comes at its hour on working days, once, with numbers only."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from huiyin.cases.models import Case
from huiyin.together import daily
from huiyin.together.models import Mailbox, Notification, Presence
from tests.city import MONDAY, Matter, days, lodge, person
from tests.desk.life import report_on
from tests.post import Post, serving, words
from tests.together.told import ADDRESS, told_to, work

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(settings: Any) -> Iterator[Post]:
    with serving(settings) as box:
        yield box


@pytest.fixture
def matter() -> Matter:
    return Matter(lodge()).handled()


def near(matter: Any, before: int = 2) -> datetime:
    """Eight in the morning, so many days before the matter falls due, moved back to a working day."""
    due: Any = matter.row.queue_on - timedelta(days=before)
    while due.weekday() > 4:
        due -= timedelta(days=1)
    return MONDAY.replace(year=due.year, month=due.month, day=due.day, hour=8)


def subscribe(person_id: int, hour: int = 8) -> None:
    Mailbox.objects.create(person=person_id, address=ADDRESS, digest_hour=hour)


def test_the_owner_is_told_three_days_before(matter: Matter) -> None:
    assert daily.tell_what_is_due(near(matter)) >= 1
    assert told_to(matter.row.owner, matter) == ["soon"]


def test_it_is_told_once(matter: Matter) -> None:
    daily.tell_what_is_due(near(matter))
    assert daily.tell_what_is_due(near(matter) + timedelta(hours=1)) == 0


def test_what_is_far_ahead_is_not_told(matter: Matter) -> None:
    daily.tell_what_is_due(near(matter, before=20))
    assert told_to(matter.row.owner, matter) == []


def test_the_digest_names_what_falls_due_by_number(matter: Matter, post: Post) -> None:
    subscribe(matter.row.owner)
    daily.send_digests(near(matter))
    text = words(post.mails[0])
    assert ("三天内到期 1" in text, matter.row.number[-5:] in text, "渠" in text) == (True, True, False)


def test_the_digest_comes_once_a_day(matter: Matter, post: Post) -> None:
    subscribe(matter.row.owner)
    assert [daily.send_digests(near(matter)), daily.send_digests(near(matter) + timedelta(hours=3))] == [1, 0]


def test_the_digest_does_not_come_before_its_hour(matter: Matter, post: Post) -> None:
    subscribe(matter.row.owner, hour=9)
    assert daily.send_digests(near(matter)) == 0


def test_no_digest_comes_on_a_sunday(matter: Matter, post: Post) -> None:
    subscribe(matter.row.owner)
    assert daily.send_digests(days(6)) == 0


def test_an_empty_digest_is_not_sent(post: Post) -> None:
    subscribe(person("linxiaoman"))
    assert daily.send_digests(days(1)) == 0


def test_new_matters_stand_in_it(matter: Matter, post: Post) -> None:
    work(matter)
    subscribe(matter.row.owner)
    Notification.objects.update(at=days(1))
    daily.send_digests(days(2))
    assert "新交给您 1" in words(post.mails[0])


def test_a_report_is_only_counted(post: Post) -> None:
    matter = report_on("lx-slj", at=MONDAY)
    subscribe(matter.row.owner)
    Case.objects.filter(id=matter.id).update(queue_on=days(2).date())
    daily.send_digests(days(1))
    text = words(post.mails[0])
    assert ("另有 1 件需要您处理" in text, matter.number[-5:] in text) == (True, False)


def test_a_mail_server_that_is_away_is_asked_again(matter: Matter, settings: Any) -> None:
    subscribe(matter.row.owner)
    settings.EMAIL_BACKEND, settings.EMAIL_PORT = "django.core.mail.backends.smtp.EmailBackend", 9
    assert daily.send_digests(near(matter)) == 0
    with serving(settings):
        assert daily.send_digests(near(matter)) == 1


def test_stale_presence_and_old_read_notifications_are_thrown_away(matter: Matter) -> None:
    Presence.objects.create(case=matter.id, person=1, name="甲", seen_at=MONDAY)
    work(matter)
    Notification.objects.update(read_at=MONDAY)
    daily.throw_away(days(100))
    assert not Presence.objects.exists() and not Notification.objects.exists()
