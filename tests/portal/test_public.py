"""Pages for everybody: figures out of the rule book, complete in two languages, light."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from huiyin.law.sources.books import BOOKS, RuleBook
from huiyin.law.terms import ClockKind
from tests.portal.life import page, plain

PAGES = ["/", "/submit/", "/follow/", "/verify/", "/guide/", "/offices/", "/retaliation/", "/privacy/", "/law/"]

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("where", PAGES)
def test_a_page_opens_in_chinese(client: Client, where: str) -> None:
    assert client.get(where).status_code == 200


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ("/", "Say it once"),
        ("/submit/", "In your own words"),
        ("/follow/", "Follow up"),
        ("/guide/", "Your rights"),
        ("/offices/", "Addresses, phones and opening hours"),
        ("/retaliation/", "If you suffer retaliation"),
    ],
)
def test_a_page_speaks_english_too(client: Client, where: str, words: str) -> None:
    client.cookies["django_language"] = "en"
    assert words in plain(client.get(where))


@pytest.mark.parametrize("book", [BOOKS["cn-2022"], BOOKS["zhejiang-2016"]], ids=lambda book: book.key)
def test_the_guide_takes_its_days_from_the_book(client: Client, book: RuleBook) -> None:
    words = plain(client.get(f"/guide/?book={book.key}"))
    assert f"{book.periods[ClockKind.HANDLE].length} 天内" in words
    assert f"最多 {book.periods[ClockKind.HANDLE].longest_extension} 天" in words
    assert book.periods[ClockKind.HANDLE].citation.short_label() in words


def test_the_guide_shows_no_book_that_is_no_longer_in_force(client: Client) -> None:
    assert BOOKS["cn-2005"].title not in plain(client.get("/guide/?book=cn-2005"))


def test_offices_show_phone_address_and_hours(client: Client) -> None:
    words = plain(client.get("/offices/?place=990121000000"))
    assert "柳溪县信访局 电话 0999-" in words
    assert "周一至周五" in words


def test_retaliation_leads_to_filing(client: Client) -> None:
    assert "/submit/?kind=retaliation" in page(client.get("/retaliation/"))


def test_filing_begins_with_the_wish_of_the_link(client: Client) -> None:
    assert re.search(r'value="retaliation"[^>]*checked', page(client.get("/submit/?kind=retaliation")))


def test_the_first_visit_weighs_little(client: Client) -> None:
    whole = page(client.get("/submit/"))
    files = re.findall(r'(?:href|src)="/static/([^"]+)"', whole)
    weight = len(whole.encode()) + sum(Path(str(finders.find(name))).stat().st_size for name in files)
    assert files
    assert weight < 120_000
