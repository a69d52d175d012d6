"""Particulars that speak of another matter: looked up here, because the law never reads a database."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from huiyin.cases.lodging import JOINING, PETITIONING
from huiyin.cases.models import Case, Party
from huiyin.cases.snapshots import load_facts
from huiyin.law.terms import Act, Stage
from huiyin.law.waiting import OVER
from huiyin.people.rows import one


def particulars_from_elsewhere(act: Act, case: Case, given: Mapping[str, Any]) -> dict[str, Any]:
    """What the law must know of the other matter that ``given`` names by its number."""
    if act is Act.NO_FURTHER:
        earlier = named(given.get("earlier"))
        return {"earlier_closure": load_facts(earlier.facts).closure if earlier else None}
    if act is Act.DIRECT_ELSEWHERE:
        return {"earlier_holder": _in_progress(case, named(given.get("earlier")))}
    if act is Act.MERGE:
        return _merge_target(case, named(given.get("into")))
    if act is Act.JOIN:
        return {"named": Party.objects.filter(case=case, capacity__in=PETITIONING).count() + 1}
    if act is Act.WITHDRAW:
        return {"others": Party.objects.filter(case=case, capacity__in=JOINING).count()}
    if act is Act.LEAVE:
        return {"joined": Party.objects.filter(case=case, capacity__in=JOINING, id=given.get("party") or 0).exists()}
    return {}


def _merge_target(case: Case, target: Case | None) -> dict[str, Any]:
    if target is None or target.id == case.id:
        return {"into_id": None}
    return {"into_id": target.id, "into_report": target.report}


def _in_progress(case: Case, earlier: Case | None) -> int | None:
    """Who is dealing with the same matter now; of a report (检举控告) nothing is said, not even that there is one."""
    if earlier is None or earlier.id == case.id or earlier.report or Stage(earlier.stage) in OVER:
        return None
    return earlier.holder


def named(number: object) -> Case | None:
    """The matter with this number, typed with or without spaces."""
    digits = "".join(char for char in str(number or "") if char.isdigit())
    return one(Case, number=digits) if digits else None
