"""The pictures of an office or organ: trend, periods kept, places, organs, topics, roads, ratings, what it cost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from huiyin.desk.pictures.charts import MONTH, Chart, Dot, Drawn, Label, Row, number, share
from huiyin.desk.pictures.period import Looked, place_name
from huiyin.insights.counted import ANSWERED_END, OPEN_END
from huiyin.insights.trends import (
    Counts,
    areas_below,
    by_month,
    by_scope,
    costs_by_month,
    own_level,
    roads,
    topics,
)
from huiyin.law.chart.organs import OrganKind
from huiyin.law.matter.cost import Burden, formula
from huiyin.law.matter.figures import FIGURES
from huiyin.law.terms import Channel, ClaimKind, Closure, Ground, Outcome
from huiyin.law.words import P, Phrase

TOPICS: Final = 12
#: The three periods that are watched month by month.
TIMES: Final = ("office_in_time", "unit_in_time", "answer_in_time")
_ENDS: Final[Mapping[str, Label]] = {
    OPEN_END: P("还在办"),
    ANSWERED_END: P("已答复"),
    **{each.value: each.label for each in (*Outcome, *Closure)},
    Outcome.SUPPORTED.value: Outcome.SUPPORTED.label,
}


def pictures(looked: Looked) -> Iterator[Chart]:
    """Every picture of which there is something; each costs one statement, two where what is over counts apart."""
    months = by_month(looked.scope, looked.span)
    found = (
        trend(looked, months), periods(looked, months), _places(looked), _organs(looked), _days(looked),
        _ratings(looked, months), _topics(looked), _roads(looked),
    )  # fmt: skip
    return (chart for chart in found if chart is not None and not chart.empty)


def over_time(looked: Looked) -> Iterator[Chart]:
    """What came and what was kept in time, month by month; one statement."""
    months = by_month(looked.scope, looked.span)
    found = (trend(looked, months), periods(looked, months))
    return (chart for chart in found if not chart.empty)


def trend(looked: Looked, months: Mapping[date, Counts]) -> Chart:
    names = ("received", "answered", "repeats")
    return Chart(
        "trend", Drawn.LINES, P("每月来了多少，答复了多少"), MONTH, (P("登记"), P("已经答复"), P("同一件事又来")),
        tuple(_month_row(looked, month, counts, names) for month, counts in months.items()), "件",
        P("按登记的月份，这个月只到今天；已经答复的，是那个月登记、现在已经答复的。"),
    )  # fmt: skip


def called(month: date) -> Phrase:
    """A month as people write it."""
    return P("{year}年{month}月", year=f"{month.year}", month=f"{month.month}")


def so_far(month: date, today: date) -> Phrase:
    """A month; the running one says that it is a part, or on its first day nothing seems to come any more."""
    if (month.year, month.month) != (today.year, today.month):
        return called(month)
    return P("{year}年{month}月，只到{day}日", year=f"{month.year}", month=f"{month.month}", day=f"{today.day}")


def _over(months: Mapping[date, Counts], today: date) -> Mapping[date, Counts]:
    """The months whose last day has come: of a running one a rate would count as missed what is not due yet."""
    whole = {month: counts for month, counts in months.items() if (month.year, month.month) < (today.year, today.month)}
    return whole or months


def _month_row(looked: Looked, month: date, counts: Counts, names: tuple[str, ...]) -> Row:
    span = looked.span.only(month)
    dots = tuple(number(counts[name], looked.behind(name, span=span)) for name in names)
    return Row(so_far(month, looked.desk.today), dots)


def periods(looked: Looked, months: Mapping[date, Counts]) -> Chart:
    """The rates in the forms of the offices; the number of a rate leads to what was late."""
    rows = []
    for month, counts in _over(months, looked.desk.today).items():
        span = looked.span.only(month)
        dots = []
        for key in TIMES:
            value = FIGURES[key].value(counts)
            side = key.removesuffix("_in_time")
            dots.append(share(value.part, value.whole or 0, looked.behind(f"{side}_late", f"{side}_open", span=span)))
        rows.append(Row(called(month), tuple(dots)))
    names = tuple(FIGURES[key].name for key in TIMES)
    about = P("按期限最后一天所在的月份，没有过完的月份不画；点数字看超期的和还没有办的。")
    return Chart("periods", Drawn.LINES, P("期限守住了多少"), MONTH, names, tuple(rows), "%", about)


def _places(looked: Looked) -> Chart | None:
    """What came from each division one level below."""
    area = looked.scope.removeprefix("a") if looked.scope.startswith("a") else ""
    areas = areas_below(looked.desk.world.chart, area) if area else []
    if not areas:
        return None
    found = by_scope([f"a{each}" for each in areas], looked.span)
    rows = (
        Row(
            place_name(each),
            tuple(
                number(many, looked.page("pictures", area=each))
                for many in _open_and_done(found[f"a{each}"])
            ),
            looked.page("pictures", area=each),
        )
        for each in areas
    )  # fmt: skip
    return Chart(
        "places", Drawn.STACKED, P("哪里的"), P("地方"), (P("已经答复"), P("没有答复")), tuple(rows), "件",
        P("按责任单位所在的地方；点地方看那里的图。"),
    )  # fmt: skip


def _open_and_done(counts: Counts) -> tuple[int, int]:
    return counts["answered"], max(0, counts["received"] - counts["answered"] - counts["ended"])


def _organs(looked: Looked) -> Chart | None:
    """How the organs of the office's own level kept their periods. In the order of the directory: nobody is ranked."""
    chart = looked.desk.world.chart
    office = looked.desk.organ
    if looked.organ is not None or looked.area or office.kind is not OrganKind.PETITION_OFFICE:
        return None
    organs = own_level(chart, office)
    found = by_scope([f"o{each.id}" for each in organs], looked.span)
    rows = []
    for organ in organs:
        counts, page = found[f"o{organ.id}"], looked.page("organ-figures", organ=str(organ.id))
        many = (counts["answer_in_time"], counts["answer_late"], counts["answer_open.past"])
        if any(many):
            rows.append(Row(organ.short, tuple(number(each, page) for each in many), page))
    return Chart(
        "organs", Drawn.STACKED, P("各单位的办结期限"), P("单位"), (P("按期办结"), P("超期办结"), P("超期未办结")),
        tuple(rows), "件", P("按机关名录的顺序，不排名；点单位看它办得怎样。"),
    )  # fmt: skip


def _topics(looked: Looked) -> Chart:
    rows = (
        Row(topic, (number(many, looked.behind("received", more={"topic": topic})),))
        for topic, many in topics(looked.scope, looked.span, TOPICS)
    )
    about = P("按标题和诉求里的词归类，只是提示；检举控告没有归类。")
    return Chart("topics", Drawn.BARS, P("为了什么事"), P("事由"), (P("登记"),), tuple(rows), "件", about)


def _roads(looked: Looked) -> Chart:
    """From the channel over the class to how it ended."""
    rows = []
    for road in roads(looked.scope, looked.span):
        kind, ground = _class(road.kind)
        asked = {"channel": road.channel, "end": road.end, "kind": road.kind or "none"}
        rows.append(
            Row(
                Channel(road.channel).label, (number(road.many, looked.behind("received", more=asked)),),
                steps=(ground or kind, _ENDS.get(road.end, road.end)),
            )
        )  # fmt: skip
    return Chart(
        "roads", Drawn.FLOW, P("从哪里来，走哪条路，怎样了结"), P("怎么来的"), (P("件数"),), tuple(rows), "件",
        P("按登记的月份，现在的结果。"), (P("类别"), P("结果")),
    )  # fmt: skip


def _class(said: str) -> tuple[Label, Label]:
    """The class and, of a grievance, its ground of Art. 31."""
    for kind in ClaimKind:
        if said.startswith(kind.value):
            ground = said.removeprefix(kind.value)
            return kind.label, Ground(ground).label if ground else ""
    return P("未分类"), ""


def _ratings(looked: Looked, months: Mapping[date, Counts]) -> Chart:
    """Who said what, and who said nothing, side by side; silence is never satisfaction."""
    counts = sum(months.values(), Counts())
    rows = []
    for side, name in (("office", P("对信访部门")), ("unit", P("对责任单位"))):
        names = (f"{side}_liked", f"{side}_disliked", f"{side}_silent.past")
        rows.append(Row(name, tuple(number(counts[each], looked.behind(each)) for each in names)))
    return Chart(
        "ratings", Drawn.STACKED, P("评价"), P("对谁"), (P("满意、基本满意"), P("不满意"), P("没有评价")),
        tuple(rows), "件", P("评价期满的；没有评价就是没有评价，不算满意。"),
    )  # fmt: skip


def _days(looked: Looked) -> Chart:
    """How long it took: the middle and the tail, month by month."""
    tail = formula().tail
    rows = []
    for month, found in costs_by_month(looked.scope, looked.span).items():
        days = found[Burden.DAYS]
        dots = tuple(Dot(each if days.many else None, _days_said(each, days.many)) for each in (days.median, days.tail))
        rows.append(Row(called(month), dots))
    return Chart(
        "days", Drawn.LINES, P("群众等了多少天"), MONTH, (P("一半人不超过"), P("{n}%的人不超过", n=tail)), tuple(rows),
        "天", P("按答复或者了结的月份，从提出那天算起。"),
    )  # fmt: skip


def _days_said(days: int, many: int) -> str:
    return f"{days}" if many else "—"
