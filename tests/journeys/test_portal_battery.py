"""The battery dies in the middle of a sentence: words and photos are still on the device, and are sent later, once."""

from __future__ import annotations

import io
import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from tests.journeys.conftest import CHROMIUM
from tests.journeys.visitor import PHONE, introduce, press
from tests.journeys.visitor import words as shown

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

_UNTIL_FORGOTTEN = """async () => {
  while ((await indexedDB.databases()).some(({ name }) => name === 'huiyin:submit'))
    await new Promise((go) => setTimeout(go, 50));
}"""
STORY = "去年三月起上桥村停水，全村两百人。希望通水。"


def photo() -> dict[str, Any]:
    picture = io.BytesIO()
    Image.new("RGB", (640, 480), (90, 120, 160)).save(picture, "JPEG")
    return {"name": "水渠.jpg", "mimeType": "image/jpeg", "buffer": picture.getvalue()}


class Device:
    """A telephone that keeps what its browser wrote to the disk, and nothing else, when it loses its power."""

    def __init__(self, browser: Browser, folder: Path, root: str) -> None:
        self._type, self._folder, self._root = browser.browser_type, folder, root
        self._context: BrowserContext | None = None

    def switch_on(self, where: str, *, net: bool = True) -> Page:
        self._context = self._type.launch_persistent_context(
            str(self._folder), executable_path=CHROMIUM, args=["--no-sandbox"], viewport=PHONE, locale="zh-CN"
        )  # type: ignore[arg-type]
        self._context.set_default_timeout(30_000)
        self._context.set_offline(not net)
        page = self._context.new_page()
        page.goto(self._root + where)
        return page

    def die(self) -> None:
        """Every process of this browser at once, without a word."""
        for process in self._processes():
            os.kill(process, signal.SIGKILL)

    def _processes(self) -> Iterator[int]:
        mark = f"--user-data-dir={self._folder}".encode()
        for each in Path("/proc").iterdir():
            if each.name.isdigit():
                try:
                    if mark in (each / "cmdline").read_bytes().split(b"\0"):
                        yield int(each.name)
                except OSError:
                    continue

    def put_away(self) -> None:
        if self._context:
            self._context.close()


@pytest.fixture
def device(city: None, live_server: Any, chromium: Browser, tmp_path: Path) -> Iterator[Device]:
    telephone = Device(chromium, tmp_path / "telephone", live_server.url)
    yield telephone
    telephone.put_away()


def write(page: Page, *, papers: bool = True) -> None:
    page.get_by_label("用您自己的话说").fill(STORY)
    page.get_by_label("事情发生在哪里").fill("上桥村")
    page.locator("#kept").wait_for()
    if papers:
        page.get_by_label("照片、录音和材料").set_input_files([photo()])
        page.locator("#kept[data-papers='1']").wait_for()


def story_on(page: Page) -> str:
    return page.get_by_label("用您自己的话说").input_value()


def papers_on(page: Page) -> list[str]:
    field = page.get_by_label("照片、录音和材料")
    names: list[str] = field.evaluate("field => [...field.files].map((file) => file.name)")
    return names


def filed() -> list[tuple[str, int]]:
    from huiyin.cases.models import Material

    return list(Material.objects.values_list("name", "size"))


def test_words_and_photos_are_back_after_the_battery_died(device: Device) -> None:
    write(device.switch_on("/submit/"))
    device.die()
    page = device.switch_on("/submit/")
    page.get_by_text("上次选的也放回来了：水渠.jpg").wait_for()
    assert story_on(page) == STORY
    assert papers_on(page) == ["水渠.jpg"]


def test_written_without_a_net_killed_opened_again_and_sent_with_the_photo(device: Device) -> None:
    page = device.switch_on("/submit/")
    page.evaluate("navigator.serviceWorker.ready.then(() => 1)")
    page.context.set_offline(True)
    page.goto(page.url)
    assert "没有网，也能写" in shown(page)
    write(page)
    device.die()

    page = device.switch_on("/submit/", net=False)
    page.get_by_text("上次选的也放回来了：水渠.jpg").wait_for()
    assert story_on(page) == STORY
    introduce(page)
    press(page, "送出")
    page.get_by_text("有网就自己送").wait_for()
    page.context.set_offline(False)
    page.wait_for_url("**/receipt/")
    assert [name for name, _ in filed()] == ["水渠.jpg"]


def test_after_the_receipt_nothing_is_left_on_the_device(device: Device) -> None:
    page = device.switch_on("/submit/offline/")
    write(page)
    introduce(page)
    press(page, "送出")
    page.wait_for_url("**/receipt/")
    page.evaluate(_UNTIL_FORGOTTEN)
    page.goto(page.url.partition("/follow/")[0] + "/submit/")
    assert (story_on(page), papers_on(page)) == ("", [])


def test_beginning_anew_forgets_words_and_photos(device: Device) -> None:
    page = device.switch_on("/submit/offline/")
    write(page)
    page.get_by_role("button", name="从这台设备上删掉").last.click()
    page.evaluate(_UNTIL_FORGOTTEN)
    page.reload()
    assert (story_on(page), papers_on(page)) == ("", [])
