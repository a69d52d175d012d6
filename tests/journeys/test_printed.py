"""What comes out of the printer: no empty sheet before the first words, no column of two characters, few sheets."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest

from tests.channels.workbooks import HEADINGS, OPEN, row, take, workbook
from tests.journeys.clerk import sit_down
from tests.journeys.visitor import Visit, fits, introduce, press, tell

if TYPE_CHECKING:
    from playwright.sync_api import Page

DESK = (
    "/desk/", "/desk/organ", "/desk/search?q=菜市场", "/desk/figures", "/desk/pictures", "/desk/hand-over",
    "/desk/calendar", "/desk/papers", "/desk/papers/numbers", "/desk/records/annual", "/desk/answers",
    "/desk/notifications",
)  # fmt: skip
PORTAL = (
    "/",
    "/submit/",
    "/follow/",
    "/guide/",
    "/offices/",
    "/reception/",
    "/retaliation/",
    "/privacy/",
    "/verify/",
    "/mine/",
)
ROWS = 34
PAPER = {"width": 673, "height": 985}
"""An A4 sheet without its margins, in the pixels of CSS."""
NARROW = """() => [...document.querySelectorAll('td, th, dd, dt, li, p, h1, h2, h3')].filter(each => {
    const text = each.innerText.replace(/\\s/g, '')
    const style = getComputedStyle(each)
    const room = each.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight)
    return text.length > 4 && each.getClientRects().length && style.position !== 'absolute'
        && room > 0 && room < 4 * parseFloat(style.fontSize)
}).map(each => each.outerHTML.slice(0, 120))"""


def printed(page: Page) -> list[str]:
    """The words on each sheet of paper."""
    document = pypdfium2.PdfDocument(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    return ["".join(sheet.get_textpage().get_text_range().split()) for sheet in document]


def narrow(page: Page) -> list[str]:
    """Places where a line has no room for four characters."""
    page.set_viewport_size(PAPER)
    page.emulate_media(media="print")
    found: list[str] = page.evaluate(NARROW)
    page.emulate_media(media="null")
    return found


@pytest.fixture
def full(city: None, tmp_path: Path) -> None:
    title = "菜市场屋顶漏雨，下雨天摊位全湿，请有关部门尽快来看一看"
    take(
        workbook(tmp_path, *(row(OPEN, 留言编号=n, 留言主题=f"{title}（{n}）") for n in range(ROWS)), headings=HEADINGS)
    )


def test_the_list_of_an_organ_takes_one_sheet_for_thirty_rows(visit: Visit, full: None) -> None:
    page = sit_down(visit, "zhouping")
    page.goto(page.url.removesuffix("/desk/") + "/desk/organ")
    rows = page.locator("table.queue tbody tr:has(td)").count()
    sheets = printed(page)
    assert rows >= 20 and len(sheets) <= 1 + rows // 30


def test_no_page_begins_with_an_empty_sheet_or_has_a_column_nobody_can_read(visit: Visit, full: None) -> None:
    page = sit_down(visit, "zhouping")
    wrong: dict[str, Any] = {}
    root = page.url.removesuffix("/desk/")
    for where in (*DESK, *PORTAL):
        answer = page.goto(root + where)
        assert answer is not None
        if answer.status != 200:
            wrong[where] = answer.status
            continue
        sheets = printed(page)
        if len(sheets[0]) < 20 or any(not words for words in sheets):
            wrong[where] = [len(words) for words in sheets]
        if found := narrow(page):
            wrong[where] = (wrong.get(where), found[:6])
    assert wrong == {}


def test_pictures_are_as_wide_as_the_sheet_whatever_the_screen_was(visit: Visit) -> None:
    from django.utils import timezone

    from huiyin.insights.indexing import refresh
    from tests.city import lodge

    refresh({lodge(at=timezone.now()).case.id for _ in range(12)})
    page = sit_down(visit, "zhengyu")
    page.emulate_media(color_scheme="dark")
    page.goto(page.url.partition("/desk")[0] + "/desk/pictures")
    wide = page.locator(".canvas:visible canvas").first
    on_screen = wide.evaluate("each => each.clientWidth")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    widths = page.evaluate("[...document.querySelectorAll('.canvas canvas')].map(each => each.clientWidth)")
    assert widths and set(widths) == {640}
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert wide.evaluate("each => each.clientWidth") == on_screen != 640


def test_a_matter_on_paper_says_the_year_of_every_step(visit: Visit) -> None:
    from huiyin.people.models import Person
    from tests.city import Matter, handler_of, lodge

    matter = Matter(lodge()).handled()
    page = sit_down(visit, Person.objects.get(id=handler_of(matter).person).username)
    page.goto(page.url.partition("/desk")[0] + f"/desk/cases/{matter.row.number}")
    page.emulate_media(media="print")
    whens = page.locator(".line time").all_inner_texts()
    assert len(whens) > 2 and all("年" in when for when in whens)
    assert "没有写年份的日子" in printed(page)[-1]


def test_the_large_receipt_is_one_sheet_of_a5_and_fits_a_phone_at_twice_the_size(visit: Visit) -> None:
    page = visit("/")
    page.get_by_role("button", name="字大一些").click()
    page.get_by_role("link", name="提出信访").last.click()
    tell(page, "去年十月修路占了我家的水渠，请恢复灌溉渠四十二米。还有青苗补偿款3200元一直没有给，请尽快发放。")
    press(page, "下一步")
    introduce(page)
    press(page, "提交")
    page.locator(".receipt").wait_for()
    assert len(printed(page)) == 1
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert fits(page)
