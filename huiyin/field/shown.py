"""What the page of a dispute shows beside what every record shows: its parties behind a mask, what was promised, the
petition behind it with its own clock."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Any, Final

from huiyin.cases.models import Case
from huiyin.cases.queries import of_these
from huiyin.cases.snapshots import load_facts
from huiyin.field import people
from huiyin.field.models import Dispute, Involved
from huiyin.law.dispute.facts import DisputeFacts
from huiyin.law.dispute.measures import Line, measures
from huiyin.law.dispute.procedure import DISPUTE
from huiyin.law.dispute.vocabulary import Court, Side, Sign
from huiyin.law.frame.deadlines import due
from huiyin.law.frame.facts import Actor
from huiyin.law.words import P, Phrase
from huiyin.record.reading import events_of, words_of
from huiyin.record.sections import Section
from huiyin.record.snapshots import facts_from
from huiyin.record.worlds import world_on
from huiyin.vault.opening import words

_CELLS: Final = {"name": P("姓名"), "phone": P("电话"), "id_number": P("证件号码"), "address": P("地址")}


def shows(row: Dispute, actor: Actor, on: date) -> Iterator[Section]:
    facts: DisputeFacts = facts_from(DISPUTE, row.facts)
    yield Section(P("等级"), rows=tuple(_grade(row, facts)))
    parties = people.involved_in(row.id)
    if parties:
        note = P("要看姓名和电话，用“查看当事人”，写明用途，记录里看得到。")
        yield Section(P("当事人"), rows=tuple(_masked(each) for each in parties), note=note)
    if facts.agreed_on is not None:
        yield Section(P("协议"), rows=tuple(_agreement(facts)), note=_confirmation(facts))
    if facts.matter is not None and (case := of_these(actor, on, [facts.matter]).get(facts.matter)):
        yield Section(P("信访事项"), rows=tuple(_matter(case, on)), note=P("调解不停信访的时限。"))


def _grade(row: Dispute, facts: DisputeFacts) -> Iterator[tuple[Any, Any]]:
    """How grave, and by which line of data, unless somebody said otherwise with a reason."""
    yield P("等级"), facts.grade.label
    said = words_of(DISPUTE, events_of(row).filter(seq=1))
    grade, line = measures().grade(int(said.get("people") or 0), int(said.get("amount") or 0), said.get("signs") or ())
    if grade is not facts.grade:
        yield P("为什么"), P("有人看过以后调整，理由在“经过”里。")
    elif line is not None:
        yield P("为什么"), _why(line, said.get("signs") or ())


def _why(line: Line, said: Collection[str]) -> Any:
    if line.people:
        return P("牵涉{n}人以上。", n=line.people)
    if line.amount:
        return P("争议{n}元以上。", n=line.amount)
    return P("可能出现：{signs}。", signs=tuple(sign for sign in Sign if sign in line.signs and sign in said))


def _masked(row: Involved) -> tuple[Any, Any]:
    said = people.masked(row)
    return Side(row.side).label, "　".join(said[name] for name in ("name", "phone") if name in said)


def _agreement(facts: DisputeFacts) -> Iterator[tuple[Any, Any]]:
    assert facts.agreed_on is not None
    yield P("签名"), facts.agreed_on
    for number, each in enumerate(facts.instalments, 1):
        said = words(each.what)
        what = f"{said}　{each.amount}元" if each.amount else said
        done = P("{day}已履行", day=each.done) if each.done else P("约定{day}", day=each.on)
        yield P("第{n}期", n=number), P("{what}，{done}", what=what, done=done)
    if facts.confirmed:
        yield P("司法确认"), Court(facts.confirmed).label


def _confirmation(facts: DisputeFacts) -> Phrase | None:
    return None if facts.confirmed else P("各方可以在时限内一起向法院申请司法确认。")


def _matter(case: Case, on: date) -> Iterator[tuple[Any, Any]]:
    yield P("编号"), case.number
    calendar = world_on(on).calendar
    for clock in load_facts(case.facts).clocks:
        if clock.running:
            yield clock.kind.label, due(clock, calendar).on


def in_the_clear(row: Dispute) -> Iterable[Section]:
    """Who the parties are, once; the look stands in the journal already."""
    for each in people.involved_in(row.id):
        rows = tuple((_CELLS[name], value) for name, value in people.clear(each).items())
        yield Section(P("{side}", side=Side(each.side).label), rows=rows)
