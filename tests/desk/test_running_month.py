"""The picture of what came month by month: the running month says that it is a part of one."""

from __future__ import annotations

from datetime import date

import pytest

from huiyin.desk.pictures.drawing import so_far


@pytest.mark.parametrize(
    ("month", "today", "said"),
    [
        (date(2026, 12, 1), date(2026, 12, 1), "2026年12月，只到1日"),
        (date(2026, 11, 1), date(2026, 12, 1), "2026年11月"),
        (date(2025, 12, 1), date(2026, 12, 31), "2025年12月"),
    ],
)
def test_only_the_running_month_says_how_far_it_reaches(month: date, today: date, said: str) -> None:
    told = so_far(month, today)
    assert told.text.format(**dict(told.args)) == said
