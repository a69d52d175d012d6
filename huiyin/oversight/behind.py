"""Whom the reports behind some matters are about: they are never told of what rests on these, nor anybody below them or
tied to them (xf2022 Art. 30 ¶3)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from huiyin.cases.models import Case, Screen
from huiyin.cases.snapshots import load_facts
from huiyin.record.worlds import world_on


def secret(cases: Iterable[int], on: date, of: int | None = None) -> dict[str, Any]:
    """What the law is told for it: ``accused`` organs, and ``unfit`` persons.

    :param of: the matter whose recused persons are unfit, too, though it is no report.
    """
    ids = set(cases)
    ids |= set(Screen.objects.filter(case__in=ids).values_list("report", flat=True))
    reports = [load_facts(each.facts) for each in Case.objects.filter(id__in=ids) if each.report or each.id == of]
    world = world_on(on)
    unfit = set[int]().union(*(world.unfit(facts) | facts.recused for facts in reports))
    accused = {organ for facts in reports if facts.report for organ in facts.accused_organs}
    return {"accused": sorted(accused), "unfit": sorted(unfit)}
