"""Signing in: right, wrong, and too often wrong."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from huiyin.people.models import Person, SignInFailure
from huiyin.people.sign_in import Declined, SignedIn, authenticate_or_wait

NOON = datetime(2024, 6, 3, 4, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def wang(db: None) -> Person:
    return Person.objects.create_person("wanglan", "王兰", "a-good-password")


def attempt(
    password: str = "wrong", *, minutes: float = 0, username: str = "wanglan", address: str = "10.0.0.1"
) -> SignedIn | Declined:
    at = NOON + timedelta(minutes=minutes)
    return authenticate_or_wait(username=username, password=password, address=address, at=at)


def fail(times: int, **where: str) -> SignedIn | Declined:
    return [attempt(**where) for _ in range(times)][-1]


def test_the_right_password_signs_in(wang: Person) -> None:
    assert attempt("a-good-password") == SignedIn(wang)


def test_a_wrong_password_says_how_many_tries_are_left() -> None:
    assert str(fail(2).phrase) == "用户名或者密码不对，还可以再试3次"  # type: ignore[union-attr]


def test_an_unknown_name_is_answered_like_a_wrong_password() -> None:
    assert attempt(username="nobody") == attempt()


def test_a_closed_account_cannot_sign_in(wang: Person) -> None:
    Person.objects.update(is_active=False)
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
    assert not SignInFailure.objects.exists()


def test_failures_of_yesterday_are_forgotten() -> None:
    fail(4)
    assert "4" in str(attempt(minutes=25 * 60).phrase)  # type: ignore[union-attr]


def test_no_name_and_no_address_is_kept_with_a_failure() -> None:
    fail(1)
    assert "wanglan" not in SignInFailure.objects.get().key
