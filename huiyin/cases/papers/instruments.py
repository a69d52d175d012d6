"""Issuing the papers (文书制发) a matter owes: from the debt to the drawn, numbered, kept instrument."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice, pairwise

from django.db.models import Q, QuerySet

from huiyin.cases.envelopes import envelope_of, must_open
from huiyin.cases.models import Case
from huiyin.cases.papers.facts import OPINIONS, addressee, goes_to_petitioner, issuer, paper_facts
from huiyin.cases.papers.record import Record
from huiyin.cases.papers.service import served_since, settle
from huiyin.cases.queries import closed_upto, visible_to
from huiyin.cases.registered import register_of
from huiyin.cases.snapshots import load_facts
from huiyin.law.frame.facts import Actor
from huiyin.law.matter.facts import REREVIEW_STAGES, REVIEW_STAGES
from huiyin.law.papers import Paper
from huiyin.law.terms import Act, Stage
from huiyin.papers.drawing import is_quick
from huiyin.papers.facts import PaperFacts
from huiyin.papers.instruments import INSTRUMENTS, compose, sketch
from huiyin.papers.issuing import check, draw_and_keep, note_drawn
from huiyin.papers.issuing import form as draw_form
from huiyin.papers.issuing import preview as draw_preview
from huiyin.papers.kinds import Extra, Kind
from huiyin.papers.models import Paper as Issued
from huiyin.papers.numbers import Order, give_number
from huiyin.papers.redline import Piece, redline
from huiyin.record.instruments import NotYours
from huiyin.record.models import Event, Link, OwedPaper
from huiyin.record.worlds import beijing_day
from huiyin.store.locks import writing
from huiyin.vault.points import reach


@dataclass(frozen=True, slots=True)
class Debt:
    """A paper that is owed, with everything it would say. ``row`` is its debt."""

    row: OwedPaper
    record: Record

    @property
    def facts(self) -> PaperFacts:
        return paper_facts(self.record)


def debt(owed_paper_id: int, on: date, by: int | None = None) -> Debt:
    """The owed paper with this id, drawn up for issue on a day.

    :raises OwedPaper.DoesNotExist: there is no such debt.
    """
    row = OwedPaper.objects.get(id=owed_paper_id)
    return Debt(row, Record(Case.objects.get(id=row.record), Paper(row.kind), row.event_seq, on, by))


def issue(owed_paper_id: int, by: Actor, at: datetime) -> Issued:
    """Number, draw and keep an owed paper. Asked twice, it gives the same paper; broken off, it is finished.

    :raises NotYours: ``by`` does not serve at the organ whose paper it is.
    :raises Incomplete: it lacks what the law demands; nothing was numbered.
    :raises Unprintable: a character is in no typeface of this machine; nothing was numbered.
    :raises Shut: it is of a report whose envelope the keys at hand do not open; nothing was numbered.
    """
    paper, facts = _in_number(owed_paper_id, by, beijing_day(at))
    if facts is None:
        return paper
    reach("paper.numbered")
    envelope = envelope_of(paper.matter or 0) if paper.secret else None
    draw_and_keep(paper, facts, at, envelope.file if envelope else bytes)
    # One transaction: a paper that is drawn and still owed would be owed for ever.
    with writing():
        _paid(paper)
        note_drawn(paper)
        if act := served_since(paper):
            settle(act)
            paper.refresh_from_db()
    return paper


def number(owed_paper_id: int, by: Actor, at: datetime) -> Issued:
    """Number an owed paper and leave its drawing to the worker (huiyin.cases.papers.finishing).

    :raises NotYours: as :func:`issue`; likewise Incomplete and Unprintable.
    """
    with writing():
        paper, _ = _in_number(owed_paper_id, by, beijing_day(at))
        _paid(paper)
    return paper


def _in_number(owed_paper_id: int, by: Actor, on: date) -> tuple[Issued, PaperFacts | None]:
    """The paper with its number, and what it is to say; nothing where it has been drawn already."""
    owed = debt(owed_paper_id, on, by.person)
    if by.organ != issuer(owed.record):
        raise NotYours
    known = Issued.objects.filter(owed=owed.row.id).first()
    if known is not None and known.drawn_at is not None:
        return known, None
    if owed.record.case.report:
        must_open(owed.record.case.id)
    facts = owed.facts
    check(facts)
    return known or _numbered(owed, facts, by, on), facts


def _paid(paper: Issued) -> int:
    return OwedPaper.objects.filter(id=paper.owed or 0, issued_on__isnull=True).update(issued_on=paper.issued_on)


def _numbered(owed: Debt, facts: PaperFacts, by: Actor, on: date) -> Issued:
    kind = owed.record.kind
    order = Order(
        kind=kind,
        organ=issuer(owed.record),
        organ_name=facts.organ.name,
        on=on,
        matter=owed.row.record,
        event_seq=owed.row.event_seq,
        owed=owed.row.id,
        to_organ=addressee(owed.record) if INSTRUMENTS[kind].to_organ else None,
        to_petitioner=goes_to_petitioner(kind),
        by=by.person,
        secret=owed.record.case.report,
    )
    with writing():
        return Issued.objects.filter(owed=owed.row.id).first() or give_number(order)


def settle_old_debts(now: datetime) -> int:
    """Pay what is owed though its paper is drawn: processes of earlier versions died between the two."""
    owed = OwedPaper.objects.filter(issued_on__isnull=True).values("id")
    drawn = Issued.objects.filter(owed__in=owed, drawn_at__isnull=False, voided_on__isnull=True)
    return sum(_paid(paper) for paper in drawn.order_by("id"))


def quick(owed_paper_id: int, on: date) -> bool:
    """Whether drawing this paper takes milliseconds here and now.

    :raises Incomplete: it lacks what the law demands.
    """
    return is_quick(compose(debt(owed_paper_id, on).facts))


def preview(owed_paper_id: int, at: datetime) -> bytes:
    """The owed paper as PDF, without a number and marked as a draft.

    :raises Incomplete: it lacks what the law demands.
    """
    return draw_preview(debt(owed_paper_id, beijing_day(at)).facts)


def draft_of(case: Case, kind: Kind, at: datetime) -> PaperFacts:
    """What a paper would say if it were owed now: an opinion before it is signed, an application form to fill in."""
    return paper_facts(Record(case, kind, case.seq, beijing_day(at)))


def application(case: Case, at: datetime) -> bytes:
    """The review or re-review form (复查、复核申请书), prefilled, for the petitioner to sign.

    :raises Incomplete: no opinion was served, or there is nobody to review it.
    """
    kind = Extra.REREVIEW_APPLICATION if case.stage == Stage.REVIEW_SERVED else Extra.REVIEW_APPLICATION
    return draw_form(draft_of(case, kind, at))


def register_form(case: Case, by: Actor, at: datetime) -> bytes:
    """The register's form (登记表): what was brought, as it was brought, with the columns as they stand by now.

    :raises Shut: it is of a report whose envelope the keys at hand do not open.
    """
    must_open(case.id)
    facts = paper_facts(Record(case, Extra.REGISTER_FORM, 1, beijing_day(at), by.person))
    return draw_form(replace(facts, said=register_of(case)))


# Who may have which ------------------------------------------------------------------------------------------------


def papers_for_staff(case: Case, actor: Actor, on: date) -> QuerySet[Issued]:
    """Papers of a matter its reader at the desk may open; the matter itself was found through ``visible_to``.

    A paper says in the clear who wrote, so it is for the organ that issued it and the one it was sent to. Whoever takes
    part in deciding reads the opinions too; whoever reviews reads all that the person was told, for that is what is
    judged (Art. 35–36). The receipt tells the query code, which only its clerk may print.
    """
    theirs = Q(organ=actor.organ) | Q(to_organ=actor.organ)
    facts = load_facts(case.facts)
    asked = facts.holder if facts.stage in REVIEW_STAGES | REREVIEW_STAGES else None
    if actor.organ in (asked, facts.reviewer, facts.rereviewer):
        theirs |= Q(to_petitioner=True)
    if actor.organ in (facts.coordinator, facts.responsible, *facts.co_handlers):
        theirs |= Q(kind__in=[kind.value for kind in OPINIONS])
    code = Q(kind=Paper.RECEIPT.value) & ~Q(issued_by=actor.person)
    papers = Issued.objects.filter(theirs, matter=case.id, drawn_at__isnull=False).exclude(code).order_by("id")
    upto = closed_upto(case, actor, on)
    return papers.filter(event_seq__gt=upto) if upto else papers


def undrawn_of(case: Case) -> QuerySet[Issued]:
    """Papers of a matter that have their number and are not drawn yet."""
    return Issued.objects.filter(matter=case.id, drawn_at=None, voided_on=None).order_by("id")


def papers_for_petitioner(case: Case) -> QuerySet[Issued]:
    """Papers addressed to its petitioner: of the matter, and of records that rest on it."""
    resting = Link.objects.filter(other=case.id).values_list("record", flat=True)
    theirs = Issued.objects.filter(matter__in=[case.id, *resting], to_petitioner=True, drawn_at__isnull=False)
    return theirs.order_by("id")


def owed_in(case: Case, actor: Actor, on: date) -> list[Debt]:
    """Papers of one matter that the actor's organ has still to issue, the oldest first."""
    rows = OwedPaper.objects.filter(record=case.id, organ=actor.organ or 0, issued_on__isnull=True)
    return [_debt(row, case, actor, on) for row in rows.order_by("owed_on", "id")]


def _debt(row: OwedPaper, case: Case, actor: Actor, on: date) -> Debt:
    return Debt(row, Record(case, Paper(row.kind), row.event_seq, on, actor.person))


def owed_rows(actor: Actor, on: date) -> QuerySet[OwedPaper]:
    """What the actor's organ has still to issue in matters the actor may read, the oldest first; by a partial index."""
    rows = OwedPaper.objects.filter(organ=actor.organ or 0, issued_on__isnull=True)
    return rows.filter(record__in=visible_to(actor, on).values("id")).order_by("owed_on", "id")


def owed_by(actor: Actor, on: date) -> Iterator[Debt]:
    """The same, drawn up one by one."""
    waiting = owed_rows(actor, on).iterator(chunk_size=200)
    while rows := list(islice(waiting, 200)):
        cases = Case.objects.in_bulk([row.record for row in rows])
        for row in rows:
            yield _debt(row, cases[row.record], actor, on)


# The drafts of an opinion -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Version:
    """One draft of the opinion (拟定稿): when it was proposed, what it says, and what changed since the one before."""

    seq: int
    at: datetime
    facts: PaperFacts
    changes: list[list[Piece]]


def versions_of(case: Case, after: int = 0) -> list[Version]:
    """Every draft of the opinion, the newest first; only those after an entry, where what came before is closed."""
    rows = Event.objects.filter(record=case.id, act=Act.PROPOSE.value, seq__gt=after).order_by("seq")
    drafts = [(row, paper_facts(Record(case, Paper.OPINION, row.seq, beijing_day(row.at)))) for row in rows]
    changes = [redline(sketch(old), sketch(new)) for (_, old), (_, new) in pairwise(drafts)]
    found = [Version(row.seq, row.at, facts, changes[at - 1] if at else []) for at, (row, facts) in enumerate(drafts)]
    return found[::-1]
