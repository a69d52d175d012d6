"""Coming in, choosing the post, going out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from huiyin.people.models import Person, Post
from huiyin.people.stamps import POSTS, touch
from tests.city import organ
from tests.desk.staff import Desk, words

RIGHT = {"username": "chenhao", "password": "huiyin-demo"}


@pytest.fixture
def two_posts(db: None) -> Person:
    """陈浩 of the city's petition office also serves at the county's."""
    person = Person.objects.get(username="chenhao")
    Post.objects.create(person=person, organ_id=organ("lx-xfj"), role="dispatcher")
    touch(POSTS)
    return person


def test_a_stranger_is_asked_to_sign_in_and_comes_back(client: Client, db: None) -> None:
    answer = client.get("/desk/organ?shelf=sort")
    assert answer.headers["Location"] == "/desk/login?next=%2Fdesk%2Forgan%3Fshelf%3Dsort"


def test_the_right_password_opens_the_queue(client: Client, db: None) -> None:
    answer = client.post("/desk/login", RIGHT)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/desk/")


def test_it_goes_where_somebody_wanted_to_go(client: Client, db: None) -> None:
    answer = client.post("/desk/login", {**RIGHT, "next": "/desk/search"})
    assert answer.headers["Location"] == "/desk/search"


def test_it_never_leads_to_another_site(client: Client, db: None) -> None:
    answer = client.post("/desk/login", {**RIGHT, "next": "https://example.invalid/"})
    assert answer.headers["Location"] == "/desk/"


def test_a_wrong_password_is_told_and_the_name_stays(client: Client, db: None) -> None:
    answer = client.post("/desk/login", {**RIGHT, "password": "wrong"})
    assert answer.status_code == 422
    assert "还可以再试4次" in words(answer) and 'value="chenhao"' in answer.content.decode()


def test_the_fifth_wrong_password_tells_how_long_to_wait(client: Client, db: None) -> None:
    answers = [client.post("/desk/login", {**RIGHT, "password": "wrong"}) for _ in range(5)]
    assert answers[-1].status_code == 429
    assert "请5分钟后再试" in words(answers[-1])


def test_whoever_serves_at_two_organs_is_asked_from_which(client: Client, two_posts: Person) -> None:
    answer = client.post("/desk/login", RIGHT)
    assert answer.headers["Location"] == "/desk/posts"


def test_the_chosen_post_counts_from_then_on(client: Client, two_posts: Person) -> None:
    client.force_login(two_posts)
    client.post("/desk/posts", {"organ": organ("lx-xfj")})
    assert "柳溪县信访局" in client.get("/desk/organ").content.decode()


def test_a_post_that_is_not_yours_cannot_be_chosen(client: Client, two_posts: Person) -> None:
    client.force_login(two_posts)
    assert client.post("/desk/posts", {"organ": organ("lx-slj")}).status_code == 422


def test_somebody_without_a_post_is_told_so(client: Client, db: None) -> None:
    client.force_login(Person.objects.create_person("nobody", "吴人", "a-good-password"))
    answer = client.get("/desk/")
    assert answer.status_code == 403 and "没有岗位" in words(answer)


def test_signing_out_closes_the_desk(desk: Callable[..., Desk]) -> None:
    browser = desk("chenhao").browser
    browser.post("/desk/sign-out")
    assert browser.get("/desk/").status_code == 302


def test_signing_out_needs_a_post(desk: Callable[..., Desk]) -> None:
    assert desk("chenhao").open("/desk/sign-out").status_code == 405


def test_the_demonstration_tells_its_accounts(client: Client, db: None, settings: Any) -> None:
    settings.HUIYIN_MODE = "demo"
    assert "wanglan" in words(client.get("/desk/login"))


def test_nothing_but_the_demonstration_does(client: Client, db: None) -> None:
    assert "wanglan" not in words(client.get("/desk/login"))
