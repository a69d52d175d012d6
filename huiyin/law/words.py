"""Sentences as values: the law speaks Chinese, a screen may translate.

A :class:`Phrase` keeps its template apart from its arguments, so a screen can look the template up in a
catalogue and fill it afterwards; the law itself never formats for a reader.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence in simplified Chinese with named holes.

    :param text: the template, e.g. ``"自{start}起{days}日"``; it is the key of the translation.
    :param args: pairs of name and value; dates stay dates until somebody reads them.
    """

    text: str
    args: tuple[tuple[str, object], ...] = ()

    def __str__(self) -> str:
        return self.text.format(**{name: plain(value) for name, value in self.args})


def P(text: str, /, **args: object) -> Phrase:
    """Make a :class:`Phrase`; ``P("还有{n}天", n=3)``."""
    return Phrase(text, tuple(args.items()))


def plain(value: object) -> object:
    """A value as the Chinese reader expects it inside a sentence: dates and terms in words, lists joined."""
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, tuple | list):
        return "、".join(str(plain(each)) for each in value)
    label = getattr(value, "label", None)
    return label if isinstance(label, str) else value
