"""Whether what waits to be sorted sounds like a report of wrongdoing (检举控告) and is not protected as one.

Asked for one card and for a sheet of many: what may be a report goes nowhere by one key or by a tick that nobody set.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from huiyin.cases.models import Case, Submission
from huiyin.desk.dispatch.suggestions import Suggestion
from huiyin.law.accused.lines import reads_like_report
from huiyin.law.accused.signs import reads_as_report


@dataclass(frozen=True, slots=True)
class Sounding:
    """What a matter sounds like.

    :ivar signs: the words by which it is plainly a report.
    :ivar like: it is only like one, and nobody has classed it yet.
    """

    signs: tuple[str, ...] = ()
    like: bool = False

    def __bool__(self) -> bool:
        return bool(self.signs) or self.like


def sounding(card: Suggestion, story: str) -> Sounding:
    """What a matter sounds like by its title, its claims and the person's own words."""
    if card.case.report:
        return Sounding()
    told, classed = f"{card.words}\n{story}", all(each.stands for each in card.claims)
    signs = reads_as_report(told)
    return Sounding(signs, not signs and not classed and reads_like_report(told))


def stories(cases: Iterable[Case]) -> dict[int, str]:
    """Their persons' own words, in one statement; of what lies behind a report nothing but its claims is asked."""
    open_ones = [case.id for case in cases if not case.report and not case.screened]
    found: dict[int, list[str]] = {}
    for case, text in Submission.objects.filter(case__in=open_ones).order_by("id").values_list("case_id", "text"):
        found.setdefault(case, []).append(text)
    return {case: "\n".join(texts) for case, texts in found.items()}
