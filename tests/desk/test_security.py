"""One's own account: how long one stays signed in, where, and ending it there."""

from __future__ import annotations

import html
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from huiyin.people.accounts import handle
from huiyin.people.models import AccountAct, Session
from tests.city import person
from tests.desk.staff import Answer, Desk, words

RIGHT = {"username": "chenhao", "password": "huiyin-demo"}
CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Safari/537.36"
pytestmark = pytest.mark.django_db


def signed_in(agent: str = CHROME) -> Client:
    client = Client(headers={"user-agent": agent})
    assert client.post("/desk/login", RIGHT).status_code == 303
    return client


def later(client: Client, **ago: float) -> None:
    """As if the session had begun and been used so long ago."""
    gone = timedelta(**ago)
    for row in Session.objects.filter(session_key=client.session.session_key):
        row.seen_at, row.expire_date = row.seen_at - gone, row.expire_date - gone
        row.save()


def is_in(client: Client, **headers: str) -> bool:
    return bool(client.get("/desk/organ", headers=headers).status_code == 200)


def listed(answer: Answer) -> list[str]:
    return re.findall(r'name="which" value="(\w{32})"', html.unescape(answer.content.decode()))


# How long ----------------------------------------------------------------------------------------------------------


def test_whoever_does_nothing_for_half_an_hour_is_asked_to_sign_in() -> None:
    client = signed_in()
    later(client, minutes=30)
    assert not is_in(client)


def test_whoever_does_something_stays() -> None:
    client = signed_in()
    for _turn in range(3):
        later(client, minutes=29)
        assert is_in(client)


def test_after_the_longest_time_even_the_busiest_signs_in_again(settings: Any) -> None:
    settings.HUIYIN_LONGEST_SESSION = timedelta(minutes=45)
    client = signed_in()
    later(client, minutes=29)
    Session.objects.update(since=timezone.now() - timedelta(minutes=44))
    assert is_in(client)
    assert Session.objects.get().expire_date <= timezone.now() + timedelta(minutes=1)


def test_what_a_page_asks_by_itself_keeps_nobody_signed_in() -> None:
    client = signed_in()
    later(client, minutes=29)
    assert is_in(client, **{"X-By-Itself": "1"})
    later(client, minutes=2)
    assert not is_in(client)


def test_a_page_looked_at_twice_in_a_minute_writes_nothing() -> None:
    client = signed_in()
    before = Session.objects.get().seen_at
    assert is_in(client) and Session.objects.get().seen_at == before


# Where -------------------------------------------------------------------------------------------------------------


def test_ones_sessions_are_listed_with_their_device_and_the_one_at_hand() -> None:
    here = signed_in()
    signed_in("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1")
    page = here.get("/desk/security")
    assert "Chrome · Windows" in words(page) and "Safari · iPhone" in words(page) and "就是这里" in words(page)
    assert len(listed(page)) == 1


def test_no_session_key_stands_on_the_page() -> None:
    here, there = signed_in(), signed_in()
    page = here.get("/desk/security").content.decode()
    assert here.session.session_key not in page and there.session.session_key not in page


def test_one_of_them_can_be_ended() -> None:
    here, there = signed_in(), signed_in()
    (which,) = listed(here.get("/desk/security"))
    here.post("/desk/security/sessions", {"which": which})
    assert (is_in(here), is_in(there)) == (True, False)


def test_nobody_ends_anothers_session() -> None:
    other = Client()
    other.post("/desk/login", {**RIGHT, "username": "sunli"})
    here = signed_in()
    here.post("/desk/security/sessions", {"which": handle(other.session.session_key)})
    assert is_in(other)


def test_all_of_them_can_be_ended_at_once_and_it_is_written_down() -> None:
    here, there = signed_in(), signed_in()
    answer = here.post("/desk/security/sessions", {"which": "all"})
    assert answer.status_code == 303 and not is_in(here) and not is_in(there)
    act = AccountAct.objects.get()
    assert (act.by, act.person, act.what, len(act.digest)) == (person("chenhao"), person("chenhao"), "ended", 64)


def test_after_another_password_no_other_session_is_left() -> None:
    here = signed_in()
    signed_in()
    typed = {"current": RIGHT["password"], "new": "lantern-17-river", "again": "lantern-17-river"}
    here.post("/desk/password", typed)
    assert [row.session_key for row in Session.objects.all()] == [here.session.session_key]


@pytest.mark.parametrize("page", ["/desk/security"])
def test_a_stranger_is_asked_to_sign_in(page: str, client: Client) -> None:
    assert client.get(page).headers["Location"].startswith("/desk/login")


def test_it_is_in_everybodys_menu() -> None:
    assert 'href="/desk/security"' in signed_in().get("/desk/").content.decode()


def test_a_cookie_header_that_cannot_be_read_opens_nothing_and_signs_nobody_out() -> None:
    """A neighbour's cookie with bytes beyond ASCII takes the whole header with it (huiyin.house.hops): that one request
    comes from a stranger, and what the browser holds is left as it is."""
    clerk = Desk("wanglan").browser
    mine = clerk.cookies["sessionid"].value
    answer = Client().get("/desk/", HTTP_COOKIE="\ufffd".encode().decode("latin-1"))
    assert (answer.status_code, "/desk/login" in answer["Location"]) == (302, True)
    assert not [name for name, each in answer.cookies.items() if each["max-age"] == 0 or "session" in name]
    assert clerk.get("/desk/").status_code == 200 and clerk.cookies["sessionid"].value == mine
