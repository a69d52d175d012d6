"""The way from a topic, an early sign or a closed matter to a correction plan: its form, begun with what is known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.urls import reverse
from django.utils.http import urlencode

from huiyin.cases.models import Case
from huiyin.desk.matter.timeline import Told
from huiyin.desk.staff import Desk
from huiyin.law.matter.waiting import OVER
from huiyin.law.sign.procedure import SIGN, SignFacts
from huiyin.law.terms import Act, Stage
from huiyin.oversight.plans import MOST, PLANS
from huiyin.record.snapshots import facts_from

#: So many numbers an address carries; the others are added on the plan itself.
_CARRIED: Final = min(MOST, 100)


def way_to_plan(desk: Desk, numbers: Iterable[str] = (), **known: str) -> str:
    """Where this desk drafts a plan over some matters; empty for whoever drafts none."""
    if not PLANS.procedure.begins(desk.actor, desk.world):
        return ""
    said = {name: value for name, value in known.items() if value}
    if lines := list(numbers)[:_CARRIED]:
        said["matters"] = "\n".join(lines)
    return f"{reverse('desk:record-new', args=[PLANS.key])}?{urlencode(said)}"


def after_its_root(case: Case, events: Sequence[Told], desk: Desk) -> str:
    """Beside a closed matter of which somebody said why it came about; never of a report, nor of what lies near one."""
    if Stage(case.stage) not in OVER or case.report or case.screened:
        return ""
    said = (told["said"] for event, told in events if event.act == Act.NAME_ROOT)
    last = next((each for each in said if each.get("root")), None)
    if last is None:
        return ""
    return way_to_plan(desk, [case.number], root=str(last["root"]), rule=str(last.get("rule") or ""))


def after_its_sign(row: Any, desk: Desk) -> str:
    """Of an early sign: what it speaks of, and where."""
    facts: SignFacts = facts_from(SIGN, row.facts)
    return way_to_plan(desk, title=f"{facts.named}{facts.thing}", place=facts.place)
