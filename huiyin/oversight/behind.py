"""Whom some reports are about: they are never told of what rests on these, nor anybody below them or tied to them
(xf2022 Art. 30 ¶3)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from huiyin.cases.models import Case
from huiyin.cases.snapshots import load_facts
from huiyin.record.worlds import world_on


def secret(cases: Iterable[int], on: date, of: int) -> dict[str, Any]:
    """What the law is told for it: ``accused`` organs, and ``unfit`` persons.

    :param of: the matter whose recused persons are unfit, too, though it is no report.
    """
    reports = [
        load_facts(each.facts) for each in Case.objects.filter(id__in=set(cases)) if each.report or each.id == of
    ]
    world = world_on(on)
    unfit = set[int]().union(*(world.unfit(facts) | facts.recused for facts in reports))
    accused = {organ for facts in reports if facts.report for organ in facts.accused_organs}
    return {"accused": sorted(accused), "unfit": sorted(unfit)}
