"""The ways of signing in, as a person at a screen meets them: a passkey, an app, recovery codes, a slip."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pyotp
import pytest

from tests.journeys.clerk import OFFICE, sit_down
from tests.journeys.visitor import Visit, press, seen

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def city(city: None, settings: object) -> Iterator[None]:
    """A passkey belongs to a name, not to the number of a machine: the site is reached as localhost."""
    yield


@pytest.fixture
def live_server(live_server: object) -> Iterator[object]:
    live_server.thread.host = "localhost"  # type: ignore[attr-defined]
    yield live_server


def authenticator(page: Page) -> None:
    """A security key in the browser, which touches itself."""
    line = page.context.new_cdp_session(page)
    line.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    line.send("WebAuthn.addVirtualAuthenticator", {"options": {**options, "isUserVerified": True}})


def leave(page: Page) -> None:
    page.locator("details.menu summary").first.click()
    press(page, "退出登录")
    page.wait_for_url("**/desk/login")


def type_name(page: Page, username: str = "zhouping") -> None:
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码").fill("huiyin-demo")
    press(page, "登录")


def test_a_passkey_is_made_and_shown(visit: Visit) -> None:
    page = sit_down(visit, "zhouping", OFFICE)
    authenticator(page)
    page.goto(page.url.split("/desk")[0] + "/desk/security")
    page.get_by_label("给这台设备起个名字").fill("办公室电脑")
    press(page, "加一个通行密钥")
    page.get_by_role("heading", name="备用码").wait_for()
    page.get_by_role("link", name="收好了").click()
    assert seen(page.get_by_role("strong").filter(has_text="办公室电脑"))
    leave(page)
    type_name(page)
    page.get_by_role("heading", name="第二重验证").wait_for()
    press(page, "用通行密钥")
    page.wait_for_url(lambda url: "login" not in url)
    assert seen(page.get_by_role("heading", name="我的办件"))


def test_an_app_is_set_up_and_asked_for_by_keyboard_alone(visit: Visit) -> None:
    page = sit_down(visit, "zhouping", OFFICE)
    page.goto(page.url.split("/desk")[0] + "/desk/security/app")
    page.get_by_text("扫不了").click()
    secret = re.sub(r"\s", "", page.locator("details code").inner_text())
    page.get_by_label("应用上现在的六位数字").fill(pyotp.TOTP(secret).now())
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="备用码").wait_for()
    code = page.locator("li code").first.inner_text()
    leave(page)
    type_name(page)
    page.get_by_text("手机不在身边").click()
    page.get_by_label("备用码", exact=True).fill(code)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "login" not in url)
    assert seen(page.get_by_role("heading", name="我的办件"))


def test_a_slip_lets_somebody_set_their_own_password(visit: Visit) -> None:
    admin = sit_down(visit, "fangqing", OFFICE)
    admin.get_by_label("姓名、用户名或机关").fill("zhengyu")
    admin.keyboard.press("Enter")
    admin.locator("tbody a").first.click()
    press(admin, "打印一次性的信")
    code = admin.locator(".code.on-paper")
    assert not code.is_visible()
    admin.emulate_media(media="print")
    assert seen(code)
    typed = code.inner_text()
    page = visit("/desk/reset?u=zhengyu#" + typed)
    assert page.get_by_label("一次性的码").input_value() == typed and "#" not in page.url
    page.get_by_label("新密码", exact=True).fill("lantern-17-river")
    page.get_by_label("再输一遍新密码").fill("lantern-17-river")
    press(page, "设好密码")
    page.get_by_text("密码设好了").wait_for()
    page.get_by_label("用户名").fill("zhengyu")
    page.get_by_label("密码").fill("lantern-17-river")
    press(page, "登录")
    page.get_by_text("让您的密码可以重设").wait_for()


def test_the_work_is_done_before_the_button_is_pressed(visit: Visit) -> None:
    page = visit("/desk/login")
    page.locator('[data-work]:not([value=""])').wait_for(state="attached")
