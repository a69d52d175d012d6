"""Robots of work groups (群机器人): what WeCom, DingTalk and Feishu have in common."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from django.utils import translation
from django.utils.translation import gettext

from huiyin.channels.adapter import Connection, Looked, Message, Outward, Result, Send, Setting
from huiyin.channels.asking import Answer, ask, at, silent
from huiyin.channels.reaching import reachable
from huiyin.channels.saying import CHINESE
from huiyin.channels.settings import address, words
from huiyin.channels.ways import GROUP
from huiyin.store.mail import Became

URL: Final = Setting(
    "url", "https address", address, "The robot's address (Webhook) as its page shows it.", needed=True
)
SECRET: Final = Setting("secret", "text", words, "The robot's secret (加签), if it was given one.", secret=True)

#: Where to, and what: from the connection and the words.
Make = Callable[[Connection, str], tuple[str, dict[str, Any]]]


def outward(make: Make, ok: str) -> Outward:
    """A robot.

    :param ok: where its answer says 0 when the message was taken.
    """

    @contextmanager
    def sending(connection: Connection | None) -> Iterator[Send]:
        assert connection is not None

        def send(message: Message) -> Result:
            with translation.override(CHINESE):
                words = f"{message.title}\n{message.body}\n{_known_by(message.mark)}"
            url, body = make(connection, words)
            headers = {"Content-Type": "application/json; charset=utf-8"}
            return _result(ask(url, json.dumps(body, ensure_ascii=False).encode(), headers), ok)

        yield send

    return Outward(GROUP, sending)


def _known_by(mark: str) -> str:
    """A group knows no message again by itself: whoever reads must see that one came twice, and that two are two."""
    number = "-".join(mark.split("-")[:2])
    return gettext("（提醒号{number}。两条号码一样，就是同一条发了两次。）").format(number=number)


def _result(answer: Answer, ok: str) -> Result:
    if quiet := silent(answer):
        return quiet
    said = at(answer.body, ok) if ok else 0
    # A robot never refuses one message for good: its key is wrong, it expects other words, or it is too busy.
    return Result(Became.SENT) if said == 0 else Result(Became.PUT_OFF, f"robot {str(said)[:20]}")


def check(connection: Connection) -> Iterator[Looked]:
    """Whether the robot's host answers; nothing is said in the group."""
    yield reachable(connection["url"])


def signed(key: str, said: str = "") -> str:
    """HMAC-SHA256 as these robots want it."""
    return base64.b64encode(hmac.new(key.encode(), said.encode(), hashlib.sha256).digest()).decode()
