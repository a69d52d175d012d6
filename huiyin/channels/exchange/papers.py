"""Papers that another site drew (对方出具的文书): kept as they came, with their number, in place of the debt here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from huiyin.cases.materials import lies_here, open_material
from huiyin.cases.models import Case
from huiyin.channels.exchange.models import Exchanged, Line
from huiyin.channels.exchange.packing import CAME
from huiyin.channels.exchange.pairing import Peer
from huiyin.channels.exchange.repeating import Organs
from huiyin.law.terms import Act
from huiyin.papers import store
from huiyin.papers.kinds import SERVED_BY_ACT
from huiyin.papers.models import Paper
from huiyin.people import ledgers
from huiyin.record.models import Event, OwedPaper
from huiyin.store.locks import writing


def take_papers(row: Exchanged, peer: Peer, papers: Iterable[Mapping[str, Any]], at: datetime) -> None:
    """Those whose entry was repeated here already; the others come with it. The same twice is one."""
    for each in papers:
        line = Line.objects.filter(exchanged=row, seq=int(each["event"])).first()
        organ = Organs(peer).get(each["organ"]) or _holder(row, peer)
        if line is None or organ is None or not lies_here(str(each["sha256"])):
            continue
        _take(row, peer, each, organ, line.here, at)


def _holder(row: Exchanged, peer: Peer) -> int | None:
    """One below an organ that we know drew it; here it is that one's."""
    holder = Case.objects.values_list("holder", flat=True).get(id=row.case)
    return holder if holder in peer.ids else None


def _take(row: Exchanged, peer: Peer, said: Mapping[str, Any], organ: int, seq: int, at: datetime) -> None:
    number = str(said["number"])[:60]
    if Paper.objects.filter(number=number).exists():
        return
    with writing():
        served = Event.objects.filter(record=row.case, act=Act.SERVE.value, seq__gt=seq).exists()
        owed = OwedPaper.objects.filter(record=row.case, kind=str(said["kind"]), event_seq=seq or -1).first()
        issued = date.fromisoformat(said["issued_on"])
        paper = Paper.objects.create(
            kind=str(said["kind"]), organ=organ, year=int(said["year"]), seq=int(said["seq"]), number=number,
            code=str(said["code"])[:16], matter=row.case, event_seq=seq, owed=owed.id if owed else None,
            to_petitioner=bool(said["to_petitioner"]),
            to_serve=str(said["kind"]) in SERVED_BY_ACT and not served, issued_on=issued, drawn_at=at,
            pdf=store.keep(open_material(str(said["sha256"])).read()), digest=str(said["digest"])[:64],
            sealed_by=f"{CAME}{peer.name}"[:20],
        )  # fmt: skip
        ledgers.bind(ledgers.PAPERS, "came", [paper], organ=organ)
        if owed is not None:
            OwedPaper.objects.filter(id=owed.id).update(issued_on=issued)
