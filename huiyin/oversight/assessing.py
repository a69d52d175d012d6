"""The assessment (考核) as a kind of record: its formula and organs are asked of data and chart before the law is."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

from huiyin.law.appraisal.procedure import APPRAISAL, AppraisalFacts
from huiyin.law.appraisal.vocabulary import AppraisalStage
from huiyin.law.assessment.formulas import NoFormula, formula_for
from huiyin.law.assessment.procedure import ASSESSMENT, AssessmentFacts, assessed_by
from huiyin.law.assessment.vocabulary import AssessmentAct as A
from huiyin.law.assessment.vocabulary import AssessmentStage as S
from huiyin.law.assessment.vocabulary import Indicator
from huiyin.law.frame.facts import Actor
from huiyin.law.frame.turn import RECEIVERS
from huiyin.law.reading import WORKERS, overseen_area
from huiyin.law.terms import Role
from huiyin.law.words import P
from huiyin.oversight.assessment.corrections import corrections_in, merged
from huiyin.oversight.assessment.results import Shown, belongings, last_count, rows_of, shown_organs
from huiyin.oversight.models import Appraisal, Assessment, Counting
from huiyin.papers.facts import PaperFacts
from huiyin.people.charts import chart_on
from huiyin.record.conditions import HAS_STANDING, LIES_IN_AREA, Condition, beyond
from huiyin.record.kinds import Given, Kind, Moment, Prepared
from huiyin.record.models import Event, Link
from huiyin.record.projection import project
from huiyin.record.reading import linked_to
from huiyin.record.sections import Cell, Section, Table
from huiyin.record.snapshots import facts_from
from huiyin.record.worlds import beijing_day, world_on
from huiyin.typed.wholes import HIGHEST_ROW, whole

#: Analysts conduct assessments and read no matter.
READERS: Final = WORKERS | {Role.ANALYST}
_SETTLES: Final = frozenset({A.RECOUNT, A.PUBLISH})
FEW: Final = P("件数少，不评分")


def _prepare(row: Assessment, act: A, given: Given, by: Actor, moment: Moment) -> Prepared:
    if act is A.ANNOUNCE:
        return {**given, **_announced(given, by, moment.day)}, ()
    if act is A.TAKE_IN:
        outcome = given["figures"]
        return given, tuple(rows_of(row.id, row.seq + 1, outcome))
    if act is A.SHOW:
        return {**given, **_to_show(row, moment.day)}, ()
    if act in _SETTLES:
        return {**given, **_settled(row)}, ()
    if act is A.CORRECT:
        found = corrections_in(act, given, row.id, int(given.get("to_organ") or 0), by, moment.day)
        return {**given, "corrections": merged(corrections_so_far(row), found)}, ()
    return given, ()


def _announced(given: Given, by: Actor, on: date) -> dict[str, Any]:
    assert by.organ is not None
    year = whole(given["year"], 0, HIGHEST_ROW) or 0
    try:
        formula: Mapping[str, Any] | None = {**formula_for(year), **_own(given)}
    except NoFormula:
        formula = None
    mine = Assessment.objects.filter(holder=by.organ).exclude(stage=S.DROPPED.value)
    taken = [row.number for row in mine if facts_from(ASSESSMENT, row.facts).year == year]
    chart = chart_on(on)
    return {
        "formula": formula,
        "assessed": sorted(assessed_by(chart, by.organ)) if by.organ in chart.organs else [],
        "taken": taken[0] if taken else None,
    }


def _own(given: Given) -> dict[str, int]:
    """What the office that announces may set itself, so that a small county's organs are not all too small."""
    least = whole(given.get("least"), 1, HIGHEST_ROW)
    return {"least": least} if least else {}


def _to_show(row: Assessment, on: date) -> dict[str, Any]:
    """Each organ of which anything counts, and where somebody is there to read it."""
    world, year = world_on(on), facts_from(ASSESSMENT, row.facts).year
    found: list[tuple[int, str, str]] = []
    for shown in shown_organs(row.id):
        organ = world.chart.organs.get(world.standing(shown.organ))
        if organ is not None and world.duty(organ.id, RECEIVERS, frozenset()) is not None:
            found.append((shown.organ, f"{organ.short}{year}年考核结果", shown.score or ""))
    return {"assessment": row.id, "shown_to": found, "addressees": [organ for organ, _, _ in found]}


def appraisals_of(assessment: int) -> list[Appraisal]:
    """The organs' results that came of an assessment, in the order of their numbers."""
    ids = Link.objects.filter(other=assessment, record_kind=APPRAISAL.key).values("record")
    return list(Appraisal.objects.filter(id__in=ids).order_by("number"))


def results_of(assessment: int) -> list[AppraisalFacts]:
    """The same as the law knows them."""
    return [facts_from(APPRAISAL, each.facts) for each in appraisals_of(assessment)]


def _settled(row: Assessment) -> dict[str, Any]:
    """How many organs are not done yet, and what objections that were upheld take out."""
    facts = results_of(row.id)
    upheld = [(each.to_organ, key, record) for each in facts for key, record in each.left_out]
    return {
        "open": sum(each.stage is not AppraisalStage.SETTLED for each in facts),
        "corrections": merged(corrections_so_far(row), upheld),
        "addressees": [each.to_organ for each in facts],
    }


def corrections_so_far(row: Assessment) -> list[list[Any]]:
    """What was taken out when it was computed last."""
    for event in Event.objects.filter(record=row.id, act=A.TAKE_IN.value).order_by("-seq")[:1]:
        return list(json.loads(event.payload)["said"].get("corrections", ()))
    return []


def _suggest(row: Assessment, act: A, facts: AssessmentFacts, on: date) -> Given:
    if act is not A.SHOW:
        return {}
    last = last_count(row.id)
    days = json.loads(last.formula)["object_days"] if last else 0
    return {"until": (on + timedelta(days=days)).isoformat()}


def readable(actor: Actor, on: date) -> Condition | None:
    """The office that conducts it, the organs that it looks at, and the office above. It rests on no matter: what a
    report holds is in no count of it, so nothing of it closes when a matter becomes one."""
    chart = chart_on(on)
    if actor.person is None or actor.organ not in chart.organs or not actor.roles & READERS:
        return None
    area = overseen_area(actor, chart)
    if not area:
        return Condition(HAS_STANDING, (actor.organ,))
    return Condition(f"({HAS_STANDING} OR {LIES_IN_AREA})", (actor.organ, area, beyond(area)))


# What is shown --------------------------------------------------------------------------------------------------------


def formula_of(row: Assessment) -> Mapping[str, Any]:
    """The formula that was announced: what it says on the disk now may be another one."""
    first = row.journal()[0]
    found: Mapping[str, Any] = json.loads(first.payload)["said"]["formula"]
    return found


def _shows(row: Assessment, actor: Actor, on: date) -> Iterator[Section]:
    facts: AssessmentFacts = facts_from(ASSESSMENT, row.facts)
    formula = formula_of(row)
    yield _weights(formula)
    conducts = actor.organ == facts.coordinator or actor.organ not in facts.assessed
    last, shown = _read_back(row)
    if last is not None and (conducts or row.stage == S.PUBLISHED.value):
        numbers = _numbers(row, actor, on) if conducts else {}
        yield from _results(shown, on, numbers)
    if last is not None:
        yield _how_to_check(row, last)


def _read_back(row: Assessment) -> tuple[Counting | None, list[Shown]]:
    """The last computing, read once for a page that also looks whether its circular is complete."""
    known: tuple[int, Counting | None, list[Shown]] | None = row.__dict__.get("_read_back")
    if known is None or known[0] != row.seq:
        last = last_count(row.id)
        known = row.__dict__["_read_back"] = (row.seq, last, shown_organs(row.id, last) if last else [])
    return known[1], list(known[2])


def _weights(formula: Mapping[str, Any]) -> Section:
    weights = formula["weights"]
    rows = tuple((Cell(each.label), Cell(str(weights[each]))) for each in Indicator if each in weights)
    return Section(
        P("考核指标和权重"), table=Table((P("指标"), P("权重")), rows),
        notes=(
            P("办法版本：{version}。", version=formula["version"]),
            P("一项指标不到{least}件的，只列区间，不计分，不排名。", least=formula["least"]),
            P("计分的指标不到{fewest}项的，不评分。", fewest=formula["fewest"]),
            P("不数有多少人信访，也不数谁又来了。"),
        ),
    )  # fmt: skip


def _numbers(row: Assessment, actor: Actor, on: date) -> dict[int, str]:
    """The number of each organ's result, as far as the reader may read it."""
    results = (each.row for each in linked_to(row, actor, on) if each.kind.key == APPRAISAL.key)
    return {facts_from(APPRAISAL, each.facts).to_organ: each.number for each in results}


def _results(shown: list[Shown], on: date, numbers: Mapping[int, str]) -> Iterator[Section]:
    if not shown:
        return
    chart = chart_on(on)
    shown.sort(key=lambda each: _place(chart, each.organ))
    rows = tuple(_organ_row(each, chart, numbers.get(each.organ, "")) for each in shown)
    head = (P("单位"), P("得分"), P("去掉任一项"), P("权重相等"), P("计分的指标"))
    note = P("按机关名录的顺序列出，不排名。")
    yield Section(P("各单位的结果"), table=Table(head, rows), notes=(note,))


def _place(chart: Any, organ: int) -> tuple[str, int]:
    known = chart.organs.get(organ)
    return (known.code if known else "~", organ)


def _organ_row(shown: Shown, chart: Any, number: str) -> tuple[Cell, ...]:
    organ = chart.organs.get(shown.organ)
    name = organ.short if organ else str(shown.organ)
    link = Cell(name, "record", (APPRAISAL.key, number)) if number else Cell(name)
    return (link, Cell(shown.score or FEW), Cell(spread_of(shown)), Cell(shown.told["equal"] or "—"),
            Cell(str(len(shown.told["counted"]))))  # fmt: skip


def spread_of(shown: Shown) -> str:
    """Between which scores it lies with any one indicator left out."""
    return "–".join(dict.fromkeys(shown.spread)) if shown.spread else "—"


def _how_to_check(row: Assessment, last: Counting) -> Section:
    return Section(
        P("怎样核对"),
        notes=(
            P("记录读到{day}。", day=beijing_day(last.as_of)),
            P("保管日志的人用下面的命令重算，得到的文件逐字节相同。"),
        ),
        code=(f"./run assess --record {row.number} --json FILE", f"sha256sum FILE   {last.result}",
              "./run assess --check EXPORT FILE"),
    )  # fmt: skip


def _paper(facts: PaperFacts, row: Assessment, events: Sequence[Event]) -> PaperFacts:
    """A circular names every organ with its score, in the order of the directory."""
    if events[-1].act == A.SHOW.value:
        return facts
    chart = chart_on(facts.on)
    shown = sorted(_read_back(row)[1], key=lambda each: _place(chart, each.organ))
    known = [each for each in shown if each.organ in chart.organs]
    rows = tuple((chart.organs[each.organ].name, each.score or str(FEW)) for each in known)
    said = {**facts.said, "year": str(facts_from(ASSESSMENT, row.facts).year), "version": formula_of(row)["version"]}
    return replace(facts, figures={"organs": rows}, said=said)


ASSESSMENTS = Kind(
    ASSESSMENT, Assessment, project, prepare=_prepare, mark="K", suggest=_suggest, readable=readable, paper=_paper,
    shows=_shows, belongings=belongings, rests=False,
)  # fmt: skip
