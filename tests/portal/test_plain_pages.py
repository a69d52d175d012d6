"""What the pages of the public show, put together with everything the law says of a matter, is plain and told once."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, reverse

from huiyin.portal.urls import urlpatterns
from tests.portal.life import Life, begin

pytestmark = pytest.mark.django_db
LONGEST = 35
SIGNS = re.compile(r"[\u4e00-\u9fff]")
STOPS = re.compile(r"[。！？；：\n]|……")
#: No words of ours on the page, or the person's own.
SILENT = re.compile(r"(?s)<(script|style|svg|head|textarea)\b.*?</\1>")
WITHIN = re.compile(r"</?(?:a|b|strong|em|span|abbr|time|mark|small|cite|code)\b[^>]*>")
OF_A_MATTER = ("", "receipt/", "card/", "together/", "notices/", "supplement/", "rate/", "reopen/", "seek_review/")


def sentences(page: str) -> list[str]:
    text = re.sub(r"<[^>]+>", "\n", WITHIN.sub("", SILENT.sub("", page)))
    return [part.strip() for part in STOPS.split(html.unescape(text)) if part.strip()]


def public() -> Iterator[str]:
    for each in urlpatterns:
        if isinstance(each, URLPattern) and "<" not in str(each.pattern):
            yield reverse(f"portal:{each.name}")


def long_ones(client: Client, pages: list[str]) -> dict[str, str]:
    answers = {page: client.get(page, follow=True) for page in pages}
    shown = {page: each for page, each in answers.items() if "text/html" in each.headers.get("Content-Type", "")}
    return {
        said: page
        for page, answer in shown.items()
        for said in sentences(answer.content.decode())
        if len(SIGNS.findall(said)) > LONGEST
    }


def of(life: Life) -> Client:
    visitor = Client()
    visitor.post("/follow/", {"number": life.number, "code": life.lodged.query_code})
    return visitor


def test_no_sentence_of_a_public_page_is_longer_than_one_breath(client: Client) -> None:
    assert long_ones(client, list(public())) == {}


def test_no_sentence_of_a_matter_is_longer_than_one_breath() -> None:
    for life in (begin(), begin().executed()):
        assert long_ones(of(life), [f"/follow/{life.number}/{each}" for each in OF_A_MATTER]) == {}


def test_every_public_page_has_one_heading_of_the_first_rank_and_says_what_it_is(client: Client) -> None:
    for page in public():
        answer = client.get(page, follow=True)
        if answer.status_code == 200 and "text/html" in answer.headers["Content-Type"]:
            words = answer.content.decode()
            assert words.count("<h1") == 1, page
            assert '<meta name="description" content="' in words, page
