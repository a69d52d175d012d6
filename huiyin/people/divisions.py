"""Where something can have happened: the divisions (行政区划), as pages offer them."""

from __future__ import annotations

from huiyin.law.chart.organs import CODE_DIGITS
from huiyin.people.models import Division
from huiyin.people.stamps import ORGANS, Remembered


def divisions_in(area: str) -> list[tuple[str, str]]:
    """Twelve-digit code and full name of each division whose code begins with ``area``, in the order of codes."""
    return [division for division in _divisions() if division[0].startswith(area)]


def _read() -> list[tuple[str, str]]:
    rows = Division.objects.order_by("code").values_list("code", "path")
    return [(code.ljust(CODE_DIGITS, "0"), path) for code, path in rows]


_divisions = Remembered(ORGANS, _read)
