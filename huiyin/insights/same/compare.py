"""Two texts side by side: the same matter, a different one, or a question for a person. Pure.

What both say is weighed by rarity. Then names are compared, because a complaint copied from one estate to the next is
another matter however alike it reads: a name put in the place of another, or titles that speak of different places,
makes two matters of them; a name with a slip in it, or two spellings of one, is asked about.
"""

from __future__ import annotations

import difflib
import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Final

import rjieba

from huiyin.insights.learned.grams import plain
from huiyin.insights.same.names import OUTSIDE, Name, alike, names_in, nearly

#: Shares of what is said that make two texts one matter, or worth a question; NEAR where they speak of one place,
#: HELD_BY_ONE where one person sent both (who writes often repeats their own phrases).
HELD, WHOLE_ALIKE, NEAR, HELD_BY_ONE = 0.58, 0.40, 0.38, 0.50
ASKED, ASKED_ALIKE, ASKED_NEAR = 0.45, 0.28, 0.24
#: From this share on a text is the other's copy.
COPIED: Final = 0.7
#: From this share of words on a title is the other's, with a word changed.
TITLED: Final = 0.6
#: Fewer different pairs of characters are too little to say two texts are one.
LEAST_PAIRS: Final = 6
#: So many different changes make a single slip in a name one of them.
SLIPS: Final = 3
#: Who changed only so much of a whole text meant it.
FEW: Final = 2
_CUT: Final = re.compile(r"[^0-9a-z\u3400-\u9fff]+")
_ALIGNED: Final = 0.5
_LEVELS: Final = {
    "区": 0, "县": 0, "市": 0, "镇": 1, "乡": 1, "街道": 1, "村": 2, "社区": 2, "组": 2, "屯": 2, "寨": 2, "路": 2,
    "街": 2, "巷": 2, "桥": 2, "大道": 2, "大街": 2, "路口": 2, "公路": 2, "河": 2, "湖": 2, "山": 2, "坪": 2, "塘": 2,
}  # fmt: skip
_PLACED: Final = re.compile(r"(?:[a-z]市|[a-z]\d{1,2}[区县市]|位于|坐落于|座落于)$")


_NEXT_TO: Final = re.compile(r"(?:[a-z]市|[a-z]\d{1,2}[区县市]|[市区县镇乡村]|街道|社区|大道|路|位于)$")
_KIND_LAST: Final = re.compile(
    r"(?:小区|花园|大道|社区|街道|公司|学校|小学|中学|幼儿园|国际|[苑城府村路街镇乡园湾桥])$"
)
_KIND_SOON: Final = re.compile(
    r".{0,1}(?:小区|花园|苑|城|府|村|路|大道|街|学校|小学|中学|幼儿园|公司|社区|公馆|山庄|国际|广场)"
)


class Same(StrEnum):
    """The three answers, as the command writes them."""

    YES = "1"
    NO = "0"
    ASK = "ask"


@dataclass(frozen=True, slots=True)
class Verdict:
    """An answer with how alike the texts are (0 to 1) and the names that decided, if names did."""

    same: Same
    score: float
    names: tuple[str, str] | None = None


@dataclass(frozen=True)
class Told:
    """What one message says; ``user`` is whoever sent it, in any form that is the same for the same person."""

    title: str
    text: str
    user: str = ""

    @classmethod
    def of(cls, title: str, text: str, user: str = "") -> Told:
        """The message as it came."""
        return cls(plain(title), plain(text), user)

    @cached_property
    def whole(self) -> str:
        return f"{self.title}。{self.text}"

    @cached_property
    def pairs(self) -> frozenset[str]:
        """Neighbouring characters, of either script, within a sentence."""
        runs = _CUT.split(self.whole)
        return frozenset(run[at : at + 2] for run in runs for at in range(len(run) - 1))

    @cached_property
    def words(self) -> frozenset[str]:
        """Dictionary words of two characters or more."""
        return frozenset(word for word in rjieba.cut(self.whole, False) if len(word) > 1)

    @cached_property
    def named(self) -> list[Name]:
        """Names in the title."""
        return names_in(self.title)

    @cached_property
    def all_named(self) -> list[Name]:
        return names_in(self.whole)

    @cached_property
    def heading(self) -> list[list[str]]:
        """The sentences of the title."""
        return [rjieba.cut(run, False) for run in _CUT.split(self.title) if len(run) > 1]

    @cached_property
    def sentences(self) -> list[list[str]]:
        runs = [run for run in _CUT.split(self.whole) if len(run) > 1]
        return [rjieba.cut(run, False) for run in runs]


Weigh = Callable[[str], float]


def compare(one: Told, other: Told, weigh: Weigh) -> Verdict:
    """The answer for two messages.

    :param weigh: how rare a pair of characters is; see :func:`rarity`.
    """
    held, whole = _shares(one, other, weigh)
    placed = _spoken_of(one, other) or _spoken_of(other, one)
    sender = bool(one.user) and one.user == other.user
    answer = _alone(held, whole, NEAR if placed else HELD_BY_ONE if sender else HELD, placed or sender)
    score = round(max(held, min(whole + 0.23, 1.0)), 4)
    if answer is Same.NO or one.pairs == other.pairs:
        return Verdict(answer, score)
    apart = _apart(one, other, held >= COPIED)
    if apart is None:
        return Verdict(answer, score)
    sure, names = apart
    return Verdict(Same.NO, round(score * 0.3, 4), names) if sure else Verdict(Same.ASK, round(score * 0.6, 4), names)


def _spoken_of(one: Told, other: Told) -> bool:
    """Whether a place in the title of one is spoken of by the other."""
    return any(_level(name) >= 2 and len(name.key) > 1 and name.key in other.whole for name in one.named)


def rarity(counts: Counter[str], messages: int) -> Weigh:
    """How much each pair of characters says, from the number of messages that have it."""
    top = math.log(messages + 1)
    return lambda pair: top - math.log(counts.get(pair, 0) + 1) + 0.1


def _shares(one: Told, other: Told, weigh: Weigh) -> tuple[float, float]:
    """Of what both say: its share of what the shorter says, and of what either says."""
    if min(len(one.pairs), len(other.pairs)) < LEAST_PAIRS:
        return (1.0, 1.0) if one.pairs == other.pairs and one.pairs else (0.0, 0.0)
    common = sum(map(weigh, one.pairs & other.pairs))
    first, second = sum(map(weigh, one.pairs)), sum(map(weigh, other.pairs))
    return common / max(min(first, second), 1e-9), common / max(first + second - common, 1e-9)


def _alone(held: float, whole: float, enough: float, near: bool) -> Same:
    if held >= enough or whole >= WHOLE_ALIKE:
        return Same.YES
    if held >= ASKED or whole >= ASKED_ALIKE or (near and held >= ASKED_NEAR):
        return Same.ASK
    return Same.NO


def _apart(one: Told, other: Told, copied: bool) -> tuple[bool, tuple[str, str]] | None:
    """Names that make two matters of the texts, and whether that is certain; ``None`` if there are none."""
    swaps = _swaps_of(one, other)
    titled = list(_by_title(one, other))
    doubts = [names for sure, names in titled if not sure]
    for sure, names in titled:
        if sure and not any(_misspelt(each) and each.ours in names[0] for each in swaps):
            return True, names
    # Wrong characters here and there are slips; the same one wherever a name stands is another name.
    changes = Counter[tuple[str, str]]()
    for swap, times in swaps.items():
        changes[swap.bare] += times
    careless, free = len(changes) >= SLIPS, len(changes) > FEW
    for swap in swaps:
        if not _changes_a_name(swap, one, other, copied, free):
            continue
        if careless and changes[swap.bare] < 2 and _misspelt(swap):
            continue
        near = max(len(swap.ours), len(swap.theirs)) == 1 or _close(swap.ours, swap.theirs)
        if not near:
            return True, swap.telling
        doubts.append(swap.telling)
    in_title = list(_replaced(one.heading, other.heading)) if copied and not swaps else []
    if len(in_title) == 1 and _reads_alike(one.heading, other.heading):
        # The title names another place and the text still has the first: somebody did not change it everywhere.
        for swap in in_title:
            halfway = swap.telling[0] not in other.whole or swap.telling[1] not in one.whole
            if halfway and _changes_a_name(swap, one, other, copied, free):
                doubts.append(swap.telling)
    return (False, doubts[0]) if doubts else None


def _reads_alike(ours: Sequence[list[str]], theirs: Sequence[list[str]]) -> bool:
    mine, others = ({word for run in runs for word in run} for runs in (ours, theirs))
    return len(mine & others) >= TITLED * len(mine | others)


def _changes_a_name(swap: _Swap, one: Told, other: Told, copied: bool, free: bool) -> bool:
    """Whether a swap puts a name in the place of another.

    :param free: much else was changed too, so that a wrong character in an ordinary word is nothing but that.
    """
    if (free and _spoils_a_word(swap)) or _shortened(swap.ours, swap.theirs):
        return False
    if not free and swap.wordy and copied and swap.ours in one.title and swap.theirs in other.title:
        # Alone in a whole text, an ordinary word where names stand is a name: 新城国际, 中海国际.
        return bool(_NEXT_TO.search(swap.before) or _KIND_SOON.match(swap.behind))
    if swap.wordy and _NEXT_TO.search(swap.before) and _KIND_SOON.match(swap.behind):
        return True
    return _is_naming(swap, one, other, copied)


def _common(one: str, other: str) -> int:
    """How many characters both begin with."""
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _misspelt(swap: _Swap) -> bool:
    """Whether the one piece may be the other with wrong characters in it."""
    ours, theirs = swap.ours, swap.theirs
    kind = _KIND_LAST.search(ours)
    if kind and theirs.endswith(kind.group()):
        # 中山路 and 南湖路 have the road in common, and no more.
        ours, theirs = ours[: kind.start()], theirs[: len(theirs) - len(kind.group())]
    right = sum(a == b for a, b in zip(ours, theirs, strict=False))
    return (len(ours) == len(theirs) and (right > 0 or len(ours) == 1)) or nearly(ours, theirs)


def _shortened(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return long.startswith(short) or long.endswith(short)


def _level(name: Name) -> int:
    """How closely a name says where: division, town, village or road, and the estate, school or company itself."""
    return _LEVELS.get(name.kind, 3)


def _by_title(one: Told, other: Told) -> Iterator[tuple[bool, tuple[str, str]]]:
    """Of the closest level on which both titles name something: names that are not the other's."""
    shared = max((_level(a) for a in one.named for b in other.named if _meet(a, b)), default=-1)
    for level in range(3, -1, -1):
        ours, theirs = ([each for each in told.named if _level(each) == level] for told in (one, other))
        if not ours or not theirs or level < shared:
            continue
        if any(_meet(a, b) or b.key in one.whole or a.key in other.whole for a in ours for b in theirs):
            return
        close = [(a, b) for a in ours for b in theirs if _close(a.whole, b.whole)]
        a, b = close[0] if close else (ours[0], theirs[0])
        yield not close, (a.whole, b.whole)
        return


def _meet(one: Name, other: Name) -> bool:
    return _level(one) == _level(other) and alike(one.core, other.core)


def _close(one: str, other: str) -> bool:
    """Whether two names could be one, written with a slip or cut at another place."""
    if nearly(one, other):
        return True
    ours, theirs = ({name[at : at + 2] for at in range(len(name) - 1)} for name in (one, other))
    return bool(ours and theirs) and len(ours & theirs) / min(len(ours), len(theirs)) >= 0.6


@dataclass(frozen=True, slots=True)
class _Swap:
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
        return _wordy(self.ours) and _wordy(self.theirs)


def _swaps_of(one: Told, other: Told) -> Counter[_Swap]:
    """Swaps of which neither piece stands in the other text, with how often each was made."""
    found: dict[tuple[str, str], _Swap] = {}
    often: Counter[_Swap] = Counter()
    for swap in _replaced(one.sentences, other.sentences):
        ours, theirs = swap.telling
        if ours not in other.whole and theirs not in one.whole:
            often[found.setdefault((swap.ours, swap.theirs), swap)] += 1
    return often


def _replaced(ours: Sequence[list[str]], theirs: Sequence[list[str]]) -> Iterator[_Swap]:
    """What was put in the place of something else in sentences otherwise alike."""
    bags = [frozenset(sentence) for sentence in theirs]
    for sentence in ours:
        bag = frozenset(sentence)
        best = max(range(len(bags)), key=lambda at: len(bag & bags[at]) / len(bag | bags[at]), default=None)
        if best is None or len(bag & bags[best]) < _ALIGNED * len(bag):
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


def _swaps(ours: list[str], theirs: list[str], a: int, b: int, c: int, d: int) -> Iterator[_Swap]:
    """One swap, or one for each word where ordinary words stand side by side."""
    if 1 < b - a == d - c and all(len(word) > 1 for word in (*ours[a:b], *theirs[c:d])):
        for at in range(b - a):
            yield from _swaps(ours, theirs, a + at, a + at + 1, c + at, c + at + 1)
    else:
        before, behind = "".join(ours[:a])[-4:], "".join(ours[b : b + 3])[:4]
        yield _Swap("".join(ours[a:b]), "".join(theirs[c:d]), before, behind)


def _is_naming(swap: _Swap, one: Told, other: Told, copied: bool) -> bool:
    """Whether the two pieces are names, or the part in which two names differ.

    :param copied: little else was changed, so that what no dictionary knows in a title is a name.
    """
    if swap.wordy:
        # An ordinary word is a name where a word for its kind follows: 解放路, 和平路.
        ours, theirs = swap.ours + swap.behind, swap.theirs + swap.behind
        return _begins_a_name(swap.ours, ours, one) and _begins_a_name(swap.theirs, theirs, other)
    in_names = _in_a_name(swap.telling[0], one) and _in_a_name(swap.telling[1], other)
    if in_names or not copied:
        return in_names
    if swap.ours in one.title and swap.theirs in other.title:
        return True
    return _PLACED.search(swap.before) is not None and min(len(swap.ours), len(swap.theirs)) > 1


def _spoils_a_word(swap: _Swap) -> bool:
    """Whether an ordinary word of the one text is the other's with a wrong character: nobody is named by it."""
    if len(swap.ours) == len(swap.theirs) == 1:
        return swap.ours in OUTSIDE or swap.theirs in OUTSIDE
    return _misspelt(swap) and (_wordy(swap.ours) or _wordy(swap.theirs))


def _begins_a_name(piece: str, around: str, told: Told) -> bool:
    """Whether a name consists of the piece and little more."""
    names = (name.whole for name in told.all_named if name.whole.startswith(piece))
    return any(around.startswith(name) and len(name) <= len(piece) + 3 for name in names)


def _in_a_name(piece: str, told: Told) -> bool:
    return any(piece in name.whole or (len(name.core) > 1 and name.core in piece) for name in told.all_named)


def _wordy(piece: str) -> bool:
    """Whether it is cut into ordinary words: no dictionary knows the names of estates."""
    return all(len(word) > 1 for word in rjieba.cut(piece, False))


def elsewhere(one: Told, other: Told) -> bool:
    """Whether their titles certainly speak of different places."""
    return any(sure for sure, _ in _by_title(one, other))
