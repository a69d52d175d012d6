"""Particulars that speak of another matter: looked up here, because the law never reads a database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from huiyin.cases.asked import asked
from huiyin.cases.lodging import JOINING, PETITIONING
from huiyin.cases.models import Case, Party
from huiyin.cases.snapshots import load_facts
from huiyin.law.frame.facts import Actor
from huiyin.law.matter import promising
from huiyin.law.matter.fold import newborn
from huiyin.law.matter.waiting import OVER
from huiyin.law.terms import Act, Stage
from huiyin.record.kinds import KINDS
from huiyin.record.models import Link

#: How a supervision order is linked to the matter that it is about.
SUPERVISED = "supervised"
#: Stages of an undertaking: somebody has to do something; nothing is to be done any more.
_TO_CARRY_OUT, _PAST = frozenset({"promised", "offered", "denied"}), frozenset({"kept", "released"})


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
        return {"ordered": _known_by(given.get("from"), _orders(case))}
    if act is Act.ARCHIVE:
        return {"order_open": _open_order(case)}
    if act in promising.TOLD:
        return {"undertaken": _known_by(given.get("from"), _undertakings(case))}
    if act in (Act.CLOSE, Act.CONCLUDE_CHECK):
        return {"promise_open": _open_promise(case)}
    if act is Act.JOIN:
        return {"named": Party.objects.filter(case=case, capacity__in=PETITIONING).count() + 1}
    if act is Act.WITHDRAW:
        others = Party.objects.filter(case=case, capacity__in=JOINING).count()
        return {"others": others, promising.ASKED: _standing_promises(case)}
    if act in promising.TOUCHING:
        return {promising.ASKED: _standing_promises(case)}
    if act is Act.LEAVE:
        return {"joined": Party.objects.filter(case=case, capacity__in=JOINING, id=given.get("party") or 0).exists()}
    return {}


def _known_by(number: object, rows: Iterable[Any]) -> bool:
    """Whether one of these records has the number: what they write into the matter nobody else writes."""
    return any(row.number == number for row in rows)


def _open_order(case: Case) -> str | None:
    """The number of an order on the matter that is not over."""
    return next((str(row.number) for row in _orders(case) if row.closed_on is None), None)


def _open_promise(case: Case) -> str | None:
    """The number of an undertaking beside the claims that nobody has carried out; those of claims the matter knows."""
    rows = (row for row in _undertakings(case) if not row.claim and row.stage in _TO_CARRY_OUT)
    return next((str(row.number) for row in rows), None)


def _standing_promises(case: Case) -> dict[str, Any]:
    """The matter as an undertaking names it, and the undertakings that stand: id, claim, day."""
    rows = [row for row in _undertakings(case) if row.stage not in _PAST]
    return {"id": case.id, "number": case.number, "open": [[row.id, row.claim, row.by.isoformat()] for row in rows]}


def _orders(case: Case) -> Iterator[Any]:
    return _linked(case, how=SUPERVISED)


def _undertakings(case: Case) -> Iterator[Any]:
    return _linked(case, record_kind=promising.KIND)


def _linked(case: Case, **asked: str) -> Iterator[Any]:
    """The records that are linked to the matter in this way, in one statement for each kind."""
    found: dict[str, list[int]] = {}
    for kind, record in Link.objects.filter(other=case.id, **asked).values_list("record_kind", "record"):
        found.setdefault(kind, []).append(record)
    for kind, records in found.items():
        yield from KINDS[kind].model.objects.filter(id__in=records).order_by("id")


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
