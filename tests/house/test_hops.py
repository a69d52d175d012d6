"""Of what a request says about where it came from, only our own proxies' words count."""

from __future__ import annotations

import pytest

from huiyin.house.hops import Contradictory, Seen, headers_of, seen

PEER = "10.0.0.1"


def came(hops: int, told: str, proto: str = "") -> Seen:
    return seen({"x-forwarded-for": told, "x-forwarded-proto": proto}, PEER, "http", hops)


def sent(*pairs: tuple[str, str]) -> dict[str, str]:
    all_of = lambda name: [value for each, value in pairs if each.lower() == name]  # noqa: E731
    return headers_of([name for name, _ in pairs], all_of)


@pytest.mark.parametrize(
    ("hops", "told", "address"),
    [
        (0, "203.0.113.9", PEER),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "1.2.3.4, 203.0.113.9", "203.0.113.9"),
        (2, "1.2.3.4, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        (2, "203.0.113.9", PEER),
        (1, "", PEER),
        (1, "nobody", PEER),
        (1, "203.0.113.9:4711", "203.0.113.9"),
        (1, "[2001:db8::1]:4711", "2001:db8::1"),
        (1, "2001:db8::1", "2001:db8::1"),
    ],
)
def test_as_many_entries_count_as_there_are_proxies(hops: int, told: str, address: str) -> None:
    assert came(hops, told).address == address


@pytest.mark.parametrize(
    ("hops", "proto", "scheme"), [(0, "https", "http"), (1, "https", "https"), (1, "", "http"), (1, "gopher", "http")]
)
def test_encryption_is_what_the_proxy_says_and_nobody_else(hops: int, proto: str, scheme: str) -> None:
    assert came(hops, "203.0.113.9", proto).scheme == scheme


def test_a_second_header_of_the_same_name_only_stands_before_the_proxys_word() -> None:
    headers = sent(("X-Forwarded-For", "1.2.3.4"), ("X-Forwarded-For", "203.0.113.9"))
    assert seen(headers, PEER, "http", 1).address == "203.0.113.9"


@pytest.mark.parametrize("alias", ["X_Forwarded_For", "X-Forwarded_For", "X_Forwarded_Proto", "Content_Length"])
def test_names_with_an_underscore_are_dropped(alias: str) -> None:
    assert sent((alias, "9"), ("Host", "a")) == {"host": "a"}


@pytest.mark.parametrize("name", ["Host", "Content-Length", "Content-Type", "Origin", "X-Forwarded-Proto"])
def test_what_may_stand_once_is_refused_when_it_stands_twice(name: str) -> None:
    with pytest.raises(Contradictory):
        sent((name, "1"), (name, "2"))


def test_a_length_beside_chunks_is_refused() -> None:
    with pytest.raises(Contradictory):
        sent(("Content-Length", "5"), ("Transfer-Encoding", "chunked"))


def test_cookies_that_came_in_pieces_are_one() -> None:
    assert sent(("cookie", "a=1"), ("cookie", "b=2"))["cookie"] == "a=1; b=2"


def test_a_header_that_cannot_be_read_is_there_and_says_so() -> None:
    """The line below us passes over a value with bytes beyond ASCII; without its key a filing would count twice."""
    told = headers_of(["Idempotency-Key", "Host"], lambda name: ["x"] if name == "host" else [])
    assert told == {"idempotency-key": "\ufffd", "host": "x"}
