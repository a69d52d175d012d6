"""The adapter of a Feishu group robot (飞书群机器人)."""

from __future__ import annotations

import time
from typing import Any, Final

from huiyin.channels.adapter import Adapter, Connection
from huiyin.channels.robots import SECRET, URL, check, outward, signed
from huiyin.law.words import P


def _make(connection: Connection, words: str) -> tuple[str, dict[str, Any]]:
    body: dict[str, Any] = {"msg_type": "text", "content": {"text": words}}
    if secret := connection["secret"]:
        at = str(int(time.time()))
        # Feishu signs nothing under a key that is moment and secret together.
        body |= {"timestamp": at, "sign": signed(f"{at}\n{secret}")}
    return connection["url"], body


FEISHU: Final = Adapter("feishu", P("飞书"), (URL, SECRET), check, outward=outward(_make, "code"))
