"""Finding a place by what people type or say (地名): characters, the first letters of its pinyin, another name for it.

The first letters come from the order of the common characters in GB 2312, which is that of pinyin; where a character
has two readings (重庆) the file of the divisions says them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from huiyin.law.chart.organs import CODE_DIGITS, Level
from huiyin.people.models import Division
from huiyin.people.stamps import ORGANS, Remembered
from huiyin.typed.initials import initials_of
from huiyin.typed.texts import line_of

MILLIONTHS: Final = 1_000_000
MOST: Final = 8
LONGEST: Final = 60
_KINDS: Final = ("街道办事处", "居委会", "村委会", "街道", "社区", "省", "市", "区", "县", "镇", "乡", "村")
_BETWEEN: Final = str.maketrans("", "", " 　,，.。、·-—/")


@dataclass(frozen=True, slots=True)
class Place:
    """A division with everything it may be called.

    :param names: as it is written, without its kind, and its other names.
    :param whole: its path in one word, for what is typed without gaps.
    :param point: longitude and latitude in millionths of a degree, if the city supplied them.
    """

    code: str
    path: str
    level: Level
    names: tuple[str, ...]
    initials: tuple[str, ...]
    whole: str
    point: tuple[int, int] | None

    @property
    def name(self) -> str:
        return self.names[0]

    def is_in(self, code: str) -> bool:
        """Whether it lies in the division with this code; a division does not lie in itself."""
        digits = bare(code)
        return self.code.startswith(digits) and bare(self.code) != digits


def bare(code: str) -> str:
    """The digits that everything in a division begins with."""
    return next((code[: each.width] for each in Level if not code[each.width :].strip("0")), code)


def short(name: str) -> str:
    """A name without its kind: 上桥村 is 上桥; 乡村 stays."""
    return next((name[: -len(kind)] for kind in _KINDS if name.endswith(kind) and len(name) > len(kind) + 1), name)


def _read() -> dict[str, Place]:
    return {row.code: _place(row) for row in Division.objects.all()}


def _place(row: Division) -> Place:
    names = tuple(dict.fromkeys([row.name, short(row.name), *filter(None, row.aliases.split("、"))]))
    letters = [row.initials or initials_of(row.name), *(initials_of(each) for each in names[1:])]
    centre = (row.longitude, row.latitude)
    return Place(
        row.code, row.path, Level(row.level), names, tuple(filter(None, dict.fromkeys(letters))),
        row.path.replace(" ", ""), None if None in centre else centre,  # type: ignore[arg-type]
    )  # fmt: skip


known = Remembered(ORGANS, _read)
"""Every division by its code of twelve digits."""


def place(code: str) -> Place | None:
    """The division with this code, with or without the zeros at its end."""
    return known().get(code.ljust(CODE_DIGITS, "0")) if code.isascii() and code.isdigit() else None


def within(code: str) -> list[Place]:
    """The divisions next below this one; of the whole directory the largest where no code is given."""
    below = [each for each in known().values() if not code or each.is_in(code)]
    nearest = max((each.level.height for each in below), default=0)
    return [each for each in below if each.level.height == nearest]


def find(said: str, most: int = MOST, area: str = "") -> list[Place]:
    """The divisions that may be meant, the likeliest first.

    :param area: only those whose code begins so.
    """
    words = _words(said)
    if not words:
        return []
    there = [each for each in known().values() if each.code.startswith(area)]
    judged = [(rank, -each.level.height, each.code, each) for each in there if (rank := _rank(each, words))]
    # Somebody heard it wrongly or wrote a like-sounding sign: what begins with the same sounds is better than nothing.
    if not judged and not said.isascii():
        sounds = initials_of("".join(words))
        judged = [(1, 0, each.code, each) for each in there if sounds in each.initials]
    return [each for *_, each in sorted(judged, key=lambda one: one[:3])[:most]]


def certain(said: str, area: str = "") -> Place | None:
    """The one division that the words name beyond doubt: by its code, its path, or a name that only it has.

    :param area: only those whose code begins so.
    """
    if found := place(said.strip()):
        return found if found.code.startswith(area) else None
    words = _words(said)
    whole = "".join(words)
    if not whole:
        return None
    there = [each for each in known().values() if each.code.startswith(area)]
    exact = [each for each in there if each.whole == whole]
    exact = exact or [each for each in there if whole in each.names]
    exact = exact or [each for each in there if _rank(each, words) == _EXACT]
    return exact[0] if len(exact) == 1 else None


_EXACT, _BEGINS, _HOLDS, _SOUNDS = 1, 2, 3, 4


def _words(said: str) -> list[str]:
    """What was said, cut where the person left a gap."""
    return [cut for each in line_of(said)[:60].lower().split() if (cut := each.translate(_BETWEEN))]


def _rank(one: Place, words: list[str]) -> int:
    """How well the last word names the place and those before it what it lies in; 0 for not at all."""
    *above, last = words
    if not all(each in one.whole or each in initials_of(one.whole) for each in above):
        return 0
    # 石桥镇上桥村, written in one: the end names the place, what stands before it names where that is.
    named = max((name for name in one.names if last.endswith(name)), key=len, default="")
    if named:
        before = last.removesuffix(named)
        return _EXACT if not before or _leads(before, one) else 0
    if any(name.startswith(last) for name in one.names):
        return _BEGINS
    if any(last in name for name in one.names) or last in one.whole[-len(one.name) - len(last) :]:
        return _HOLDS
    return _SOUNDS if last.isascii() and any(each.startswith(last) for each in one.initials) else 0


def _leads(before: str, one: Place) -> bool:
    """Whether what was said before the name are names of what the place lies in, whole or short."""
    for name in one.path.split()[:-1]:
        for each in sorted({name, short(name)}, key=len, reverse=True):
            if before.startswith(each):
                before = before.removeprefix(each)
                break
    return not before
