"""Days and moments as they are written, and the bounds within which they make sense."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from huiyin.typed.times import day_of, moment_of


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2026-11-23T09:30", "2026-11-23T09:30:00+08:00"),
        ("2026-11-23 09:30:07", "2026-11-23T09:30:07+08:00"),
        ("2026-11-23", "2026-11-23T00:00:00+08:00"),
        ("20261123", "2026-11-23T00:00:00+08:00"),
        ("２０２６年１１月２３日 ９时３０分", "2026-11-23T09:30:00+08:00"),
        ("2026年11月23日下午3点20分", "2026-11-23T15:20:00+08:00"),
        ("2026年11月23日（星期一）上午9点半", "2026-11-23T09:30:00+08:00"),
        ("2026/11/23 3:20:05 PM", "2026-11-23T15:20:05+08:00"),
        ("2026/11/23 下午 15:20", "2026-11-23T15:20:00+08:00"),
        ("2026-11-23 12:05 AM", "2026-11-23T00:05:00+08:00"),
        ("2026-11-23 中午12:05", "2026-11-23T12:05:00+08:00"),
        ("2026/11/23 上午 12:05", "2026-11-23T00:05:00+08:00"),
        ("2026年11月23日上午12点05分", "2026-11-23T12:05:00+08:00"),
        ("2026年11月23日15點20分", "2026-11-23T15:20:00+08:00"),
        ("2026-11-23 15:20 (周一)", "2026-11-23T15:20:00+08:00"),
        ("星期一, 2026-11-23 15:20", "2026-11-23T15:20:00+08:00"),
        ("2026-11-23 Mon 15:20", "2026-11-23T15:20:00+08:00"),
        ("20261123152015", "2026-11-23T15:20:15+08:00"),
        ("20261123 15:20:15", "2026-11-23T15:20:15+08:00"),
        ("2026-11-23T01:30:00Z", "2026-11-23T01:30:00+00:00"),
        ("2026—11—23 15:20", "2026-11-23T15:20:00+08:00"),
        ("二〇二六年十一月二十三日", "2026-11-23T00:00:00+08:00"),
        ("二○二六年十二月十日下午三点半", "2026-12-10T15:30:00+08:00"),
        ("2026年11月23號 15時20分", "2026-11-23T15:20:00+08:00"),
        ("2026年11月23日 15点20分", "2026-11-23T15:20:00+08:00"),
    ],
)
def test_a_moment_is_read_however_it_is_written(written: str, moment: str) -> None:
    assert moment_of(written) == datetime.fromisoformat(moment)


@pytest.mark.parametrize(
    "raw",
    [
        "", "昨天", "2026-13-01", "2026-02-30", "0001-01-01", "0202-11-30T09:00", "9999-12-31", "2026-11-23T25:00",
        "2026-W48-1", "\x00", "\ud800", "9" * 5000, None, [], "2026-11-23T24:00",
    ],
)  # fmt: skip
def test_what_is_no_day_of_this_field_is_none(raw: object) -> None:
    assert (day_of(raw), moment_of(raw)) == (None, None)


def test_the_bounds_belong_to_the_field() -> None:
    first, last = date(2026, 1, 1), date(2026, 12, 31)
    days = [day_of(each, first, last) for each in ("2025-12-31", "2026-01-01", "2026-12-31", "2027-01-01")]
    assert days == [None, first, last, None]


def test_the_day_of_a_moment_elsewhere_is_china_s() -> None:
    assert day_of("2026-11-30T22:00:00Z") == day_of(datetime.fromisoformat("2026-11-30T22:00:00+00:00"))
    assert day_of("2026-11-30T22:00:00Z") == date(2026, 12, 1)
    assert day_of(datetime.max.replace(tzinfo=UTC)) is None
