"""Particulars that speak of another matter: looked up here, because the law never reads a database."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from huiyin.cases.asked import asked
from huiyin.cases.lodging import JOINING, PETITIONING
from huiyin.cases.models import Case, Party
from huiyin.cases.queries import events_of
from huiyin.cases.snapshots import load_facts
from huiyin.law.frame.facts import Actor
from huiyin.law.matter.fold import newborn
from huiyin.law.matter.roots import Proposal, proposals
from huiyin.law.matter.waiting import OVER
from huiyin.law.terms import Act, Stage
from huiyin.record.door import as_law
from huiyin.record.kinds import KINDS
from huiyin.record.models import Link

#: How a supervision order, and a leader's visit, is linked to the matter that it is about.
SUPERVISED = "supervised"
VISITED = "visited"


def particulars_from_elsewhere(act: Act, case: Case, given: Mapping[str, Any], by: Actor, on: date) -> dict[str, Any]:
    """What the law must know of the other matter that ``given`` names by its number, as far as ``by`` may read it."""
    if act is Act.NO_FURTHER:
        earlier = asked(given.get("earlier"), by, on)
        return {"earlier_closure": load_facts(earlier.facts).closure if earlier else None}
    if act is Act.DIRECT_ELSEWHERE:
        return {"earlier_holder": _in_progress(case, asked(given.get("earlier"), by, on))}
    if act is Act.MERGE:
        return _merge_target(case, asked(given.get("into"), by, on))
    if act is Act.SUPERVISE:
        return {"ordered": _written_by(case, SUPERVISED, given.get("from"))}
    if act is Act.NOTE_VISIT:
        return {"visiting": _written_by(case, VISITED, given.get("from"))}
    if act is Act.ARCHIVE:
        return {"order_open": _open_order(case)}
    if act is Act.NAME_ROOT:
        return {"proposed": [each.root for each in roots_of(case, by, on)]}
    if act is Act.JOIN:
        return {"named": Party.objects.filter(case=case, capacity__in=PETITIONING).count() + 1}
    if act is Act.WITHDRAW:
        return {"others": Party.objects.filter(case=case, capacity__in=JOINING).count()}
    if act is Act.LEAVE:
        return {"joined": Party.objects.filter(case=case, capacity__in=JOINING, id=given.get("party") or 0).exists()}
    return {}


def roots_of(case: Case, by: Actor, on: date) -> tuple[Proposal, ...]:
    """The roots that the journal speaks for, as far as whoever chooses one may read it."""
    events = [as_law(event) for event in events_of(case, by, on)]
    return () if case.report or not events else proposals(load_facts(case.facts), events)


def _written_by(case: Case, how: str, number: object) -> bool:
    """Whether the record with this number is about the matter: only an order writes that it is supervised, only a
    visit that a leader met the person."""
    others = Link.objects.filter(other=case.id, how=how).values_list("record_kind", "record")
    return any(KINDS[kind].model.objects.filter(id=record, number=number).exists() for kind, record in others)


def _open_order(case: Case) -> str | None:
    """The number of an order on the matter that is not over."""
    orders = Link.objects.filter(other=case.id, how=SUPERVISED).values_list("record_kind", "record")
    rows = (KINDS[kind].model.objects.filter(id=record, closed_on__isnull=True).first() for kind, record in orders)
    return next((str(row.number) for row in rows if row is not None), None)


def _merge_target(case: Case, target: Case | None) -> dict[str, Any]:
    if target is None or target.id == case.id:
        return {"into_id": None}
    return {"into_id": target.id, "into_report": target.report}


def _in_progress(case: Case, earlier: Case | None) -> int | None:
    """Who is dealing with the same matter now; of a report (检举控告) nothing is said, not even that there is one."""
    if earlier is None or earlier.id == case.id or earlier.report or Stage(earlier.stage) in OVER:
        return None
    return earlier.holder


def follows_in_secret(earlier: int | None, lodging: Mapping[str, Any]) -> bool:
    """Whether the earlier matter is a report of wrongdoing and this one is not.

    Then it is another matter, and a mark of repetition would tell that there is a report (Art. 30 ¶3).

    :param lodging: the particulars of the lodging, see :func:`huiyin.law.matter.fold.newborn`.
    """
    if earlier is None or newborn(lodging).report:
        return False
    return Case.objects.filter(id=earlier, report=True).exists()
