"""The pill of a time limit: a sign, words and a colour, so that state is never told by colour alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Final

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext

from huiyin.wording.paper import day_shown
from huiyin.wording.words import say

SIGNS: Final = {
    "ok": "●", "soon": "▲", "late": "■", "done": "✓", "silent": "…", "moved": "→", "ahead": "○", "none": "–",
}  # fmt: skip
SOON_DAYS: Final = 7


@dataclass(frozen=True, slots=True)
class Pill:
    """What a pill shows: its state (a key of SIGNS), the words, and the day it speaks of."""

    state: str
    words: str
    on: date | None = None
    why: str = ""

    def html(self, *, with_day: bool, today: date) -> SafeString:
        return _drawn(self, with_day, today, get_language() or "")


@lru_cache(maxsize=8192)
def _drawn(pill: Pill, with_day: bool, today: date, language: str) -> SafeString:
    shown = format_html(' <span class="on">{}</span>', day_shown(pill.on, today)) if with_day and pill.on else ""
    title = format_html(' title="{}"', pill.why) if pill.why else ""
    return format_html(
        '<span class="due {}"{}><span><span aria-hidden="true">{}</span> {}</span>{}</span>',
        pill.state, title, SIGNS[pill.state], pill.words, shown,
    )  # fmt: skip


def _local(value: date | datetime) -> date:
    return timezone.localtime(value).date() if isinstance(value, datetime) else value


def _running(on: date, today: date, soon: int) -> Pill:
    left = (on - today).days
    if left < 0:
        return Pill("late", ngettext("超期 %(n)s 天", "超期 %(n)s 天", -left) % {"n": -left}, on)
    state = "soon" if left <= soon else "ok"
    if left == 0:
        return Pill(state, gettext("今天到期"), on)
    return Pill(state, ngettext("剩 %(n)s 天", "剩 %(n)s 天", left) % {"n": left}, on)


def _done(on: date | None, done: date) -> Pill:
    late = (done - on).days if on else 0
    if late <= 0:
        return Pill("done", gettext("已完成"), done)
    return Pill("late", ngettext("迟了 %(n)s 天完成", "迟了 %(n)s 天完成", late) % {"n": late}, done)


def pill(item: object, today: date, done: date | None = None, soon: int = SOON_DAYS) -> Pill:
    """The pill for a last day.

    :param item: a date, a law Due (``on``, ``why``, ``provisional``), any object with ``on`` or ``due_on``, or None.
    :param done: the day the duty was done, when it was; else the item's own ``stopped`` or ``done_on`` counts.
    :param soon: natural days before the end from which it counts as soon.
    """
    last = item if isinstance(item, date) else getattr(item, "on", None) or getattr(item, "due_on", None)
    done = done or getattr(item, "stopped", None) or getattr(item, "done_on", None)
    if done is not None:
        return _done(_local(last) if last else None, _local(done))
    if last is None:
        return Pill("none", gettext("没有时限"))
    running = _running(_local(last), _local(today), soon)
    why = say(getattr(item, "why", None))
    if getattr(item, "provisional", False):
        words = gettext("%(words)s（暂定）") % {"words": running.words}
        return Pill(running.state, words, running.on, why)
    return Pill(running.state, running.words, running.on, why)
