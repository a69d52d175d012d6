"""What kind of file a scanner left, told by its first bytes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from huiyin.media.apart.messages import Message
from huiyin.media.judging import HEAD, kind_by_head


def answer(head: dict[str, Any], body: bytes) -> Iterator[Message]:
    """Its media type; empty for what is no scan."""
    yield {}, json.dumps({"kind": kind_by_head(body[:HEAD]) or ""}).encode()
