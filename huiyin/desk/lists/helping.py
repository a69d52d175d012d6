"""What one's organ was asked to help with (协办) and has not reported on yet: the part asked for, and by when.

The matter stays with the organ that leads, so that it stands in no queue of the one that helps.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from huiyin.cases.models import Case
from huiyin.cases.queries import may_be_read, visible_to
from huiyin.cases.snapshots import load_facts
from huiyin.law.frame.facts import Actor, World
from huiyin.law.reading import WORKERS
from huiyin.law.terms import Act
from huiyin.record.conditions import HAS_STANDING
from huiyin.record.models import Event, Standing
from huiyin.record.projection import FAR
from huiyin.record.worlds import world_on
from huiyin.store.statements import of_json
from huiyin.vault.opening import read_out


@dataclass(frozen=True, slots=True)
class Asked:
    """One matter with what is asked of the organ; of a report its number alone."""

    case: Case
    part: str
    until: date | None


def asked_to_help(by: Actor, on: date) -> list[Asked]:
    """The nearest day first. One statement where there is nothing, as nearly always; two where there is."""
    if by.organ is None or not by.roles & WORKERS:
        return []
    there = Standing.objects.filter(organ=by.organ).values("record")
    open_ones = visible_to(by, on).filter(helped=True, queue_on__isnull=False, id__in=there)
    # Asked only of matters there are: the world is read for them alone.
    cases = list(open_ones.exclude(holder=by.organ))
    if not cases:
        return []
    world = world_on(on)
    cases = [case for case in cases if _awaited(case, by.organ, world)]
    said = _said(cases, by.organ, world)
    found = [
        Asked(case, "" if case.report else said[case.id].get("part", ""), _day(said[case.id].get("until")))
        for case in cases
        if case.id in said
    ]
    return sorted(found, key=lambda each: (each.until or FAR, each.case.id))


def waiting(by: Actor, on: date, most: int) -> tuple[str, list[Any]]:
    """A statement that gives a row for each of what :func:`asked_to_help` finds, up to so many, and what it is asked
    with: every page of the desk asks it with its other counts. What rests in an envelope stands in the list alone.
    """
    readable = may_be_read(by, on)
    if readable is None:
        return f"SELECT 1 FROM cases_case WHERE 1 = 0 LIMIT {most}", []
    may_read, values = readable.written_out()
    there, awaited = HAS_STANDING.format(id='"cases_case"."id"'), of_json("facts", "awaited")
    text = f"helped AND queue_on IS NOT NULL AND holder <> %s AND {there} AND {may_read} AND {awaited} LIKE %s"
    return f"SELECT 1 FROM cases_case WHERE {text} LIMIT {most}", [by.organ, by.organ, *values, f"%{by.organ}%"]


def _awaited(case: Case, mine: int, world: World) -> bool:
    return any(world.standing(organ) == mine for organ in load_facts(case.facts).awaited)


def _said(cases: list[Case], mine: int, world: World) -> dict[int, Mapping[str, Any]]:
    """The last invitation of this organ, by matter."""
    found: dict[int, Mapping[str, Any]] = {}
    asked = Event.objects.filter(record__in=[case.id for case in cases], act=Act.INVITE.value).order_by("seq")
    for event in asked:
        said = read_out(event.payload)["said"]
        if world.standing(said["to_organ"]) == mine:
            found[event.record] = said
    return found


def _day(said: object) -> date | None:
    return date.fromisoformat(said) if isinstance(said, str) else None
