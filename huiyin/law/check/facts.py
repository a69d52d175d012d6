"""What the law needs to know of a sample check, and how an event changes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from huiyin.law.check.sheets import Sheet, sheet_from
from huiyin.law.check.vocabulary import About, CheckAct, CheckClock, CheckStage
from huiyin.law.frame.common import at_birth
from huiyin.law.frame.deadlines import Period
from huiyin.law.frame.facts import Frame, Particulars
from huiyin.law.frame.fold import noted_late
from huiyin.law.frame.situation import Situation
from huiyin.law.frame.verdict import Event
from huiyin.law.sources.books import RuleBook
from huiyin.law.terms import ClockKind

_NONE: frozenset[int] = frozenset()


@dataclass(frozen=True, kw_only=True)
class CheckFacts(Frame):
    """A sample check. ``coordinator`` is the office that draws and reads; matters are ids.

    :param to_organ: whose handling is read; ``first`` and ``second`` who reads.
    :param asked: the question sheet, whole (huiyin.law.check.sheets).
    :param about: of which matters, answered or marked between ``since`` and ``until``.
    :param digest: what fixes the frame of the draw, ``size`` how many matters are in it, ``left_out`` how many are not
        because a reader dealt with them.
    :param drawn: by chance; ``risky`` by risk; ``twice`` those of both that are read a second time.
    :param read: by the first reader, ``read_again`` by the second; ``settled`` where they had seen it differently.
    :param differing: read twice, seen differently, not settled yet; ``wanting`` what was found wanting.
    """

    to_organ: int
    first: int
    second: int
    asked: str
    about: About
    since: date
    until: date
    chance: int
    risk: int = 0
    digest: str = ""
    size: int = 0
    left_out: int = 0
    seed: str = ""
    drawn: tuple[int, ...] = ()
    risky: frozenset[int] = _NONE
    twice: frozenset[int] = _NONE
    read: frozenset[int] = _NONE
    read_again: frozenset[int] = _NONE
    differing: frozenset[int] = _NONE
    settled: frozenset[int] = _NONE
    wanting: frozenset[int] = _NONE
    returned: int = 0

    @property
    def sample(self) -> frozenset[int]:
        return frozenset(self.drawn) | self.risky

    @property
    def sheet(self) -> Sheet:
        """The sheet by which it is read, as it stood when the check was begun."""
        return sheet_from(self.asked)


@dataclass(frozen=True)
class CheckSituation(Situation):
    """What a condition on a check looks at."""

    facts: CheckFacts


def newborn(said: Particulars) -> CheckFacts:
    """The facts before its frame is fixed: organ, owner, book and day from the door, the rest from record and form."""
    return CheckFacts(
        **at_birth(said),
        stage=CheckStage.NEW,
        first=int(said["owner"]),
        second=int(said["second"]),
        to_organ=int(said["to_organ"]),
        asked=str(said["asked"]),
        about=About(said["about"]),
        since=date.fromisoformat(said["since"]),
        until=date.fromisoformat(said["until"]),
        chance=int(said["chance"]),
        risk=int(said.get("risk") or 0),
    )


def periods(book: RuleBook) -> Mapping[CheckClock, Period]:
    """As with a supervision order: as the book says, or a day that the letter sets (Art. 40 ¶4 has no number)."""
    return {CheckClock.ANSWER: book.periods[ClockKind.FEEDBACK]}


Change = Mapping[str, Any]


def _framed(facts: CheckFacts, event: Event) -> Change:
    said = event.particulars
    return {"digest": said["digest"], "size": said["size"], "left_out": said["left_out"]}


def _drawn(facts: CheckFacts, event: Event) -> Change:
    said = event.particulars
    return {
        "seed": said["seed"], "drawn": tuple(said["drawn"]), "risky": frozenset(said["risky"]),
        "twice": frozenset(said["twice"]),
    }  # fmt: skip


def _read(facts: CheckFacts, event: Event) -> Change:
    said = event.particulars
    matter = int(said["matter_id"])
    mine = "read_again" if said["turn"] == SECOND else "read"
    return {mine: getattr(facts, mine) | {matter}, "differing": _with(facts.differing, matter, said["differs"])}


def _settled(facts: CheckFacts, event: Event) -> Change:
    matter = int(event.particulars["matter_id"])
    return {"settled": facts.settled | {matter}, "differing": facts.differing - {matter}}


def _with(some: frozenset[int], one: int, there: bool) -> frozenset[int]:
    return some | {one} if there else some - {one}


def _second(facts: CheckFacts, event: Event) -> Change:
    """Whoever reads second now reads all of it: what another one saw is not theirs."""
    return {"second": int(event.particulars["to_person"]), "read_again": _NONE, "differing": _NONE}


def _handed(facts: CheckFacts, event: Event) -> Change:
    """Whoever takes it over at the office that reads is its first reader from now on."""
    return {"first": event.owner} if event.holder == facts.coordinator else {}


FIRST, SECOND = "first", "second"
CHANGES: Mapping[CheckAct, Callable[[CheckFacts, Event], Change]] = {
    CheckAct.FRAME: _framed,
    CheckAct.DRAW: _drawn,
    CheckAct.READ: _read,
    CheckAct.SETTLE: _settled,
    CheckAct.CONCLUDE: lambda facts, event: {"wanting": frozenset(event.particulars["wanting"])},
    CheckAct.RETURN: lambda facts, event: {"returned": facts.returned + 1},
    CheckAct.NAME_SECOND: _second,
    CheckAct.NAME_HANDLER: _handed,
    CheckAct.NOTE_OVERDUE: noted_late,
}
