"""Advice (三项建议) as a kind of record: what it rests on is asked of the linked journals before the law is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from huiyin.cases.models import Case
from huiyin.cases.screens import reports_behind
from huiyin.cases.snapshots import load_facts
from huiyin.law.advice.accountability import SIGNS, Clause, Told, borne_out, ticked
from huiyin.law.advice.facts import AdviceFacts
from huiyin.law.advice.procedure import ADVICE
from huiyin.law.advice.vocabulary import AdviceAct, AdviceKind
from huiyin.law.frame.facts import Actor
from huiyin.law.frame.verdict import to_correct
from huiyin.law.sources.articles import cite
from huiyin.law.words import P
from huiyin.oversight import evidence
from huiyin.oversight.models import Advice
from huiyin.record.door import Refused
from huiyin.record.kinds import KINDS, Kind, Moment, Prepared
from huiyin.record.models import Link
from huiyin.record.projection import linked, project
from huiyin.record.sections import Fact, Pointer, Section
from huiyin.record.snapshots import facts_from

EVIDENCE: Final = "evidence"
_WRITES: Final = frozenset({AdviceAct.RAISE, AdviceAct.AMEND})
_SENDS: Final = frozenset({AdviceAct.SUBMIT, AdviceAct.ISSUE})


def _prepare(row: Advice, act: AdviceAct, given: Mapping[str, Any], by: Actor, moment: Moment) -> Prepared:
    if act in _WRITES:
        return _written(row, act, given, by, moment.day)
    if act in _SENDS:
        return {**given, "accused": _accused(list(Link.objects.filter(record=row.id)))}, ()
    return given, ()


def _written(row: Advice, act: AdviceAct, given: Mapping[str, Any], by: Actor, on: date) -> Prepared:
    pieces = _pieces(act, str(given.get(EVIDENCE, "")), by, on)
    before = list(Link.objects.filter(record=row.id))
    known = {(link.other, link.seq) for link in before if link.how == EVIDENCE}
    links = tuple(
        linked(row, ADVICE.key, piece.row.id, piece.kind, EVIDENCE, piece.entry)
        for piece in {(piece.row.id, piece.entry): piece for piece in pieces}.values()
        if (piece.row.id, piece.entry) not in known
    )
    asked = {
        "links": [[piece.kind, piece.row.id, piece.entry] for piece in pieces],
        "accused": _accused([*before, *links]),
        "borne_out": sorted({clause.value for clause, _ in borne_out(evidence.told(pieces, by, on))}),
    }
    return {**given, **asked}, links


def _pieces(act: AdviceAct, text: str, by: Actor, on: date) -> list[evidence.Piece]:
    try:
        return evidence.read(text, by, on)
    except evidence.NotFound as fault:
        why = P("没有找到“{line}”，或者您不能看它。", line=fault.line[:60])
        wrong = {EVIDENCE: why}
        raise Refused(to_correct(act, cite("xf2022", 40), wrong, P("请核对编号和步骤。"))) from None


def _accused(links: Sequence[Link]) -> list[int]:
    """The organs that the linked reports are about, and the reports behind the steps it rests on. What was closed when
    it was written it does not speak of; whom that is about no answer here may tell."""
    ids = {link.other for link in links} | reports_behind(links)
    reports = Case.objects.filter(id__in=ids, report=True)
    return sorted(organ for matter in reports for organ in load_facts(matter.facts).accused_organs)


def _shows(row: Advice, actor: Actor, on: date) -> Iterator[Section]:
    """The map of Art. 42–46: each clause with the events of the linked journals that bear it out.

    For holding somebody responsible all of it is shown, else what is borne out. Whoever may read nothing of what the
    advice rests on is shown none of it: it would say that the records hold nothing.
    """
    facts: AdviceFacts = facts_from(ADVICE, row.facts)
    pieces = evidence.behind(row, actor, on)
    if not pieces:
        return
    rows, kinds = {piece.row.id: piece.row for piece in pieces}, {piece.row.id: piece.kind for piece in pieces}
    found = ticked(evidence.told(pieces, actor, on))
    whole = facts.kind is AdviceKind.LIABILITY
    lines = tuple(
        Fact(
            clause.label,
            clause.citation,
            tuple(_pointer(KINDS[kinds[each.record]], rows[each.record], each) for each in found[clause]),
            clause in SIGNS,
        )
        for clause in Clause
        if whole or found[clause]
    )
    if lines:
        note = P("只列记录里有的事实；是不是失职、是谁的责任，由有权的机关认定。")
        yield Section(P("追责情形和记录里的事实"), lines, note)


def _pointer(kind: Kind, row: Any, told: Told) -> Pointer:
    assert told.on is not None
    return Pointer(kind, row, told.seq, kind.procedure.acts(told.act).label, told.on)


ADVICES = Kind(
    ADVICE, Advice, project, prepare=_prepare, mark="A", plural="advice",
    told={AdviceAct.PRESS: "pressed", AdviceAct.NOTE_OVERDUE: "overdue", AdviceAct.SEND_BACK: "returned"},
    for_heads=frozenset({AdviceAct.SUBMIT}),
    shows=_shows,
)  # fmt: skip
