"""What several kinds of record have in common beyond the frame: how one begins, conditions, days that somebody sets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final, TypedDict

from huiyin.law.chart.organs import OrganKind
from huiyin.law.frame.deadlines import Period
from huiyin.law.frame.facts import Actor, Particulars, World
from huiyin.law.frame.situation import Guard, Situation
from huiyin.law.frame.verdict import Refusal
from huiyin.law.sources.articles import Citation, cite
from huiyin.law.sources.books import RuleBook
from huiyin.law.terms import OfKind, Term, Unit
from huiyin.law.words import P

NO_SUCH_ORGAN: Final = (P("没有这个机关，或者它已经撤销。"), P("请从机关名录里选。"), cite("xf2022", 24, 2))


class Birth(TypedDict):
    """What every record has before its first act, whatever its kind."""

    book_key: str
    lodged_on: date
    coordinator: int
    holder: int
    owner: int


def at_birth(said: Particulars) -> Birth:
    """Book, day, organ and person of a record that begins, as the door says them with its first act."""
    organ = int(said["organ"])
    return Birth(
        book_key=said["book"],
        lodged_on=date.fromisoformat(said["lodged_on"]),
        coordinator=organ,
        holder=organ,
        owner=int(said["owner"]),
    )


def at_an_office(by: Actor, world: World) -> bool:
    """Whether somebody works at a petition office (党委和政府信访部门)."""
    organ = world.chart.organs.get(by.organ or 0)
    return organ is not None and organ.kind is OrganKind.PETITION_OFFICE


def of_a_matter(s: Situation) -> Refusal | None:
    """The matter it rests on was found; what is unknown and what may not be read are one answer."""
    if s.given is None or s.value("matter_id"):
        return None
    return s.no(P("没有找到这件信访事项，或者您不能看它。"), P("请核对编号。"))


def of_the_chart(s: Situation) -> Refusal | None:
    """The organ that is named exists."""
    return None if s.given is None or s.organ(s.value("to_organ")) is not None else s.no(*NO_SUCH_ORGAN)


def of_a_year_begun(s: Situation) -> Refusal | None:
    year = s.value("year")
    return None if year is None or int(year) <= s.on.year else s.no(P("这一年还没有开始。"))


def whole(what: str, by_when: str) -> Guard:
    """A thing that a leader sets has somebody whose it is, and a day.

    :param what: the name of the field that says what is to be done; ``by_when`` of its last day.
    """

    def task_is_whole(s: Situation) -> Refusal | None:
        said = [bool(s.value(name)) for name in (what, "to_organ", by_when)]
        if any(said) and not all(said):
            return s.no(P("交办的事要写明什么事、哪个机关、最迟哪天。"))
        return of_the_chart(s) if any(said) else None

    return task_is_whole


def noted_by(act: OfKind) -> Callable[[OfKind], tuple[tuple[OfKind, Particulars], ...]]:
    """For ``Procedure.runs_out``: that a day has passed is written down with this act, and nothing else happens."""
    return lambda clock: ((act, {"clock": clock.value}),)


def set_by_somebody(clocks: type[Term], law: Citation) -> Callable[[RuleBook], Mapping[Any, Period]]:
    """For ``Procedure.periods``: no article gives a length; whoever calls, sets or promises says until when.

    :param law: the article under which somebody does.
    """
    return lambda book: dict.fromkeys(clocks, Period(0, Unit.DAYS, book.own(law)))
