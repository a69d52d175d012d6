"""Idempotency keys (幂等键): the same words sent twice count once, other words are never taken for them.

A key opens nothing and tells nothing of who sent it: rows, journal and exports hold a digest. Journals older than that
hold some keys as they came; those are still found.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final

from django.utils.crypto import salted_hmac

from huiyin.cases.lodging import Lodging
from huiyin.cases.models import Event

_TAG: Final = b"huiyin/key/1\0"
#: What differs between two sendings of the same words: when they came, and whom they then went to.
_OF_THE_MOMENT: Final = frozenset({"received_at", "organ"})


def digest_of(key: str) -> str:
    """A key as it is kept: 64 characters, and no key that anybody sends has this form."""
    return "1/" + hashlib.sha256(_TAG + key.encode()).hexdigest()[:62]


def of_act(case: int, act: str, given: Mapping[str, Any], key: str) -> str:
    """The key of an act: with other particulars it is another one, so that they are never taken for the first."""
    return f"{key}\0{_spelt([case, act, given])}"


def commitment(key: str, lodging: Lodging, also: object = None, *, dated: bool) -> str:
    """What a registration came with, so that other content under the same key is noticed.

    :param dated: the day of receipt was typed and not taken from the clock.
    :returns: 64 hexadecimal figures; without the key, which is not kept, no guess at the content can be tried.
    """
    said = {name: value for name, value in asdict(lodging).items() if dated or name not in _OF_THE_MOMENT}
    return salted_hmac(f"huiyin.key:{key}", _spelt([said, also]), algorithm="sha256").hexdigest()


def kept_under(*spellings: str) -> Event | None:
    """The event with this key, as it is kept."""
    return Event.objects.filter(key__in=spellings).select_related("case").first()


def lodged_under(key: str) -> Event | None:
    """The event that registered a matter under this key, also where the journal is older than digests of keys."""
    return kept_under(digest_of(key), key)


def done_under(case: int, act: str, key: str) -> Event | None:
    """The event of an act without particulars under this key, also where the journal is older than digests of keys."""
    return kept_under(digest_of(of_act(case, act, {}, key)), key)


def _spelt(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
