"""The adapter of a DingTalk group robot (钉钉群机器人)."""

from __future__ import annotations

import time
from typing import Any, Final
from urllib.parse import urlencode

from huiyin.channels.adapter import Adapter, Connection
from huiyin.channels.robots import SECRET, URL, check, outward, signed
from huiyin.law.words import P


def _make(connection: Connection, words: str) -> tuple[str, dict[str, Any]]:
    url, secret = connection["url"], connection["secret"]
    if secret:
        at = str(round(time.time() * 1000))
        asked = urlencode({"timestamp": at, "sign": signed(secret, f"{at}\n{secret}")})
        url += ("&" if "?" in url else "?") + asked
    return url, {"msgtype": "text", "text": {"content": words}}


DINGTALK: Final = Adapter("dingtalk", P("钉钉"), (URL, SECRET), check, outward=outward(_make, "errcode"))
