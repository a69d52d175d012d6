"""Staff sign in with another service: a real one in a thread of its own, every hop walked as a browser does."""

from __future__ import annotations

import hashlib
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import flask
import pytest
import requests
import yaml
from django.test import Client
from django.utils import timezone
from joserfc import jwk, jwt
from oidc_provider_mock import User, run_server_in_thread

from huiyin.gate.models import CalledElsewhere
from huiyin.gate.provider import talking
from huiyin.gate.provider.settings import Misread, provider
from huiyin.people import account_acts as acts
from huiyin.people.models import AccountAct, Person
from huiyin.people.posts import actors_of
from tests.city import organ, person

SUBJECT = "7f3a"
BACK = "/desk/login/provider/back"
Service = Callable[..., None]


@pytest.fixture
def claims() -> dict[str, Any]:
    return {"preferred_username": "chenhao", "name": "陈浩"}


@pytest.fixture
def server(claims: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The service on this machine, without TLS."""
    monkeypatch.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")
    for kept in (talking._told, talking._asked):
        kept.cache_clear()
    users = [User(sub=SUBJECT, claims=claims), User(sub="other", claims={"preferred_username": "chenhao"})]
    with run_server_in_thread(require_nonce=True, user_claims=users) as running:
        running.tokens = []  # what was sent for each code, for the mock does not look at PKCE
        running.app.before_request(lambda: _noted(running.tokens))
        yield running


def _noted(tokens: list[dict[str, str]]) -> None:
    if flask.request.path == "/oauth2/token":
        tokens.append(flask.request.form.to_dict())


@pytest.fixture
def service(server: Any, settings: Any, tmp_path: Path) -> Service:
    """``service(posts=…)``: written into the file as an administrator does."""

    def write(**said: Any) -> None:
        file = tmp_path / "oidc.yaml"
        usual = {"issuer": f"http://localhost:{server.server_port}", "client_id": "huiyin", "client_secret": "s" * 40}
        file.write_text(yaml.safe_dump({**usual, **said}, allow_unicode=True))
        settings.HUIYIN_OIDC = file

    write()
    return write


def sent(browser: Client) -> str:
    return str(browser.get("/desk/login/provider?next=/desk/search")["Location"])


def agreed(url: str, subject: str = SUBJECT) -> str:
    """Somebody says yes at the service; the address with which it sends the browser back."""
    answer = requests.post(url, data={"sub": subject}, allow_redirects=False, timeout=5)
    back = urlsplit(answer.headers["Location"])
    return f"{back.path}?{back.query}"


def signed_in(subject: str = SUBJECT) -> tuple[Client, Any]:
    browser = Client()
    return browser, browser.get(agreed(sent(browser), subject))


def inside(browser: Client) -> bool:
    return browser.get("/desk/search").status_code == 200


pytestmark = pytest.mark.django_db


def test_whoever_the_service_vouches_for_is_let_in_where_they_wanted_to_go(service: Service) -> None:
    browser, answer = signed_in()
    assert answer.status_code == 303 and answer["Location"] == "/desk/search" and inside(browser)
    assert AccountAct.objects.get(person=person("chenhao"), what=acts.Kind.CALLED.value)


def test_the_challenge_goes_there_and_the_verifier_stays(service: Service) -> None:
    browser = Client()
    asked = parse_qs(urlsplit(sent(browser)).query)
    assert asked["code_challenge_method"] == ["S256"] and asked["response_type"] == ["code"] and asked["nonce"]
    assert browser.session["provider_trip"]["verifier"] not in str(asked)


def test_whoever_redeems_the_code_shows_what_the_challenge_was_made_of(service: Service, server: Any) -> None:
    browser = Client()
    url = sent(browser)
    browser.get(agreed(url))
    digest = hashlib.sha256(server.tokens[0]["code_verifier"].encode()).digest()
    assert parse_qs(urlsplit(url).query)["code_challenge"] == [urlsafe_b64encode(digest).decode().rstrip("=")]


def test_a_code_that_another_browser_fetched_is_worth_nothing(service: Service) -> None:
    mine, theirs = Client(), Client()
    back = agreed(sent(theirs))
    sent(mine)
    assert mine.get(back).status_code == 422 and not inside(mine)
    assert Client().get(back).status_code == 422


def test_an_answer_counts_once(service: Service) -> None:
    browser = Client()
    back = agreed(sent(browser))
    browser.get(back)
    assert Client().get(back).status_code == 422 and browser.get(back).status_code == 422


def test_a_no_at_the_service_is_said_on_the_sign_in_page(service: Service) -> None:
    browser = Client()
    sent(browser)
    state = browser.session["provider_trip"]["state"]
    answer = browser.get(f"{BACK}?error=access_denied&state={state}")
    assert answer.status_code == 422 and "统一登录没有成功" in answer.content.decode()


def test_a_user_name_that_went_to_somebody_else_there_opens_nothing(service: Service) -> None:
    signed_in()
    browser, answer = signed_in("other")
    assert answer.status_code == 403 and not inside(browser) and CalledElsewhere.objects.count() == 1


def test_whoever_has_no_account_here_is_told_so(service: Service, claims: dict[str, Any]) -> None:
    claims["preferred_username"] = "nobody-here"
    _, answer = signed_in()
    assert answer.status_code == 403 and "nobody-here" in answer.content.decode()


def test_a_locked_account_stays_locked(service: Service) -> None:
    signed_in()
    Person.objects.filter(username="chenhao").update(is_active=False)
    assert signed_in()[1].status_code == 403


# Posts ----------------------------------------------------------------------------------------------------------------

POSTS = {"claim": "groups", "map": [{"value": "接待", "organ": "lx-slj", "role": "reception"}]}


def roles_at(key: str) -> set[str]:
    today = timezone.localdate()
    return {
        role.value
        for actor in actors_of(person("chenhao"), on=today)
        for role in actor.roles
        if actor.organ == organ(key)
    }


def test_a_group_there_is_a_post_here_until_it_is_not(service: Service, claims: dict[str, Any]) -> None:
    service(posts=POSTS)
    before = roles_at("qc-xfj")
    claims["groups"] = ["接待"]
    signed_in()
    held = roles_at("lx-slj")
    claims["groups"] = []
    signed_in()
    assert held == {"reception"} and roles_at("lx-slj") == set() and roles_at("qc-xfj") == before


def test_where_nothing_is_said_of_posts_nobody_comes_in(service: Service) -> None:
    service(posts=POSTS)
    assert signed_in()[1].status_code == 403


def test_no_machine_makes_an_administrator(service: Service) -> None:
    service(posts={"claim": "groups", "map": [{"value": "x", "organ": "lx-slj", "role": "admin"}]})
    with pytest.raises(Misread, match="given by a person"):
        provider()
    assert Client().get("/desk/login/provider").status_code == 404


# Leaving there as well ------------------------------------------------------------------------------------------------


def test_whoever_leaves_here_may_leave_there_too_and_comes_back_to_the_door(service: Service) -> None:
    browser, _ = signed_in()
    page = browser.get(browser.post("/desk/sign-out")["Location"]).content.decode()
    asked = browser.get("/desk/login/provider/out")["Location"]
    there = requests.get(asked, timeout=5).text
    assert "/desk/login/provider/out" in page and "http://testserver/desk/login" in there and not inside(browser)
    assert parse_qs(urlsplit(asked).query)["client_id"] == ["huiyin"]


def test_whoever_came_by_password_is_asked_nothing(service: Service) -> None:
    browser = Client()
    browser.force_login(Person.objects.get(username="chenhao"))
    page = browser.get(browser.post("/desk/sign-out")["Location"]).content.decode()
    assert "/desk/login/provider/out" not in page


# Leaving --------------------------------------------------------------------------------------------------------------


def logout_token(server: Any, /, **changed: Any) -> str:
    """As the service would sign it."""
    key = jwk.RSAKey.import_key(_storage(server).jwk.as_dict(is_private=True))
    now = int(time.time())
    said = {
        "iss": f"http://localhost:{server.server_port}", "aud": "huiyin", "iat": now, "exp": now + 120, "jti": "a1",
        "sub": SUBJECT, "events": {talking.LOGOUT: {}}, **changed,
    }  # fmt: skip
    kept = {name: value for name, value in said.items() if value is not None}
    return jwt.encode({"alg": "RS256", "typ": "logout+jwt", "kid": key.kid} if key.kid else {"alg": "RS256"}, kept, key)


def _storage(server: Any) -> Any:
    from oidc_provider_mock import _app

    found: list[Any] = []
    app = server.app
    with app.test_request_context("/jwks"):
        app.preprocess_request()
        found.append(_app.storage._get_current_object())
    return found[0]


def told(token: str) -> int:
    return Client().post("/desk/login/provider/left", {"logout_token": token}).status_code


def test_whoever_left_there_is_signed_out_here(service: Service, server: Any) -> None:
    browser, _ = signed_in()
    assert told(logout_token(server)) == 200 and not inside(browser)


def test_a_session_that_came_by_password_goes_on(service: Service, server: Any) -> None:
    signed_in()
    other = Client()
    other.force_login(Person.objects.get(username="chenhao"))
    assert told(logout_token(server)) == 200 and inside(other)


def test_the_same_word_comes_once(service: Service, server: Any) -> None:
    token = logout_token(server)
    assert (told(token), told(token)) == (200, 400)


@pytest.mark.parametrize(
    "changed",
    [
        {"aud": "somebody-else"}, {"iss": "https://elsewhere.example"}, {"events": {}}, {"nonce": "n"}, {"jti": None},
        {"sub": None}, {"iat": 1_700_000_000, "exp": 1_700_000_100},
    ],
)  # fmt: skip
def test_a_word_that_is_not_the_services_ends_nothing(service: Service, server: Any, changed: dict[str, Any]) -> None:
    browser, _ = signed_in()
    assert told(logout_token(server, **changed)) == 400 and inside(browser)


def test_a_word_signed_by_somebody_else_ends_nothing(service: Service, server: Any) -> None:
    browser, _ = signed_in()
    other = jwk.RSAKey.generate_key(2048)
    forged = jwt.encode({"alg": "RS256"}, {"sub": SUBJECT, "events": {talking.LOGOUT: {}}}, other)
    unsigned = forged.rsplit(".", 1)[0] + "."
    assert [told(each) for each in (forged, unsigned, "", "x.y.z")] == [400] * 4 and inside(browser)


def test_a_service_that_does_not_answer_leaves_the_password(settings: Any, tmp_path: Path) -> None:
    file = tmp_path / "oidc.yaml"
    file.write_text("issuer: http://localhost:9\nclient_id: a\nclient_secret: b\n")
    settings.HUIYIN_OIDC = file
    answer = Client().get("/desk/login/provider")
    assert answer.status_code == 503 and 'name="password"' in answer.content.decode()


def test_without_a_service_nobody_is_sent_anywhere() -> None:
    assert Client().get("/desk/login/provider").status_code == 404
    assert "/desk/login/provider" not in Client().get("/desk/login").content.decode()
