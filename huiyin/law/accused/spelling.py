"""One spelling for names and for what was typed, and the vocabulary (称谓、简称) with which both are read."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Final

#: General categories of characters that carry a name, among them those that no table of characters knows yet, and the
#: private ones in which rare names are typed; all others (blanks, punctuation, marks nobody sees) carry none.
_KEPT = frozenset({"Ll", "Lm", "Lo", "Lt", "Lu", "Nd", "Nl", "No", "Co", "Cn"})
#: Marks that nobody sees; they part nothing.
_UNSEEN = frozenset({"Cf", "Mn", "Me", "Cc"})
#: Old forms of characters (繁体字), each with the present one behind it; the same for every office.
_TRADITIONAL: Final = Path(__file__).parents[3] / "data/names/traditional.txt"


@cache
def present_characters() -> dict[str, str]:
    """The present form of every old one."""
    lines = _TRADITIONAL.read_text(encoding="utf-8").splitlines()
    return {pair[0]: pair[1] for line in lines if not line.startswith("#") for pair in line.split()}


@dataclass(frozen=True)
class Vocabulary:
    """The words of an office's file ``data/names/accused.yaml``.

    :param same: groups of endings that mean one organ: 人民政府 and 政府.
    :param leaders: for each kind of organ what its leader is called behind the level: 县 + 长.
    :param also: further names of organs, by full name.
    :param titles: posts and forms of address; they say nothing about who is meant.
    :param fillers: words around a name.
    :param links: words that stand between two names.
    :param characters: other ways to write a character, each with the one meant; old forms among them.
    """

    same: tuple[tuple[str, ...], ...] = ()
    leaders: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    also: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    titles: tuple[str, ...] = ()
    fillers: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    surnames: frozenset[str] = frozenset()
    characters: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Vocabulary:
        """From the file as it was read.

        :raises KeyError: one of its parts is missing.
        """
        return cls(
            same=tuple(tuple(group) for group in values["same"]),
            leaders={kind: tuple(words) for kind, words in values["leaders"].items()},
            also={name: tuple(words) for name, words in values["also"].items()},
            titles=tuple(values["titles"].split()),
            fillers=tuple(values["fillers"].split()),
            links=tuple(values["links"].split()),
            surnames=frozenset(values["surnames"].split()),
            characters=present_characters() | {pair[0]: pair[1] for pair in values["characters"].split()},
        )

    def plain(self, text: str) -> str:
        """Only what carries a name: NFKC, no blanks, no punctuation, present characters, capitals small."""
        return self.spell(text).text

    def spell(self, text: str) -> Spelt:
        """The same, remembering where something parted the signs."""
        signs: list[str] = []
        cuts: set[int] = set()
        for char in unicodedata.normalize("NFKC", text).lower():
            category = unicodedata.category(char)
            if category in _KEPT:
                signs.append(self.characters.get(char, char))
            elif category not in _UNSEEN or char in "\n\r\t":
                cuts.add(len(signs))
        return Spelt("".join(signs), frozenset(cuts))

    @cached_property
    def spelt_groups(self) -> tuple[tuple[str, ...], ...]:
        return tuple(tuple(map(self.plain, group)) for group in self.same)

    def surname(self, name: str) -> str:
        """The family name, of one or two characters; empty for no name."""
        return name[:2] if name[:2] in self.surnames else name[:1]


@dataclass(frozen=True, slots=True)
class Spelt:
    """A text in the one spelling; ``cuts`` are the places before which something was left out."""

    text: str
    cuts: frozenset[int] = frozenset()
