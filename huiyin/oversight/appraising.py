"""One organ's result (单位考核结果) as a kind of record: it shows what was counted, and each matter behind it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any, Final

from huiyin.law.appraisal.procedure import APPRAISAL, AppraisalFacts
from huiyin.law.appraisal.vocabulary import AppraisalAct as A
from huiyin.law.assessment.vocabulary import Indicator
from huiyin.law.frame.facts import Actor
from huiyin.law.words import P
from huiyin.oversight.assessing import FEW, readable, spread_of
from huiyin.oversight.assessment.corrections import LINES, corrections_in
from huiyin.oversight.assessment.results import Shown, computings_of, last_count
from huiyin.oversight.models import Appraisal
from huiyin.record.kinds import Given, Kind, Moment, Prepared
from huiyin.record.models import Event
from huiyin.record.projection import project
from huiyin.record.sections import Cell, Section, Table
from huiyin.record.snapshots import facts_from

_LISTS: Final = frozenset({A.OBJECT, A.DECIDE})


def _prepare(row: Appraisal, act: A, given: Given, by: Actor, moment: Moment) -> Prepared:
    if act not in _LISTS:
        return given, ()
    facts: AppraisalFacts = facts_from(APPRAISAL, row.facts)
    found = corrections_in(act, given, facts.assessment, facts.to_organ, by, moment.day)
    if act is A.DECIDE:
        return {**given, "corrections": [[key, record] for _, key, record in found]}, ()
    last = last_count(facts.assessment)
    days = json.loads(last.formula)["decide_days"] if last else 0
    return {**given, "until": (moment.day + timedelta(days=days)).isoformat()}, ()


def _suggest(row: Appraisal, act: A, facts: AppraisalFacts, on: date) -> Given:
    """The decision begins with what the organ asked for."""
    objected = Event.objects.filter(record=row.id, act=A.OBJECT.value).order_by("-seq").first()
    if act is not A.DECIDE or objected is None:
        return {}
    return {LINES: json.loads(objected.payload)["said"].get(LINES, "")}


def _shows(row: Appraisal, actor: Actor, on: date) -> Iterator[Section]:
    facts: AppraisalFacts = facts_from(APPRAISAL, row.facts)
    counted, last = computings_of(facts.assessment, facts.to_organ), last_count(facts.assessment)
    if not counted or last is None:
        return
    shown = counted[-1]
    formula = json.loads(last.formula)
    yield Section(P("得分"), table=_score(shown), notes=tuple(_on_the_score(counted)))
    rows = tuple(_indicator(row, each, shown, formula) for each in Indicator if each in shown.told["indicators"])
    head = (P("指标"), P("做到的"), P("没有做到的"), P("比例"), P("区间（95%）"), P("权重"), P("去掉这项的得分"))
    yield Section(
        P("每项指标和背后的每一件"), table=Table(head, rows),
        notes=(
            P("点数字看是哪几件；只列您能看的。"),
            P("一项指标不到{least}件的，只列区间，不计分，不排名。", least=formula["least"]),
        ),
    )  # fmt: skip


def _score(shown: Shown) -> Table:
    head = (P("得分"), P("去掉任一项"), P("权重相等"), P("计分的指标"))
    cells = (Cell(shown.score or FEW), Cell(spread_of(shown)), Cell(shown.told["equal"] or "—"),
             Cell(str(len(shown.told["counted"]))))  # fmt: skip
    return Table(head, (cells,))


def _on_the_score(counted: Sequence[Shown]) -> Iterator[Any]:
    if spread := counted[-1].spread:
        yield P("去掉任何一项指标，得分在{low}到{high}之间。", low=spread[0], high=spread[1])
    if len(counted) > 1:
        yield P("重算过：原来{before}，现在{after}。", before=counted[0].score or FEW, after=counted[-1].score or FEW)


def _indicator(row: Appraisal, key: Indicator, shown: Shown, formula: Any) -> tuple[Cell, ...]:
    told = shown.told["indicators"][key]
    behind = [Cell(str(many), "appraisal-behind" if many else "", (row.number, key.value, which))
              for many, which in ((told["hits"], "kept"), (told["of"] - told["hits"], "missed"))]  # fmt: skip
    counts = key in shown.told["counted"]
    return (
        Cell(key.label), *behind, Cell(percent(told["rate"])),
        Cell(f"{percent(told['low'])}–{percent(told['high'])}"),
        Cell(str(formula["weights"][key]) if counts else P("不计分")),
        Cell((shown.told["without"].get(key) or "—") if counts else "—"),
    )  # fmt: skip


def percent(rate: str) -> str:
    """A rate of four decimals as people read it."""
    return f"{float(rate) * 100:.1f}%"


APPRAISALS = Kind(
    APPRAISAL, Appraisal, project, prepare=_prepare, mark="R", suggest=_suggest, readable=readable, shows=_shows,
    told={A.NOTE_OVERDUE: "overdue"}, rests=False,
)  # fmt: skip
