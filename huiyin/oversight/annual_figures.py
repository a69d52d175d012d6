"""What the yearly report counts (xf2022 Art. 41): matters, fields, organs complained about most, letters, advice.

Each line says where its number comes from: the page behind it, and what is asked there. Reports of wrongdoing stand in
no figure by which one of them could be told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from django.db.models import Sum

from huiyin.cases.models import Case
from huiyin.insights.figures import Share
from huiyin.insights.models import DailyFigure, TopicDay
from huiyin.insights.publishing import published
from huiyin.insights.trends import Span, costs, counts_of
from huiyin.law.advice.procedure import ADVICE
from huiyin.law.advice.vocabulary import Adoption
from huiyin.law.assessment.procedure import ASSESSMENT
from huiyin.law.assessment.vocabulary import AssessmentStage
from huiyin.law.chart.organs import OrganKind
from huiyin.law.frame.facts import Actor
from huiyin.law.matter.cost import Burden, formula
from huiyin.law.matter.figures import FIGURES, Value
from huiyin.law.papers import Paper as PaperKind
from huiyin.oversight.models import Advice, Assessment
from huiyin.papers.models import Paper
from huiyin.people.charts import chart_on
from huiyin.record.models import OwedPaper
from huiyin.record.reading import near_a_report
from huiyin.record.snapshots import facts_from

#: A name, a value, and, where something stands behind it, a page of the desk with what is asked there.
Line = list[Any]
#: How many fields and organs are named.
NAMED: Final = 5
LETTERS: Final = (PaperKind.TRANSFER_LETTER, PaperKind.ASSIGNMENT_LETTER, PaperKind.SUPERVISION_LETTER)
PAPERS: Final = (PaperKind.ADVICE_ON_WORK, PaperKind.ADVICE_ON_POLICY, PaperKind.ADVICE_ON_LIABILITY)
_TAKEN: Final = (Adoption.WHOLLY, Adoption.PARTLY)
#: In the forms of the offices: how often and by how many, what was kept in time, what people said.
MEASURED: Final = (
    "pieces", "people", "visits", "group_visits", "office_in_time", "unit_in_time", "answer_in_time", "office_rated",
    "office_liked", "unit_rated", "unit_liked", "first_one_step", "lane_in_time",
)  # fmt: skip


def figures_of(by: Actor, year: int, on: date) -> dict[str, list[Line]]:
    """The tables of the first three parts as the record has them on a day."""
    assert by.organ is not None
    first, last = date(year, 1, 1), max(date(year, 1, 1), min(date(year, 12, 31), on))
    area = chart_on(on).organ(by.organ).area
    behind = _Behind(area, year)
    one = [
        *_matters(by, on, first, last, behind), *_measured(by, area, first, last, on, behind),
        *_fields(area, first, last, behind), *_organs(area, on, first, last, behind),
        *_cost(area, first, last, on, behind), *_assessments(by.organ, year),
    ]  # fmt: skip
    return {"1": one, "2": list(_letters(by.organ, year)), "3": list(_advice(by.organ, year))}


class _Behind:
    """The lists behind numbers of an area and a year."""

    def __init__(self, area: str, year: int) -> None:
        self._said = {"area": area, "since": f"{year}-01", "until": f"{year}-12"}

    def counts(self, *names: str, **more: str) -> Mapping[str, Any]:
        return {"page": "figures-behind", "query": {**self._said, "counts": ",".join(names), **more}}

    def page(self, name: str, **more: str) -> Mapping[str, Any]:
        said = {name: text for name, text in self._said.items() if name != "area"}
        return {"page": name, "query": {**said, **more}}


def _matters(by: Actor, on: date, first: date, last: date, behind: _Behind) -> Iterator[Line]:
    found = published(by, on, first, last)
    yield ["收到信访事项（件）", str(found.received), behind.counts("received")]
    for channel, each in found.channels.items():
        if each.part:
            yield [f"其中{channel.label}（件）", str(each.part), behind.counts(channel.value)]
    yield ["已经答复", _share(found.answered), behind.counts("answered")]
    yield ["同一件事又来", _share(found.repeats), behind.counts("repeats")]


def _share(share: Share) -> str:
    return f"{share.part}件，{share.percent}%" if share.percent is not None else f"{share.part}件"


def _measured(by: Actor, area: str, first: date, last: date, on: date, behind: _Behind) -> Iterator[Line]:
    """What the figures page has of the same year."""
    counts = counts_of(by, f"a{area}", Span(first, last, on))
    for key in MEASURED:
        value = FIGURES[key].value(counts)
        if value.part or value.whole:
            yield [_named(value), _told(value), behind.counts(*value.figure.part)]


def _named(value: Value) -> str:
    return f"{value.figure.name}（{value.figure.unit}）" if value.figure.unit else value.figure.name


def _told(value: Value) -> str:
    return str(value.part) if value.whole is None else f"{value.rate}%（{value.part}/{value.whole}）"


def _fields(area: str, first: date, last: date, behind: _Behind) -> Iterator[Line]:
    """What most matters were about (涉及领域)."""
    rows = TopicDay.objects.filter(area=area, day__gte=first, day__lte=last)
    many = Counter(dict(rows.values_list("topic").annotate(many=Sum("received")).order_by()))
    for topic, count in _most(many):
        yield [f"涉及较多的领域：{topic}（件）", str(count), behind.counts("received", topic=topic)]


def _organs(area: str, on: date, first: date, last: date, behind: _Behind) -> Iterator[Line]:
    """The organs that most matters were about (被投诉较多的机关); an office that only passes on is none of them."""
    near = {
        f"o{organ.id}": organ.name
        for organ in chart_on(on).organs.values()
        if organ.code.startswith(area) and organ.kind is not OrganKind.PETITION_OFFICE
    }
    rows = DailyFigure.objects.filter(scope__in=near, day__gte=first, day__lte=last)
    many = Counter(dict(rows.values_list("scope").annotate(many=Sum("received")).order_by()))
    for scope, count in _most(many):
        page = behind.page("organ-figures", organ=scope[1:])
        yield [f"被投诉较多的机关：{near[scope]}（件）", str(count), page]


def _most(many: Counter[str]) -> Iterable[tuple[str, int]]:
    found = [(name, count) for name, count in many.items() if count]
    return sorted(found, key=lambda each: (-each[1], each[0]))[:NAMED]


def _cost(area: str, first: date, last: date, on: date, behind: _Behind) -> Iterator[Line]:
    """What matters cost people: the middle and the tail."""
    tail, scope = formula().tail, f"a{area}"
    for burden, spread in costs([scope], Span(first, last, on))[scope].items():
        if spread.many and burden in (Burden.DAYS, Burden.TRIPS):
            told = f"一半人不超过{spread.median}，{tail}%的人不超过{spread.tail}（{spread.many}件）"
            yield [f"群众的付出：{burden.label}", told, behind.page("pictures", area=area)]


def _assessments(organ: int, year: int) -> Iterator[Line]:
    """The assessment of the year, once its results are published (Art. 39)."""
    for row in Assessment.objects.filter(holder=organ, stage=AssessmentStage.PUBLISHED.value).order_by("id"):
        if facts_from(ASSESSMENT, row.facts).year == year:
            yield ["信访工作考核", f"已通报，{row.number}", {"page": "record", "args": ["assessment", row.number]}]


def _letters(organ: int, year: int) -> Iterator[Line]:
    """Letters of transfer, assignment and supervision; voided ones and those of reports are left out."""
    reports = Case.objects.filter(report=True).values("id")
    issued = Paper.objects.filter(organ=organ, year=year, voided_on__isnull=True).exclude(matter__in=reports)
    for kind in LETTERS:
        behind = {"page": "papers-numbers", "query": {"kind": kind.value, "year": str(year)}}
        yield [f"{kind.label}（份）", str(issued.filter(kind=kind.value).count()), behind]


def _advice(organ: int, year: int) -> Iterator[Line]:
    """How many of each kind of advice were given, and how many of these adopted; none that rests on a report."""
    owed = OwedPaper.objects.filter(organ=organ, owed_on__year=year, kind__in=[kind.value for kind in PAPERS])
    kinds = dict(owed.values_list("record", "kind"))
    rows = [row for row in Advice.objects.filter(id__in=kinds) if not near_a_report(row)]
    behind = {"page": "records", "args": ["advice"], "query": {"shelf": "all"}}
    for kind in PAPERS:
        mine = [facts_from(ADVICE, row.facts).adoption for row in rows if kinds[row.id] == kind.value]
        yield [f"{kind.label}（份）", str(len(mine)), behind]
        yield ["其中被采纳、部分采纳（份）", str(sum(each in _TAKEN for each in mine)), behind]
