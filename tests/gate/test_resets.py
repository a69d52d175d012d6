"""Resetting a password: nobody ever knows another's, and nobody alone opens an account that may read reports."""

from __future__ import annotations

import re
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from huiyin.gate import reset_mail
from huiyin.gate.models import Reset
from huiyin.gate.resets import code_of, issue
from huiyin.law.terms import Role
from huiyin.people.account_acts import body
from huiyin.people.models import AccountAct, Person, Post
from huiyin.people.stamps import POSTS, touch
from huiyin.together.models import Mailbox
from huiyin.vault.chain import canonical
from huiyin.vault.digests import sha256
from tests.city import actor, organ, person
from tests.desk.staff import Answer, Desk, words

OLD, NEW = "huiyin-demo", "lantern-17-river"
pytestmark = pytest.mark.django_db


@pytest.fixture
def admin() -> Desk:
    """方青, administrator of the city's petition office."""
    return Desk("fangqing")


def ask(admin: Desk, username: str, way: str = "slip", **ticked: str) -> Answer:
    return admin.browser.post(f"/desk/accounts/{person(username)}", {"act": way, **ticked})


def code_on(answer: Answer) -> str:
    found = re.search(r'<span class="code on-paper">([^<]+)</span>', answer.content.decode())
    assert found is not None
    return found[1]


def sets(username: str, code: str, new: str = NEW) -> Answer:
    return Client().post("/desk/reset", {"username": username, "pin": code, "new": new, "again": new})


def signs_in(username: str, password: str) -> bool:
    return bool(Client().post("/desk/login", {"username": username, "password": password}).status_code == 303)


def agrees(username: str, say: str = "yes") -> Answer:
    reset = Reset.objects.latest("at")
    return Desk(username).browser.post("/desk/security/agree", {"reset": str(reset.id), "say": say})


def acts() -> list[str]:
    return list(AccountAct.objects.order_by("at", "id").values_list("what", flat=True))


# The slip ----------------------------------------------------------------------------------------------------------


def test_somebody_who_reads_no_matters_sets_their_own_password_with_a_slip(admin: Desk) -> None:
    assert sets("zhengyu", code_on(ask(admin, "zhengyu"))).status_code == 303
    assert (signs_in("zhengyu", NEW), signs_in("zhengyu", OLD)) == (True, False)


def test_the_code_opens_nothing_as_a_password(admin: Desk) -> None:
    assert not signs_in("zhengyu", code_on(ask(admin, "zhengyu")))


def test_a_slip_works_once(admin: Desk) -> None:
    code = code_on(ask(admin, "zhengyu"))
    sets("zhengyu", code)
    assert sets("zhengyu", code, "another-17-river").status_code == 422


def test_it_works_for_three_days(admin: Desk) -> None:
    code = code_on(ask(admin, "zhengyu"))
    Reset.objects.update(until=timezone.now())
    assert sets("zhengyu", code).status_code == 422


def test_another_slip_ends_the_one_before(admin: Desk) -> None:
    first, second = code_on(ask(admin, "zhengyu")), code_on(ask(admin, "zhengyu"))
    assert (sets("zhengyu", first).status_code, sets("zhengyu", second).status_code) == (422, 303)


def test_it_is_for_one_person(admin: Desk) -> None:
    assert sets("heshan", code_on(ask(admin, "zhengyu"))).status_code == 422


def test_it_is_shown_once_and_never_on_the_screen(admin: Desk) -> None:
    answer = ask(admin, "zhengyu")
    code = code_on(answer)
    assert answer.headers["Cache-Control"] == "no-store" and answer.content.decode().count(code) == 1
    assert code not in admin.open(f"/desk/accounts/{person('zhengyu')}").content.decode()


def test_nothing_that_is_kept_opens_it(admin: Desk) -> None:
    code = code_on(ask(admin, "zhengyu")).replace("-", "")
    assert code not in str(list(Reset.objects.values())).replace("-", "")


def test_the_code_may_be_typed_without_strokes_and_in_capitals(admin: Desk) -> None:
    assert sets("zhengyu", code_on(ask(admin, "zhengyu")).replace("-", " ").upper()).status_code == 303


def test_a_weak_password_is_refused_and_the_slip_still_works(admin: Desk) -> None:
    code = code_on(ask(admin, "zhengyu"))
    assert sets("zhengyu", code, "83649273615").status_code == 422
    assert sets("zhengyu", code).status_code == 303


def test_wrong_codes_bring_a_pause(admin: Desk) -> None:
    tries = [sets("zhengyu", "aaaa-bbbb-cccc-dddd").status_code for _turn in range(11)]
    assert tries == [422] * 10 + [429]


# What becomes of the old password ----------------------------------------------------------------------------------


def test_whoever_is_signed_in_is_signed_out(admin: Desk) -> None:
    zheng = Desk("zhengyu")
    ask(admin, "zhengyu")
    assert zheng.open("/desk/figures").headers["Location"].startswith("/desk/login")


def test_whoever_did_not_ask_signs_in_as_before_and_is_told(admin: Desk) -> None:
    ask(admin, "zhengyu")
    zheng = Client()
    assert zheng.post("/desk/login", {"username": "zhengyu", "password": OLD}).status_code == 303
    assert "方青让您的密码可以重设" in words(zheng.get("/desk/figures"))


def test_they_are_told_once_and_find_it_on_their_page(admin: Desk) -> None:
    ask(admin, "zhengyu")
    for _turn in range(2):
        zheng = Client()
        zheng.post("/desk/login", {"username": "zhengyu", "password": OLD})
    assert "让您的密码可以重设" not in words(zheng.get("/desk/figures"))
    assert "您的密码被重设过" in words(zheng.get("/desk/security"))


def test_they_can_cancel_it(admin: Desk) -> None:
    code = code_on(ask(admin, "zhengyu"))
    agrees("zhengyu", "no")
    assert sets("zhengyu", code).status_code == 422 and acts() == ["printed", "cancelled"]


def test_a_password_that_others_may_know_ends_at_once(admin: Desk) -> None:
    ask(admin, "zhengyu", leaked="1")
    assert not signs_in("zhengyu", OLD)


# A second person ---------------------------------------------------------------------------------------------------


def test_whoever_may_read_reports_needs_a_second_person_of_their_organ(admin: Desk) -> None:
    code = code_on(ask(admin, "zhouping"))
    answer = sets("zhouping", code)
    assert answer.status_code == 409 and "另一位同事" in words(answer) and signs_in("zhouping", OLD)
    agrees("chenhao")
    assert sets("zhouping", code).status_code == 303 and signs_in("zhouping", NEW)


@pytest.mark.parametrize("username", ["zhouping", "fangqing", "fengguoqiang"])
def test_neither_the_person_nor_the_administrator_nor_another_organ_is_the_second_one(
    admin: Desk, username: str
) -> None:
    code = code_on(ask(admin, "zhouping"))
    agrees(username)
    assert sets("zhouping", code).status_code == 409


@pytest.mark.parametrize("role", [Role.ADMIN, Role.ANALYST, Role.AUDITOR])
def test_nobody_whose_own_reset_needs_no_second_person_is_one(admin: Desk, role: Role) -> None:
    Person.objects.create_person("somebody", "某人", "a-good-password")
    Post.objects.create(person_id=person("somebody"), organ_id=organ("qc-xfj"), role=role.value)
    touch(POSTS)
    code = code_on(ask(admin, "zhouping"))
    agrees("somebody")
    assert sets("zhouping", code).status_code == 409


def test_an_agreement_is_for_that_slip_and_no_later_one(admin: Desk) -> None:
    ask(admin, "zhouping")
    agrees("chenhao")
    assert sets("zhouping", code_on(ask(admin, "zhouping"))).status_code == 409


def test_a_colleague_who_is_asked_may_refuse(admin: Desk) -> None:
    code = code_on(ask(admin, "zhouping"))
    agrees("chenhao", "no")
    assert sets("zhouping", code).status_code == 422


def test_whoever_serves_at_two_organs_needs_a_second_person_of_each() -> None:
    Post.objects.create(person_id=person("zhouping"), organ_id=organ("lx-xfj"), role=Role.HEAD.value)
    touch(POSTS)
    zhou = Person.objects.get(username="zhouping")
    reset = issue(zhou, Reset.SLIP, by=actor("fangqing"), at=timezone.now())
    agrees("chenhao")
    assert sets("zhouping", code_of(reset)).status_code == 409
    agrees("qianwei")
    assert sets("zhouping", code_of(reset)).status_code == 303


def test_where_nobody_else_serves_the_office_above_is_asked(admin: Desk) -> None:
    Post.objects.filter(organ_id=organ("lx-slj")).exclude(role=Role.HEAD.value).delete()
    touch(POSTS)
    head = Person.objects.get(posts__organ_id=organ("lx-slj"))
    assert "柳溪县" in words(ask(admin, head.username)) and "另一位同事" in words(ask(admin, head.username))


def test_no_page_tells_who_holds_a_report(admin: Desk) -> None:
    """Every member of staff who may be given one is treated alike, whether they hold one now or not."""
    for username in ("wanglan", "sunli", "guyan"):
        assert sets(username, code_on(ask(admin, username))).status_code == 409


# The mail ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def registered(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.HUIYIN_SITE_URL = "https://huiyin.example"
    Mailbox.objects.create(person=person("zhengyu"), address="zheng@example.cn")


def test_the_link_goes_to_the_address_its_owner_registered_and_is_not_shown(admin: Desk, registered: None) -> None:
    answer = ask(admin, "zhengyu", "mail")
    call_command("work", "--once")
    (sent,) = mail.outbox
    code = code_of(Reset.objects.get())
    assert sent.to == ["zheng@example.cn"] and f"https://huiyin.example/desk/reset?u=zhengyu#{code}" in sent.body
    page = admin.open(answer.headers["Location"]).content.decode()
    assert code not in page and "zheng@" not in page and "z***@example.cn" in page
    assert sets("zhengyu", code).status_code == 303


def test_the_same_message_twice_sends_one_mail(admin: Desk, registered: None) -> None:
    ask(admin, "zhengyu", "mail")
    message = type("M", (), {"record": Reset.objects.get().id})
    for _turn in range(2):
        reset_mail.send([message])  # type: ignore[list-item]
    assert len(mail.outbox) == 1


def test_without_a_registered_address_there_is_no_link(admin: Desk) -> None:
    assert ask(admin, "zhengyu", "mail").status_code == 422 and not Reset.objects.exists()


# Written down ------------------------------------------------------------------------------------------------------


def test_every_step_is_an_account_act_with_its_digest(admin: Desk) -> None:
    sets("zhouping", code := code_on(ask(admin, "zhouping")))
    agrees("chenhao")
    sets("zhouping", code)
    assert acts() == ["printed", "agreed", "changed"]
    for act in AccountAct.objects.all():
        assert act.person == person("zhouping") and act.digest == sha256(canonical(body(act))).hex()


# Without an administrator ------------------------------------------------------------------------------------------


def slip(username: str) -> str:
    out = StringIO()
    call_command("slip", username, stdout=out)
    return out.getvalue()


def test_the_first_administrator_gets_a_code_from_the_machine() -> None:
    found = re.search(r"code: (\S+)", slip("fangqing"))
    assert found is not None and sets("fangqing", found[1]).status_code == 303


def test_the_machine_does_not_replace_a_colleague_who_could_agree() -> None:
    told = slip("zhouping")
    assert "A colleague must agree" in told
    assert sets("zhouping", re.findall(r"code: (\S+)", told)[0]).status_code == 409


def test_where_nobody_can_sign_in_yet_the_machine_is_enough() -> None:
    Person.objects.exclude(username="zhouping").update(password="!")
    assert sets("zhouping", re.findall(r"code: (\S+)", slip("zhouping"))[0]).status_code == 303


def test_a_locked_account_is_not_opened_by_it(admin: Desk) -> None:
    code = code_on(ask(admin, "zhengyu"))
    Person.objects.filter(username="zhengyu").update(is_active=False)
    assert sets("zhengyu", code).status_code == 422


def test_a_reset_of_long_ago_keeps_nobody_from_a_new_one(admin: Desk) -> None:
    ask(admin, "zhengyu")
    Reset.objects.update(until=timezone.now() - timedelta(days=1))
    assert sets("zhengyu", code_on(ask(admin, "zhengyu"))).status_code == 303


# A first password -----------------------------------------------------------------------------------------------------


def never_had_one(username: str) -> None:
    Person.objects.filter(username=username).update(password="!")


def test_whoever_never_had_a_password_reads_of_a_first_one_and_of_no_reset(admin: Desk) -> None:
    never_had_one("zhengyu")
    slip = ask(admin, "zhengyu")
    assert "您的账号开通了" in words(slip) and "重设" not in words(slip)
    assert sets("zhengyu", code_on(slip)).status_code == 303 and acts() == ["invited", "changed"]
    zheng = Client()
    zheng.post("/desk/login", {"username": "zhengyu", "password": NEW})
    assert "可以重设" not in words(zheng.get("/desk/figures"))
    shown = words(zheng.get("/desk/security"))
    assert "您的账号开通了" in shown and "重设过" not in shown


def test_a_lost_first_slip_is_followed_by_another_first_one(admin: Desk) -> None:
    never_had_one("zhengyu")
    ask(admin, "zhengyu")
    assert "您的账号开通了" in words(ask(admin, "zhengyu")) and acts() == ["invited", "invited"]


def test_a_password_that_was_ended_is_no_first_one_afterwards(admin: Desk) -> None:
    """An administrator cannot end a password and have the next slip read as a welcome."""
    ask(admin, "zhengyu", leaked="1")
    assert "重设登录密码" in words(ask(admin, "zhengyu")) and acts() == ["printed", "printed"]
