"""The database goes away or the disk is full: a page that says so, with everything typed; a cut line costs nobody."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client

from tests.portal.life import tell

pytestmark = pytest.mark.django_db
STORY = "柳溪村三组的灌溉渠被占了四十二米，春耕用不上水。"


@pytest.fixture
def browser(db: None) -> Client:
    return Client(raise_request_exception=False)


class Failing:
    """Stands for a database that fails so many statements."""

    def __init__(self, fault: Exception, times: int) -> None:
        self.fault, self.left = fault, times

    def __call__(self, execute: Any, *statement: Any) -> Any:
        if self.left:
            self.left -= 1
            raise self.fault
        return execute(*statement)


@pytest.fixture
def failing() -> Iterator[Any]:
    def fail(fault: Exception, times: int = 10**6) -> Any:
        connection.force_debug_cursor = True  # so that every statement goes through Django
        return connection.execute_wrapper(Failing(fault, times))

    yield fail
    connection.force_debug_cursor = False


def sent(browser: Client) -> Any:
    return browser.post("/submit/", {"text": STORY, "_page": "/submit/"}, headers={"Origin": "http://testserver"})


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        (OperationalError("server closed the connection unexpectedly"), "系统这会儿用不了"),
        (OperationalError("database or disk is full"), "服务器的磁盘满了"),
        (OSError(errno.ENOSPC, "No space left on device"), "服务器的磁盘满了"),
    ],
)
def test_the_page_says_what_is_wrong_and_keeps_what_was_typed(
    browser: Client, failing: Any, fault: Exception, says: str
) -> None:
    tell(browser)
    with failing(fault):
        answer = sent(browser)
    text = answer.content.decode()
    assert (answer.status_code, says in text, STORY in text) == (503, True, True)


def test_what_is_only_read_is_asked_once_more(browser: Client, failing: Any) -> None:
    tell(browser)
    with failing(OperationalError("terminating connection due to administrator command"), times=1):
        assert browser.get("/submit/").status_code == 200
