"""English is complete: of a matter written in English only names stay Chinese on an English page."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from huiyin.cases.identity import Identity
from huiyin.cases.lodging import Capacity, ClaimText, PartyText
from tests.city import organ
from tests.desk.life import Life, begin, report_on
from tests.desk.staff import Desk

Open = Callable[..., Desk]
HAN = re.compile(r"[\u4e00-\u9fff]+")
NAMES = re.compile(r"青川|柳溪|云河|示范省|陈浩|市信访局|县水利局|中文|回音")
COMMON = ["", "organ", "search?q=ditch", "figures", "intake/visit", "intake/letter"]
COMMON += ["notifications", "notifications/wishes"]
OF_A_MATTER = [
    "",
    "/notes",
    "/receipt",
    "/acts/transfer",
    "/acts/classify",
    "/acts/unmask",
    "/acts/guide",
    "/acts/supplement",
]


@pytest.fixture
def english(db: None) -> Life:
    """A matter brought by a foreigner."""
    claim = ClaimText("Restore the ditch", "It was blocked", "It belongs to all of us")
    john = PartyText(Capacity.PETITIONER, Identity(name="John", phone="13200007710"))
    return begin(text="The ditch is blocked.", claims=(claim,), parties=(john,), place="990121000000")


def chinese_left(page: str) -> list[str]:
    """Chinese in the main part outside of lists of names, of what is marked as Chinese, and of names."""
    page = page[page.index("<main") : page.index("</main>")]
    page = re.sub(r"<(datalist|select)\b.*?</\1>", "", page, flags=re.DOTALL)
    page = re.sub(r'<(\w+)[^>]*lang="zh-Hans"[^>]*>.*?</\1>', "", page, flags=re.DOTALL)
    return [word for word in HAN.findall(re.sub(r"<[^>]+>", " ", page)) if not NAMES.search(word)]


@pytest.mark.parametrize("url", COMMON)
def test_a_common_page_speaks_english(desk: Open, english: Life, url: str) -> None:
    assert chinese_left(desk("chenhao", "en").open(f"/desk/{url}").content.decode()) == []


LEADERS = [
    "approvals",
    "trouble",
    "trouble/late",
    "oversight",
    "oversight?shelf=denied",
    "hand-over",
    "calendar",
    "answers",
    "answers/new",
]


@pytest.mark.parametrize("url", LEADERS)
def test_a_leaders_page_speaks_english(desk: Open, english: Life, url: str) -> None:
    who = "wuxia" if url.startswith("oversight") else "zhouping"
    assert chinese_left(desk(who, "en").open(f"/desk/{url}").content.decode()) == []


@pytest.mark.parametrize("page", OF_A_MATTER)
def test_a_page_of_a_matter_speaks_english(desk: Open, english: Life, page: str) -> None:
    assert chinese_left(desk("chenhao", "en").open(english.url + page).content.decode()) == []


def test_a_refusal_speaks_english(desk: Open, english: Life) -> None:
    answer = desk("chenhao", "en").act(english.number, "transfer", to_organ=organ("qc-xfj"), reason="no")
    assert answer.status_code == 422 and chinese_left(answer.content.decode()) == []


def test_the_banner_of_a_report_speaks_english(desk: Open) -> None:
    page = desk("chenhao", "en").open(report_on("lx-slj").url).content.decode()
    assert "This is a report of wrongdoing" in page
