import pytest
from django.core.management import call_command

from huiyin.house.config import read
from huiyin.house.welcome import aligned, rows, text, width


def test_a_chinese_character_is_two_wide() -> None:
    assert width("王兰 a") == 6


def test_columns_stand_straight() -> None:
    assert list(aligned([("王兰", "x"), ("abcde", "y")])) == ["王兰   x", "abcde  y"]


def test_an_ipv6_address_is_put_in_brackets(db: None) -> None:
    assert "http://[::1]:8000/desk/" in text(read({"HUIYIN_HOST": "::1"}))


def test_it_shows_no_table_where_there_are_no_demonstration_accounts(db: None) -> None:
    assert "password" not in text(read({}))


@pytest.mark.django_db
def test_it_shows_each_role_of_the_demonstration_city_once() -> None:
    call_command("people", verbosity=0)
    roles = [role for cells in rows() for role in cells[0].split(", ")]
    assert {"reception", "handler", "head"} <= set(roles) and len(roles) < 30
