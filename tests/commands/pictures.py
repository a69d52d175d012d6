"""Take the pictures of docs/look.md anew from a running demonstration city, in the light and in the dark.

``python -m tests.commands.pictures http://127.0.0.1:8000`` with the city loaded by ``./run demo``; further words name
single pictures. ``NUMBER:CODE`` among them, of a matter that ``./run up`` prints, takes the public's pages too. Each
picture is quantised to 48 colours, so that all of them together stay small.
"""

import os
import sys
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.channels.drawn_letters import drawn, packed

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PICTURES = Path("docs/pictures")
OFFICE = {"width": 1366, "height": 768}
POCKET = {"width": 390, "height": 844}
COLOURS = 48
#: So long the worker may take to read a letter, in milliseconds.
READING = 300_000
DEMO_PASSWORD = "huiyin-demo"
#: Name of the picture: who looks, at which page, on which screen. ``{case}`` is the matter most urgent for them.
DESK = {
    "queue": ("gaolei", "/desk/", OFFICE),
    "organ": ("chenhao", "/desk/organ", OFFICE),
    "dispatch": ("chenhao", "/desk/dispatch", OFFICE),
    "case": ("gaolei", "{case}", OFFICE),
    "act": ("zhaoning", "{case}/acts/classify", OFFICE),
    "opinion": ("xiongzihan", "{case}/acts/propose", OFFICE),
    "intake": ("wanglan", "/desk/intake/visit", OFFICE),
    "search": ("chenhao", "/desk/search?q=补偿", OFFICE),
    "notifications": ("gaolei", "/desk/notifications", OFFICE),
    "oversight": ("wuxia", "/desk/oversight", OFFICE),
    "trouble": ("zhouping", "/desk/trouble", OFFICE),
    "figures": ("zhouping", "/desk/figures", OFFICE),
    "answers": ("chenhao", "/desk/answers", OFFICE),
    "hand-over": ("zhouping", "/desk/hand-over", OFFICE),
    "head": ("zhouping", "/desk/", OFFICE),
    "pictures": ("zhengyu", "/desk/pictures", OFFICE),
    "place": ("fangqing", "/desk/place", OFFICE),
    "approvals": ("zhouping", "/desk/approvals", POCKET),
    "case-phone": ("gaolei", "{case}", POCKET),
}
STORY = "我在柳溪县城东一个工地干了三个月，老板欠我一万八千元工资一直不给，打电话也不接。请帮我要回来。"


def main(arguments: Sequence[str]) -> int:
    root, only = arguments[0].rstrip("/"), {each for each in arguments[1:] if ":" not in each}
    matter = next((each for each in arguments[1:] if ":" in each), "")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM"), args=["--no-sandbox"])
        for scheme in ("light", "dark"):
            for name, (who, path, size) in DESK.items():
                if not only or name in only:
                    take(browser, root, name, who, path, size, scheme)
            if not only or "letters" in only:
                take_letter(browser, root, scheme)
            if matter:
                take_public(browser, root, matter, scheme)
        browser.close()
    return 0


def take(browser: "Browser", root: str, name: str, who: str, path: str, size: dict[str, int], scheme: str) -> None:
    context = browser.new_context(viewport=size, color_scheme=scheme, locale="zh-CN")  # type: ignore[arg-type]
    page = context.new_page()
    sign_in(page, root, who)
    if "{case}" in path:
        found = page.locator('main tbody th a[href*="/desk/cases/"], main .queue a[href*="/desk/cases/"]').first
        path = path.replace("{case}", (found.get_attribute("href") or "").partition("?")[0])
    page.goto(root + path)
    page.wait_for_load_state("networkidle")
    keep(page.screenshot(), f"{name}.png" if scheme == "light" else f"{name}-dark.png")
    context.close()


def take_letter(browser: "Browser", root: str, scheme: str) -> None:
    """A letter put in as a scan, read by the worker of that site, and being checked beside its picture."""
    context = browser.new_context(viewport=OFFICE, color_scheme=scheme, locale="zh-CN")  # type: ignore[arg-type]
    page = context.new_page()
    sign_in(page, root, "wanglan")
    page.goto(f"{root}/desk/letters")
    scan = {"name": "来信.png", "mimeType": "image/png", "buffer": packed(drawn(), kind="PNG")}
    page.set_input_files("#f-files", [scan])
    page.get_by_role("button", name="上传，开始识字").click()
    page.get_by_role("link", name="开始核对").click(timeout=READING)
    page.locator(".box.on").wait_for(state="attached")
    keep(page.screenshot(), f"letters{'' if scheme == 'light' else '-dark'}.png")
    context.close()


def take_public(browser: "Browser", root: str, matter: str, scheme: str) -> None:
    """What the public sees on a telephone: the first page, telling, the right door, the receipt, the matter."""
    context = browser.new_context(viewport=POCKET, color_scheme=scheme, locale="zh-CN")  # type: ignore[arg-type]
    page, dark = context.new_page(), "" if scheme == "light" else "-dark"
    number, code = matter.split(":")

    def kept(name: str) -> None:
        page.wait_for_load_state("networkidle")
        keep(page.screenshot(), f"{name}{dark}.png")

    page.goto(f"{root}/")
    kept("portal")
    page.goto(f"{root}/submit/")
    page.fill("textarea", STORY)
    kept("telling")
    page.locator("main form button.first").last.click()
    kept("route")
    page.goto(f"{root}/follow/")
    page.fill("[name=number]", number)
    page.fill("[name=code]", code)
    page.press("[name=code]", "Enter")
    page.wait_for_url(f"{root}/follow/{number}/**")
    kept("matter")
    page.goto(f"{root}/follow/{number}/receipt/")
    kept("receipt")
    if not dark:
        context.add_cookies([{"name": "huiyin_edition", "value": "large", "url": root}])
        page.goto(f"{root}/follow/{number}/")
        kept("matter-large")
    context.close()


def sign_in(page: "Page", root: str, who: str) -> None:
    page.goto(f"{root}/desk/login")
    page.fill("[name=username]", who)
    page.fill("[name=password]", DEMO_PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda url: "/login" not in url)


def keep(png: bytes, name: str) -> None:
    """Few colours and no more: a page of text has hardly any."""
    image = Image.open(BytesIO(png)).convert("RGB")
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(PICTURES / name, optimize=True)
    print(name, (PICTURES / name).stat().st_size)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
