"""The papers (文书) that a record owes: what one says is drawn from the journal, then it is numbered, drawn and kept.

A kind whose papers say more than its journal adds that (:attr:`huiyin.record.kinds.Kind.paper`). Matters have a way of
their own, huiyin.cases.papers.instruments; :data:`ISSUED_BY` names it, filled in huiyin.house.records.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from huiyin.law.frame.facts import Actor
from huiyin.law.papers import Paper
from huiyin.law.reading import WORKERS
from huiyin.law.sources.articles import Citation
from huiyin.law.terms import Role
from huiyin.papers.facts import OrganText, PaperFacts
from huiyin.papers.instruments import INSTRUMENTS
from huiyin.papers.issuing import check, draw_and_keep, note_drawn
from huiyin.papers.issuing import preview as draw_preview
from huiyin.papers.models import Paper as Issued
from huiyin.papers.needs import Need
from huiyin.papers.numbers import Order, give_number, void
from huiyin.people.models import Organ
from huiyin.people.posts import Contact, contacts_of
from huiyin.people.stamps import ORGANS, Remembered
from huiyin.record.kinds import KINDS, Kind
from huiyin.record.models import Event, OwedPaper
from huiyin.record.reading import find_by_id, near_a_report, words_of
from huiyin.record.worlds import beijing_day
from huiyin.store.locks import writing
from huiyin.vault.opening import read_out
from huiyin.vault.points import reach

Asked = TypeVar("Asked")
#: By kind of record, what issues an owed paper where it is not the function below.
ISSUED_BY: dict[str, Callable[[int, Actor, datetime], Issued]] = {}
#: How the files of a paper are laid where its record rests on a report; filled by huiyin.house.records.
LAID_BY: list[Callable[[int], Callable[[bytes], bytes]]] = []


class NotYours(PermissionError):
    """The paper is another organ's to issue."""


@dataclass(frozen=True, slots=True)
class Debt:
    """A paper that a record owes; ``paper`` is the one that was numbered for it, if any."""

    kind: Kind
    record: Any
    row: OwedPaper
    paper: Issued | None = None

    @property
    def label(self) -> Any:
        return Paper(self.row.kind).label

    def missing(self, on: date) -> tuple[Need, ...]:
        """What the law demands and it does not say."""
        return INSTRUMENTS[Paper(self.row.kind)].missing(facts_of(self, on))


def issue(owed: int, by: Actor, at: datetime) -> Issued:
    """Number, draw and keep an owed paper of a record of any kind. Asked twice, it gives the same paper.

    :raises NotYours: ``by`` does not work at the organ whose paper it is.
    :raises Incomplete: it lacks what the law demands; nothing was numbered.
    :raises Unprintable: a character is in no typeface of this machine; nothing was numbered.
    :raises Shut: it rests on a report whose envelope the keys at hand do not open; nothing was numbered.
    """
    row = OwedPaper.objects.get(id=owed)
    if row.record_kind in ISSUED_BY:
        return ISSUED_BY[row.record_kind](owed, by, at)
    return _issue(debt_of(row), by, at)


def _issue(debt: Debt, by: Actor, at: datetime) -> Issued:
    if by.organ != debt.row.organ or not by.roles & WORKERS | by.roles & {Role.ANALYST}:
        raise NotYours
    paper, laid = debt.paper, next((by_record(debt.row.record) for by_record in LAID_BY), bytes)
    facts = facts_of(debt, beijing_day(at))
    if paper is not None and paper.drawn_at is not None:
        return paper
    check(facts)
    paper = paper or _numbered(debt, facts, by)
    reach("paper.numbered")
    draw_and_keep(paper, facts, at, laid)
    # One transaction: a paper that is drawn and still owed would be owed for ever.
    with writing():
        OwedPaper.objects.filter(id=debt.row.id, issued_on__isnull=True).update(issued_on=paper.issued_on)
        note_drawn(paper)
    return paper


def _numbered(debt: Debt, facts: PaperFacts, by: Actor) -> Issued:
    order = Order(
        kind=facts.kind,
        organ=debt.row.organ,
        organ_name=facts.organ.name,
        on=facts.on,
        matter=debt.row.record,
        event_seq=debt.row.event_seq,
        owed=debt.row.id,
        to_organ=_addressed(debt)[0],
        to_petitioner=INSTRUMENTS[Paper(debt.row.kind)].plain is not None,
        by=by.person,
        secret=near_a_report(debt.record),
    )
    with writing():
        return Issued.objects.filter(owed=debt.row.id).first() or give_number(order)


def preview(debt: Debt, on: date) -> bytes:
    """The owed paper as PDF, without a number and marked as a draft.

    :raises Incomplete: it lacks what the law demands.
    """
    return draw_preview(facts_of(debt, on))


def withdraw(paper: Issued, by: Actor, on: date, why: str) -> None:
    """Void an issued paper (作废): the number stays, and the paper is owed again.

    :raises NotYours: ``by`` is not the head of the organ that issued it.
    """
    if by.organ != paper.organ or Role.HEAD not in by.roles:
        raise NotYours
    with writing():
        OwedPaper.objects.filter(id=paper.owed or 0).update(issued_on=None)
        void(paper, on, why)


# Which there are -----------------------------------------------------------------------------------------------------


def papers_of(kind: Kind, record: Any) -> tuple[list[Debt], list[Issued]]:
    """All papers that a record owes or owed, the oldest first, and those that were voided: their numbers stay. The
    record was found through its readers."""
    rows = list(OwedPaper.objects.filter(record=record.id).order_by("owed_on", "id"))
    issued = list(Issued.objects.filter(matter=record.id).order_by("id")) if rows else []
    papers = {paper.owed: paper for paper in issued if paper.owed is not None}
    return [Debt(kind, record, row, papers.get(row.id)) for row in rows], [p for p in issued if p.voided_on]


def debts_of(kind: Kind, record: Any) -> list[Debt]:
    """All papers that a record owes or owed, the oldest first."""
    return papers_of(kind, record)[0]


def owed_by(actor: Actor, on: date, most: int) -> list[Debt]:
    """What the actor's organ has still to issue in records that share their pages, the oldest first."""
    kinds = {kind.key: kind for kind in KINDS if not kind.page}
    rows = OwedPaper.objects.filter(organ=actor.organ or 0, issued_on__isnull=True, record_kind__in=kinds)
    found = ((row, kinds[row.record_kind]) for row in rows.order_by("owed_on", "id")[:most])
    seen = ((row, kind, find_by_id(kind, actor, on, row.record)) for row, kind in found)
    return [Debt(kind, record, row) for row, kind, record in seen if record is not None]


def debt_of(row: OwedPaper) -> Debt:
    """The debt of a record that shares its pages, with the record and what was numbered for it."""
    kind = KINDS[row.record_kind]
    paper = Issued.objects.filter(owed=row.id).first()
    return Debt(kind, kind.model.objects.get(id=row.record), row, paper)


# What one says -------------------------------------------------------------------------------------------------------


def facts_of(debt: Debt, on: date) -> PaperFacts:
    """What an owed paper says on a day: the words of the record up to the act that owes it, and who it is for."""
    kind, row = debt.kind, debt.row
    events = [event for event in debt.record.journal() if event.seq <= row.event_seq]
    last = read_out(events[-1].payload)
    said = {**words_of(kind.procedure, events), **last["said"]}
    to = _addressed(debt)
    organs = organ_texts([row.organ, *to])
    people = _people(kind, debt.record)
    ask = _to_ask(events, row.organ)
    facts = PaperFacts(
        kind=Paper(row.kind),
        organ=organs[row.organ],
        on=on,
        case_number=debt.record.number,
        title=debt.record.title,
        book_key=debt.record.book,
        act=events[-1].act,
        article=Citation.parse(last["follows"]["citation"]),
        said=_in_words(kind, said, people),
        to=organs.get(to[0]) if to[0] is not None else None,
        also_to=tuple(organs[each].name for each in to[1:] if each in organs),
        handler=people[ask].name if ask in people else "",
        handler_phone=_phone(people.get(ask), organs[row.organ]),
        approver=people[events[-1].by or 0].name if events[-1].role == Role.HEAD and events[-1].by in people else "",
    )
    return kind.paper(facts, debt.record, events) if kind.paper else facts


def _to_ask(events: Sequence[Event], organ: int) -> int:
    """Whom a paper names for questions: somebody of the organ whose paper it is, who had to do with what it says.

    That is whoever did the act that owes it; where the head signed, who drafted it. Who began the record at another
    organ knows nothing of what came of it here.
    """
    here = [event for event in events if event.by is not None and event.organ == organ]
    drafted = (event for event in (events[-1], events[0]) if event in here and event.role != Role.HEAD)
    found = next(drafted, next((event for event in reversed(here) if event.role != Role.HEAD), None))
    return (found or (here or [events[-1]])[-1]).by or events[0].by or 0


def _addressed(debt: Debt) -> list[Any]:
    """To which organs a paper goes: those that the act names, else the one that has the record after it."""
    event = next(each for each in debt.record.journal() if each.seq == debt.row.event_seq)
    payload = json.loads(event.payload)
    named = payload["said"].get("addressees") or [payload["follows"]["holder"]]
    return [each for each in named if each != debt.row.organ] or [None]


def _read_organs() -> dict[int, OrganText]:
    return {row.id: OrganText(row.name, row.address, row.phone, row.hours) for row in Organ.objects.all()}


_directory = Remembered(ORGANS, _read_organs)


def organ_texts(ids: list[Any]) -> dict[int, OrganText]:
    """Organs as papers name them, by id."""
    known = _directory()
    return {each: known[each] for each in ids if each in known}


def _people(kind: Kind, record: Any) -> dict[int, Contact]:
    """Whoever did something to a record, or is named in it; gathered once for all the papers that it owes."""

    def ask() -> dict[int, Contact]:
        fields = [field.name for field in _fields(kind) if field.kind == "person"]
        journal = record.journal()
        said = (read_out(event.payload)["said"] for event in journal) if fields else ()
        named = [each.get(name) for each in said for name in fields]
        wanted = {each for each in (*(event.by for event in journal), *named) if isinstance(each, int)}
        return contacts_of(wanted)

    return once(record, "people", ask)


def once(record: Any, name: str, ask: Callable[[], Asked]) -> Asked:
    """What the papers of a record need besides its journal, asked once for the row as it stands."""
    known: tuple[int, Asked] | None = record.__dict__.get(f"_{name}_once")
    if known is None or known[0] != record.seq:
        known = record.__dict__[f"_{name}_once"] = (record.seq, ask())
    return known[1]


def _phone(person: Contact | None, organ: OrganText) -> str:
    return (person.phone if person is not None else "") or organ.phone


def _fields(kind: Kind) -> list[Any]:
    return [field for fields in kind.procedure.forms.values() for field in fields]


def _in_words(kind: Kind, said: Mapping[str, Any], people: Mapping[int, Contact]) -> dict[str, Any]:
    """Organs and people as names; everything else as it was said."""
    kinds = {field.name: field.kind for field in _fields(kind)}
    organs = organ_texts([value for name, value in said.items() if kinds.get(name) == "organ"])
    words: dict[str, Any] = {}
    for name, value in said.items():
        if kinds.get(name) == "organ":
            words[name] = organs[value].name if value in organs else ""
        elif kinds.get(name) == "person":
            words[name] = people[value].name if value in people else ""
        elif not isinstance(value, dict | list):
            words[name] = "是" if value is True else value
    return words
