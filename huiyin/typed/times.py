"""Days and moments (日期、时间) as pages, programs and people write them, within the bounds of what they stand for.

A machine writes ``2026-11-23`` and ``2026-11-23T09:30``; people write 2026年11月23日下午3点20分,
2026/11/23（星期一） 3:20 PM.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, timezone
from typing import Final

from huiyin.typed.signs import plain_digits
from huiyin.typed.texts import line_of
from huiyin.typed.wholes import number_said

#: The first day on which this state could receive anything, and the last that any period or promise may reach.
FIRST_DAY: Final = date(1949, 10, 1)
LAST_DAY: Final = date(2199, 12, 31)
#: Where what lies ahead is refused in its own words: as far as a moment can be told in every zone.
ANY_DAY: Final = date(9998, 12, 31)
LONGEST: Final = 60
BEIJING: Final = timezone(timedelta(hours=8), "Asia/Shanghai")


def beijing_day(at: datetime) -> date:
    """The legal day of a moment; periods are counted in days of China."""
    return at.astimezone(BEIJING).date()


_WEEKDAY: Final = re.compile(
    r"[(（,，]?\s*(?:(?:星期|周|礼拜)[一二三四五六日天]|\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\.?)\s*[)）,，]?",
    re.IGNORECASE,
)
_HALF: Final = r"(凌晨|清晨|早上|早晨|上午|中午|午后|下午|傍晚|晚上|夜里|[AaPp]\.?[Mm]\.?)?"
_WRITTEN: Final = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?(?:[T\s]*" + _HALF
    + r"\s*(\d{1,2})\s*([:时点點])\s*(?:(\d{1,2})\s*分?|(半)|整)?"
    r"(?:\s*:?\s*(\d{1,2})\s*秒?)?(?:\.\d+)?\s*" + _HALF + r")?\s*(Z|[+-]\d{2}:?\d{2})?"
)  # fmt: skip
#: Numbers in Chinese before what they count: 二〇二六年十一月三十日下午三点.
_SPOKEN: Final = re.compile(r"[〇○零一二三四五六七八九十]+(?=\s*[年月日号时点分秒])")
_SIGNS: Final = str.maketrans({**dict.fromkeys("‐‑‒–—―−", "-"), "時": "时", "點": "点", "號": "号"})
_PLAIN: Final = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})(?:()\s?(\d{2})():?(\d{2})():?(\d{2}))?")
_LATE: Final = frozenset({"下午", "午后", "傍晚", "晚上", "夜里", "pm"})


def day_of(raw: object, first: date = FIRST_DAY, last: date = LAST_DAY) -> date | None:
    """A day from ``first`` to ``last``, both included; ``None`` for anything else. A time behind it is left out."""
    if isinstance(raw, datetime):
        raw = _legal_day(raw) if raw.tzinfo else raw.date()
    if isinstance(raw, str) and _PLAIN.fullmatch(raw):
        raw = _day(raw) or raw
    if not isinstance(raw, date):
        moment = written(raw)
        raw = _legal_day(moment) if moment else None
    return raw if raw is not None and first <= raw <= last else None


def _legal_day(moment: datetime) -> date | None:
    """The day in China of a moment of any zone; nothing at the two ends of all time."""
    try:
        return beijing_day(moment)
    except OverflowError:
        return None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def moment_of(raw: object, first: date = FIRST_DAY, last: date = LAST_DAY) -> datetime | None:
    """A moment within those days, in China's time unless it says otherwise; ``None`` for anything else."""
    moment = raw if isinstance(raw, datetime) else written(raw)
    if moment is None or not first <= moment.date() <= last:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=BEIJING)


def exact_moment(raw: str) -> datetime | None:
    """A moment to the microsecond that we ourselves wrote into an address; ``None`` for one that has no time zone."""
    try:
        moment = datetime.fromisoformat(raw[:LONGEST])
    except ValueError:
        return None
    return moment if moment.tzinfo and FIRST_DAY <= moment.date() <= LAST_DAY else None


def written(raw: object) -> datetime | None:
    """The moment that is written, in China's time unless it says otherwise, of whatever year."""
    text = line_of(plain_digits(raw)) if isinstance(raw, str) and len(raw) <= LONGEST else ""
    text = _SPOKEN.sub(lambda said: _figures(said.group()), _WEEKDAY.sub(" ", text).translate(_SIGNS).strip())
    found = _COMPACT.fullmatch(text) or _WRITTEN.fullmatch(text)
    try:
        return _moment(*found.groups()) if found else None
    except (ValueError, OverflowError):
        return None


def _figures(said: str) -> str:
    """二〇二六 is read sign by sign, 三十 as a number."""
    plain = said.replace("○", "〇")
    return str(number_said(plain)) if "十" in plain else "".join(str(number_said(sign)) for sign in plain)


def _moment(
    year: str, month: str, day: str, before: str = "", hour: str = "", sign: str = "", minute: str = "",
    half: str = "", second: str = "", behind: str = "", zone: str = "",
) -> datetime:  # fmt: skip
    clock = time(_hour(int(hour or 0), before or behind, sign), 30 if half else int(minute or 0), int(second or 0))
    moment = datetime.combine(date(int(year), int(month), int(day)), clock)
    if not zone:
        return moment.replace(tzinfo=BEIJING)
    return datetime.fromisoformat(moment.isoformat() + zone.replace("Z", "+00:00"))


def _hour(hour: int, half: str | None, sign: str | None) -> int:
    """An hour of twelve in one of twenty-four: 下午3点 is 15, 中午12点 12, 12 AM and 凌晨12点 0; 下午15点 stays 15.

    People say 上午12点 for noon; a program that writes 上午 12:05 means five past midnight.
    """
    half = (half or "").lower().replace(".", "")
    if half in _LATE or (half == "中午" and hour < 3):
        return hour + 12 if hour < 12 else hour
    return 0 if hour == 12 and (half in ("am", "凌晨") or (half == "上午" and sign == ":")) else hour
