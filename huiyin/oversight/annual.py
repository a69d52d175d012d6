"""The yearly report (信访情况年度报告) as a kind of record: its figures come from the record when it is drawn up."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from huiyin.law.annual.procedure import ANNUAL, addressees
from huiyin.law.annual.vocabulary import AnnualAct
from huiyin.law.frame.facts import Actor
from huiyin.law.frame.verdict import to_correct
from huiyin.law.reading import WORKERS, overseen_area
from huiyin.law.sources.articles import cite
from huiyin.law.terms import Role
from huiyin.law.words import P
from huiyin.oversight.annual_figures import figures_of
from huiyin.oversight.models import AnnualReport
from huiyin.papers.facts import PaperFacts
from huiyin.people.charts import chart_on
from huiyin.record.conditions import HAS_STANDING, LIES_IN_AREA, Condition, beyond
from huiyin.record.door import Refused
from huiyin.record.kinds import Given, Kind, Moment, Prepared
from huiyin.record.models import Event
from huiyin.record.projection import project
from huiyin.record.sections import Cell, Section, Table

_COUNTS: Final = frozenset({AnnualAct.DRAW_UP, AnnualAct.AMEND})
TITLES: Final = {
    "1": P("数据、涉及领域和被投诉较多的机关"),
    "2": P("转送、交办、督办"),
    "3": P("三项建议和采纳"),
}
BEHIND: Final = P("点数字看清单。清单列您现在能看的，报告里的数字是编制那天的。")
#: Analysts draw up the report and read no other record.
READERS: Final = WORKERS | {Role.ANALYST}


def _prepare(row: AnnualReport, act: AnnualAct, given: Given, by: Actor, moment: Moment) -> Prepared:
    if act in _COUNTS:
        return {**given, "figures": figures_of(by, _year(act, given), moment.day)}, ()
    if act is AnnualAct.ISSUE and by.organ is not None:
        return {**given, "addressees": list(addressees(chart_on(moment.day), by.organ))}, ()
    return given, ()


def _year(act: AnnualAct, given: Given) -> int:
    try:
        year = int(given.get("year") or 0)
    except ValueError:
        year = 0
    if not 2000 <= year <= 2100:
        wrong = {"year": P("年份不对，请核对。")}
        raise Refused(to_correct(act, cite("xf2022", 41), wrong))
    return year


def _readable(actor: Actor, on: date) -> Condition | None:
    """The organs that drew it up or received it; the office above oversees. Nothing in it is of a single matter."""
    chart = chart_on(on)
    if actor.person is None or actor.organ not in chart.organs or not actor.roles & READERS:
        return None
    area = overseen_area(actor, chart)
    if not area:
        return Condition(HAS_STANDING, (actor.organ,))
    return Condition(f"({HAS_STANDING} OR {LIES_IN_AREA})", (actor.organ, area, beyond(area)))


def _figures(events: Iterable[Event]) -> Mapping[str, Sequence[Sequence[Any]]]:
    """The figures as they were counted last, by part: name, value and, since there is one, what stands behind it."""
    said = [json.loads(event.payload)["said"] for event in events if AnnualAct(event.act) in _COUNTS]
    figures: Mapping[str, Sequence[Sequence[Any]]] = said[-1]["figures"]
    return figures


def _paper(facts: PaperFacts, row: AnnualReport, events: Sequence[Event]) -> PaperFacts:
    told = {part: tuple((str(name), str(value)) for name, value, *_ in rows) for part, rows in _figures(events).items()}
    return replace(facts, figures=told)


def _shows(row: AnnualReport, actor: Actor, on: date) -> Iterator[Section]:
    """The figures that stand in the report, each with its list: what the report counted, and what may be read of it."""
    head = (P("指标"), P("数值"))
    for part, rows in sorted(_figures(row.journal()).items()):
        if rows:
            cells = tuple((Cell(str(name)), _behind(str(value), *more)) for name, value, *more in rows)
            yield Section(TITLES[part], table=Table(head, cells), notes=(BEHIND,))


def _behind(value: str, link: Mapping[str, Any] | None = None) -> Cell:
    if link is None:
        return Cell(value)
    return Cell(value, link["page"], tuple(link.get("args", ())), link.get("query", {}))


ANNUALS = Kind(
    ANNUAL,
    AnnualReport,
    project,
    prepare=_prepare,
    mark="N",
    readable=_readable,
    paper=_paper,
    shows=_shows,
    told={AnnualAct.SEND_BACK: "returned"},
    for_heads=frozenset({AnnualAct.SUBMIT}),
)
