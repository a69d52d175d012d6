"""Signing in: right, wrong, and too often wrong."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from huiyin.gate.models import Attempt
from huiyin.gate.sign_in import Declined, From, SignedIn, authenticate_or_wait
from huiyin.people.models import Person

NOON = datetime(2024, 6, 3, 4, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def wang(db: None) -> Person:
    return Person.objects.create_person("lanying", "蓝英", "a-good-password")


def attempt(
    password: str = "wrong",
    *,
    minutes: float = 0,
    username: str = "lanying",
    address: str = "10.0.0.1",
    worked: bool = False,
    device: str = "",
) -> SignedIn | Declined:
    at = NOON + timedelta(minutes=minutes)
    return authenticate_or_wait(username=username, password=password, come=From(address, worked, device), at=at)


def fail(times: int, **where: Any) -> SignedIn | Declined:
    return [attempt(**where) for _ in range(times)][-1]


def test_the_right_password_signs_in(wang: Person) -> None:
    assert attempt("a-good-password") == SignedIn(wang)


def test_a_wrong_password_says_how_many_tries_are_left() -> None:
    assert str(fail(2).phrase) == "用户名或者密码不对，还可以再试3次"  # type: ignore[union-attr]


def test_an_unknown_name_is_answered_like_a_wrong_password() -> None:
    assert attempt(username="nobody") == attempt()


def test_a_closed_account_cannot_sign_in(wang: Person) -> None:
    Person.objects.filter(id=wang.id).update(is_active=False)
    assert isinstance(attempt("a-good-password"), Declined)


def test_the_fifth_failure_asks_to_wait_five_minutes() -> None:
    assert str(fail(5).phrase) == "密码连续输错5次，请5分钟后再试"  # type: ignore[union-attr]


def test_during_the_wait_even_the_right_password_is_not_checked() -> None:
    fail(5)
    assert attempt("a-good-password", minutes=4.9) == Declined(attempt(minutes=4.9).phrase, NOON + timedelta(minutes=5))  # type: ignore[union-attr]


def test_after_the_wait_the_right_password_signs_in(wang: Person) -> None:
    fail(5)
    assert attempt("a-good-password", minutes=5) == SignedIn(wang)


def test_after_the_wait_there_are_five_new_tries() -> None:
    fail(5)
    assert "4" in str(attempt(minutes=6).phrase)  # type: ignore[union-attr]


def test_another_address_is_not_made_to_wait(wang: Person) -> None:
    fail(5)
    assert attempt("a-good-password", address="10.0.0.2") == SignedIn(wang)


def test_success_forgets_earlier_failures() -> None:
    fail(4)
    attempt("a-good-password")
    assert "4" in str(attempt().phrase)  # type: ignore[union-attr]


def test_failures_of_yesterday_are_forgotten() -> None:
    fail(4)
    assert "4" in str(attempt(minutes=25 * 60).phrase)  # type: ignore[union-attr]


def test_no_name_and_no_address_is_kept_with_a_failure() -> None:
    fail(1)
    keys = "".join(Attempt.objects.values_list("key", flat=True))
    assert "lanying" not in keys and "10.0.0.1" not in keys


# Nobody is locked out by a stranger --------------------------------------------------------------------------------


def test_the_pauses_grow_and_have_an_end() -> None:
    pauses = []
    at = 0.0
    for _round in range(4):
        answer = fail(5, minutes=at)
        pauses.append((answer.until - NOON).total_seconds() / 60 - at)  # type: ignore[union-attr, operator]
        at += pauses[-1]
    assert pauses == [5, 10, 20, 20]


def test_whoever_did_the_work_does_not_wait_for_those_who_did_not(wang: Person) -> None:
    fail(5)
    assert attempt("a-good-password", worked=True) == SignedIn(wang)


def test_a_known_device_does_not_wait_for_anybody(wang: Person) -> None:
    for place in range(60):
        fail(1, address=f"10.0.1.{place}")
        fail(1, address=f"10.0.1.{place}", worked=True)
    assert attempt("a-good-password", address="10.0.1.1", device="d1") == SignedIn(wang)


def test_nobody_who_did_the_work_waits_longer_than_five_minutes() -> None:
    at = 0.0
    for _round in range(8):
        answer = fail(5, minutes=at, worked=True)
        assert (answer.until - NOON).total_seconds() / 60 - at <= 5  # type: ignore[union-attr, operator]
        at += 5


@pytest.mark.parametrize("worked", [False, True])
def test_spraying_thirty_accounts_from_one_place_meets_a_pause(worked: bool) -> None:
    answers = [attempt(username=f"account{number}", worked=worked) for number in range(31)]
    assert isinstance(answers[-1], Declined) and answers[-1].until is not None


@pytest.mark.parametrize("worked", [False, True])
def test_one_account_guessed_at_from_everywhere_meets_a_pause(worked: bool) -> None:
    answers = [attempt(address=f"10.0.2.{place}", worked=worked) for place in range(41)]
    assert isinstance(answers[-1], Declined) and answers[-1].until is not None


def test_whoever_signs_in_rightly_between_guesses_wins_no_more_guesses() -> None:
    Person.objects.create_person("mallory", "马洛", "an-own-password")
    answers: list[SignedIn | Declined] = []
    for number in range(16):
        answers.append(attempt(username=f"account{number}"))
        attempt("an-own-password", username="mallory")
    assert isinstance(answers[-1], Declined) and answers[-1].until is not None


def test_a_known_device_in_wrong_hands_is_slowed_like_any_other() -> None:
    answer = fail(5, device="d1")
    assert isinstance(answer, Declined) and answer.until is not None
