"""The administrator's page of keys: list, give, turn, end, for one's own range and nobody else's (接口密钥)."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from huiyin.api.models import Key
from huiyin.people.account_acts import Kind
from huiyin.people.models import AccountAct
from tests.city import organ
from tests.desk.staff import Answer, Desk, words

URL = "/desk/accounts/keys"
pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(db: None) -> Desk:
    """方青, administrator of the city's petition office."""
    return Desk("fangqing")


def give(admin: Desk, **changed: str) -> Answer:
    said = {"kind": "office", "organ": str(organ("qc-xfj")), "name": "综治平台", "days": "90", "most": "60"}
    return admin.browser.post(URL, {**said, **changed})


def secret(answer: Answer) -> str:
    found = re.search(r"hy_[0-9]+_[\w-]+", answer.content.decode())
    assert found is not None
    return found[0]


def opens(key: str) -> bool:
    return Client().get("/api/v1/me", HTTP_AUTHORIZATION=f"Bearer {key}").status_code == 200


def test_a_key_given_at_the_desk_opens_and_is_shown_once(admin: Desk) -> None:
    answer = give(admin)
    assert opens(secret(answer)) and answer["Cache-Control"] == "no-store"
    after = admin.open(URL)
    assert "hy_" not in after.content.decode() and "综治平台" in words(after)


def test_a_turned_key_leaves_a_week_for_changing_over(admin: Desk) -> None:
    old = secret(give(admin))
    new = secret(admin.browser.post(URL, {"key": Key.objects.get().id, "act": "turn"}))
    assert new != old and opens(new) and opens(old) and "旧的到" in words(admin.open(URL))


def test_an_ended_key_opens_nothing_and_cannot_be_turned(admin: Desk) -> None:
    key = secret(give(admin))
    admin.browser.post(URL, {"key": Key.objects.get().id, "act": "end"})
    again = admin.browser.post(URL, {"key": Key.objects.get().id, "act": "turn"})
    assert not opens(key) and again.status_code == 404


def test_each_step_stands_in_the_ledger_under_the_administrators_name(admin: Desk) -> None:
    give(admin)
    key = Key.objects.get()
    for act in ("turn", "end"):
        admin.browser.post(URL, {"key": key.id, "act": act})
    told = AccountAct.objects.filter(person=key.person).order_by("id").values_list("what", flat=True)
    assert list(told) == [Kind.KEY, Kind.KEY_TURNED, Kind.KEY_ENDED]


def test_a_key_outside_the_range_is_neither_seen_nor_given_nor_ended(admin: Desk) -> None:
    from huiyin.law.terms import Role
    from huiyin.people.models import Person, Post
    from huiyin.people.stamps import POSTS, touch

    give(admin)
    somebody = Person.objects.create_person("slj-admin", "水务")
    Post.objects.create(person=somebody, organ_id=organ("lx-slj"), role=Role.ADMIN.value)
    touch(POSTS)
    other = Desk("slj-admin")
    assert "综治平台" not in words(other.open(URL))
    assert other.browser.post(URL, {"key": Key.objects.get().id, "act": "end"}).status_code == 404
    assert give(other).status_code == 422 and Key.objects.count() == 1


@pytest.mark.parametrize("username", ["chenhao", "zhouping", "zhengyu"])
def test_nobody_but_administrators_gets_in(username: str) -> None:
    assert Desk(username).open(URL).status_code == 403


def test_what_was_typed_wrongly_gives_nothing(admin: Desk) -> None:
    assert give(admin, days="0").status_code == 422 and give(admin, kind="root").status_code == 422
    assert not Key.objects.exists()
