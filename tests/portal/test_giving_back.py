"""Every form of the public pages, and every way it can fail: what was typed comes back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from huiyin.house.giving_back import typed
from huiyin.house.weighing import REFUSED
from huiyin.portal.entering import grants
from tests.everyform import Filled, forms_from, missing, send
from tests.portal.life import confirm, file, tell

pytestmark = pytest.mark.django_db


def test_a_form_that_was_taken_leaves_nothing_behind(browser: Client) -> None:
    """Opening a list of one's own leads to the page on which its form stood."""
    file(browser)
    browser.post("/mine/", {"login": "13200007710", "password": "wrong-7712"}, HTTP_ORIGIN="http://testserver")
    browser.post("/follow/leave/", {"note": "x"}, HTTP_ORIGIN="http://testserver")
    assert typed.SESSION not in browser.session


PRIVATE = ("/submit/", "/submit/claims/", "/submit/you/", "/follow/{0}/", "/follow/{0}/receipt/")
OWN = ("/submit/", "/follow/", "/mine/", "/verify/", "/reception/")


@pytest.fixture
def browser(db: None) -> Client:
    return Client(enforce_csrf_checks=False, raise_request_exception=False)


def walked(browser: Client) -> list[Filled]:
    """The forms of the three steps, of a matter that is open, and of everybody."""
    case = file(browser)
    tell(browser)
    confirm(browser)
    start = [*OWN, "/submit/you/", "/submit/claims/", f"/follow/{case.number}/"]
    forms = forms_from(browser, start, "/")
    browser.handler.enforce_csrf_checks = True
    return [form for form in forms.values() if form.typed and not form.page.startswith("/desk")]


@pytest.mark.parametrize(("status", "environ"), [(403, {}), (413, {REFUSED: 413}), (503, {REFUSED: 503})])
def test_a_form_that_was_not_taken_comes_back_filled(status: int, environ: dict[str, Any], browser: Client) -> None:
    forms = walked(browser)
    lost = {form.page: missing(send(browser, form, status=status, **environ), form) for form in forms}
    assert len(lost) > 8 and {page: names for page, names in lost.items() if names} == {}


def test_every_field_for_a_secret_has_a_name_that_is_known_for_one(browser: Client) -> None:
    names = {name for form in forms_from(browser, OWN, "/").values() for name in form.secrets}
    assert names and {name for name in names if not typed.SECRET.search(name)} == set()


def test_what_was_said_about_a_matter_open_for_too_long_comes_back_when_it_is_opened_again(
    browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = file(browser)
    page = f"/follow/{case.number}/supplement/"
    form = max(forms_from(browser, [page], "/nowhere").values(), key=lambda each: len(each.typed))
    with monkeypatch.context() as later:
        later.setattr(grants, "LASTS", timedelta(0))
        assert "写给" in send(browser, form, status=404).content.decode()
    assert missing(browser.get(page), form) == []


def test_a_last_step_whose_draft_is_gone_keeps_the_name_for_when_it_comes_again(browser: Client) -> None:
    tell(browser)
    confirm(browser)
    form = max(forms_from(browser, ["/submit/you/"], "/nowhere").values(), key=lambda each: len(each.typed))
    browser.post("/submit/discard/")
    send(browser, form, status=303)
    tell(browser)
    confirm(browser)
    assert missing(browser.get("/submit/you/"), form) == []


@pytest.mark.parametrize("page", PRIVATE)
def test_no_browser_keeps_a_page_with_somebodys_words(page: str, browser: Client) -> None:
    case = file(browser)
    tell(browser)
    confirm(browser)
    answer = browser.get(page.format(case.number))
    assert (answer.status_code, "no-store" in answer.headers["Cache-Control"]) == (200, True)
