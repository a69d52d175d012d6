"""The adapter of a WeCom group robot (企业微信群机器人)."""

from __future__ import annotations

from typing import Any, Final

from huiyin.channels.adapter import Adapter, Connection
from huiyin.channels.robots import URL, check, outward
from huiyin.law.words import P


def _make(connection: Connection, words: str) -> tuple[str, dict[str, Any]]:
    return connection["url"], {"msgtype": "text", "text": {"content": words}}


WECOM: Final = Adapter("wecom", P("企业微信"), (URL,), check, outward=outward(_make, "errcode"))
