"""Who may read a record now. Everything in this room asks here, at the moment of telling and again at reading."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from huiyin.cases.models import Case
from huiyin.people.posts import actor_of, people_of
from huiyin.record.kinds import KINDS
from huiyin.record.reading import readers


def may_read(kind: str, record: int, people: Iterable[tuple[int, int]], on: date) -> set[int]:
    """Of persons, each with the organ at which they are asked, those who may read the record; one query."""
    actors = [actor_of(person, on=on, organ=organ) for person, organ in people]
    return {actor.person for actor in readers(KINDS[kind], record, actors, on) if actor.person is not None}


def colleagues(case: Case, organs: Iterable[int], on: date) -> list[tuple[int, str, int]]:
    """Everybody of these organs who may read the matter: person, name, organ."""
    serving = {m.person: (m.name, organ) for organ in organs for m in people_of(organ, on=on)}
    seeing = may_read("matter", case.id, ((person, organ) for person, (_, organ) in serving.items()), on)
    return [(person, *serving[person]) for person in serving if person in seeing]
