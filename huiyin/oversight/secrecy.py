"""Whom the reports behind some matters are about: what rests on these is never told to them, nor below them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from huiyin.cases.models import Case, Screen
from huiyin.cases.snapshots import load_facts
from huiyin.record.worlds import world_on


def secret(matters: Iterable[int], on: date) -> dict[str, Any]:
    """``accused`` the organs, ``unfit`` the persons who may not have what rests on these matters (Art. 30 ¶3)."""
    own = set(matters)
    ids = own | set(Screen.objects.filter(case__in=own).values_list("report", flat=True))
    facts = [load_facts(each.facts) for each in Case.objects.filter(id__in=ids) if each.report or each.id in own]
    world = world_on(on)
    unfit = set[int]().union(*(world.unfit(each) | each.recused for each in facts))
    accused = {organ for each in facts if each.report for organ in each.accused_organs}
    return {"accused": sorted(accused), "unfit": sorted(unfit)}
