"""What is not to count (不计入的事项), as people write it: an indicator and a number in each line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from huiyin.cases.asked import asked
from huiyin.law.assessment.vocabulary import Indicator
from huiyin.law.frame.facts import Actor
from huiyin.law.frame.verdict import to_correct
from huiyin.law.sources.articles import cite
from huiyin.law.words import P
from huiyin.oversight.assessment.indicators import INDICATORS
from huiyin.oversight.assessment.results import Shown, shown_organ
from huiyin.record.door import Refused
from huiyin.record.kinds import KINDS
from huiyin.record.reading import find

LINES = "left_out"


def corrections_in(
    act: Any, given: Mapping[str, Any], assessment: int, organ: int, by: Actor, on: date
) -> list[list[Any]]:
    """Organ, indicator and record of each line.

    :raises Refused: a line names no indicator, or no record that counts there and that ``by`` may read: one answer.
    """
    shown, found = shown_organ(assessment, organ), []
    for line in filter(None, (each.strip() for each in str(given.get(LINES) or "").splitlines())):
        named = _named(line, shown, by, on)
        if named is None:
            wrong = {LINES: P("没有看懂“{line}”，或者这一件不在这项指标里。", line=line[:60])}
            raise Refused(to_correct(act, cite("xf2022", 39, 1), wrong))
        found.append([organ, *named])
    return found


def _named(line: str, shown: Shown | None, by: Actor, on: date) -> tuple[str, int] | None:
    label, _, number = line.replace("：", " ").replace("，", " ").replace("\u3000", " ").rpartition(" ")
    indicator = next((each for each in Indicator if label.strip() in (each.label, each.value)), None)
    if indicator is None or shown is None:
        return None
    kind = KINDS[INDICATORS[indicator.value][0]]
    row = asked(number, by, on) if kind.page else find(kind, by, on, number.strip())
    if row is None:
        return None
    counts = {*shown.behind(indicator.value, True), *shown.behind(indicator.value, False)}
    return (indicator.value, row.id) if row.id in counts else None


def merged(before: Iterable[Iterable[Any]], more: Iterable[Iterable[Any]]) -> list[list[Any]]:
    """Both, each once, in one order."""
    return sorted(map(list, {tuple(each) for each in (*before, *more)}))
