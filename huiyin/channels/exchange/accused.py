"""Whom a report from another site is about (反映的是谁): the same organ or person here, or it is not certain.

Handles and numbers differ between sites. Official names do not; names of people do not suffice, for two may bear one.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.utils import timezone

from huiyin.people.models import Organ, Person, Post, in_force
from huiyin.typed.times import beijing_day


def called(name: Any) -> int | None:
    """The one organ here with this official name."""
    found = list(Organ.objects.filter(name=name).values_list("id", flat=True)[:2]) if isinstance(name, str) else []
    return found[0] if len(found) == 1 else None


def meant(name: str, organs: Collection[Any]) -> tuple[int | None, bool]:
    """Who here bears the name, and whether that is certain.

    Whoever serves at one of these organs is meant. Where nobody at all bears the name nobody here is meant, and that is
    certain as well: whom the report accuses cannot come to read it here. A namesake elsewhere makes it uncertain.

    :param organs: the official names of those where whoever is accused serves.
    """
    if not name:
        return None, False
    bearers = set(Person.objects.filter(name=name).values_list("id", flat=True))
    posts = Post.objects.filter(in_force(beijing_day(timezone.now())), person__in=bearers, organ__name__in=list(organs))
    there = set(posts.values_list("person", flat=True))
    if len(there) == 1:
        return there.pop(), True
    return None, not bearers
