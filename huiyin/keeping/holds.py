"""Holds (冻结销毁) as a kind of record: each rests on its matter, and closes with it if that is a report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from huiyin.cases.asked import matter_for
from huiyin.keeping.models import Hold
from huiyin.law.frame.facts import Actor
from huiyin.law.hold.procedure import HOLD, LAW, HoldFacts
from huiyin.law.hold.vocabulary import HoldAct
from huiyin.record import projection, rows
from huiyin.record.kinds import Given, Kind, Moment, Prepared
from huiyin.record.projection import linked
from huiyin.record.snapshots import facts_from

HOW: Final = "hold"


def _prepare(row: Hold, act: HoldAct, given: Given, by: Actor, moment: Moment) -> Prepared:
    if act is not HoldAct.PLACE:
        return given, ()
    case = matter_for(act, given, by, moment.day, LAW)
    held = Hold.objects.filter(matter=case.id, closed_on__isnull=True).values_list("number", flat=True).first()
    known = {"matter": case.number, "matter_id": case.id, "held": held, "title": f"冻结销毁：{case.number}"}
    return {**given, **known}, (linked(row, HOLD.key, case.id, "matter", HOW),)


def _columns(facts: HoldFacts) -> Mapping[str, Any]:
    return {"matter": facts.matter, "ground": facts.ground.value, "until": facts.until}


def caption(row: Hold) -> str:
    facts: HoldFacts = facts_from(HOLD, row.facts)
    return facts.ground.label


HOLDS = Kind(
    HOLD, Hold, projection.with_columns(_columns), prepare=_prepare, derive=rows.with_columns(HOLD, _columns),
    mark="Q", caption=caption, shelf="organ",
)  # fmt: skip
