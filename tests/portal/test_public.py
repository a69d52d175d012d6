"""Pages for everybody: figures out of the rule book, complete in two languages, light."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from huiyin.law.sources.books import BOOKS, RuleBook
from huiyin.law.terms import ClockKind
from tests.portal.life import page, plain

PAGES = [
    "/",
    "/open/",
    "/open/like-mine/",
    "/submit/",
    "/follow/",
    "/verify/",
    "/guide/",
    "/offices/",
    "/retaliation/",
    "/privacy/",
    "/law/",
]

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


# To take along and to hang up ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("size", "format"), [("leaflet", (595, 842)), ("poster", (842, 1191))])
def test_leaflet_and_poster_say_the_days_of_the_book_and_whom_to_find(
    client: Client, size: str, format: tuple[int, int]
) -> None:
    import io

    from pdfminer.high_level import extract_text
    from pdfminer.pdfpage import PDFPage

    book = BOOKS["zhejiang-2016"]
    answer = client.get(f"/guide/{size}.pdf?book={book.key}&place=990121000000")
    assert answer["Content-Type"] == "application/pdf"
    words = re.sub(r"\s+", "", extract_text(io.BytesIO(answer.content)))
    pages = list(PDFPage.get_pages(io.BytesIO(answer.content)))
    assert f"{book.periods[ClockKind.HANDLE].length}天内" in words and "您的权利" in words
    assert "先劝阻、教育" in words and "第34条" in words and "柳溪县信访局" in words
    assert tuple(round(each) for each in pages[0].mediabox[2:]) == format and len(pages) <= {"poster": 1}.get(size, 3)


def test_a_leaflet_speaks_english_and_knows_two_sizes(client: Client) -> None:
    client.cookies["django_language"] = "en"
    assert client.get("/guide/leaflet.pdf").content.startswith(b"%PDF")
    assert client.get("/guide/banner.pdf").status_code == 404 == client.get("/guide/x.pdf?place=%00").status_code


def test_the_open_figures_are_there_before_anything_is_published(client: Client) -> None:
    assert "还没有公布的月份" in plain(client.get("/open/"))
    assert "还没有足够多的数字" in plain(client.get("/open/like-mine/"))
    assert 'href="/open/"' in page(client.get("/"))
