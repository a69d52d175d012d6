"""Who holds which keys just now: what a request, or a step of the worker, may take out of envelopes.

Rows and entries hold enveloped words (huiyin.vault.boxes); where they are read they become words again if the keys
at hand open them, and else one sentence that says that they are closed. Both remember how they lay in the row, so that
what is written back, or held against a journal, is what was there and never the words.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final, Protocol

from huiyin.vault.boxes import MARK, is_enveloped, take_out, whose, whose_file, words_out
from huiyin.vault.errors import FieldRefused, VaultError

#: Shown in place of words that the keys at hand do not open; a page translates it.
CLOSED: Final = "（内容已密封，您这里没有打开它的钥匙）"
#: How the mark is spelt in JSON.
_IN_JSON: Final = json.dumps(MARK)[1:-1]


class Keys(Protocol):
    """The keys of matters that somebody has."""

    def private_of(self, matter: int) -> bytes | None:
        """The private key of a matter; ``None`` if it is not theirs to open."""

    def hand(self, matter: int, private: bytes) -> None:
        """Keep a key that was just made as long as these are at hand."""


class Shut(VaultError):
    """Something is in an envelope that the keys at hand do not open."""

    def __init__(self) -> None:
        super().__init__("这件检举控告的内容是密封的，要由有钥匙的人来做这一步。")


class Words(str):
    """Words out of an envelope, or the sentence in place of them; ``token`` is how they lie in their row."""

    token: str
    shut: bool

    @classmethod
    def of(cls, text: str, token: str, *, shut: bool = False) -> Words:
        made = cls(text)
        made.token, made.shut = token, shut
        return made


_HELD: ContextVar[Keys | None] = ContextVar("keys", default=None)
_ALWAYS: list[Callable[[], Keys]] = []
_SAYING: list[Callable[[str], str]] = []


def always(keys: Callable[[], Keys], saying: Callable[[str], str]) -> None:
    """What opens where nobody's keys are at hand, and how the sentence for closed words is said to its reader."""
    _ALWAYS[:], _SAYING[:] = [keys], [saying]


def held() -> Keys | None:
    """The keys at hand."""
    return _HELD.get() or (_ALWAYS[0]() if _ALWAYS else None)


@contextmanager
def holding(keys: Keys) -> Iterator[None]:
    """Inside the block these keys are at hand."""
    before = _HELD.set(keys)
    try:
        yield
    finally:
        _HELD.reset(before)


def hand(matter: int, private: bytes) -> None:
    """A key that was just made, for what else is done at once; where nobody's keys are at hand it is not kept."""
    keys = _HELD.get()
    if keys is not None:
        keys.hand(matter, private)


def private_of(matter: int) -> bytes | None:
    keys = held()
    return keys.private_of(matter) if keys is not None else None


def is_token(text: object) -> bool:
    return isinstance(text, str) and text[:1] == MARK


def words(text: str) -> str:
    """Words as a person reads them; what is in no envelope stays as it is."""
    if text[:1] != MARK:
        return text
    try:
        matter, _ = whose(text)
        private = private_of(matter)
        if private is not None:
            return Words.of(words_out(private, text), text)
    except FieldRefused:
        pass
    return Words.of(closed(), text, shut=True)


def closed() -> str:
    """The sentence in place of what is closed here, as its reader is told it."""
    return _SAYING[0](CLOSED) if _SAYING else CLOSED


def stored(text: Any) -> Any:
    """How a value lies in its row: of words that came out of an envelope the envelope."""
    return text.token if isinstance(text, Words) else text


def is_shut(text: str) -> bool:
    """Whether these are not the words, but the sentence in place of them."""
    return isinstance(text, Words) and text.shut


def bare(text: str) -> str:
    """Words that are needed as they were written. :raises Shut: they are closed here."""
    found = words(text)
    if is_shut(found):
        raise Shut
    return str.__str__(found)


def read_out(payload: str) -> Any:
    """The value that an entry's JSON spells, its words taken out of their envelopes."""
    value = json.loads(payload)
    return in_words(value) if _IN_JSON in payload else value


def in_words(value: Any) -> Any:
    """The same value with all words that it holds taken out of their envelopes."""
    if isinstance(value, str):
        return words(value)
    if isinstance(value, dict):
        return {name: in_words(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [in_words(each) for each in value]
    return value


def file(data: bytes) -> bytes:
    """A file out of its envelope; one that is in none stays as it is.

    :raises Shut: it is closed here.
    """
    if not is_enveloped(data):
        return data
    matter, box = whose_file(data)
    private = private_of(matter)
    if private is None:
        raise Shut
    return take_out(private, box, f"file:{matter}")
