"""Whose session it is."""

from __future__ import annotations

import pytest

from huiyin.people.accounts import Accounts
from huiyin.people.models import Person


@pytest.fixture
def wang(db: None) -> Person:
    return Person.objects.create_person("wanglan", "王兰", "a-good-password")


def test_it_finds_the_person_of_a_session(wang: Person) -> None:
    assert Accounts().get_user(wang.id) == wang


def test_it_does_not_find_somebody_whose_account_was_closed(wang: Person) -> None:
    Person.objects.update(is_active=False)
    assert Accounts().get_user(wang.id) is None


def test_it_finds_nobody_under_an_id_that_is_nobodys(wang: Person) -> None:
    assert Accounts().get_user(wang.id + 1) is None
