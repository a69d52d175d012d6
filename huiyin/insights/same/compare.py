"""Two texts side by side: the same matter, a different one, or a question for a person. Pure.

What both say is weighed by rarity. Then names are compared, because a complaint copied from one estate to the next is
another matter however alike it reads: a name put in the place of another, or titles that speak of different places,
makes two matters of them; a name with a slip in it, or two spellings of one, is asked about.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from sys import intern
from typing import Final

from huiyin.insights.cutting import cut
from huiyin.insights.learned.grams import plain
from huiyin.insights.same.names import OUTSIDE, Name, alike, is_said_by_all, names_in, nearly
from huiyin.insights.same.swaps import ENDS_A_NAME, Swap, replaced, swaps_of, wordy

#: Shares of what is said that make two texts one matter, or worth a question; NEAR where they speak of one place,
#: HELD_BY_ONE where one person sent both (who writes often repeats their own phrases).
HELD, WHOLE_ALIKE, NEAR, HELD_BY_ONE = 0.58, 0.40, 0.38, 0.50
ASKED, ASKED_ALIKE, ASKED_NEAR = 0.45, 0.28, 0.24
#: From this share on a text is the other's copy.
COPIED: Final = 0.7
#: From this share of words on a title is the other's, with a word changed.
TITLED: Final = 0.6
#: From this share of the shorter title's words on the other says the same, in other words or of another place.
SAID_AGAIN: Final = 0.5
#: Fewer different pairs of characters are too little to say two texts are one.
LEAST_PAIRS: Final = 6
#: So many different changes make a single slip in a name one of them.
SLIPS: Final = 3
#: Who changed only so much of a whole text meant it.
FEW: Final = 2
_CUT: Final = re.compile(r"[^0-9a-z\u3400-\u9fff]+")
#: In titles a name is many of few words, cut into single characters.
_TITLES_ALIGNED: Final = 0.3
_LEVELS: Final = {
    "区": 0, "县": 0, "市": 0, "镇": 1, "乡": 1, "街道": 1, "村": 2, "社区": 2, "组": 2, "屯": 2, "寨": 2, "路": 2,
    "街": 2, "巷": 2, "桥": 2, "大道": 2, "大街": 2, "路口": 2, "公路": 2, "河": 2, "湖": 2, "山": 2, "坪": 2, "塘": 2,
}  # fmt: skip
_PLACED: Final = re.compile(r"(?:[a-z]市|[a-z]\d{1,2}[区县市]|位于|坐落于|座落于)$")


_NEXT_TO: Final = re.compile(r"(?:[a-z]市|[a-z]\d{1,2}[区县市]|[市区县镇乡村]|街道|社区|大道|路|位于)$")
_FIGURE: Final = re.compile(r"[0-9一二三四五六七八九十]{1,2}")
_WITHIN_NAMES: Final = frozenset("东南西北中上下前后新老大小")
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
        # Of a hundred thousand messages most pairs are the same few; each is kept once.
        return frozenset(intern(run[at : at + 2]) for run in runs for at in range(len(run) - 1))

    @cached_property
    def words(self) -> frozenset[str]:
        """Dictionary words of two characters or more."""
        return frozenset(intern(word) for word in cut(self.whole) if len(word) > 1)

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
        return [cut(run) for run in _CUT.split(self.title) if len(run) > 1]

    @cached_property
    def sentences(self) -> list[list[str]]:
        runs = [run for run in _CUT.split(self.whole) if len(run) > 1]
        return [list(map(intern, cut(run))) for run in runs]


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
    swaps = swaps_of(one, other)
    titled = list(_by_title(one, other))
    doubts = [names for sure, names in titled if not sure]
    # Wrong characters here and there are slips; the same one wherever a name stands is another name.
    changes = Counter[tuple[str, str]]()
    for swap, times in swaps.items():
        changes[swap.bare] += times
    careless, free = len(changes) >= SLIPS, len(changes) > FEW
    slips = {swap for swap in swaps if changes[swap.bare] < 2 and _misspelt(swap)}
    # A synonym is a word as well; what is spoilt is none.
    spoilt = sum(_spoils_a_word(swap) and wordy(swap.ours) != wordy(swap.theirs) for swap in slips)
    if spoilt >= SLIPS:
        # Where words are spoilt all over, wrong characters in a row are slips like the others.
        all_over = spoilt >= 2 * SLIPS
        slips |= {
            swap for swap in swaps if changes[swap.bare] < 2 and _may_be_slips(swap, one, other, all_over=all_over)
        }
    for sure, names in titled:
        if sure and not any(each.ours in names[0] or each.theirs in names[1] for each in slips):
            return True, names
    for swap, _ in swaps.items():
        if not _changes_a_name(swap, one, other, copied, free, changes[swap.bare] > 1):
            continue
        if careless and swap in slips:
            continue
        near = max(map(len, swap.bare)) == 1 or _close(swap.ours, swap.theirs)
        if not near:
            return True, swap.telling
        doubts.append(swap.telling)
    doubts += _doubts_in_titles(one, other, copied and not swaps, careless)
    return (False, doubts[0]) if doubts else None


def _doubts_in_titles(one: Told, other: Told, untouched: bool, careless: bool) -> list[tuple[str, str]]:
    """Places that the titles name differently while a text still speaks of the other's: somebody did not change it
    everywhere, or tells of both.

    :param untouched: nothing else was changed, so that a single character says enough.
    """
    of_all, of_shorter = _common_words(one.heading, other.heading)
    swaps = list(replaced(one.heading, other.heading, _TITLES_ALIGNED)) if of_shorter >= SAID_AGAIN else []
    doubts = [
        swap.telling
        for swap in swaps
        if _stands_for_a_name(swap) and not _shortened(swap.ours, swap.theirs) and not (careless and _misspelt(swap))
    ]
    if untouched and len(swaps) == 1 and of_all >= TITLED:
        halfway = swaps[0].telling[0] not in other.whole or swaps[0].telling[1] not in one.whole
        if halfway and _changes_a_name(swaps[0], one, other, True, careless, False):
            doubts.append(swaps[0].telling)
    return doubts


def _stands_for_a_name(swap: Swap) -> bool:
    """Whether what was put in the place of something else stands where a name does, by what is before and behind."""
    kinds = ENDS_A_NAME.search(swap.ours), ENDS_A_NAME.search(swap.theirs)
    behind = _KIND_SOON.match(swap.behind) is not None
    before = not swap.before or _NEXT_TO.search(swap.before) is not None
    return before and (behind or all(kinds))


def _common_words(ours: Sequence[list[str]], theirs: Sequence[list[str]]) -> tuple[float, float]:
    """How much of all words of two titles both have, and how much of the shorter title's."""
    mine, others = ({word for run in runs for word in run} for runs in (ours, theirs))
    common = len(mine & others)
    return common / max(len(mine | others), 1), common / max(min(len(mine), len(others)), 1)


def _changes_a_name(swap: Swap, one: Told, other: Told, copied: bool, free: bool, again: bool) -> bool:
    """Whether a swap puts a name in the place of another.

    :param free: much else was changed too, so that a wrong character in an ordinary word is nothing but that.
    :param again: the same was put in the place of the same elsewhere, as wrong characters are not.
    """
    if is_said_by_all(swap.ours) or is_said_by_all(swap.theirs):
        return False
    in_passing = not (_KIND_SOON.match(swap.behind) or ENDS_A_NAME.search(swap.ours))
    may_be_slip = (free and not (again and _KIND_SOON.match(swap.behind))) or (in_passing and not again)
    # A wrong character in an ordinary word (什么 and 什年) names nobody.
    if may_be_slip and _spoils_a_word(swap):
        return False
    if all(map(_FIGURE.fullmatch, swap.bare)) and (ENDS_A_NAME.search(swap.ours) or _KIND_SOON.match(swap.behind)):
        return True
    if _shortened(swap.ours, swap.theirs):
        return False
    if not free and swap.wordy and copied and swap.ours in one.title and swap.theirs in other.title:
        # Alone in a whole text, an ordinary word where names stand is a name: 新城国际, 中海国际.
        return bool(_NEXT_TO.search(swap.before) or _KIND_SOON.match(swap.behind))
    if _NEXT_TO.search(swap.before) and _KIND_SOON.match(swap.behind):
        return True
    return _is_naming(swap, one, other, copied, again)


def _misspelt(swap: Swap) -> bool:
    """Whether the one piece may be the other with wrong characters in it."""
    ours, theirs = swap.ours, swap.theirs
    kind = ENDS_A_NAME.search(ours)
    if kind and theirs.endswith(kind.group()):
        # 中山路 and 南湖路 have the road in common, and no more.
        ours, theirs = ours[: kind.start()], theirs[: len(theirs) - len(kind.group())]
    right = sum(a == b for a, b in zip(ours, theirs, strict=False))
    # Where a name stands (…小区) more of it must be right than in an ordinary word.
    enough = len(ours) / 2 if _KIND_SOON.match(swap.behind) else 1
    return (len(ours) == len(theirs) and (right >= enough or len(ours) == 1)) or nearly(ours, theirs)


def _shortened(one: str, other: str) -> bool:
    """Whether of one only a part is left in the other; a single character is one at its beginning or end."""
    short, long = sorted((one, other), key=len)
    return long.startswith(short) or long.endswith(short) or (len(short) > 1 and short in long)


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
        places = [[each for each in some if not each.is_thing] for some in (ours, theirs)]
        if all(places):
            ours, theirs = places
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


def _is_naming(swap: Swap, one: Told, other: Told, copied: bool, again: bool) -> bool:
    """Whether the two pieces are names, or the part in which two names differ.

    :param copied: little else was changed, so that what no dictionary knows in a title is a name.
    """
    if _ends_a_name(swap.ours) and _ends_a_name(swap.theirs):
        return True
    words = wordy(swap.ours) and wordy(swap.theirs)
    titled = swap.ours in one.title and swap.theirs in other.title
    if again and titled and not words and _PLACED.search(swap.before):
        return True
    if swap.wordy:
        # An ordinary word is a name where a word for its kind follows: 解放路, 和平路.
        ours, theirs = swap.ours + swap.behind, swap.theirs + swap.behind
        return _begins_a_name(swap.ours, ours, one) and _begins_a_name(swap.theirs, theirs, other)
    in_names = _in_a_name(swap.telling[0], one) and _in_a_name(swap.telling[1], other)
    if in_names or not copied:
        return in_names
    if titled:
        return True
    return _PLACED.search(swap.before) is not None and min(len(swap.ours), len(swap.theirs)) > 1


def _ends_a_name(piece: str) -> bool:
    """Whether a piece is a word for a kind of place with what no sentence says before it (特立东路, not 修马路)."""
    kind = ENDS_A_NAME.search(piece)
    before = piece[: kind.start()] if kind else ""
    said = any(word in OUTSIDE and word not in _WITHIN_NAMES for word in cut(before))
    return len(before) > 1 and piece not in OUTSIDE and not said


def _spoils_a_word(swap: Swap) -> bool:
    """Whether an ordinary word of the one text is the other's with a wrong character: nobody is named by it."""
    if len(swap.ours) == len(swap.theirs) == 1:
        return swap.ours in OUTSIDE or swap.theirs in OUTSIDE
    return _misspelt(swap) and (wordy(swap.ours) or wordy(swap.theirs))


def _may_be_slips(swap: Swap, one: Told, other: Told, *, all_over: bool) -> bool:
    """Whether it is as many wrong characters, and stands where no name does and in no title.

    :param all_over: so much is spoilt that it may stand anywhere.
    """
    titled = swap.ours in one.title or swap.theirs in other.title
    in_passing = not titled and not _KIND_SOON.match(swap.behind)
    return len(swap.ours) == len(swap.theirs) and (all_over or in_passing)


def _begins_a_name(piece: str, around: str, told: Told) -> bool:
    """Whether a name consists of the piece and little more."""
    names = (name.whole for name in told.all_named if name.whole.startswith(piece))
    return any(around.startswith(name) and len(name) <= len(piece) + 3 for name in names)


def _in_a_name(piece: str, told: Told) -> bool:
    return any(piece in name.whole or (len(name.core) > 1 and name.core in piece) for name in told.all_named)


def elsewhere(one: Told, other: Told) -> bool:
    """Whether their titles certainly speak of different places."""
    return any(sure for sure, _ in _by_title(one, other))
