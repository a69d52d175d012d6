"""Things that are named near each other (会合): 工头 and 工钱 and 不见了 tell of wages, in whatever order they come.

People who know no word of the law still name who, what and what went wrong. A meeting is met where all its parts stand
within a breath of one another; what must not stand there is written after a !. Pure functions on text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

#: So many signs may lie before or behind the first part; Latin letters are three times as many for as much said.
_BREATH: Final = 22
_BREATH_LATIN: Final = 66
_LATIN_SPACE: Final = re.compile(r"(?<=[a-z0-9,])\s+(?=[a-z0-9])")
_BREAK: Final = re.compile(r"[。！？!?；;\n]+|\.(?=\s|$)")
_LATIN_WORD: Final = re.compile(r"[a-z0-9_-]*[a-z][a-z0-9_-]*")
_GAP: Final = r"[^。！？!?；;,，]{0,4}?"
_GROUP: Final = re.compile(r"<(\w+)>")


@dataclass(frozen=True, slots=True)
class Meeting:
    """What must be named near each other, each part any of several words; and what must not be."""

    parts: tuple[re.Pattern[str], ...]
    never: tuple[re.Pattern[str], ...] = ()

    def met(self, sentence: str, holds: dict[re.Pattern[str], bool]) -> tuple[str, ...]:
        """The words, one for each part, in the order of the parts; empty where the sentence does not hold them all.

        :param holds: which parts the sentence holds at all, as far as was asked; many meetings share their parts.
        """
        for part in self.parts:
            if part not in holds:
                holds[part] = part.search(sentence) is not None
            if not holds[part]:
                return ()
        for first in self.parts[0].finditer(sentence):
            breath = _BREATH_LATIN if first.group()[:1].isascii() else _BREATH
            near = f"{sentence[max(0, first.start() - breath) : first.start()]}\0{sentence[first.end() :][:breath]}"
            if found := self._others(first.group(), near):
                return found
        return ()

    def _others(self, first: str, near: str) -> tuple[str, ...]:
        if any(each.search(f"{first}\0{near}") for each in self.never):
            return ()
        found = [first]
        for part in self.parts[1:]:
            said = part.search(near)
            if said is None:
                return ()
            found.append(said.group())
            # One word is not two things.
            near = f"{near[: said.start()]}\0{near[said.end() :]}"
        return tuple(each.replace("_", " ") for each in found)


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def meeting(said: str, words: Mapping[str, str]) -> Meeting:
    """One line of a file: parts parted by spaces, choices by |, ``<name>`` a list of words, ``!`` what must not be.

    :raises KeyError: there is no such list.
    """
    parts = said.split()
    return Meeting(
        tuple(_any(each, words) for each in parts if each[0] != "!"),
        tuple(_any(each[1:], words) for each in parts if each[0] == "!"),
    )


def _any(part: str, words: Mapping[str, str]) -> re.Pattern[str]:
    spelled = _GROUP.sub(lambda found: "|".join(words[found.group(1)].split()), part)
    return _compiled("|".join(_word(each) for each in sorted(set(spelled.split("|")), key=len, reverse=True)))


def _word(said: str) -> str:
    """Latin letters stand as whole words, so that fine is not in define."""
    if _LATIN_WORD.fullmatch(said):
        return rf"(?<![a-z]){re.escape(said)}(?![a-z])"
    return _GAP.join(re.escape(each) for each in said.split("…"))


def sentences(text: str) -> Sequence[str]:
    """A story's sentences as meetings read them: small letters, _ between Latin words, no other space."""
    told = unicodedata.normalize("NFKC", text).lower().replace("'", "").replace("’", "")
    broken = (_LATIN_SPACE.sub("_", each.strip()) for each in _BREAK.split(told))
    return [said for each in broken if (said := "".join(each.split()))]
