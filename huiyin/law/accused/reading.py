"""What was typed, cut into the names that stand in it: organs, divisions, people, and the pieces nobody knows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cached_property
from itertools import pairwise
from typing import TypeVar

from huiyin.law.accused.forms import LEVEL_WORDS, vocabulary_of
from huiyin.law.accused.spelling import Spelt, Vocabulary
from huiyin.law.chart.organs import OrganChart, OrganKind
from huiyin.typed.initials import initials_of, may_spell

LONGEST_FORM = 32
#: How people lead to an organ of their own place: 我们县的纪委, 市里的教育局; the level, and what joins it.
_LED = re.compile(
    rf"(?:本|我们|咱们|我|咱|该)?({'|'.join(sorted(LEVEL_WORDS, key=len, reverse=True))})(?:里的|上的|里|上|的)?"
)
#: What is put behind one character of a name instead of the rest: 华哥.
_CALLED = frozenset("哥姐叔伯爷嫂姨总工头老")
#: A name in letters is no longer than that.
_LONGEST_SOUND = 40
_NOBODY: frozenset[int] = frozenset()
Found = TypeVar("Found")


class Kind(Enum):
    """What a piece of the text is; where several fit equally long the first of these counts."""

    ORGAN = 0
    PERSON = 1
    DIVISION = 2
    TITLE = 3
    FILLER = 4
    LINK = 5
    UNKNOWN = 6


@dataclass(frozen=True, slots=True)
class Piece:
    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Served:
    """Where somebody serves or served; ``until`` is the first day that no longer counts."""

    organ: int
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """A member of staff as names are matched with; also of people who left."""

    id: int
    name: str
    posts: tuple[Served, ...] = ()

    @property
    def organs(self) -> frozenset[int]:
        return frozenset(post.organ for post in self.posts)


@dataclass(frozen=True, eq=False)
class Register:
    """Everybody who can be meant: the organs of a day, all divisions, all staff; built once, asked often.

    :param divisions: the digits of a division's code, without the filling zeros, to its name.
    """

    chart: OrganChart
    people: tuple[Known, ...]
    divisions: Mapping[str, str]
    words: Vocabulary

    @cached_property
    def organs(self) -> dict[str, dict[int, bool]]:
        return vocabulary_of(self.chart.organs.values(), self.divisions, self.words)

    @cached_property
    def places(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for code, name in self.divisions.items():
            spelt = self.words.plain(name)
            for form in {spelt, spelt[:-1]} if len(spelt) > 2 else {spelt}:
                found[form] = (*found.get(form, ()), code)
        return found

    @cached_property
    def names(self) -> dict[str, tuple[Known, ...]]:
        return _grouped((self.words.plain(person.name), person) for person in self.people)

    @cached_property
    def families(self) -> dict[str, tuple[Known, ...]]:
        """People by family name."""
        return _grouped((self.words.surname(self.words.plain(person.name)), person) for person in self.people)

    @cached_property
    def given_names(self) -> dict[str, tuple[Known, ...]]:
        """People by their given name of two characters or more."""
        spelt = ((self.words.plain(person.name), person) for person in self.people)
        pairs = ((name.removeprefix(self.words.surname(name)), person) for name, person in spelt)
        return _grouped((given, person) for given, person in pairs if len(given) > 1)

    @cached_property
    def given_characters(self) -> dict[str, tuple[Known, ...]]:
        """People by each character of their given name of two characters or more, and of one."""
        spelt = ((self.words.plain(person.name), person) for person in self.people)
        pairs = ((char, person) for name, person in spelt for char in set(name.removeprefix(self.words.surname(name))))
        return _grouped(pairs)

    @cached_property
    def sounds(self) -> dict[str, dict[str, tuple[Known, ...]]]:
        """People by the first letters of their names, the family name before or behind; by the first of these."""
        spelt = ((initials_of(self.words.plain(person.name)), person) for person in self.people)
        ways = ((way, person) for name, person in spelt if len(name) > 1 for way in {name, name[1:] + name[:1]})
        return _by_first(_grouped(ways))

    @cached_property
    def organ_sounds(self) -> dict[str, dict[str, frozenset[int]]]:
        """Organs by the first letters of what they are called: xjw for 县纪委; by the first of these."""
        found: dict[str, set[int]] = {}
        for form, organs in self.organs.items():
            found.setdefault(initials_of(form), set()).update(organs)
        return _by_first({letters: frozenset(organs) for letters, organs in found.items() if len(letters) > 1})

    def sounding(self, piece: str) -> tuple[tuple[Known, ...], frozenset[int]]:
        """People and organs that a piece may mean by its sound: in letters anybody (tzh, 县jw), in characters whoever
        shares one of them (魏清 for 韦清), and the discipline organs (县记委).

        Only where 县纪委 is feared is it written as something else; other organs that sound alike tell nothing.
        """
        sound = initials_of(piece)
        if not 1 < len(sound) <= _LONGEST_SOUND:
            return (), _NOBODY
        people, organs = self.sounds.get(sound[0], {}), self.organ_sounds.get(sound[0], {})
        if any(char.isascii() and char.isalpha() for char in piece):
            meant = (person for way, each in people.items() if may_spell(sound, way) for person in each)
            return tuple(dict.fromkeys(meant)), _NOBODY.union(
                *(each for way, each in organs.items() if may_spell(sound, way))
            )
        alike = tuple(each for each in people.get(sound, ()) if set(piece) & set(self.words.plain(each.name)))
        known = self.chart.organs
        looks = (each for each in organs.get(sound, ()) if known[each].kind is OrganKind.DISCIPLINE)
        return alike, frozenset(looks) if len(sound) > 2 else _NOBODY

    def called(self, piece: str) -> tuple[Known, ...]:
        """People in whose given name the one character stands that was said of it: 华哥, 阿华."""
        core = piece[:-1] if len(piece) == 2 and piece[1] in _CALLED else piece
        return self.given_characters.get(core, ()) if len(core) == 1 else ()

    @cached_property
    def by_id(self) -> dict[int, Known]:
        return {person.id: person for person in self.people}

    @cached_property
    def _kinds(self) -> dict[str, Kind]:
        """Every word with its kind; a word of two kinds has the more telling one."""
        words = self.words
        lists = (
            (Kind.LINK, words.links), (Kind.FILLER, words.fillers), (Kind.TITLE, words.titles),
            (Kind.DIVISION, self.places), (Kind.PERSON, self.names), (Kind.ORGAN, self.organs),
        )  # fmt: skip
        return {word: kind for kind, members in lists for word in members if word}

    def pieces(self, spelt: Spelt) -> list[Piece]:
        """The longest words first come, from left to right; what no list knows is kept in pieces of its own."""
        found: list[Piece] = []
        at, unknown = 0, 0
        while at < len(spelt.text):
            word = self._longest(spelt.text, at)
            organ, taken = self._led_to(spelt.text, at)
            if not word and not organ:
                at += 1
                continue
            found += _unknown(spelt, unknown, at)
            if taken > len(word):
                found.append(Piece(Kind.ORGAN, organ))
            else:
                found.append(Piece(self._kinds[word], word))
            at = unknown = at + max(taken, len(word))
        return found + list(_unknown(spelt, unknown, at))

    def begins_with_title(self, text: str) -> bool:
        """Whether a post of two characters or more stands at the beginning: 书记 in 书记的问题."""
        return any(self._kinds.get(text[:end]) is Kind.TITLE for end in range(2, 6) if end <= len(text))

    def _led_to(self, text: str, at: int) -> tuple[str, int]:
        """The organ that one is led to by the level of its place, in its own form, and how many characters say it."""
        led = _LED.match(text, at)
        if led and led.group() != led[1]:
            for end in range(min(len(text), led.end() + LONGEST_FORM), led.end(), -1):
                form = led[1] + text[led.end() : end]
                if self._kinds.get(form) is Kind.ORGAN:
                    return form, end - at
        return "", 0

    def _longest(self, text: str, at: int) -> str:
        for end in range(min(len(text), at + LONGEST_FORM), at, -1):
            if text[at:end] in self._kinds:
                return text[at:end]
        return ""


def _unknown(spelt: Spelt, start: int, end: int) -> Iterator[Piece]:
    """The whole piece, and where blanks or commas part it every part as well: 李 明 is one name, 李明 王军 are two."""
    if start == end:
        return
    yield Piece(Kind.UNKNOWN, spelt.text[start:end])
    cuts = [start, *sorted(cut for cut in spelt.cuts if start < cut < end), end]
    if len(cuts) > 2:
        yield from (Piece(Kind.UNKNOWN, spelt.text[a:b]) for a, b in pairwise(cuts))


def _by_first(ways: Mapping[str, Found]) -> dict[str, dict[str, Found]]:
    """The same, by the first letter."""
    found: dict[str, dict[str, Found]] = {}
    for way, meant in ways.items():
        found.setdefault(way[:1], {})[way] = meant
    return found


def _grouped(pairs: Iterator[tuple[str, Known]]) -> dict[str, tuple[Known, ...]]:
    found: dict[str, list[Known]] = {}
    for key, person in pairs:
        if key:
            found.setdefault(key, []).append(person)
    return {key: tuple(people) for key, people in found.items()}
