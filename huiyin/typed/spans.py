"""Where time goes, as spans (链路追踪): told to whoever listens, and costing nothing where nobody does.

A span says what sort of thing was done, how long it took and how many statements it asked. It never says whose matter,
which number, whose name or which words: its names are those of the program.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from typing import Final

#: What a span may say: a word of the program, a count, a yes or no.
Said = str | int | bool
#: Begins a span by its name; gives back what takes further facts about it.
Begin = Callable[[str], AbstractContextManager[Callable[[str, Said], None]]]

_LISTENING: Final[list[Begin]] = []
_ASKED: ContextVar[list[int] | None] = ContextVar("asked", default=None)


def listen(begin: Begin | None) -> None:
    """From now on spans are told to this one; to nobody, if it is ``None``."""
    _LISTENING[:] = [begin] if begin else []


def listening() -> bool:
    return bool(_LISTENING)


def span(name: str, said: Mapping[str, Said] | None = None) -> AbstractContextManager[Callable[[str, Said], None]]:
    """What happens inside is one span; the value takes what is known of it only later."""
    return _told(name, said or {}) if _LISTENING else nullcontext(_nobody)


def statement() -> None:
    """One more statement was sent to the database."""
    asked = _ASKED.get()
    if asked is not None:
        asked[0] += 1


@contextmanager
def _told(name: str, said: Mapping[str, Said]) -> Iterator[Callable[[str, Said], None]]:
    asked = [0]
    before = _ASKED.get()
    token = _ASKED.set(asked)
    try:
        with _LISTENING[0](name) as tell:
            for each, value in said.items():
                tell(each, value)
            try:
                yield tell
            finally:
                tell("db.statements", asked[0])
    finally:
        _ASKED.reset(token)
        if before is not None:
            before[0] += asked[0]


def _nobody(name: str, value: Said) -> None:
    pass
