"""Take the pictures of docs/look.md anew from a running demonstration city, in the light and in the dark.

``python -m tests.commands.pictures http://127.0.0.1:8000`` with the city loaded by ``./run demo``. Each picture is
quantised to 48 colours, so that all of them together stay small.
"""

import os
import sys
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PICTURES = Path("docs/pictures")
OFFICE = {"width": 1366, "height": 768}
POCKET = {"width": 390, "height": 844}
COLOURS = 48
DEMO_PASSWORD = "huiyin-demo"
#: Name of the picture: who looks, at which page, on which screen. ``{case}`` is the matter most urgent for them.
DESK = {
    "queue": ("gaolei", "/desk/", OFFICE),
    "organ": ("chenhao", "/desk/organ", OFFICE),
    "dispatch": ("chenhao", "/desk/dispatch", OFFICE),
    "case": ("gaolei", "{case}", OFFICE),
    "act": ("zhaoning", "{case}/acts/classify", OFFICE),
    "opinion": ("gaolei", "{case}/acts/propose", OFFICE),
    "intake": ("wanglan", "/desk/intake/visit", OFFICE),
    "search": ("chenhao", "/desk/search?q=补偿", OFFICE),
    "notifications": ("gaolei", "/desk/notifications", OFFICE),
    "oversight": ("wuxia", "/desk/oversight", OFFICE),
    "trouble": ("zhouping", "/desk/trouble", OFFICE),
    "figures": ("zhouping", "/desk/figures", OFFICE),
    "answers": ("chenhao", "/desk/answers", OFFICE),
    "hand-over": ("zhouping", "/desk/hand-over", OFFICE),
    "approvals": ("zhouping", "/desk/approvals", POCKET),
    "case-phone": ("gaolei", "{case}", POCKET),
}


def main(arguments: Sequence[str]) -> int:
    root, only = arguments[0].rstrip("/"), set(arguments[1:])
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM"), args=["--no-sandbox"])
        for scheme in ("light", "dark"):
            for name, (who, path, size) in DESK.items():
                if not only or name in only:
                    take(browser, root, name, who, path, size, scheme)
        browser.close()
    return 0


def take(browser: "Browser", root: str, name: str, who: str, path: str, size: dict[str, int], scheme: str) -> None:
    context = browser.new_context(viewport=size, color_scheme=scheme, locale="zh-CN")  # type: ignore[arg-type]
    page = context.new_page()
    sign_in(page, root, who)
    if "{case}" in path:
        first = page.locator('main a[href*="/desk/cases/"]').first.get_attribute("href") or ""
        path = path.replace("{case}", first.partition("?")[0])
    page.goto(root + path)
    page.wait_for_load_state("networkidle")
    keep(page.screenshot(), f"{name}.png" if scheme == "light" else f"{name}-dark.png")
    context.close()


def sign_in(page: "Page", root: str, who: str) -> None:
    page.goto(f"{root}/desk/login")
    page.fill("[name=username]", who)
    page.fill("[name=password]", DEMO_PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(f"{root}/desk/")


def keep(png: bytes, name: str) -> None:
    """Few colours and no more: a page of text has hardly any."""
    image = Image.open(BytesIO(png)).convert("RGB")
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(PICTURES / name, optimize=True)
    print(name, (PICTURES / name).stat().st_size)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
