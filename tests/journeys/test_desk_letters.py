"""A morning's post: scans are dropped, read by the real reader, checked by keyboard beside their picture, lodged."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.channels.drawn_letters import NAME, PHONE, drawn, packed
from tests.journeys.axe import SMALL, WIDE, faults
from tests.journeys.clerk import POCKET, sit_down
from tests.journeys.visitor import Visit, fits, words

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def post(tmp_path: Path) -> list[str]:
    """Two letters as they come from the scanner, one upside down."""
    files = {"来信一.png": drawn(), "来信二.png": drawn("我叫李爱民，电话13900001234。\n请求：修好路灯。", turn=180)}
    for name, page in files.items():
        (tmp_path / name).write_bytes(packed(page, kind="PNG"))
    return [str(tmp_path / name) for name in files]


def read_everything() -> None:
    from huiyin.channels.letters.beside import read_letters

    read_letters(threading.Event(), once=True)


def drop(page: Page, files: list[str]) -> None:
    page.get_by_role("link", name="来信扫描").click()
    page.set_input_files("#f-files", files)
    page.get_by_role("button", name="上传，开始识字").click()
    page.locator("#progress").wait_for()


def test_two_letters_are_dropped_checked_by_keyboard_and_registered(visit: Visit, post: list[str]) -> None:
    page = sit_down(visit, "wanglan")
    drop(page, post)
    assert "2 个文件里读好了 0 个" in words(page)
    read_everything()
    page.get_by_role("link", name="开始核对").click()  # appears by itself when the reading is done
    page.locator(".box.on").wait_for(state="attached")
    assert page.locator("#id_name").input_value() == NAME
    page.keyboard.press("Enter")
    page.locator("#id_phone:focus").wait_for()
    assert page.locator("#id_phone").input_value() == PHONE
    page.keyboard.press("Control+Enter")
    page.get_by_role("heading", name="核对第 2 封").wait_for()
    assert "第 1 封已登记" in words(page) and page.locator("#id_name").input_value() == "李爱民"
    page.keyboard.press("Control+Enter")
    page.get_by_text("2 封都办好了").wait_for()


def test_a_scan_of_three_peoples_letters_is_split_by_keyboard_and_the_split_undone(
    visit: Visit, tmp_path: Path
) -> None:
    scan = tmp_path / "一沓来信.pdf"
    others = [
        drawn(f"我叫{name}，电话1390000123{n}。\n请求：修好路灯。") for n, name in enumerate(("李爱民", "王建国"))
    ]
    scan.write_bytes(packed(drawn(), *others, kind="PDF"))
    page = sit_down(visit, "wanglan")
    drop(page, [str(scan)])
    read_everything()
    page.get_by_role("link", name="开始核对").click()
    page.locator("#id_name:focus").wait_for()
    page.keyboard.press("Escape")
    page.locator(".pane:focus").wait_for()
    for key in "23":
        page.keyboard.press(key)
        page.locator(f"[name=start][value='{key}']:checked").wait_for()
    page.keyboard.press("x")
    page.get_by_text("拆成了 3 封").wait_for()
    page.keyboard.press("Escape")
    page.locator(".pane:focus").wait_for()
    page.keyboard.press("e")
    page.get_by_role("heading", name="核对第 2 封").wait_for()
    assert page.locator("#id_name").input_value() == "李爱民" and "一沓来信（第2页）.pdf" in words(page)
    page.get_by_role("button", name="撤销拆分").click()
    page.get_by_text("又是一封了").wait_for()
    assert "第 3 页，共 3 页" in words(page)


def read_already(visit: Visit) -> Page:
    """The reading page of a letter of two pages that was read before anybody sat down."""
    from tests.desk.test_letters import STORY, Desk, scanned

    (url,) = scanned(Desk("wanglan"), STORY, ("第二页。",), sure=60)
    page = sit_down(visit, "wanglan")
    page.goto(page.url.removesuffix("/desk/") + url)
    return page


def test_a_click_on_the_picture_finds_the_words_and_the_cursor_finds_the_line(visit: Visit, city: None) -> None:
    page = read_already(visit)
    page.locator("#b-1-4").click(force=True)
    chosen = page.evaluate("(t => t.value.slice(t.selectionStart, t.selectionEnd))(document.getElementById('id_text'))")
    assert "恢复三组的灌溉渠" in chosen
    page.locator("#id_text").press("Control+Home")
    page.locator("#b-1-1.on").wait_for(state="attached")


def test_what_is_typed_survives_a_lost_page(visit: Visit, city: None) -> None:
    page = read_already(visit)
    with page.expect_response(lambda answer: answer.url.endswith("/typed")):
        page.locator("#id_name").fill("陈小山")
    page.reload()
    assert page.locator("#id_name").input_value() == "陈小山"


def test_without_a_script_a_letter_is_dropped_and_registered(visit: Visit, post: list[str]) -> None:
    from tests.desk.test_letters import STORY, read

    page = sit_down(visit, "wanglan", script=False)
    drop(page, post[:1])
    read(STORY)
    page.reload()
    page.get_by_role("link", name="开始核对").click()
    page.get_by_role("button", name="登记，看下一封").last.click()
    assert "1 封都办好了" in words(page)


def test_the_pages_of_letters_shut_nobody_out(visit: Visit, city: None) -> None:
    page = read_already(visit)
    reading, root = page.url, page.url.partition("/desk/")[0]
    batch = page.get_by_role("link", name="一批来信").get_attribute("href") or ""
    for size in (SMALL, WIDE, POCKET):
        page.set_viewport_size({"width": size["width"], "height": size["height"]})
        for where in (f"{root}/desk/letters", root + batch, reading):
            page.goto(where)
            assert (where, faults(page, targets=False), fits(page)) == (where, [], True)
