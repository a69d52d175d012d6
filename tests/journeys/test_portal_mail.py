"""Somebody files and asks for e-mail: the worker sends it to a real mail server, its link opens, following works."""

from __future__ import annotations

import io
import re
from email.message import Message as Mail
from typing import TYPE_CHECKING, Any

import pytest
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTTextContainer

from tests.channels.test_notices import Post, post
from tests.journeys.clerk import sit_down
from tests.journeys.visitor import Visit, introduce, press, receipt_of, tell
from tests.journeys.visitor import words as shown

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["post"]
STORY = "去年三月起上桥村停水，全村两百人。希望通水。"
MM = 72 / 25.4
A4 = 297 * MM


@pytest.fixture(autouse=True)
def site(settings: Any, live_server: Any) -> None:
    settings.HUIYIN_SITE_URL = live_server.url


def filed(visit: Visit, way: str, **where: str) -> tuple[Page, str, str]:
    page = visit("/submit/")
    tell(page, STORY)
    press(page, "下一步")
    introduce(page)
    for label, text in where.items():
        page.get_by_role("textbox", name=label).fill(text)
    page.get_by_label(way).check()
    press(page, "提交")
    page.wait_for_url("**/receipt/")
    return page, *receipt_of(page)


def work() -> None:
    from django.core.management import call_command

    call_command("work", once=True)


def body(mail: Mail) -> str:
    return mail.get_payload(decode=True).decode()  # type: ignore[union-attr]


def test_the_mail_arrives_and_its_link_leads_to_the_matter(visit: Visit, post: Post) -> None:
    _page, _number, code = filed(visit, "发电子邮件", 电子邮箱="chen@example.org")
    work()
    [mail] = post.mails
    assert mail["To"] == "chen@example.org"

    link = re.search(r"http\S+", body(mail))
    assert link
    other = visit("/")
    other.goto(link[0])
    other.get_by_label("查询码").fill(code)
    press(other, "查询")
    assert "现在：柳溪县信访局收到了" in shown(other)


def test_the_mail_shows_nothing_of_the_matter(visit: Visit, post: Post) -> None:
    _page, _number, code = filed(visit, "发电子邮件", 电子邮箱="chen@example.org")
    work()
    text = body(post.mails[0])
    assert ("水" in text, "上桥" in text, "陈" in text, code.replace(" ", "") in text) == (False,) * 4


def test_a_letter_is_printed_where_the_window_of_the_envelope_is(visit: Visit, post: Post) -> None:
    filed(visit, "寄信给我", 住址="柳溪县石桥镇上桥村三组12号")
    work()
    clerk = sit_down(visit, "qianwei")
    clerk.get_by_text("更多", exact=True).click()
    clerk.get_by_role("link", name="待寄信件").click()
    press(clerk, "打印勾上的")
    clerk.get_by_text("只显示这一次").wait_for()
    pages = list(extract_pages(io.BytesIO(clerk.pdf(prefer_css_page_size=True))))
    assert len(pages) == 1
    [box] = [each for each in pages[0] if isinstance(each, LTTextContainer) and "12号" in each.get_text()]
    assert box.x0 >= 19 * MM and box.x1 <= 105 * MM
    assert box.y0 >= A4 - 90 * MM and box.y1 <= A4 - 44 * MM
