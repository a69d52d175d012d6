"""The pages on the law: anybody may read what a rule rests on, with or without the loaded text."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client
from django.urls import include, path

from huiyin.law.sources.articles import LAWS
from huiyin.library.loading import load_file
from huiyin.portal.public import law as law_pages

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
urlpatterns = [path("i18n/", include("django.conf.urls.i18n")), *law_pages.urlpatterns]

TEXT = "# 信访工作条例\n\n## 第四章 办理\n\n第三十三条 甲。\n\n第三十四条 乙：\n\n（一）丙；\n\n（二）丁。\n\n戊。\n"


@pytest.fixture
def loaded(tmp_path: Path) -> None:
    file = tmp_path / "条例.md"
    file.write_text(TEXT, encoding="utf-8")
    load_file(file, at=datetime(2026, 3, 2, tzinfo=UTC))


def page(client: Client, where: str, **headers: str) -> str:
    response = client.get(where, headers=headers)
    assert response.status_code == 200
    return response.content.decode()


def test_it_says_in_plain_words_what_the_article_says(client: Client) -> None:
    assert "信访事项受理后60日内办结" in page(client, "/law/xf2022/34/")


def test_without_the_text_it_says_how_an_office_can_load_it(client: Client) -> None:
    assert "statutes load" in page(client, "/law/xf2022/34/")


def test_it_shows_the_loaded_text(client: Client, loaded: None) -> None:
    shown = page(client, "/law/xf2022/34/")
    assert "戊。" in shown and "statutes load" not in shown


@pytest.mark.parametrize(
    ("query", "marked"),
    [("p=2", "<mark>▸ 戊。</mark>"), ("p=1&i=2", "<mark>▸ 丁。</mark>"), ("i=1", "<mark>▸ 丙；</mark>")],
)
def test_it_marks_the_place_the_link_names(client: Client, loaded: None, query: str, marked: str) -> None:
    shown = page(client, f"/law/xf2022/34/?{query}")
    assert shown.count("<mark>") == 1 and marked in shown


@pytest.mark.parametrize("query", ["p=9", "p=x", "p=-1", "i=00019999", "p=²", "p=0"])
def test_a_place_that_is_not_there_shows_the_whole_article(client: Client, loaded: None, query: str) -> None:
    shown = page(client, f"/law/xf2022/34/?{query}")
    assert "<mark>" not in shown and "<h1>《信访工作条例》第三十四条</h1>" in shown


def test_it_links_to_the_neighbours_it_can_show(client: Client, loaded: None) -> None:
    shown = page(client, "/law/xf2022/34/")
    assert 'href="../33/"' in shown and 'href="../35/"' not in shown


def test_without_texts_the_neighbours_are_those_we_have_words_for(client: Client) -> None:
    shown = page(client, "/law/fuyi2023/20/")
    assert 'href="../12/"' in shown and 'href="../22/"' in shown


@pytest.mark.parametrize(
    "where", ["/law/nolaw/1/", "/law/xf2022/0/", "/law/xf2022/99999999999/", "/law/susong2017/99/"]
)
def test_it_knows_nothing_of_a_place_that_is_nowhere(client: Client, where: str) -> None:
    assert client.get(where).status_code == 404


def test_a_repealed_law_says_so(client: Client) -> None:
    assert "已经废止" in page(client, "/law/xf2005/33/")


def test_a_law_that_may_have_changed_says_so(client: Client) -> None:
    assert "请向当地核实" in page(client, "/law/zj2016/23/")


def test_the_index_names_every_law(client: Client) -> None:
    shown = page(client, "/law/")
    assert all(law.short in shown for law in LAWS.values())


def test_the_index_links_to_the_articles(client: Client) -> None:
    assert 'href="xf2022/34/"' in page(client, "/law/")


def test_the_text_of_a_law_is_never_taken_for_markup(client: Client, tmp_path: Path) -> None:
    file = tmp_path / "x.md"
    file.write_text("# 信访工作条例\n\n第三十四条 <script>", encoding="utf-8")
    load_file(file, at=datetime(2026, 3, 2, tzinfo=UTC))
    assert "&lt;script&gt;" in page(client, "/law/xf2022/34/")
