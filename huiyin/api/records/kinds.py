"""Every kind of record as its tables have it: stages, acts, fields, periods, articles."""

from __future__ import annotations

from typing import Any

from huiyin.api.problems import cited, not_found
from huiyin.api.records.fields import schema_of
from huiyin.api.records.shown import term
from huiyin.law.frame.procedure import Move, Procedure
from huiyin.law.sources.books import RuleBook
from huiyin.record.kinds import KINDS, Kind


def called(collection: str) -> Kind:
    """The kind whose records together have this name.

    :raises Problem: 404 for any other word.
    """
    found = next((kind for kind in KINDS.offered if kind.collection == collection), None)
    if found is None:
        raise not_found()
    return found


def act_called(kind: Kind, word: str) -> Any:
    """An act of this kind that staff do.

    :raises Problem: 404 for any other word.
    """
    found = next((act for act in kind.by_hand if act.value == word), None)
    if found is None:
        raise not_found()
    return found


def told(kind: Kind, book: RuleBook) -> dict[str, Any]:
    """One kind, by the rule book of the organ that asks."""
    procedure = kind.procedure
    return {
        "kind": kind.key,
        "label": procedure.label,
        "collection": kind.collection,
        "href": f"/api/v1/{kind.collection}",
        "opening": procedure.opening.value,
        "stages": [_stage(procedure, stage) for stage in procedure.stages],
        "acts": [_act(kind, act, book) for act in procedure.acts],
        "clocks": [_clock(procedure, clock, book) for clock in procedure.clocks],
    }


def _stage(procedure: Procedure, stage: Any) -> dict[str, Any]:
    acts = [act.value for act in procedure.by_stage[stage]]
    return {**term(stage), "over": stage in procedure.over, "acts": acts}


def _act(kind: Kind, act: Any, book: RuleBook) -> dict[str, Any]:
    procedure = kind.procedure
    moves = procedure.by_act[act]
    own = procedure.basis(book).get(act)
    return {
        **term(act),
        "by_hand": act in kind.by_hand,
        "from": [stage.value for stage in procedure.stages_of[act]],
        "moves": [_move(move, book) for move in moves],
        "article": cited(own or book.own(moves[0].article)) if moves else None,
        "fields": [
            {"name": field.name, "kind": field.kind, "required": field.required, "schema": schema_of(field)}
            for field in procedure.needs(act)
        ],
    }


def _move(move: Move, book: RuleBook) -> dict[str, Any]:
    return {
        "from": sorted(stage.value for stage in move.from_),
        "to": move.to.value if move.to else None,
        "by": [role.value for role in move.by],
        "seat": move.seat.value,
        "article": cited(book.own(move.article)),
        "papers": [paper.value for paper in move.papers],
    }


def _clock(procedure: Procedure, clock: Any, book: RuleBook) -> dict[str, Any]:
    period = procedure.periods(book).get(clock)
    if period is None:
        return {**term(clock), "length": None, "unit": None, "article": None}
    return {**term(clock), "length": period.length, "unit": period.unit.value, "article": cited(period.citation)}
