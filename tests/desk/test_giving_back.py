"""Every form of the desk, and every way it can fail: what was typed comes back, and passwords do not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import timedelta
from typing import Any

import pytest
from django.core.handlers.base import BaseHandler
from django.db import transaction
from django.test import Client
from django.utils import timezone

from huiyin.house.giving_back import typed
from huiyin.house.weighing import REFUSED
from huiyin.law.terms import Act, Channel
from huiyin.people.models import Person, Session
from tests.city import IDEA_CLASS, PETITION_CLASS
from tests.desk.life import begin
from tests.everyform import PASSWORD, Filled, forms_from, given_back, missing, send

pytestmark = pytest.mark.django_db
#: Reception and dispatch of an office, its head, a bureau's handler, an analyst, an administrator.
PEOPLE = ("chenhao", "zhouping", "chuxiangyang", "wuxia", "guyan")
Walk = tuple[str, Client, list[Filled]]


def browser_of(username: str) -> Client:
    browser = Client(enforce_csrf_checks=True, raise_request_exception=False)
    browser.force_login(Person.objects.get(username=username))
    return browser


@pytest.fixture(scope="module")
def walks(django_db_setup: None, django_db_blocker: Any) -> Iterator[list[Walk]]:
    """The walk is long, and the same for every test: it is made once, and no test writes what another sees."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield walk()
        transaction.set_rollback(True)


@pytest.fixture
def walked(walks: list[Walk], db: None) -> Iterator[list[Walk]]:
    kept = [deepcopy(browser.cookies) for _, browser, _ in walks]
    yield walks
    for (_, browser, _), cookies in zip(walks, kept, strict=True):
        browser.cookies = cookies


def walk() -> list[Walk]:
    """For each of them a browser, and every form into which something can be written."""
    letter, visit, idea, again = begin(), begin(channel=Channel.VISIT), begin(), begin()
    visit.do("classify", "chenhao", classes={"1": {"kind": "grievance", "ground": "1"}})
    idea.do("classify", "chenhao", classes=IDEA_CLASS)
    again.do("classify", "chenhao", classes=PETITION_CLASS)
    # What the petition office may do only with matters of some kinds comes first: the walk sees each address once.
    acts = [f"{visit.url}/acts/guide", f"{idea.url}/acts/answer_on_spot", f"{idea.url}/acts/reply"]
    acts += [f"{again.url}/acts/no_further", f"{again.url}/acts/direct_elsewhere"]
    acts += [f"{letter.url}/acts/{act.value}" for act in Act]
    start = ["/desk/", letter.url, *acts, "/desk/accounts", "/desk/answers/routes/civil_suit"]
    met: set[Any] = set()
    walks = []
    for username in PEOPLE:
        browser = browser_of(username)
        forms = {kind: form for kind, form in forms_from(browser, start, "/desk/").items() if kind not in met}
        met |= set(forms)
        walks.append((username, browser, [form for form in forms.values() if form.typed]))
    return walks


def test_no_browser_keeps_a_page_of_the_desk(walked: list[Walk]) -> None:
    """Every address that the walk met."""
    pages = {form.page: browser for _, browser, forms in walked for form in forms}
    assert [
        page for page, browser in pages.items() if "no-store" not in browser.get(page).headers["Cache-Control"]
    ] == []


def after(walks: list[Walk], fail: Callable[[Client, Filled], Any]) -> dict[str, list[str]]:
    """What was typed and did not come back, by the page of its form."""
    lost = {form.page: missing(fail(browser, form), form) for _, browser, forms in walks for form in forms}
    assert len(lost) > 30, "the walk met too few forms to prove anything"
    return {page: names for page, names in lost.items() if names}


def test_a_form_with_the_token_of_another_sign_in_comes_back_filled(walked: list[Walk]) -> None:
    assert after(walked, lambda browser, form: send(browser, form, status=403)) == {}


def test_a_form_that_met_a_fault_of_ours_comes_back_filled(walked: list[Walk], monkeypatch: pytest.MonkeyPatch) -> None:
    found = BaseHandler.resolve_request
    monkeypatch.setattr(
        BaseHandler, "resolve_request", lambda self, request: _get_only(request) or found(self, request)
    )
    assert after(walked, lambda browser, form: send(browser, form, status=500)) == {}


def _get_only(request: Any) -> None:
    if request.method == "POST":
        raise RuntimeError("a fault of ours")


def test_a_form_that_the_front_did_not_take_comes_back_filled(walked: list[Walk]) -> None:
    for status in (408, 413, 503):
        lost = after(walked, lambda browser, form, is_=status: send(browser, form, status=is_, **{REFUSED: is_}))  # type: ignore[misc]
        assert lost == {}


def test_a_form_whose_session_ended_comes_back_filled_after_signing_in(walked: list[Walk]) -> None:
    lost = {}
    for username, browser, forms in walked:
        for form in forms:
            lost[form.page] = missing(_signed_in_again(username, browser, form), form)
    assert {page: names for page, names in lost.items() if names} == {}


def _signed_in_again(username: str, browser: Client, form: Filled) -> Any:
    token = browser.get("/desk/login").cookies["csrftoken"].value
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    entrance = send(browser, form, status=302, csrfmiddlewaretoken=token).headers["Location"]
    assert "放回" in browser.get(entrance).content.decode()
    browser.force_login(Person.objects.get(username=username))
    return browser.get(form.page)


def form_at(browser: Client, page: str) -> Filled:
    """The form of that page into which most can be written."""
    return max(forms_from(browser, [page], "/nowhere").values(), key=lambda form: len(form.typed) + len(form.secrets))


def test_somebody_else_who_signs_in_at_this_browser_does_not_get_the_words(db: None) -> None:
    browser = browser_of("chenhao")
    form = form_at(browser, "/desk/answers/new")
    answer = _signed_in_again("zhouping", browser, form)
    assert given_back(answer.content, form) == []


def test_every_field_for_a_secret_has_a_name_that_is_known_for_one(walked: list[Walk]) -> None:
    names = {
        name
        for _, browser, _ in walked
        for page in ("/desk/login", "/desk/password")
        for form in forms_from(browser, [page], "/nowhere").values()
        for name in form.secrets
    }
    assert names and {name for name in names if not typed.SECRET.search(name)} == set()


def test_a_password_never_comes_back(db: None) -> None:
    browser = browser_of("chenhao")
    form = form_at(browser, "/desk/password")
    assert PASSWORD not in send(browser, form, status=403).content.decode()


def test_chosen_files_are_named_so_that_they_can_be_chosen_again(db: None) -> None:
    browser = browser_of("chenhao")
    form = form_at(browser, "/desk/intake/visit")
    assert "合影.jpg" in send(browser, form, status=403).content.decode()


def test_what_another_site_sends_is_not_shown_as_ones_own(db: None) -> None:
    browser = browser_of("chenhao")
    form = form_at(browser, "/desk/answers/new")
    answer = browser.post(form.action, form.body, HTTP_ORIGIN="https://elsewhere.example")
    assert (answer.status_code, "写给" in answer.content.decode()) == (403, False)


def test_where_the_browser_does_not_tell_the_words_can_be_copied_and_not_sent(db: None) -> None:
    browser = browser_of("chenhao")
    form = form_at(browser, "/desk/answers/new")
    words = browser.post(form.action, form.body).content.decode()
    assert ("写给“title”的话" in words, "<form" in words[words.index("<main") :]) == (True, False)


def test_whoever_signs_out_leaves_nothing_behind(db: None) -> None:
    browser = browser_of("chenhao")
    browser.handler.enforce_csrf_checks = False
    browser.post("/desk/sign-out", {"note": "something"}, HTTP_ORIGIN="http://testserver")
    assert typed.SESSION not in browser.session


def test_a_page_that_can_never_be_shown_again_still_gives_the_words_back(db: None) -> None:
    browser = browser_of("chenhao")
    form = Filled("/desk/gone", "/desk/gone", {"text": "写了半天的话"})
    assert "写了半天的话" in send(browser, form, status=404).content.decode()


def test_what_is_kept_for_later_lies_encrypted(db: None) -> None:
    browser = browser_of("chenhao")
    form = form_at(browser, "/desk/answers/new")
    token = browser.get("/desk/login").cookies["csrftoken"].value
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    send(browser, form, status=302, csrfmiddlewaretoken=token)
    kept = browser.session[typed.SESSION]
    assert "title" not in kept and "写给" not in kept
