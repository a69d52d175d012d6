"""Devices that were right before: known by a cookie that tells nothing and opens nothing."""

from __future__ import annotations

from django.http import HttpResponse
from django.test import RequestFactory

from huiyin.gate import known


def visit(cookie: str = "") -> tuple[str, str]:
    """What the device is for chenhao and for sunli, when it comes with this cookie."""
    request = RequestFactory().get("/")
    request.COOKIES[known.COOKIE] = cookie
    return known.device(request, "staff:chenhao"), known.device(request, "staff:sunli")


def remembered(*names: str) -> str:
    cookie = ""
    for name in names:
        request, response = RequestFactory().get("/"), HttpResponse()
        request.COOKIES[known.COOKIE] = cookie
        known.remember(request, response, name)
        cookie = response.cookies[known.COOKIE].value
    return cookie


def test_a_device_is_known_for_the_name_that_was_opened_with_it_and_no_other() -> None:
    chen, sun = visit(remembered("staff:chenhao"))
    assert chen and not sun


def test_two_names_share_a_device() -> None:
    chen, sun = visit(remembered("staff:chenhao", "staff:sunli"))
    assert chen and chen == sun


def test_a_cookie_that_we_did_not_sign_knows_nobody() -> None:
    assert visit("made-up") == ("", "")
    assert visit(remembered("staff:chenhao")[:-2] + "xx") == ("", "")


def test_no_name_can_be_read_from_it() -> None:
    request = RequestFactory().get("/")
    request.COOKIES[known.COOKIE] = remembered("staff:chenhao")
    assert "chenhao" not in str(known._held(request))


def test_of_many_names_the_oldest_is_forgotten() -> None:
    chen, sun = visit(remembered("staff:chenhao", *(f"matter:{n}" for n in range(known.MOST - 1)), "staff:sunli"))
    assert sun and not chen
