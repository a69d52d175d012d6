"""English is complete: on a page in English only what people wrote, and names, are Chinese."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.city import organ
from tests.desk.life import TWO_CLAIMS, Life, begin, report_on
from tests.desk.staff import Desk

Open = Callable[..., Desk]
HAN = re.compile(r"[\u4e00-\u9fff]+")
NAMES = re.compile(r"青川|柳溪|云河|示范省|陈浩|陈\*|市信访局|县水利局|中文|回音")


def chinese_left(page: str) -> list[str]:
    """Chinese outside of what is marked as Chinese, of scripts, of lists of names, and of names."""
    page = page[page.index("<main") : page.index("</main>")]
    page = re.sub(r"<(datalist|select)\b.*?</\1>", "", page, flags=re.DOTALL)
    page = re.sub(r'<(\w+)[^>]*lang="zh-Hans"[^>]*>.*?</\1>', "", page, flags=re.DOTALL)
    text = re.sub(r"<[^>]+>", " ", page)
    return [word for word in HAN.findall(text) if not NAMES.search(word)]


COMMON = ["", "organ", "search?q=灌溉", "figures", "intake/visit", "intake/letter"]


@pytest.mark.parametrize("url", COMMON)
def test_a_common_page_speaks_english(desk: Open, letter: Life, url: str) -> None:
    assert chinese_left(desk("chenhao", "en").open(f"/desk/{url}").content.decode()) == []


@pytest.mark.parametrize("act", ["", "/receipt", "/acts/transfer", "/acts/classify", "/acts/unmask", "/acts/guide"])
def test_a_page_of_a_matter_speaks_english(desk: Open, act: str) -> None:
    letter = begin(claims=TWO_CLAIMS)
    assert chinese_left(desk("chenhao", "en").open(letter.url + act).content.decode()) == []


def test_a_refusal_speaks_english(desk: Open, letter: Life) -> None:
    answer = desk("chenhao", "en").act(letter.number, "transfer", to_organ=organ("qc-xfj"), reason="no")
    assert answer.status_code == 422 and chinese_left(answer.content.decode()) == []


def test_the_banner_of_a_report_speaks_english(desk: Open) -> None:
    page = desk("chenhao", "en").open(report_on("lx-slj").url).content.decode()
    assert "This is a report of wrongdoing" in page
