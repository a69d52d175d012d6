"""Whatever is sent to whatever address under whatever name: a page, a form again or a no, never a failure of ours."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest
from django.db import transaction
from django.test import Client

from huiyin.people.models import Person
from tests.hostile.addresses import Address, addresses, all_names

pytestmark = pytest.mark.django_db
HUGE = "甲" * 350_000
NUMBERS = ("²", "٣", "9223372036854775807", "9223372036854775808", "9" * 5000, "-1", "0", "1e9")
DAYS = ("0001-01-01", "0001-01-01T00:00", "0202-11-30T09:00", "9999-12-31T23:59", "2026-13-45", "0001-01-01_1")
WORDS = ("\x00", "张\x00三", "%00", "🙏\u202e\u2066\u200d", "\U0002ebf0\ue863", "[]", "{}", "../../etc", "_" * 300)
VALUES = (*NUMBERS, *DAYS, *WORDS)
#: Half a pair, a broken sign, a NUL: as a browser never, but anybody can send them.
RAW = ("%ED%A0%80", "%FF%FE", "%00", "%F4%90%80%80")
STAFF = ("chenhao", "wanglan", "fangqing", "heshan", "zhengyu")


def browsers(matter: Any) -> dict[str, Client]:
    """Somebody of every desk, and a visitor who has opened the matter."""
    found = {"": Client()}
    found[""].post("/follow/", {"number": matter.number, "code": matter.lodged.query_code})
    for username in STAFF:
        found[username] = Client()
        found[username].force_login(Person.objects.get(username=username))
    return found


def good(matter: Any) -> dict[str, object]:
    """A value for every hole of an address."""
    holes = {name for address in addresses() for _, name in address.holes}
    known = {"number": matter.number, "act": "contact", "channel": "letter", "what": "organ", "law": "xf2022"}
    return {name: known.get(name, 1) for name in holes}


def answered(browser: Client, method: str, url: str, data: Any = None, **more: Any) -> str:
    """Empty if the answer is one; else what failed. Nothing stays of what was sent."""
    try:
        with transaction.atomic():
            answer = browser.generic(method, url, **more) if data is None else browser.post(url, data, **more)
            transaction.set_rollback(True)
    except Exception as fault:
        return f"{method} {url[:120]}: {type(fault).__name__}: {str(fault)[:160]}"
    return f"{method} {url[:120]}: {answer.status_code}" if answer.status_code >= 500 else ""


@pytest.fixture
def matter(db: None) -> Any:
    from tests.portal.life import begin

    return begin()


_further: dict[Address, list[str]] = {}


@pytest.fixture
def readers(matter: Any) -> dict[Address, list[Client]]:
    """Per address those who get further than a no: the same ones in every test, so that they are asked for once."""
    here = browsers(matter)
    if not _further:
        values = good(matter)
        for address in addresses():
            desk = address.route.startswith("desk/")
            _further[address] = [
                name for name, browser in here.items()
                if bool(name) == desk
                and browser.get(address.filled(**values)).status_code not in (302, 403, 404)
            ] or ["chenhao" if desk else ""]  # fmt: skip
    return {address: [here[name] for name in names] for address, names in _further.items()}


def test_hostile_values_in_the_address(readers: dict[Address, list[Client]], matter: Any) -> None:
    values, faults = good(matter), []
    for address, those in readers.items():
        for value in (*map(quote, VALUES), *RAW):
            asked = "&".join(f"{name}={value}" for name in {*address.names, *SOME})
            faults += [answered(browser, "GET", f"{address.filled(**values)}?{asked}") for browser in those[:2]]
    assert [fault for fault in faults if fault] == []


SOME = ("q", "before", "after", "ticket", "page", "of", "year", "kind", "since", "until", "number", "n", "line")


def test_hostile_values_in_the_path(readers: dict[Address, list[Client]], matter: Any) -> None:
    values, faults = good(matter), []
    for address, those in readers.items():
        for kind, name in address.holes:
            for value in ("0", "9223372036854775807", "9223372036854775808", "9" * 40) if kind == "int" else VALUES:
                url = address.filled(**{**values, name: quote(value, safe="")})
                faults += [answered(those[0], method, url) for method in ("GET", "POST")]
    assert [fault for fault in faults if fault] == []


def test_hostile_values_in_every_field_at_once(readers: dict[Address, list[Client]], matter: Any) -> None:
    values, faults = good(matter), []
    for address, those in readers.items():
        for value in VALUES:
            sent = {name: [value, value] for name in all_names()}
            faults += [answered(browser, "POST", address.filled(**values), sent) for browser in those[:2]]
    assert [fault for fault in faults if fault] == []


def test_hostile_values_in_one_field_alone(readers: dict[Address, list[Client]], matter: Any) -> None:
    values, faults = good(matter), []
    for address, those in readers.items():
        for place, name in enumerate(address.names):
            for value in (VALUES[place % len(VALUES)], "²", "9223372036854775808", "0001-01-01T00:00"):
                faults.append(answered(those[0], "POST", address.filled(**values), {name: value}))
    assert [fault for fault in faults if fault] == []


def test_bodies_that_are_none(readers: dict[Address, list[Client]], matter: Any) -> None:
    values, faults = good(matter), []
    form = "application/x-www-form-urlencoded"
    for address, those in readers.items():
        names = list(address.names)[:3] or ["text"]
        bodies = [(form, "&".join(f"{name}={raw}" for name in names)) for raw in RAW]
        bodies += [(form, f"{names[0]}={quote(HUGE)}"), ("application/json", '{"text": "\\ud800"}'), ("x/y", "\x00")]
        bodies += [("multipart/form-data; boundary=x", '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1')]
        for kind, body in bodies:
            faults.append(answered(those[0], "POST", address.filled(**values), data=body, content_type=kind))
    assert [fault for fault in faults if fault] == []


HEADERS = (
    "Range", "Accept-Language", "Accept", "HX-Request", "Referer", "Cookie", "If-Modified-Since", "If-None-Match",
    "X-Forwarded-For",
)  # fmt: skip


@pytest.mark.parametrize("header", HEADERS)
def test_hostile_headers(readers: dict[Address, list[Client]], matter: Any, header: str) -> None:
    values, faults = good(matter), []
    for address, those in readers.items():
        for value in ("²", "bytes=999999999999-", "9" * 5000, "\x00", "0001-01-01"):
            faults.append(answered(those[0], "GET", address.filled(**values), headers={header: value}))
    assert [fault for fault in faults if fault] == []
