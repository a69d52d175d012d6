"""Chinese text cut into words. The dictionary takes 30 MB, so it is read where text is first cut, and not before."""

from __future__ import annotations

from functools import lru_cache
from types import ModuleType


def cut(text: str) -> list[str]:
    """The words of a text, one after the other."""
    words: list[str] = _dictionary().cut(text, False)
    return words


def cut_all(text: str) -> list[str]:
    """Every word of the dictionary that stands anywhere in a text."""
    words: list[str] = _dictionary().cut_all(text)
    return words


@lru_cache(maxsize=1)
def _dictionary() -> ModuleType:
    import rjieba  # a tenth of a second, once in a process that needs it

    module: ModuleType = rjieba
    return module
