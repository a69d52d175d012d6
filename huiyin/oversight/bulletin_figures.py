"""What a bulletin (信访信息) counts of some days, part by part, each number with the question that makes it.

Reports of wrongdoing stand in none of it, at no number: figures of several spans lie beside each other, and what one
counts and another leaves out would tell of a report. A bulletin goes to people who read no matter, so that small counts
are not told either (huiyin.insights.small).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import Sum

from huiyin.insights.figures import Days, as_figures, sums
from huiyin.insights.growing import WEEK, growing
from huiyin.insights.models import TopicDay
from huiyin.insights.own import open_to_all
from huiyin.insights.small import large, small, smallest_for
from huiyin.insights.topics.kept import figures_of as topics_of
from huiyin.insights.trends import Span, areas_below, by_scope, with_past
from huiyin.law.bulletin.vocabulary import Part
from huiyin.law.chart.organs import CODE_DIGITS
from huiyin.law.matter.figures import FIGURES
from huiyin.law.order.vocabulary import OrderStage
from huiyin.law.sign.vocabulary import SignStage
from huiyin.oversight.models import Order, Sign
from huiyin.oversight.policies import complained_of
from huiyin.people.charts import chart_on
from huiyin.people.divisions import divisions_in
from huiyin.record.models import Link
from huiyin.record.reading import near_a_report

#: A line of a part: its name, what it says, the number drawn in a picture (or none), and what is asked for its list.
Line = dict[str, Any]
NAMED: Final = 5
#: Rates in the forms of the offices.
MEASURED: Final = ("office_in_time", "unit_in_time", "answer_in_time")
#: Orders that were sent to somebody.
_SENT: Final = frozenset(OrderStage) - {OrderStage.NEW, OrderStage.PROPOSED, OrderStage.REVOKED}
PLACES: Final = "places"
#: How a person judged a sign, as a sentence says it.
_JUDGED: Final = {SignStage.TRUE: "判定是苗头的", SignStage.ASKED: "等研判的苗头", SignStage.FALSE: "判定不是苗头的"}


@dataclass(frozen=True, slots=True)
class Counted:
    """Of which area and days a bulletin tells, and on which day it counts."""

    area: str
    first: date
    last: date
    on: date

    @property
    def before(self) -> Counted:
        """As many days just before."""
        length = self.last - self.first + timedelta(days=1)
        return Counted(self.area, self.first - length, self.first - timedelta(days=1), self.on)

    @property
    def days(self) -> dict[str, str]:
        return {"since": self.first.isoformat(), "until": self.last.isoformat()}

    def ask(self, *counts: str, area: str = "", **more: str) -> dict[str, Any]:
        """The matters that counts count, of an area by the organ responsible."""
        return {"scope": f"a{area or self.area}", "counts": list(counts), **self.days, **more}

    def said(self, **more: str) -> dict[str, Any]:
        """The matters registered about something, of an area by where it happened."""
        return {"place": self.area, **self.days, **more}


def figures_of(office: int, first: date, last: date, on: date) -> dict[str, list[Line]]:
    """The lines of every part as the record has them on a day.

    :param office: the petition office whose area is counted.
    """
    counted = Counted(chart_on(on).organ(office).area, first, last, on)
    return {
        Part.OVERVIEW: list(_overview(counted)),
        PLACES: list(_places(counted)),
        Part.HOT: [*_fields(counted), *_topics(counted)],
        Part.GROWING: list(_growing(counted)),
        Part.EARLY: list(_signs(counted)),
        Part.POLICY: list(_policies(counted)),
        Part.SUGGESTIONS: list(_orders(counted)),
    }


def _line(name: str, text: str, many: float | None = None, ask: Mapping[str, Any] | None = None) -> Line:
    return {"name": name, "text": text, "many": many, "ask": dict(ask or {})}


def _told(many: int) -> bool:
    return bool(many) and not small(many, smallest_for(None))


def _few() -> str:
    return f"不足{smallest_for(None)}"


def _overview(counted: Counted) -> Iterator[Line]:
    scope, before = f"a{counted.area}", counted.before
    now, then = (sums(Days(scope, each.first, each.last)) for each in (counted, before))
    found = as_figures(now, counted.first, counted.last)
    ask = counted.ask("received")
    if not _told(found.received):
        yield _line("收到信访事项（件）", _few() if found.received else "0", None, ask)
        return
    yield _line(
        "收到信访事项（件）", f"{found.received}{_change(found.received, then['received'])}", found.received, ask
    )
    channels = {channel: share.part for channel, share in found.channels.items() if share.part}
    for channel, many in large(channels, smallest_for(None)):
        yield _line(f"其中{channel.label}（件）", str(many), many, counted.ask(channel.value))
    for name, label in (("answered", "已经答复"), ("repeats", "同一件事又来")):
        share = getattr(found, name)
        if _told(share.part):
            yield _line(label, f"{share.part}件，{share.percent}%", share.part, counted.ask(name))
    yield from _measured(counted)


def _change(now: int, then: int) -> str:
    """Beside the days just before, where those had enough to be told."""
    if not _told(then):
        return ""
    if now == then:
        return f"，与前一期持平（{then}）"
    return f"，比前一期（{then}）{'增' if now > then else '减'}{abs(now - then) / then:.1%}"


def _measured(counted: Counted) -> Iterator[Line]:
    scope, yesterday = f"a{counted.area}", min(counted.last, counted.on - timedelta(days=1))
    whole, past = (sums(Days(scope, counted.first, end)) for end in (counted.last, yesterday))
    counts = with_past(whole, past)
    for key in MEASURED:
        value = FIGURES[key].value(counts)
        if value.whole and _told(value.whole):
            text = f"{value.rate}%（{value.part}/{value.whole}）"
            yield _line(value.figure.name, text, None, counted.ask(*value.figure.part))


def _places(counted: Counted) -> Iterator[Line]:
    """The divisions one level below in the order of their codes: nobody is ranked."""
    below = areas_below(chart_on(counted.on), counted.area)
    found = by_scope([f"a{each}" for each in below], Span(counted.first, counted.last, counted.on))
    for area in below:
        many = found[f"a{area}"]["received"]
        if _told(many):
            yield _line(place_name(area), str(many), many, counted.ask("received", area=area))


def place_name(code: str) -> str:
    names = dict(divisions_in(code)) if code else {}
    return names.get(code.ljust(CODE_DIGITS, "0"), code).split(" ")[-1]


def _fields(counted: Counted) -> Iterator[Line]:
    """What most matters were about (涉及领域)."""
    rows = TopicDay.objects.filter(area=counted.area, day__gte=counted.first, day__lte=counted.last)
    many = Counter(dict(rows.values_list("topic").annotate(many=Sum("received")).order_by()))
    told = sorted(((name, count) for name, count in many.items() if _told(count)), key=lambda each: (-each[1], each[0]))
    for topic, count in told[:NAMED]:
        yield _line(f"涉及{topic}（件）", str(count), count, counted.said(topic=topic))


def _topics(counted: Counted) -> Iterator[Line]:
    """What many people speak of in one place, by the word of a fixed list: never a word of theirs."""
    for hot in topics_of(counted.on, counted.area)[:NAMED]:
        if hot.thing and _told(hot.matters) and _told(hot.people):
            where = "、".join(place_name(code) for code, _ in hot.places[:2])
            text = f"{hot.people}人反映{hot.matters}件，热度{hot.heat:g}"
            yield _line(f"{hot.thing}（{where}）", text, None, {"topic": str(hot.id)})


def _growing(counted: Counted) -> Iterator[Line]:
    """What came more often in the last seven days than in the four weeks before."""
    since = counted.last - WEEK + timedelta(days=1)
    for each in growing(counted.area, counted.last, NAMED):
        if _told(each.now):
            text = f"最后七天{each.now}件，此前四周每周{each.usual:g}件"
            ask = {"place": each.place, "topic": each.topic, "since": since.isoformat(), "until": counted.days["until"]}
            yield _line(f"{each.topic}（{place_name(each.place)}）", text, each.now, ask)


def _signs(counted: Counted) -> Iterator[Line]:
    """Early signs put in these days, by how a person judged them; none that lies near a report.

    They are asked for anew whenever the page is opened: their words stand in no bulletin.
    """
    days = {"lodged_at__date__gte": counted.first, "lodged_at__date__lte": counted.last}
    rows = [
        row
        for row in Sign.objects.filter(place__startswith=counted.area, **days).order_by("id")
        if not near_a_report(row)
    ]
    many = Counter(row.stage for row in rows)
    for stage, name in _JUDGED.items():
        if many[stage.value]:
            yield _line(f"{name}（条）", str(many[stage.value]), many[stage.value], {"signs": stage.value})


def _policies(counted: Counted) -> Iterator[Line]:
    """Which rules people complain of, how many of these matters are answered, and how many were found right."""
    for rule in complained_of(counted.area, counted.first, counted.last):
        if _told(rule.many):
            done = f"，已有处理意见{rule.answered}件" if _told(rule.answered) else ""
            right = f"，诉求得到支持{rule.supported}件" if _told(rule.supported) else ""
            yield _line(
                f"《{rule.title}》（件）", f"{rule.many}{done}{right}", rule.many, counted.said(rule=rule.title)
            )


def _orders(counted: Counted) -> Iterator[Line]:
    """Supervision orders sent in these days about matters that are no report and lie behind none."""
    days = {"lodged_at__date__gte": counted.first, "lodged_at__date__lte": counted.last}
    rows = Order.objects.filter(stage__in=[stage.value for stage in _SENT], **days)
    plain = open_to_all().filter(place__startswith=counted.area).values("id")
    sent = list(rows.filter(matter__in=plain).values_list("id", "stage"))
    behind = Link.objects.filter(record__in=[each for each, _ in sent])
    near = set(behind.exclude(other__in=open_to_all().values("id")).values_list("record", flat=True))
    mine = [stage for each, stage in sent if each not in near]
    if mine:
        solved = sum(stage == OrderStage.SOLVED.value for stage in mine)
        yield _line("发出督办（件）", f"{len(mine)}，已解决{solved}", len(mine), {"orders": "all"})
