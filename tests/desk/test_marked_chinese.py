"""On a page in another language every word that is Chinese says so, whoever wrote the template."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest

from huiyin.house.marked_chinese import marked
from huiyin.record.kinds import KINDS
from tests.desk.life import Life, begin, report_on
from tests.desk.staff import Desk

Open = Callable[..., Desk]
HAN = re.compile("[\u4e00-\u9fff]")
VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())  # noqa: SIM905

ONES = (
    ("<p>Held by 青石县 since 3 days</p>", '<p>Held by <span lang="zh">青石县</span> since 3 days</p>'),
    ('<a href="/x">青石县</a>', '<a lang="zh" href="/x">青石县</a>'),
    ('<td lang="zh-Hans">甲<b>乙</b></td><td>丙</td>', '<td lang="zh-Hans">甲<b>乙</b></td><td lang="zh">丙</td>'),
    ("<option>甲 · sorts</option>", '<option lang="zh">甲 · sorts</option>'),
    ('<input name="a" value="甲">', '<input lang="zh" name="a" value="甲">'),
    ("<textarea>\n甲 b</textarea>", '<textarea lang="zh">\n甲 b</textarea>'),
    ("<p>by 2026年12月1日.</p>", '<p>by <span lang="zh">2026年12月1日</span>.</p>'),
    ("<title>My work · 回音</title>", "<title>My work · 回音</title>"),
    ("<script>甲</script>", "<script>甲</script>"),
    ("<p>&lt;甲&gt; and “b”</p>", '<p>&lt;<span lang="zh">甲</span>&gt; and “b”</p>'),
    ('<i lang="zh-Hans">甲<i>乙</i>丙</i><i>丁</i>', '<i lang="zh-Hans">甲<i>乙</i>丙</i><i lang="zh">丁</i>'),
)


@pytest.mark.parametrize(("page", "shown"), ONES)
def test_one_piece(page: str, shown: str) -> None:
    assert marked(page) == shown
    assert marked(shown) == shown


class Unmarked(HTMLParser):
    """Collects Chinese words under no element that says it is Chinese; the page's title cannot be parted."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        chinese = str(said.get("lang") or "").startswith("zh")
        if tag in ("input", "img") and not chinese and HAN.search(f"{said.get('value')}{said.get('alt')}"):
            self.found.append(f"{tag} {attrs}")
        if tag not in VOID:
            self.open.append((tag, chinese or tag in ("script", "style", "title")))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if HAN.search(data) and not any(chinese for _tag, chinese in self.open):
            self.found.append(data.strip())


def unmarked(page: str) -> list[str]:
    reader = Unmarked()
    reader.feed(page)
    return reader.found


PLACES = [
    "",
    "organ",
    "dispatch",
    "approvals",
    "search?q=水渠",
    "intake/visit",
    "answers",
    "topics",
    "pictures",
    "calendar",
]
OF_A_MATTER = ["", "/receipt", "/acts/transfer", "/acts/classify", "/acts/supplement"]


@pytest.mark.parametrize("who", ["chenhao", "zhouping", "wuxia"])
def test_every_page_of_the_desk_in_english(desk: Open, db: None, who: str) -> None:
    life, told = begin(), report_on("lx-slj")
    staff = desk(who, "en")
    pages = [*PLACES, *(f"records/{kind.key}" for kind in KINDS if not kind.page)]
    urls = [
        *(f"/desk/{each}" for each in pages),
        *(f"{each.url}{rest}" for each in (life, told) for rest in OF_A_MATTER),
    ]
    answers = {url: staff.open(url) for url in urls}
    left = {url: unmarked(each.content.decode()) for url, each in answers.items() if not each.streaming}
    assert {url: words for url, words in left.items() if words} == {}
    assert any('lang="zh"' in each.content.decode() for each in answers.values() if not each.streaming)


def test_a_page_in_chinese_is_left_as_it_is(desk: Open, db: None) -> None:
    life: Life = begin()
    assert 'lang="zh"' not in desk("chenhao").open(life.url).content.decode()
