"""A history as somebody types it: a line for each step, ``2026-03-09 接收并告知``, with what is said beside it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

from huiyin.law.terms import Act
from huiyin.typed.times import day_of
from huiyin.typed.wholes import whole

MOST_STEPS: Final = 60
_LINE: Final = re.compile(r"(\S+)\s+(\S+)\s*(.*)")
_ACTS: Final[Mapping[str, Act]] = {**{act.label: act for act in Act}, **{act.value: act for act in Act}}
#: What may be said beside a step, as the desk calls it.
NAMES: Final[Mapping[str, str]] = {
    "天数": "days", "送达": "served_on", "听证": "hearing_on", "期限": "until", "转给": "to_organ",
}  # fmt: skip
ORGANS: Final[Mapping[str, str]] = {
    "信访局": "petition_office", "单位": "unit", "上级": "superior", "再上级": "top", "纪委": "discipline",
}  # fmt: skip


class Unreadable(ValueError):
    """A line that says no step; ``line`` which, ``words`` how it was typed."""

    def __init__(self, line: int, words: str) -> None:
        super().__init__(words)
        self.line, self.words = line, words


def acts_of(text: str) -> list[dict[str, Any]]:
    """The steps, as a history holds them.

    :raises Unreadable: a line that is none, or too many lines.
    """
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if len(lines) > MOST_STEPS:
        raise Unreadable(lines[MOST_STEPS][0], lines[MOST_STEPS][1])
    return [_step(number, line) for number, line in lines]


def _step(number: int, line: str) -> dict[str, Any]:
    found = _LINE.fullmatch(line)
    on, act = (day_of(found[1]), _ACTS.get(found[2])) if found else (None, None)
    if found is None or on is None or act is None:
        raise Unreadable(number, line)
    return {"on": on.isoformat(), "act": act.value, **_said(number, line, found[3])}


def _said(number: int, line: str, rest: str) -> dict[str, Any]:
    said: dict[str, Any] = {}
    for piece in rest.split():
        name, _, value = piece.replace("＝", "=").partition("=")
        if NAMES.get(name, name) not in NAMES.values() or not value:
            raise Unreadable(number, line)
        said[NAMES.get(name, name)] = _value(NAMES.get(name, name), value)
    return said


def _value(name: str, value: str) -> Any:
    if name == "days":
        return whole(value, 0, 9999)
    if name == "to_organ":
        return ORGANS.get(value, value)
    on = day_of(value)
    return on.isoformat() if on else value


def example(today: date) -> str:
    """A history that anybody understands, from today on."""
    days = (0, 3, 7, 49, 63, 64, 66)
    acts = ("登记", "转送", "接收并告知", "批准延期 天数=30", "拟定处理意见", "签发处理意见", "送达")
    return "\n".join(f"{today + timedelta(days=after)} {act}" for after, act in zip(days, acts, strict=True))
