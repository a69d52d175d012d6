"""Numbers that lead nowhere are counted: whoever tries one after the other is told to wait."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.desk.life import begin
from tests.desk.staff import Desk, words

pytestmark = pytest.mark.django_db
Open = Callable[[str], Desk]


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    from huiyin.desk import staff

    monkeypatch.setattr(staff, "LOOK_UPS", replace(staff.LOOK_UPS, most=3))


def merged(clerk: Desk, into: str) -> Any:
    matter = begin()
    return clerk.browser.post(f"{matter.url}/acts/merge", {"into": into, "reason": "同一件事"})


def test_a_few_wrong_numbers_are_answered_as_ever(desk: Open, few: None) -> None:
    clerk = desk("chenhao")
    assert {merged(clerk, f"99010020261102999{n}").status_code for n in range(3)} == {422}


def test_then_one_waits_and_what_was_typed_is_still_there(desk: Open, few: None) -> None:
    clerk = desk("chenhao")
    for n in range(3):
        merged(clerk, f"99010020261102999{n}")
    answer = merged(clerk, "990100202611029997")
    assert answer.status_code == 429 and "送得太频繁" in words(answer)


def test_a_number_that_is_found_is_never_held_up(desk: Open, few: None) -> None:
    clerk, other = desk("chenhao"), begin()
    for n in range(5):
        merged(clerk, f"99010020261102999{n}")
    assert merged(clerk, other.number).status_code == 303
