"""A key counts the same words once; other words under it are another act, or a clear question; kept as a digest."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from huiyin.cases.acts import OtherContent
from huiyin.cases.identity import Identity
from huiyin.cases.lodging import Capacity, ClaimText, File, PartyText
from huiyin.cases.models import Case
from huiyin.record.models import Event
from tests.city import Matter, lodge

pytestmark = pytest.mark.django_db
CHEN = PartyText(Capacity.PETITIONER, Identity("陈大山", phone="13200007710"))
OTHERS: dict[str, dict[str, Any]] = {
    "text": {"text": "另一句话"},
    "claim": {"claims": (ClaimText("另一个要求"),)},
    "name": {"parties": (replace(CHEN, identity=Identity("陈大川", phone="13200007710")),)},
    "phone": {"parties": (replace(CHEN, identity=Identity("陈大山", phone="13200007711")),)},
    "photo": {"files": (File("水渠.jpg", "image/jpeg", 3, "a" * 64),)},
    "title": {"title": "另一个名称"},
    "people": {"petitioners": 3},
}


@pytest.mark.parametrize("other", OTHERS)
def test_a_registration_with_anything_else_under_its_key_is_never_answered_as_done(other: str) -> None:
    first = lodge(key="k", parties=(CHEN,))
    with pytest.raises(OtherContent, match=first.case.number):
        lodge(key="k", **{"parties": (CHEN,), **OTHERS[other]})
    assert Case.objects.count() == 1


def test_the_same_registration_says_that_it_was_there() -> None:
    assert [lodge(key="k", parties=(CHEN,)).again for _ in range(2)] == [False, True]


def test_other_particulars_under_a_key_are_another_act() -> None:
    matter = Matter(lodge())
    for account in ("问了情况", "又问了一次", "又问了一次"):
        matter.do("contact", "chenhao", way="电话", account=account, _key="k")
    assert Event.objects.filter(record=matter.id, act="contact").count() == 2


def test_a_key_is_kept_as_a_digest() -> None:
    matter = Matter(lodge(key="secret-of-the-form"))
    matter.do("contact", "chenhao", way="电话", account="问了", _key="secret-of-the-act")
    keys = list(Event.objects.values_list("key", flat=True))
    assert len(set(keys)) == 2 and not any("secret" in key for key in keys)


def test_a_key_kept_before_as_it_came_is_still_known() -> None:
    first = lodge()
    Event.objects.filter(record=first.case.id).update(key="letter:7")
    from huiyin.record.keys import opened_under

    assert opened_under("letter:7") == first.event


def test_the_digest_of_a_key_opens_nothing() -> None:
    first = lodge(key="k")
    assert lodge(key=first.event.key).case.id != first.case.id
