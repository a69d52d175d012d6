"""What the yearly report counts (xf2022 Art. 41): matters, fields, organs complained about most, letters, advice.

Reports of wrongdoing stand in no figure by which one of them could be told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from django.db.models import Sum

from huiyin.cases.models import Case
from huiyin.insights.figures import Share
from huiyin.insights.models import DailyFigure, TopicDay
from huiyin.insights.publishing import published
from huiyin.law.advice.procedure import ADVICE
from huiyin.law.advice.vocabulary import Adoption
from huiyin.law.chart.organs import OrganKind
from huiyin.law.frame.facts import Actor
from huiyin.law.terms import Paper as PaperKind
from huiyin.oversight.models import Advice
from huiyin.papers.models import Paper
from huiyin.people.charts import chart_on
from huiyin.record.models import OwedPaper
from huiyin.record.reading import near_a_report
from huiyin.record.snapshots import facts_from

Rows = list[list[str]]
#: How many fields and organs are named.
NAMED: Final = 5
LETTERS: Final = (PaperKind.TRANSFER_LETTER, PaperKind.ASSIGNMENT_LETTER, PaperKind.SUPERVISION_LETTER)
PAPERS: Final = (PaperKind.ADVICE_ON_WORK, PaperKind.ADVICE_ON_POLICY, PaperKind.ADVICE_ON_LIABILITY)
_TAKEN: Final = (Adoption.WHOLLY, Adoption.PARTLY)


def figures_of(by: Actor, year: int, on: date) -> dict[str, Rows]:
    """The tables of the first three parts as the record has them on a day."""
    assert by.organ is not None
    first, last = date(year, 1, 1), max(date(year, 1, 1), min(date(year, 12, 31), on))
    area = chart_on(on).organ(by.organ).area
    one = [*_matters(by, on, first, last), *_fields(area, first, last), *_organs(area, on, first, last)]
    return {"1": one, "2": list(_letters(by.organ, year)), "3": list(_advice(by.organ, year))}


def _matters(by: Actor, on: date, first: date, last: date) -> Iterator[list[str]]:
    found = published(by, on, first, last)
    yield ["收到信访事项（件）", str(found.received)]
    yield from ([f"其中{channel.label}（件）", str(each.part)] for channel, each in found.channels.items() if each.part)
    yield ["信访部门按期转送、交办", _share(found.sorted_in_time)]
    yield ["责任单位按期告知", _share(found.told_in_time)]
    yield ["已经答复", _share(found.answered)]
    yield ["信访程序按期办结", _share(found.decided_in_time)]
    yield ["同一件事又来", _share(found.repeats)]


def _share(share: Share) -> str:
    return f"{share.part}件，{share.percent}%" if share.percent is not None else f"{share.part}件"


def _fields(area: str, first: date, last: date) -> Iterator[list[str]]:
    """What most matters were about (涉及领域)."""
    rows = TopicDay.objects.filter(area=area, day__gte=first, day__lte=last)
    many = Counter(dict(rows.values_list("topic").annotate(many=Sum("received")).order_by()))
    yield from ([f"涉及较多的领域：{topic}（件）", str(count)] for topic, count in _most(many))


def _organs(area: str, on: date, first: date, last: date) -> Iterator[list[str]]:
    """The organs that most matters were about (被投诉较多的机关); an office that only passes on is none of them."""
    near = {
        f"o{organ.id}": organ.name
        for organ in chart_on(on).organs.values()
        if organ.code.startswith(area) and organ.kind is not OrganKind.PETITION_OFFICE
    }
    rows = DailyFigure.objects.filter(scope__in=near, day__gte=first, day__lte=last)
    many = Counter(dict(rows.values_list("scope").annotate(many=Sum("received")).order_by()))
    yield from ([f"被投诉较多的机关：{near[scope]}（件）", str(count)] for scope, count in _most(many))


def _most(many: Counter[str]) -> Iterable[tuple[str, int]]:
    found = [(name, count) for name, count in many.items() if count]
    return sorted(found, key=lambda each: (-each[1], each[0]))[:NAMED]


def _letters(organ: int, year: int) -> Iterator[list[str]]:
    """Letters of transfer, assignment and supervision; voided ones and those of reports are left out."""
    reports = Case.objects.filter(report=True).values("id")
    issued = Paper.objects.filter(organ=organ, year=year, voided_on__isnull=True).exclude(matter__in=reports)
    for kind in LETTERS:
        yield [f"{kind.label}（份）", str(issued.filter(kind=kind.value).count())]


def _advice(organ: int, year: int) -> Iterator[list[str]]:
    """How many of each kind of advice were given, and how many of these adopted; none that rests on a report."""
    owed = OwedPaper.objects.filter(organ=organ, owed_on__year=year, kind__in=[kind.value for kind in PAPERS])
    kinds = dict(owed.values_list("record", "kind"))
    rows = [row for row in Advice.objects.filter(id__in=kinds) if not near_a_report(row)]
    for kind in PAPERS:
        mine = [facts_from(ADVICE, row.facts).adoption for row in rows if kinds[row.id] == kind.value]
        yield [f"{kind.label}（份）", str(len(mine))]
        yield ["其中被采纳、部分采纳（份）", str(sum(each in _TAKEN for each in mine))]
