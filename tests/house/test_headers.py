import re

import pytest
from django.conf import settings
from django.test import Client

from huiyin.house.headers import CONTENT_SECURITY_POLICY

pytestmark = pytest.mark.django_db


def test_every_answer_carries_the_policy(client: Client) -> None:
    assert client.get("/no-such-page/").headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY


def test_the_policy_allows_nothing_inline_and_nothing_from_elsewhere() -> None:
    assert not re.search(r"unsafe|https?:|\*", CONTENT_SECURITY_POLICY)


def test_a_page_may_not_be_framed(client: Client) -> None:
    assert client.get("/no-such-page/").headers["X-Frame-Options"] == "DENY"


def test_a_form_without_its_token_is_refused() -> None:
    assert Client(enforce_csrf_checks=True).post("/preferences/", {"language": "en"}).status_code == 403


def test_chinese_comes_first() -> None:
    assert [code for code, _ in settings.LANGUAGES] == ["zh-hans", "en"]
