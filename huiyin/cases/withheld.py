"""What waits before registration and reads as a report (检举控告): whoever may be meant never has it in hand.

Before anybody opens it nobody has said whom it is about, so its own words are asked, the name it came under among
them, and everybody they may mean is kept away (xf2022 Art. 30 ¶3). Whoever is only written to, in the greeting, is not
meant. Rows that wait have :class:`Withheld`; whoever lists or opens some asks :func:`seen_by`, so that what is kept
from them is never fetched.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar, TypeVar

from django.db import models
from django.db.models import QuerySet, TextField, Value
from django.db.models.functions import Cast, Replace
from django.db.models.lookups import Contains

from huiyin.cases.accused import Accused, in_story
from huiyin.cases.acts import FIRST_ASKED
from huiyin.law.accused.heard import heard
from huiyin.law.frame.facts import Actor
from huiyin.people.models import Organ
from huiyin.people.posts import people_of
from huiyin.record.worlds import beijing_day, world_on

W = TypeVar("W", bound="Withheld")


class Withheld(models.Model):
    """A row that waits for a clerk of ``organ``, which is empty while nobody may have it.

    :ivar report: it reads as a report of wrongdoing; ``withheld`` are the persons who may be meant.
    """

    organ = models.BigIntegerField(null=True)
    report = models.BooleanField(default=False)
    withheld = models.JSONField(default=list)

    #: What of it :func:`withhold` may change.
    CHANGED: ClassVar = ("organ", "report", "withheld")

    class Meta:
        abstract = True


def withhold(row: Withheld, words: str, at: datetime) -> bool:
    """Note in the row who must not see it, and who has it instead; whether its words read as a report. The caller
    writes the row.

    People tell of wrongdoing in words that no list knows. So whoever of the staff is named in full does not open it
    first even where nothing wrong is told, nor whoever only may be meant where it is like a report, as long as a
    colleague can. (A letter by a Wang about a lamp is no reason to keep it from every Wang.)
    """
    day, place = beijing_day(at), _place(row.organ)
    world, meant, sounds = world_on(day), in_story(day, place, words), heard(words)
    if not sounds.signs:
        named = (meant.all_persons if sounds.like else meant.persons) | frozenset(row.withheld)
        if row.organ is not None and world.duty(row.organ, FIRST_ASKED, named):
            row.withheld = sorted(named)
        return False
    accused = Accused(day, place, meant=meant)
    away = accused.away(world) | frozenset(row.withheld)
    row.report, row.withheld = True, sorted(away)
    own = row.organ
    if own is not None and own not in world.chart.barred(meant.all_organs) and world.duty(own, FIRST_ASKED, away):
        return True
    keepers = (organ.id for organ in accused.keepers(world) if world.duty(organ.id, FIRST_ASKED, away))
    row.organ = next(keepers, None)
    return True


def seen_by(rows: QuerySet[W], actor: Actor) -> QuerySet[W]:
    """Of these what this member of staff may have in hand: what their organ has and is not kept from them."""
    listed = _with(_with(Cast("withheld", TextField()), "[", " "), "]", ",")  # " 12, 34,"
    kept = Contains(listed, Value(f" {actor.person or 0},"))
    return rows.filter(organ=actor.organ or 0).exclude(kept)


def _with(words: Any, old: str, new: str) -> Replace:
    return Replace(words, Value(old), Value(new), output_field=TextField())


def seen_by_nobody(rows: Iterable[QuerySet[W]], at: datetime) -> int:
    """How many of these no member of staff may have in hand: everybody there may be meant, or there is no organ."""
    day = beijing_day(at)
    kept = [row for some in rows for row in some.filter(report=True).values_list("organ", "withheld")]
    staff = {organ: {each.person for each in people_of(organ or 0, on=day)} for organ, _ in kept}
    unseen = sum(staff[organ] <= set(away) for organ, away in kept)
    return unseen + sum(some.filter(organ=None, report=False).count() for some in rows)


def _place(organ: int | None) -> str:
    return Organ.objects.filter(id=organ or 0).values_list("code", flat=True).first() or ""
