"""Who answers for what (追究责任): the clauses of xf2022 Art. 42–46, and what in a journal bears each of them out.

A sign is a fact of record, never a judgment: whether it is a breach, and whose, the organ with authority decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from huiyin.law.sources.articles import Citation, cite
from huiyin.law.terms import Term


class Clause(Term):
    """One clause, stored as article and item."""

    OVERSTEPPED = "42.1", "超越或者滥用职权"
    OMITTED = "42.2", "应当作为而不作为"
    ERRED = "42.3", "认定事实、适用法律错误或者违反法定程序"
    DEFIED = "42.4", "拒不执行支持信访请求的意见"
    NOT_PASSED_ON = "43", "信访部门没有按规定登记、受理、转送、交办、督办"
    NOT_REGISTERED = "44.1", "收到信访事项不按规定登记"
    NOT_ACCEPTED = "44.2", "属于职权范围的不予受理"
    NOT_TOLD = "44.3", "没有按期书面告知是否受理"
    DELAYED = "45.1", "推诿、敷衍、拖延，或者没有按期办结"
    NOT_SUPPORTED = "45.2", "事实清楚、依据充分的请求没有支持"
    ADVICE_IGNORED = "45.3", "对信访部门的建议重视不够、落实不力"
    RUDE = "46.1", "对待信访人态度恶劣、作风粗暴"
    BRIBED = "46.2", "吃拿卡要、谋取私利"
    LET_GROW = "46.3", "对集体访、舆情处置不力，事态扩大"
    CONCEALED = "46.4", "隐瞒、谎报、缓报重大紧急信访事项"
    LEAKED = "46.5", "把检举控告材料透露、转给被检举控告人"
    RETALIATED = "46.6", "打击报复信访人"

    @property
    def citation(self) -> Citation:
        article, _, item = self.value.partition(".")
        return cite("xf2022", int(article), None, int(item)) if item else cite("xf2022", int(article))


@dataclass(frozen=True, slots=True)
class Sign:
    """An event of some kind of record that bears a clause out; ``said`` is what it must say."""

    kind: str
    act: str
    said: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    def fits(self, told: Told) -> bool:
        same = (self.kind, self.act) == (told.kind, told.act)
        return same and all(told.said.get(name) == value for name, value in self.said.items())


@dataclass(frozen=True, slots=True)
class Told:
    """An event of a linked journal: of which kind of record, which act, and what was said."""

    record: int
    seq: int
    kind: str
    act: str
    said: Mapping[str, Any]
    on: date | None = None


def _late(*clocks: str) -> tuple[Sign, ...]:
    return tuple(Sign("matter", "note_overdue", {"clock": clock}) for clock in clocks)


SIGNS: Mapping[Clause, tuple[Sign, ...]] = {
    Clause.ERRED: tuple(Sign("matter", "decide_review", {"ruling": ruling}) for ruling in ("change", "redo")),
    Clause.DEFIED: (Sign("matter", "supervise", {"ground": "not_executed"}), Sign("matter", "deny_execution")),
    Clause.NOT_PASSED_ON: _late("C1"),
    Clause.NOT_TOLD: _late("C2", "C3"),
    Clause.DELAYED: (
        Sign("matter", "supervise", {"ground": "shirking"}),
        Sign("matter", "reject_objection"),
        *_late("C5", "C8", "C10", "C13"),
    ),
    Clause.ADVICE_IGNORED: (Sign("advice", "note_overdue"), Sign("advice", "press")),
}


def ticked(events: Iterable[Told]) -> Mapping[Clause, tuple[Told, ...]]:
    """Every clause with the events that bear it out; empty where no journal can, or none does."""
    found: dict[Clause, tuple[Told, ...]] = {clause: () for clause in Clause}
    for clause, told in borne_out(events):
        found[clause] = (*found[clause], told)
    return found


def borne_out(events: Iterable[Told]) -> Iterator[tuple[Clause, Told]]:
    """Each clause with each event that bears it out."""
    for told in events:
        yield from ((clause, told) for clause, signs in SIGNS.items() if any(sign.fits(told) for sign in signs))
