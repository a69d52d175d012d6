"""One's own list of matters: nobody needs it, it keeps neither address nor password, deleting it harms no matter."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from huiyin.cases.models import Case
from huiyin.gate.limits import Brake
from huiyin.joint import codes
from huiyin.joint.codes import Asked
from huiyin.joint.models import Proof, Reissued
from huiyin.joint.renewing import settle_all
from huiyin.portal.entering import throttle
from huiyin.portal.mine import accounts
from huiyin.portal.models import Account, Kept
from tests.portal.life import Life, begin, page, plain

pytestmark = pytest.mark.django_db
Follow = Callable[[Life], Client]


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stretching a password costs less here."""
    monkeypatch.setattr(accounts, "_COST", {"n": 2, "r": 1, "p": 1})


LOGIN, SECRET = "132 0000 7710", "渠水又流回三组了"


def keeps(client: Client, life: Life, **changes: str) -> HttpResponse:
    typed = {"login": LOGIN, "password": SECRET, "again": SECRET, **changes}
    return client.post(f"/follow/{life.number}/keep/", typed)


def enters(login: str = LOGIN, password: str = SECRET, client: Client | None = None) -> HttpResponse:
    return (client or Client()).post("/mine/", {"login": login, "password": password})


@pytest.fixture
def kept(life: Life, follow: Follow) -> Life:
    """A matter that stands in a list."""
    assert keeps(follow(life), life).status_code == 303
    return life


@pytest.fixture
def inside(kept: Life) -> Client:
    """Whoever opened that list on another device."""
    client = Client()
    assert enters(client=client).status_code == 303
    return client


def test_address_and_password_open_the_list_on_another_device(inside: Client, kept: Life) -> None:
    shown = plain(inside.get("/mine/"))
    assert "恢复灌溉渠四十二米" in shown and "现在：" in shown


def test_the_list_opens_its_matters(inside: Client, kept: Life) -> None:
    assert inside.get(f"/follow/{kept.number}/").status_code == 200


def test_several_matters_stand_together(kept: Life, follow: Follow) -> None:
    other = begin()
    client = follow(other)
    keeps(client, other)
    assert len(accounts.cases_of(Account.objects.get())) == 2
    assert kept.number[:6] in plain(client.get("/mine/"))


def test_with_the_list_open_one_press_puts_another_in(inside: Client, follow: Follow) -> None:
    other = begin()
    inside.post("/follow/", {"number": other.number, "code": other.lodged.query_code})
    assert 'name="password"' not in page(inside.get(f"/follow/{other.number}/keep/"))
    inside.post(f"/follow/{other.number}/keep/")
    assert Kept.objects.filter(case=other.id).exists()


@pytest.mark.parametrize("login", ["13200007710", "+86 132-0000-7710", "１３２００００７７１０"])
def test_the_phone_may_be_written_as_one_likes(kept: Life, login: str) -> None:
    assert enters(login).status_code == 303


def test_an_email_address_does_as_well(life: Life, follow: Follow) -> None:
    keeps(follow(life), life, login="Dashan@Example.org")
    assert enters("dashan@example.org").status_code == 303


def test_neither_address_nor_password_is_in_the_database(kept: Life) -> None:
    row = Account.objects.values().get()
    assert not [value for value in map(str, row.values()) if "7710" in value or SECRET in value]
    assert len(row["key"]) == 64


def test_a_wrong_password_is_refused_like_an_unknown_address(kept: Life) -> None:
    wrong, unknown = enters(password="渠水流走了吗"), enters("13900000000")
    assert wrong.status_code == unknown.status_code == 422
    assert "对不上" in plain(wrong) and "对不上" in plain(unknown)


def test_what_was_typed_stays_except_the_password(kept: Life) -> None:
    shown = page(enters(password="渠水流走了吗"))
    assert f'value="{LOGIN}"' in shown and "渠水流走了吗" not in shown


def test_the_same_address_with_another_password_is_another_list(kept: Life) -> None:
    client = Client()
    client.post("/follow/", {"number": kept.number, "code": kept.lodged.query_code})
    keeps(client, kept, password="另外一个人的密码", again="另外一个人的密码")
    assert Account.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"password": "短", "again": "短"}, "密码太短"),
        ({"password": "password1", "again": "password1"}, "太常见"),
        ({"password": "哈哈哈哈哈哈哈哈", "again": "哈哈哈哈哈哈哈哈"}, "好猜"),
        ({"again": "渠水流走了"}, "两遍写的不一样"),
        ({"login": "我的手机"}, "请写电话号码"),
    ],
)
def test_a_slip_is_told_in_words_and_makes_no_list(
    life: Life, follow: Follow, changes: dict[str, str], words: str
) -> None:
    answer = keeps(follow(life), life, **changes)
    assert answer.status_code == 422 and words in plain(answer)
    assert not Account.objects.exists()


def test_only_whoever_filed_puts_it_into_a_list(life: Life) -> None:
    assert keeps(Client(), life).status_code == 404


def test_many_tries_at_one_address_must_wait(kept: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttle, "BY_LOGIN", Brake("login", 2, timedelta(hours=1), timedelta(hours=1)))
    for _guess in range(2):
        enters(password="渠水流走了吗")
    assert enters().status_code == 429


def test_the_list_closes_after_two_hours(inside: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    later = timezone.now() + timedelta(hours=2, minutes=1)
    monkeypatch.setattr("huiyin.portal.mine.accounts.timezone.now", lambda: later)
    assert 'name="password"' in page(inside.get("/mine/"))


def test_leaving_closes_the_list(inside: Client, kept: Life) -> None:
    inside.post("/follow/leave/")
    assert 'name="password"' in page(inside.get("/mine/"))
    assert inside.get(f"/follow/{kept.number}/").status_code == 404


def test_the_list_can_be_taken_along(inside: Client, kept: Life) -> None:
    answer = inside.get("/mine/list.csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0][0] == "编号" and rows[1][1].startswith("恢复灌溉渠")
    assert rows[1][0].replace(" ", "") == kept.number


def test_nobody_else_takes_it_along(kept: Life) -> None:
    assert Client().get("/mine/list.csv").status_code == 404


def test_no_cell_is_a_formula(inside: Client, kept: Life) -> None:
    Case.objects.filter(id=kept.id).update(title="=HYPERLINK(1)")
    assert ",'=HYPERLINK(1)," in inside.get("/mine/list.csv").content.decode()


def test_a_matter_can_be_taken_out(inside: Client, kept: Life) -> None:
    inside.post("/mine/change/", {"out": str(kept.id)})
    assert "还没有事项" in plain(inside.get("/mine/"))


def renewed(life: Life) -> Client:
    """The lost code is given anew at the counter; a browser in which the new one was typed."""
    case = Case.objects.get(id=life.id)
    filed = codes.people_of(case)[0]
    given = codes.reissue(case, filed, Asked(Proof.DOCUMENT), timezone.now())
    Reissued.objects.update(ends_at=timezone.now())
    settle_all(timezone.now())
    client = Client()
    client.post("/follow/", {"number": given.number, "code": given.code})
    return client


def test_a_new_code_closes_the_matter_in_a_list_that_the_old_one_opened(inside: Client, kept: Life) -> None:
    renewed(kept)
    assert kept.number not in inside.get("/mine/").content.decode()
    again = Client()
    enters(client=again)
    assert [each.get(f"/follow/{kept.number}/").status_code for each in (inside, again)] == [404, 404]


def test_with_the_new_code_it_is_put_in_again(inside: Client, kept: Life) -> None:
    keeps(renewed(kept), kept)
    again = Client()
    enters(client=again)
    assert again.get(f"/follow/{kept.number}/").status_code == 200


def test_deleting_the_list_leaves_the_matters(inside: Client, kept: Life) -> None:
    inside.post("/mine/change/", {"delete": "yes"})
    assert not Account.objects.exists() and Case.objects.filter(id=kept.id).exists()
    assert Client().post("/follow/", {"number": kept.number, "code": kept.lodged.query_code}).status_code == 303


def test_a_list_has_an_end(kept: Life, follow: Follow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accounts, "MOST", 1)
    other = begin()
    keeps(follow(other), other)
    assert not Kept.objects.filter(case=other.id).exists()
