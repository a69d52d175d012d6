"""What belongs beside one matter: earlier ones of the same petitioner, and those most like its words (相似事项).

Both are only proposed here by index; the record is asked once, for all of them, what the reader may read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from huiyin.cases.models import Case
from huiyin.cases.queries import of_these
from huiyin.insights.earlier import earlier_ids
from huiyin.insights.own import words_of
from huiyin.insights.same.compare import Same, Told, compare
from huiyin.insights.similar import similar_ids
from huiyin.law.frame.facts import Actor
from huiyin.law.words import P, Phrase

MOST_ALIKE = 4
#: As pages say it; of what is different they say nothing.
SAME_SAID: Mapping[Same, Phrase] = {Same.YES: P("像是同一件事"), Same.ASK: P("也许是同一件事，请您核对")}


@dataclass(frozen=True, slots=True)
class Akin:
    """Matters beside another one; no matter is in both lists.

    :param earlier: of the same petitioners, the newest first.
    :param alike: with the same telling words, the closest first.
    """

    earlier: tuple[Case, ...] = ()
    alike: tuple[Case, ...] = ()


def akin_to(case: Case, words: str, actor: Actor, on: date) -> Akin:
    """What ``actor`` may read of the matters beside ``case``, whose own words are ``words``."""
    before = earlier_ids(case.id)
    like = [each for each in similar_ids(actor, on, words) if each not in before and each != case.id]
    found = of_these(actor, on, [*before, *like])
    earlier = sorted((found[each] for each in before if each in found), key=_newest)
    alike = [found[each] for each in like if each in found]
    return Akin(tuple(earlier), tuple(alike[:MOST_ALIKE]))


def same_as(title: str, words: str, cases: Sequence[Case]) -> dict[int, Same]:
    """Which of these matters, all of them readable, are about the same thing, by what their claims say.

    Of a matter of which a part lies behind a report nothing is said: not even a likeness tells of that part.
    """
    open_ones = [case for case in cases if not case.report and not case.screened]
    said = words_of([case.id for case in open_ones]) if open_ones else {}
    mine = Told.of(title, words)
    found = {case.id: compare(mine, Told.of(case.title, said.get(case.id, "")), _alike).same for case in open_ones}
    return {number: same for number, same in found.items() if same is not Same.NO}


def _alike(pair: str) -> float:
    """Every pair of characters weighs the same: how rare it is in the whole record nobody counted."""
    return 1.0


def _newest(case: Case) -> tuple[float, int]:
    return -case.lodged_at.timestamp(), -case.id
