"""Giving a record to a colleague (指定承办人), alike for every kind: nothing stays with whoever leaves a post.

A procedure takes the row, the form and the turn from here and names the act as its ``hands``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any

from huiyin.law.frame.particulars import Field
from huiyin.law.frame.procedure import Move
from huiyin.law.frame.situation import Situation
from huiyin.law.frame.turn import Turn, to_person
from huiyin.law.frame.verdict import Refusal
from huiyin.law.reading import WORKERS
from huiyin.law.sources.articles import cite
from huiyin.law.terms import OfKind, Role, Seat
from huiyin.law.words import P


class Colleague(Enum):
    """Whose turn it is then, for the turns of a procedure."""

    NAMED = "colleague"


HANDERS = (Role.DISPATCHER, Role.HEAD)
COLLEAGUE = (Field("to_person", "person", "承办人"), Field("note", "text", "说明", required=False))
TURNS: Mapping[Enum | None, Callable[[Any], Turn]] = {Colleague.NAMED: to_person}


def serves_at_holder(s: Situation) -> Refusal | None:
    """Whoever is named serves there and may have it (xf2022 Art. 28 ¶3)."""
    person = s.value("to_person")
    if person is None:
        return None
    if person in s.facts.recused or person in s.world.unfit(s.facts):
        return s.no(
            P("这个人已经回避，是被反映的人，或者在被反映的单位任过职，不能经办。"), None, cite("xf2022", 28, 3)
        )
    if s.world.serves(person, s.holder):
        return None
    return s.no(P("承办人要是本机关的工作人员。"))


def may_work(s: Situation) -> Refusal | None:
    """An auditor or an administrator reads no record, so nothing is given to them."""
    person = s.value("to_person")
    if person is None or s.world.able(person, s.holder, WORKERS):
        return None
    return s.no(P("这个人没有经办这一步的岗位，接手以后什么也做不了。"), P("请选能办理的人。"))


def to_colleague(act: OfKind, from_: frozenset[Any]) -> Move:
    """The row of the table: a dispatcher or head of the organ that holds the record names who does it."""
    where = cite("xf2022", 28, 1)
    guards = (serves_at_holder, may_work)
    return Move(act, from_, None, HANDERS, Seat.HOLDER, where, ball=Colleague.NAMED, guards=guards)
