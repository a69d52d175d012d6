"""Letters of no single matter (发文): advice to an organ (三项建议) and the yearly report, from draft to answer.

An advice asks another organ to do better, change a rule or hold somebody liable (xf2022 Art. 40); that organ answers in
writing whether it adopts it. The yearly report counts both (Art. 41). Drafts have no number; approval gives it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import QuerySet

from huiyin.law.frame.facts import Actor
from huiyin.law.terms import Paper as PaperKind
from huiyin.law.terms import Role, Term
from huiyin.papers.facts import OrganText, PaperFacts
from huiyin.papers.instruments import INSTRUMENTS
from huiyin.papers.issuing import check, complete
from huiyin.papers.kinds import ADVICE, Extra, Kind, kind_of
from huiyin.papers.models import Outgoing, Paper
from huiyin.papers.needs import Need
from huiyin.papers.numbers import Order, give_number
from huiyin.people.models import Organ, Person
from huiyin.store.ids import new_id

#: Who drafts at a petition office, and who reads there and at the organ that receives it.
DRAFTERS: Final = frozenset({Role.SUPERVISOR, Role.DISPATCHER, Role.HEAD, Role.ANALYST})
READERS: Final = frozenset({Role.HEAD, Role.DISPATCHER, Role.SUPERVISOR})


class State(Term):
    """How far a letter has come."""

    DRAFT = "draft", "起草中"
    SUBMITTED = "submitted", "待签发"
    ISSUED = "issued", "已发出"
    ANSWERED = "answered", "已答复"


class Adoption(Term):
    """What the organ makes of an advice (采纳情况)."""

    WHOLLY = "wholly", "采纳"
    PARTLY = "partly", "部分采纳"
    NOT = "not", "未采纳"


class NotNow(ValueError):
    """The letter is not where this step begins, or not this person's: somebody was first."""


Figures = Mapping[str, tuple[tuple[str, str], ...]]


def draft(kind: Kind, by: Actor, to_organ: int, said: Mapping[str, str], figures: Figures, at: datetime) -> Outgoing:
    """Begin a letter."""
    assert by.organ is not None and by.person is not None
    row = Outgoing(id=new_id(), kind=kind.value, organ=by.organ, drafted_by=by.person, drafted_at=at)
    row.to_organ, row.said, row.figures = to_organ, _json(said), _json(figures)
    row.save(force_insert=True)
    return row


def change(row: Outgoing, to_organ: int, said: Mapping[str, str], figures: Figures) -> None:
    """Write a draft anew.

    :raises NotNow: it is no draft any more.
    """
    _move(row, State.DRAFT, to_organ=to_organ, said=_json(said), figures=_json(figures))


def submit(row: Outgoing, on: date) -> tuple[Need, ...]:
    """Hand a draft to the head; what it lacks, if anything, and then nothing moved."""
    missing = lacks(row, on)
    if not missing:
        _move(row, State.DRAFT, state=State.SUBMITTED.value, remark="")
    return missing


def send_back(row: Outgoing, by: Actor, remark: str) -> None:
    """Back to the drafter with a word why."""
    _refuse_others(row, by)
    _move(row, State.SUBMITTED, state=State.DRAFT.value, remark=remark[:400])


def approve(row: Outgoing, by: Actor, on: date, at: datetime) -> Paper:
    """The head signs: it gets its number, is drawn, sealed and sent. What a crash broke off is finished.

    :raises NotNow: it does not wait for this head.
    :raises Incomplete: it lacks what the law demands.
    :raises Unprintable: a character is in no typeface here.
    """
    _refuse_others(row, by)
    facts = facts_of(row, on, by.person)
    check(facts)
    with transaction.atomic():
        paper = row.paper or _numbered(row, facts, by, on)
    return paper if paper.drawn_at else complete(paper, facts, at)


def _numbered(row: Outgoing, facts: PaperFacts, by: Actor, on: date) -> Paper:
    order = Order(facts.kind, row.organ, facts.organ.name, on, to_organ=row.to_organ, by=by.person)
    paper = give_number(order)
    until = facts.day("until") if row.kind in ADVICE else None
    _move(
        row,
        State.SUBMITTED,
        state=State.ISSUED.value,
        approved_by=by.person,
        issued_on=on,
        paper=paper,
        answer_by=until,
    )
    return paper


def _refuse_others(row: Outgoing, by: Actor) -> None:
    if by.organ != row.organ or Role.HEAD not in by.roles:
        raise NotNow


def answer(row: Outgoing, by: Actor, on: date, adopted: Adoption, words: str) -> None:
    """The organ that received an advice says what it makes of it (xf2022 Art. 40 ¶4).

    :raises NotNow: it was answered, or is not theirs to answer.
    """
    if by.organ != row.to_organ or row.kind not in ADVICE or not by.roles & READERS:
        raise NotNow
    given = {"answered_on": on, "answered_by": by.person, "adopted": adopted.value, "answer": words}
    _move(row, State.ISSUED, state=State.ANSWERED.value, **given)


def _move(row: Outgoing, was: State, **values: Any) -> None:
    if not Outgoing.objects.filter(id=row.id, state=was.value).update(**values):
        raise NotNow
    row.refresh_from_db()


# Reading ------------------------------------------------------------------------------------------------------------


def ours(actor: Actor) -> QuerySet[Outgoing]:
    """Letters of the actor's own organ, for those who draft them."""
    mine = Outgoing.objects.filter(organ=actor.organ or 0) if actor.roles & DRAFTERS else Outgoing.objects.none()
    return mine.order_by("-drafted_at")


def received(actor: Actor) -> QuerySet[Outgoing]:
    """Letters sent to the actor's organ, for those who lead or dispatch there."""
    sent = Outgoing.objects.filter(to_organ=actor.organ or 0, issued_on__isnull=False, paper__drawn_at__isnull=False)
    return (sent if actor.roles & READERS else Outgoing.objects.none()).order_by("-issued_on", "-id")


def said_of(row: Outgoing) -> dict[str, str]:
    """The particulars as they were typed."""
    return dict(json.loads(row.said))


def figures_of(row: Outgoing) -> Figures:
    """The tables of a yearly report, by part."""
    found = json.loads(row.figures) if row.figures else {}
    return {part: tuple((str(name), str(value)) for name, value in rows) for part, rows in found.items()}


def lacks(row: Outgoing, on: date) -> tuple[Need, ...]:
    """What the law demands and the letter does not have yet."""
    return INSTRUMENTS[kind_of(row.kind)].missing(facts_of(row, on))


def facts_of(row: Outgoing, on: date, approver: int | None = None) -> PaperFacts:
    """What the letter says."""
    organs = {each.id: each for each in Organ.objects.filter(id__in=(row.organ, row.to_organ))}
    people = {each.id: each for each in Person.objects.filter(id__in=(row.drafted_by, approver or 0))}
    drafter, head = people[row.drafted_by], people.get(approver or 0)
    return PaperFacts(
        kind=kind_of(row.kind),
        organ=_text(organs[row.organ]),
        on=on,
        said=said_of(row),
        to=_text(organs[row.to_organ]) if row.to_organ in organs else None,
        handler=drafter.name,
        handler_phone=drafter.phone_office or organs[row.organ].phone,
        approver=head.name if head else "",
        figures=figures_of(row),
    )


def _text(organ: Organ) -> OrganText:
    return OrganText(organ.name, organ.address, organ.phone, organ.hours)


def _json(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)


# For the yearly report ------------------------------------------------------------------------------------------------


def letters_in(organ: int, year: int, but: QuerySet[Any] | tuple[int, ...] = ()) -> tuple[tuple[str, str], ...]:
    """How many letters of transfer, assignment and supervision an organ issued in a year, voided ones left out.

    :param but: matters whose papers are not counted.
    """
    kinds = (PaperKind.TRANSFER_LETTER, PaperKind.ASSIGNMENT_LETTER, PaperKind.SUPERVISION_LETTER)
    issued = Paper.objects.filter(organ=organ, year=year, voided_on__isnull=True).exclude(matter__in=but)
    return tuple((f"{kind.label}（份）", str(issued.filter(kind=kind.value).count())) for kind in kinds)


def advice_in(organ: int, year: int) -> tuple[tuple[str, str], ...]:
    """How many of each kind of advice an organ gave in a year, and how many were adopted, wholly or in part."""
    rows = Outgoing.objects.filter(organ=organ, issued_on__year=year).values_list("kind", "adopted")
    found = [(kind, adopted) for kind, adopted in rows]
    return tuple(line for kind in ADVICE for line in _advice_lines(kind, [b for a, b in found if a == kind.value]))


def _advice_lines(kind: Extra, adopted: list[str]) -> tuple[tuple[str, str], ...]:
    taken = sum(each in (Adoption.WHOLLY.value, Adoption.PARTLY.value) for each in adopted)
    return ((f"{kind.label}（份）", str(len(adopted))), ("其中被采纳、部分采纳（份）", str(taken)))
