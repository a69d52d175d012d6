"""Whether what waits to be sorted sounds like a report of wrongdoing (检举控告) and is not protected as one.

Asked for one card and for a sheet of many: what may be a report goes nowhere by one key or by a tick that nobody set.
"""

from __future__ import annotations

from collections.abc import Iterable

from huiyin.cases.models import Case, Submission
from huiyin.desk.dispatch.suggestions import Suggestion
from huiyin.law.accused.heard import NOTHING, Heard, heard


def sounding(card: Suggestion, story: str) -> Heard:
    """What a matter sounds like by its title, its claims and the person's own words; of what somebody has classed
    already it is not said that it is like a report."""
    if card.case.report:
        return NOTHING
    told = heard(f"{card.words}\n{story}")
    return NOTHING if told.like and all(each.stands for each in card.claims) else told


def stories(cases: Iterable[Case]) -> dict[int, str]:
    """Their persons' own words, in one statement; of what lies behind a report nothing but its claims is asked."""
    open_ones = [case.id for case in cases if not case.report and not case.screened]
    found: dict[int, list[str]] = {}
    for case, text in Submission.objects.filter(case__in=open_ones).order_by("id").values_list("case_id", "text"):
        found.setdefault(case, []).append(text)
    return {case: "\n".join(texts) for case, texts in found.items()}
