"""The three tests (三个经得起) per organ: what a superior's sample found, what people say, whether it came back.

Beside them the signs that a figure was made rather than earned, as questions to the organ.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from huiyin.desk.frame import page
from huiyin.desk.pictures.charts import MONTH, Chart, Dot, Drawn, Row
from huiyin.desk.pictures.drawing import called
from huiyin.desk.pictures.numbers import Grid
from huiyin.desk.pictures.period import Looked
from huiyin.desk.quality.asked import Asked, Cell, asked, one_organ
from huiyin.desk.quality.drawn import found_wanting, way_to
from huiyin.desk.quality.sheets import few, spread, taken_away
from huiyin.desk.records.lists import may_open
from huiyin.desk.staff import Desk, staff
from huiyin.insights import quality
from huiyin.insights.trends import Span
from huiyin.law.matter.figures import Value
from huiyin.law.matter.shown import GAMING, VISITS, Shown
from huiyin.law.matter.signs import Signs, signs
from huiyin.law.words import P, Phrase
from huiyin.oversight.checks import CHECKS
from huiyin.wording.listed import listed
from huiyin.wording.words import say

MOST = 60


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign of an organ: how many, of how many where that says anything, and the question that goes with it."""

    mark: Shown
    cell: Cell
    question: Phrase
    ask: str


@staff
@require_safe
def overview(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    told = asked(request, desk)
    rows = sorted(_rows(told), key=lambda row: str(row["name"]))
    if "xlsx" in request.GET:
        return taken_away(told, "overview", [_leaf(rows)])
    context = {
        "told": told,
        "rows": listed(request, rows, MOST),
        "limits": signs(),
        "tab": "overview",
    }
    return page(request, desk, "desk/quality/overview.html", context, here="quality")


@staff
@require_safe
def organ(request: HttpRequest, desk: Desk, organ: int) -> HttpResponseBase:
    """One organ: the same, its signs as questions, and month by month."""
    told = asked(request, desk)
    one_organ(told, str(organ))
    mine = Asked(desk, [organ], told.months, told.smallest)
    rows, asked_of, months = _rows(mine), _signs(mine, organ), _by_month(mine, organ)
    if "xlsx" in request.GET:
        questions = spread(P("要问的"), P("什么"), (P("件数"),), ((each.mark.label, [each.cell]) for each in asked_of))
        return taken_away(told, f"organ-{organ}", [_leaf(rows), questions], [months])
    context = {
        "told": told,
        "organ": organ,
        "name": told.name(organ),
        "row": rows[0] if rows else None,
        "signs": asked_of,
        "chart": months,
        "limits": signs(),
    }
    return page(request, desk, "desk/quality/organ.html", context, here="quality")


def _rows(told: Asked) -> list[dict[str, Any]]:
    """An organ a row, in five statements; whoever answered nothing and was asked nothing is left out."""
    limits, today = signs(), told.desk.today
    counts = quality.marked(told.organs, told.months)
    words, checks, alike = (
        quality.said(told.organs, told.months, today),
        found_wanting(told),
        quality.alike(told.organs, limits),
    )
    held = {
        name: (months, _held(told, months, name))
        for name, days in ((Shown.BACK_SHORT, limits.held_short), (Shown.BACK_LONG, limits.held_long))
        for months in [told.months.over(days, today)]
    }
    organs = [each for each in told.organs if each in counts or each in checks or _rated(words, each)]
    return [_row(told, each, counts, words, checks, alike, held) for each in organs]


def _rated(words: dict[int, quality.Word], organ: int) -> bool:
    return organ in words and bool(words[organ].rated.whole)


def _held(told: Asked, months: quality.Months | None, name: Shown) -> dict[int, tuple[int, int]]:
    """By organ how many answers came back, of those whose time is over."""
    if months is None:
        return {}
    counts = quality.marked(told.organs, months, (name, Shown.ANSWERED))
    return {organ: (mine[name.value, ""], mine[Shown.ANSWERED.value, ""]) for organ, mine in counts.items()}


def _row(
    told: Asked, organ: int, counts: Any, words: Any, checks: Any, alike: dict[int, int], held: Any
) -> dict[str, Any]:
    word = words.get(organ) or quality.word_of({})
    mine: Counter[quality.Key] = counts.get(organ, Counter())
    looked = Looked(told.desk, Span(told.months.first, told.months.until, told.desk.today), "", organ)
    signs_ = sum(mine[each.value, ""] for each in GAMING if each is not Shown.EVE) + alike.get(organ, 0)
    return {
        "organ": organ,
        "name": told.name(organ),
        "checked": told.cell(*checks.get(organ, (0, 0)), *[way_to(told, organ)] * 2),
        "word": word,
        "rated": _worded(told, looked, word.rated),
        "content": _worded(told, looked, word.liked),
        "short": _came_back(told, organ, Shown.BACK_SHORT, *held[Shown.BACK_SHORT]),
        "long": _came_back(told, organ, Shown.BACK_LONG, *held[Shown.BACK_LONG]),
        "signs": signs_ + (_eve(mine, signs()) is not None),
    }


def _worded(told: Asked, looked: Looked, value: Value) -> Cell:
    """A figure of the people's word, with the lists that the tables of figures have behind it."""
    lists = (looked.behind(*names) for names in (value.figure.part, value.figure.of))
    return told.cell(value.part, value.whole or 0, *lists)


def _came_back(
    told: Asked, organ: int, name: Shown, months: quality.Months | None, held: dict[int, tuple[int, int]]
) -> Cell:
    """How many answers did not hold, of those given in the months that are over."""
    if months is None:
        return told.cell(0, 0)
    lists = (told.behind(mark, months, organ=organ) for mark in (name, Shown.ANSWERED))
    return told.cell(*held.get(organ, (0, 0)), *lists)


def _eve(mine: Counter[quality.Key], limits: Signs) -> tuple[int, int] | None:
    """How many answers were given on the last days, of those with a period, where that is more than chance."""
    part, whole = mine[Shown.EVE.value, ""], mine[Shown.TIMED.value, ""]
    enough = whole >= limits.eve_least and Cell(part, whole).between
    return (part, whole) if enough and float(enough[0].rstrip("%")) >= limits.eve_percent else None


def _signs(told: Asked, organ: int) -> list[Sign]:
    """The signs that the record shows of an organ, each with its question; whoever draws checks can ask it at once."""
    limits = signs()
    mine = quality.marked([organ], told.months).get(organ, Counter())
    answered = mine[Shown.ANSWERED.value, ""]
    many: dict[Shown, tuple[int, int] | None] = {
        each: (mine[each.value, ""], answered) if mine[each.value, ""] else None for each in GAMING
    }
    many[Shown.EVE] = _eve(mine, limits)
    same = quality.alike([organ], limits).get(organ, 0)
    many[Shown.SAME_WORDS] = (same, max(same, answered)) if same else None
    return [
        Sign(mark, told.cell(*found), _question(mark, limits), _ask(told, organ, mark))
        for mark, found in many.items()
        if found is not None
    ]


def _question(mark: Shown, limits: Signs) -> Phrase:
    match mark:
        case Shown.AT_OFFICE:
            return P("这些评价是在办公设备上作出的。是谁操作的，群众在场吗？")
        case Shown.EVE:
            return P("这些答复卡在期限最后{n}天。是办到这时候，还是等到这时候？", n=limits.eve_days)
        case Shown.ANEW:
            return P("同一个人的同一件事另编了号，没有写明接哪一件。为什么？")
        case Shown.CONTENT_BACK:
            return P("评了满意，{n}日内又来反映。当时是怎样评的？", n=limits.content_back_days)
    return P("同样的话答复了至少{n}件。每一件都看过吗？", n=limits.same_matters)


def _ask(told: Asked, organ: int, mark: Shown) -> str:
    """The form of a check on these matters, filled in; empty for who opens none or at their own organ."""
    if not may_open(CHECKS, told.desk) or organ == told.desk.organ.id:
        return ""
    until = min(told.months.until, told.desk.today)
    start: dict[str, Any] = {"to_organ": organ, "about": mark.value, "since": told.months.first, "until": until}
    start |= {"chance": 10, "sheet": "handling"}
    return reverse("desk:record-new", args=["check"]) + "?" + urlencode(start)


_MONTHLY = (
    Shown.ANSWERED, Shown.LATE, Shown.UNHEARD, Shown.UNLOOKED, Shown.DENIED, Shown.QUASHED, Shown.BACK_LONG,
    *VISITS,
)  # fmt: skip


def _by_month(told: Asked, organ: int) -> Chart:
    """Month by month what was answered, and what was late, unheard, not looked into, denied, back, and who came again;
    a picture with its table, each number with its list where the reader reads any matter."""
    found = quality.monthly(organ, told.months)
    rows = (
        Row(called(month), tuple(_dot(told, organ, month, name, found.get(month, Counter())) for name in _MONTHLY))
        for month in told.months.each
    )
    about = P("按记录显示的那个月算；点数字看是哪几件。")
    columns = tuple(name.label for name in _MONTHLY)
    return Chart("months", Drawn.LINES, P("逐月"), MONTH, columns, tuple(rows), "件", about)


def _dot(told: Asked, organ: int, month: date, name: Shown, counts: Counter[quality.Key]) -> Dot:
    cell = told.cell(counts[name.value, ""], 0)
    if cell.few or not cell.part:
        return Dot(None if cell.few else 0, say(few(cell)))
    return Dot(cell.part, str(cell.part), told.behind(name, quality.Months(month, month), organ=organ))


def _leaf(rows: list[dict[str, Any]]) -> Grid:
    """The page as a table to take away."""
    word, limits = quality.word_of({}), signs()
    figures = (
        P("抽查有问题"), word.rated.figure.name, word.liked.figure.name, P("{n}日内又来", n=limits.held_short),
        P("{n}日内又来", n=limits.held_long),
    )  # fmt: skip
    keys = ("checked", "rated", "content", "short", "long")
    return spread(
        P("抽查、群众评价和时间"), P("单位"), figures, ((row["name"], [row[key] for key in keys]) for row in rows)
    )
