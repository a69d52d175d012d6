"""What was typed, cut into the names that stand in it: organs, divisions, people, and the pieces nobody knows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cached_property
from itertools import pairwise

from huiyin.law.accused.forms import vocabulary_of
from huiyin.law.accused.spelling import Spelt, Vocabulary
from huiyin.law.chart.organs import OrganChart

LONGEST_FORM = 32


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
            if not word:
                at += 1
                continue
            found += _unknown(spelt, unknown, at)
            found.append(Piece(self._kinds[word], word))
            at = unknown = at + len(word)
        return found + list(_unknown(spelt, unknown, at))

    def begins_with_title(self, text: str) -> bool:
        """Whether a post of two characters or more stands at the beginning: 书记 in 书记的问题."""
        return any(self._kinds.get(text[:end]) is Kind.TITLE for end in range(2, 6) if end <= len(text))

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


def _grouped(pairs: Iterator[tuple[str, Known]]) -> dict[str, tuple[Known, ...]]:
    found: dict[str, list[Known]] = {}
    for key, person in pairs:
        if key:
            found.setdefault(key, []).append(person)
    return {key: tuple(people) for key, people in found.items()}
