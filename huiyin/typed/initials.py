"""First letters of the pinyin (拼音首字母): how people type a name that they do not want to, or cannot, write out."""

from __future__ import annotations

from bisect import bisect_right
from typing import Final

_FIRSTS: Final = (
    ("啊", "a"), ("芭", "b"), ("擦", "c"), ("搭", "d"), ("蛾", "e"), ("发", "f"), ("噶", "g"), ("哈", "h"), ("击", "j"),
    ("喀", "k"), ("垃", "l"), ("妈", "m"), ("拿", "n"), ("哦", "o"), ("啪", "p"), ("期", "q"), ("然", "r"), ("撒", "s"),
    ("塌", "t"), ("挖", "w"), ("昔", "x"), ("压", "y"), ("匝", "z"),
)  # fmt: skip
_STARTS: Final = [each.encode("gb2312") for each, _ in _FIRSTS]
_LAST_COMMON: Final = bytes((0xD7, 0xF9))
_LONGEST_SYLLABLE: Final = 6


def initials_of(name: str) -> str:
    """First letters of the pinyin of the common characters; letters and digits as they are, the rest left out."""
    return "".join(_first(each) for each in name.lower())


def _first(sign: str) -> str:
    if sign.isascii():
        return sign if sign.isalnum() else ""
    try:
        spelt = sign.encode("gb2312")
    except UnicodeEncodeError:
        return ""
    at = bisect_right(_STARTS, spelt) - 1
    return _FIRSTS[at][1] if at >= 0 and spelt <= _LAST_COMMON else ""


def may_spell(letters: str, initials: str) -> bool:
    """Whether letters may stand for a name with these initials: tzh, tangzhenhua, tang振hua (t振h → tzh) for tzh.

    It says yes rather too often: each letter of the initials comes in its turn, the first one first, and what lies
    between is no longer than syllables are.
    """
    if not initials or letters[:1] != initials[:1] or len(letters) > _LONGEST_SYLLABLE * len(initials):
        return False
    left = iter(letters)
    return all(each in left for each in initials)
