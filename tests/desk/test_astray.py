"""Whoever opens at the desk what is not there, or not theirs, stays at the desk."""

import pytest
from django.test import Client

from tests.desk.staff import Answer, Desk, words

pytestmark = pytest.mark.django_db
NOBODYS = "9901002026112999999"


def stays(answer: Answer) -> bool:
    """The menu is still there, and nobody is told what petitioners should do."""
    return "我的办件" in answer.content.decode() and "回到办公台首页" in words(answer) and "查询码" not in words(answer)


@pytest.mark.parametrize(
    "address",
    ["/desk/nothing", f"/desk/cases/{NOBODYS}", "/desk/records/order/D990100202612999999", "/desk/records/nokind"],
)
def test_what_is_not_there_is_said_with_the_menu_still_there(address: str) -> None:
    answer = Desk("chenhao").open(address)
    assert answer.status_code == 404 and stays(answer)


def test_what_was_asked_for_is_not_said_back() -> None:
    assert NOBODYS not in Desk("chenhao").open(f"/desk/cases/{NOBODYS}").content.decode()


def test_what_a_post_may_not_open_is_said_with_the_menu_still_there() -> None:
    answer = Desk("gaolei").open("/desk/export/organ.xlsx")
    assert answer.status_code == 403 and stays(answer)


def test_who_sits_at_no_desk_gets_the_page_for_everybody() -> None:
    assert "回到首页" in Client().get("/desk/nothing").content.decode()
