"""What came from one matter is locked together, in one order, by whatever act changes who may read it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.city import Matter, lodge, organ

pytestmark = pytest.mark.django_db


@pytest.fixture
def locks(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The matters in the order in which the door locks them."""
    from huiyin.cases.models import Case
    from huiyin.record import door

    found: list[int] = []

    def one(model: Any, *, lock: bool = False, **where: Any) -> Any:
        if lock and model is Case:
            found.append(where["id"])
        return asked(model, lock=lock, **where)

    asked = door.one
    monkeypatch.setattr(door, "one", one)
    return found


def parted() -> tuple[Matter, Matter]:
    """A matter, and what was split off from it."""
    from huiyin.cases.lodging import ClaimText
    from huiyin.cases.models import Case

    whole = Matter(lodge(claims=(ClaimText("恢复灌溉渠"), ClaimText("查清工程款"))))
    whole.do("split", "chenhao", claims=[2], reason="两件事分开办理")
    part = Matter(whole.lodged)
    part.id = Case.objects.get(follows=whole.id).id
    return whole, part


REPORT = {"1": {"kind": "accusation"}}


@pytest.mark.parametrize("which", [0, 1], ids=["the whole", "the part"])
def test_an_act_that_shuts_locks_the_whole_family_in_the_order_of_ids(which: int, locks: list[int]) -> None:
    pair = parted()
    locks.clear()
    pair[which].do("classify", "chenhao", classes=REPORT, accused_organ=organ("lx-jyj"))
    assert locks == sorted(each.id for each in pair)


def test_an_act_that_shuts_nothing_locks_its_own_matter(locks: list[int]) -> None:
    whole, _ = parted()
    locks.clear()
    whole.do("contact", "chenhao", way="电话", account="告知进展")
    assert locks == [whole.id]


def test_a_merger_locks_both_families(locks: list[int]) -> None:
    (whole, part), other = parted(), Matter(lodge())
    locks.clear()
    other.do("merge", "chenhao", into=part.row.number, reason="同一件事")
    assert locks[:3] == sorted([whole.id, part.id, other.id])
