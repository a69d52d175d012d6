"""Why a change is refused, in Chinese: the same sentences as the command's, each told by its form."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from huiyin.law.words import P, Phrase

_CELL: Final = r"(?:(?P<column>\w+) )?"
#: The command's sentence, and what the page says; what is in brackets goes over.
_FORMS: Final[tuple[tuple[str, Phrase], ...]] = (
    (_CELL + r"'(?P<cell>[^']*)' is unknown; did you mean: (?P<near>.+)", P("{column}没有“{cell}”；是不是：{near}")),
    (_CELL + r"'(?P<cell>[^']*)' is unknown; known: (?P<near>.+)", P("{column}没有“{cell}”；有：{near}")),
    (_CELL + r"is empty", P("{column}没有写")),
    (_CELL + r"'(?P<cell>[^']*)' is neither yes nor no", P("{column}“{cell}”要写“是”或者“否”")),
    (_CELL + r"'(?P<cell>[^']*)' is not a date like .+", P("{column}“{cell}”不是日期，请写成 2027-01-31")),
    (_CELL + r"'(?P<cell>[^']*)' is not a division code .+", P("{column}“{cell}”不是行政区划代码")),
    (r"there is no table '(?P<cell>[^']*)'; known: (?P<near>.+)", P("没有叫“{cell}”的表；有：{near}")),
    (r"repeats (?P<cell>.+)", P("和 {cell} 重复")),
    (r"a new row needs (?P<cell>.+)", P("新加的一行还要写：{cell}")),
    (r"superiors: (?P<cell>\S+) would stand above itself", P("{cell} 会成为自己的上级")),
    (r"superiors: (?P<cell>\S+) has (?P<near>\d+) primary superiors", P("{cell} 会有 {near} 个本级上级，只能有一个")),
    (r"nobody knows another's password.*", P("不能替别人定密码，请留空，再在账号页面给链接或者信")),
    (r"a demonstration account has no place here", P("这里不能加演示账号")),
    (r"(?P<cell>\S+) is worked anyway or a day off.*", P("{cell} 本来就上班，或者是放假的日子：只有周末能调成上班")),
    (r"(?P<cell>\S+) is not in (?P<near>\d+)", P("{cell} 不在 {near} 年")),
    (r"'(?P<cell>[^']*)' ends before it begins", P("“{cell}”的最后一天早于第一天")),
    (r"version \d+ of (?P<cell>\d+) was loaded with other days; .*", P("{cell} 年的安排刚有人改过，请重新填一次")),
    (r"(?:organs )?(?P<cell>\S+): its division is not in your charge", P("{cell}：那个地方不归您管")),
    (r"(?:organs )?(?P<cell>\S+): it is not in your charge", P("{cell}：这个机关不归您管")),
    (r"(?:organs )?(?P<cell>\S+): who carries on its powers is not in your charge", P("{cell}：接着办的机关不归您管")),
    (r"\w+: an organ is not in your charge", P("有的机关不归您管")),
    (r"\w+: everybody goes by it.*", P("这是各机关共用的，别处还有管理员：请上级机关的管理员来改")),
    (r"\w+: nobody changes their own account or posts", P("自己的账号和岗位自己不能改")),
    (r"\w+: somebody is not in your charge", P("有的人不归您管")),
    (r"people (?P<cell>\S+): that is how machines are called", P("{cell}：这样开头的用户名留给接口")),
    (r"posts: give the post first.*", P("先加岗位，任职以后再定值班")),
    (r"posts: (?P<cell>\S+) is not given here.*", P("{cell}的岗位不在这里定，或者机关不归您管")),
    (r"people and posts go into a sheet of their own", P("账号和岗位请单独放一份表")),
    (r"whoever asked for it administers here no more", P("提出的人已经不是这里的管理员")),
    (r"\w+ \S+: was changed since.*", P("后来又改过，不能直接撤回；请照现在的样子再改一次")),
)
_PLACE: Final = re.compile(r"(?P<place>.+?) (?:line|entry) (?P<line>\d+): (?P<rest>.+)")


def in_words(faults: Iterable[str]) -> list[tuple[Phrase | str, Phrase | str]]:
    """Where, and why; a sentence of no known form as the command says it."""
    return [_one(fault) for fault in dict.fromkeys(faults)]


def _one(fault: str) -> tuple[Phrase | str, Phrase | str]:
    placed = _PLACE.fullmatch(fault)
    rest = placed["rest"] if placed else fault
    place = P("{place}第 {line} 行：", place=placed["place"], line=int(placed["line"])) if placed else ""
    for form, words in _FORMS:
        if found := re.fullmatch(form, rest):
            return place, P(words.text, **{name: value or "" for name, value in found.groupdict().items()})
    return place, rest
