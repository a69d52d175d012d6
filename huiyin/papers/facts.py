"""What an instrument is drawn from: frozen values. This room knows no matter and reads no database for its words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from huiyin.law.sources.articles import Citation, cite
from huiyin.law.sources.books import RuleBook, book
from huiyin.law.terms import ClockKind, Outcome
from huiyin.papers.kinds import Kind

_NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class OrganText:
    """An organ as a paper names it: where it is found and when it is open."""

    name: str
    address: str = ""
    phone: str = ""
    hours: str = ""


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


@dataclass(frozen=True, slots=True)
class ClaimText:
    """One claim with what was found and decided. ``kind`` is its class in words; ``execution`` how far it got."""

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
    """A paper issued before: its name, number and day."""

    label: str
    number: str
    on: date


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """Everything one instrument may say.

    :param organ: the organ that issues it, ``on`` the day of issue.
    :param said: the particulars of the act that owes it, in words: dates as ISO days, organs and people as names.
    :param to: the organ it is addressed to; None for the petitioner.
    :param handler, handler_phone: whom to ask.
    :param approver: the head who approved it (负责人).
    :param dues: the last day of every period that matters, by its clock.
    :param next_organ: the organ of the next remedy (复查, 复核); None where there is none.
    :param act: the act it stands for, where one kind serves several (``accept`` or ``admit_review``).
    :param article: the article of the act as the journal has it.
    :param figures: the four parts of an annual report, as pairs of name and value.
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
    figures: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)

    @property
    def book(self) -> RuleBook:
        return book(self.book_key)

    @property
    def petitioner(self) -> str:
        """Whom a notice greets: all named petitioners, or nobody's name."""
        names = [person.name for person in self.people if person.capacity == "信访人" and person.name]
        return "、".join(names[:3]) + (f"等{len(names)}人" if len(names) > 3 else "") if names else "信访人"

    def law(self, article: int, paragraph: int | None = None, item: int | None = None) -> str:
        """The place of the national regulation, or where this matter's own rule book says the same."""
        return self.book.own(cite("xf2022", article, paragraph, item)).label()

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
