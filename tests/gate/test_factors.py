"""Second factors: what is asked for besides the password, of whom, and what rests of it."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pyotp
import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from huiyin.gate.factors import apps, recovery
from huiyin.gate.factors.asking import SURE
from huiyin.gate.factors.keeping import add, must_have, remove, secret_of
from huiyin.gate.models import Factor, RecoveryCode
from huiyin.gate.resets import code_of, issue
from huiyin.people.models import AccountAct, Person
from tests.city import actor, person
from tests.desk.staff import Answer, words

RIGHT = {"username": "zhouping", "password": "huiyin-demo"}
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
pytestmark = pytest.mark.django_db


@pytest.fixture
def zhou() -> Person:
    return Person.objects.get(username="zhouping")


@pytest.fixture
def with_app(zhou: Person) -> Factor:
    return add(zhou, Factor.APP, "我的手机", SECRET.encode(), at=timezone.now())


def figures(ago: int = 0) -> str:
    return pyotp.TOTP(SECRET).at(timezone.now() - timedelta(seconds=30 * ago))


def half_in() -> Client:
    """Name and password are right, and nothing more was shown."""
    client = Client()
    client.post("/desk/login", RIGHT)
    return client


def shows(client: Client, **what: str) -> Answer:
    return client.post("/desk/login/second", what)


def is_in(client: Client) -> bool:
    return bool(client.get("/desk/organ").status_code == 200)


# Signing in --------------------------------------------------------------------------------------------------------


def test_without_one_the_password_is_enough(zhou: Person) -> None:
    assert is_in(half_in())


def test_with_one_the_password_alone_opens_nothing(with_app: Factor) -> None:
    client = Client()
    assert client.post("/desk/login", RIGHT).headers["Location"] == "/desk/login/second"
    assert not is_in(client)


def test_the_figures_of_the_app_open_the_door(with_app: Factor) -> None:
    client = half_in()
    assert shows(client, otp=figures()).status_code == 303 and is_in(client)


def test_one_goes_where_one_wanted_to_go(with_app: Factor) -> None:
    client = Client()
    client.post("/desk/login", {**RIGHT, "next": "/desk/search"})
    assert shows(client, otp=figures()).headers["Location"] == "/desk/search"


def test_the_same_figures_open_it_once(with_app: Factor) -> None:
    code = figures()
    shows(half_in(), otp=code)
    assert shows(half_in(), otp=code).status_code == 422


def test_a_clock_half_a_minute_wrong_is_right_and_two_minutes_are_not(with_app: Factor) -> None:
    assert shows(half_in(), otp=figures(ago=4)).status_code == 422
    assert shows(half_in(), otp=figures(ago=1)).status_code == 303


def test_wrong_figures_bring_a_pause(with_app: Factor) -> None:
    client = half_in()
    tries = [shows(client, otp="000000").status_code for _turn in range(6)]
    assert tries == [422] * 5 + [429]


def test_strangers_without_the_password_cannot_bring_that_pause(with_app: Factor) -> None:
    for _turn in range(6):
        shows(Client(), otp="000000")
    assert shows(half_in(), otp=figures()).status_code == 303


def test_ten_minutes_after_the_password_one_begins_anew(with_app: Factor, monkeypatch: pytest.MonkeyPatch) -> None:
    client = half_in()
    later = timezone.now() + timedelta(minutes=11)
    monkeypatch.setattr("huiyin.desk.security.second.timezone.now", lambda: later)
    assert shows(client, otp=pyotp.TOTP(SECRET).at(later)).headers["Location"] == "/desk/"


def test_another_password_ends_a_sign_in_that_was_half_done(zhou: Person, with_app: Factor) -> None:
    client = half_in()
    zhou.set_password("another-good-one")
    zhou.save()
    assert shows(client, otp=figures()).headers["Location"] == "/desk/"


# Codes for a lost telephone ----------------------------------------------------------------------------------------


def test_a_recovery_code_opens_it_once(zhou: Person, with_app: Factor) -> None:
    code = recovery.new_codes(zhou, timezone.now())[0]
    assert shows(half_in(), recovery=code.upper()).status_code == 303
    assert shows(half_in(), recovery=code).status_code == 422
    assert recovery.left(zhou.id) == 9
    assert "recovered" in AccountAct.objects.values_list("what", flat=True)


def test_another_persons_code_opens_nothing(with_app: Factor) -> None:
    code = recovery.new_codes(Person.objects.get(username="chenhao"), timezone.now())[0]
    assert shows(half_in(), recovery=code).status_code == 422


def test_new_codes_end_the_old_ones(zhou: Person, with_app: Factor) -> None:
    old = recovery.new_codes(zhou, timezone.now())[0]
    recovery.new_codes(zhou, timezone.now())
    assert shows(half_in(), recovery=old).status_code == 422


# What rests --------------------------------------------------------------------------------------------------------


def test_no_secret_and_no_code_rests_in_the_clear(zhou: Person, with_app: Factor) -> None:
    codes = recovery.new_codes(zhou, timezone.now())
    kept = str([bytes(row.secret) for row in Factor.objects.all()]) + str(list(RecoveryCode.objects.values()))
    assert SECRET not in kept and not any(code.replace("-", "") in kept for code in codes)


def test_a_secret_moved_to_another_person_opens_nothing(with_app: Factor) -> None:
    with_app.person = person("chenhao")
    with pytest.raises(Exception, match="不属于"):
        secret_of(with_app)


def test_a_new_key_ring_writes_secrets_anew(with_app: Factor, tmp_path: Any, settings: Any) -> None:
    from huiyin.people.keyring import ring

    copy = tmp_path / "ring.json"
    ring().save(copy)
    settings.HUIYIN_KEYRING = copy
    before = bytes(with_app.secret)
    call_command("rotate")
    with_app.refresh_from_db()
    assert bytes(with_app.secret) != before and secret_of(with_app) == SECRET.encode()


# Setting it up -----------------------------------------------------------------------------------------------------


def enrolled(client: Client, code: str = "") -> Answer:
    page = client.get("/desk/security/app").content.decode()
    found = re.search(r"<code>([A-Z2-7 ]+)</code>", page)
    assert found is not None
    return client.post("/desk/security/app", {"otp": code or pyotp.TOTP(found[1].replace(" ", "")).now()})


def test_an_app_is_kept_when_its_first_figures_are_right_and_codes_are_shown(zhou: Person) -> None:
    page = enrolled(half_in())
    assert len(re.findall(r"<li><code>", page.content.decode())) == recovery.MANY
    assert Factor.objects.get().person == zhou.id


def test_with_wrong_figures_nothing_is_kept(zhou: Person) -> None:
    assert enrolled(half_in(), "000000").status_code == 422 and not Factor.objects.exists()


def test_whoever_signed_in_a_while_ago_shows_the_password_once_more(zhou: Person) -> None:
    client = half_in()
    session = client.session
    session[SURE] = (timezone.now() - timedelta(minutes=11)).isoformat()
    session.save()
    assert client.get("/desk/security/app").headers["Location"] == "/desk/security/sure"
    assert client.post("/desk/security/sure", {"password": "wrong"}).status_code == 422
    client.post("/desk/security/sure", {"password": RIGHT["password"]})
    assert client.get("/desk/security/app").status_code == 200


def test_removing_it_is_written_down_and_leaves_no_codes(zhou: Person, with_app: Factor) -> None:
    recovery.new_codes(zhou, timezone.now())
    client = half_in()
    shows(client, otp=figures())
    client.post("/desk/security/remove", {"factor": str(with_app.id)})
    assert not Factor.objects.exists() and recovery.left(zhou.id) == 0
    assert AccountAct.objects.latest("at").what == "no-factor"


def test_nobody_removes_anothers(with_app: Factor) -> None:
    chen = Person.objects.get(username="chenhao")
    assert not remove(chen, with_app.id, at=timezone.now()) and Factor.objects.exists()


# Where it is required ----------------------------------------------------------------------------------------------


@pytest.fixture
def required(settings: Any) -> None:
    settings.HUIYIN_SECOND_FACTOR = "required"


@pytest.mark.parametrize(
    "username", ["zhouping", "chenhao", "guyan", "wuxia", "fangqing", "heshan", "sunli", "wanglan"]
)
def test_whoever_may_read_reports_administers_or_audits_must_have_one(username: str, required: None) -> None:
    assert must_have(person(username), timezone.now())


def test_whoever_does_none_of_it_need_not(required: None) -> None:
    assert not must_have(person("zhengyu"), timezone.now())


def test_in_the_demonstration_nobody_must(zhou: Person) -> None:
    assert not must_have(zhou.id, timezone.now())


def test_without_one_no_page_opens_but_the_one_where_it_is_set_up(zhou: Person, required: None) -> None:
    client = half_in()
    assert client.get("/desk/organ").headers["Location"] == "/desk/security"
    assert "您的岗位一定要有第二重验证" in words(client.get("/desk/security"))
    enrolled(client)
    assert is_in(client)


def test_the_last_one_stays(zhou: Person, with_app: Factor, required: None) -> None:
    assert not remove(zhou, with_app.id, at=timezone.now())


# A lost telephone --------------------------------------------------------------------------------------------------


def test_a_reset_leaves_the_second_factor(zhou: Person, with_app: Factor) -> None:
    sets_new(issue_for(zhou, factors=False))
    assert Factor.objects.exists()


def test_a_reset_that_says_so_takes_it_away(zhou: Person, with_app: Factor) -> None:
    sets_new(issue_for(zhou, factors=True))
    assert not Factor.objects.exists()


def issue_for(zhou: Person, factors: bool) -> str:
    from huiyin.gate.resets import agree

    reset = issue(zhou, "slip", by=actor("fangqing"), at=timezone.now(), factors=factors)
    assert agree(reset, by=actor("chenhao"), at=timezone.now())
    return code_of(reset)


def sets_new(code: str) -> None:
    typed = {"username": "zhouping", "pin": code, "new": "lantern-17-river", "again": "lantern-17-river"}
    assert Client().post("/desk/reset", typed).status_code == 303


def test_an_apps_address_names_the_account(zhou: Person) -> None:
    assert "zhouping" in apps.address(zhou, SECRET)
