"""Who holds a row of a sheet (来件的保管): the receiving organ, or for a report whoever cannot be meant by it.

Nobody can be asked whether words are a report, or on whom, so what reads as one, or is like one, waits with a
discipline organ until a person there says (xf2022 Art. 30 ¶3).
"""

from __future__ import annotations

from dataclasses import dataclass

from huiyin.cases.accused import Accused, in_story, told_by
from huiyin.cases.acts import FIRST_ASKED
from huiyin.channels.sheets.reading import Message
from huiyin.law.accused.heard import heard
from huiyin.law.frame.facts import World
from huiyin.law.words import P, Phrase
from huiyin.record.worlds import beijing_day, world_on

_IN_DOUBT = P("读起来是检举控告，没有写明反映谁：由不会被反映的机关保管、认定。")
_ANSWER_BESIDE = P("这是检举控告，来文里的答复没有登记成答复，留在来件旁边。")


@dataclass(frozen=True, slots=True)
class Placed:
    """One message and who holds it; ``None`` where nobody may.

    :param away: who may be meant, by whom the row names or by its story.
    """

    message: Message
    accused: Accused
    holder: int | None
    away: frozenset[int] = frozenset()

    @property
    def report(self) -> bool:
        return self.accused.meant.anybody

    @property
    def remark(self) -> Phrase | None:
        """What somebody should know of it though it comes in."""
        if not self.report:
            return self.message.oddity
        if self.message.answer:
            return _ANSWER_BESIDE
        return self.message.oddity or (None if self.accused.said else _IN_DOUBT)


def placed(message: Message, organ: int, place: str) -> Placed:
    """Whom a message is about, and who may hold it."""
    day, words = beijing_day(message.received_at), f"{message.title}\n{message.text}"
    accused = told_by(day, place, words, message.accused_organ, message.accused_person)
    if not accused.meant.anybody:
        return Placed(message, accused, organ)
    world = world_on(day)
    away = accused.away(world)
    if accused.said and heard(words):
        away |= Accused(day, place, meant=in_story(day, place, words)).away(world)
    return Placed(message, accused, _holder(accused, organ, world), away)


def _holder(accused: Accused, organ: int, world: World) -> int | None:
    barred, away = world.chart.barred(accused.meant.all_organs), accused.away(world)
    if accused.meant.sure and organ not in barred and world.duty(organ, FIRST_ASKED, away):
        return organ
    found = (organ.id for organ in accused.keepers(world) if world.duty(organ.id, FIRST_ASKED, away))
    return next(found, None)
