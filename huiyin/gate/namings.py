"""Posts (任职) given at the desk: by an administrator for the organs in their charge, and never by one person alone.

Whoever may read matters may be given a report of wrongdoing, so such a post waits for a second person of its organ, as
a new password does (:mod:`huiyin.gate.resets`). Roles that administer or audit are not given here. A post is taken
away at once: that opens nothing.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import Q, QuerySet

from huiyin.gate.models import Naming
from huiyin.gate.resets import asked_of
from huiyin.law.frame.facts import Actor
from huiyin.law.reading import WORKERS
from huiyin.law.terms import OUTSIDE, Role
from huiyin.people.account_acts import Kind, give_post, write
from huiyin.people.models import Post, in_force
from huiyin.record.worlds import beijing_day
from huiyin.store.locks import writing

GOOD_FOR: Final = timedelta(days=7)
#: Roles that are given at the desk; machines, petitioners, administrators and auditors are named elsewhere.
GIVEN: Final = tuple(role for role in Role if role not in OUTSIDE | {Role.ADMIN, Role.AUDITOR})
OPEN: Final = Q(agreed_by__isnull=True, ended_at__isnull=True)


def name_to(person: int, organ: int, role: Role, *, by: Actor, at: datetime) -> Naming | None:
    """Give somebody a post.

    :returns: what now waits for a second person; nothing where the post is held from today on.
    """
    assert by.person is not None
    if role not in WORKERS:
        give_post(person, organ, role, by=by, at=at)
        return None
    waits = waiting(at).filter(person=person, organ=organ, role=role.value).first()
    if waits is not None or holds(person, organ, role, beijing_day(at)):
        return waits
    naming = Naming(person=person, organ=organ, role=role.value, by=by.person, under=by.organ or 0, at=at)
    naming.until = at + GOOD_FOR
    with writing():
        naming.save(force_insert=True)
        write(Kind.NAMED, person, by=by, at=at)
    return naming


def holds(person: int, organ: int, role: Role, on: date) -> bool:
    return Post.objects.filter(in_force(on), person=person, organ=organ, role=role.value).exists()


def waiting(at: datetime) -> QuerySet[Naming]:
    """What a second person may still say yes to, the newest first."""
    return Naming.objects.filter(OPEN, until__gt=at).order_by("-at", "-id")


def to_agree(actor: Actor, at: datetime) -> list[Naming]:
    """What waits for the actor's yes."""
    on = beijing_day(at)
    if actor.person is None or not actor.roles & WORKERS:
        return []
    others = waiting(at).exclude(person=actor.person).exclude(by=actor.person)
    return [naming for naming in others if asked_of(naming, naming.organ, on) == actor.organ]


def agree(naming: Naming, *, by: Actor, at: datetime) -> None:
    """A second person of the organ says yes: the post is held from today on. Ask :func:`to_agree` who may."""
    with writing():
        if Naming.objects.filter(OPEN, id=naming.id).update(agreed_by=by.person):
            give_post(naming.person, naming.organ, Role(naming.role), by=by, at=at)
            write(Kind.SECONDED, naming.person, by=by, at=at)


def end(naming: Naming, *, by: Actor, at: datetime) -> None:
    """The administrator or whoever was asked does not want it."""
    with writing():
        if Naming.objects.filter(OPEN, id=naming.id).update(ended_at=at):
            write(Kind.UNNAMED, naming.person, by=by, at=at)
