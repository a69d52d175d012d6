"""Mail servers that say nothing, or one letter at a time: nobody waits for them longer than the limit."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.mail import EmailMessage

from huiyin.store import mail
from huiyin.store.mail import Backend, Became, hand_over


@contextmanager
def answering(speak: Callable[[socket.socket], None]) -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            try:
                line, _ = server.accept()
                with line:
                    speak(line)
            except OSError:
                return

        threading.Thread(target=serve, daemon=True).start()
        yield server.getsockname()[1]


def silent(line: socket.socket) -> None:
    line.recv(1)


def dripping(line: socket.socket) -> None:
    for _ in range(600):
        line.sendall(b"2")
        time.sleep(0.05)


def stopping_after_the_greeting(line: socket.socket) -> None:
    line.sendall(b"220 here\r\n")
    while line.recv(1):
        pass


@pytest.mark.parametrize("speak", [silent, dripping, stopping_after_the_greeting])
def test_a_server_that_does_not_answer_is_left_when_the_time_is_up(
    speak: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail, "MAIL_WITHIN", 0.5)
    settings.EMAIL_HOST = "127.0.0.1"
    with answering(speak) as settings.EMAIL_PORT:
        began = time.monotonic()
        handed = hand_over(EmailMessage("s", "b", "a@example.org", ["b@example.org"]), Backend())
        assert (handed.became, time.monotonic() - began < 8) == (Became.AWAY, True)


def test_what_waits_for_somebody_outside_has_a_line_apart_from_the_clocks() -> None:
    from huiyin.house.management.commands.work import LISTENERS, lines

    (by_date,) = (line for line in lines() if line.by_date)
    assert sorted(topic for line in lines() for topic in line.topics) == sorted(LISTENERS)
    assert not {"notice", "staff", "reset", "draw"} & {*by_date.topics}
