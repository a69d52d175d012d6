"""What stands in one text where the other has something else: the pieces in which two texts otherwise alike differ."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from huiyin.insights.cutting import cut
from huiyin.insights.same.names import OF_GRAMMAR

#: What names of places end with.
ENDS_A_NAME: Final = re.compile(
    r"(?:小区|花园|大道|社区|街道|公司|学校|小学|中学|幼儿园|国际|[苑城府村路街镇乡园湾桥])$"
)
#: Sentences of which so many words are the same are one sentence.
ALIGNED: Final = 0.5


class Telling(Protocol):
    """A text as far as it is laid beside another: the whole, and its sentences as words."""

    @property
    def whole(self) -> str: ...

    @property
    def sentences(self) -> list[list[str]]: ...


@dataclass(frozen=True, slots=True)
class Swap:
    """A piece that stands where the other text has another, and what both have before and behind it."""

    ours: str
    theirs: str
    before: str
    behind: str

    @property
    def telling(self) -> tuple[str, str]:
        """Both with enough around them to be looked for: a single character stands anywhere."""
        short = min(len(self.ours), len(self.theirs))
        behind = self.behind[: max(3 - short, 0)]
        before = self.before[len(self.before) - max(3 - short - len(behind), 0) :] if short < 3 else ""
        return before + self.ours + behind, before + self.theirs + behind

    @property
    def bare(self) -> tuple[str, str]:
        """What differs alone, without what both begin and end with."""
        first = _common(self.ours, self.theirs)
        ours, theirs = self.ours[first:], self.theirs[first:]
        last = _common(ours[::-1], theirs[::-1])
        return ours[: len(ours) - last], theirs[: len(theirs) - last]

    @property
    def wordy(self) -> bool:
        """Whether both are ordinary words, or what differs of them is: another way to say it (垃圾站, 废弃物站)."""
        return all(map(wordy, (self.ours, self.theirs))) or all(len(each) > 1 and wordy(each) for each in self.bare)


def swaps_of(one: Telling, other: Telling) -> Counter[Swap]:
    """Swaps of which neither piece stands in the other text, with how often each was made."""
    found: dict[tuple[str, str], Swap] = {}
    often: Counter[Swap] = Counter()
    for swap in replaced(one.sentences, other.sentences):
        ours, theirs = swap.telling
        if ours not in other.whole and theirs not in one.whole:
            often[found.setdefault((swap.ours, swap.theirs), swap)] += 1
    return often


def replaced(ours: Sequence[list[str]], theirs: Sequence[list[str]], aligned: float = ALIGNED) -> Iterator[Swap]:
    """What was put in the place of something else in sentences otherwise alike.

    :param aligned: which share of a sentence's words the other has, for them to be one sentence.
    """
    bags = [frozenset(sentence) for sentence in theirs]
    for sentence in ours:
        bag = frozenset(sentence)
        best = max(range(len(bags)), key=lambda at: len(bag & bags[at]) / len(bag | bags[at]), default=None)
        if best is None or len(bag & bags[best]) < aligned * len(bag):
            continue
        matcher = difflib.SequenceMatcher(None, sentence, theirs[best], autojunk=False)
        for a, b, c, d in _changes(matcher.get_opcodes(), sentence):
            if a < b and c < d:
                yield from _swaps(sentence, theirs[best], a, b, c, d)


def _changes(
    steps: Sequence[tuple[str, int, int, int, int]], words: Sequence[str]
) -> Iterator[tuple[int, int, int, int]]:
    """Stretches that differ; two with a single character between them are one, as where two changed places."""
    open_: tuple[int, int, int, int] | None = None
    for at, (kind, a, b, c, d) in enumerate(steps):
        if kind != "equal":
            open_ = (open_[0], b, open_[2], d) if open_ else (a, b, c, d)
        elif open_ and (b - a > 1 or len(words[a]) > 1 or at == len(steps) - 1):
            yield open_
            open_ = None
    if open_:
        yield open_


def _swaps(ours: list[str], theirs: list[str], a: int, b: int, c: int, d: int) -> Iterator[Swap]:
    """One swap, or one for each word where ordinary words stand side by side; without what both begin or end with."""
    while b - a > 1 < d - c and ours[a] == theirs[c]:
        a, c = a + 1, c + 1
    while b - a > 1 < d - c and ours[b - 1] == theirs[d - 1]:
        b, d = b - 1, d - 1
    if 1 < b - a == d - c and all(len(word) > 1 for word in (*ours[a:b], *theirs[c:d])):
        for at in range(b - a):
            yield from _swaps(ours, theirs, a + at, a + at + 1, c + at, c + at + 1)
    elif b - a > 1 < d - c and _after_a_name(ours[a:b]) and _after_a_name(theirs[c:d]):
        # What follows a name was said in other words: 建楚新村居民, 银盆岭村住户.
        yield from _swaps(ours, theirs, a, b - 1, c, d - 1)
        yield from _swaps(ours, theirs, b - 1, b, d - 1, d)
    else:
        before, behind = "".join(ours[:a])[-4:], "".join(ours[b : b + 3])[:4]
        yield Swap("".join(ours[a:b]), "".join(theirs[c:d]), before, behind)


def _after_a_name(words: list[str]) -> bool:
    """Whether the last word is an ordinary one behind what ends like a name."""
    last = words[-1]
    return len(last) > 1 and not ENDS_A_NAME.search(last) and ENDS_A_NAME.search("".join(words[:-1])) is not None


def _common(one: str, other: str) -> int:
    """How many characters both begin with."""
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def wordy(piece: str) -> bool:
    """Whether it is cut into ordinary words: no dictionary knows the names of estates."""
    return all(len(word) > 1 or word in OF_GRAMMAR for word in cut(piece))
