"""What is set about disputes as data (data/law/disputes): grades, days of talks, visits and rounds, confirmation."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from huiyin.law.dispute.vocabulary import DisputeClock, Grade, Sign
from huiyin.law.frame.deadlines import Period
from huiyin.law.sources.articles import ANYWHERE, Citation, cite, cited
from huiyin.law.sources.files import each_folder
from huiyin.law.sources.shapes import Many, OneOf, Read, Record, Text, Whole, read
from huiyin.law.terms import Term, Unit


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table of grades; a dispute that meets all it asks has at least this grade."""

    grade: Grade
    people: int = 0
    amount: int = 0
    signs: frozenset[Sign] = frozenset()

    @property
    def said(self) -> str:
        """As the journal keeps it."""
        return f"{self.grade.value}:{self.people}:{self.amount}:{','.join(sorted(self.signs))}"

    def met(self, people: int, amount: int, signs: Collection[str]) -> bool:
        shown = not self.signs or not self.signs.isdisjoint(map(Sign, signs))
        return people >= self.people and amount >= self.amount and shown


@dataclass(frozen=True, slots=True)
class Measures:
    """One office's measures.

    :param confirmation: days within which the parties may ask a court to confirm their agreement.
    :param visits: days after the settlement on which somebody looks again; ``sources`` where the figures come from.
    :param first_talk: days until the first talk, by grade; ``rounds`` days between two rounds through a village.
    """

    confirmation: int
    article: Citation
    visits: tuple[int, int]
    first_talk: Mapping[Grade, int]
    grades: tuple[Line, ...]
    rounds: int
    sources: tuple[str, ...] = ()

    def grade(self, people: int, amount: int, signs: Collection[str]) -> tuple[Grade, Line | None]:
        """The gravest grade that fits, and the line that says so."""
        order = list(Grade)
        fitting = [line for line in self.grades if line.met(people, amount, signs)]
        found = max(fitting, key=lambda line: order.index(line.grade), default=None)
        return (found.grade, found) if found else (Grade.ORDINARY, None)

    @property
    def periods(self) -> Mapping[DisputeClock, Period]:
        """What somebody sets has no length of its own."""
        watch, talk = cite("tiaojie2010", 31, 2), cite("tiaojie2010", 21, 2)
        first, second = self.visits
        return {
            DisputeClock.NEXT: Period(0, Unit.DAYS, talk),
            DisputeClock.PERFORM: Period(0, Unit.DAYS, watch),
            DisputeClock.CONFIRM: Period(self.confirmation, Unit.DAYS, self.article, citizens=True),
            DisputeClock.FIRST_VISIT: Period(first, Unit.DAYS, watch),
            DisputeClock.SECOND_VISIT: Period(second, Unit.DAYS, watch),
        }


def _words(terms: type[Term]) -> OneOf:
    return OneOf(tuple(term.value for term in terms))


_DAYS: Final = Whole(1, 3650)
FILE: Final = Record(
    {
        "confirmation": Record({"days": _DAYS, "article": ANYWHERE}, ("days", "article")),
        "visits": Record({"first": _DAYS, "second": _DAYS}, ("first", "second"), "Days after the settlement."),
        "visits_source": Text("Where these days come from."),
        "first_talk": Record(
            {grade.value: _DAYS for grade in Grade}, tuple(Grade), "Days until the first talk, by grade."
        ),
        "grades": Many(
            Record(
                {
                    "grade": _words(Grade),
                    "people": Whole(1, 100000, "So many people or more are drawn in."),
                    "amount": Whole(1, 999999, "So many yuan or more are at stake."),
                    "signs": Many(_words(Sign), "One of these might come of it."),
                },
                ("grade",),
            ),
            "The gravest line of which everything holds gives the grade.",
        ),
        "grades_source": Text("Where the lines come from."),
        "rounds": Record({"days": _DAYS}, ("days",), "Days between two rounds through a village."),
    },
    needed=("confirmation", "visits", "first_talk", "grades", "rounds"),
    about="Measures for disputes found early (矛盾纠纷排查调处). A file read later takes the place of ours.",
)
_read_last: list[Measures] = []


def measures() -> Measures:
    """Those that hold here: the last file there is."""
    return _read_last[-1]


def _read(files: Sequence[Path]) -> None:
    _read_last.extend(_measures(read(file, FILE)) for file in files)


def _measures(said: Read) -> Measures:
    first, second = said["visits"]["first"], said["visits"]["second"]
    if second <= first:
        raise said.spot("visits").wrong("the second visit comes after the first")
    return Measures(
        confirmation=said["confirmation"]["days"],
        article=cited(said["confirmation"].spot("article"), said["confirmation"]["article"]),
        visits=(first, second),
        first_talk={grade: said["first_talk"][grade.value] for grade in Grade},
        grades=tuple(_line(each) for each in said["grades"]),
        rounds=said["rounds"]["days"],
        sources=tuple(filter(None, (said["visits_source"], said["grades_source"]))),
    )


def _line(said: Read) -> Line:
    asked: dict[str, Any] = {name: said[name] for name in ("people", "amount") if name in said}
    if not asked and not said["signs"]:
        raise said.at.wrong("asks for nothing; write people, amount or signs")
    return Line(Grade(said["grade"]), **asked, signs=frozenset(map(Sign, said["signs"] or ())))


each_folder("disputes", _read)
