"""What stands in one text where the other has something else: the pieces in which two texts otherwise alike differ."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from huiyin.insights.cutting import cut

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
        """Whether both are ordinary words: then it is another way to say it."""
        return wordy(self.ours) and wordy(self.theirs)


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
    """One swap, or one for each word where ordinary words stand side by side."""
    if 1 < b - a == d - c and all(len(word) > 1 for word in (*ours[a:b], *theirs[c:d])):
        for at in range(b - a):
            yield from _swaps(ours, theirs, a + at, a + at + 1, c + at, c + at + 1)
    else:
        before, behind = "".join(ours[:a])[-4:], "".join(ours[b : b + 3])[:4]
        yield Swap("".join(ours[a:b]), "".join(theirs[c:d]), before, behind)


def _common(one: str, other: str) -> int:
    """How many characters both begin with."""
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def wordy(piece: str) -> bool:
    """Whether it is cut into ordinary words: no dictionary knows the names of estates."""
    return all(len(word) > 1 for word in cut(piece))
