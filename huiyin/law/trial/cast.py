"""The standard cast: one county with its petition office, a unit, a discipline organ, and two organs above it.

Everybody's id begins with their organ's. Each organ has somebody in every role, so that a history is refused for what
the law says of it and never because a post is empty.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from huiyin.law.chart.organs import Level, Organ, OrganChart, OrganKind
from huiyin.law.frame.facts import PETITIONER, SYSTEM, Actor, World
from huiyin.law.frame.workdays import WorkCalendar
from huiyin.law.terms import Role

TOP, SUPERIOR, PETITION_OFFICE, UNIT, DISCIPLINE = 1, 2, 3, 4, 5
#: What a history calls them.
BY_NAME: Mapping[str, int] = {
    "top": TOP,
    "superior": SUPERIOR,
    "petition_office": PETITION_OFFICE,
    "unit": UNIT,
    "discipline": DISCIPLINE,
}
_PROVINCE, _CITY, _COUNTY = "990000000000", "990100000000", "990121000000"
_TABLE = (
    (TOP, _PROVINCE, "省政府", Level.PROVINCE, OrganKind.GOVERNMENT),
    (SUPERIOR, _CITY, "市政府", Level.CITY, OrganKind.GOVERNMENT),
    (PETITION_OFFICE, _COUNTY, "县信访局", Level.COUNTY, OrganKind.PETITION_OFFICE),
    (UNIT, _COUNTY, "县水利局", Level.COUNTY, OrganKind.DEPARTMENT),
    (DISCIPLINE, _COUNTY, "县纪委", Level.COUNTY, OrganKind.DISCIPLINE),
)
ORGANS: Mapping[int, Organ] = {id: Organ(id, code, name, name, level, kind) for id, code, name, level, kind in _TABLE}
SUPERIORS: Mapping[int, tuple[int, ...]] = {
    TOP: (),
    SUPERIOR: (TOP,),
    PETITION_OFFICE: (SUPERIOR,),
    UNIT: (SUPERIOR,),
    DISCIPLINE: (SUPERIOR,),
}
CHART = OrganChart(ORGANS, SUPERIORS)
#: Role by role, in the order in which somebody is asked to act.
_ROLES = (
    Role.DISPATCHER, Role.RECEPTION, Role.HANDLER, Role.HEAD, Role.REVIEWER, Role.SUPERVISOR, Role.CONVENER,
)  # fmt: skip
_MANY = 10


def person(organ: int, role: Role) -> int:
    """Whoever has this role at this organ."""
    return organ * _MANY + _ROLES.index(role) + 1


@lru_cache
def actor(organ: int, role: Role) -> Actor:
    if role is Role.PETITIONER:
        return PETITIONER
    return SYSTEM if role is Role.SYSTEM else Actor(person(organ, role), organ, frozenset({role}))


def world(calendar: WorkCalendar) -> World:
    """The surroundings of every step; no paper is ever still to be issued."""
    return World(CHART, calendar, _duty, _organ_of, roles_at=_roles_at)


def _duty(organ: int, roles: tuple[Role, ...], excluded: frozenset[int]) -> int | None:
    return next((who for role in roles if (who := person(organ, role)) not in excluded), None)


def _organ_of(person: int) -> int | None:
    return person // _MANY


def _roles_at(person: int, organ: int) -> frozenset[Role]:
    return frozenset({_ROLES[person % _MANY - 1]})
