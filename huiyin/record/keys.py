"""Idempotency keys (幂等键): the same words sent twice count once, other words are never taken for them.

A key opens nothing and tells nothing of who sent it: rows, journal and exports hold a digest. Journals older than that
hold some keys as they came; those are still found.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import is_dataclass
from typing import Any, Final

from huiyin.law.words import P
from huiyin.record.models import Event

_TAG: Final = b"huiyin/key/1\0"

#: A key that began a record of another kind is no repetition of anything.
ELSEWHERE: Final = P("这个提交标记刚才用在了另一类办件上，这一次没有登记。")
ANOTHER: Final = P("请换一个新的标记再提交。")


def digest_of(key: str) -> str:
    """A key as it is kept: 64 characters, and no key that anybody sends has this form."""
    return "1/" + hashlib.sha256(_TAG + key.encode()).hexdigest()[:62]


def of_act(record: int, act: str, given: Mapping[str, Any], key: str) -> str:
    """The key of an act: with other particulars it is another one, so that they are never taken for the first.

    What is handed to the door beside the particulars (whoever joins) never reaches the journal and does not count.
    """
    said = {name: value for name, value in given.items() if not is_dataclass(value)}
    return f"{key}\0{spelt([record, act, said])}"


def kept_under(*spellings: str) -> Event | None:
    """The event with this key, as it is kept."""
    return Event.objects.filter(key__in=spellings).first()


def opened_under(key: str) -> Event | None:
    """The event that opened a record under this key, also where the journal is older than digests of keys."""
    return kept_under(digest_of(key), key)


def done_under(record: int, act: str, key: str) -> Event | None:
    """The event of an act without particulars under this key, also where the journal is older than digests of keys."""
    return kept_under(digest_of(of_act(record, act, {}, key)), key)


def spelt(value: object) -> str:
    """One spelling of what was said."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
