"""Who gives matters to whom within an organ."""

from __future__ import annotations

from huiyin.desk.staff import Desk
from huiyin.law.terms import Role
from huiyin.people.posts import duty_person

HANDS_OVER = frozenset({Role.HEAD, Role.DISPATCHER})


def dispatcher_for(desk: Desk) -> int | None:
    """The dispatcher on duty at the own organ, for those who do not dispatch themselves."""
    if Role.RECEPTION not in desk.actor.roles or desk.actor.roles & HANDS_OVER:
        return None
    found = duty_person(desk.organ.id, Role.DISPATCHER, on=desk.today)
    return found if found != desk.actor.person else None
