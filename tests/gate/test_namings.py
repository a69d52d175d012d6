"""Posts given at the desk: by an administrator for the organs in their charge, and never by one person alone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from huiyin.gate.models import Naming
from huiyin.gate.namings import waiting
from huiyin.law.terms import Role
from huiyin.people.account_acts import Kind
from huiyin.people.models import AccountAct, Person, Post, in_force
from tests.city import organ, person
from tests.desk.staff import Answer, Desk, words

pytestmark = pytest.mark.django_db
NEW = {"name": "李想", "username": "lixiang", "organ": "市信访局", "role": "handler"}


@pytest.fixture
def admin() -> Desk:
    """方青, administrator of the city's petition office."""
    return Desk("fangqing")


def joins(admin: Desk, **other: str) -> Answer:
    return admin.browser.post("/desk/accounts/new", {**NEW, **other})


def asks(admin: Desk, username: str, **said: str) -> Answer:
    return admin.browser.post(f"/desk/accounts/{person(username)}/posts", {"act": "give", **said}, follow=True)


def says(username: str, say: str) -> Answer:
    naming = str(Naming.objects.latest("at").id)
    return Desk(username).browser.post("/desk/security/second", {"naming": naming, "say": say}, follow=True)


def held(username: str) -> set[tuple[int, str]]:
    posts = Post.objects.filter(in_force(timezone.localdate()), person=person(username))
    return set(posts.values_list("organ", "role"))


def test_a_new_colleague_serves_once_a_second_person_said_yes(admin: Desk) -> None:
    shown = admin.browser.get(joins(admin).headers["Location"])
    assert "请市信访局的一位同事在“账号安全”里点“同意”" in words(shown) and held("lixiang") == set()
    assert "李想 · 市信访局 承办人" in words(Desk("zhouping").browser.get("/desk/security"))
    says("zhouping", "yes")
    assert held("lixiang") == {(organ("qc-xfj"), "handler")}


def test_each_step_is_an_act_on_the_account(admin: Desk) -> None:
    joins(admin)
    says("zhouping", "yes")
    acts = AccountAct.objects.filter(person=person("lixiang")).order_by("at", "id").values_list("what", flat=True)
    assert list(acts) == [Kind.MADE, Kind.NAMED, Kind.POSTED, Kind.SECONDED]


def test_whoever_reads_no_matters_needs_nobody_else(admin: Desk) -> None:
    joins(admin, role="analyst")
    assert held("lixiang") == {(organ("qc-xfj"), "analyst")}


@pytest.mark.parametrize("username", ["fangqing", "zhengyu", "gaolei"], ids=["who asked", "an analyst", "elsewhere"])
def test_nobody_says_yes_who_could_be_stood_in_for(admin: Desk, username: str) -> None:
    joins(admin)
    says(username, "yes")
    assert held("lixiang") == set()


def test_nobody_says_yes_to_their_own_post(admin: Desk) -> None:
    asks(admin, "zhouping", organ="市信访局", role="reviewer")
    says("zhouping", "yes")
    assert (organ("qc-xfj"), "reviewer") not in held("zhouping")


def test_a_no_ends_it(admin: Desk) -> None:
    joins(admin)
    says("zhouping", "no")
    says("chenhao", "yes")
    assert held("lixiang") == set() and not waiting(timezone.now())


def test_a_yes_comes_too_late_after_a_week(admin: Desk) -> None:
    joins(admin)
    Naming.objects.update(until=timezone.now() - timedelta(minutes=1))
    says("zhouping", "yes")
    assert held("lixiang") == set()


def test_an_administrator_gives_nothing_to_themselves(admin: Desk) -> None:
    before = held("fangqing")
    asks(admin, "fangqing", organ="市信访局", role="analyst")
    assert held("fangqing") == before
    joins(admin, name="方青", username="fangqing", role="analyst")
    assert held("fangqing") == before


@pytest.mark.parametrize("role", [Role.ADMIN.value, Role.AUDITOR.value, Role.SYSTEM.value])
def test_who_administers_or_audits_is_not_named_here(admin: Desk, role: str) -> None:
    assert joins(admin, role=role).status_code == 422
    assert not Person.objects.filter(username="lixiang").exists()


def test_no_post_is_given_where_the_administrator_is_not_in_charge() -> None:
    assert joins(Desk("fangqing"), organ="省信访局").status_code == 422


def test_a_post_is_taken_away_at_once(admin: Desk) -> None:
    where, role = next(iter(held("sunli")))
    assert "岗位免了，从今天起" in words(asks(admin, "sunli", act="take", organ=str(where), role=role))
    assert (where, role) not in held("sunli")


def test_somebody_from_another_organ_keeps_their_account(admin: Desk) -> None:
    name = Person.objects.get(username="gaolei").name
    joins(admin, name=name, username="gaolei")
    says("zhouping", "yes")
    assert (organ("qc-xfj"), "handler") in held("gaolei") and Person.objects.filter(username="gaolei").count() == 1


def test_a_user_name_that_is_somebody_elses_is_refused_with_all_that_was_typed(admin: Desk) -> None:
    answer = joins(admin, username="gaolei")
    assert answer.status_code == 422 and "这个用户名是别人的" in words(answer)
    assert 'value="李想"' in answer.content.decode()


def test_nobody_but_an_administrator_opens_the_page() -> None:
    assert Desk("zhouping").browser.get("/desk/accounts/new").status_code == 403


def test_whoever_lost_their_last_post_can_be_named_again(admin: Desk) -> None:
    for where, role in held("sunli"):
        asks(admin, "sunli", act="take", organ=str(where), role=role)
    assert held("sunli") == set()
    asks(admin, "sunli", organ="市信访局", role="dispatcher")
    says("zhouping", "yes")
    assert held("sunli") == {(organ("qc-xfj"), "dispatcher")}


def test_a_second_yes_gives_nothing_more(admin: Desk, db: Any) -> None:
    joins(admin)
    says("zhouping", "yes")
    says("chenhao", "yes")
    assert Post.objects.filter(person=person("lixiang")).count() == 1
