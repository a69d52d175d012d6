"""Text modules (文本模块) as a kind of record, and which of them may be inserted at a desk.

Offered is what was approved, at the own organ, its place and the divisions around it; never what still waits.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from huiyin.law.frame.facts import Actor
from huiyin.law.module.procedure import MODULE, ModuleFacts
from huiyin.law.module.vocabulary import ModuleAct, ModuleStage, Use
from huiyin.law.words import P
from huiyin.oversight.models import Module
from huiyin.record.kinds import Given, Kind, Moment, Prepared
from huiyin.record.places import kept_for_the_place
from huiyin.record.projection import project, title_of
from huiyin.record.reading import visible_to
from huiyin.record.sections import Section
from huiyin.record.snapshots import facts_from
from huiyin.typed.texts import text_of

#: So many texts of a place are looked through; beyond that a desk searches in the list of the kind.
MOST: Final = 400


@dataclass(frozen=True, slots=True)
class Offered:
    """An approved text: its record's number, what it is called, what it says, its law and version.

    :param also: what goes into other fields of the form at the same press.
    """

    number: str
    title: str
    text: str
    law: str
    since: date
    version: int
    uses: tuple[Use, ...]
    words: tuple[str, ...]
    own: bool
    also: tuple[tuple[Use, str], ...] = ()

    def fits(self, said: str) -> int:
        """How many of its words stand in what somebody asks for."""
        return sum(word in said for word in self.words)


def approved(actor: Actor, on: date, use: Use) -> Iterator[Offered]:
    """The texts that may be inserted for this, those of the own organ first."""
    rows = visible_to(MODULES, actor, on).exclude(stage=ModuleStage.WITHDRAWN.value).order_by("-id")[:MOST]
    found = [(row, facts_of(row)) for row in rows]
    for row, facts in sorted(found, key=lambda each: each[0].holder != actor.organ):
        if facts.version and use in facts.uses and facts.since <= on:
            yield Offered(
                row.number, row.title, facts.approved, facts.approved_law, facts.since, facts.version, facts.uses,
                tuple(facts.words.split()), row.holder == actor.organ, _also(facts),
            )  # fmt: skip


def _also(facts: ModuleFacts) -> tuple[tuple[Use, str], ...]:
    said = ((Use.BASIS, facts.approved_basis), (Use.REMARK, facts.approved_remark))
    return tuple((use, text) for use, text in said if text)


def facts_of(row: Module) -> ModuleFacts:
    facts: ModuleFacts = facts_from(MODULE, row.facts)
    return facts


# The kind ----------------------------------------------------------------------------------------------------------


def _prepare(row: Module, act: ModuleAct, given: Given, by: Actor, moment: Moment) -> Prepared:
    if act not in (ModuleAct.WRITE, ModuleAct.AMEND) or by.organ is None:
        return given, ()
    title = title_of({"title": text_of(str(given.get("title") or ""))})  # as its column will have it
    mine = Module.objects.filter(holder=by.organ, title=title, closed_on__isnull=True).exclude(id=row.id)
    return {**given, "twin": mine.exists()}, ()


def _caption(row: Module) -> str:
    facts = facts_of(row)
    return f"{facts.law} · {'、'.join(use.label for use in facts.uses)}"


def _shows(row: Module, actor: Actor, on: date) -> Iterator[Section]:
    """What is offered now, where an amended text waits beside it."""
    facts = facts_of(row)
    if facts.version and facts.approved != facts.text:
        yield Section(
            P("现在用的是第{n}版", n=facts.version), rows=(("文本", facts.approved), ("依据", facts.approved_law))
        )


MODULES = Kind(
    MODULE, Module, project, prepare=_prepare, mark="P", readable=kept_for_the_place, shelf="all", caption=_caption,
    shows=_shows, shown_with_forms=True, rests=False, for_heads=frozenset({ModuleAct.WRITE, ModuleAct.AMEND}),
)  # fmt: skip
