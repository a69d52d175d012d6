"""The worker's part (发): which matters stand on another site, and what is still to be told of each.

A matter is told in its order, one message after the other; what was confirmed is not told again, what was not is.
Killed at any point, it goes on from what the other side says it has.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import F, Q
from django.utils import timezone

from huiyin.cases.models import Case
from huiyin.cases.snapshots import load_facts
from huiyin.channels.adapter import Fault
from huiyin.channels.exchange import protocol
from huiyin.channels.exchange.asking import Turned, ask, tell_card
from huiyin.channels.exchange.models import Exchanged
from huiyin.channels.exchange.packing import AT_ONCE, HEAVIEST, Kept, Parcel, papers_of, parcel
from huiyin.channels.exchange.pairing import Peer, connected, peer, peers
from huiyin.channels.exchange.words import PASSING
from huiyin.channels.faring import failing, well
from huiyin.law.words import P
from huiyin.people.charts import chart_on
from huiyin.record.models import Event, Message
from huiyin.store.ids import new_id
from huiyin.store.leases import nobody_elses
from huiyin.store.locks import writing
from huiyin.typed.times import beijing_day
from huiyin.vault.opening import Shut
from huiyin.vault.points import reach

LEASE: Final = timedelta(seconds=120)
#: The pauses after each failure, in seconds; the last one again and again while the other side is away.
PAUSES: Final = (2, 5, 15, 60, 300, 900)
#: So often what the other side refuses is tried; then it waits for a person.
TRIES: Final = 6
MOST: Final = 20
BY_A_PERSON: Final = P("检举控告是密封的，只能由有权看它的人亲自发出。请在这件的“互通”页上发出。")
TO_THE_ACCUSED: Final = P("被举报的单位或者它的下级在对方系统上，不能发去。请转送有管理权限的上级机关。")
#: Says no word of why: some of its readers may not know that part of it lies behind a report.
NOT_THIS_WAY: Final = P("这件不能经互通发出，请用书面转送。")
HELD: Final = P("对方收到了，但是那边没能转给收件的机关，没有人在办。原因：")
TO_MEND: Final = P("请对方改好以后，在“互通”页上再发一次；急的，先收回。")
NOT_PAIRED: Final = P("还没有和对方结对，或者已经断开。结对以后会自己发出。")


def hear(batch: Iterable[Message]) -> None:
    """Called with messages of the topic ``exchange``: a matter that goes to an organ elsewhere stands there from now
    on; of one that does there is something to tell. Twice does no harm."""
    now = timezone.now()
    steps = {(message.record, message.seq) for message in batch if message.record_kind == "matter"}
    cases = {record for record, _ in steps}
    Exchanged.objects.filter(case__in=cases, ready_at=None, fault="").update(ready_at=now)
    known = peers()
    passing = Event.objects.filter(record__in=cases, act__in=[act.value for act in PASSING])
    for record, seq in passing.values_list("record", "seq"):
        if (record, seq) in steps:
            _begin(record, seq, known, now)


def _begin(record: int, seq: int, known: Iterable[Peer], now: datetime) -> None:
    """Whether by this entry the matter went to an organ that lives elsewhere."""
    case = Case.objects.filter(id=record).first()
    event = Event.objects.get(record=record, seq=seq)
    found = next((each for each in known if case is not None and case.holder in each.ids), None)
    if found is None or case is None or event.organ in found.ids:
        return
    with writing():
        if not Exchanged.objects.filter(case=record, site=found.name).exists():
            Exchanged.objects.create(
                id=new_id(), site=found.name, case=record, first=True, mark=str(record), begun=seq, begun_at=now,
                ready_at=now,
            )  # fmt: skip


# Telling ------------------------------------------------------------------------------------------------------------


def send(now: datetime) -> int:
    """Tell what is due; how many matters were told of."""
    if not connected():
        return 0
    _look_for_papers()
    rows = _leased(now)
    for row in rows:
        tell(row)
    return len(rows)


def _look_for_papers() -> None:
    """A paper may be drawn after its entry was told, and nobody is told of that."""
    open_ = Exchanged.objects.filter(ready_at=None, fault="", arrived_at__isnull=False)
    cases = dict(open_.values_list("case", "papers"))
    for case in Case.objects.filter(id__in=cases, closed_on=None):
        if len(papers_of(case)) != cases[case.id]:
            Exchanged.objects.filter(case=case.id, ready_at=None, fault="").update(ready_at=timezone.now())


def _leased(now: datetime) -> list[Exchanged]:
    due = Exchanged.objects.filter(ready_at__lte=now).order_by("ready_at")
    with nobody_elses(due, MOST) as rows:
        Exchanged.objects.filter(id__in=[row.id for row in rows]).update(ready_at=now + LEASE)
    for row in rows:
        row.ready_at = now + LEASE
    return rows


def tell(row: Exchanged, *, by_hand: bool = False) -> bool:
    """Tell the other site all that it does not have of this matter; whether it has all.

    :param by_hand: somebody who may read it has it sent, with the keys they hold.
    """
    found = peer(row.site)
    try:
        if found is None:
            raise Turned(NOT_PAIRED, P(""))
        _refuse_secret(row, found, by_hand)
        tell_card(found)
        _told(row, found)
    except Shut:
        _put_back(row, Turned(BY_A_PERSON, P("")), at_once=True)
        return False
    except Fault as fault:
        by_hand_next = (BY_A_PERSON, TO_THE_ACCUSED, NOT_THIS_WAY, NOT_PAIRED, HELD)
        _put_back(row, fault, at_once=fault.said in by_hand_next)
        return False
    well(row.site, timezone.now())
    return True


def _refuse_secret(row: Exchanged, found: Peer, by_hand: bool) -> None:
    """A report of wrongdoing leaves by a person's act alone, and never to whom it is about or to below them.

    A matter of which a part lies behind a report does not leave at all: here the next organ is told nothing of that
    part, not even that there is one, and a chain that left entries out could not be followed there.
    """
    case = Case.objects.get(id=row.case)
    if case.screened and not case.report:
        raise Turned(NOT_THIS_WAY, P(""))
    if not case.report:
        return
    facts = load_facts(case.facts)
    barred = chart_on(beijing_day(timezone.now())).barred(facts.accused_organs)
    if facts.unsure or not barred.isdisjoint(found.ids):
        raise Turned(TO_THE_ACCUSED, P(""))
    if not by_hand:
        raise Turned(BY_A_PERSON, P(""))


def _told(row: Exchanged, found: Peer) -> None:
    case = Case.objects.get(id=row.case)
    while True:
        said = parcel(row, found, timezone.now())
        _files(found, said.files)
        lines = list(_some(said.lines))
        answer = ask(found, "steps", protocol.spelt(_message(row, case, said, lines)))
        reach("exchange.told")
        upto = int(answer["upto"])
        stuck = bool(lines) and upto <= row.sent and not answer.get("again")
        values: dict[str, Any] = {"sent": upto, "attempts": 0, "fault": "", "told_at": timezone.now()}
        if answer.get("again"):
            values["arrived_at"] = None  # it knows nothing of this matter any more: from the beginning
        else:
            values |= {"papers": len(said.papers), "their_number": str(answer["number"])[:19]}
            if row.arrived_at is None:
                values["arrived_at"] = timezone.now()
        Exchanged.objects.filter(id=row.id).update(**values)
        row.refresh_from_db()
        case.refresh_from_db()
        if answer.get("held"):
            raise Turned(HELD, TO_MEND, str(answer["held"])[:200])
        if stuck:
            raise Fault(P("对方没有往下收。"), P("会自己再试。"))
        if not answer.get("again") and row.sent >= case.seq:
            break
    # Whatever happened meanwhile is told in the next round.
    Exchanged.objects.filter(id=row.id, ready_at=row.ready_at).update(ready_at=None)
    Exchanged.objects.filter(id=row.id, ready_at=None, fault="").filter(
        sent__lt=Case.objects.values_list("seq", flat=True).get(id=row.case)
    ).update(ready_at=timezone.now())


def _message(row: Exchanged, case: Case, said: Parcel, lines: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "first": row.first, "mark": row.mark, "number": case.number, "begun": row.begun, "brought": said.brought,
        "lines": lines, "proof": said.proof, "papers": said.papers, "upto": case.seq,
        "head": bytes(case.head).hex(),
    }  # fmt: skip


def _some(lines: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """As many entries as go into one message."""
    weight = 0
    for each in lines[:AT_ONCE]:
        weight += len(str(each).encode())
        if weight > HEAVIEST and each is not lines[0]:
            return
        yield each


def _files(found: Peer, files: Iterable[Kept]) -> None:
    """Those portions that they lack."""
    by_hash = {each.sha256: each for each in files}
    if not by_hash:
        return
    asked = [{"sha256": each.sha256, "size": each.size} for each in by_hash.values()]
    missing: dict[str, list[int]] = ask(found, "have", protocol.spelt({"files": asked}))["missing"]
    for sha256, numbers in missing.items():
        data, size = by_hash[sha256].read(), by_hash[sha256].size
        for number in numbers:
            head = protocol.spelt({"sha256": sha256, "size": size, "number": number})
            piece = data[number * protocol.PORTION : (number + 1) * protocol.PORTION]
            ask(found, "piece", head + b"\n" + piece)


def _put_back(row: Exchanged, fault: Fault, *, at_once: bool) -> None:
    """Later, each time; what the other side refuses again and again waits for a person."""
    now, attempts = timezone.now(), row.attempts + 1
    dead = at_once or (isinstance(fault, Turned) and attempts >= TRIES)
    why = getattr(fault, "why", "")
    said = " ".join(filter(None, [str(fault.said), why, str(fault.todo)]))[:300]
    ready = None if dead else now + timedelta(seconds=PAUSES[min(attempts, len(PAUSES)) - 1])
    Exchanged.objects.filter(id=row.id).update(attempts=attempts, fault=said, ready_at=ready)
    if not at_once:
        failing(row.site, fault, now)


def try_again(which: Q, now: datetime) -> int:
    """Have what waits for a person sent once more; how many there were."""
    return Exchanged.objects.filter(which).update(ready_at=now, attempts=0, fault="", sent=F("sent"))
