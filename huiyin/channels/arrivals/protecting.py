"""A letter that reads as a report of wrongdoing (检举控告): whoever may be meant never has it in hand.

Before anybody opens it nobody has said whom it is about, so its own words are asked, and everybody they may mean is
kept away (xf2022 Art. 30 ¶3). Whoever is only written to, in the greeting, is not meant.
"""

from __future__ import annotations

from datetime import datetime

from huiyin.cases.accused import Accused, in_story
from huiyin.cases.acts import FIRST_ASKED
from huiyin.channels.arrivals.models import Arrival
from huiyin.law.accused.signs import reads_as_report
from huiyin.people.models import Organ
from huiyin.record.worlds import beijing_day, world_on


def protect(arrival: Arrival, words: str, at: datetime) -> None:
    """Note in the row who must not see it, and who has it instead; the caller writes the row."""
    if not reads_as_report(words):
        return
    day, place = beijing_day(at), _place(arrival)
    world, meant = world_on(day), in_story(day, place, words)
    accused = Accused(day, place, meant=meant)
    away = accused.away(world)
    arrival.report, arrival.withheld = True, sorted(away)
    own = arrival.organ
    if own is not None and own not in world.chart.barred(meant.all_organs) and world.duty(own, FIRST_ASKED, away):
        return
    keepers = (organ.id for organ in accused.keepers(world) if world.duty(organ.id, FIRST_ASKED, away))
    arrival.organ = next(keepers, None)


def _place(arrival: Arrival) -> str:
    return Organ.objects.filter(id=arrival.organ or 0).values_list("code", flat=True).first() or ""


def may_see(arrival: Arrival, person: int, organ: int | None) -> bool:
    """Whether this member of staff may have it in hand."""
    return arrival.organ is not None and arrival.organ == organ and person not in arrival.withheld
