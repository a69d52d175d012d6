"""The bench of the pages: it counts every byte, and its table says what is over its aim."""

from __future__ import annotations

import socket
from threading import Thread
from typing import Any

from huiyin.house.bench.web import web_table
from huiyin.house.bench.web_relay import Relay

PAGE = {
    "front": "portal", "page": "filing", "aim_kb": 120, "bytes": 50_000, "requests": 5, "usable_ms": 1100.0,
    "again_bytes": 8_000, "again_ms": 400.0,
}  # fmt: skip
FILING = {
    "people": 50, "faults": 0, "fault": "", "seconds": 0.5, "app_ms": 9.0, "database_ms": 0.0, "way_app_ms": 43.0,
    "yardstick_ms": 6.0,
}  # fmt: skip


def told(page: dict[str, Any] | None = None, filing: dict[str, Any] | None = None) -> str:
    return web_table({"pages": [PAGE | (page or {})], "filing": {"sqlite": FILING | (filing or {})}})


def test_what_keeps_its_aim_is_not_marked() -> None:
    assert "!" not in told()


def test_a_heavy_page_is_marked() -> None:
    assert "146.5 !" in told({"bytes": 150_000})


def test_a_slow_page_is_marked() -> None:
    assert "2500.0 !" in told({"usable_ms": 2500.0})


def test_a_dear_filing_is_marked() -> None:
    assert "12.0 ! ms" in told(filing={"app_ms": 12.0})


def test_the_relay_counts_what_comes_back_and_not_what_is_asked() -> None:
    server = socket.create_server(("127.0.0.1", 0))
    relay = Relay(server.getsockname()[1])
    Thread(target=_answer, args=(server,), daemon=True).start()
    with socket.create_connection(("127.0.0.1", relay.port)) as browser:
        browser.sendall(b"please")
        assert browser.recv(100) == b"four score"
    assert (relay.take(), relay.take()) == (10, 0)
    relay.close()
    server.close()


def _answer(server: socket.socket) -> None:
    line, _ = server.accept()
    line.recv(100)
    line.sendall(b"four score")
