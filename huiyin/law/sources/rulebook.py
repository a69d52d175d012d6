"""A rule book (规则书) as a value: the periods, articles and options of one regulation, with dates in force.

A matter keeps the book it was lodged under, by its key. Parameters that no text of a law gives are options; a book
with other options is another book and says so in its key: ``cn-2022+simplified=10``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from types import MappingProxyType
from typing import Any

from huiyin.law.frame.deadlines import Clock, Period
from huiyin.law.papers import Paper
from huiyin.law.sources.articles import Citation, cite
from huiyin.law.sources.meanings import NATIONAL, refuse_gaps
from huiyin.law.terms import Act, Channel, Class, ClockKind, Closure, NonAcceptance, Side, Unit, Way


@dataclass(frozen=True, slots=True)
class Representatives:
    """How many representatives a group visit may send: ``few`` up to ``crowd`` people, ``many`` above."""

    few: int
    many: int
    crowd: int
    citation: Citation

    def limit(self, people: int) -> int:
        return self.few if people <= self.crowd else self.many


@dataclass(frozen=True, slots=True)
class Options:
    """What no text of a law fixes; an office may set it (docs/law.md).

    :param simplified: working days for simplified handling (简易办理), ``None`` = not offered.
    :param objection_restarts: after a rejected objection the receiver has the whole periods of Art. 23 ¶3 again; else
        what was left of them runs on.
    :param hearing_from_notice: the time of a hearing (Art. 36 ¶2) is left out from its notice on, not from its day.
    :param hearing_notice: days between the notice of a hearing and its day.
    :param hearing_panel: how many sit on its panel at least.
    :param hearing_answer: days in which a request for a hearing is decided on, ``hearing_conclusion`` those in which it
        is concluded; ``None`` = no period.
    :param redo_must_differ: a redo may not repeat the quashed opinion on the same facts (local review rules).
    :param confirmation_days: silence after which a reported execution no longer keeps a matter open; it still
        never counts as confirmed.
    :param rating_days: days after an answer, or after a reported execution, in which the person may rate and change
        the rating.
    :param denied_days: days within which the organ looks into it when the person says that nothing was carried out.
    :param conduct_kept: days after which what was noted of conduct at a visit is deleted; ``conduct_told`` those in
        which its person must be told, ``conduct_answer`` those in which an objection is answered; else it is void.
    :param condition_months: so many months lie at most between two looks at what a claim waits for (暂不具备条件);
        ``condition_answer`` days in which the organ above answers a report on it, ``condition_said`` those in which
        whoever looks answers the person who says that something has changed.
    :param reminder: working days in which the organ answers a reminder (催办) of the petitioner, who waits longer than
        the law lets them; no article gives a length for it.
    """

    simplified: int | None = None
    objection_restarts: bool = False
    hearing_from_notice: bool = False
    hearing_notice: int = 7
    hearing_panel: int = 2
    hearing_answer: int | None = None
    hearing_conclusion: int | None = None
    redo_must_differ: bool = True
    confirmation_days: int = 30
    rating_days: int = 30
    denied_days: int = 15
    conduct_kept: int = 90
    conduct_told: int = 3
    conduct_answer: int = 15
    condition_months: int = 6
    condition_answer: int = 30
    condition_said: int = 15
    reminder: int = 5


@dataclass(frozen=True, slots=True)
class Power:
    """What a regulation lets organs of a side do with claims of certain classes, or forbids; empty means any.

    :param why: completes a refusal, ``instead`` says what to do; what is allowed needs no words.
    """

    acts: frozenset[Act]
    may: bool
    article: Citation
    why: str | None = None
    instead: str | None = None
    sides: frozenset[Side] = frozenset()
    classes: frozenset[Class] = frozenset()
    channels: frozenset[Channel] = frozenset()
    ways: frozenset[Way] = frozenset()
    grounds: frozenset[NonAcceptance] = frozenset()


@dataclass(frozen=True, slots=True)
class RuleBook:
    """One regulation as the software applies it.

    :param periods: the length of each clock, with its article; that of a reminder is an option.
    :param basis: the article of an act's first row where it differs from the national table.
    :param ends: closures after which the same facts and reasons are not taken up again (C11).
    :param own_rules: where it says that political-legal and discipline organs notify by rules of their own, if it does.
    :param visitors_document: where it asks a visitor for a document; ``rights`` where it lists the petitioner's rights.
    :param lacks: acts of the national table that this regulation does not know.
    :param equivalents: for an article of the national table, the one that says the same in this regulation.
    :param law: the key of the regulation; one that is not the national one has an equivalent for every place cited.
    :param powers: what this regulation lets organs do, or forbids them, before the national table is asked.
    :param papers: what this regulation calls an instrument, where it is another name than the national one's.
    :param under: the book from which the periods in ``taken`` come, because this regulation does not say them.
    :param amends: the book whose place this one takes from the day on which it is in force.
    :raises huiyin.law.sources.meanings.Incomplete: it has not.
    """

    key: str
    title: str
    in_force: date
    repealed_on: date | None
    periods: Mapping[ClockKind, Period]
    basis: Mapping[Act, Citation]
    representatives: Representatives
    ends: frozenset[Closure]
    options: Options = field(default_factory=Options)
    equivalents: Mapping[Citation, Citation] = field(default_factory=dict)
    law: str = NATIONAL
    own_rules: Citation | None = None
    lacks: frozenset[Act] = frozenset()
    visitors_document: Citation | None = None
    rights: Citation | None = None
    powers: tuple[Power, ...] = ()
    papers: Mapping[Paper, str] = field(default_factory=dict)
    under: str | None = None
    taken: frozenset[ClockKind] = frozenset()
    amends: str | None = None

    def __post_init__(self) -> None:
        if self.law != NATIONAL:
            refuse_gaps(self.title, self.equivalents)
        reminder = Period(self.options.reminder, Unit.WORKDAYS, self.own(cite("xf2022", 28, 1)))
        object.__setattr__(self, "periods", MappingProxyType({**self.periods, ClockKind.REMINDER: reminder}))

    def in_force_on(self, day: date) -> bool:
        return self.in_force <= day and (self.repealed_on is None or day < self.repealed_on)

    def start(self, kind: ClockKind, on: date, *, until: date | None = None) -> Clock:
        """Open the clock ``kind`` on day ``on``; ``until`` is the date somebody set (交办、督办)."""
        return self.periods[kind].start(kind, on, until)

    def own(self, citation: Citation) -> Citation:
        """Where this regulation says what the national one says at ``citation``."""
        return self.equivalents.get(citation, citation) if self.equivalents else citation

    def cited(self, clock: Clock) -> tuple[Citation, ...]:
        """The articles behind the last day of ``clock``: its period, then what lengthened it."""
        period = self.periods[clock.kind]
        longer = [period.extension_citation] if clock.extended and period.extension_citation else []
        excluded = [self.own(cite("xf2022", 36, 2))] if clock.excluded else []
        return (period.citation, *(place for place in longer if place != period.citation), *excluded)

    def with_options(self, **values: Any) -> RuleBook:
        """The same regulation as an office with other options applies it; its key says which.

        :raises TypeError: there is no such option.
        """
        options = replace(self.options, **values)
        said = (f"{each.name}={_spelled(getattr(options, each.name))}" for each in _changed(options))
        return replace(self, key="+".join((self.key.partition("+")[0], *said)), options=options)


def _changed(options: Options) -> list[Any]:
    return [each for each in fields(Options) if getattr(options, each.name) != each.default]


def _spelled(value: int | bool | None) -> str:
    return "off" if value is None else str(int(value))
