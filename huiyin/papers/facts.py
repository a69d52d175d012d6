"""What an instrument is drawn from: frozen values. This room knows no matter and reads no database for its words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from huiyin.law.chart.organs import OrganKind
from huiyin.law.chart.routes import Route
from huiyin.law.sources.address import ABOVE, BELOW, address
from huiyin.law.sources.articles import Citation, cite
from huiyin.law.sources.books import RuleBook, book
from huiyin.law.terms import ClockKind, Lacking, Outcome
from huiyin.papers.document import long_day
from huiyin.papers.kinds import GOING_UP, Kind

_NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class OrganText:
    """An organ as a paper names it: where it is found and when it is open."""

    name: str
    address: str = ""
    phone: str = ""
    hours: str = ""
    kind: OrganKind = OrganKind.DEPARTMENT

    @property
    def petition_office(self) -> bool:
        """Whether Art. 22 speaks of it, and not Art. 23."""
        return self.kind is OrganKind.PETITION_OFFICE


def _after(before: Citation, place: Citation) -> str:
    """A place as it is cited behind another one: what they have in common is said once."""
    if place.law != before.law:
        return place.label()
    if place.article != before.article or place.paragraph in (None, before.paragraph):
        return place.place()
    return place.place().removeprefix(place.whole_article().place())


@dataclass(frozen=True, slots=True)
class PersonText:
    """A person in the clear, or masked where the reader of the paper need not know."""

    name: str
    capacity: str = "信访人"
    phone: str = ""
    address: str = ""
    id_number: str = ""


@dataclass(frozen=True, slots=True)
class RouteText:
    """A statutory route (法定途径) a claim is guided to, with its outside time limits in words."""

    name: str
    where: str
    why: str
    basis: str
    limits: tuple[str, ...] = ()
    missed: str = ""


def route_text(route: Route, book: RuleBook) -> RouteText:
    """A route as a paper tells it: a limit known from memory only says so."""
    return RouteText(
        name=str(route.name),
        where=str(route.where),
        why=str(route.explanation),
        basis=book.own(route.basis).label(),
        limits=tuple(
            f"{limit.words}{'（以受理机关的答复为准）' if limit.unverified else ''}" for limit in route.limits
        ),
        missed=str(route.missed or ""),
    )


@dataclass(frozen=True, slots=True)
class ClaimText:
    """One claim with what was found and decided. ``kind`` is its class in words; ``execution`` how far it got;
    ``lacking`` what a claim that is not supported lacks (Art. 32 (3))."""

    number: int
    request: str
    facts: str = ""
    reasons: str = ""
    kind: str = ""
    outcome: Outcome | None = None
    finding: str = ""
    basis: str = ""
    executor: str = ""
    execute_by: date | None = None
    execution: str = ""
    route: RouteText | None = None
    lacking: Lacking | None = None


@dataclass(frozen=True, slots=True)
class DueText:
    """The last day of a period, its arithmetic in words and its article."""

    on: date
    why: str
    article: str


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that happened, for a report."""

    on: date
    text: str


@dataclass(frozen=True, slots=True)
class EarlierPaper:
    """A paper issued before: its name, number (empty for a record, which has none) and day.

    :param opens_review: review or re-review can be asked for from its receipt on.
    """

    label: str
    number: str
    on: date
    opens_review: bool = True

    @property
    def named(self) -> str:
        """信访处理意见书（柳水信意〔2026〕3号，2026年11月24日）."""
        return f"{self.label}（{'，'.join(part for part in (self.number, long_day(self.on)) if part)}）"


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """Everything one instrument may say.

    :param organ: the organ that issues it, ``on`` the day of issue.
    :param said: the particulars of the act that owes it, in words: dates as ISO days, organs and people as names.
    :param to: the organ it is addressed to; None for the petitioner.
    :param handler, handler_phone: whom to ask.
    :param approver: the head who approved it (负责人).
    :param dues: the last day of every period that matters, by its clock.
    :param next_organ: the organ of the next remedy (复查, 复核, 行政复议); None where there is none.
    :param act: the act it stands for, where one kind serves several (``accept`` or ``admit_review``).
    :param article: the article of the act as the journal has it.
    :param passed_on: another organ sent the matter here; else it was brought here.
    :param also_to: further organs it is addressed to.
    :param number_of_people: how many stand behind the matter (涉及人数).
    :param figures: the parts of a report with figures, as name and value; a third cell is the number that is drawn.
    :param people_sent: by name those who lead and are sent a copy.
    """

    kind: Kind
    organ: OrganText
    on: date
    case_number: str = ""
    title: str = ""
    received_on: date | None = None
    channel: str = ""
    people: tuple[PersonText, ...] = ()
    claims: tuple[ClaimText, ...] = ()
    book_key: str = "cn-2022"
    act: str = ""
    article: Citation | None = None
    said: Mapping[str, Any] = field(default_factory=lambda: _NOTHING)
    to: OrganText | None = None
    handler: str = ""
    handler_phone: str = ""
    approver: str = ""
    dues: Mapping[ClockKind, DueText] = field(default_factory=dict)
    next_organ: OrganText | None = None
    materials: tuple[str, ...] = ()
    history: tuple[Line, ...] = ()
    earlier: tuple[EarlierPaper, ...] = ()
    query_code: str = ""
    where_to_query: str = ""
    copies: tuple[str, ...] = ()
    passed_on: bool = True
    also_to: tuple[str, ...] = ()
    number_of_people: int = 1
    figures: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    people_sent: tuple[str, ...] = ()

    @property
    def book(self) -> RuleBook:
        return book(self.book_key)

    @property
    def petitioner(self) -> str:
        """Whom a notice greets: all named petitioners, or nobody's name."""
        return address().people([each.name for each in self.people if each.capacity == "信访人" and each.name])

    @property
    def you(self) -> str:
        """What the organ is called to which it goes: 你单位, and 贵单位 in what goes up or across."""
        return address().organs[ABOVE if self.kind in GOING_UP else BELOW]

    def law(self, article: int, paragraph: int | None = None, item: int | None = None) -> str:
        """The place of the national regulation, or where this matter's own rule book says the same."""
        return self.book.own(cite("xf2022", article, paragraph, item)).label()

    def laws(self, *places: tuple[int, ...]) -> str:
        """Several places in one breath, each once: 《信访工作条例》第二十三条第一款、第二款."""
        own = list(dict.fromkeys(self.book.own(cite("xf2022", *place)) for place in places))
        return "、".join((own[0].label(), *(_after(before, each) for before, each in pairwise(own))))

    @property
    def parties(self) -> tuple[str, ...]:
        """Who makes an agreement, each by name, as they were written down."""
        return tuple(each.strip() for each in re.split("[；;、，,\n]", self.word("parties")) if each.strip())

    def word(self, name: str) -> str:
        """A particular as text; empty when it was not said."""
        return str(self.said.get(name) or "").strip()

    def day(self, name: str) -> date | None:
        """A particular that is a day."""
        return date.fromisoformat(self.word(name)) if self.word(name) else None

    def due(self, clock: ClockKind) -> date | None:
        found = self.dues.get(clock)
        return found.on if found else None

    def length(self, clock: ClockKind) -> str:
        """The length of a period as the rule book has it: 15日, 5个工作日."""
        period = self.book.periods[clock]
        return f"{period.length}{period.unit.label}"
