"""What a paper says, gathered from the record (案卷): events, claims, parties and organs as frozen values.

The history is folded up to the event that owes the paper, so that a paper drawn late says what stood then.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from huiyin.cases.asked import named
from huiyin.cases.brought import as_named
from huiyin.cases.models import Claim, Material
from huiyin.cases.papers.history import history
from huiyin.cases.papers.people import people
from huiyin.cases.papers.record import Record
from huiyin.cases.projections import code_if_open
from huiyin.law.chart.organs import OrganKind
from huiyin.law.chart.remedies import reconsiders
from huiyin.law.chart.routes import ROUTES
from huiyin.law.frame.deadlines import due
from huiyin.law.matter.facts import ClaimFacts
from huiyin.law.matter.urgent import NATIONAL_BUREAU
from huiyin.law.papers import Paper
from huiyin.law.sources.articles import Citation
from huiyin.law.sources.books import RuleBook
from huiyin.law.terms import Act, Channel, ClockKind, Execution, Lacking, Outcome, Role
from huiyin.papers.facts import (
    ClaimText,
    DueText,
    EarlierPaper,
    OrganText,
    PaperFacts,
    route_text,
)
from huiyin.papers.instruments import INSTRUMENTS
from huiyin.papers.kinds import Extra, Kind
from huiyin.papers.models import Paper as Issued
from huiyin.people.models import Organ, Person
from huiyin.record.projection import issuer as issuer_of
from huiyin.record.worlds import BEIJING, beijing_day

OPINIONS = (Paper.OPINION, Paper.REPLY_LETTER, Paper.REVIEW_OPINION, Paper.REREVIEW_OPINION)
SOUGHT = {Act.SEEK_REVIEW, Act.SEEK_REREVIEW}
#: Where the receipt's code was told to the person already, it is not told again (see huiyin.desk.receipts).
CODE_TOLD = "登记时已交给您本人"


def paper_facts(record: Record) -> PaperFacts:
    """Everything the paper may say."""
    facts, last = record.facts, record.last
    to = addressee(record)
    next_organ = _next_organ(record)
    told = set(last.particulars.get("told", ()))
    organs = _organs({issuer(record), to, next_organ, facts.coordinator, _named(last.particulars)} | told)
    hidden = not goes_to_petitioner(record.kind) and (facts.report or _only_masked(record))
    handler, phone = _handler(record)
    return PaperFacts(
        kind=record.kind,
        organ=organs[issuer(record)],
        on=record.on,
        case_number=record.case.number,
        title=record.case.title,
        received_on=_received_on(record),
        channel=Channel(record.case.channel).label,
        people=tuple(people(record.case, hidden)),
        claims=tuple(_claims(record)),
        book_key=facts.book_key,
        act=last.act.value,
        article=_article(record),
        said=_said(record),
        to=organs.get(to) if to is not None else None,
        handler=handler,
        handler_phone=phone or organs[issuer(record)].phone,
        approver=_approver(record),
        dues=_dues(record),
        next_organ=organs.get(next_organ) if next_organ is not None else None,
        materials=tuple(_materials(record)),
        history=tuple(history(record)),
        earlier=tuple(_earlier(record)),
        query_code=_code(record),
        copies=_copies(record, organs),
        passed_on=record.before.sender is not None,
        number_of_people=record.facts.petitioners,
        figures=_taken(record),
    )


def _taken(record: Record) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """What was taken on the spot: when, and the digest of the original at that moment."""
    rows = record.last.particulars.get("taken", ())
    if not rows:
        return {}
    return {"taken": tuple((_moment_taken(row), str(row["sha256"])) for row in rows)}


def _moment_taken(row: Mapping[str, Any]) -> str:
    moment = datetime.fromisoformat(row["at"]).astimezone(BEIJING)
    said = f"{moment.year}年{moment.month}月{moment.day}日{moment.hour}时{moment.minute}分"
    return f"签名，{said}" if row.get("what") == "signature" else said


# Whose paper, to whom ----------------------------------------------------------------------------------------------


def issuer(record: Record) -> int:
    """The organ whose act it was; of what the petitioner does, the organ that received it."""
    return issuer_of(record.last.organ, record.last.act, record.facts)


def goes_to_petitioner(kind: Kind) -> bool:
    """Whether the petitioner is meant to have the paper."""
    row = INSTRUMENTS[kind]
    return not row.to_organ and (row.plain is not None or kind in _PETITIONERS_TOO)


_PETITIONERS_TOO = frozenset(
    {Paper.AGREEMENT, Paper.SETTLEMENT, Paper.PROOF_OF_SERVICE, Extra.REVIEW_APPLICATION, Extra.REREVIEW_APPLICATION}
)


def addressee(record: Record) -> int | None:
    """The organ it is sent to; None for the petitioner and the file."""
    facts, before = record.facts, record.before
    match record.kind:
        case Paper.TRANSFER_LETTER | Paper.ASSIGNMENT_LETTER | Paper.DESTINATION_NOTICE | Paper.OBJECTION:
            return facts.holder
        case Paper.DECISION_REQUEST:
            return facts.holder
        case Paper.PERSONNEL_LETTER:
            return _named(record.last.particulars)
        case Paper.URGENT_REPORT:
            return next(iter(record.last.particulars.get("told", ())), None)
        case Paper.CORRECTION_LETTER | Paper.CORRECTION_NOTICE:
            return before.holder
        case Paper.OBJECTION_RULING:
            return before.objector
        case Paper.SUPERVISION_LETTER:
            return int(record.last.particulars.get("addressed", facts.holder))
        case Paper.CONCLUSION_REPORT:
            return facts.sender or facts.coordinator
    return None


def _named(said: Mapping[str, Any]) -> int | None:
    organ = said.get("to_organ")
    return int(organ) if organ else None


def _next_organ(record: Record) -> int | None:
    """Where the petitioner may turn next: the superior of the organ whose opinion this is (Art. 35, 36)."""
    facts, chart = record.facts, record.world.chart
    match record.kind:
        case Paper.DOOR_NOTICE:
            return _named(record.last.particulars)
        case Paper.OPINION:
            return chart.superior(facts.responsible) if facts.responsible is not None else None
        case Paper.REVIEW_OPINION:
            return chart.superior(facts.reviewer) if facts.reviewer is not None else None
        case Paper.REPLY_LETTER:
            return reconsiders(chart, issuer(record))
        case Extra.REVIEW_APPLICATION:
            return chart.superior(facts.responsible) if facts.responsible is not None else None
        case Extra.REREVIEW_APPLICATION:
            return chart.superior(facts.reviewer) if facts.reviewer is not None else None
    return None


def _organs(ids: set[int | None]) -> dict[int, OrganText]:
    rows = Organ.objects.filter(id__in={each for each in ids if each is not None})
    return {row.id: OrganText(row.name, row.address, row.phone, row.hours, OrganKind(row.kind)) for row in rows}


def _copies(record: Record, organs: Mapping[int, OrganText]) -> tuple[str, ...]:
    """An opinion goes to the office that was asked first as well: it answers for the matter until the end. An urgent
    report goes to everybody the law names at once, a petition office's to the national bureau too (Art. 25)."""
    if record.kind is Paper.URGENT_REPORT:
        return _told_at_once(record, organs)
    first = record.facts.coordinator
    return (organs[first].name,) if record.kind in OPINIONS and first != issuer(record) and first in organs else ()


def _told_at_once(record: Record, organs: Mapping[int, OrganText]) -> tuple[str, ...]:
    others = tuple(organs[organ].name for organ in record.last.particulars.get("told", ())[1:] if organ in organs)
    local_office = record.world.chart.organ(issuer(record)).kind is OrganKind.PETITION_OFFICE
    return (*others, *((NATIONAL_BUREAU,) if local_office else ()))


def _handler(record: Record) -> tuple[str, str]:
    """Whom to ask, with the office telephone."""
    facts, last = record.facts, record.last
    who = last.person
    if last.act in (Act.ACCEPT, Act.ADMIT_REVIEW, Act.LODGE) and record.kind is not Extra.REGISTER_FORM:
        who = facts.owner
    elif record.kind in (Paper.OPINION, Paper.REPLY_LETTER, Paper.EXTENSION_NOTICE):
        who = facts.handler or facts.owner
    person = Person.objects.filter(id=who).first() if who is not None else None
    return (person.name, person.phone_office) if person else ("", "")


def _approver(record: Record) -> str:
    if record.last.role is not Role.HEAD or record.last.person is None:
        return ""
    return Person.objects.values_list("name", flat=True).filter(id=record.last.person).first() or ""


# What was brought --------------------------------------------------------------------------------------------------


def _received_on(record: Record) -> date:
    """When it was brought; for a review, when the review was asked for."""
    reviews = record.kind in (Paper.REVIEW_OPINION, Paper.REREVIEW_OPINION)
    sought = record.latest(SOUGHT) if reviews else None
    return sought.on if sought else record.facts.lodged_on


#: Papers that speak only of the claims that their act names.
OF_SOME_CLAIMS = frozenset({Paper.EXECUTION_NOTICE, Paper.PROMISE_CHANGED})


def _materials(record: Record) -> Iterator[str]:
    after = record.begins - 1
    rows = Material.objects.filter(
        submission__case=record.case, submission__event_seq__gt=after, submission__event_seq__lte=record.seq
    )
    yield from as_named(rows.order_by("id").values_list("name", "media_type"))


def _claims(record: Record) -> Iterator[ClaimText]:
    stands = {claim.id: claim for claim in record.facts.claims}
    said = _outcomes(record)
    if record.kind in OF_SOME_CLAIMS and record.last.particulars.get("claims"):
        stands = {number: stands[number] for number in record.last.particulars["claims"] if number in stands}
    standing = [row for row in Claim.objects.filter(case=record.case).order_by("seq") if row.seq in stands]
    for place, row in enumerate(standing, 1):
        number = place if record.begins > 1 else row.seq
        yield replace(_claim(row, stands[row.seq], said.get(str(row.seq), {}), record.facts.book), number=number)


def _outcomes(record: Record) -> dict[str, Any]:
    """What was last proposed, or decided in review, claim by claim."""
    rows: dict[str, Any] = {}
    for _, event in record.events:
        if event.act in (Act.PROPOSE, Act.DECIDE_REVIEW):
            rows |= event.particulars.get("outcomes") or {}
    return rows


def _claim(row: Claim, stands: ClaimFacts, said: Mapping[str, Any], book: RuleBook) -> ClaimText:
    kind = "".join(part.label for part in (stands.kind, stands.ground) if part)
    decided = bool(said.get("outcome")) and stands.outcome is not None
    return ClaimText(
        number=row.seq,
        request=row.request,
        facts=row.facts,
        reasons=row.reasons,
        kind=kind,
        outcome=Outcome(said["outcome"]) if decided else stands.outcome,
        finding=str(said.get("finding", "")) if decided else "",
        basis=str(said.get("basis", "")) if decided else "",
        executor=str(said.get("executor", "")) if decided else "",
        lacking=Lacking(said["lacking"]) if decided and said.get("lacking") else None,
        execute_by=stands.execute_by,
        execution=stands.execution.label if stands.execution is not Execution.NONE else "",
        route=route_text(ROUTES[stands.route], book) if stands.route else None,
    )


# What was done -----------------------------------------------------------------------------------------------------


def _article(record: Record) -> Citation | None:
    row = record.events[-1][0]
    return Citation.parse(json.loads(row.payload)["follows"]["citation"])


def _said(record: Record) -> dict[str, Any]:
    """The particulars of the act, and what a paper takes from earlier ones (the proposal's remark, the hearing)."""
    said = {name: value for name, value in record.last.particulars.items() if not isinstance(value, dict | list)}
    said = {name: "是" if value is True else value for name, value in said.items()}
    if record.kind is Paper.PROMISE_CHANGED and "to_organ" in said:
        said["to_organ"] = Organ.objects.values_list("name", flat=True).get(id=said["to_organ"])
    if record.kind is Paper.OPINION:
        proposed = record.latest({Act.PROPOSE})
        said.setdefault("remedy", proposed.particulars.get("remedy", "") if proposed else "")
    if record.kind is Paper.HEARING_REPORT:
        opened = record.latest({Act.OPEN_HEARING})
        said = {**(opened.particulars if opened else {}), **said}
    if record.kind is Paper.URGENT_REPORT:
        moment = record.events[-1][0].at.astimezone(BEIJING)
        said["at"] = f"{moment.year}年{moment.month}月{moment.day}日{moment.hour}时{moment.minute}分"
    if record.kind is Paper.ARCHIVE_FORM and record.facts.closure:
        said["closure"] = record.facts.closure.label
    if record.kind in (Extra.REVIEW_APPLICATION, Extra.REREVIEW_APPLICATION) and record.facts.served_on:
        said = {"served_on": record.facts.served_on.isoformat()}
    return said


def _dues(record: Record) -> dict[ClockKind, DueText]:
    """The clocks that run after the event."""
    facts, calendar = record.facts, record.world.calendar
    rows = {}
    for clock in facts.clocks:
        if clock.running:
            last = due(clock, calendar)
            rows[clock.kind] = DueText(last.on, str(last.why), facts.book.periods[clock.kind].citation.label())
    return rows


def _earlier(record: Record) -> Iterator[EarlierPaper]:
    """Opinions issued before in this matter (for a proof of service, the one that is served)."""
    kinds = [kind.value for kind in OPINIONS if kind is not record.kind]
    if record.kind is Paper.ARCHIVE_FORM:
        kinds = [kind.value for kind in Paper]
    matter = record.case.id
    if record.kind is Paper.NO_FURTHER_NOTICE:
        ended = named(record.last.particulars.get("earlier"))
        matter = ended.id if ended is not None and not ended.report else 0
    rows = Issued.objects.filter(matter=matter, kind__in=kinds, voided_on__isnull=True, drawn_at__isnull=False)
    if matter == record.case.id:
        rows = rows.filter(event_seq__lt=record.seq)
    for row in rows.order_by("issued_on", "id"):
        opens = row.term in (Paper.OPINION, Paper.REVIEW_OPINION)
        yield EarlierPaper(row.label, row.official_number, row.issued_on, opens)


def _code(record: Record) -> str:
    """The query code belongs to the person: only the clerk who took the matter in prints it, on that day."""
    if record.kind is not Paper.RECEIPT:
        return ""
    return (code_if_open(record.case) if _took_it_in(record) else "") or CODE_TOLD


def _took_it_in(record: Record) -> bool:
    """Whether it is printed by the clerk who took the matter in, on that day."""
    first = record.events[0][0]
    return first.by is not None and first.by == record.by and beijing_day(first.recorded_at) == record.on


def _only_masked(record: Record) -> bool:
    """The register's form is no way around the ledger of who saw whose name: later readers get it masked."""
    return record.kind is Extra.REGISTER_FORM and not _took_it_in(record)
