"""What the cells of the open figures are called, on pages and in files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from huiyin.insights.counted import ANSWERED_END, BANDS, OPEN_END
from huiyin.insights.opened.counting import OWN
from huiyin.law.chart.organs import CODE_DIGITS
from huiyin.law.terms import Channel, ClaimKind, Closure, Ground, Outcome
from huiyin.law.words import P
from huiyin.people.divisions import divisions_in
from huiyin.wording.words import say

MEASURES: Final[Mapping[str, Any]] = {
    "received": P("登记的信访事项"),
    "answers": P("办结期限到期的"),
    "ratings": P("评价期满的"),
    "ended": P("答复或者了结的"),
}
CUTS: Final[Mapping[str, Any]] = {
    "place": P("哪里的"),
    "channel": P("怎么来的"),
    "kind": P("哪一类"),
    "topic": P("为了什么事"),
    "kept": P("是不是按期"),
    "said": P("怎样评价"),
    "ends": P("后来怎样"),
    "days": P("用了多少天"),
}
_KEPT: Final = {"in_time": P("按期办结"), "late": P("超期的")}
_SAID: Final = {"liked": P("满意、基本满意"), "disliked": P("不满意"), "silent": P("没有评价")}
ENDS: Final[Mapping[str, Any]] = {
    **{each.value: each.label for each in (*Closure, *Outcome)},
    ANSWERED_END: P("已答复"),
    OPEN_END: P("还在办"),
}


def cell(cut: str, name: str) -> str:
    """The words for one cell of a cut."""
    return _NAMED[cut](name)


def _place(name: str) -> str:
    if name == OWN:
        return say(P("本级"))
    return dict(divisions_in(name)).get(name.ljust(CODE_DIGITS, "0"), name).split(" ")[-1]


def _kind(name: str) -> str:
    for kind in ClaimKind:
        if name.startswith(kind.value):
            ground = name.removeprefix(kind.value)
            return say(Ground(ground).label if ground else kind.label)
    return say(P("未分类"))


def _band(name: str) -> str:
    band = int(name)
    before = max((each for each in BANDS if each < band), default=-1) + 1
    return (
        say(P("{n} 天以上", n=before))
        if band == BANDS[-1]
        else say(P("{since} 到 {until} 天", since=before, until=band))
    )


_NAMED: Final[Mapping[str, Callable[[str], str]]] = {
    "place": _place,
    "channel": lambda name: say(Channel(name).label),
    "kind": _kind,
    "topic": lambda name: name or say(P("其他的事")),
    "kept": lambda name: say(_KEPT[name]),
    "said": lambda name: say(_SAID[name]),
    "ends": lambda name: say(ENDS.get(name, name)),
    "days": _band,
}
