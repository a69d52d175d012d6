"""What one leader answers for (领导的账): matters taken on, and what was promised there and at visits, kept or not.

The very records that the figures of the leaders' page count, so that every number there leads to its own list here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final

from huiyin.law.charge.facts import ChargeFacts
from huiyin.law.charge.procedure import CHARGE
from huiyin.law.frame.facts import Actor
from huiyin.law.words import P, Phrase
from huiyin.reception.calendar import charged_to, set_by
from huiyin.reception.visits import promised_table, set_at
from huiyin.record.sections import Cell, Section, Table
from huiyin.record.snapshots import facts_from

_KEPT: Final = {True: P("✓ 按期解决"), False: P("■ 没有按期解决")}
_BY: Final = P("“不计入”的，是还没到期就转给别的领导，或者不是因为领导才结束的。")


def account_of(leader: int, actor: Actor, on: date) -> Iterator[Section]:
    """The account of a leader over the last year, as far as the reader may read what stands in it."""
    charges = charged_to(actor, on, [leader])
    if charges:
        yield Section(P("包的案"), table=_charges(charges, on), note=_BY)
    if found := [each for _, each in set_by(actor, on, [leader])]:
        yield Section(P("接访时交办的事"), table=promised_table(found, on))
    if found := set_at([row.id for row, _ in charges], actor, on, CHARGE.key) if charges else []:
        yield Section(P("包案时答应的事"), table=promised_table(found, on))


def _charges(charges: Sequence[tuple[Any, bool | None]], on: date) -> Table:
    heads = (P("包案"), P("哪天以前解决"), P("到哪一步"), P("见过本人"), P("本人说没有兑现"), P("按期解决没有"))
    return Table.of_words(heads, tuple(_line(row, kept, on) for row, kept in charges))


def _line(row: Any, kept: bool | None, on: date) -> tuple[Cell, ...]:
    facts: ChargeFacts = facts_from(CHARGE, row.facts)
    return (
        Cell(row.title, "record", (CHARGE.key, row.number), names=row),
        Cell(_until(facts)),
        Cell(CHARGE.stages(row.stage).label),
        Cell(P("{n}次", n=facts.met)),
        Cell(P("{n}次", n=facts.denied) if facts.denied else "—"),
        Cell(_kept(row, kept)),
    )


def _kept(row: Any, kept: bool | None) -> Phrase:
    if kept is None:
        return P("○ 没到期") if row.closed_on is None else P("不计入")
    return _KEPT[kept]


def _until(facts: ChargeFacts) -> Phrase:
    if facts.extended:
        return P("{day}，原来{first}", day=facts.until, first=facts.first_until)
    return P("{day}", day=facts.until)
