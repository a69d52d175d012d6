"""Days and moments in the reader's language: the translator's own pattern, else Django's, else plain figures.

Chinese and English are words like all others (``huiyin/house/locale/parts/wording.en.po``). A language whose
translator has not come to them yet takes its months and weekdays from Django where Django speaks it, and otherwise says
2026-11-02, kept from left to right: no reader meets Chinese dates in a page of another script.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Final

from django.utils.dates import WEEKDAYS_ABBR
from django.utils.formats import date_format, get_format, get_format_modules
from django.utils.translation import gettext, to_locale

from huiyin.law.words import P

_DAY: Final = P("{month}{day}日（{weekday}）")
_DAY_OF_YEAR: Final = P("{year}年{month}{day}日（{weekday}）")
_MOMENT: Final = P("{on}{time}")
_WEEKDAYS: Final = (P("周一"), P("周二"), P("周三"), P("周四"), P("周五"), P("周六"), P("周日"))
_MONTHS: Final = (
    P("1月"), P("2月"), P("3月"), P("4月"), P("5月"), P("6月"),
    P("7月"), P("8月"), P("9月"), P("10月"), P("11月"), P("12月"),
)  # fmt: skip
_HAN: Final = re.compile("[\u4e00-\u9fff]")
_LEFT_TO_RIGHT, _END = "\u2066", "\u2069"


@lru_cache(maxsize=8192)
def day_in(language: str, on: date, with_year: bool) -> str:
    """A day as the active language says it.

    :param language: the active language; it is asked for so that what was said is remembered under it.
    """
    pattern = (_DAY_OF_YEAR if with_year else _DAY).text
    said = gettext(pattern)
    if said == pattern and not language.startswith("zh"):
        return _by_django(language, on, with_year) or _figures(on.isoformat())
    month, weekday = gettext(_MONTHS[on.month - 1].text), gettext(_WEEKDAYS[on.weekday()].text)
    return said.format(year=on.year, month=month, day=on.day, weekday=weekday)


def moment_in(language: str, on: str, time: str) -> str:
    """A day already said, and the time of it."""
    said = _moment(language)
    return said.format(on=on, time=time) if said else f"{on} {_figures(time)}"


@lru_cache(maxsize=32)
def _moment(language: str) -> str:
    said = gettext(_MOMENT.text)
    return "" if said == _MOMENT.text and not language.startswith("zh") else said


def _by_django(language: str, on: date, with_year: bool) -> str:
    """What Django's own catalogue says; empty where it does not speak the language."""
    # Django would also answer mn-Mong with Cyrillic: only the very language counts.
    own = f".{to_locale(language)}.formats"
    if not any(module.__name__.endswith(own) for module in get_format_modules(language)):
        return ""
    weekday = str(WEEKDAYS_ABBR[on.weekday()])
    said = date_format(on, get_format("DATE_FORMAT" if with_year else "MONTH_DAY_FORMAT", language))
    return "" if _HAN.search(said + weekday) else f"{said} ({weekday})"


def _figures(text: str) -> str:
    """Figures and their dashes stay in their order among words from right to left."""
    return f"{_LEFT_TO_RIGHT}{text}{_END}"
