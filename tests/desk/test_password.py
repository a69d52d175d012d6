"""One's own password: changed by its owner."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from tests.desk.staff import Answer, Desk, words

OLD, NEW = "huiyin-demo", "lantern-17-river"


def change(desk: Desk, current: str = OLD, new: str = NEW, again: str = "") -> Answer:
    return desk.browser.post("/desk/password", {"current": current, "new": new, "again": again or new})


def signs_in(password: str) -> bool:
    answer = Client().post("/desk/login", {"username": "chenhao", "password": password})
    return bool(answer.status_code == 303)


@pytest.fixture
def chen(db: None) -> Desk:
    return Desk("chenhao")


def test_the_new_password_signs_in_and_the_old_one_no_more(chen: Desk) -> None:
    assert change(chen).status_code == 303
    assert (signs_in(NEW), signs_in(OLD)) == (True, False)


def test_the_session_that_changed_it_goes_on(chen: Desk) -> None:
    change(chen)
    assert chen.open("/desk/").status_code == 200


def test_every_other_session_ends(chen: Desk) -> None:
    elsewhere = Desk("chenhao")
    change(chen)
    assert elsewhere.open("/desk/").headers["Location"].startswith("/desk/login")


def test_a_wrong_current_password_changes_nothing_and_is_told(chen: Desk) -> None:
    answer = change(chen, current="wrong")
    assert answer.status_code == 422 and "现在的密码不对，还可以再试4次" in words(answer)
    assert signs_in(OLD)


def test_after_five_wrong_ones_there_is_a_pause_even_for_the_right_one(chen: Desk) -> None:
    tries = [change(chen, current="wrong").status_code for _ in range(5)]
    assert (tries[-1], change(chen).status_code) == (429, 429)


@pytest.mark.parametrize(
    ("new", "language", "said"),
    [
        ("kurz", "", "10 个字符"),
        ("kurz", "en", "at least 10 characters"),
        ("83649273615", "", "数字"),
        ("password123", "", "常见"),
        (OLD, "", "新密码和现在的一样"),
    ],
)
def test_a_weak_new_password_is_refused_with_the_reason(db: None, new: str, language: str, said: str) -> None:
    answer = change(Desk("chenhao", language), new=new)
    assert answer.status_code == 422 and said in words(answer)


def test_two_entries_that_differ_are_refused(chen: Desk) -> None:
    assert "两遍输得不一样" in words(change(chen, again="something-else"))


def test_no_password_comes_back_with_the_form(chen: Desk) -> None:
    assert NEW not in change(chen, current="wrong").content.decode()


def test_the_page_is_in_everybodys_menu(desk: Callable[..., Desk]) -> None:
    assert 'href="/desk/password"' in desk("wanglan").open("/desk/").content.decode()
