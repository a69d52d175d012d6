"""What lies beside the record is taken back within ten seconds, by who did it; the first day's tour goes for ever."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from huiyin.desk import undoable
from huiyin.desk.models import KeptView, SavedSearch
from huiyin.people.models import Person
from huiyin.together.models import Notification
from tests.desk.life import Life
from tests.desk.staff import Desk, words

pytestmark = pytest.mark.django_db


def test_a_deleted_search_comes_back() -> None:
    chen = Desk("chenhao")
    chen.browser.post("/desk/search/saved", {"name": "渠", "q": "灌溉渠"})
    chen.browser.post(f"/desk/search/saved/{SavedSearch.objects.get().id}/forget")
    assert "存下的查找删掉了。" in words(chen.open("/desk/search"))
    chen.browser.post("/desk/undo")
    assert SavedSearch.objects.get().name == "渠"


def test_a_view_comes_back_as_it_was_kept_before() -> None:
    chen = Desk("chenhao").browser
    chen.post("/desk/lists/mine/keep", {"view": "mark=late"})
    chen.post("/desk/lists/mine/keep", {"view": ""})
    chen.post("/desk/undo")
    assert KeptView.objects.get().query == "mark=late"


def test_what_was_marked_as_read_all_at_once_is_unread_again(letter: Life) -> None:
    me = Person.objects.get(username="chenhao").id
    earlier = timezone.now() - timedelta(hours=1)
    for key, read_at in (("1", None), ("2", earlier)):
        Notification.objects.create(
            person=me, organ=letter.row.holder, kind="assigned", record=letter.id, at=earlier, key=key, read_at=read_at
        )
    chen = Desk("chenhao").browser
    chen.post("/desk/notifications/all-read")
    assert not Notification.objects.filter(read_at=None).exists()
    chen.post("/desk/undo")
    assert (
        Notification.objects.filter(read_at=None).count() == 1 and Notification.objects.filter(read_at=earlier).exists()
    )


def test_after_its_seconds_nothing_is_taken_back(monkeypatch: pytest.MonkeyPatch) -> None:
    chen = Desk("chenhao")
    chen.browser.post("/desk/lists/mine/keep", {"view": "mark=late"})
    monkeypatch.setattr(undoable, "GRACE", timedelta(0))
    assert "过了十秒" in words(chen.browser.post("/desk/undo", follow=True)) and KeptView.objects.exists()


def test_it_is_taken_back_once_and_by_nobody_else() -> None:
    chen, other = Desk("chenhao").browser, Desk("zhaoning").browser
    chen.post("/desk/lists/mine/keep", {"view": "mark=late"})
    other.post("/desk/undo")
    assert KeptView.objects.exists()
    chen.post("/desk/undo"), chen.post("/desk/lists/organ/keep", {"view": "mark=late"})
    assert KeptView.objects.get().which == "organ"


def test_the_tour_has_five_steps_and_goes_for_ever() -> None:
    chen = Desk("chenhao")
    assert chen.open("/desk/").content.decode().count("data-at=") == 5
    chen.browser.post("/desk/lists/tour/keep", {"view": "seen=1"})
    assert "第一天用" not in words(chen.open("/desk/"))
    assert "第一天用" in words(Desk("zhaoning").open("/desk/"))


def test_an_act_says_what_the_law_says_of_it_and_what_follows(letter: Life) -> None:
    said = words(Desk("chenhao").open(f"{letter.url}/acts/transfer"))
    assert "这一步，法律怎么说" in said and "做完以后：已转出，待接收。" in said
