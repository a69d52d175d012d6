"""A letter that reads as a report of wrongdoing (检举控告): whoever may be meant never has it in hand.

Before anybody opens it nobody has said whom it is about, so its own words are asked, and everybody they may mean is
kept away (xf2022 Art. 30 ¶3). Whoever is only written to, in the greeting, is not meant.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final

from huiyin.cases.accused import Accused
from huiyin.cases.acts import FIRST_ASKED
from huiyin.channels.arrivals.models import Arrival
from huiyin.law.accused.meant import Meant, Typed, who_is_meant
from huiyin.law.accused.signs import reads_as_report
from huiyin.people.models import Organ
from huiyin.people.naming import register_on
from huiyin.record.worlds import beijing_day, world_on

#: So much of a letter is searched for names.
LONGEST: Final = 20_000
_WRITTEN_TO: Final = r"(?:尊敬的|敬爱的|致|呈)[^\n，。]{0,40}|[^\n，。]{0,30}(?:领导|局|办|委|书记|主任|同志)"
_GREETING: Final = re.compile(
    rf"^[ \t　]*(?:{_WRITTEN_TO})[ \t]*[:：,，][ \t]*(?:您好|你们好|你好)?[!！。]?|^[ \t　]*此致[^\n]{{0,40}}$",
    re.MULTILINE,
)


def protect(arrival: Arrival, words: str, at: datetime) -> None:
    """Note in the row who must not see it, and who has it instead; the caller writes the row."""
    if not reads_as_report(words):
        return
    day = beijing_day(at)
    world, meant = world_on(day), _named(words, arrival, at)
    accused = Accused(day, _place(arrival), meant=meant)
    away = accused.away(world)
    arrival.report, arrival.withheld = True, sorted(away)
    own = arrival.organ
    if own is not None and own not in world.chart.barred(meant.all_organs) and world.duty(own, FIRST_ASKED, away):
        return
    keepers = (organ.id for organ in accused.keepers(world) if world.duty(organ.id, FIRST_ASKED, away))
    arrival.organ = next(keepers, None)


def away_from(words: str, place: str, at: datetime, organ: str = "", person: str = "") -> frozenset[int]:
    """Who may be meant by a row of a sheet: by whom it names, or by its words where these read as a report."""
    day = beijing_day(at)
    body = (_GREETING.sub("", words[:LONGEST]),) if reads_as_report(words) else ()
    if not (body or organ or person):
        return frozenset()
    meant = who_is_meant(Typed(None, (*body, organ, person), place), register_on(day))
    return Accused(day, place, meant=meant).away(world_on(day))


def _named(words: str, arrival: Arrival, at: datetime) -> Meant:
    """Everybody the words may mean; pieces that name nobody known are no names here."""
    body = _GREETING.sub("", words[:LONGEST])
    return who_is_meant(Typed(None, (body,), _place(arrival)), register_on(beijing_day(at)))


def _place(arrival: Arrival) -> str:
    return Organ.objects.filter(id=arrival.organ or 0).values_list("code", flat=True).first() or ""


def may_see(arrival: Arrival, person: int, organ: int | None) -> bool:
    """Whether this member of staff may have it in hand."""
    return arrival.organ is not None and arrival.organ == organ and person not in arrival.withheld
