"""Rounds (排查走访) as a kind of record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from huiyin.field.models import Round
from huiyin.field.places import called, to_choose
from huiyin.law.frame.facts import Actor
from huiyin.law.rounds.procedure import ROUND, RoundFacts
from huiyin.law.rounds.vocabulary import RoundAct
from huiyin.record import rows
from huiyin.record.kinds import Given, Kind, Moment, Narrowing, Prepared, Step
from huiyin.record.projection import COLUMNS, INSIDE, reflect, write
from huiyin.record.rows import Past, RowFault, differing
from huiyin.store.rows import insert

_OWN: Final = ("place", "walked_on", "homes")


def _prepare(row: Round, act: RoundAct, given: Given, by: Actor, moment: Moment) -> Prepared:
    if act is not RoundAct.WALK:
        return given, ()
    return {**given, "title": f"{called(str(given['place']))}走访"}, ()


def _project(step: Step) -> None:
    row: Round = step.row
    reflect(row, ROUND, step.after, step.world)
    _own_columns(row, step.after)
    write(step, ROUND, COLUMNS, INSIDE, stands=True)
    for each in step.rows:
        insert([each])


def _own_columns(row: Round, facts: RoundFacts) -> None:
    row.place, row.walked_on, row.homes = facts.place, facts.lodged_on, facts.homes


def _derive(row: Round, pasts: Sequence[Past]) -> Iterator[RowFault]:
    yield from rows.opened(row, ROUND, pasts)
    wanted = Round(id=row.id)
    _own_columns(wanted, pasts[-1].after)
    yield from differing([row], [wanted], ("pk",), _OWN, row.id)


ROUNDS = Kind(
    ROUND,
    Round,
    _project,
    prepare=_prepare,
    derive=_derive,
    mark="X",
    narrowed=(Narrowing("place", "地方", to_choose, begins=True),),
)
