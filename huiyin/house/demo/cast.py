"""The people and organs of the demonstration city by their handles, and who acts when a story does not say."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from huiyin.law.chart.organs import CODE_DIGITS
from huiyin.law.frame.facts import PANELIST, PETITIONER, SYSTEM, Actor
from huiyin.law.matter.facts import Facts
from huiyin.law.matter.procedure import MATTER
from huiyin.law.terms import OUTSIDE, Act, Role, Seat
from huiyin.people.models import Division, Organ, Person
from huiyin.people.posts import actor_of, duty_person

_OUTSIDE: Final = {"petitioner": PETITIONER, "panelist": PANELIST, "system": SYSTEM}


class Cast:
    """Handles to ids, read once."""

    def __init__(self) -> None:
        self._organs = dict(Organ.objects.values_list("key", "id"))
        self._people = dict(Person.objects.values_list("username", "id"))
        self._places = dict(Division.objects.values_list("name", "code"))

    def organ(self, key: str) -> int:
        """The organ with this handle, e.g. ``lx-slj`` 柳溪县水利局."""
        return self._organs[key]

    def person(self, username: str) -> int:
        return self._people[username]

    def place(self, name: str) -> str:
        """The 12-digit code of a division by its name."""
        return self._places[name].ljust(CODE_DIGITS, "0")

    def actor(self, said: str, day: date) -> Actor:
        """Who ``said`` is: a username, petitioner, panelist, system, or role@organ."""
        if said in _OUTSIDE:
            return _OUTSIDE[said]
        role, at, organ = said.partition("@")
        return self.on_duty(self.organ(organ), Role(role), day) if at else actor_of(self.person(said), on=day)

    def on_duty(self, organ: int, role: Role, day: date) -> Actor:
        person = duty_person(organ, role, on=day)
        if person is None:
            raise KeyError(f"nobody is {role} at {organ}")
        return actor_of(person, on=day, organ=organ)

    def actor_at(self, person: int, organ: int, day: date) -> Actor:
        """Somebody at one of the organs they serve."""
        return actor_of(person, on=day, organ=organ)

    def somebody(self, organ: int, roles: Iterable[Role], day: date) -> Actor:
        """Whoever has the first of these roles that somebody has there."""
        found = (duty_person(organ, role, on=day) for role in roles)
        return actor_of(next(person for person in found if person is not None), on=day, organ=organ)

    def whoever(self, act: Act, facts: Facts, day: date) -> Actor:
        """Who does the act when nobody is named: the petitioner where it is theirs, else the owner, else the duty."""
        move = next(move for move in MATTER.by_act[act] if facts.stage in move.from_)
        if said_by_them(act):
            return PETITIONER
        organ, person = _seated(move.seat, facts)
        owner = actor_of(person, on=day, organ=organ)
        if owner.roles & set(move.by):
            return owner
        role = next(role for role in move.by if role not in OUTSIDE)
        return self.on_duty(organ, role, day)


def said_by_them(act: Act) -> bool:
    """Whether it is the petitioner's: of what is told of a promise, only their own word is."""
    rows = MATTER.by_act[act]
    theirs = act in (Act.CONFIRM_EXECUTION, Act.DENY_EXECUTION) or rows[0].seat is not Seat.RECORDED
    return theirs and Role.PETITIONER in rows[0].by


def _seated(seat: Seat, facts: Facts) -> tuple[int, int]:
    if seat in (Seat.RESPONSIBLE, Seat.RECORDED) and facts.responsible is not None and facts.handler is not None:
        return facts.responsible, facts.handler
    return facts.holder, facts.owner
