"""Quiet hours (免打扰时段): what may wake somebody waits for the morning."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings

from huiyin.record.worlds import BEIJING


def quiet_until(at: datetime) -> datetime | None:
    """The end of the quiet hours in which a moment lies; ``None`` outside of them."""
    begins, ends = settings.HUIYIN_QUIET_HOURS
    here = at.astimezone(BEIJING)
    if begins == ends:
        return None
    now = here.time()
    inside = begins <= now < ends if begins < ends else now >= begins or now < ends
    if not inside:
        return None
    day = here.date() + timedelta(days=1) if begins > ends and now >= begins else here.date()
    return datetime.combine(day, ends, BEIJING)
