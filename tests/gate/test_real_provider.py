"""Signing in with a provider that nobody here wrote: PKCE as it enforces it, and its own word of leaving."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml
from django.test import Client

from huiyin.gate.models import CalledElsewhere
from huiyin.gate.provider import talking
from huiyin.gate.provider.people import SESSION
from tests.channels.gateways import Gateway
from tests.city import person
from tests.gate.glewlwyd import Glewlwyd

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def told() -> Iterator[Gateway]:
    """Where it says that somebody signed out."""
    box = Gateway()
    yield box
    box.close()


@pytest.fixture(scope="module")
def provider(told: Gateway) -> Iterator[Glewlwyd]:
    server = Glewlwyd(told.url)
    yield server
    server.close()


@pytest.fixture(autouse=True)
def ours(provider: Glewlwyd, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")
    for kept in (talking._told, talking._asked):
        kept.cache_clear()
    file = tmp_path / "oidc.yaml"
    file.write_text(yaml.safe_dump(provider.row()))
    settings.HUIYIN_OIDC = file


def came_back(provider: Glewlwyd, browser: Client, there: Any) -> Any:
    asked = browser.get("/desk/login/provider?next=/desk/search")["Location"]
    back = urlsplit(provider.agreed(there, asked))
    return f"{back.path}?{back.query}"


def inside(browser: Client) -> bool:
    return browser.get("/desk/search").status_code == 200


def test_whoever_signs_in_there_is_in_here(provider: Glewlwyd) -> None:
    browser = Client()
    answer = browser.get(came_back(provider, browser, provider.person()))
    assert (answer.status_code, inside(browser)) == (303, True), answer.content.decode()[-800:]
    assert CalledElsewhere.objects.get().person == person("chenhao")


def test_it_gives_nothing_for_a_code_without_the_verifier_that_belongs_to_it(provider: Glewlwyd) -> None:
    browser = Client()
    back = came_back(provider, browser, provider.person())
    session = browser.session
    session["provider_trip"] = {**session["provider_trip"], "verifier": "another-verifier-" * 4}
    session.save()
    assert browser.get(back).status_code == 422 and not inside(browser)


def test_whoever_signs_out_there_is_out_here_by_the_word_that_it_signs(provider: Glewlwyd, told: Gateway) -> None:
    browser, there = Client(), provider.person()
    browser.get(came_back(provider, browser, there))
    provider.leave(there, browser.session[SESSION])
    ((_, _, said),) = told.waited()
    answers = [Client().post("/desk/login/provider/left", {"logout_token": said["logout_token"][0]}) for _ in range(2)]
    assert ([each.status_code for each in answers], inside(browser)) == ([200, 400], False)


def test_whoever_signs_out_here_is_led_to_its_page(provider: Glewlwyd) -> None:
    browser = Client()
    browser.get(came_back(provider, browser, provider.person()))
    browser.post("/desk/sign-out")
    assert browser.get("/desk/login/provider/out")["Location"].startswith(f"{provider.issuer}/end_session?")
