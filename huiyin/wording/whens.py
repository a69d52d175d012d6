"""Days that a story tells of (什么时候的事): 去年12月3日, 三月五号, 345天前, two months ago. Pure functions on text."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from huiyin.typed.wholes import HAN, number_said

#: So much of a story is read, and nothing older than this many years is told of as if it still counted.
READ: Final = 20_000
OLDEST: Final = 30
_NUMBER: Final = rf"(?:\d{{1,4}}|[{HAN}]{{1,5}})"
_ABSOLUTE: Final = re.compile(
    r"(?P<year>(?:19|20)\d{2}\s*[年./-]|今年|去年|前年)?\s*"
    rf"(?P<month>\d{{1,2}}|[{HAN}]{{1,3}})\s*[月./-]\s*(?:(?P<day>\d{{1,2}}|[{HAN}]{{1,3}})\s*[日号]?|份|初|底)?"
)
_AGO: Final = re.compile(
    rf"(?P<word>昨天|前天|上周(?![一二三四五六日天])|上个?月(?!的?\s*[\d{HAN}]+[日号])|半年前|去年的?今天)|(?P<n>{_NUMBER})\s*个?多?(?P<unit>天|日|周|星期|月|年)多?(?:以?前|之前|了)"
)
_ENGLISH: Final = re.compile(
    r"\b(?P<n>\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s+"
    r"(?P<unit>day|week|month|year)s?\s+ago\b|\b(?P<word>yesterday|last week|last month|last year)\b",
    re.IGNORECASE,
)
_THAT_MONTH: Final = re.compile(rf"(?P<month>上个?月|这个?月|本月)的?\s*(?P<day>\d{{1,2}}|[{HAN}]{{1,3}})\s*[日号]")
_WEEKDAY: Final = re.compile(r"(?P<week>上上?个?|这个?|本)?(?:周|星期|礼拜)(?P<day>[一二三四五六日天])(?!个|次)")
_MONTHS_ENGLISH: Final = "jan feb mar apr may jun jul aug sep oct nov dec"
_MONTH_ENGLISH: Final = rf"(?P<month>{'|'.join(_MONTHS_ENGLISH.split())})[a-z]*\.?"
_DAY_ENGLISH: Final = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR_ENGLISH: Final = r"(?:,?\s+(?P<year>(?:19|20)\d{2}))?\b"
_ENGLISH_DAYS: Final = tuple(
    re.compile(rf"\b{each}{_YEAR_ENGLISH}", re.IGNORECASE)
    for each in (rf"{_DAY_ENGLISH}\s+(?:of\s+)?{_MONTH_ENGLISH}", rf"{_MONTH_ENGLISH}\s+{_DAY_ENGLISH}")
)
_WORDS: Final = {"昨天": 1, "前天": 2, "上周": 7, "yesterday": 1, "last week": 7}
_MONTHS: Final = {
    "上月": 1,
    "上个月": 1,
    "半年前": 6,
    "去年今天": 12,
    "去年的今天": 12,
    "last month": 1,
    "last year": 12,
}
_DAYS: Final = {"天": 1, "日": 1, "day": 1, "周": 7, "星期": 7, "week": 7}
_SPANS: Final = {"月": 1, "month": 1, "年": 12, "year": 12}
_ENGLISH_NUMBERS: Final = "one two three four five six seven eight nine ten eleven twelve"
_COUNTED: Final = {"a": 1, "an": 1, **{word: n for n, word in enumerate(_ENGLISH_NUMBERS.split(" "), 1)}}


@dataclass(frozen=True, slots=True)
class When:
    """A day told of. ``exact``: the day itself was named; else it is the first that the words may mean."""

    day: date
    words: str
    start: int
    exact: bool


def whens(text: str, today: date) -> tuple[When, ...]:
    """The days before today that a story names, in its order. A day without its year is the last that has passed."""
    text = text[:READ]
    found = [*_absolute(text, today), *_ago(text, today), *_near(text, today), *_english(text, today)]
    past = (each for each in found if date(today.year - OLDEST, 1, 1) <= each.day <= today)
    return tuple(sorted(past, key=lambda each: each.start))


def _absolute(text: str, today: date) -> Iterator[When]:
    for said in _ABSOLUTE.finditer(text):
        month, day = number_said(said["month"]), number_said(said["day"] or "")
        told = said.group()
        plainly = "月" in told or bool(said["year"] and said["day"])
        if not plainly or not 1 <= month <= 12 or not (said["day"] is None or 1 <= day <= 31):
            continue
        year = _year(said["year"] or "", month, day or 1, today)
        last = calendar.monthrange(year, month)[1]
        yield When(date(year, month, min(day or 1, last)), told.strip(), said.start(), bool(said["day"]))


def _year(said: str, month: int, day: int, today: date) -> int:
    if said[:2] in ("19", "20"):
        return int(said[:4])
    if said:
        return today.year - {"今年": 0, "去年": 1, "前年": 2}[said]
    return today.year if (month, day) <= (today.month, today.day) else today.year - 1


def _ago(text: str, today: date) -> Iterator[When]:
    for said in (*_AGO.finditer(text), *_ENGLISH.finditer(text)):
        word = (said["word"] or "").lower()
        number = _COUNTED.get((said["n"] or "").lower(), 0) or number_said(said["n"] or "")
        unit = (said["unit"] or "").lower()
        if unit == "月" and "个" not in said.group():
            continue  # 3月前 is the month of March
        days = _WORDS.get(word) or number * _DAYS.get(unit, 0)
        months = _MONTHS.get(word) or number * _SPANS.get(unit, 0)
        if days or months:
            yield When(_before(today, months) - timedelta(days), said.group().strip(), said.start(), bool(days))


def _near(text: str, today: date) -> Iterator[When]:
    """上个月25号, 上周五, 周三."""
    for said in _THAT_MONTH.finditer(text):
        first = _before(today.replace(day=1), int(said["month"][0] == "上"))
        day = number_said(said["day"])
        if 1 <= day <= calendar.monthrange(first.year, first.month)[1]:
            yield When(first.replace(day=day), said.group(), said.start(), True)
    for said in _WEEKDAY.finditer(text):
        day, week = "一二三四五六日".find(said["day"].replace("天", "日")), said["week"] or ""
        monday = today - timedelta(days=today.weekday() + 7 * week.count("上"))
        on = monday + timedelta(days=day)
        # Without its week it is the last that has passed.
        yield When(on if on <= today or week else on - timedelta(days=7), said.group(), said.start(), True)


def _english(text: str, today: date) -> Iterator[When]:
    """5 March 2026, November 20."""
    for said in (found for each in _ENGLISH_DAYS for found in each.finditer(text)):
        month, day = _MONTHS_ENGLISH.split().index(said["month"].lower()) + 1, int(said["day"])
        year = int(said["year"]) if said["year"] else _year("", month, day, today)
        if 1 <= day <= calendar.monthrange(year, month)[1]:
            yield When(date(year, month, day), said.group().strip(), said.start(), True)


def _before(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(max(year, 1), month + 1, min(day.day, calendar.monthrange(max(year, 1), month + 1)[1]))
