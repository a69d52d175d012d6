"""Records kept for a place: its own organs read them, and those of every division within it."""

from __future__ import annotations

from datetime import date

from huiyin.law.chart.organs import CODE_DIGITS, Level
from huiyin.law.frame.facts import Actor
from huiyin.law.reading import WORKERS, overseen_area
from huiyin.people.charts import chart_on
from huiyin.record.conditions import HAS_STANDING, LIES_IN_AREA, Condition, beyond


def above(code: str) -> tuple[str, ...]:
    """The divisions around a place, its own first: who keeps a list for them keeps it for the place too."""
    codes = (code[: level.width].ljust(CODE_DIGITS, "0") for level in reversed(Level))
    return tuple(dict.fromkeys(codes))


def kept_for_the_place(actor: Actor, on: date) -> Condition | None:
    """Lists that everybody reads who works on petitions where they count: those of their place and of the divisions
    around it. What stands on them is held in public."""
    chart = chart_on(on)
    organ = chart.organs.get(actor.organ or 0)
    if actor.person is None or organ is None or not actor.roles & WORKERS:
        return None
    codes = above(organ.code)
    sql = f"({HAS_STANDING} OR {{holder_code}} IN ({', '.join('%s' for _ in codes)})"
    values: tuple[object, ...] = (organ.id, *codes)
    if area := overseen_area(actor, chart):
        sql, values = f"{sql} OR {LIES_IN_AREA}", (*values, area, beyond(area))
    return Condition(f"{sql})", values)
