"""Particulars that speak of another matter: looked up here, because the law never reads a database."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from huiyin.cases.asked import asked
from huiyin.cases.held import asked_again
from huiyin.cases.lodging import JOINING, PETITIONING
from huiyin.cases.models import Case, Party
from huiyin.cases.queries import events_of
from huiyin.cases.snapshots import load_facts
from huiyin.law.frame.facts import Actor
from huiyin.law.frame.verdict import Refusal
from huiyin.law.matter import promising
from huiyin.law.matter.fold import newborn
from huiyin.law.matter.procedure import MATTER
from huiyin.law.matter.roots import Proposal, proposals
from huiyin.law.matter.table import HEARING
from huiyin.law.matter.waiting import OVER
from huiyin.law.matter.work import hearing_waits, no_hearing_open
from huiyin.law.terms import Act, Stage, Wish
from huiyin.record.door import as_law
from huiyin.record.kinds import KINDS
from huiyin.record.models import Link

#: How a supervision order, and a leader's visit, is linked to the matter that it is about.
SUPERVISED = "supervised"
VISITED = "visited"
#: How a topic of the joint conference is.
CONFERRED = "conferred"
#: How a leader's charge is, and a claim that waits for its condition.
CHARGED = "charged"
AWAITED = "awaited"
#: How a hearing is; what it says of its day and its end is written here by it alone.
HEARD = "heard"
#: How a correction plan is linked to the matters under it; only it says that an opinion is its one answer to many.
PLANNED = "planned"
#: Acts that wait until a hearing that was asked for, or called, is over.
AFTER_HEARING = frozenset(move.act for move in MATTER.moves if no_hearing_open in move.guards)
#: Acts with which a matter may leave the hands in which it was to be heard.
LEAVES_HEARING = frozenset(
    move.act for move in MATTER.moves if move.from_ & HEARING and move.to is not None and move.to not in HEARING
)
#: Stages of an undertaking: somebody has to do something; nothing is to be done any more.
_TO_CARRY_OUT, _PAST = frozenset({"promised", "offered", "denied"}), frozenset({"kept", "released"})


def particulars_from_elsewhere(act: Act, case: Case, given: Mapping[str, Any], by: Actor, on: date) -> dict[str, Any]:
    """What the law must know of what ``given`` names by its number, as far as ``by`` may read it, and of the hearing
    that is still open."""
    return {**_elsewhere(act, case, given, by, on), **_hearing(act, case, given)}


def _hearing(act: Act, case: Case, given: Mapping[str, Any]) -> dict[str, Any]:
    """What waits for its end names it, what leaves ends it, and whoever wishes for one may have one already."""
    wished = act is Act.SUPPLEMENT and given.get("wish") == Wish.HEARING
    row = _open(case, HEARD) if wished or act in AFTER_HEARING | LEAVES_HEARING else None
    return {} if row is None else {"hearing": row.number, "hearing_id": row.id}


def hinders(act: Act, case: Case) -> Refusal | None:
    """What only another record shows and stands in the way of an act, asked before anybody fills its form: the hearing
    that comes first."""
    row = _open(case, HEARD) if act in AFTER_HEARING else None
    if row is None:
        return None
    why, instead = hearing_waits(row.number)
    return Refusal(act, why, MATTER.by_act[act][0].article, instead)


def _elsewhere(act: Act, case: Case, given: Mapping[str, Any], by: Actor, on: date) -> dict[str, Any]:
    if act is Act.NO_FURTHER:
        earlier = asked(given.get("earlier"), by, on)
        return {"earlier_closure": load_facts(earlier.facts).closure if earlier else None}
    if act is Act.DIRECT_ELSEWHERE:
        return {"earlier_holder": _in_progress(case, asked(given.get("earlier"), by, on))}
    if act is Act.MERGE:
        return _merge_target(case, asked(given.get("into"), by, on))
    if act is Act.SUPERVISE:
        return {"ordered": _named(case, SUPERVISED, given.get("from"))}
    if act is Act.NOTE_VISIT:
        return {"visiting": _named(case, VISITED, given.get("from"))}
    if act is Act.NOTE_CONFERENCE or (act is Act.COORDINATE and given.get("from")):
        return {"conferred": _named(case, CONFERRED, given.get("from"))}
    if act is Act.NOTE_CHARGE:
        return {"charged": _named(case, CHARGED, given.get("from"))}
    if act is Act.NOTE_CONDITION:
        return {"awaited": _named(case, AWAITED, given.get("from"))}
    if act is Act.PROPOSE and given.get("plan") and not _named(case, PLANNED, given["plan"]):
        return {"plan": None}
    if act in (Act.OPEN_HEARING, Act.CLOSE_HEARING):
        return {"heard": _named(case, HEARD, given.get("from"))}
    if act in promising.TOLD:
        return {"undertaken": any(row.number == given.get("from") for row in _undertakings(case))}
    if act is Act.ARCHIVE:
        order, waits = _open(case, SUPERVISED), _open(case, AWAITED)
        return {
            "order_open": str(order.number) if order else None,
            "condition_open": str(waits.number) if waits else None,
        }
    if act in (Act.CLOSE, Act.CONCLUDE_CHECK):
        return {"promise_open": _open_promise(case)}
    if act is Act.REQUEST_MATERIAL:
        return {"held": asked_again(case, str(given.get("what") or ""), by, on)}
    if act is Act.NAME_ROOT:
        return {"proposed": [each.root for each in roots_of(case, by, on)]}
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


def roots_of(case: Case, by: Actor, on: date) -> tuple[Proposal, ...]:
    """The roots that the journal speaks for, as far as whoever chooses one may read it."""
    events = [as_law(event) for event in events_of(case, by, on)]
    return () if case.report or not events else proposals(load_facts(case.facts), events)


def _named(case: Case, how: str, number: object) -> bool:
    """Whether a record with this number rests on the matter: only an order writes that it is supervised, only a
    visit that a leader met the person, only a hearing its day and its end."""
    return any(row.number == number for row in resting(case, how=how))


def _open(case: Case, how: str) -> Any | None:
    """The record that rests on the matter in this way and is not over."""
    return next((row for row in resting(case, how=how) if row.closed_on is None), None)


def resting(case: Case, **asked: str) -> Iterator[Any]:
    """The records that rest on the matter in this way, whatever their kind, in one statement for each."""
    found: dict[str, list[int]] = {}
    for kind, record in Link.objects.filter(other=case.id, **asked).values_list("record_kind", "record"):
        found.setdefault(kind, []).append(record)
    for kind, records in found.items():
        yield from KINDS[kind].model.objects.filter(id__in=records).order_by("id")


def _undertakings(case: Case) -> Iterator[Any]:
    return resting(case, record_kind=promising.KIND)


def _open_promise(case: Case) -> str | None:
    """The number of an undertaking beside the claims that nobody has carried out; those of claims the matter knows."""
    rows = (row for row in _undertakings(case) if not row.claim and row.stage in _TO_CARRY_OUT)
    return next((str(row.number) for row in rows), None)


def _standing_promises(case: Case) -> dict[str, Any]:
    """The matter as an undertaking names it, and the undertakings that stand: id, claim, day."""
    rows = [row for row in _undertakings(case) if row.stage not in _PAST]
    return {"id": case.id, "number": case.number, "open": [[row.id, row.claim, row.by.isoformat()] for row in rows]}


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
