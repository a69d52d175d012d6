"""Where another person's letter seems to begin within one scan (一份里像有几封信): noticed, never decided."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

_HEAD, _FOOT = 4, 6
"""Lines at the top of a page and at its foot that are looked at."""
_OPENS: Final = re.compile(
    r"\s*(?:尊敬的.{0,20}|.{0,14}(?:领导|同志|书记|[县市区镇乡省]长|信访局|信访办|委员会|政府)(?:们|您好|你好)*\s*[：:]|"
    r"(?:[您你]们?好)[！!，,：:。]?|(?:[检举报控告申诉请求反映投诉]{2}|申请|请愿|情况反映|上访|信访)(?:信|书|材料)|关于.{2,40}的(?:反映|举报|请求|报告|控告|投诉|申请))\s*"
)
_CLOSES: Final = re.compile(
    r"此致|敬礼|(?:20\d\d|二[〇○零Oo0]\S{2})\s*[年./-]\s*\S{1,3}\s*[月./-]\s*\S{1,4}\s*日?|(?:反映|来信|信访|申请|举报|签名)人?\s*[：:]"
)
_OF_SOMEBODY: Final = re.compile(
    r"(?<!被)(?:反映|来信|写信|信访|举报|申请|投诉)人\s*(?:[（(][^）)]*[）)])?\s*[：:]\s*([\u4e00-\u9fff·]{2,8})"
)


def beginnings(pages: Sequence[str]) -> tuple[int, ...]:
    """Pages, counted from 1, on which another letter seems to begin.

    A page that greets anew after one that took its leave, or that names another writer than the pages before it.
    """
    return tuple(_begun(pages))


def _begun(pages: Sequence[str]) -> Iterator[int]:
    writer = _writer(pages[0]) if pages else ""
    for number, (before, page) in enumerate(pairwise(pages), 2):
        here = _writer(page)
        another = bool(here and writer and here != writer)
        if another or (_greets(page) and _takes_leave(before)):
            yield number
            writer = here
        else:
            writer = writer or here


def _writer(page: str) -> str:
    found = _OF_SOMEBODY.search(page)
    return found.group(1) if found else ""


def _greets(page: str) -> bool:
    return any(_OPENS.fullmatch(line) for line in _lines(page)[:_HEAD])


def _takes_leave(page: str) -> bool:
    return any(_CLOSES.search(line) for line in _lines(page)[-_FOOT:])


def _lines(page: str) -> list[str]:
    return [line for line in page.split("\n") if line.strip()]
