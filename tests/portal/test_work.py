"""A little work by the browser instead of a puzzle; who cannot do it is let through less often, and told in words."""

import hashlib
import itertools
import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone

from huiyin.cases.models import Case
from huiyin.gate import work
from huiyin.gate.limits import Limit, Often
from huiyin.gate.models import Attempt
from huiyin.portal.entering import throttle
from tests.portal.life import Life, confirm, file, hand_in, page, plain, tell
from tests.portal.test_joining import joins, make_link

pytestmark = pytest.mark.django_db
Follow = Callable[[Life], Client]
HOUR = timedelta(hours=1)


def solve(token: str) -> str:
    return next(str(n) for n in itertools.count() if _fits(f"{token}:{n}"))


def _fits(words: str) -> bool:
    return int.from_bytes(hashlib.sha256(words.encode()).digest()[:4], "big") >> (32 - work.BITS) == 0


def done(answer: HttpResponse) -> dict[str, str]:
    """What a browser with JavaScript sends along with the form of this page."""
    found = re.search(r'name="work" value="([^"]+)"', page(answer))
    assert found
    return {"work": found.group(1), "worked": solve(found.group(1))}


def sent(**fields: str) -> bool:
    return work.worked(RequestFactory().post("/", fields), timezone.now())


# -- the work itself ------------------------------------------------------------------------------------------------


def test_work_that_was_done_counts() -> None:
    token = work.task().token
    assert sent(work=token, worked=solve(token))


def test_it_counts_once() -> None:
    token = work.task().token
    assert [sent(work=token, worked=solve(token)) for _turn in range(2)] == [True, False]


@pytest.mark.parametrize("fields", [{}, {"work": "made-up~1~x", "worked": "7"}, {"work": "x", "worked": "seven"}])
def test_anything_else_does_not(fields: dict[str, str]) -> None:
    assert not sent(**fields)


def test_a_token_we_never_gave_does_not_count() -> None:
    assert not sent(work="made-up", worked=solve("made-up"))


def test_yesterdays_work_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    token = work.task().token
    monkeypatch.setattr(work, "LASTS", timedelta(seconds=-1))
    assert not sent(work=token, worked=solve(token))


@pytest.mark.parametrize("address", ["/follow/", "/submit/you/", "join"])
def test_the_page_gives_its_browser_the_work(client: Client, life: Life, follow: Follow, address: str) -> None:
    if address == "/submit/you/":
        tell(client)
        confirm(client)
    shown = page(client.get(make_link(follow(life), life) if address == "join" else address))
    assert "data-work=" in shown and "house/work" in shown


# -- filing ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def two_an_hour(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    often = Often(Limit("file", 2, HOUR), Limit("file-worked", 3, HOUR))
    monkeypatch.setattr(throttle, "FILING", often)
    monkeypatch.setattr(throttle, "JOINING", often)
    yield


def crowd(people: int) -> HttpResponse:
    """So many people file from one address without JavaScript; the answer to the last."""
    for _person in range(people - 1):
        file(Client())
    client = Client()
    tell(client)
    confirm(client)
    return hand_in(client)


def test_too_many_from_one_address_are_told_in_words(two_an_hour: None) -> None:
    answer = crowd(3)
    assert answer.status_code == 429
    assert "60 分钟后再点一次" in plain(answer) and "电话和地址" in plain(answer)


def test_nothing_typed_is_lost_by_waiting(two_an_hour: None) -> None:
    assert 'value="陈大山"' in page(crowd(3))


def test_whoever_did_the_work_does_not_wait_for_those_who_did_not(two_an_hour: None) -> None:
    crowd(3)
    client = Client()
    tell(client)
    confirm(client)
    assert hand_in(client, **done(client.get("/submit/you/"))).status_code == 303


def test_after_the_hour_one_may_file_again(two_an_hour: None) -> None:
    crowd(3)
    Attempt.objects.update(since=timezone.now() - HOUR)
    assert file(Client())


def test_an_office_of_a_hundred_files_from_one_address_without_waiting() -> None:
    now = timezone.now()
    waits = [throttle.too_often(throttle.FILING, "10.0.0.1", now, worked=False) for _person in range(100)]
    assert not any(waits)


def test_a_mistake_in_the_form_costs_nothing(two_an_hour: None, client: Client) -> None:
    tell(client)
    confirm(client)
    for _slip in range(5):
        hand_in(client, phone="一三二")
    assert hand_in(client).status_code == 303


def test_sent_from_without_a_net_it_waits_in_the_ordinary_steps(two_an_hour: None, client: Client) -> None:
    crowd(3)
    typed = {"text": "路灯坏了三天。请修好路灯。", "place": "990121101201", "kind": "help", "name": "陈大山"}
    answer = client.post("/submit/offline/", {**typed, "phone": "13200007710", "key": "ab" * 16})
    assert answer.headers["Location"].startswith("/submit/claims")
    assert not Case.objects.filter(title__startswith="请修好路灯").exists()


# -- joining, following ---------------------------------------------------------------------------------------------


def test_too_many_who_join_from_one_address_wait(two_an_hour: None, life: Life, follow: Follow) -> None:
    link = make_link(follow(life), life)
    answers = [joins(link, phone=f"1320000772{figure}") for figure in range(3)]
    assert [answer.status_code for answer in answers] == [303, 303, 429]
    assert 'value="王二梅"' in page(answers[-1])


def test_whoever_did_the_work_does_not_wait_for_a_guesser_next_door(life: Life) -> None:
    for _guess in range(10):
        Client().post("/follow/", {"number": "1", "code": "x"})
    typed = {"number": life.number, "code": life.lodged.query_code}
    assert Client().post("/follow/", typed).status_code == 429
    client = Client()
    assert client.post("/follow/", {**typed, **done(client.get("/follow/"))}).status_code == 303


def test_work_does_not_buy_endless_guesses_at_one_number(life: Life) -> None:
    now = timezone.now()
    guess = throttle.Guess("10.0.0.1", life.number, worked=True)
    for _guess in range(throttle.BY_NUMBER.most):
        throttle.count_failure(guess, now)
    assert throttle.wait_minutes(throttle.Guess("10.0.0.2", life.number, worked=True), now)
