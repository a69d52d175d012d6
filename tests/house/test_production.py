import pytest
from django.contrib.auth import get_user_model

from huiyin.house.config import Config, read
from huiyin.house.faults import Refused
from huiyin.house.production import demo_accounts, refuse_unsafe

pytestmark = pytest.mark.django_db


def make_person(*, is_demo: bool) -> None:
    get_user_model().objects.create(username="alice", name="Alice", is_demo=is_demo)


def production() -> Config:
    return read({"HUIYIN_MODE": "production"})


def test_it_refuses_accounts_whose_passwords_everybody_knows() -> None:
    make_person(is_demo=True)
    with pytest.raises(Refused, match="demo accounts"):
        refuse_unsafe(production())


def test_it_accepts_accounts_of_real_people() -> None:
    make_person(is_demo=False)
    assert demo_accounts() == []


def test_it_lets_a_demo_be_a_demo() -> None:
    make_person(is_demo=True)
    refuse_unsafe(read({}))
