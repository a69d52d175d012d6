"""The adapter of any system that takes a message as JSON: an office's own message bus, Apprise's server, a relay."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from huiyin.channels.adapter import Adapter, Connection, Message, Outward, Result, Send, Setting
from huiyin.channels.asking import ask, silent
from huiyin.channels.robots import URL, check
from huiyin.channels.settings import pairs
from huiyin.channels.ways import GROUP
from huiyin.law.words import P
from huiyin.store.mail import Became

HEADERS: Final = Setting("headers", "a mapping", pairs, "Headers, such as Authorization with a key.")


@contextmanager
def sending(connection: Connection | None) -> Iterator[Send]:
    """``{"title", "body", "mark"}``; the same mark is the same message however often it comes."""
    assert connection is not None

    def send(message: Message) -> Result:
        said = {"title": message.title, "body": message.body, "mark": message.mark}
        headers = {"Content-Type": "application/json; charset=utf-8", "Idempotency-Key": message.mark}
        headers |= {name: str(value) for name, value in connection["headers"].items()}
        answer = ask(connection["url"], json.dumps(said, ensure_ascii=False).encode(), headers)
        return silent(answer) or Result(Became.SENT)

    yield send


HTTP: Final = Adapter("http", P("其他系统（HTTP）"), (URL, HEADERS), check, outward=Outward(GROUP, sending))
