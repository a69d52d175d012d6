"""What the law needs to know of a list of destruction, and how an event changes it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from huiyin.law.disposal.vocabulary import DisposalAct, DisposalStage, Finding
from huiyin.law.frame.common import at_birth
from huiyin.law.frame.facts import Frame, Particulars
from huiyin.law.frame.situation import Situation
from huiyin.law.frame.verdict import Event

_NOBODY: frozenset[int] = frozenset()
#: Places in a list as people write them: 1-20、23.
_PLACES: Final = re.compile(r"([0-9]{1,4})(?:[-－—~～至到]([0-9]{1,4}))?")
_BETWEEN: Final = re.compile(r"[,，、;；\s]+")


@dataclass(frozen=True, slots=True)
class Item:
    """One matter on a list, without a word of it.

    :param until: the last day of its period; ``rule`` which rule of the schedule set it, ``archived_on`` since when.
    :param papers: how many papers its file holds.
    :param finding: what the appraisal said, empty before; ``years`` how much longer where it is kept on.
    """

    matter: int
    number: str
    until: date
    rule: str
    archived_on: date
    papers: int = 0
    finding: Finding | None = None
    years: int = 0


@dataclass(frozen=True, kw_only=True)
class DisposalFacts(Frame):
    """A list of destruction.

    :param reports: it holds reports of wrongdoing and nothing else; else it holds none.
    :param drawer: who drew it up, ``appraisers`` who appraised, ``approver`` who led the organ and said yes,
        ``supervisor`` who agreed for the archive.
    :param destroyed: the matters that were destroyed, in the end.
    """

    items: tuple[Item, ...] = ()
    reports: bool = False
    drawer: int = 0
    appraisers: frozenset[int] = _NOBODY
    approver: int | None = None
    supervisor: int | None = None
    destroyed: frozenset[int] = _NOBODY

    @property
    def doomed(self) -> tuple[Item, ...]:
        """What may be destroyed, by its appraisal."""
        return tuple(each for each in self.items if each.finding is Finding.DESTROY)

    @property
    def unappraised(self) -> int:
        return sum(each.finding is None for each in self.items)


@dataclass(frozen=True)
class DisposalSituation(Situation):
    """What a condition on a list looks at."""

    facts: DisposalFacts


def newborn(said: Particulars) -> DisposalFacts:
    """The facts before it is drawn up; what is past its period the record knows."""
    return DisposalFacts(
        **at_birth(said), stage=DisposalStage.NEW, drawer=int(said["owner"]), reports=bool(said.get("reports")),
    )  # fmt: skip


def places_in(said: str, most: int) -> frozenset[int]:
    """Which items somebody names; empty where it cannot be read, or one is not on the list."""
    found = set[int]()
    for part in filter(None, _BETWEEN.split(said.strip())):
        span = _PLACES.fullmatch(part)
        if span is None:
            return _NOBODY
        first, last = int(span[1]), int(span[2] or span[1])
        if not 1 <= first <= last <= most:
            return _NOBODY
        found |= set(range(first, last + 1))
    return frozenset(found)


Change = Mapping[str, Any]


def _drawn(facts: DisposalFacts, event: Event) -> Change:
    return {"items": tuple(_item(row) for row in event.particulars["items"])}


def _item(row: Mapping[str, Any]) -> Item:
    return Item(
        int(row["matter"]), str(row["number"]), date.fromisoformat(row["until"]), str(row["rule"]),
        date.fromisoformat(row["archived_on"]), int(row["papers"]),
    )  # fmt: skip


def _appraised(facts: DisposalFacts, event: Event) -> Change:
    said = event.particulars
    places = frozenset(said["chosen"])
    finding, years = Finding(said["finding"]), int(said.get("years") or 0)
    items = tuple(
        replace(each, finding=finding, years=years) if place in places else each
        for place, each in enumerate(facts.items, 1)
    )
    return {"items": items, "appraisers": facts.appraisers | ({event.person} if event.person else _NOBODY)}


CHANGES: Mapping[DisposalAct, Callable[[DisposalFacts, Event], Change]] = {
    DisposalAct.DRAW: _drawn,
    DisposalAct.APPRAISE: _appraised,
    DisposalAct.SEND_BACK: lambda facts, event: {"approver": None, "supervisor": None},
    DisposalAct.APPROVE: lambda facts, event: {"approver": event.person},
    DisposalAct.COUNTERSIGN: lambda facts, event: {"supervisor": event.person},
    DisposalAct.CARRY_OUT: lambda facts, event: {"destroyed": frozenset(event.particulars["destroyed"])},
}
