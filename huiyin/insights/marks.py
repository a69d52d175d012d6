"""Marks in the index that say who may find a matter, so that a search need not look at what is closed to the seeker.

They only spare work: what is found is asked for again through huiyin.cases.queries.visible_to, which decides.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from huiyin.law.chart.organs import Level
from huiyin.law.frame.facts import Actor
from huiyin.law.reading import CONFIDANTS, WORKERS, Readers, overseen_area
from huiyin.people.charts import chart_on

#: Before a mark of all records but matters, so that a search for matters meets none of them.
OTHER = "_k"


def marks_of(readers: Readers) -> set[str]:
    """Marks of one matter, by who may read it; of a report its organs' confidants and its owner only."""
    marks = {f"_o{organ}" for organ in readers.organs} | {f"_r{organ}" for organ in readers.confidants}
    marks |= {f"_p{readers.owner}"} if readers.confidants else set()
    return marks | {f"_a{readers.overseers[: level.width]}" for level in Level if readers.overseers}


def marks_of_other(organs: Iterable[int], code: str) -> set[str]:
    """Marks of a record of any kind but the matter: its organs, and who oversees the division that holds it."""
    marks = {f"_o{organ}" for organ in organs} | {f"_a{code[: level.width]}" for level in Level}
    return {OTHER + mark for mark in marks}


def marks_for(actor: Actor, on: date) -> list[str]:
    """Marks that somebody may look for; none if they may read nothing."""
    chart = chart_on(on)
    if actor.organ is None or actor.organ not in chart.organs or not actor.roles & WORKERS:
        return []
    marks = [f"_o{actor.organ}", f"_p{actor.person}"]
    if actor.roles & CONFIDANTS:
        marks.append(f"_r{actor.organ}")
    area = overseen_area(actor, chart)
    return [*marks, f"_a{area}"] if area else marks
