"""What a condition of the law looks at, whatever the kind of record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Self

from huiyin.law.chart.organs import Organ
from huiyin.law.frame.facts import Actor, Frame, Particulars, World
from huiyin.law.frame.verdict import Refusal
from huiyin.law.sources.articles import Citation
from huiyin.law.terms import OfKind
from huiyin.law.words import Phrase


@dataclass(frozen=True)
class Situation:
    """Everything a condition may look at; a procedure adds what its own conditions ask often.

    :param given: the particulars; ``None`` while only the button is drawn.
    :param next_holder: who will hold the record, once that is known.
    """

    act: OfKind
    facts: Frame
    by: Actor
    on: date
    world: World
    article: Citation
    given: Particulars | None = None
    next_holder: int | None = None

    def having(self, **known: Any) -> Self:
        """The same with more known; nothing of what was worked out from less."""
        after = object.__new__(type(self))
        kept = self.__dict__
        after.__dict__.update({name: kept[name] for name in _KNOWN}, **known)
        return after

    def no(self, reason: Phrase, instead: Phrase | None = None, citation: Citation | None = None) -> Refusal:
        return Refusal(self.act, reason, self.facts.book.own(citation or self.article), instead)

    def value(self, name: str) -> Any:
        return None if self.given is None else self.given.get(name)

    @property
    def holder(self) -> int:
        return self.world.holder(self.facts)

    @property
    def named_now(self) -> frozenset[int]:
        """Persons whom this very act shuts out."""
        return frozenset()

    def organ(self, organ: int | None) -> Organ | None:
        return None if organ is None else self.world.chart.organs.get(self.world.standing(organ))


#: What a situation is made of; a procedure's own adds no field.
_KNOWN = tuple(each.name for each in fields(Situation))
#: Questions and guards are written for the situation of one procedure, and asked only by it.
Question = Callable[[Any], bool]
Guard = Callable[[Any], Refusal | None]


def always(s: Situation) -> bool:
    return True
