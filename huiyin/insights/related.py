"""What belongs beside one matter: earlier ones of the same petitioner, and those most like its words (相似事项).

Both are only proposed here by index; the record is asked once, for all of them, what the reader may read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import BigIntegerField, F, Q, Value, When
from django.db.models import Case as Either

from huiyin.cases.models import Case
from huiyin.cases.queries import of_these
from huiyin.insights.earlier import earlier_ids
from huiyin.insights.models import Likeness
from huiyin.insights.own import claims_of
from huiyin.insights.rarity import weighing
from huiyin.insights.same.compare import Same, Told, compare
from huiyin.insights.similar import similar_ids
from huiyin.law.frame.facts import Actor
from huiyin.law.words import P, Phrase

MOST_ALIKE = 4
#: So many of the closest are read first; the others where the reader may read too few of them.
READ_FIRST = 12
#: What a person says of two matters (Likeness.answer).
SAME, DIFFERENT = "same", "different"
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
    found = of_these(actor, on, [*before, *like[:READ_FIRST]])
    if len(like) > READ_FIRST and sum(each in found for each in like) < MOST_ALIKE:
        found |= of_these(actor, on, like[READ_FIRST:])
    earlier = sorted((found[each] for each in before if each in found), key=_newest)
    alike = [found[each] for each in like if each in found]
    return Akin(tuple(earlier), tuple(alike[:MOST_ALIKE]))


def same_as(title: str, words: str, cases: Sequence[Case], case: int = 0) -> dict[int, Same]:
    """Which of these matters, all of them readable, are about the same thing, by what their claims say.

    Of a matter of which a part lies behind a report nothing is said: not even a likeness tells of that part.

    :param case: the matter they stand beside, if it is one already; what people said of it goes before the comparison.
    """
    open_ones = [each for each in cases if not each.report and not each.screened]
    if not open_ones:
        return {}
    said, judged = _said_of([each.id for each in open_ones], case)
    mine, weigh = Told.of(title, words), weighing()
    found = {each.id: compare(mine, Told.of(each.title, said.get(each.id, "")), weigh).same for each in open_ones}
    return {number: same for number, same in (found | judged).items() if same is not Same.NO}


def _said_of(others: Sequence[int], case: int) -> tuple[dict[int, str], dict[int, Same]]:
    """What the claims of these matters say, and what people said of them and the matter; one statement for both."""
    pairs = Q(case=case, other__in=others) | Q(other=case, case__in=others)
    which = Either(When(case=case, then=F("other")), default=F("case"), output_field=BigIntegerField())
    answered = Likeness.objects.filter(pairs).exclude(answer="")
    judged = answered.annotate(which=which, seq=Value(-1), rest=Value("")).values_list("which", "seq", "answer", "rest")
    rows = claims_of(others).values_list("case_id", "seq", "request", "facts").union(judged, all=True)
    words: dict[int, list[str]] = {}
    said: dict[int, Same] = {}
    for number, seq, first, rest in sorted(rows):
        if seq < 0:
            said[number] = Same.YES if first == SAME else Same.NO
        else:
            words.setdefault(number, []).extend((first, rest))
    return {number: "\n".join(parts) for number, parts in words.items()}, said


def _newest(case: Case) -> tuple[float, int]:
    return -case.lodged_at.timestamp(), -case.id
