"""Whether what is proposed still holds (建议有没有用): month by month, class by class, and what people corrected.

For whoever looks after figures or the machine, and for whoever dispatches. Numbers alone but for the newest
corrections, of which everybody sees those of matters that they may read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from huiyin.cases.queries import of_these
from huiyin.desk.forms.claim_rows import CLASSES
from huiyin.desk.frame import page
from huiyin.desk.names import short_name
from huiyin.desk.pictures.charts import MONTH, Chart, Dot, Drawn, Row
from huiyin.desk.pictures.drawing import called
from huiyin.desk.staff import Desk, staff
from huiyin.desk.topics.learned import may_see
from huiyin.insights.agreement import CLASS, FEWEST, ORGAN, SUBJECT, Month, by_month, falls, interval
from huiyin.insights.models import Agreement, Correction
from huiyin.insights.own import open_to_all
from huiyin.law.terms import ClaimKind, Role
from huiyin.law.words import P, Phrase
from huiyin.people.posts import names_of
from huiyin.wording.words import say

FIGURES: Final = frozenset({Role.ANALYST, Role.ADMIN})
_CLASSES: Final[Mapping[str, tuple[Any, ...]]] = dict(CLASSES)
TITLES: Final = {
    CLASS: P("分类的建议"),
    ORGAN: P("学来的单位建议（说得准的）"),
    SUBJECT: P("内容分类的建议（说得准的）"),
}


#: What is learned anew from the record; a class is proposed by words in data/law/routes.
LEARNED: Final = frozenset({ORGAN, SUBJECT})


def may_look(desk: Desk) -> bool:
    """Whether somebody looks after figures or the machine, or dispatches."""
    return bool(desk.actor.roles & FIGURES) or may_see(desk)


@staff
@require_safe
def drift(request: HttpRequest, desk: Desk) -> HttpResponse:
    """How often people agreed with what is proposed."""
    if not may_look(desk):
        raise PermissionDenied
    rows = list(Agreement.objects.order_by("month", "what", "name"))
    watched = [(what, by_month(rows, what)) for what in (CLASS, SUBJECT, ORGAN)]
    context = {
        "charts": [_chart(what, months) for what, months in watched if months],
        "falling": [(TITLES[what], what in LEARNED) for what, months in watched if falls(months)],
        "names": _by_name(desk, rows),
        "corrections": list(_corrections(desk)),
        "learned": may_see(desk),
        "fewest": FEWEST,
    }
    return page(request, desk, "desk/topics/drift.html", context, here="drift")


def _chart(what: str, months: Sequence[Month]) -> Chart:
    rows = tuple(
        Row(called(each.month), (_share(each), _percent(each.span[0]), _percent(each.span[1]))) for each in months
    )
    about = P("每个月，人定的和建议的一样的占多少；后两列是把握有九成五的范围，件数少的月份范围大。")
    columns = (P("一样的"), P("至少"), P("至多"))
    return Chart(f"drift-{what}", Drawn.LINES, TITLES[what], MONTH, columns, rows, "%", about)


def _share(month: Month) -> Dot:
    return Dot(round(100 * month.share, 1), f"{month.share:.1%}（{month.agreed}/{month.many}）")


def _percent(value: float) -> Dot:
    return Dot(round(100 * value, 1), f"{value:.1%}")


def _by_name(desk: Desk, rows: Sequence[Agreement]) -> list[dict[str, Any]]:
    """Each class and organ that was proposed: how often, how often kept, and between which shares that lies."""
    many, agreed = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for row in rows:
        many[row.what, row.name] += row.many
        agreed[row.what, row.name] += row.agreed
    return [
        {
            "what": TITLES[what],
            "name": _said(desk, what, name),
            "many": count,
            "agreed": agreed[what, name],
            "share": f"{agreed[what, name] / count:.1%}",
            "span": "{:.0%}–{:.0%}".format(*interval(agreed[what, name], count)),
        }
        for (what, name), count in sorted(many.items(), key=lambda each: (each[0][0], -each[1]))
    ]


def _said(desk: Desk, what: str, name: str) -> Phrase | str:
    """An organ by its short name, a class as its form calls it; what no form offers is a class by itself."""
    if what == ORGAN:
        return short_name(desk.world.chart, int(name))
    if what == SUBJECT:
        return name
    words = _CLASSES.get(name) or (ClaimKind(name),)
    return " · ".join(say(word.label) for word in words)


def _corrections(desk: Desk) -> Iterator[dict[str, Any]]:
    """The newest, of matters that the reader may read and that are still no report."""
    rows = list(Correction.objects.order_by("-at", "-id"))
    still = open_to_all().filter(id__in=[row.case for row in rows]).values_list("id", flat=True)
    found = of_these(desk.actor, desk.today, still)
    names = names_of({row.by for row in rows if row.by is not None})
    for row in rows:
        if row.case in found:
            yield {
                "row": row,
                "case": found[row.case],
                "proposed": _said(desk, row.what, row.proposed),
                "chosen": _said(desk, row.what, row.chosen),
                "by": names.get(row.by or 0, ""),
            }
