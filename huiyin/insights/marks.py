"""Marks in the index that say who may find a matter, so that a search need not look at what is closed to the seeker.

They only spare work: what is found is asked for again through huiyin.cases.queries.visible_to, which decides.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from huiyin.cases.models import Case
from huiyin.cases.queries import CONFIDANTS, OVERSEERS, WORKERS
from huiyin.law.chart.organs import Level, OrganKind
from huiyin.law.frame.facts import Actor
from huiyin.people.charts import chart_on


def marks_of(case: Case, organs: Iterable[int]) -> set[str]:
    """Marks of one matter; a report of wrongdoing is marked for its organs' confidants and its owner only."""
    if case.report:
        return {f"_r{organ}" for organ in organs} | {f"_p{case.owner}"}
    return {f"_o{organ}" for organ in organs} | {f"_a{case.holder_code[: level.width]}" for level in Level}


def marks_for(actor: Actor, on: date) -> list[str]:
    """Marks that somebody may look for; none if they may read nothing."""
    chart = chart_on(on)
    if actor.organ is None or actor.organ not in chart.organs or not actor.roles & WORKERS:
        return []
    marks = [f"_o{actor.organ}", f"_p{actor.person}"]
    if actor.roles & CONFIDANTS:
        marks.append(f"_r{actor.organ}")
    organ = chart.organs[actor.organ]
    if organ.kind is OrganKind.PETITION_OFFICE and actor.roles & OVERSEERS:
        marks.append(f"_a{organ.area}")
    return marks
