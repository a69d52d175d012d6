"""What a registration came with, so that other content under its key is noticed, and the same is not doubled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any, Final

from django.utils.crypto import salted_hmac

from huiyin.cases.lodging import Lodging, digest
from huiyin.people.keyring import ring
from huiyin.record.keys import spelt
from huiyin.vault import binding

#: Of a report the digest of its words is that of their envelope; under this name stands what tells the same words.
WORDS: Final = "words"
#: What differs between two sendings of the same words: when they came, and whom they then went to.
_OF_THE_MOMENT: Final = frozenset({"received_at", "organ"})


def commitment(key: str, lodging: Lodging, also: object = None, *, dated: bool) -> str:
    """A digest of everything that was brought.

    :param also: what is done at once with it.
    :param dated: the day of receipt was typed and not taken from the clock.
    :returns: 64 hexadecimal figures; without the key, which is not kept, no guess at the content can be tried.
    """
    said = {name: value for name, value in _opened(lodging).items() if dated or name not in _OF_THE_MOMENT}
    return salted_hmac(f"huiyin.key:{key}", spelt([said, also]), algorithm="sha256").hexdigest()


def _opened(value: Any) -> Any:
    """Values as what they hold; `dataclasses.asdict` would copy every word of it, a twentieth of a registration."""
    if is_dataclass(value):
        return {each.name: _opened(getattr(value, each.name)) for each in fields(value)}
    return [_opened(each) for each in value] if isinstance(value, tuple | list) else value


def mark_of(text: str) -> str:
    """What the registration of a report keeps, so that the same words from the same source are known again."""
    return binding.commitment(ring(), WORDS, {WORDS: text})


def has_words(said: Mapping[str, Any], text: str) -> bool:
    """Whether a matter was registered with these words."""
    if WORDS in said:
        return binding.fits(ring(), said[WORDS], WORDS, {WORDS: text})
    return bool(said.get("text_sha256") == digest(text))
