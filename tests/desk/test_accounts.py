"""The administrator's page: accounts of one's own range, a one-time password, lock and unlock, each written down."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from huiyin.law.terms import Role
from huiyin.people.models import AccountAct, Person, Post
from huiyin.people.posts import actors_of, duty_person
from huiyin.people.stamps import POSTS, touch
from tests.city import at_organ, days, organ, person
from tests.desk.life import Life
from tests.desk.staff import Answer, Desk, words


@pytest.fixture
def admin(db: None) -> Desk:
    """方青, administrator of the city's petition office."""
    return Desk("fangqing")


@pytest.fixture
def bureau_admin(db: None) -> Desk:
    """An administrator of the county's water bureau."""
    somebody = Person.objects.create_person("slj-admin", "水务")
    Post.objects.create(person=somebody, organ_id=organ("lx-slj"), role=Role.ADMIN.value)
    touch(POSTS)
    return Desk("slj-admin")


def url(username: str) -> str:
    return f"/desk/accounts/{person(username)}"


def act(desk: Desk, username: str, what: str) -> Answer:
    return desk.browser.post(url(username), {"act": what})


def handler() -> str:
    found = at_organ(organ("lx-slj"), "handler")
    return Person.objects.get(id=found.person).username


# Finding -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("q", ["陈浩", "chenhao"])
def test_somebody_is_found_by_name_and_by_user_name(q: str, admin: Desk) -> None:
    assert "chenhao" in words(admin.open(f"/desk/accounts?q={q}"))


def test_the_people_of_an_organ_are_found_by_its_name(admin: Desk) -> None:
    page = words(admin.open("/desk/accounts?q=柳溪县水利局"))
    assert handler() in page and "chenhao" not in page


def test_the_list_goes_on_after_fifty(admin: Desk) -> None:
    first = admin.open("/desk/accounts").content.decode()
    following = re.search(r'href="(\?after=[^"]+)" rel="next"', first)
    assert following is not None and first.count("/desk/accounts/9") == 50
    assert "anshuzhen" not in admin.open(f"/desk/accounts{following[1]}").content.decode()


def test_a_bureaus_administrator_sees_the_bureau_and_nobody_else(bureau_admin: Desk) -> None:
    page = words(bureau_admin.open("/desk/accounts"))
    assert handler() in page and "chenhao" not in page


def test_an_account_outside_the_range_is_not_found(bureau_admin: Desk) -> None:
    assert bureau_admin.open(url("chenhao")).status_code == 404
    assert act(bureau_admin, "chenhao", "lock").status_code == 404


@pytest.mark.parametrize("username", ["chenhao", "heshan", "zhouping", "zhengyu"])
def test_nobody_but_administrators_gets_in(username: str, db: None) -> None:
    desk = Desk(username)
    pages = (desk.open("/desk/accounts"), desk.open(url("sunli")), act(desk, "sunli", "password"))
    assert {page.status_code for page in pages} == {403} and not AccountAct.objects.exists()


# A reset (tests/gate/test_resets.py says the rest) -----------------------------------------------------------------


def test_an_account_that_never_had_a_password_shows_it(admin: Desk) -> None:
    Person.objects.filter(username="chenhao").update(password="!")
    assert "还没有密码" in words(admin.open("/desk/accounts?q=chenhao"))


def test_no_button_tells_the_administrator_a_password(admin: Desk) -> None:
    assert act(admin, "chenhao", "password").status_code == 422


def test_a_locked_account_gets_none(admin: Desk) -> None:
    act(admin, "chenhao", "lock")
    assert act(admin, "chenhao", "slip").status_code == 422


# Lock and unlock ---------------------------------------------------------------------------------------------------


def test_a_locked_person_is_out_at_once_and_cannot_come_back(admin: Desk) -> None:
    chen = Desk("chenhao")
    act(admin, "chenhao", "lock")
    answer = Client().post("/desk/login", {"username": "chenhao", "password": "huiyin-demo"})
    assert chen.open("/desk/").headers["Location"].startswith("/desk/login") and answer.status_code == 422


def test_a_session_that_was_ended_stays_ended_after_unlocking(admin: Desk) -> None:
    chen = Desk("chenhao")
    act(admin, "chenhao", "lock")
    act(admin, "chenhao", "unlock")
    assert chen.open("/desk/").headers["Location"].startswith("/desk/login")


def test_an_unlocked_account_opens_with_its_old_password(admin: Desk) -> None:
    act(admin, "chenhao", "lock")
    act(admin, "chenhao", "unlock")
    assert Client().post("/desk/login", {"username": "chenhao", "password": "huiyin-demo"}).status_code == 303


def test_no_new_matter_comes_to_a_locked_person(admin: Desk) -> None:
    username = handler()
    act(admin, username, "lock")
    assert actors_of(person(username), on=days(0).date()) == ()
    assert duty_person(organ("lx-slj"), Role.HANDLER, on=days(0).date()) != person(username)


def test_an_administrator_cannot_lock_themselves(admin: Desk) -> None:
    answer = act(admin, "fangqing", "lock")
    assert answer.status_code == 422 and "不能自己停用自己" in words(answer)
    assert Person.objects.get(username="fangqing").is_active


@pytest.mark.parametrize("what", ["slip", "lock"])
def test_somebody_who_also_serves_out_of_range_is_left_alone(what: str, bureau_admin: Desk) -> None:
    Post.objects.create(person_id=person(handler()), organ_id=organ("qc-xfj"), role=Role.HEAD.value)
    touch(POSTS)
    assert act(bureau_admin, handler(), what).status_code == 422 and not AccountAct.objects.exists()


def test_open_matters_are_told_by_number_only_with_who_hands_them_over(admin: Desk, letter: Life) -> None:
    page = admin.open(url("chenhao"))
    assert "手里还有没办完的事项" in words(page) and "1 件" in words(page)
    assert f"/desk/hand-over?from={person('chenhao')}" in page.content.decode()
    assert letter.number not in page.content.decode() and "灌溉渠" not in page.content.decode()


def test_nothing_is_done_for_a_button_nobody_knows(admin: Desk) -> None:
    assert act(admin, "chenhao", "delete").status_code == 422


@pytest.mark.parametrize(("what", "kind"), [("slip", "printed"), ("lock", "lock")])
def test_what_was_done_is_written_with_who_whom_and_from_where(what: str, kind: str, admin: Desk) -> None:
    act(admin, "chenhao", what)
    row = AccountAct.objects.get()
    assert (row.by, row.person, row.organ, row.what) == (person("fangqing"), person("chenhao"), organ("qc-xfj"), kind)


def test_locking_twice_is_written_once(admin: Desk) -> None:
    act(admin, "chenhao", "lock")
    act(admin, "chenhao", "lock")
    assert AccountAct.objects.count() == 1


def test_the_administrators_day_begins_with_the_accounts(admin: Desk) -> None:
    assert admin.open("/desk/").headers["Location"] == "/desk/accounts"


def test_the_administrator_is_not_led_to_matters(admin: Desk) -> None:
    page = admin.open("/desk/accounts").content.decode()
    assert "我的办件" not in page and 'href="/desk/search"' not in page
