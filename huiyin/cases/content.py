"""What a registration came with, so that other content under its key is noticed, and the same is not doubled."""

from __future__ import annotations

from dataclasses import asdict
from typing import Final

from django.utils.crypto import salted_hmac

from huiyin.cases.lodging import Lodging
from huiyin.record.keys import spelt

#: What differs between two sendings of the same words: when they came, and whom they then went to.
_OF_THE_MOMENT: Final = frozenset({"received_at", "organ"})


def commitment(key: str, lodging: Lodging, also: object = None, *, dated: bool) -> str:
    """A digest of everything that was brought.

    :param also: what is done at once with it.
    :param dated: the day of receipt was typed and not taken from the clock.
    :returns: 64 hexadecimal figures; without the key, which is not kept, no guess at the content can be tried.
    """
    said = {name: value for name, value in asdict(lodging).items() if dated or name not in _OF_THE_MOMENT}
    return salted_hmac(f"huiyin.key:{key}", spelt([said, also]), algorithm="sha256").hexdigest()
