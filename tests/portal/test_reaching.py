"""How to be told: the person chooses at any time; the journal learns that, and no address."""

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client

from huiyin.cases.identity import open_identity
from huiyin.cases.models import Party
from huiyin.record.models import Event
from tests.city import IDEA_CLASS
from tests.portal.life import Life, page, plain

pytestmark = pytest.mark.django_db
Follow = Callable[[Life], Client]


def choose(client: Client, life: Life, **given: str) -> HttpResponse:
    return client.post(f"/follow/{life.number}/notices/", {"phone": "", "address": "", "email": "", **given})


def test_mail_is_chosen_with_its_address(life: Life, follow: Follow) -> None:
    assert choose(follow(life), life, way="email", email="chen@example.com").status_code == 303
    party = Party.objects.get(case=life.id)
    assert (party.way, open_identity(party).email) == ("email", "chen@example.com")


def test_what_is_left_empty_stays_as_it_was(life: Life, follow: Follow) -> None:
    choose(follow(life), life, way="phone")
    assert open_identity(Party.objects.get(case=life.id)).phone == "19900007710"


def test_mail_without_an_address_is_asked_for(life: Life, follow: Follow) -> None:
    answer = choose(follow(life), life, way="email")
    assert answer.status_code == 422
    assert "请写上它" in plain(answer)


def test_what_is_known_is_shown_half_hidden(life: Life, follow: Follow) -> None:
    shown = page(follow(life).get(f"/follow/{life.number}/notices/"))
    assert "199****7710" in shown and "19900007710" not in shown


def test_the_journal_says_that_it_was_changed_and_not_where_to(life: Life, follow: Follow) -> None:
    choose(follow(life), life, way="email", email="chen@example.com")
    payload = Event.objects.filter(record=life.id).latest("seq").payload
    assert "改了通知办法" in payload and "chen@" not in payload


def test_it_can_be_changed_after_the_end(life: Life, follow: Follow) -> None:
    life.do("classify", "chenhao", classes=IDEA_CLASS)
    life.do("answer_on_spot", "chenhao", answer="已经当面解释清楚，没有别的问题")
    assert choose(follow(life), life, way="portal").status_code == 303


def test_a_stranger_changes_nothing(life: Life) -> None:
    assert choose(Client(), life, way="portal").status_code == 404
