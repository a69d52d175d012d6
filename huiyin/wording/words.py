"""Values as the reader's language says them: sentences, dates, numbers, sizes. No query, no template, cheap."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from string import Formatter
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext

from huiyin.law.sources.articles import Citation
from huiyin.law.sources.tongues import told
from huiyin.law.words import Phrase
from huiyin.wording.days import day_in, moment_in

_GROUPS = re.compile(r"(\d{6})\D*(\d{8})\D*(\d{5,})")


def english() -> bool:
    return (get_language() or "").startswith("en")


def day(value: date | None, today: date | None = None) -> str:
    """11月2日（周一） or "Mon 2 Nov"; with the year when it is not this one. A datetime counts as its local day."""
    if value is None:
        return ""
    on = timezone.localtime(value).date() if isinstance(value, datetime) else value
    return day_in(get_language() or "", on, on.year != (today or timezone.localdate()).year)


def moment(value: date | None, today: date | None = None) -> str:
    """11月2日（周一）14:20 or "Mon 2 Nov, 14:20", in local time; a plain date has no time to tell."""
    if not isinstance(value, datetime):
        return day(value, today)
    local = timezone.localtime(value)
    return moment_in(get_language() or "", day(local, today), f"{local:%H:%M}")


def dated(value: date | None) -> str:
    """A day or moment with its year, whichever that is: what is printed and kept is read in another one."""
    return moment(value, date.min)


def iso(value: date | None) -> str:
    """For the datetime attribute: 2026-11-02, or 2026-11-02T14:20+08:00."""
    if not isinstance(value, datetime):
        return value.isoformat() if value else ""
    return timezone.localtime(value).isoformat(timespec="minutes")


class _Sentence(Formatter):
    """Fills holes for a reader; an English sentence may write ``{n:day|days}`` to get "1 day" or "3 days"."""

    def format_field(self, value: Any, format_spec: str) -> str:
        if "|" in format_spec:
            one, many = format_spec.split("|")
            return f"{value} {one if value == 1 else many}"
        return format(value, format_spec) if format_spec else say(value)


_sentence = _Sentence()


def word(text: str) -> str:
    """What ``gettext`` says, remembered: pages say the same few hundred things again and again."""
    return _word(get_language() or "", text)


@lru_cache(maxsize=8192)
def _word(language: str, text: str) -> str:
    found = gettext(text)
    return found if found != text else told(text, language) or text


def _phrase(phrase: Phrase) -> str:
    args: Mapping[str, object] = dict(phrase.args)
    return _sentence.vformat(word(phrase.text), (), args)


def say(value: object) -> str:
    """A Phrase, Citation, Term, date, list or plain string in the active language; unknown strings stay as they are."""
    match value:
        case None | "":
            return ""
        case Phrase():
            return _phrase(value)
        case Citation():
            return value.label_en() if english() else value.label()
        case date():
            return day(value)
        case bool() | int() | float():
            return str(value)
        case list() | tuple():
            return word("、").join(map(say, value))
    label = getattr(value, "label", None)
    return word(str(label if isinstance(label, str | Promise) else value))


def grouped(number: object) -> str:
    """The number of a matter as people read it: 330182 20261102 00017; anything else unchanged."""
    text = str(number)
    found = _GROUPS.fullmatch(text)
    return " ".join(found.groups()) if found else text


def size(octets: int | None) -> str:
    """A file's size in the largest fitting unit, with one decimal from a megabyte on."""
    if octets is None:
        return ""
    if octets < 1024:
        return f"{octets} B"
    if octets < 1024**2:
        return f"{octets / 1024:.0f} KB"
    return f"{octets / 1024**2:.1f} MB" if octets < 1024**3 else f"{octets / 1024**3:.1f} GB"
