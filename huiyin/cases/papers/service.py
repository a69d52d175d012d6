"""Serving the papers of matters (送达): recorded for every paper; for an opinion it is the act its periods run from."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from huiyin.cases.acts import perform
from huiyin.cases.envelopes import envelope_of
from huiyin.cases.models import Case, MatterKey, Screen
from huiyin.cases.queries import of_these
from huiyin.law.frame.facts import Actor
from huiyin.law.papers import Service as Method
from huiyin.law.terms import Act, Stage
from huiyin.papers import service
from huiyin.papers.kinds import SERVED_BY_ACT
from huiyin.papers.models import UNSERVED, Paper, Service
from huiyin.papers.service import Proof, Words
from huiyin.papers.store import Lay
from huiyin.record.models import Event, Message
from huiyin.record.worlds import beijing_day
from huiyin.store.locks import writing

#: After so many days an issued paper that was not served is a fault; its owner is told then and every so many days.
UNSERVED_DAYS = 3
AWAITING_SERVICE = (Stage.DECIDED, Stage.REVIEW_DECIDED, Stage.REREVIEW_DECIDED)
MOST = 200
#: Who took it when the petitioner says so on the portal.
THEMSELVES = "信访人本人"
ON_THE_PORTAL = "本人在网上打开文书，点“我收到了”，同意网上送达"


class NotToServe(ValueError):
    """The paper is not one to serve: voided, not drawn, not for the petitioner, served already, or another organ's."""


def serve(paper: Paper, proof: Proof, by: Actor, at: datetime, key: str) -> Service:
    """Record an attempt; the proven service of an opinion is also the act of record that starts the person's period.

    :raises NotToServe: it is not for this organ to serve, or was served.
    :raises Refused: the law refuses the act; nothing was recorded.
    """
    known = Service.objects.filter(key=key).first()
    if known is not None:
        return known
    _refuse(paper, by)
    with writing():
        _act(paper, proof, by, at, key)
        return service.record(paper, proof, by.person, by.organ, at, key, laid_into(paper))


def prove(row: Service, proof: Proof, by: Actor, at: datetime, key: str) -> None:
    """The proof of an attempt that was under way has come.

    :raises NotToServe: as :func:`serve`.
    :raises Refused: as :func:`serve`.
    """
    _refuse(row.paper, by)
    with writing():
        _act(row.paper, proof, by, at, key)
        service.prove(row, proof, laid_into(row.paper))


def came_back(row: Service, by: Actor, on: date) -> None:
    """A letter was returned (退回)."""
    _refuse(row.paper, by)
    with writing():
        service.fail(row, on)


def _refuse(paper: Paper, by: Actor) -> None:
    wrong = not paper.to_petitioner or paper.voided_on or paper.drawn_at is None or paper.served_on
    if wrong or by.organ != paper.organ:
        raise NotToServe(paper.number)


def _act(paper: Paper, proof: Proof, by: Actor, at: datetime, key: str) -> None:
    """The act of record, where the matter waits for it."""
    if proof.served_on is None or paper.kind not in SERVED_BY_ACT or paper.matter is None:
        return
    case = Case.objects.get(id=paper.matter)
    if case.stage in AWAITING_SERVICE and paper.event_seq == decided_by(case):
        perform(case=case.id, act=Act.SERVE, by=by, at=at, given=_given(proof), key=f"serve {key}"[:64])


def decided_by(case: Case) -> int:
    """The event by which the opinion came that waits to be served."""
    acts = [Act.SIGN.value, Act.DECIDE_REVIEW.value]
    return (
        Event.objects.filter(record=case.id, act__in=acts).order_by("-seq").values_list("seq", flat=True).first() or 0
    )


def _given(proof: Proof) -> dict[str, Any]:
    assert proof.served_on is not None
    receiver = proof.words.receiver or THEMSELVES
    told = service.in_a_line(proof) or proof.method.label
    return {"method": proof.method.value, "receiver": receiver, "served_on": proof.served_on.isoformat(), "proof": told}


# The other way round: the act was done on its own page ----------------------------------------------------------------


def follow(batch: list[Message]) -> None:
    """Called by the worker after acts of service: the opinion that was served is marked so. Twice does no harm."""
    for message in batch:
        event = Event.objects.filter(record=message.record, seq=message.seq, act=Act.SERVE.value).first()
        if event is not None:
            settle(event)


def settle(event: Event) -> None:
    """Mark the opinion that an act of service was about, if it was issued and nobody recorded its service."""
    kinds = [kind.value for kind in SERVED_BY_ACT]
    papers = Paper.objects.filter(UNSERVED, matter=event.record, kind__in=kinds, event_seq__lt=event.seq)
    paper = papers.order_by("-event_seq").first()
    if paper is None:
        return
    # As they lie: the worker has no key, and what is in an envelope goes from one into the other.
    said = json.loads(event.payload)["said"]
    words = Words(receiver=str(said.get("receiver", "")), note=str(said.get("proof", "")))
    proof = Proof(Method(said["method"]), served_on=date.fromisoformat(said["served_on"]), words=words)
    with writing():
        service.record(paper, proof, event.by, event.organ, event.recorded_at, f"event {event.id}", laid_into(paper))


def served_since(paper: Paper) -> Event | None:
    """The act by which an opinion was served before its paper was drawn."""
    if paper.kind not in SERVED_BY_ACT:
        return None
    later = Event.objects.filter(record=paper.matter or 0, seq__gt=paper.event_seq)
    first = later.filter(act__in=[Act.SERVE.value, Act.SIGN.value, Act.DECIDE_REVIEW.value]).order_by("seq").first()
    return first if first is not None and first.act == Act.SERVE else None


# On the portal --------------------------------------------------------------------------------------------------------


def taken_online(paper: Paper, at: datetime) -> bool:
    """The petitioner says on the portal that they have it and agree that this is its service (网上送达, 本人同意).

    An opinion's period starts only with the act of record, which its organ still does; it finds this as the proof.

    :returns: whether anything was recorded.
    """
    if paper.served_on or paper.voided_on or not paper.to_serve or paper.drawn_at is None:
        return False
    proof = Proof(Method.ELECTRONIC, beijing_day(at), None, Words(THEMSELVES, note=ON_THE_PORTAL))
    if paper.kind not in SERVED_BY_ACT:
        proof = Proof(Method.ELECTRONIC, None, beijing_day(at), proof.words)
    with writing():
        service.record(paper, proof, None, None, at, f"online {paper.id}", laid_into(paper))
    return True


def laid_into(paper: Paper) -> Lay | None:
    """How it is laid down who took a paper: in the envelope of the report that it is of; ``None`` for any other."""
    matter = paper.matter or 0
    if Case.objects.filter(id=matter, report=True).exists():
        report: int | None = matter
    else:
        behind = Screen.objects.filter(case=matter, upto__gte=paper.event_seq).order_by("report")
        report = behind.values_list("report", flat=True).first()
    envelope = envelope_of(report) if report else None
    return envelope.file if envelope is not None else None


def carry_services() -> None:
    """Called after migrating: who took papers of reports of before goes into their envelopes."""
    sealed = Q(matter__in=MatterKey.objects.values("case")) | Q(matter__in=Screen.objects.values("case"))
    for paper in Paper.objects.filter(sealed, services__isnull=False).distinct():
        if (lay := laid_into(paper)) is not None:
            with writing():
                service.put_in(paper, lay)


# What waits -----------------------------------------------------------------------------------------------------------


def unserved(on: date) -> QuerySet[Paper]:
    """Papers that should have reached the person three days ago or earlier, in every organ; by a partial index."""
    return Paper.objects.filter(UNSERVED, issued_on__lte=on - timedelta(days=UNSERVED_DAYS))


def unserved_by(
    actor: Actor, on: date, days: int = UNSERVED_DAYS, most: int = MOST
) -> tuple[list[tuple[Paper, Case]], bool]:
    """The actor's organ's papers still to be served, with their matters as far as the actor may read them; and whether
    there are more.

    :param days: how long ago they were issued at least; 0 for all.
    """
    waiting = Paper.objects.filter(UNSERVED, organ=actor.organ or 0, issued_on__lte=on - timedelta(days=days))
    papers = list(waiting.order_by("issued_on", "id")[: most + 1])
    cases = of_these(actor, on, {paper.matter for paper in papers if paper.matter})
    found = [(paper, cases[paper.matter]) for paper in papers[:most] if paper.matter in cases]
    return found, len(papers) > most


def under_way(papers: Iterable[Paper]) -> dict[int, Service]:
    """The latest attempt for each of these papers that has neither arrived nor come back."""
    rows = Service.objects.filter(paper__in=list(papers), served_on__isnull=True, failed_on__isnull=True)
    return {row.paper_id: row for row in rows.order_by("recorded_at")}
