"""Which organ a matter belongs to, and why: place × level × competence (属地管理、分级负责，谁主管、谁负责).

Routing never decides; it ranks organs and gives for each the reasons a dispatcher can read and an auditor can check.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from itertools import chain
from typing import Final

from huiyin.law.chart.organs import (
    LEADING_KINDS,
    Level,
    Organ,
    OrganChart,
    OrganKind,
    common_area,
)
from huiyin.law.sources.articles import Citation, cite
from huiyin.law.words import P, Phrase

__all__ = [
    "DESIGNATED",
    "LITIGATION",
    "WALK_IN",
    "Barred",
    "Candidate",
    "Level",
    "Organ",
    "OrganChart",
    "OrganKind",
    "Reason",
    "WalkIn",
    "barred_because",
    "candidates",
    "walk_in",
]

WALK_IN: Final = "visit"
"""The channel of a person standing at the counter (走访)."""
DESIGNATED: Final = "指定承接"
"""Competence word of the organ a government has named for matters nobody owns (Art. 24 ¶2)."""
LITIGATION: Final = "涉法涉诉"
"""Competence word of the body that guides matters of litigation at its level (政法委)."""

OWN_LEVEL: Final = cite("xf2022", 22, 1, 1)
LOWER_LEVEL: Final = cite("xf2022", 22, 1, 2)
BY_AUTHORITY: Final = cite("xf2022", 22, 2)
UNCLEAR: Final = cite("xf2022", 24, 2)
REPORTS: Final = cite("xf2022", 30, 1)
NEVER_TO_THE_ACCUSED: Final = cite("xf2022", 30, 3)
RIGHT_COUNTER: Final = cite("xf2022", 20, 1)
LITIGATION_IN_PERSON: Final = cite("xf2022", 20, 2)
SOLVED_LOCALLY: Final = cite("xf2022", 20, 4)


@dataclass(frozen=True, slots=True)
class Reason:
    """One sentence why, with the article behind it."""

    phrase: Phrase
    citation: Citation


@dataclass(frozen=True, slots=True)
class Candidate:
    """An organ that may take the matter; ``rank`` 0 is the first suggestion."""

    organ: Organ
    reasons: tuple[Reason, ...]
    rank: int


@dataclass(frozen=True, slots=True)
class Barred:
    """An organ that a report must not reach, and through which accused organ."""

    organ: Organ
    accused: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class WalkIn:
    """What to tell a visitor about the counter. Whatever it says, the visit is recorded (Art. 22 ¶1).

    :param right: this counter is of the competent level or the one above (Art. 20 ¶1).
    :param skipped: the visitor passed over the right levels (越级走访).
    :param counters: organs whose counters are right, nearest first.
    """

    right: bool
    skipped: bool
    counters: tuple[int, ...]
    phrase: Phrase
    citation: Citation


def candidates(
    chart: OrganChart,
    *,
    place: str,
    competence: str,
    channel: str = "",
    accused: frozenset[int] = frozenset(),
    litigation: bool = False,
    report: bool = False,
    at: int | None = None,
) -> tuple[Candidate, ...]:
    """Organs for a matter, best first; empty only if nobody on the chart may have it.

    :param place: division code of where it happened, 2 to 12 digits.
    :param competence: a word of the competence catalogue; empty when unknown.
    :param channel: ``"visit"`` changes transfer into guidance for litigation.
    :param accused: organs reported on; they and all below them never appear (Art. 30 ¶3).
    :param litigation: a right of litigation is at stake: the political-legal organs (Arts. 20 ¶2, 22 ¶2).
    :param report: a report of wrongdoing (检举控告): the discipline organs by authority over cadres (Arts. 22 ¶2, 30).
    :param at: the organ that registered the matter, if any; it tells own level from lower level.
    """
    found: Iterator[_Found]
    if report:
        found = chain(_overseers(chart, place, accused), _report_receivers(chart, place, competence, accused))
    elif litigation:
        found = _litigation_organs(chart, place, competence, channel, at)
    else:
        found = _responsible(chart, place, competence, accused, at)
    barred = chart.barred(accused)
    kept: dict[int, _Found] = {}
    for organ, reasons in found:
        if organ.id not in barred:
            kept.setdefault(organ.id, (organ, reasons))
    return tuple(Candidate(organ, reasons, rank) for rank, (organ, reasons) in enumerate(kept.values()))


def authorities(chart: OrganChart, *, place: str, accused: frozenset[int]) -> Iterator[Organ]:
    """Who may be given a report of wrongdoing that accuses these organs (Arts. 22 ¶2, 30): the organs with authority
    over all of them, the nearest first; the accused and all below them never appear."""
    barred = chart.barred(accused)
    return (organ for organ, _ in _overseers(chart, place, accused) if organ.id not in barred)


def barred_because(chart: OrganChart, accused: Iterable[int]) -> tuple[Barred, ...]:
    """Every organ that a report on *accused* must not reach, the accused ones first, each with its reason."""
    said: dict[int, Barred] = {}
    named = [chart.organ(organ_id) for organ_id in accused if chart.current(organ_id) in chart.organs]
    for organ in named:
        phrase = P("{organ}是被反映的单位", organ=organ.short)
        said[organ.id] = Barred(organ, organ.id, Reason(phrase, NEVER_TO_THE_ACCUSED))
    for organ in named:
        for below in sorted(chart.subtree(organ.id) - said.keys()):
            phrase = P("{organ}是被反映单位{accused}的下级", organ=chart.organ(below).short, accused=organ.short)
            said[below] = Barred(chart.organ(below), organ.id, Reason(phrase, NEVER_TO_THE_ACCUSED))
    return tuple(said.values())


def walk_in(chart: OrganChart, organ: int, competent: int) -> WalkIn:
    """Judge the counter of *organ* for a matter that *competent* has the power to decide (Art. 20 ¶1, ¶4)."""
    counters = _right_counters(chart, competent)
    near, owner = chart.organ(counters[0]), chart.organ(competent)
    if organ in counters:
        return WalkIn(
            True, False, counters, P("这件事由{organ}处理，在这里反映正合适", organ=owner.short), RIGHT_COUNTER
        )
    if chart.organ(organ).level.is_above(owner.level):
        phrase = P(
            "这件事由{organ}处理，以后请就近到{near}反映。您今天说的已经登记，我们会转过去，不用从头再说",
            organ=owner.short,
            near=near.short,
        )
        return WalkIn(False, True, counters, phrase, RIGHT_COUNTER)
    phrase = P("这件事由{organ}处理。您说的已经登记，我们会转过去，您不用再跑一趟", organ=owner.short)
    return WalkIn(False, False, counters, phrase, SOLVED_LOCALLY)


_Found = tuple[Organ, tuple[Reason, ...]]


def _responsible(
    chart: OrganChart, place: str, competence: str, accused: frozenset[int], at: int | None
) -> Iterator[_Found]:
    """Organs with the competence, nearest level first; if there is none, the governments (Art. 24 ¶2)."""
    here = chart.organ(at).area if at is not None else None
    barred = chart.barred(accused)
    passed_over = False
    nearest: Level | None = None
    for organ in _competent(chart, place, competence):
        if organ.id in barred:
            passed_over = True
            continue
        nearest = nearest or organ.level
        yield organ, _why_responsible(organ, competence, organ.level is nearest, passed_over, organ.area == here)
    if nearest is None:
        yield from _for_want_of_an_owner(chart, place)


def _why_responsible(
    organ: Organ, competence: str, is_nearest: bool, passed_over: bool, at_own_level: bool
) -> tuple[Reason, ...]:
    ground = OWN_LEVEL if at_own_level else LOWER_LEVEL
    by_level = P("离事情最近、有权处理的一级，分级负责") if is_nearest else P("上级主管单位，近处不能处理时由它处理")
    reasons = (
        Reason(P("“{competence}”归{organ}管，谁主管、谁负责", competence=competence, organ=organ.short), ground),
        Reason(P("事情发生在{organ}的辖区，属地管理", organ=organ.short), ground),
        Reason(by_level, ground),
    )
    if not passed_over:
        return reasons
    return (*reasons, Reason(P("近处的主管单位是被反映的单位或者它的下级，不能交给它"), NEVER_TO_THE_ACCUSED))


def _for_want_of_an_owner(chart: OrganChart, place: str) -> Iterator[_Found]:
    for government in _of_kind(chart, place, OrganKind.GOVERNMENT):
        for designee in chart.serving(government.area):
            if DESIGNATED in designee.competences and designee.level is government.level:
                phrase = P("没有找到主管单位，{organ}由本级政府指定承接", organ=designee.short)
                yield designee, (Reason(phrase, UNCLEAR),)
        phrase = P("没有找到主管单位，职责不清的由本级政府{organ}受理或者指定单位", organ=government.short)
        yield government, (Reason(phrase, UNCLEAR),)


def _litigation_organs(
    chart: OrganChart, place: str, competence: str, channel: str, at: int | None
) -> Iterator[_Found]:
    """The political-legal organs (政法部门), those of the registering organ's own level first."""
    own = chart.organ(at).area if at is not None else None
    organs = _of_kind(chart, place, OrganKind.POLITICAL_LEGAL)
    for organ in sorted(organs, key=lambda organ: (organ.area != own, _litigation_order(organ, competence))):
        if channel == WALK_IN:
            said = Reason(P("涉及诉讼权利的事，请您向{organ}提出", organ=organ.short), LITIGATION_IN_PERSON)
        else:
            said = Reason(P("涉法涉诉的信件转送政法部门{organ}依法处理", organ=organ.short), BY_AUTHORITY)
        yield organ, (said,)


def _litigation_order(organ: Organ, competence: str) -> tuple[int, int]:
    if competence in organ.competences:
        return 0, organ.level.height
    return (1 if LITIGATION in organ.competences else 2), organ.level.height


def _overseers(chart: OrganChart, place: str, accused: frozenset[int]) -> Iterator[_Found]:
    """Discipline organs with authority over every accused organ (管理权限), the nearest first."""
    floor, area = _authority(chart, place, accused)
    for organ in _of_kind(chart, area, OrganKind.DISCIPLINE):
        if organ.level.height >= floor:
            phrase = P("检举控告按干部管理权限，由{organ}受理", organ=organ.short)
            yield (
                organ,
                (Reason(phrase, BY_AUTHORITY), Reason(P("被反映的单位和它的下级看不到这件事"), NEVER_TO_THE_ACCUSED)),
            )


def _report_receivers(chart: OrganChart, place: str, competence: str, accused: frozenset[int]) -> Iterator[_Found]:
    """Other organs with the power to act on the report, never below the authority the accused calls for."""
    floor, _ = _authority(chart, place, accused)
    for organ in _competent(chart, place, competence):
        if organ.level.height >= floor:
            phrase = P("“{competence}”归{organ}管，也有权处理", competence=competence, organ=organ.short)
            yield organ, (Reason(phrase, REPORTS),)


def _authority(chart: OrganChart, place: str, accused: frozenset[int]) -> tuple[int, str]:
    """The lowest height that manages every accused organ, and the smallest area that holds them all."""
    organs = [chart.organ(organ_id) for organ_id in accused if chart.current(organ_id) in chart.organs]
    if not organs:
        return 0, place
    floor = max(organ.level.height + (organ.kind in LEADING_KINDS) for organ in organs)
    return floor, reduce(common_area, [organ.area for organ in organs])


def _competent(chart: OrganChart, place: str, competence: str) -> Iterator[Organ]:
    return (organ for organ in chart.serving(place) if competence in organ.competences)


def _of_kind(chart: OrganChart, place: str, kind: OrganKind) -> Iterator[Organ]:
    return (organ for organ in chart.serving(place) if organ.kind is kind)


def _right_counters(chart: OrganChart, competent: int) -> tuple[int, ...]:
    """The counters of the competent level and of the one above: the petition office's, then the organ's own."""
    found: dict[int, None] = {}
    for organ_id in (competent, *chart.superiors_of(competent)):
        office = chart.petition_office_of(organ_id)
        found.update(dict.fromkeys([organ_id] if office is None else [office, organ_id]))
    return tuple(found)
