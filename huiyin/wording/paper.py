"""Days as a page shows them: the screen leaves this year out, and the same page says it once it is on paper.

What lies in a file is read in another year.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from huiyin.wording.words import day, moment

#: Before every day of any reader: whatever is said as of it says its year.
_ANOTHER_YEAR = date.min


def day_shown(value: date | None, today: date | None = None) -> str:
    """``words.day`` for a template: where it leaves the year out, the year stands in it for paper alone."""
    return _shown(day, value, today)


def moment_shown(value: date | None, today: date | None = None) -> str:
    """``words.moment`` likewise."""
    return _shown(moment, value, today)


def _shown(told: Callable[[date | None, date | None], str], value: date | None, today: date | None) -> str:
    said = told(value, today)
    return with_year(said, told(value, _ANOTHER_YEAR)) if said else said


@lru_cache(maxsize=8192)
def with_year(said: str, whole: str) -> SafeString:
    """What is said, and what of the ``whole`` it leaves out marked as for paper.

    A language in which the one does not lie within the other gets both, each for its own place.
    """
    before, found, after = whole.partition(said)
    if not found:
        return mark_safe(f'<span class="no-paper">{escape(said)}</span>{_on_paper(whole)}')
    return mark_safe(f"{_on_paper(before)}{escape(said)}{_on_paper(after)}")


def _on_paper(text: str) -> str:
    return f'<span class="on-paper">{escape(text)}</span>' if text else ""
