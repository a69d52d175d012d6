"""Staff sign in with the office's directory: a real slapd, over TLS, with whatever may be typed into two fields."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from huiyin.gate.directory.settings import directory
from huiyin.gate.models import CalledElsewhere
from huiyin.gate.provider.settings import Misread
from huiyin.people.models import AccountAct, Person
from huiyin.people.posts import actors_of
from tests.city import organ, person
from tests.gate.slapd import RECEPTION, THEIRS, Slapd

pytestmark = pytest.mark.django_db
Write = Callable[..., None]
DOOR = "/desk/login/directory"


@pytest.fixture(scope="module")
def running() -> Iterator[Slapd]:
    server = Slapd()
    yield server
    server.close()


@pytest.fixture
def office(running: Slapd, settings: Any, tmp_path: Path) -> Write:
    """``office(posts=…)``: written into the file as an administrator does."""

    def write(**said: Any) -> None:
        file = tmp_path / "ldap.yaml"
        file.write_text(yaml.safe_dump(running.row(**said), allow_unicode=True))
        settings.HUIYIN_LDAP = file

    write()
    return write


def sign_in(name: str = "chenhao", password: str = THEIRS) -> tuple[Client, Any]:
    browser = Client()
    return browser, browser.post(DOOR, {"username": name, "password": password, "next": "/desk/search"})


def inside(browser: Client) -> bool:
    return browser.get("/desk/search").status_code == 200


def test_whoever_has_the_password_of_the_office_comes_in_and_is_known_by_what_never_changes(office: Write) -> None:
    browser, answer = sign_in()
    assert (answer.status_code, inside(browser)) == (303, True)
    row = CalledElsewhere.objects.get()
    assert (row.person, row.issuer[:5], len(row.subject)) == (person("chenhao"), "ldap:", 36)
    assert AccountAct.objects.filter(what="called", person=row.person).exists()


def test_the_button_stands_on_the_sign_in_page_only_where_there_is_a_directory(office: Write, settings: Any) -> None:
    there = DOOR in Client().get("/desk/login").content.decode()
    settings.HUIYIN_LDAP = None
    assert there and DOOR not in Client().get("/desk/login").content.decode()
    assert Client().get(DOOR).status_code == 404


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("chenhao", "wrong"), ("chenhao", ""), ("", THEIRS), ("nobody", THEIRS), ("*", THEIRS), ("chenha*", THEIRS),
        ("chenhao)(uid=*", THEIRS), ("*)(objectClass=*", THEIRS), ("chenhao\\2a", THEIRS), ("chenhao", "\x00"),
    ],
)  # fmt: skip
def test_nothing_but_the_name_and_the_password_opens(office: Write, name: str, password: str) -> None:
    browser, answer = sign_in(name, password)
    assert answer.status_code == 422 and not inside(browser) and not CalledElsewhere.objects.exists()


def test_a_name_with_brackets_is_a_name(office: Write) -> None:
    assert "chen(hao)" in sign_in("chen(hao)")[1].content.decode()


def test_five_wrong_passwords_make_both_doors_wait(office: Write) -> None:
    for _ in range(5):
        sign_in(password="wrong")
    ours = Client().post("/desk/login", {"username": "chenhao", "password": "wrong"})
    assert (sign_in()[1].status_code, ours.status_code) == (429, 429)


def test_whoever_has_no_account_here_is_told_so_and_an_account_that_is_locked_stays_so(office: Write) -> None:
    _, answer = sign_in("nobody-here")
    assert answer.status_code == 403 and "nobody-here" in answer.content.decode()
    sign_in()
    Person.objects.filter(username="chenhao").update(is_active=False)
    assert sign_in()[1].status_code == 403


def test_a_name_that_somebody_else_got_at_the_office_opens_nothing(office: Write, running: Slapd) -> None:
    sign_in()
    running.anew("chenhao")
    browser, answer = sign_in()
    assert answer.status_code == 403 and not inside(browser)


def test_a_new_password_at_the_office_counts_at_once(office: Write, running: Slapd) -> None:
    running.password("chenhao", "another-one")
    try:
        assert (sign_in()[1].status_code, sign_in(password="another-one")[1].status_code) == (422, 303)
    finally:
        running.password("chenhao", THEIRS)


def test_a_group_of_the_directory_is_a_post_here_until_it_is_not(office: Write, running: Slapd) -> None:
    written = RECEPTION.replace(",", ", ").replace("cn=", "CN=")  # as people copy it from elsewhere
    office(posts={"claim": "memberOf", "map": [{"value": written, "organ": "lx-slj", "role": "reception"}]})
    held = []
    for leave in (False, True):
        running.join("chenhao", leave=leave)
        sign_in()
        held.append({
            role.value for each in actors_of(person("chenhao"), on=timezone.localdate()) for role in each.roles
            if each.organ == organ("lx-slj")
        })  # fmt: skip
    assert held == [{"reception"}, set()]


@pytest.mark.parametrize("scheme", ["ldap", "ldap+plain"])
def test_with_starttls_or_on_this_machine_without_it_goes_as_well(office: Write, running: Slapd, scheme: str) -> None:
    office(url=f"{scheme}://127.0.0.1:{running.plain}")
    assert sign_in()[1].status_code == 303


@pytest.mark.parametrize(
    "changed",
    [
        {"certificates": ""}, {"password": "wrong"}, {"base": "ou=nowhere,dc=example"}, {"id": "employeeNumber"},
        {"url": "ldaps://127.0.0.1:9"},
    ],
)  # fmt: skip
def test_a_directory_that_cannot_be_believed_or_asked_lets_nobody_in_and_costs_no_try(
    office: Write, changed: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    office(**changed)
    answers = {sign_in()[1].status_code for _ in range(6)}
    assert answers == {503}
    if "id" not in changed:
        with pytest.raises(SystemExit):
            call_command("doctor")
        assert "The directory does not answer as it should" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"url": "ldap+plain://dc1.example"}, "on this machine"), ({"url": "http://x"}, "ldaps://host"),
        ({"kind": "novell"}, "active-directory"), ({"filter": "(uid=x)"}, "{name}"), ({"search_as": ""}, "search_as"),
        ({"nonsense": 1}, "nonsense"),
        ({"posts": {"claim": "memberOf", "map": [{"value": "x", "organ": "lx-slj", "role": "admin"}]}}, "by a person"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_the_file_is_named_and_the_door_stays_shut(
    office: Write, changed: dict[str, Any], said: str
) -> None:
    office(**changed)
    with pytest.raises(Misread, match=said):
        directory()
    assert Client().get(DOOR).status_code == 404
    assert Client().get("/desk/login").status_code == 200
